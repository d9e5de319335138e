#include "quality/table_reader/ods_content.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "quality/table_reader/sheet_values.hpp"

namespace parvis::quality {
namespace {

using Event = XmlPull::Event;

constexpr std::uint64_t beyond_any_sheet = 1U << 30;
constexpr std::uint64_t max_spaces = 1024;  // in one text:s
constexpr std::size_t max_hidden_styles = 4096;

// A count that may be absent: then it is one.
std::uint64_t count_of(std::string_view text) {
  std::uint64_t value = 1;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code == std::errc::result_out_of_range) return beyond_any_sheet;
  return std::clamp<std::uint64_t>(value, 1, beyond_any_sheet);
}

bool groups(std::string_view name) {
  constexpr std::array names = {"table-header-rows", "table-rows",         "table-row-group",
                                "table-columns",     "table-column-group", "table-header-columns"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool unseen(std::string_view visibility) {
  return visibility == "collapse" || visibility == "filter";
}

}  // namespace

Result<bool> OdsContent::open_table() {
  PARVIS_CHECK(leave_table());
  for (;;) {
    PARVIS_TRY(event, xml_.next());
    if (event == Event::finish) return false;
    if (event != Event::start) continue;
    const auto name = xml_.name();
    if (name == "style") {
      style_ = xml_.attribute("name");
    } else if (name == "table-properties") {
      if (xml_.raw("display") == "false" && hidden_styles_.size() < max_hidden_styles)
        hidden_styles_.insert(style_);
    } else if (name == "tracked-changes" || name == "dde-links") {
      PARVIS_CHECK(xml_.skip());  // they hold cells that are no longer in the sheet, or copies
    } else if (name == "table") {
      name_ = xml_.attribute("name");
      hidden_ = hidden_styles_.contains(xml_.attribute("style-name"));
      facts_ = RowFacts();
      gate_ = std::make_unique<SheetRowGate>(limits_, facts_);
      row_ = column_of_style_ = 0;
      depth_ = 1;
      return true;
    }
  }
}

Status OdsContent::leave_table() {
  while (depth_ > 0) {
    PARVIS_TRY(event, xml_.next());
    if (event == Event::finish) depth_ = 0;
    if (event == Event::start) ++depth_;
    if (event == Event::end) --depth_;
  }
  return {};
}

Result<bool> OdsContent::next(TableRow& row) {
  if (!gate_) return false;
  while (!gate_->waiting() && depth_ > 0) PARVIS_CHECK(advance());
  return gate_->give(row);
}

// Past the next row, or to the end of the table.
Status OdsContent::advance() {
  for (;;) {
    PARVIS_TRY(event, xml_.next());
    if (event == Event::finish) depth_ = 0;
    if (event == Event::end) --depth_;
    if (depth_ == 0) return {};
    if (event != Event::start) continue;
    const auto name = xml_.name();
    if (name == "table-row") return read_row();
    if (groups(name)) {
      ++depth_;
      continue;
    }
    if (name == "table-column") note_column();
    PARVIS_CHECK(xml_.skip());
  }
}

void OdsContent::note_column() {
  const auto repeated = count_of(xml_.raw("number-columns-repeated"));
  const auto first = column_of_style_ + 1;
  column_of_style_ = std::min(column_of_style_ + repeated, beyond_any_sheet);
  if (!unseen(xml_.raw("visibility"))) return;
  const auto last = std::min<std::uint64_t>(column_of_style_, limits_.max_columns);
  for (auto column = first; column <= last && facts_.hidden_columns.size() < RowFacts::max_listed; ++column)
    facts_.hidden_columns.push_back(static_cast<std::uint32_t>(column));
}

Status OdsContent::read_row() {
  const auto repeated = count_of(xml_.raw("number-rows-repeated"));
  const bool hidden = unseen(xml_.raw("visibility"));
  column_ = 0;
  // Blank rows at the end are repeated up to the last row of the sheet: only rows that hold something count.
  bool started = false;
  for (;;) {
    PARVIS_TRY(event, xml_.next());
    if (event == Event::text) continue;
    if (event != Event::start) break;
    const auto name = xml_.name();
    if (name != "table-cell" && name != "covered-table-cell") {
      PARVIS_CHECK(xml_.skip());
      continue;
    }
    if (!started && row_ < limits_.max_sheet_rows) {
      PARVIS_CHECK(gate_->start(row_ + 1, hidden));
      started = true;
    }
    PARVIS_CHECK(read_cell(name == "covered-table-cell"));
  }
  if (started && gate_->finish()) PARVIS_CHECK(gate_->repeat(repeated - 1));
  row_ = std::min(row_ + repeated, beyond_any_sheet);
  return {};
}

Status OdsContent::read_cell(bool covered) {
  const auto repeated = count_of(xml_.raw("number-columns-repeated"));
  const auto columns = count_of(xml_.raw("number-columns-spanned"));
  const auto rows = count_of(xml_.raw("number-rows-spanned"));
  type_ = xml_.raw("value-type");
  is_error_ = xml_.raw("calcext:value-type") == "error";
  has_formula_ = xml_.has("formula");
  value_.clear();
  has_value_ = false;
  for (const auto* name : {"value", "date-value", "time-value", "boolean-value", "string-value"}) {
    if (has_value_ || !xml_.has(name)) continue;
    value_ = xml_.attribute(name);
    has_value_ = true;
  }
  PARVIS_CHECK(cell_texts());
  TableCell cell;
  put_value(cell);
  if (columns > 1 || rows > 1) note_merge(columns, rows);
  const auto first = column_ + 1;
  column_ = std::min(column_ + repeated, beyond_any_sheet);
  if (cell.kind == CellKind::empty) return {};
  if (row_ >= limits_.max_sheet_rows)
    return tl::make_unexpected(limit_error(
        "Cette feuille a plus de " + std::to_string(limits_.max_sheet_rows) + " lignes.", "too-many-rows"));
  if (covered || columns > 1 || rows > 1) cell.notes |= note_merged;
  if (has_formula_) cell.notes |= note_formula;
  for (auto column = first; column <= column_; ++column) {
    PARVIS_TRY(place, gate_->cell(column));
    *place = cell;
    PARVIS_CHECK(gate_->wrote(cell.text.size()));
  }
  return {};
}

void OdsContent::note_merge(std::uint64_t columns, std::uint64_t rows) {
  ++facts_.merged;
  if (facts_.merged_ranges.size() < RowFacts::max_listed)
    facts_.merged_ranges.push_back({row_ + 1, row_ + rows, static_cast<std::uint32_t>(column_ + 1),
                                    static_cast<std::uint32_t>(column_ + columns)});
}

void OdsContent::put_value(TableCell& cell) {
  const bool error = is_error_ || (has_formula_ && (text_.starts_with("#") || text_.starts_with("Err:")));
  if (error && !text_.empty()) {
    cell.kind = CellKind::error;
    cell.text = text_;
  } else if (has_value_ && (type_ == "float" || type_ == "currency" || type_ == "percentage")) {
    put_number(cell, value_, type_ == "percentage" ? NumberForm::percent : NumberForm::plain, false);
  } else if (has_value_ && type_ == "date") {
    const auto date = iso_date_text(value_);
    cell.kind = !date ? CellKind::text : date->size() > 10 ? CellKind::datetime : CellKind::date;
    cell.text = date.value_or(value_);
  } else if (has_value_ && type_ == "time") {
    const auto time = duration_text(value_);
    cell.kind = time ? CellKind::time : CellKind::text;
    cell.text = time.value_or(value_);
  } else if (has_value_ && type_ == "boolean") {
    cell.kind = CellKind::boolean;
    cell.text = value_ == "true" ? "true" : "false";
  } else if (!type_.empty()) {
    cell.text = has_value_ ? value_ : text_;
    cell.kind = cell.text.empty() ? CellKind::empty : CellKind::text;
  }
}

// The paragraphs of the cell, which is passed to its end; notes and drawings are left out.
Status OdsContent::cell_texts() {
  text_.clear();
  bool first = true;
  for (;;) {
    PARVIS_TRY(event, xml_.next());
    if (event == Event::text) continue;
    if (event != Event::start) return {};
    if (xml_.name() != "p") {
      PARVIS_CHECK(xml_.skip());
      continue;
    }
    if (!first) text_ += '\n';
    first = false;
    PARVIS_CHECK(paragraph());
  }
}

Status OdsContent::paragraph() {
  for (std::size_t depth = 1; depth > 0;) {
    PARVIS_TRY(event, xml_.next());
    if (event == Event::finish) return {};
    if (event == Event::end) --depth;
    if (event == Event::text) text_ += xml_.text();
    if (event == Event::start) {
      const auto name = xml_.name();
      if (name == "annotation" || name == "note" || name == "frame") {
        PARVIS_CHECK(xml_.skip());
        continue;
      }
      if (name == "s") text_.append(std::min(count_of(xml_.raw("c")), max_spaces), ' ');
      if (name == "tab") text_ += '\t';
      if (name == "line-break") text_ += '\n';
      ++depth;
    }
    if (text_.size() > limits_.max_record_bytes)
      return tl::make_unexpected(
          limit_error("Une cellule de ce classeur est trop longue.", "record-too-long"));
  }
  return {};
}

}  // namespace parvis::quality
