#include "quality/table_reader/xlsx_rows.hpp"

#include <algorithm>
#include <charconv>

#include "quality/table_reader/sheet_row_gate.hpp"
#include "quality/table_reader/xml_pull.hpp"

namespace parvis::quality {
namespace {

using Event = XmlPull::Event;

struct Place {
  std::uint64_t row = 0, column = 0;  // from 1; 0 when absent or unreadable
};

// "AB12".
Place place_of(std::string_view reference) {
  constexpr std::uint64_t beyond_any_sheet = 1U << 30;
  Place place;
  std::size_t i = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z'; ++i)
    place.column =
        std::min(place.column * 26 + static_cast<std::uint64_t>(reference[i] - 'A' + 1), beyond_any_sheet);
  std::from_chars(reference.data() + i, reference.data() + reference.size(), place.row);
  return place;
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_true(std::string_view text) {
  return text == "1" || text == "true";
}

class XlsxRows : public RowSource {
 public:
  XlsxRows(ByteSourcePtr part, std::shared_ptr<const XlsxContext> context, const ReadLimits& limits)
      : xml_(std::move(part), limits), context_(std::move(context)), limits_(limits), gate_(limits, facts_) {}

  Result<bool> next(TableRow& row) override {
    while (!gate_.waiting() && !ended_) PARVIS_CHECK(advance());
    return gate_.give(row);
  }

  [[nodiscard]] const RowFacts& facts() const override { return facts_; }

 private:
  // Up to the next row or the end of the sheet.
  Status advance() {
    for (;;) {
      PARVIS_TRY(event, xml_.next());
      if (event == Event::finish) {
        ended_ = true;
        return {};
      }
      if (event != Event::start) continue;
      const auto name = xml_.name();
      if (name == "row") return read_row();
      if (name == "col") note_column();
      if (name == "mergeCell") note_merge();
    }
  }

  void note_column() {
    if (!is_true(xml_.raw("hidden"))) return;
    const auto last = std::min<std::uint64_t>(number_of(xml_.raw("max")), limits_.max_columns);
    for (auto column = std::max<std::uint64_t>(number_of(xml_.raw("min")), 1); column <= last; ++column) {
      if (facts_.hidden_columns.size() >= RowFacts::max_listed) return;
      facts_.hidden_columns.push_back(static_cast<std::uint32_t>(column));
    }
  }

  void note_merge() {
    ++facts_.merged;
    const auto reference = xml_.raw("ref");
    const auto colon = std::min(reference.find(':'), reference.size());
    const auto first = place_of(reference.substr(0, colon));
    const auto last = place_of(reference.substr(std::min(colon + 1, reference.size())));
    if (facts_.merged_ranges.size() < RowFacts::max_listed)
      facts_.merged_ranges.push_back({first.row, last.row, static_cast<std::uint32_t>(first.column),
                                      static_cast<std::uint32_t>(last.column)});
  }

  Status read_row() {
    const auto stated = number_of(xml_.raw("r"));
    row_ = std::max(stated, row_ + 1);  // a row without a number, or a number already passed, is the next one
    column_ = 0;
    PARVIS_CHECK(gate_.start(row_, is_true(xml_.raw("hidden"))));
    for (;;) {
      PARVIS_TRY(event, xml_.next());
      if (event == Event::start && xml_.name() == "c") {
        PARVIS_CHECK(read_cell());
      } else if (event == Event::start) {
        PARVIS_CHECK(xml_.skip());
      } else if (event != Event::text) {
        gate_.finish();
        return {};
      }
    }
  }

  Status read_cell() {
    const auto stated = place_of(xml_.raw("r")).column;
    column_ = stated > 0 ? stated : column_ + 1;
    const auto style = number_of(xml_.raw("s"));
    type_ = xml_.raw("t");
    value_.clear();
    bool has_value = false, formula = false;
    for (;;) {
      PARVIS_TRY(event, xml_.next());
      if (event == Event::text) continue;
      if (event != Event::start) break;
      const auto name = xml_.name();
      if (name == "v") {
        PARVIS_CHECK(xml_.inner_text(value_));
        has_value = true;
      } else if (name == "is") {
        PARVIS_CHECK(inline_text());
        has_value = true;
      } else {
        formula = formula || name == "f";
        PARVIS_CHECK(xml_.skip());
      }
    }
    if (!has_value) return {};
    PARVIS_TRY(cell, gate_.cell(column_));
    *cell = TableCell();
    if (formula) cell->notes |= note_formula;
    put_value(*cell, style);
    return gate_.wrote(cell->text.size());
  }

  // The runs of a text kept in its cell, without how to read it aloud.
  Status inline_text() {
    for (std::size_t depth = 1; depth > 0;) {
      PARVIS_TRY(event, xml_.next());
      if (event == Event::finish) return {};
      if (event == Event::start && xml_.name() == "t") {
        PARVIS_CHECK(xml_.inner_text(value_));
      } else if (event == Event::start && xml_.name() == "rPh") {
        PARVIS_CHECK(xml_.skip());
      } else if (event == Event::start) {
        ++depth;
      } else if (event == Event::end) {
        --depth;
      }
    }
    return {};
  }

  void put_value(TableCell& cell, std::uint64_t style) {
    if (type_ == "s") {
      const auto index = number_of(value_);
      if (index >= context_->texts.size()) return;
      cell.text = context_->texts.at(index);
    } else if (type_ == "inlineStr" || type_ == "str") {
      cell.text = value_;
      unescape_xlsx(cell.text);
    } else if (type_ == "b") {
      cell.kind = CellKind::boolean;
      cell.text = is_true(value_) ? "true" : "false";
      return;
    } else if (type_ == "e") {
      cell.kind = CellKind::error;
      cell.text = value_;
      return;
    } else if (type_ == "d") {
      const auto date = iso_date_text(value_);
      cell.kind = !date ? CellKind::text : date->size() > 10 ? CellKind::datetime : CellKind::date;
      cell.text = date.value_or(value_);
      return;
    } else {
      const auto form = style < context_->forms.size() ? context_->forms[style] : NumberForm::plain;
      if (!value_.empty()) put_number(cell, value_, form, context_->date1904);
      return;
    }
    cell.kind = cell.text.empty() ? CellKind::empty : CellKind::text;
  }

  XmlPull xml_;
  std::shared_ptr<const XlsxContext> context_;
  ReadLimits limits_;
  RowFacts facts_;
  SheetRowGate gate_;
  std::uint64_t row_ = 0, column_ = 0;
  std::string type_, value_;
  bool ended_ = false;
};

}  // namespace

RowSourcePtr xlsx_rows(ByteSourcePtr sheet_part, std::shared_ptr<const XlsxContext> context,
                       const ReadLimits& limits) {
  return std::make_unique<XlsxRows>(std::move(sheet_part), std::move(context), limits);
}

}  // namespace parvis::quality
