#include "street/public_text.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace parvis::street {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool letter(char c) {
  return upper(c) || lower(c);
}
// ASCII letters, digits, and any byte of an accented letter
bool word_byte(char c) {
  return letter(c) || digit(c) || (static_cast<unsigned char>(c) & 0x80) != 0;
}
bool local_byte(char c) {
  return letter(c) || digit(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}
bool domain_byte(char c) {
  return letter(c) || digit(c) || c == '.' || c == '-';
}
char upper_of(char c) {
  return lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}
// I, O and U are on no French plate, which spares most words
bool plate_letter(char c) {
  const char u = upper_of(c);
  return upper(u) && u != 'I' && u != 'O' && u != 'U';
}

// Length of the separator at `at` inside a phone number: space, no-break spaces, dot, hyphen, slash,
// brackets.
std::size_t phone_gap(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  constexpr std::string_view single = " .-/()";
  if (single.find(text[at]) != std::string_view::npos) return 1;
  if (text.substr(at, 2) == "\xC2\xA0") return 2;
  if (text.substr(at, 3) == "\xE2\x80\xAF") return 3;
  return 0;
}

using Match = std::optional<std::size_t>;  // where it ends

// Reads up to `most` digits with at most two separators between two of them.
std::size_t read_digits(std::string_view text, std::size_t& at, std::size_t most) {
  std::size_t count = 0;
  while (count < most) {
    std::size_t next = at;
    for (int gaps = 0; gaps < 3 && next < text.size() && !digit(text[next]); ++gaps) {
      const std::size_t gap = phone_gap(text, next);
      if (gap == 0) break;
      next += gap;
    }
    if (next >= text.size() || !digit(text[next])) break;
    at = next + 1;
    ++count;
  }
  return count;
}

Match phone(std::string_view text, std::size_t start) {
  std::size_t at = start;
  if (text[start] == '+') {
    ++at;
    const std::size_t count = read_digits(text, at, 15);
    return count >= 8 ? Match{at} : std::nullopt;
  }
  if (text[start] != '0' || start + 1 >= text.size()) return std::nullopt;
  const bool abroad = text.substr(start, 4) == "0033";
  const std::size_t wanted = abroad ? 13 : 10;
  if (!abroad && text[start + 1] == '0') return std::nullopt;
  if (read_digits(text, at, wanted) != wanted) return std::nullopt;
  return at < text.size() && digit(text[at]) ? std::nullopt : Match{at};
}

Match email(std::string_view text, std::size_t start) {
  std::size_t at = start;
  while (at < text.size() && local_byte(text[at])) ++at;
  if (at == start || at >= text.size() || text[at] != '@') return std::nullopt;
  const std::size_t domain = ++at;
  while (at < text.size() && domain_byte(text[at])) ++at;
  while (at > domain && (text[at - 1] == '.' || text[at - 1] == '-')) --at;
  const std::string_view name = text.substr(domain, at - domain);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot < 3) return std::nullopt;
  return at;
}

// Reads a run of 1..most bytes that `is` accepts.
template <class Is>
std::size_t run(std::string_view text, std::size_t& at, std::size_t most, Is is) {
  std::size_t count = 0;
  while (count < most && at < text.size() && is(text[at])) {
    ++at;
    ++count;
  }
  return count;
}

char gap_of(std::string_view text, std::size_t& at) {
  if (at < text.size() && (text[at] == '-' || text[at] == ' ' || text[at] == '.')) return text[at++];
  return '\0';
}

bool all_upper(std::string_view text) {
  return std::none_of(text.begin(), text.end(), lower);
}

bool ends_word(std::string_view text, std::size_t at) {
  return at >= text.size() || !word_byte(text[at]);
}

// AA-123-AA, since 2009. Written with spaces it must be in capitals: "le 123 de" is not a plate.
Match plate(std::string_view text, std::size_t start) {
  std::size_t at = start;
  if (run(text, at, 2, plate_letter) != 2) return std::nullopt;
  const char first = gap_of(text, at);
  if (run(text, at, 3, digit) != 3) return std::nullopt;
  const char second = gap_of(text, at);
  if (run(text, at, 2, plate_letter) != 2 || !ends_word(text, at)) return std::nullopt;
  const bool spaced = first == ' ' || second == ' ';
  return spaced && !all_upper(text.substr(start, at - start)) ? std::nullopt : Match{at};
}

// 1234 AB 75, before 2009; capitals only.
Match old_plate(std::string_view text, std::size_t start) {
  std::size_t at = start;
  if (run(text, at, 4, digit) < 2) return std::nullopt;
  gap_of(text, at);
  const std::size_t letters = run(text, at, 3, [](char c) { return upper(c) && plate_letter(c); });
  if (letters < 2) return std::nullopt;
  gap_of(text, at);
  const std::size_t digits = run(text, at, 3, digit);
  if (digits == 1 && at < text.size() && (text[at] == 'A' || text[at] == 'B'))
    ++at;
  else if (digits < 2)
    return std::nullopt;
  return ends_word(text, at) ? Match{at} : std::nullopt;
}

bool capital_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  if (upper(text[at])) return true;
  // À to Þ in UTF-8
  return text[at] == '\xC3' && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0x80 &&
         static_cast<unsigned char>(text[at + 1]) <= 0x9E;
}

std::size_t name_word_end(std::string_view text, std::size_t at) {
  while (at < text.size() && (word_byte(text[at]) || text[at] == '-' || text[at] == '\'')) ++at;
  return at;
}

struct Named {
  std::size_t name_start, end;
};

// «M. Dupont», «Mme Le Goff», «Monsieur de La Tour»: the name after the title.
std::optional<Named> titled_name(std::string_view text, std::size_t start) {
  constexpr std::array<std::string_view, 9> titles{"Monsieur ", "Madame ", "Mme. ", "Mme ", "Mlle ",
                                                   "Mr. ",      "Mr ",     "M. ",   "M "};
  constexpr std::array<std::string_view, 6> particles{"de ", "du ", "des ", "le ", "la ", "d'"};
  for (std::string_view title : titles) {
    if (text.substr(start, title.size()) != title) continue;
    const std::size_t name_start = start + title.size();
    std::size_t at = name_start, end = name_start;
    for (int words = 0; words < 4; ++words) {
      std::size_t next = at;
      for (std::string_view particle : particles) {
        if (text.substr(next, particle.size()) == particle) next += particle.size();
      }
      if (!capital_at(text, next)) break;
      end = name_word_end(text, next);
      at = end;
      if (at >= text.size() || text[at] != ' ') break;
      ++at;
    }
    if (end > name_start) return Named{name_start, end};
  }
  return std::nullopt;
}

bool insulting(std::string_view text) {
  constexpr std::array<std::string_view, 22> insults{
      "abruti",   "batard", "bouffon", "con",     "conasse", "connard",  "connarde", "connards",
      "connasse", "cons",   "debile",  "encule",  "enculer", "encules",  "negre",    "pd",
      "pute",     "salaud", "salope",  "salopes", "youpin",  "bougnoule"};
  for (const std::string& word : base::words(text)) {
    const std::string folded = base::fold(word);
    if (std::find(insults.begin(), insults.end(), folded) != insults.end()) return true;
  }
  return false;
}

struct Mask {
  Match end;
  std::string_view instead;
};

Mask mask_at(std::string_view text, std::size_t at) {
  if (Match end = email(text, at)) return {end, "[adresse électronique masquée]"};
  if (Match end = phone(text, at)) return {end, "[téléphone masqué]"};
  if (Match end = plate(text, at)) return {end, "[plaque masquée]"};
  if (Match end = old_plate(text, at)) return {end, "[plaque masquée]"};
  return {std::nullopt, {}};
}

}  // namespace

PublicText public_text(std::string_view description) {
  PublicText result;
  std::size_t at = 0;
  while (at < description.size()) {
    const bool boundary = at == 0 || !word_byte(description[at - 1]);
    if (boundary) {
      if (const auto named = titled_name(description, at)) {
        result.text += description.substr(at, named->name_start - at);
        result.text += "[nom masqué]";
        result.personal_data = true;
        at = named->end;
        continue;
      }
      if (const Mask mask = mask_at(description, at); mask.end) {
        result.text += mask.instead;
        result.personal_data = true;
        at = *mask.end;
        continue;
      }
    }
    result.text += description[at++];
  }
  result.hold = insulting(description);
  return result;
}

std::string clean_text(std::string_view text, std::size_t max_characters) {
  const std::string plain = base::nfc(base::strip_tags(text));
  std::string kept;
  std::size_t characters = 0;
  for (char c : base::trim(plain)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) continue;
    if ((byte & 0xC0) != 0x80 && ++characters > max_characters) break;
    kept += c;
  }
  return kept;
}

}  // namespace parvis::street
