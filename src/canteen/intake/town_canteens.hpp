// The canteens of a town out of its lists: sites and schools point to canteens, twins are joined, pupils are
// summed. A name is a key byte for byte; folding only proposes. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "canteen/intake/finding.hpp"
#include "canteen/intake/intake.hpp"
#include "canteen/town_history.hpp"

namespace parvis::canteen {

struct CanteenLists {
  std::vector<CanteenRow> canteens;
  std::vector<SiteRow> sites;
  std::vector<SchoolRow> schools;
  std::vector<PupilRow> pupils;
  std::string sites_file, schools_file, pupils_file;
};

struct TownCanteens {
  std::vector<CanteenFacts> canteens;
  std::vector<int> canteen_of_site;                  // by CountTable::sites; -1: outside
  std::map<std::pair<int, int>, PupilCount> pupils;  // as in TownHistory
  std::vector<Finding> findings;
};

// A change of pupils from one year to the next above this share is asked.
inline constexpr double pupils_jump = 0.25;

// A canteen that begins at most so many days after another of a like name ended has only changed its name.
inline constexpr int renamed_within_days = 75;  // a summer

[[nodiscard]] TownCanteens town_canteens(const CanteenLists& lists, const CountTable& counts,
                                         const std::string& counts_file, const Acceptance& accept);

// "COUDRAY E.|E"
[[nodiscard]] std::string canteen_key(const SiteName& name);

}  // namespace parvis::canteen
