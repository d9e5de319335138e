#include "grants/reading/date_tokens.hpp"

#include <algorithm>
#include <array>

#include "grants/reading/cell_text.hpp"

namespace parvis::grants {

namespace {

struct MonthName {
  std::string_view whole;    // French
  std::string_view other;    // English
  std::size_t shortest = 3;  // letters that suffice, French
};

constexpr std::array<MonthName, 12> months{{{"janvier", "january", 3},
                                            {"fevrier", "february", 3},
                                            {"mars", "march", 3},
                                            {"avril", "april", 3},
                                            {"mai", "may", 3},
                                            {"juin", "june", 4},
                                            {"juillet", "july", 4},
                                            {"aout", "august", 3},
                                            {"septembre", "september", 3},
                                            {"octobre", "october", 3},
                                            {"novembre", "november", 3},
                                            {"decembre", "december", 3}}};
constexpr std::array<std::string_view, 7> weekdays{"lundi",    "mardi",  "mercredi", "jeudi",
                                                   "vendredi", "samedi", "dimanche"};

bool names(std::string_view word, std::string_view whole, std::size_t shortest) {
  return word.size() >= shortest && whole.starts_with(word);
}

bool word_byte(char c) {
  return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t run_end(std::string_view text, std::size_t at, bool (*fits)(char)) {
  while (at < text.size() && fits(text[at])) ++at;
  return at;
}

int number_value(std::string_view digits) {
  if (digits.size() > 9) return -1;
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// "00:00", "23:00:00.000" with an optional zone; hours, minutes, seconds in `parts`.
bool read_clock(std::string_view text, std::array<int, 3>& parts, std::string_view& zone) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t end = run_end(text, at, is_ascii_digit);
    if (end == at || end - at > 2) return false;
    parts.at(i) = number_value(text.substr(at, end - at));
    at = end;
    if (at < text.size() && text[at] == ':' && i < 2)
      ++at;
    else if (i == 0)
      return false;
    else
      break;
  }
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = run_end(text, at + 1, is_ascii_digit);
    if (end == at + 1) return false;
    at = end;
  }
  zone = text.substr(at);
  return parts[0] < 24 && parts[1] < 60 && parts[2] < 61;
}

bool is_zone(std::string_view zone) {
  if (zone.empty() || zone == "z") return true;
  if (zone.size() < 5 || (zone[0] != '+' && zone[0] != '-')) return false;
  return std::all_of(zone.begin() + 1, zone.end(), [](char c) { return is_ascii_digit(c) || c == ':'; });
}

}  // namespace

std::vector<DateToken> date_tokens(std::string_view folded) {
  std::vector<DateToken> tokens;
  bool glued = false;
  for (std::size_t at = 0; at < folded.size();) {
    if (folded[at] == ' ') {
      glued = false;
      ++at;
      continue;
    }
    DateToken token;
    std::size_t end = at + 1;
    if (is_ascii_digit(folded[at])) {
      end = run_end(folded, at, is_ascii_digit);
      token.kind = DateToken::Kind::number;
      token.value = number_value(folded.substr(at, end - at));
    } else if (word_byte(folded[at])) {
      end = run_end(folded, at, word_byte);
      token.kind = DateToken::Kind::word;
    }
    token.text = folded.substr(at, end - at);
    token.glued = glued;
    tokens.push_back(token);
    glued = true;
    at = end;
  }
  return tokens;
}

std::optional<int> month_named(std::string_view word) {
  if (word == "fevr") return 2;
  if (word == "juil" || word == "jul") return 7;
  if (word == "jun") return 6;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const auto& month = months.at(i);
    if (names(word, month.whole, month.shortest) || names(word, month.other, 3))
      return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

std::optional<int> weekday_named(std::string_view word) {
  for (std::size_t i = 0; i < weekdays.size(); ++i)
    if (names(word, weekdays.at(i), 3)) return static_cast<int>(i);
  return std::nullopt;
}

std::optional<TimeOfDay> time_at_end(std::string_view folded) {
  const auto colon = folded.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::size_t start = colon;
  while (start > 0 && is_ascii_digit(folded[start - 1])) --start;
  if (start == 0 || start == colon) return std::nullopt;
  std::array<int, 3> parts{};
  std::string_view zone;
  if (!read_clock(folded.substr(start), parts, zone)) return std::nullopt;
  while (!zone.empty() && zone.front() == ' ') zone.remove_prefix(1);
  if (!is_zone(zone)) return std::nullopt;
  TimeOfDay out;
  out.hour = parts[0];
  out.midnight = parts[0] == 0 && parts[1] == 0 && parts[2] == 0;
  out.utc = zone == "z" || zone == "+00:00" || zone == "+0000";
  std::size_t end = start;
  while (end > 0 && (folded[end - 1] == ' ' || folded[end - 1] == 't')) --end;
  if (end == start) return std::nullopt;
  out.starts_at = end;
  return out;
}

}  // namespace parvis::grants
