#include "grants/reading/period_reading.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "grants/reading/calendar_day.hpp"
#include "grants/reading/cell_text.hpp"
#include "grants/reading/date_tokens.hpp"

namespace parvis::grants {

namespace {

constexpr std::array<std::string_view, 7> joining_words{" jusqu'au ", " au ", " a ", " - ",
                                                        " / ",        " -> ", " et "};
constexpr std::array<std::string_view, 3> open_ends{" au", " a", " jusqu'au"};
constexpr std::array<std::string_view, 6> open_starts{"a partir du ", "a partir de ", "a compter du ",
                                                      "depuis le ",   "des le ",      "jusqu'au "};
constexpr std::array<std::string_view, 4> leading_words{"du ", "de ", "le ", "entre le "};

std::string_view without_leading(std::string_view text) {
  for (const auto word : leading_words)
    if (text.starts_with(word)) return base::trim(text.substr(word.size()));
  return text;
}

std::vector<std::string_view> split_at(std::string_view text, std::string_view sign) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const auto at = text.find(sign, from);
    parts.push_back(base::trim(text.substr(from, at == std::string_view::npos ? at : at - from)));
    if (at == std::string_view::npos) return parts;
    from = at + sign.size();
  }
}

bool year_first(std::string_view text) {
  return text.size() >= 7 && only_digits(text.substr(0, 4)) && text[4] == '-';
}

// «14/03/2017/14/03/2018» and «14-03-2017-14-03-2018»: the third sign joins.
std::vector<std::string_view> split_at_third(std::string_view text, char sign) {
  if (std::count(text.begin(), text.end(), sign) != 5) return {text};
  std::size_t at = std::string_view::npos;
  for (int i = 0; i < 3; ++i) at = text.find(sign, at + 1);
  return {base::trim(text.substr(0, at)), base::trim(text.substr(at + 1))};
}

std::vector<std::string_view> parts_of(std::string_view text) {
  if (text.find('_') != std::string_view::npos) return split_at(text, "_");
  for (const auto word : joining_words)
    if (text.find(word) != std::string_view::npos) return split_at(text, word);
  const auto slash = text.find('/');
  const bool iso_like = year_first(text) || (slash == 4 && text.size() == 9);
  if (slash != std::string_view::npos && iso_like) return split_at(text, "/");
  if (slash != std::string_view::npos && text.find('-') != std::string_view::npos) {
    auto parts = split_at(text, "-");
    if (parts.size() == 2) return parts;
  }
  if (text.size() == 9 && text[4] == '-') return split_at(text, "-");
  auto parts = split_at_third(text, '/');
  return parts.size() == 2 ? parts : split_at_third(text, '-');
}

struct Span {
  CalendarDay first;
  CalendarDay last;
  Cause cause = Cause::none;  // month_span or year_span
};

bool plausible(int year) {
  return year >= first_plausible_year && year <= last_plausible_year;
}

std::optional<Span> month_span(int year, int month) {
  if (!plausible(year) || month < 1 || month > 12) return std::nullopt;
  return Span{{year, month, 1}, {year, month, days_in_month(year, month)}, Cause::month_span};
}

// A month («2018-01», «01/2018», «janvier 2018») or a year alone.
std::optional<Span> span_of(std::string_view text) {
  const auto tokens = date_tokens(text);
  using Kind = DateToken::Kind;
  if (tokens.size() == 1 && tokens[0].kind == Kind::number && tokens[0].text.size() == 4) {
    const int year = tokens[0].value;
    if (!plausible(year)) return std::nullopt;
    return Span{{year, 1, 1}, {year, 12, 31}, Cause::year_span};
  }
  if (tokens.size() >= 2 && tokens[0].kind == Kind::word && tokens.back().text.size() == 4) {
    const auto month = month_named(tokens[0].text);
    const bool dotted = tokens.size() == 3 && tokens[1].text == ".";
    if (month && (tokens.size() == 2 || dotted)) return month_span(tokens.back().value, *month);
    return std::nullopt;
  }
  if (tokens.size() != 3 || tokens[0].kind != Kind::number || tokens[2].kind != Kind::number)
    return std::nullopt;
  if (tokens[1].text != "-" && tokens[1].text != "/") return std::nullopt;
  if (tokens[0].text.size() == 4 && tokens[2].text.size() <= 2)
    return month_span(tokens[0].value, tokens[2].value);
  if (tokens[2].text.size() == 4 && tokens[0].text.size() <= 2)
    return month_span(tokens[2].value, tokens[0].value);
  return std::nullopt;
}

Reading read_single(std::string_view text, const DateEvidence& column) {
  if (const auto span = span_of(text))
    return suggestion(iso(span->first) + "/" + iso(span->last), span->cause);
  Reading out = read_date(text, column);
  if (out.outcome == Outcome::refuse && out.cause == Cause::two_dates) out.cause = Cause::free_text;
  return out;
}

Reading joined(Reading from, Reading to) {
  if (from.value > to.value) return refusal(Cause::end_before_start);
  Reading out = value_of(from.value + "/" + to.value);
  out.warnings = std::move(from.warnings);
  for (auto& warning : to.warnings)
    if (std::find(out.warnings.begin(), out.warnings.end(), warning) == out.warnings.end())
      out.warnings.push_back(std::move(warning));
  if (from.value == to.value) out.warnings.emplace_back("start-equals-end");
  return out;
}

Reading read_pair(std::string_view from, std::string_view to, const DateEvidence& column) {
  if (from.empty() || to.empty()) return refusal(Cause::open_period);
  const auto first_span = span_of(from);
  const auto last_span = span_of(to);
  if (first_span && last_span) {
    if (last_span->last < first_span->first) return refusal(Cause::end_before_start);
    return suggestion(iso(first_span->first) + "/" + iso(last_span->last), first_span->cause);
  }
  Reading start = read_date(from, column);
  Reading end = read_date(to, column);
  if (start.outcome == Outcome::value && end.outcome == Outcome::value)
    return joined(std::move(start), std::move(end));
  for (const Reading* side : {&start, &end})
    if (side->outcome == Outcome::ambiguous) {
      Reading out = refusal(Cause::day_order);
      return out;
    }
  const Reading& bad = start.outcome == Outcome::value ? end : start;
  return refusal(bad.cause == Cause::empty || bad.cause == Cause::none ? Cause::free_text : bad.cause);
}

bool is_open(std::string_view text) {
  for (const auto word : open_ends)
    if (text.ends_with(word) && has_digit(text)) return true;
  return std::any_of(open_starts.begin(), open_starts.end(),
                     [&](std::string_view word) { return text.starts_with(word); });
}

}  // namespace

Reading read_period(std::string_view cell, const DateEvidence& column) {
  const std::string plain = plain_text(cell);
  const std::string folded = folded_text(unmarked(plain));
  if (says_nothing(folded)) return missing();
  const std::string_view text = without_leading(folded);
  if (is_open(folded)) return refusal(Cause::open_period);
  if (time_at_end(text)) return read_single(text, column);
  const auto parts = parts_of(text);
  if (parts.size() == 1) return read_single(text, column);
  if (parts.size() > 2) return refusal(year_first(parts[0]) ? Cause::three_dates : Cause::free_text);
  return read_pair(parts[0], parts[1], column);
}

void add_period(DateEvidence& column, std::string_view cell) {
  if (cell.size() == 10 && cell[4] == '-') return;
  const std::string folded = folded_text(cell);
  for (const auto part : parts_of(without_leading(folded))) column.add(part);
}

}  // namespace parvis::grants
