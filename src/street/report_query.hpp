// From a filter and an order to SQL that walks one index and stops: never OFFSET, never a sort of the whole
// table. SQLite is told which index to walk; PostgreSQL's planner finds the same by its statistics. Inside
// the room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/sql.hpp"
#include "street/report_store.hpp"

namespace parvis::street {

// `lead` conditions are those that the walked index serves; `rest` are checked row by row.
struct Walk {
  std::string index;     // empty: the planner's choice
  std::string box_open;  // what the rows in a box's cells must be besides; SQLite alone needs it said there
  std::vector<std::string> lead, rest;
  std::vector<store::Value> lead_values, rest_values;
  std::vector<std::string_view> order;  // columns of the sort, id last
  bool nothing = false;                 // a search that found no word: the answer is empty
};

Result<Walk> plan(store::Session& session, const ReportFilter& filter, SortBy sort);

// Rows of the filter, newest first, at most `limit`.
Result<store::Rows> rows_matching(store::Session& session, const ReportFilter& filter,
                                  std::string_view columns, std::size_t limit);

// "2026-0000042", also without its zeros or with spaces around; empty when the text is not a reference.
std::string reference_in(std::string_view text);

}  // namespace parvis::street
