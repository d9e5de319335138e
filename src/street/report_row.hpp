// Between a Report and its row: one list of columns, in one order, for INSERT, UPDATE and SELECT. Inside the
// room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/sql.hpp"
#include "street/report.hpp"

namespace parvis::street {

// Sorts after every instant: closed, paused or without deadline.
inline constexpr std::int64_t never_due = 9'000'000'000'000'000;
inline constexpr std::int64_t no_cell = -1;
inline constexpr int report_cell_level = 16;

const std::vector<std::string_view>& report_columns();
std::vector<store::Value> report_values(const Report& report);  // in the order of report_columns
Report report_of(const store::Row& row);

std::string column_list(const std::vector<std::string_view>& columns);  // "id, ref, ..."
std::string placeholders(std::size_t count);                            // "?, ?, ?"

// "|a|b|" or "": a list searched with LIKE '%|a|%'
std::string bar_list(const std::vector<std::string>& values);
std::vector<std::string> from_bar_list(std::string_view text);

inline store::Value text(std::string_view value) {
  return std::string(value);
}
inline store::Value flag(bool value) {
  return std::int64_t{value ? 1 : 0};
}
store::Value millis_or_null(const std::optional<base::Instant>& instant);
std::optional<base::Instant> instant_or_nothing(const store::Row& row, std::string_view column);

// The statement ran; how many rows it changed does not matter.
inline Status done(const Result<std::int64_t>& changed) {
  if (!changed) return tl::make_unexpected(changed.error());
  return {};
}

}  // namespace parvis::street
