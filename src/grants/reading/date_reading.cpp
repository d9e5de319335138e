#include "grants/reading/date_reading.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/identifiers.hpp"
#include "grants/reading/calendar_day.hpp"
#include "grants/reading/cell_text.hpp"
#include "grants/reading/date_tokens.hpp"

namespace parvis::grants {

namespace {

using Kind = DateToken::Kind;

enum class Order { day_month_year, year_month_day, month_day_year };

int full_year(int two_digits) {
  if (two_digits <= last_short_year) return 2000 + two_digits;
  return two_digits >= first_short_year ? 1900 + two_digits : 0;
}

// A day that does not exist, a year that is none: why it is refused.
Cause day_fault(const CalendarDay& day) {
  if (day.year == 0 && day.month == 0 && day.day == 0) return Cause::null_date;
  if (day.year == 9999) return Cause::sentinel;
  if (!exists(day)) return Cause::no_such_day;
  if (day.year < first_plausible_year || day.year > last_plausible_year) return Cause::sentinel;
  return Cause::none;
}

Reading day_reading(const CalendarDay& day) {
  const Cause fault = day_fault(day);
  return fault == Cause::none ? value_of(iso(day)) : refusal(fault);
}

Reading warned(Reading reading, std::string_view warning) {
  if (reading.outcome == Outcome::value) reading.warnings.emplace_back(warning);
  return reading;
}

bool date_sign(const DateToken& token) {
  return token.kind == Kind::sign && std::string_view("/-.").find(token.text) != std::string_view::npos;
}

// Three numbers with two signs or only spaces between them.
std::optional<std::array<DateToken, 3>> three_numbers(const std::vector<DateToken>& tokens) {
  std::array<DateToken, 3> out;
  if (tokens.size() == 5 && date_sign(tokens[1]) && date_sign(tokens[3]))
    out = {tokens[0], tokens[2], tokens[4]};
  else if (tokens.size() == 3)
    out = {tokens[0], tokens[1], tokens[2]};
  else
    return std::nullopt;
  const auto number = [](const DateToken& token) {
    return token.kind == Kind::number && (token.text.size() <= 2 || token.text.size() == 4);
  };
  if (!std::all_of(out.begin(), out.end(), number) || out[1].text.size() > 2) return std::nullopt;
  return out;
}

CalendarDay short_day(const std::array<DateToken, 3>& numbers, Order order) {
  const int a = numbers[0].value;
  const int b = numbers[1].value;
  const int c = numbers[2].value;
  switch (order) {
    case Order::day_month_year:
      return {full_year(c), b, a};
    case Order::year_month_day:
      return {full_year(a), b, c};
    case Order::month_day_year:
      return {full_year(c), a, b};
  }
  return {};
}

std::size_t contradictions(const DateEvidence& column, Order order) {
  switch (order) {
    case Order::day_month_year:
      return column.not_day_month_year + column.month_first;
    case Order::year_month_day:
      return column.not_year_month_day + column.month_first + column.day_first;
    case Order::month_day_year:
      return column.not_month_day_year + column.day_first;
  }
  return 0;
}

Reading read_short(const std::array<DateToken, 3>& numbers, const DateEvidence& column) {
  std::vector<std::string> possible;
  std::vector<std::string> all;
  bool month_first = false;
  for (const Order order : {Order::day_month_year, Order::year_month_day, Order::month_day_year}) {
    const CalendarDay day = short_day(numbers, order);
    if (day_fault(day) != Cause::none) continue;
    const std::string text = iso(day);
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
    if (contradictions(column, order) > 0) continue;
    if (std::find(possible.begin(), possible.end(), text) != possible.end()) continue;
    month_first = order == Order::month_day_year;
    possible.push_back(text);
  }
  if (possible.empty() && !all.empty()) return ambiguous(all, Cause::day_order);
  if (possible.empty()) return refusal(Cause::no_such_day);
  if (possible.size() > 1) return ambiguous(possible, Cause::day_order);
  Reading out = warned(value_of(possible.front()), "two-digit-year");
  if (month_first) out.warnings.emplace_back("month-first");
  return out;
}

// Two numbers and a year at the end.
Reading read_long(int first, int second, int year, const DateEvidence& column) {
  const CalendarDay day_first{year, second, first};
  const CalendarDay month_first{year, first, second};
  const bool proves_day = column.day_first > 0;
  const bool proves_month = column.month_first > 0;
  if (second > 12 && first <= 12 && day_fault(month_first) == Cause::none) {
    if (proves_day) return suggestion(iso(month_first), Cause::order_unlikely);
    return warned(day_reading(month_first), "month-first");
  }
  if (first > 12 || first == second || !proves_month) return day_reading(day_first);
  if (proves_day) return ambiguous({iso(day_first), iso(month_first)}, Cause::day_order);
  return warned(day_reading(month_first), "month-first");
}

Reading read_numbers(const std::array<DateToken, 3>& numbers, const DateEvidence& column) {
  const auto& [a, b, c] = numbers;
  if (a.text.size() == 4 && c.text.size() <= 2) return day_reading({a.value, b.value, c.value});
  if (c.text.size() == 4 && a.text.size() <= 2) return read_long(a.value, b.value, c.value, column);
  if (a.text.size() <= 2 && c.text.size() <= 2) return read_short(numbers, column);
  return refusal(Cause::free_text);
}

// [mardi] [le] 12 [er] avril 2018, with spaces or signs between.
Reading read_named(const std::vector<DateToken>& tokens) {
  std::optional<int> weekday_given;
  std::optional<int> month;
  std::vector<DateToken> numbers;
  for (const auto& token : tokens) {
    if (token.kind == Kind::sign) {
      if (!date_sign(token) && token.text != ",") return refusal(Cause::free_text);
    } else if (token.kind == Kind::number) {
      numbers.push_back(token);
    } else if (const auto found = month_named(token.text); found && !month && token.text != "mar") {
      month = found;
    } else if (const auto day_name = weekday_named(token.text); day_name && numbers.empty()) {
      weekday_given = day_name;
    } else if (token.text != "le" && token.text != "er" && token.text != "e" && token.text != "de") {
      return refusal(Cause::free_text);
    }
  }
  if (!month) return refusal(Cause::free_text);
  if (numbers.size() == 1 && numbers[0].text.size() == 4) return refusal(Cause::month_only);
  if (numbers.size() != 2) return refusal(Cause::free_text);
  const bool year_short = numbers[1].text.size() == 2;
  if (numbers[0].text.size() > 2 || (!year_short && numbers[1].text.size() != 4))
    return refusal(Cause::free_text);
  const int year = year_short ? full_year(numbers[1].value) : numbers[1].value;
  const CalendarDay day{year, *month, numbers[0].value};
  Reading out = day_reading(day);
  if (out.outcome != Outcome::value) return out;
  if (weekday_given && *weekday_given != weekday(day)) return refusal(Cause::weekday_differs);
  return year_short ? warned(std::move(out), "two-digit-year") : out;
}

Reading read_one_number(const DateToken& token) {
  const int value = token.value;
  if (token.text.size() == 4) return refusal(Cause::year_only);
  if (token.text.size() == 5 && value >= first_serial && value <= last_serial)
    return warned(day_reading(from_serial(value)), "serial-date");
  if (token.text.size() != 8) return refusal(Cause::free_text);
  const CalendarDay year_first{value / 10000, value / 100 % 100, value % 100};
  if (value == 0 || day_fault(year_first) == Cause::none) return day_reading(year_first);
  const CalendarDay day_first{value % 10000, value / 10000 % 100, value / 1000000};
  if (day_fault(day_first) == Cause::none) return suggestion(iso(day_first), Cause::day_order);
  return refusal(day_fault(year_first));
}

bool month_and_year(const std::vector<DateToken>& tokens) {
  if (tokens.size() != 3 || tokens[0].kind != Kind::number || tokens[2].kind != Kind::number) return false;
  if (!date_sign(tokens[1]) || tokens[1].text == ".") return false;
  const bool year_first = tokens[0].text.size() == 4 && tokens[2].text.size() <= 2;
  const bool year_last = tokens[2].text.size() == 4 && tokens[0].text.size() <= 2;
  return year_first || year_last;
}

bool serial_with_time(const std::vector<DateToken>& tokens) {
  return tokens.size() == 3 && tokens[0].kind == Kind::number && tokens[0].text.size() == 5 &&
         tokens[2].kind == Kind::number && (tokens[1].text == "." || tokens[1].text == ",");
}

std::size_t full_years(const std::vector<DateToken>& tokens) {
  return static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.end(), [](const DateToken& token) {
    return token.kind == Kind::number && token.text.size() == 4 && token.value >= 1900 && token.value <= 2100;
  }));
}

// A letter glued to digits, of those that look like digits.
bool letter_among_digits(const std::vector<DateToken>& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != Kind::word) continue;
    if (tokens[i].text.find_first_not_of("loisb") != std::string_view::npos) continue;
    const bool after = tokens[i].glued && i > 0 && tokens[i - 1].kind != Kind::word;
    const bool before = i + 1 < tokens.size() && tokens[i + 1].glued && tokens[i + 1].kind == Kind::number;
    if (after || before) return true;
  }
  return false;
}

Reading read_day(std::string_view folded, const DateEvidence& column) {
  const std::vector<DateToken> tokens = date_tokens(folded);
  if (tokens.empty()) return refusal(Cause::free_text);
  if (tokens.size() == 1 && tokens[0].kind == Kind::number) return read_one_number(tokens[0]);
  if (serial_with_time(tokens)) return read_one_number(tokens[0]);
  if (const auto numbers = three_numbers(tokens)) return read_numbers(*numbers, column);
  if (month_and_year(tokens)) return refusal(Cause::month_only);
  if (full_years(tokens) > 1) return refusal(Cause::two_dates);
  if (letter_among_digits(tokens)) return refusal(Cause::letter_for_digit);
  const bool has_word = std::any_of(tokens.begin(), tokens.end(),
                                    [](const DateToken& token) { return token.kind == Kind::word; });
  return has_word ? read_named(tokens) : refusal(Cause::free_text);
}

// Universal time may be the evening before in Paris: 22 h in summer, 23 h in winter.
Reading with_time(Reading date, const TimeOfDay& time) {
  if (date.outcome != Outcome::value) return date;
  if (time.midnight) return date;
  const int month = std::stoi(date.value.substr(5, 2));
  const int turns_at = month >= 4 && month <= 9 ? 22 : 23;
  if (time.utc && time.hour >= turns_at) {
    const CalendarDay day{std::stoi(date.value.substr(0, 4)), month, std::stoi(date.value.substr(8, 2))};
    return ambiguous({date.value, iso(next_day(day))}, Cause::paris_midnight);
  }
  return warned(std::move(date), "time-dropped");
}

// YYYY-MM-DD, most cells of a good file.
bool iso_shape(std::string_view cell) {
  if (cell.size() != 10 || cell[4] != '-' || cell[7] != '-') return false;
  return only_digits(cell.substr(0, 4)) && only_digits(cell.substr(5, 2)) && only_digits(cell.substr(8, 2));
}

int two(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

}  // namespace

void DateEvidence::add(std::string_view cell) {
  if (cell.size() < 6 || iso_shape(cell)) return;
  const std::string folded = folded_text(cell);
  const auto time = time_at_end(folded);
  const auto tokens = date_tokens(std::string_view(folded).substr(0, time ? time->starts_at : folded.size()));
  const auto numbers = three_numbers(tokens);
  if (!numbers || (*numbers)[0].text.size() == 4) return;
  const int first = (*numbers)[0].value;
  const int second = (*numbers)[1].value;
  if ((*numbers)[2].text.size() == 4) {
    if (first > 12 && first <= 31 && second <= 12)
      ++day_first;
    else if (second > 12 && second <= 31 && first <= 12)
      ++month_first;
    else if (first <= 12 && second <= 12 && first != second)
      ++doubtful;
    return;
  }
  ++short_dates;
  if (day_fault(short_day(*numbers, Order::day_month_year)) != Cause::none) ++not_day_month_year;
  if (day_fault(short_day(*numbers, Order::year_month_day)) != Cause::none) ++not_year_month_day;
  if (day_fault(short_day(*numbers, Order::month_day_year)) != Cause::none) ++not_month_day_year;
}

Reading read_date(std::string_view cell, const DateEvidence& column) {
  if (iso_shape(cell)) return day_reading({two(cell, 0) * 100 + two(cell, 2), two(cell, 5), two(cell, 8)});
  const std::string plain = plain_text(cell);
  const std::string folded = folded_text(unmarked(plain));
  if (says_nothing(folded)) return missing();
  if (is_formula(plain)) return refusal(Cause::formula);
  if (is_spreadsheet_error(plain)) return refusal(Cause::spreadsheet_error);
  if (base::looks_scientific(folded)) return refusal(Cause::scientific);
  const auto time = time_at_end(folded);
  if (!time) return read_day(folded, column);
  return with_time(read_day(std::string_view(folded).substr(0, time->starts_at), column), *time);
}

}  // namespace parvis::grants
