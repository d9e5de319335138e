#include "decision/replay.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>

namespace parvis::decision {
namespace {

// Enough digits to tell two different numbers apart.
std::string exact(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.17g", number);
  std::string out(text);
  std::replace(out.begin(), out.end(), '.', ',');
  return out;
}

std::string quoted(const std::string& text) {
  return text.empty() ? "rien" : "«\u00A0" + text + "\u00A0»";
}

std::string instead(const std::string& what, const std::string& now, const std::string& then) {
  return what + "\u00A0: " + now + " au lieu de " + then;
}

void compare_alternatives(const Decision& recorded, const Decision& again, std::vector<std::string>& out) {
  const auto& then = recorded.alternatives;
  const auto& now = again.alternatives;
  if (then.size() != now.size())
    out.push_back(instead("nombre de propositions", std::to_string(now.size()), std::to_string(then.size())));
  for (std::size_t i = 0; i < std::min(then.size(), now.size()); ++i) {
    const std::string rank = "proposition " + std::to_string(i + 1);
    if (then[i].value != now[i].value)
      out.push_back(instead(rank, quoted(now[i].value), quoted(then[i].value)));
    else if (then[i].label != now[i].label)
      out.push_back(instead(rank + ", nom", quoted(now[i].label), quoted(then[i].label)));
    if (then[i].probability != now[i].probability)
      out.push_back(instead(rank + ", probabilité", exact(now[i].probability), exact(then[i].probability)));
  }
}

bool same_factors(const std::vector<Factor>& one, const std::vector<Factor>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](const Factor& a, const Factor& b) {
    return a.name == b.name && a.value == b.value && a.weight == b.weight && a.contribution == b.contribution;
  });
}

}  // namespace

std::vector<std::string> differences(const Decision& recorded, const Decision& again) {
  std::vector<std::string> out;
  if (recorded.abstained != again.abstained)
    out.push_back(again.abstained ? "une abstention au lieu d’une proposition"
                                  : "une proposition au lieu d’une abstention");
  if (recorded.value != again.value)
    out.push_back(instead("valeur", quoted(again.value), quoted(recorded.value)));
  compare_alternatives(recorded, again, out);
  if (recorded.confidence != again.confidence)
    out.push_back(instead("confiance", exact(again.confidence), exact(recorded.confidence)));
  if (recorded.threshold != again.threshold)
    out.push_back(instead("seuil", exact(again.threshold), exact(recorded.threshold)));
  if (recorded.explanation != again.explanation || !same_factors(recorded.factors, again.factors))
    out.emplace_back("l’explication n’est pas la même");
  return out;
}

ReplayResult compared(const Decision& recorded, const Decision& again) {
  ReplayResult result;
  result.alternatives = again.alternatives;
  result.differences = differences(recorded, again);
  result.identical = result.differences.empty();
  return result;
}

}  // namespace parvis::decision
