#include "grants/reading/cell_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/text.hpp"

namespace parvis::grants {

namespace {

struct Point {
  std::uint32_t value = 0;
  std::size_t bytes = 1;
};

// Bytes that are no UTF-8 come out one by one above the last code point, so that they are kept as they are.
Point point_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  std::size_t bytes = 0;
  if (lead >= 0xF0 && lead < 0xF5)
    bytes = 4;
  else if (lead >= 0xE0 && lead < 0xF0)
    bytes = 3;
  else if (lead >= 0xC2 && lead < 0xE0)
    bytes = 2;
  if (bytes == 0 || at + bytes > text.size()) return {0x110000U + lead, 1};
  std::uint32_t value = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0U) != 0x80U) return {0x110000U + lead, 1};
    value = (value << 6U) | (next & 0x3FU);
  }
  return {value, bytes};
}

bool is_space(std::uint32_t c) {
  if (c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x3000) return true;
  return (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F;
}

bool is_invisible(std::uint32_t c) {
  if (c < 9 || c == 0xAD || c == 0xFEFF || (c >= 14 && c < 32) || c == 127) return true;
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F);
}

char plain_sign(std::uint32_t c) {
  if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x00B4) return '\'';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0xFF0D) return '-';
  if (c == 0x201C || c == 0x201D) return '"';
  if (c == 0x1D49) return 'e';
  if (c == 0x02B3) return 'r';
  return 0;
}

bool is_simple(std::string_view text) {
  bool space_before = true;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F || (space_before && c == ' ')) return false;
    space_before = c == ' ';
  }
  return text.empty() || !space_before;
}

constexpr std::array<std::string_view, 32> nothing_words{"",
                                                         "-",
                                                         "--",
                                                         "---",
                                                         "/",
                                                         "neant",
                                                         "nc",
                                                         "na",
                                                         "n/a",
                                                         "nd",
                                                         "nr",
                                                         "so",
                                                         "s/o",
                                                         "sans objet",
                                                         "null",
                                                         "none",
                                                         "nul",
                                                         "aucun",
                                                         "aucune",
                                                         "non communique",
                                                         "non connu",
                                                         "inconnu",
                                                         "inconnue",
                                                         "vide",
                                                         "non renseigne",
                                                         "non renseignee",
                                                         "non communiquee",
                                                         "...",
                                                         "non disponible",
                                                         "pas de donnee",
                                                         "non precise",
                                                         "?"};

// The upper half of windows-1252; 0 where it is free.
constexpr std::array<std::uint16_t, 32> windows_1252_upper{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The byte of windows-1252 that stands for a code point, -1 when there is none. Free bytes come as controls.
int windows_1252_byte(std::uint32_t c) {
  if (c < 0x80 || (c >= 0x80 && c <= 0xFF)) return static_cast<int>(c);
  const auto* found = std::find(windows_1252_upper.begin(), windows_1252_upper.end(), c);
  return found == windows_1252_upper.end() ? -1 : 0x80 + static_cast<int>(found - windows_1252_upper.begin());
}

bool may_be_mojibake(std::string_view text) {
  return text.find("Ã") != std::string_view::npos || text.find("Â") != std::string_view::npos ||
         text.find("â€") != std::string_view::npos || text.find("Å") != std::string_view::npos;
}

std::optional<std::string> undo_once(std::string_view text) {
  if (!may_be_mojibake(text)) return std::nullopt;
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    const Point c = point_at(text, at);
    const int byte = windows_1252_byte(c.value);
    if (byte < 0) return std::nullopt;
    bytes += static_cast<char>(byte);
    at += c.bytes;
  }
  if (!base::valid_utf8(bytes) || bytes == text) return std::nullopt;
  return bytes;
}

}  // namespace

std::string plain_text(std::string_view cell) {
  if (is_simple(cell)) return std::string(cell);
  std::string out;
  bool space_due = false;
  for (std::size_t at = 0; at < cell.size();) {
    const Point c = point_at(cell, at);
    const auto kept = cell.substr(at, c.bytes);
    at += c.bytes;
    if (is_space(c.value)) {
      space_due = !out.empty();
      continue;
    }
    if (is_invisible(c.value)) continue;
    if (space_due) out += ' ';
    space_due = false;
    if (const char sign = plain_sign(c.value); sign != 0)
      out += sign;
    else
      out += kept;
  }
  return out;
}

std::string folded_text(std::string_view cell) {
  const std::string plain = plain_text(cell);
  return base::valid_utf8(plain) ? base::fold(plain) : base::lower_ascii(plain);
}

bool says_nothing(std::string_view folded) {
  std::string without_dots;
  for (const char c : folded)
    if (c != '.') without_dots += c;
  while (!without_dots.empty() && without_dots.back() == ' ') without_dots.pop_back();
  return std::find(nothing_words.begin(), nothing_words.end(), without_dots) != nothing_words.end();
}

bool is_spreadsheet_error(std::string_view plain) {
  return plain.size() > 1 && plain[0] == '#' && (is_ascii_letter(plain[1]) || plain[1] == '#');
}

bool is_formula(std::string_view plain) {
  return plain.size() > 1 && plain[0] == '=';
}

std::string_view unmarked(std::string_view plain) {
  if (plain.size() > 1 && plain.front() == '\'') plain.remove_prefix(1);
  if (plain.size() > 2 && plain.front() == '"' && plain.back() == '"')
    plain = plain.substr(1, plain.size() - 2);
  return base::trim(plain);
}

std::optional<std::string> undo_mojibake(std::string_view text) {
  auto undone = undo_once(text);
  // Misread twice is undone twice, so that what comes out is not mojibake again.
  while (undone)
    if (auto again = undo_once(*undone))
      undone = std::move(again);
    else
      break;
  return undone;
}

bool has_lost_character(std::string_view text) {
  return text.find("\xEF\xBF\xBD") != std::string_view::npos;
}

bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool only_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_ascii_digit);
}

}  // namespace parvis::grants
