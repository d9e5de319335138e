#include "quality/table_schema/cell_text.hpp"

#include <array>
#include <cinttypes>
#include <cstdio>
#include <string>

#include "quality/table_schema/moment.hpp"

namespace parvis::quality {
namespace {

namespace json = base::json;

constexpr std::int64_t day = 86'400'000'000;

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string time_text(std::int64_t of_day) {
  const std::int64_t seconds = of_day / 1'000'000;
  std::string text =
      two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60);
  if (const std::int64_t rest = of_day % 1'000'000; rest != 0) {
    std::array<char, 16> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%06lld", static_cast<long long>(rest));
    text += fraction.data();
  }
  return text;
}

// The inverse of days_since_epoch.
std::string date_text(std::int64_t days) {
  const std::int64_t shifted = days + 719468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const std::int64_t of_era = shifted - era * 146097;
  const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * of_year + 2) / 153;
  const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  std::array<char, 32> text{};
  const std::int64_t day_of_month = of_year - (153 * month_from_march + 2) / 5 + 1;
  std::snprintf(text.data(), text.size(), "%04" PRId64 "-%02" PRId64 "-%02" PRId64, year, month,
                day_of_month);
  return text.data();
}

std::string moment_text(FieldType type, std::int64_t moment) {
  if (type == FieldType::time) return time_text(moment % day);
  std::int64_t days = moment / day;
  if (moment % day < 0) --days;
  if (type == FieldType::date) return date_text(days);
  return date_text(days) + "T" + time_text(moment - days * day);
}

// A duration in the words of Python's isodate, as the peers print it: "1 years, 10 months, 3 days, 5:11:07".
std::string duration_text(std::string_view iso) {
  std::string years;
  std::string months;
  std::string rest = "P";
  std::string number;
  bool time = false;
  for (const char c : iso.substr(iso.find('P') + 1)) {
    time = time || c == 'T';
    if ((c >= '0' && c <= '9') || c == '.' || c == ',') {
      number += c;
      continue;
    }
    if (!time && (c == 'Y' || c == 'M'))
      (c == 'Y' ? years : months) = number;
    else
      rest += number + c;
    number.clear();
  }
  const auto seconds = static_cast<std::int64_t>(read_duration(rest).value_or(0) * 1'000'000);
  std::string text = years.empty() ? "" : years + " years, ";
  if (!months.empty()) text += months + (months == "1" ? " month, " : " months, ");
  if (const std::int64_t days = seconds / day; days != 0)
    text += std::to_string(days) + (days == 1 ? " day, " : " days, ");
  const std::string clock = time_text(seconds % day);
  return text + (clock.starts_with("0") ? clock.substr(1) : clock);
}

// Zeros behind the decimal sign are kept as the cell has them: 10.00 stays 10.00.
std::string number_text(const SchemaField& field, const CellValue& value) {
  std::string text = plain_text(value.number);
  const std::size_t sign = value.text.find(field.decimal_char);
  if (sign == std::string_view::npos || value.text.find_first_of("eE") != std::string_view::npos) return text;
  std::size_t wanted = 0;
  for (std::size_t at = sign + field.decimal_char.size(); at < value.text.size(); ++at) {
    if (value.text[at] < '0' || value.text[at] > '9') break;
    ++wanted;
  }
  if (wanted > 0 && text.find('.') == std::string::npos) text += '.';
  while (wanted > 0 && text.size() - text.find('.') - 1 < wanted) text += '0';
  return text;
}

}  // namespace

json::value value_json(const SchemaField& field, const CellValue& value) {
  switch (value.kind) {
    case CellValue::Kind::text:
      return json::value(value.text);
    case CellValue::Kind::boolean:
      return json::value(value.flag);
    case CellValue::Kind::moment:
      return json::value(moment_text(field.type, value.moment));
    case CellValue::Kind::number:
      break;
    case CellValue::Kind::structure: {
      if (field.type == FieldType::geopoint) {
        const std::size_t comma = value.structure.find(',');
        return json::array{value.structure.substr(0, comma), value.structure.substr(comma + 1)};
      }
      auto parsed = base::parse_json(value.structure, 64);
      return parsed ? std::move(*parsed) : json::value(value.structure);
    }
  }
  if (field.type == FieldType::duration) return json::value(duration_text(value.text));
  if (field.type == FieldType::yearmonth) {
    const std::int64_t months = std::stoll(plain_text(value.number));
    return json::array{months / 12, months % 12 + 1};
  }
  const std::string text =
      field.type == FieldType::number ? number_text(field, value) : plain_text(value.number);
  const bool whole = field.type == FieldType::integer || field.type == FieldType::year;
  if (whole && text.size() < 18) return json::value(std::stoll(text));
  return json::value(text);
}

}  // namespace parvis::quality
