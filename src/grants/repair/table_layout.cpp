#include "grants/repair/table_layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <unordered_set>

#include "base/text.hpp"
#include "grants/reading/amount_reading.hpp"
#include "grants/reading/cell_text.hpp"
#include "grants/repair/source_file.hpp"

namespace parvis::grants {

namespace {

using quality::CellKind;
using quality::TableRow;

constexpr std::array<std::string_view, 6> total_words{"total",  "sous-total", "sous total",
                                                      "totaux", "somme",      "montant total"};

std::vector<std::string> labels_of(const TableRow& row) {
  std::vector<std::string> labels;
  for (const auto& cell : row.cells) labels.push_back(plain_text(cell.text));
  return labels;
}

std::size_t fields_named(const std::vector<std::string>& labels, const RepairPlan& plan) {
  std::unordered_set<std::size_t> fields;
  for (const auto& label : labels)
    if (const auto found = plan.field_labelled(label); found.match != LabelMatch::none)
      fields.insert(found.field);
  return fields.size();
}

// Labels of two rows, one above the other; the lower one alone where the upper is empty.
std::vector<std::string> joined_labels(const std::vector<std::string>& upper,
                                       const std::vector<std::string>& lower) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < std::max(upper.size(), lower.size()); ++i) {
    const std::string above = i < upper.size() ? upper[i] : "";
    const std::string below = i < lower.size() ? lower[i] : "";
    if (above.empty() || below.empty())
      labels.push_back(above + below);
    else
      labels.push_back(base::join({above, below}, " "));
  }
  return labels;
}

bool all_text(const TableRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) {
    return cell.text.empty() || cell.kind == CellKind::text || cell.kind == CellKind::empty;
  });
}

std::int64_t cents_of(std::string_view text) {
  const Reading reading = read_amount(text);
  if (reading.outcome != Outcome::value) return 0;
  return std::llround(std::strtod(reading.value.c_str(), nullptr) * 100);
}

std::size_t filled_cells(const TableRow& row) {
  return static_cast<std::size_t>(std::count_if(
      row.cells.begin(), row.cells.end(), [](const auto& cell) { return !plain_text(cell.text).empty(); }));
}

bool same_label(const TableRow& row, const HeaderPlace& header, std::size_t at) {
  return at < header.labels.size() && label_key(row.cells[at].text) == label_key(header.labels[at]);
}

// The first cell decides for nearly every row, so that a row of data costs one comparison.
bool repeats_header(const TableRow& row, const HeaderPlace& header) {
  std::size_t same = 0;
  std::size_t filled = 0;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i].text.empty()) continue;
    ++filled;
    if (same_label(row, header, i))
      ++same;
    else if (filled == 1 || filled > same + 1)
      return false;
  }
  return same >= 2 && same + 1 >= filled;
}

bool says_total(const TableRow& row) {
  for (const auto& cell : row.cells) {
    if (cell.text.empty()) continue;
    const std::string folded = folded_text(cell.text);
    return std::any_of(total_words.begin(), total_words.end(), [&](std::string_view word) {
      return folded.starts_with(word) &&
             (folded.size() == word.size() || !is_ascii_letter(folded[word.size()]));
    });
  }
  return false;
}

// A total says so, or is an amount all alone that equals the sum above it, to one cent.
std::optional<std::string> total_proof(const TableRow& row, std::size_t amount_column, std::int64_t sum,
                                       std::size_t summed) {
  const std::size_t filled = filled_cells(row);
  const bool has_amount = amount_column < row.cells.size() && !row.cells[amount_column].text.empty();
  const std::int64_t cents = has_amount ? cents_of(row.cells[amount_column].text) : 0;
  const bool adds_up = has_amount && summed >= 2 && cents != 0 && std::llabs(cents - sum) <= 1;
  if (says_total(row) && filled <= 4)
    return adds_up ? "le mot «\u00A0total\u00A0», et la somme des lignes du dessus"
                   : "le mot «\u00A0total\u00A0»";
  if (adds_up && filled <= 2) return "la somme des lignes du dessus";
  return std::nullopt;
}

}  // namespace

bool is_blank(const TableRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](const auto& cell) { return cell.text.empty() || plain_text(cell.text).empty(); });
}

HeaderPlace find_header(const std::vector<TableRow>& rows, const RepairPlan& plan) {
  HeaderPlace best;
  std::optional<std::size_t> first_filled;
  const std::size_t end = std::min(rows.size(), header_search_rows);
  for (std::size_t i = 0; i < end; ++i) {
    const auto labels = labels_of(rows[i]);
    if (is_blank(rows[i])) continue;
    if (!first_filled) first_filled = i;
    const std::size_t alone = fields_named(labels, plan);
    if (alone > best.matched) best = {i, 1, labels, alone};
    if (i + 1 >= end || !all_text(rows[i]) || !all_text(rows[i + 1])) continue;
    const auto both = joined_labels(labels, labels_of(rows[i + 1]));
    const std::size_t together = fields_named(both, plan);
    if (together > best.matched && together > alone && together > fields_named(labels_of(rows[i + 1]), plan))
      best = {i, 2, both, together};
  }
  if (best.matched == 0 && first_filled) best = {*first_filled, 1, labels_of(rows[*first_filled]), 0};
  return best;
}

std::vector<RowVerdict> sort_rows(const std::vector<TableRow>& rows, const HeaderPlace& header,
                                  std::size_t amount_column) {
  std::vector<RowVerdict> verdicts;
  std::int64_t sum = 0;
  std::size_t summed = 0;
  for (std::size_t i = header.first + header.rows; i < rows.size(); ++i) {
    const TableRow& row = rows[i];
    RowVerdict verdict;
    if (is_blank(row)) {
      verdict.kind = RowKind::blank;
    } else if (repeats_header(row, header)) {
      verdict.kind = RowKind::repeated_header;
    } else if (auto proof = total_proof(row, amount_column, sum, summed)) {
      verdict = {RowKind::total, std::move(*proof)};
      sum = 0;
      summed = 0;
    } else if (amount_column < row.cells.size()) {
      sum += cents_of(row.cells[amount_column].text);
      ++summed;
    }
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace parvis::grants
