// Where the table stands in a sheet (RP-2): its header, sought in the first rows and over two rows, what
// stands above it, and which rows below are data, repeated headers, totals or blank. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grants/repair/repair_plan.hpp"
#include "quality/table_reader/table_row.hpp"

namespace parvis::grants {

struct HeaderPlace {
  std::size_t first = 0;            // index of the row in the sheet
  std::size_t rows = 1;             // 1 or 2
  std::vector<std::string> labels;  // one per column
  std::size_t matched = 0;          // distinct fields that the labels name
};

// The first of the best among the first 50 rows; without any known label the first row that is not blank.
[[nodiscard]] HeaderPlace find_header(const std::vector<quality::TableRow>& rows, const RepairPlan& plan);

enum class RowKind : std::uint8_t { data, blank, repeated_header, total };

struct RowVerdict {
  RowKind kind = RowKind::data;
  std::string proof;  // French, of a total
};

// `amount_column` is the position of the amount, or npos. One verdict per row after the header.
[[nodiscard]] std::vector<RowVerdict> sort_rows(const std::vector<quality::TableRow>& rows,
                                                const HeaderPlace& header, std::size_t amount_column);

[[nodiscard]] bool is_blank(const quality::TableRow& row);

}  // namespace parvis::grants
