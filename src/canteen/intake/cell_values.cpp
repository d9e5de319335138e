#include "canteen/intake/cell_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "base/time.hpp"
#include "base/unicode.hpp"

namespace parvis::canteen {
namespace {

std::optional<int> digits(std::string_view text) {
  if (text.empty() || text.size() > 6) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text[0] == '-') return std::nullopt;
  return value;
}

// The three numbers of a date separated by one of / . -
std::optional<std::array<std::string_view, 3>> three_parts(std::string_view text) {
  const std::size_t one = text.find_first_of("/.-");
  if (one == std::string_view::npos) return std::nullopt;
  const std::size_t two = text.find(text[one], one + 1);
  if (two == std::string_view::npos) return std::nullopt;
  return std::array<std::string_view, 3>{text.substr(0, one), text.substr(one + 1, two - one - 1),
                                         text.substr(two + 1)};
}

DateText serial_date(std::string_view text) {
  const auto value = digits(text.substr(0, text.find(".0")));
  DateText out;
  if (value && *value >= 20'000 && *value <= 80'000) {
    out.form = DateForm::serial;
    out.serial = *value;
  }
  return out;
}

DateText plain_date(std::string_view text) {
  const auto parts = three_parts(text);
  if (!parts) return serial_date(text);
  const auto a = digits((*parts)[0]), b = digits((*parts)[1]), c = digits((*parts)[2]);
  DateText out;
  if (!a || !b || !c || (*parts)[1].size() > 2) return out;
  if ((*parts)[0].size() == 4 && (*parts)[2].size() <= 2) {
    out = {DateForm::iso, *b, *c, *a, 0, std::nullopt};
  } else if ((*parts)[0].size() <= 2 && ((*parts)[2].size() == 4 || (*parts)[2].size() == 2)) {
    out = {DateForm::slashed, *a, *b, (*parts)[2].size() == 2 ? 2000 + *c : *c, 0, std::nullopt};
  }
  return out;
}

// An ISO instant is a day of the town's own zone: 22:00 UTC is already the next morning there.
DateText instant_date(std::string_view text, const std::string& zone) {
  const auto instant = base::parse_instant(text);
  if (!instant) return plain_date(text.substr(0, 10));
  const Day day = base::local_day(*instant, zone);
  const auto since = *instant - base::instant_on(day, 0, zone);
  return {DateForm::iso,
          static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day())),
          static_cast<int>(day.year()),
          0,
          static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(since).count())};
}

}  // namespace

bool is_missing(std::string_view cell) {
  const std::string text = base::lower_ascii(base::trim(cell));
  return text.empty() || text == "na" || text == "n/a" || text == "-" || text == "#n/a";
}

std::string tidy_text(std::string_view cell) {
  std::string out;
  bool blank = false;
  for (std::size_t at = 0; at < cell.size();) {
    const std::size_t from = at;
    if (base::is_white_space(base::next_code_point(cell, at))) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += cell.substr(from, at - from);
  }
  return base::nfc(out);
}

std::optional<double> read_number(std::string_view cell) {
  std::string text;
  for (std::size_t at = 0; at < cell.size();) {
    const std::size_t from = at;
    if (base::is_white_space(base::next_code_point(cell, at))) continue;
    text += cell.substr(from, at - from);
  }
  std::replace(text.begin(), text.end(), ',', '.');
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (text.empty() || error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

DateText date_text(std::string_view cell, const std::string& zone) {
  const std::string_view text = base::trim(cell);
  if (text.size() > 10 && (text[10] == 'T' || text[10] == ' ')) {
    const bool zoned = text[10] == 'T' && text.find_first_of("Z+-", 11) != std::string_view::npos;
    return zoned ? instant_date(text, zone) : plain_date(text.substr(0, 10));
  }
  return plain_date(text);
}

std::optional<Day> day_of(const DateText& text, DateOrder order) {
  using namespace std::chrono;
  if (text.form == DateForm::none) return std::nullopt;
  if (text.form == DateForm::serial) return Day{sys_days{year{1899} / 12 / 30} + days{text.serial}};
  const bool day_first = text.form == DateForm::slashed && order == DateOrder::day_first;
  const int month_number = day_first ? text.second : text.first;
  const int day_number = day_first ? text.first : text.second;
  const Day out =
      year{text.year} / month{static_cast<unsigned>(month_number)} / day{static_cast<unsigned>(day_number)};
  if (!out.ok() || text.year < 1900 || text.year > 2199) return std::nullopt;
  return out;
}

DateOrder order_of(const std::vector<DateText>& column) {
  std::size_t days_first = 0, months_first = 0;
  for (const auto& text : column) {
    if (text.form != DateForm::slashed) continue;
    if (text.first > 12) ++days_first;
    if (text.second > 12) ++months_first;
  }
  return months_first > days_first ? DateOrder::month_first : DateOrder::day_first;
}

std::optional<int> read_school_year(std::string_view cell) {
  const std::string_view text = base::trim(cell);
  if (text.size() != 4 && text.size() != 9) return std::nullopt;
  const auto first = digits(text.substr(0, 4));
  if (!first || *first < 1900 || *first > 2199) return std::nullopt;
  if (text.size() == 9 && digits(text.substr(5)) != *first + 1) return std::nullopt;
  return first;
}

}  // namespace parvis::canteen
