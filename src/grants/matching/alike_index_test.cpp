#include "grants/matching/alike_index.hpp"

#include <gmock/gmock.h>

#include <set>

#include "grants/matching/match_all.hpp"
#include "grants/matching/matching_fixture.hpp"

namespace parvis::grants {
namespace {

using test::request;

std::vector<Request> known() {
  std::vector<Request> rows;
  for (int i = 0; i < 300; ++i)
    rows.push_back(request("Association numéro" + std::to_string(i) + " Trucville",
                           "Ateliers de danse, groupe " + std::to_string(i)));
  rows.push_back(request("Club nautique Bellerive", "Régate de printemps", 3000, 2024, "21310458100011"));
  rows.push_back(request("Club nautiqe Bellerive", "Regate de printemps", 3000, 2024));
  rows.push_back(request("Bellerive voile", "Stage pour seniors", 900, 2022, "21310458100011"));
  return rows;
}

struct Kept {
  std::vector<Request> rows = known();
  AlikeIndex index;
  Kept() {
    for (std::size_t i = 0; i < rows.size(); ++i)
      index.add(static_cast<AlikeIndex::Id>(i), profile_of(rows[i], test::rules()));
  }
  [[nodiscard]] std::vector<Alike> find(const Request& asked, const AlikeLimits& limits = {},
                                        const Settled& settled = nullptr) const {
    const LookUp look_up = [&](AlikeIndex::Id id) { return std::optional(rows[id]); };
    return find_alike(asked, index, look_up, test::rules(), test::head(), limits, settled);
  }
};

std::set<AlikeIndex::Id> ids(const std::vector<Alike>& found) {
  std::set<AlikeIndex::Id> out;
  for (const Alike& one : found) out.insert(one.id);
  return out;
}

const Request asked = request("Club nautique Bellerive", "Régate de printemps", 3000, 2024, "21310458100011");

TEST(AlikeIndex, FindsByNumberAndByRareWords) {
  const auto found = Kept().find(asked);
  EXPECT_EQ(ids(found), (std::set<AlikeIndex::Id>{300, 301, 302}));
  EXPECT_EQ(found.back().judgement.relation, Relation::sibling);
  EXPECT_FALSE(found.front().judgement.reasons.empty());
}

TEST(AlikeIndex, NeverGivesMoreThanItsLimit) {
  Kept kept;
  for (AlikeIndex::Id i = 0; i < 60; ++i) {
    kept.rows.push_back(asked);
    kept.index.add(static_cast<AlikeIndex::Id>(kept.rows.size() - 1), profile_of(asked, test::rules()));
  }
  EXPECT_EQ(kept.find(asked).size(), 50U);
  EXPECT_EQ(kept.find(asked, {.found = 51}).size(), 51U);
}

TEST(AlikeIndex, LeavesOutRemovedAndSettledRows) {
  Kept kept;
  kept.index.remove(301);
  const Settled settled = [](AlikeIndex::Id id, const Request&) { return id == 300; };
  EXPECT_EQ(ids(kept.find(asked, {}, settled)), (std::set<AlikeIndex::Id>{302}));
}

TEST(AlikeIndex, WordsOfTooManyRowsTellNothing) {
  const Kept kept;
  const AlikeLimits limits{.common_word_rows = 100};
  EXPECT_TRUE(kept.index.near(profile_of(request("Trucville", "danse"), test::rules()), limits).empty());
}

TEST(AlikeIndex, IsTheSameWhateverTheOrderOfArrival) {
  const auto rows = known();
  AlikeIndex forwards, backwards;
  for (std::size_t i = 0; i < rows.size(); ++i)
    forwards.add(static_cast<AlikeIndex::Id>(i), profile_of(rows[i], test::rules()));
  for (std::size_t i = rows.size(); i-- > 0;)
    backwards.add(static_cast<AlikeIndex::Id>(i), profile_of(rows[i], test::rules()));
  const auto near = [&](const AlikeIndex& index) {
    std::vector<AlikeIndex::Id> out;
    for (const auto& one : index.near(profile_of(asked, test::rules()), {})) out.push_back(one.id);
    return out;
  };
  EXPECT_EQ(near(forwards), near(backwards));
}

TEST(MatchAll, GivesEachPairOnce) {
  const auto rows = known();
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  const auto counts = match_all(rows, test::rules(), test::head(), [&](const MatchedPair& pair) {
    EXPECT_TRUE(pairs.emplace(pair.a, pair.b).second);
  });
  EXPECT_EQ(counts.given, pairs.size());
  EXPECT_TRUE(pairs.contains({300, 301}));
  EXPECT_FALSE(pairs.contains({300, 302}));
}

TEST(MatchAll, OneThreadAndTwoGiveTheSamePairs) {
  const auto rows = known();
  const auto pairs_of = [&](std::size_t threads) {
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    match_all(rows, test::rules(), test::head(),
              [&](const MatchedPair& pair) { pairs.emplace(pair.a, pair.b); }, {.threads = threads});
    return pairs;
  };
  EXPECT_EQ(pairs_of(1), pairs_of(2));
}

}  // namespace
}  // namespace parvis::grants
