// What a person would call the mistake in a cell that is not of its type.
#include <algorithm>

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "quality/table_schema/cell_reader.hpp"
#include "quality/table_schema/moment.hpp"

namespace parvis::quality {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool has_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = base::next_code_point(text, at);
    if (base::is_word_character(point) && !base::is_decimal_digit(point) && point != U'_') return true;
  }
  return false;
}

std::string without_spaces(std::string_view text) {
  std::string bare;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (!base::is_white_space(base::next_code_point(text, at))) bare += text.substr(from, at - from);
  }
  return bare;
}

Cause number_cause(FieldType type, std::string_view cell) {
  if (cell.find("€") != std::string_view::npos || cell.find('$') != std::string_view::npos ||
      cell.find("EUR") != std::string_view::npos)
    return Cause::currency;
  if (cell.find('%') != std::string_view::npos) return Cause::percent;
  if (has_letter(cell)) return Cause::letters;
  const std::string bare = without_spaces(cell);
  if (bare.find(',') != std::string::npos) return Cause::comma;
  const bool spaced = bare.size() != trim_unicode(cell).size();
  if (spaced && read_decimal(bare)) return Cause::spaces;
  return type == FieldType::integer && read_decimal(bare) ? Cause::comma : Cause::form;
}

// Runs of digits and the one separator between them; empty when the cell is anything else.
std::vector<std::string> digit_runs(std::string_view cell) {
  std::vector<std::string> runs(1);
  for (const char c : cell) {
    if (is_digit(c))
      runs.back() += c;
    else if (c == '/' || c == '-' || c == '.' || c == ' ')
      runs.emplace_back();
    else
      return {};
  }
  return runs;
}

Cause date_cause(std::string_view cell) {
  const std::string_view trimmed = trim_unicode(cell);
  const auto runs = digit_runs(trimmed);
  const auto sized = [&](std::size_t i, std::size_t low, std::size_t high) {
    return i < runs.size() && runs[i].size() >= low && runs[i].size() <= high;
  };
  if (runs.size() == 3 && sized(0, 1, 2) && sized(1, 1, 2) && (sized(2, 4, 4) || sized(2, 2, 2)))
    return Cause::day_first;
  if (runs.size() == 3 && sized(0, 4, 4) && sized(1, 1, 2) && sized(2, 1, 2) &&
      trimmed.find('-') != std::string_view::npos &&
      !real_day(std::stoi(runs[0]), std::stoi(runs[1]), std::stoi(runs[2])))
    return Cause::impossible_day;
  if (runs.size() == 2 && ((sized(0, 4, 4) && sized(1, 1, 2)) || (sized(0, 1, 2) && sized(1, 4, 4))))
    return Cause::month_only;
  MomentParts parts;
  bool is_short = false;
  if (trimmed.size() > 10 && read_iso_date(trimmed.substr(0, 10), parts, is_short) &&
      (trimmed[10] == 'T' || trimmed[10] == ' '))
    return Cause::with_time;
  if (trimmed.size() != cell.size()) return Cause::spaces;
  return has_letter(cell) ? Cause::letters : Cause::form;
}

}  // namespace

Cause type_cause(FieldType type, std::string_view cell) {
  switch (type) {
    case FieldType::number:
    case FieldType::integer:
      return number_cause(type, cell);
    case FieldType::date:
      return date_cause(cell);
    case FieldType::boolean:
      return Cause::not_listed;
    default:
      return Cause::form;
  }
}

}  // namespace parvis::quality
