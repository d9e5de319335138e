// The +1 and -1 rows of street_map_cell, and the ranges of keys that cover a box. Inside the room only.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "base/geo.hpp"
#include "base/result.hpp"
#include "store/sql.hpp"
#include "street/report.hpp"

namespace parvis::street {

// Located, and not at a tool's default point.
bool on_map(const Report& report);
bool same_on_map(const Report& a, const Report& b);

// "(a, b), (c, d)": one range of cell keys per row of cells.
std::string cell_ranges(base::BBox bbox, int level);
// "(COLUMN BETWEEN a AND b OR COLUMN BETWEEN c AND d)": the same ranges as a condition.
std::string in_cell_ranges(std::string_view column, base::BBox bbox, int level);
std::int64_t cell_rows(base::BBox bbox, int level);

// Adds changes up in memory, then writes them in a few statements.
class CellChanges {
 public:
  void add(const Report& report, std::int64_t sign);
  Status write(store::Session& session) const;

 private:
  using Key = std::tuple<int, std::int64_t, State, bool, std::string>;
  struct Sum {
    std::int64_t n = 0;
    double lat = 0, lon = 0;
  };
  std::map<Key, Sum> sums_;
};

}  // namespace parvis::street
