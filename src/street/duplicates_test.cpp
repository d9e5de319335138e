#include "street/duplicates.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <limits>
#include <map>
#include <utility>

#include "base/csv.hpp"
#include "street/boston_file.hpp"

namespace parvis::street {
namespace {

using std::chrono::days;
using std::chrono::hours;

const base::Instant now = base::from_millis(1'780'297'200'000);
constexpr double metre = 1.0 / 111'195.0;  // of latitude, in degrees

DuplicateQuery query() {
  return {{48.39, -4.486}, "VOI-NID", "VOI", 100, now, true};
}

KnownReport known(std::string id, double metres_north, std::string category = "VOI-NID", int days_old = 1) {
  KnownReport report;
  report.id = report.ref = std::move(id);
  report.category = std::move(category);
  report.family = report.category.substr(0, 3);
  report.position = {48.39 + metres_north * metre, -4.486};
  report.received_at = now - days{days_old};
  return report;
}

TEST(Duplicates, OnlyWhatMayBeTheSameThingIsEligible) {
  const DuplicateSettings settings;
  auto is = [&](KnownReport report) { return eligible(query(), report, settings); };
  EXPECT_TRUE(is(known("a", 99)));
  EXPECT_FALSE(is(known("a", 101)));
  EXPECT_TRUE(is(known("a", 10, "VOI-FIS")));
  EXPECT_FALSE(is(known("a", 10, "PRO-SAC")));
  EXPECT_TRUE(eligible(query(), known("a", 10, "PRO-SAC"), settings, {{"PRO-SAC", "VOI-NID"}}));
  EXPECT_TRUE(is(known("a", 10, "VOI-NID", 90)));
  EXPECT_FALSE(is(known("a", 10, "VOI-NID", 91)));
  KnownReport closed = known("a", 10, "VOI-NID", 30);
  closed.closed_at = now - days{7};
  EXPECT_TRUE(is(closed));
  closed.closed_at = now - days{7} - hours{1};
  EXPECT_FALSE(is(closed));
  KnownReport other = known("a", 10);
  other.default_point = true;
  EXPECT_FALSE(is(other));
  other = known("a", 10);
  other.listed = false;
  EXPECT_FALSE(is(other));
  DuplicateQuery staff = query();
  staff.public_only = false;
  EXPECT_TRUE(eligible(staff, other, settings));
  DuplicateQuery wide = query();
  wide.radius_m = 1000;  // capped
  EXPECT_FALSE(eligible(wide, known("a", 260), settings));
}

TEST(Duplicates, DistancePlusSixtyMetresForAnotherLeafTiesByTheMostRecent) {
  const auto ranked = rank_duplicates(
      query(),
      {known("other", 5, "VOI-FIS"), known("old", 40, "VOI-NID", 9), known("new", 40), known("near", 64)},
      {});
  ASSERT_EQ(ranked.size(), 4U);
  EXPECT_EQ(ranked[0].report.id, "new");
  EXPECT_EQ(ranked[1].report.id, "old");
  EXPECT_EQ(ranked[2].report.id, "near");
  EXPECT_EQ(ranked[3].report.id, "other");
}

TEST(Duplicates, AtMostThreeAreShownAndOnlyUnderTheThreshold) {
  DuplicateSettings settings;
  settings.max_score_m = 30;
  const std::vector<KnownReport> all{known("a", 1), known("b", 2), known("c", 3), known("d", 4),
                                     known("e", 31)};
  EXPECT_EQ(duplicates_to_show(query(), all, settings).size(), 3U);
  settings.max_score_m = 2.5;
  EXPECT_EQ(duplicates_to_show(query(), all, settings).size(), 2U);
  settings.max_score_m = 0.5;
  EXPECT_TRUE(duplicates_to_show(query(), all, settings).empty());
}

TEST(Duplicates, TheThresholdDisturbsAtMostTheShareAsked) {
  const double never = std::numeric_limits<double>::infinity();
  std::vector<double> scores{1, 2, 2, 2, 5, never, never, never, never, never};
  auto disturbed = [&scores](double threshold) {
    return std::count_if(scores.begin(), scores.end(),
                         [threshold](double score) { return score <= threshold; });
  };
  EXPECT_EQ(disturbed(disturbance_threshold(scores, 0.1)), 1);
  EXPECT_EQ(disturbed(disturbance_threshold(scores, 0.3)), 1);  // ties go out together
  EXPECT_EQ(disturbed(disturbance_threshold(scores, 0.4)), 4);
  EXPECT_EQ(disturbed(disturbance_threshold(scores, 0.0)), 0);
  EXPECT_EQ(disturbance_threshold({}, 0.1), never);
}

base::Instant boston_time(const std::string& text) {
  return *base::parse_instant(text);
}

// The number of the original that a closure reason names: the first one of 7 digits that starts with 1, with
// or without the prefix 10100.
std::string named_original(const std::string& reason) {
  for (std::size_t at = 0; at < reason.size();) {
    if (reason[at] < '0' || reason[at] > '9') {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < reason.size() && reason[end] >= '0' && reason[end] <= '9') ++end;
    std::string number = reason.substr(at, end - at);
    if (number.size() == 12 && number.rfind("10100", 0) == 0) number = number.substr(5);
    if (number.size() == 7 && number[0] == '1') return "10100" + number;
    at = end;
  }
  return {};
}

TEST(Boston, RankOfTheTrueOriginalByTheUntrainedOrder) {
  const std::string text = boston_file(PARVIS_SHARED_DIR);
  if (text.empty()) GTEST_SKIP() << "the shared Boston file is absent";
  const auto table = base::parse_csv(text);
  ASSERT_TRUE(table);
  std::vector<KnownReport> rows;
  std::map<std::string, std::size_t> by_id;
  std::vector<std::string> reasons;
  for (std::size_t i = 1; i < table->size(); ++i) {
    const auto& cells = (*table)[i];
    KnownReport row;
    row.id = cells[0];
    row.category = cells[10];
    row.family = "311";
    row.position = {std::stod(cells[15]), std::stod(cells[16])};
    if (row.position == base::LatLon{42.3594, -71.0587}) continue;
    row.received_at = boston_time(cells[1]);
    if (!cells[3].empty()) row.closed_at = boston_time(cells[3]);
    by_id[row.id] = rows.size();
    rows.push_back(std::move(row));
    std::string label = cells[6];
    std::transform(label.begin(), label.end(), label.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    // only what staff closed as a duplicate names an original
    reasons.push_back(label.find("duplicate") == std::string::npos ? "" : cells[6]);
  }
  EXPECT_EQ(rows.size(), 49367U);
  DuplicateSettings settings;
  settings.closed_at_most_days = 0;
  const base::Instant april = boston_time("2015-04-01T00:00:00");
  std::size_t pairs = 0, late_pairs = 0, first = 0, third = 0, ranked_pairs = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto original = by_id.find(named_original(reasons[i]));
    if (original == by_id.end() || original->second == i) continue;
    if (std::pair(rows[original->second].received_at, original->first) >=
        std::pair(rows[i].received_at, rows[i].id))
      continue;
    ++pairs;
    if (rows[i].received_at < april) continue;
    ++late_pairs;
    DuplicateQuery each{rows[i].position, rows[i].category, "311", 250, rows[i].received_at, false};
    std::vector<KnownReport> earlier;
    for (std::size_t j = 0; j < rows.size(); ++j) {
      if (j != i && rows[j].received_at < rows[i].received_at && eligible(each, rows[j], settings))
        earlier.push_back(rows[j]);
    }
    const auto ranked = rank_duplicates(each, earlier, settings);
    for (std::size_t rank = 0; rank < ranked.size(); ++rank) {
      if (ranked[rank].report.id != original->first) continue;
      ++ranked_pairs;
      first += rank == 0 ? 1 : 0;
      third += rank < 3 ? 1 : 0;
    }
  }
  const double top1 = static_cast<double>(first) / static_cast<double>(late_pairs);
  const double top3 = static_cast<double>(third) / static_cast<double>(late_pairs);
  std::printf("%zu of %zu originals among the candidates: top-1 %.1f %%, top-3 %.1f %%\n", ranked_pairs,
              late_pairs, 100.0 * top1, 100.0 * top3);
  EXPECT_EQ(pairs, 497U);
  EXPECT_EQ(late_pairs, 332U);
  EXPECT_GE(top1, 0.725);
  EXPECT_GE(top3, 0.94);
}

}  // namespace
}  // namespace parvis::street
