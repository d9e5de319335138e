#include "decision/replay.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace parvis::decision {
namespace {

Decision pothole() {
  Decision decision;
  decision.value = "VOI-NID";
  decision.label = "Nid-de-poule";
  decision.alternatives = {{"VOI-NID", "Nid-de-poule", 0.7}, {"VOI-FIS", "Fissure", 0.2}};
  decision.confidence = 0.7;
  decision.threshold = 0.4;
  decision.explanation = "Proposition automatique, à vérifier.";
  decision.factors = {{"photo", "La photo montre un trou.", 0, 0}};
  return decision;
}

TEST(Replay, G03TheSameOutputIsIdentical) {
  Decision again = pothole();
  again.latency_us = 12;  // what it cost is no part of the output
  const auto result = compared(pothole(), again);
  EXPECT_TRUE(result.identical);
  EXPECT_TRUE(result.differences.empty());
  EXPECT_EQ(result.alternatives.size(), 2U);
}

TEST(Replay, G03OneBitOfAProbabilityIsADifference) {
  Decision again = pothole();
  again.alternatives[1].probability = std::nextafter(0.2, 1);
  const auto result = compared(pothole(), again);
  EXPECT_FALSE(result.identical);
  ASSERT_EQ(result.differences.size(), 1U);
  EXPECT_NE(result.differences[0].find("proposition 2, probabilité"), std::string::npos)
      << result.differences[0];
}

TEST(Replay, EachPartOfTheOutputIsNamedWhenItDiffers) {
  const auto first = [](auto change) {
    Decision again = pothole();
    change(again);
    const auto found = differences(pothole(), again);
    return found.empty() ? std::string() : found.front();
  };
  EXPECT_EQ(first([](Decision& d) { d.abstained = true; }), "une abstention au lieu d’une proposition");
  EXPECT_EQ(first([](Decision& d) { d.value = ""; }), "valeur\u00A0: rien au lieu de «\u00A0VOI-NID\u00A0»");
  EXPECT_EQ(first([](Decision& d) { d.alternatives.pop_back(); }),
            "nombre de propositions\u00A0: 1 au lieu de 2");
  EXPECT_NE(first([](Decision& d) { std::swap(d.alternatives[0], d.alternatives[1]); }).find("VOI-FIS"),
            std::string::npos);
  EXPECT_NE(first([](Decision& d) { d.alternatives[0].label = "Trou"; }).find("nom"), std::string::npos);
  EXPECT_EQ(first([](Decision& d) { d.confidence = 0.5; }),
            "confiance\u00A0: 0,5 au lieu de 0,69999999999999996");
  EXPECT_NE(first([](Decision& d) { d.threshold = 0.5; }).find("seuil"), std::string::npos);
  EXPECT_EQ(first([](Decision& d) { d.explanation = "autre"; }), "l’explication n’est pas la même");
  EXPECT_EQ(first([](Decision& d) { d.factors.clear(); }), "l’explication n’est pas la même");
}

}  // namespace
}  // namespace parvis::decision
