#include "quality/table_schema/cell_reader.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "quality/table_schema/moment.hpp"
#include "quality/table_schema/text_formats.hpp"

namespace parvis::quality {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void remove_all(std::string& text, std::string_view what) {
  if (what.empty()) return;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at))
    text.erase(at, what.size());
}

// Keeps from the first digit or sign `-` to the last digit.
std::string_view strip_to_number(std::string_view text) {
  std::size_t from = 0;
  while (from < text.size() && !is_digit(text[from]) && text[from] != '-') ++from;
  std::size_t to = text.size();
  while (to > from && !is_digit(text[to - 1])) --to;
  return text.substr(from, to - from);
}

bool split_year_month(std::string_view cell, int& year, int& month) {
  if (cell.size() != 7 || cell[4] != '-') return false;
  const std::string digits = std::string(cell.substr(0, 4)) + std::string(cell.substr(5));
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return false;
  year = std::stoi(digits.substr(0, 4));
  month = std::stoi(digits.substr(4));
  return month >= 1 && month <= 12;
}

void keep_structure(const Structure& read, CellValue& value) {
  value.kind = CellValue::Kind::structure;
  value.items = read.items;
  value.structure = read.canonical;
}

bool holds_date(FieldType type) {
  return type == FieldType::date || type == FieldType::datetime;
}

}  // namespace

std::string_view trim_unicode(std::string_view text) {
  while (!text.empty()) {
    std::size_t at = 0;
    if (!base::is_white_space(base::next_code_point(text, at))) break;
    text.remove_prefix(at);
  }
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) --start;
    std::size_t at = start;
    if (!base::is_white_space(base::next_code_point(text, at)) || at != text.size()) break;
    text.remove_suffix(text.size() - start);
  }
  return text;
}

CellReader::CellReader(const SchemaField& field)
    : type_(field.type),
      format_(field.format.starts_with("fmt:") ? field.format.substr(4) : field.format),
      true_values_(field.true_values),
      false_values_(field.false_values),
      decimal_char_(field.decimal_char),
      group_char_(field.group_char),
      delimiter_(field.delimiter),
      bare_number_(field.bare_number) {
  if (field.item_type) {
    SchemaField item;
    item.type = *field.item_type;
    item_ = std::make_unique<CellReader>(item);
  }
}

Cause CellReader::read(std::string_view cell, CellValue& value) const {
  return read_type(cell, value) ? Cause::none : type_cause(type_, cell);
}

bool CellReader::read_type(std::string_view cell, CellValue& value) const {
  value.kind = CellValue::Kind::text;
  value.text = cell;
  value.date_short = false;
  Structure structure;
  switch (type_) {
    case FieldType::any:
      return true;
    case FieldType::string:
      return read_text(cell, value);
    case FieldType::number:
      return read_number(cell, value);
    case FieldType::integer:
      return read_integer(cell, value);
    case FieldType::boolean:
      return read_boolean(cell, value);
    case FieldType::list:
      return read_list(cell, value);
    case FieldType::geopoint: {
      Decimal longitude;
      Decimal latitude;
      if (!read_geopoint(cell, format_, longitude, latitude)) return false;
      value.kind = CellValue::Kind::structure;
      value.items = 2;
      value.structure = plain_text(longitude) + "," + plain_text(latitude);
      return true;
    }
    case FieldType::object:
      if (!read_json_object(cell, structure)) return false;
      break;
    case FieldType::array:
      if (!read_json_array(cell, structure)) return false;
      break;
    case FieldType::geojson:
      if (!(format_ == "topojson" ? read_topojson(cell, structure) : read_geojson(cell, structure)))
        return false;
      break;
    default:
      return read_moment(cell, value);
  }
  keep_structure(structure, value);
  return true;
}

bool CellReader::read_text(std::string_view cell, CellValue& value) const {
  value.text = cell;
  if (format_ == "default") return true;
  if (format_ == "email") return is_email(cell);
  if (format_ == "uri") return is_uri(cell);
  if (format_ == "uuid") return is_uuid(cell);
  if (format_ == "binary") return is_base64(cell);
  return format_ != "wkt" || is_wkt(cell);
}

bool CellReader::read_number(std::string_view cell, CellValue& value) const {
  std::string_view trimmed = trim_unicode(cell);
  std::string changed;
  if (!bare_number_ || !group_char_.empty() || decimal_char_ != ".") {
    if (!bare_number_) trimmed = strip_to_number(trimmed);
    changed = trimmed;
    remove_all(changed, group_char_);
    if (decimal_char_ != ".") {
      if (changed.find('.') != std::string::npos) return false;
      for (std::size_t at = changed.find(decimal_char_); at != std::string::npos;
           at = changed.find(decimal_char_))
        changed.replace(at, decimal_char_.size(), ".");
    }
    trimmed = changed;
  }
  const auto number = read_decimal(trimmed);
  if (!number) return false;
  value.kind = CellValue::Kind::number;
  value.number = *number;
  return true;
}

bool CellReader::read_integer(std::string_view cell, CellValue& value) const {
  std::string_view trimmed = trim_unicode(cell);
  std::string changed;
  if (!bare_number_ || !group_char_.empty()) {
    if (!bare_number_) trimmed = strip_to_number(trimmed);
    changed = trimmed;
    remove_all(changed, group_char_);
    trimmed = changed;
  }
  const std::size_t sign = !trimmed.empty() && (trimmed[0] == '+' || trimmed[0] == '-') ? 1 : 0;
  if (trimmed.size() == sign ||
      !std::all_of(trimmed.begin() + static_cast<std::ptrdiff_t>(sign), trimmed.end(), is_digit))
    return false;
  value.kind = CellValue::Kind::number;
  value.number = *read_decimal(trimmed);
  return true;
}

bool CellReader::read_boolean(std::string_view cell, CellValue& value) const {
  value.kind = CellValue::Kind::boolean;
  value.flag = std::find(true_values_.begin(), true_values_.end(), cell) != true_values_.end();
  return value.flag || std::find(false_values_.begin(), false_values_.end(), cell) != false_values_.end();
}

bool CellReader::read_moment(std::string_view cell, CellValue& value) const {
  MomentParts parts;
  bool is_short = false;
  int month = 0;
  value.kind = CellValue::Kind::number;
  switch (type_) {
    case FieldType::year:
      if (cell.size() != 4 || !std::all_of(cell.begin(), cell.end(), is_digit)) return false;
      value.number = *read_decimal(cell);
      return true;
    case FieldType::yearmonth:
      if (!split_year_month(cell, parts.year, month)) return false;
      value.number = decimal_of(parts.year * 12 + month - 1);
      return true;
    case FieldType::duration: {
      const auto seconds = read_duration(cell);
      if (!seconds) return false;
      value.number = decimal_of(static_cast<std::int64_t>(*seconds * 1000));
      return true;
    }
    default:
      break;
  }
  bool good = false;
  if (format_ == "default" || format_ == "any") {
    good = type_ == FieldType::date   ? read_iso_date(cell, parts, is_short)
           : type_ == FieldType::time ? read_iso_time(cell, parts)
                                      : read_iso_datetime(cell, parts);
    if (!good && format_ == "any") {
      parts = {};
      good = read_free_moment(cell, parts) && parts.has_date == holds_date(type_) &&
             (type_ != FieldType::time || parts.has_time) && (type_ != FieldType::date || !parts.has_time);
    }
  } else {
    good = read_by_pattern(cell, format_, parts);
  }
  parts.has_date = holds_date(type_);
  if (!good) return false;
  value.kind = CellValue::Kind::moment;
  value.date_short = is_short;
  value.moment = microseconds_of(parts);
  return true;
}

bool CellReader::read_list(std::string_view cell, CellValue& value) const {
  value.kind = CellValue::Kind::structure;
  value.structure.clear();
  value.items = 0;
  std::size_t from = 0;
  while (from <= cell.size()) {
    std::size_t to = delimiter_.empty() ? std::string_view::npos : cell.find(delimiter_, from);
    if (to == std::string_view::npos) to = cell.size();
    const std::string_view item = cell.substr(from, to - from);
    CellValue read;
    read.text = item;
    if (item_ && item_->read(item, read) != Cause::none) return false;
    append_canonical(value.structure, read);
    value.structure += '\x1F';
    ++value.items;
    from = to + std::max<std::size_t>(1, delimiter_.size());
  }
  return true;
}

void append_canonical(std::string& out, const CellValue& value) {
  switch (value.kind) {
    case CellValue::Kind::text:
      out += value.text;
      break;
    case CellValue::Kind::number:
      append_canonical(out, value.number);
      break;
    case CellValue::Kind::boolean:
      out += value.flag ? '1' : '0';
      break;
    case CellValue::Kind::moment:
      out += std::to_string(value.moment);
      break;
    case CellValue::Kind::structure:
      out += value.structure;
      break;
  }
}

std::partial_ordering compare(const CellValue& a, const CellValue& b) {
  if (a.kind == CellValue::Kind::number && b.kind == CellValue::Kind::number)
    return compare(a.number, b.number);
  if (a.kind == CellValue::Kind::moment && b.kind == CellValue::Kind::moment) return a.moment <=> b.moment;
  if (a.kind == CellValue::Kind::text && b.kind == CellValue::Kind::text) return a.text <=> b.text;
  return std::partial_ordering::unordered;
}

}  // namespace parvis::quality
