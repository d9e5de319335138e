#include "grants/matching/pair_training.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "grants/match_command.hpp"
#include "grants/matching/alike_index.hpp"
#include "grants/matching/matching_fixture.hpp"
#include "grants/matching/pair_evaluation.hpp"
#include "grants/train_pairs_command.hpp"

namespace parvis::grants {
namespace {

constexpr auto shared_pairs = PARVIS_SHARED_DIR "/data/grants/expected/duplicates/pairs.jsonl";

std::vector<TrainingPair> made_pairs() {
  std::vector<TrainingPair> pairs;
  for (std::size_t i = 0; i < 60; ++i) {
    TrainingPair pair;
    pair.same = i % 2 == 0;
    pair.figures[static_cast<std::size_t>(PairFeature::title_equal)] = pair.same ? 1 : 0;
    pair.figures[static_cast<std::size_t>(PairFeature::words_replaced)] = pair.same ? 0 : 1;
    // Against its name: amounts are equal on pairs that are not one project.
    pair.figures[static_cast<std::size_t>(PairFeature::amount_equal)] = pair.same ? 0 : 1;
    pair.group_a = pair.group_b = i;
    pair.fold = pair.fold_b = i % 5;
    pairs.push_back(pair);
  }
  return pairs;
}

TEST(PairTraining, NoWeightContradictsItsName) {
  const auto head = train_pair_head(made_pairs());
  ASSERT_TRUE(head);
  EXPECT_EQ(head->weights[static_cast<std::size_t>(PairFeature::amount_equal)], 0);
  for (std::size_t i = 0; i < pair_features; ++i)
    EXPECT_GE(head->weights[i] * direction(static_cast<PairFeature>(i)), 0) << i;
}

TEST(PairTraining, FiguresNeverSeenKeepTheWeightOfCommonSense) {
  const auto head = train_pair_head(made_pairs());
  ASSERT_TRUE(head);
  EXPECT_LT(head->weights[static_cast<std::size_t>(PairFeature::edition_opposed)], -1);
}

TEST(PairTraining, GivesTheSameHeadTwice) {
  EXPECT_EQ(pair_head_text(*train_pair_head(made_pairs())), pair_head_text(*train_pair_head(made_pairs())));
}

TEST(PairTraining, NeedsBothLabels) {
  auto pairs = made_pairs();
  for (auto& pair : pairs) pair.same = true;
  EXPECT_EQ(train_pair_head(pairs).error().kind, ErrorKind::invalid);
  EXPECT_FALSE(train_pair_head({}));
}

TEST(PairTraining, ThresholdIsTheNearestToOneHalfAmongTheBest) {
  EXPECT_DOUBLE_EQ(best_f1_threshold({0.1, 0.2, 0.8, 0.9}, {false, false, true, true}), 0.5);
  EXPECT_NEAR(best_f1_threshold({0.1, 0.6, 0.8, 0.9}, {false, false, true, true}), 0.61, 1e-9);
}

TEST(PairGroups, OneAssociationIsOneSirenOrOneName) {
  const auto profile = [](const char* name, const char* siret) {
    return profile_of(test::request(name, "x", 1, 2024, siret), test::rules());
  };
  const PairGroups groups =
      group_by_association({{profile("Club A", "21310458100011"), profile("Chorale B", "")},
                            {profile("Autre nom", "21310458100011"), profile("Les Amis de chorale B", "")}});
  EXPECT_EQ(groups.count, 2U);
  EXPECT_EQ(groups.a[0], groups.a[1]);
  EXPECT_EQ(groups.b[0], groups.b[1]);
}

TEST(LabelledPairs, NameTheLineThatIsWrong) {
  std::istringstream in("\n{\"a\":{\"name\":\"x\"},\"b\":{\"name\":\"y\"},\"label\":2}\n");
  const auto read = read_labelled_pairs(in);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, ::testing::HasSubstr("Ligne 2"));
}

TEST(SharedPairs, UnseenAssociationsReachTheGoals) {
  std::ifstream in(shared_pairs);
  if (!in) GTEST_SKIP() << "shared pairs are absent: " << shared_pairs;
  auto read = read_labelled_pairs(in);
  ASSERT_TRUE(read);
  const TrainingSettings settings;
  const PreparedPairs pairs = prepare(std::move(*read), test::rules(), settings.folds, 1);
  const auto judged = judge_unseen(pairs, settings);
  ASSERT_TRUE(judged);
  EXPECT_GE(count(pairs, *judged).f1(), 0.88);
  EXPECT_GE(count_alerts(pairs, *judged).precision(), 0.95);
  EXPECT_GE(count_alerts(pairs, *judged).recall(), 0.8);
  for (const RelationFigures& one : by_relation(pairs, *judged)) {
    if (one.relation != "renewal") continue;
    EXPECT_GE(one.named, 0.97);
  }
}

TEST(SharedPairs, NoiseNeverSeenReachesTheGoal) {
  std::ifstream in(shared_pairs);
  if (!in) GTEST_SKIP() << "shared pairs are absent: " << shared_pairs;
  const TrainingSettings settings{.prior_strengths = {1}};
  const PreparedPairs pairs = prepare(*read_labelled_pairs(in), test::rules(), settings.folds, 1);
  const auto figures = leave_rules_out(pairs, settings);
  ASSERT_TRUE(figures);
  for (const RuleFigures& one : *figures) EXPECT_GE(one.counts.f1(), 0.82) << one.rule;
}

TEST(SharedPairs, TheIndexLosesAlmostNoSamePair) {
  std::ifstream in(shared_pairs);
  if (!in) GTEST_SKIP() << "shared pairs are absent: " << shared_pairs;
  const PreparedPairs pairs = prepare(*read_labelled_pairs(in), test::rules(), 5, 1);
  AlikeIndex index;
  for (std::size_t i = 0; i < pairs.pairs.size(); ++i)
    index.add(static_cast<AlikeIndex::Id>(i), pairs.profiles[i].b);
  std::size_t same = 0, found = 0;
  for (std::size_t i = 0; i < pairs.pairs.size(); ++i) {
    if (!pairs.pairs[i].same) continue;
    const auto near = index.near(pairs.profiles[i].a, {});
    ++same;
    found += std::any_of(near.begin(), near.end(), [&](const auto& one) { return one.id == i; }) ? 1 : 0;
  }
  EXPECT_GE(static_cast<double>(found) / static_cast<double>(same), 0.99);
}

TEST(Replacement, AWorseHeadIsNotTaken) {
  std::ifstream in(shared_pairs);
  if (!in) GTEST_SKIP() << "shared pairs are absent: " << shared_pairs;
  const PreparedPairs pairs = prepare(*read_labelled_pairs(in), test::rules(), 5, 1);
  PairHead blind = test::head();
  blind.weights.fill(0);
  blind.start = -10;
  EXPECT_FALSE(may_replace(pairs, test::head(), blind).better);
  EXPECT_FALSE(may_replace(pairs, test::head(), test::head()).better);
  EXPECT_TRUE(may_replace(pairs, blind, test::head()).better);
}

struct Ran {
  int code = 0;
  std::string out, err;
};

Ran match(const std::string& lines, std::vector<std::string> more = {}) {
  const auto file = std::filesystem::temp_directory_path() / "parvis_match_test.jsonl";
  std::ofstream(file) << lines;
  std::vector<std::string> args = {file.string(), "--head", PARVIS_SOURCE_DIR "/models/grants-pairs",
                                   "--rules", PARVIS_SOURCE_DIR "/reference/grants/pair_rules.json"};
  args.insert(args.end(), more.begin(), more.end());
  std::ostringstream out, err;
  Ran ran{match_command(args, out, err), {}, {}};
  ran.out = out.str(), ran.err = err.str();
  return ran;
}

constexpr auto three_lines =
    "{\"id\":\"p1\",\"a\":{\"name\":\"Club\",\"title\":\"Régate\"},\"b\":{\"name\":\"Club\",\"title\":"
    "\"régate\"}}\n"
    "not json\n"
    "{\"id\":\"p3\",\"a\":{\"name\":\"Club\",\"title\":\"Régate\"},\"b\":{\"name\":\"Chorale\",\"title\":"
    "\"Noël\"}}\n";

TEST(MatchCommand, AnswersEachLineInOrderAndGoesOnAfterABadOne) {
  const Ran ran = match(three_lines);
  EXPECT_EQ(ran.code, 1);
  std::istringstream lines(ran.out);
  std::vector<std::string> got;
  for (std::string line; std::getline(lines, line);) got.push_back(line);
  ASSERT_EQ(got.size(), 3U);
  EXPECT_THAT(got[0], ::testing::StartsWith("{\"id\":\"p1\",\"same\":true"));
  EXPECT_THAT(got[1], ::testing::HasSubstr("Ligne 2"));
  EXPECT_THAT(got[2], ::testing::HasSubstr("\"relation\":\"distinct\",\"alert\":false"));
}

TEST(MatchCommand, LevelAlertKeepsWhatIsShownUnasked) {
  const Ran ran = match(three_lines, {"--level", "alert"});
  EXPECT_THAT(ran.out, ::testing::HasSubstr("\"p1\""));
  EXPECT_THAT(ran.out, ::testing::Not(::testing::HasSubstr("\"p3\"")));
}

TEST(MatchCommand, WrongUseIsTwo) {
  std::ostringstream out, err;
  EXPECT_EQ(match_command({}, out, err), 2);
  EXPECT_EQ(match_command({"x", "--level", "high"}, out, err), 2);
  EXPECT_EQ(match("", {"--unknown"}).code, 2);
  EXPECT_EQ(train_pairs_command({"x", "--folds", "1"}, out, err), 2);
}

}  // namespace
}  // namespace parvis::grants
