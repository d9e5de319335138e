// School breaks against what children did: a day with guests is open, whatever the file says; school days
// without any row beside a break belong to it, unless it is the summer, where they are asked. Pure,
// thread-safe.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "canteen/town_history.hpp"

namespace parvis::canteen {

struct HolidayInput {
  std::vector<SchoolBreak> breaks;  // as in the files; overlaps and copies are joined
  std::map<Day, double> eaten;      // meals of the town, by day with rows (0 when all are empty)
  std::set<Day> public_holidays;
  double open_share = 0.1;  // of the usual guests: above, the day is open
};

struct HolidayAnswer {
  std::vector<SchoolBreak> breaks;  // sorted, disjoint; `inferred` where attendance changed them
  std::vector<Day> attended;        // called holiday by the file
  std::vector<Day> joined;          // school days without rows, now in the break beside them
  std::vector<Day> asked;           // the same at the summer's edge: left as school days until a person says
  std::vector<Day> bridges_closed;  // bridges (Friday after, Monday before a day off) without any row
  std::vector<Day> holes;           // school days without rows that remain
};

[[nodiscard]] HolidayAnswer infer_holidays(const HolidayInput& input);

}  // namespace parvis::canteen
