#include "base/identifiers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace parvis::base {

namespace {

constexpr std::string_view la_poste = "356000000";
constexpr std::string_view la_poste_head_office = "35600000000048";
constexpr std::size_t longest = 34;  // an IBAN

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 1;
};

// Invalid UTF-8 gives one byte at a time with a value that no rule reads away.
CodePoint code_point(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  std::size_t bytes = 1;
  if (lead >= 0xF0)
    bytes = 4;
  else if (lead >= 0xE0)
    bytes = 3;
  else if (lead >= 0xC0)
    bytes = 2;
  if (bytes == 1 || at + bytes > text.size()) return {0xFFFD, 1};
  std::uint32_t value = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i)
    value = (value << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  return {value, bytes};
}

bool read_away(std::uint32_t c) {
  if (c == ' ' || c == '.' || c == '\t' || c == '\n' || c == '\r' || c == 0x0B || c == 0x0C) return true;
  if (c == 0xA0 || c == 0xAD || c == 0x1680 || c == 0x3000 || c == 0xFEFF) return true;
  return (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F);
}

// The characters that count, at most one more than any number has. A character beyond ASCII becomes '?'.
struct Bare {
  std::array<char, longest + 1> characters{};
  std::size_t size = 0;
  bool spaced = false;
  [[nodiscard]] std::string_view view() const { return {characters.data(), size}; }
};

template <class Take>
bool each_kept(std::string_view cell, const Take& take) {
  bool changed = false;
  for (std::size_t at = 0; at < cell.size();) {
    const CodePoint c = code_point(cell, at);
    if (read_away(c.value)) {
      changed = true;
    } else if (c.value >= 0xFF01 && c.value <= 0xFF5E) {
      const char narrow = static_cast<char>(c.value - 0xFEE0);
      take(std::string_view(&narrow, 1));
      changed = true;
    } else {
      take(cell.substr(at, c.bytes));
    }
    at += c.bytes;
  }
  return changed;
}

Bare bare(std::string_view cell) {
  Bare out;
  out.spaced = each_kept(cell, [&](std::string_view kept) {
    if (out.size < out.characters.size())
      out.characters[out.size++] = kept.size() == 1 ? upper(kept[0]) : '?';
  });
  return out;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

bool one_digit_repeated(std::string_view digits) {
  return digits.find_first_not_of(digits[0]) == std::string_view::npos;
}

IdentifierCause monotony(std::string_view digits) {
  if (!one_digit_repeated(digits)) return IdentifierCause::none;
  return digits[0] == '0' ? IdentifierCause::zeros : IdentifierCause::repeated;
}

IdentifierCause siren_cause(std::string_view digits) {
  if (!all_digits(digits)) return IdentifierCause::character;
  if (digits.size() != 9) return IdentifierCause::length;
  if (const auto cause = monotony(digits); cause != IdentifierCause::none) return cause;
  return luhn(digits) ? IdentifierCause::none : IdentifierCause::checksum;
}

IdentifierCause la_poste_cause(std::string_view digits) {
  if (digits == la_poste_head_office) return IdentifierCause::none;
  int sum = 0;
  for (const char c : digits) sum += c - '0';
  return sum % 5 == 0 ? IdentifierCause::none : IdentifierCause::checksum;
}

IdentifierCause siret_cause(std::string_view digits) {
  if (!all_digits(digits)) return IdentifierCause::character;
  if (digits.size() == 9 && siren_cause(digits) == IdentifierCause::none) return IdentifierCause::siren_only;
  if (digits.size() != 14) return IdentifierCause::length;
  if (const auto cause = monotony(digits); cause != IdentifierCause::none) return cause;
  if (digits.substr(0, 9) == la_poste) return la_poste_cause(digits);
  if (!luhn(digits)) return IdentifierCause::checksum;
  return siren_cause(digits.substr(0, 9)) == IdentifierCause::none ? IdentifierCause::none
                                                                   : IdentifierCause::siren_part;
}

IdentifierCause rna_cause(std::string_view text) {
  if (text.empty()) return IdentifierCause::length;
  if (text[0] != 'W') return IdentifierCause::character;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool corsica = i == 2 && text[1] == '2' && (text[2] == 'A' || text[2] == 'B');
    const bool overseas = i == 2 && text[1] == '9' && is_upper(text[2]);
    if (!is_digit(text[i]) && !corsica && !overseas) return IdentifierCause::character;
  }
  if (text.size() != 10) return IdentifierCause::length;
  return text.find_first_not_of('0', 1) == std::string_view::npos ? IdentifierCause::zeros
                                                                  : IdentifierCause::none;
}

// Lengths of the ISO 13616 register for the countries of the single euro payments area.
constexpr std::array<std::pair<std::string_view, std::size_t>, 41> iban_lengths{
    {{"AD", 24}, {"AL", 28}, {"AT", 20}, {"BE", 16}, {"BG", 22}, {"CH", 21}, {"CY", 28},
     {"CZ", 24}, {"DE", 22}, {"DK", 18}, {"EE", 20}, {"ES", 24}, {"FI", 18}, {"FR", 27},
     {"GB", 22}, {"GI", 23}, {"GR", 27}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IS", 26},
     {"IT", 27}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"MC", 27}, {"MD", 24},
     {"ME", 22}, {"MK", 19}, {"MT", 31}, {"NL", 18}, {"NO", 15}, {"PL", 28}, {"PT", 25},
     {"RO", 24}, {"RS", 22}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}}};

int mod97(std::string_view text) {
  int rest = 0;
  for (const char c : text)
    rest = is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  return rest;
}

IdentifierCause iban_cause(std::string_view text) {
  if (text.size() < 5) return IdentifierCause::length;
  const auto fits = [](char c) { return is_digit(c) || is_upper(c); };
  if (!std::all_of(text.begin(), text.end(), fits)) return IdentifierCause::character;
  if (!is_upper(text[0]) || !is_upper(text[1]) || !is_digit(text[2]) || !is_digit(text[3]))
    return IdentifierCause::character;
  const auto* known = std::find_if(iban_lengths.begin(), iban_lengths.end(),
                                   [&](const auto& entry) { return entry.first == text.substr(0, 2); });
  if (known == iban_lengths.end() ? text.size() < 15 || text.size() > longest : text.size() != known->second)
    return IdentifierCause::length;
  std::array<char, longest> turned{};
  std::rotate_copy(text.begin(), text.begin() + 4, text.end(), turned.begin());
  return mod97({turned.data(), text.size()}) == 1 ? IdentifierCause::none : IdentifierCause::checksum;
}

IdentifierCause vat_cause(std::string_view text) {
  if (text.size() < 2 || text.substr(0, 2) != "FR" || !all_digits(text.substr(2)))
    return IdentifierCause::character;
  if (text.size() != 13) return IdentifierCause::length;
  const std::string_view siren = text.substr(4);
  if (const auto cause = siren_cause(siren); cause != IdentifierCause::none)
    return IdentifierCause::siren_part;
  const int key = (12 + 3 * mod97(siren)) % 97;
  return (text[2] - '0') * 10 + (text[3] - '0') == key ? IdentifierCause::none : IdentifierCause::checksum;
}

template <class Judge>
IdentifierVerdict judged(std::string_view cell, const Judge& judge) {
  if (looks_scientific(cell)) return {IdentifierCause::scientific, false};
  const Bare text = bare(cell);
  return {judge(text.view()), text.spaced};
}

}  // namespace

std::string_view to_text(IdentifierCause cause) {
  switch (cause) {
    case IdentifierCause::none:
      return "";
    case IdentifierCause::length:
      return "length";
    case IdentifierCause::character:
      return "character";
    case IdentifierCause::checksum:
      return "checksum";
    case IdentifierCause::siren_part:
      return "siren-part";
    case IdentifierCause::zeros:
      return "zeros";
    case IdentifierCause::repeated:
      return "repeated";
    case IdentifierCause::scientific:
      return "scientific";
    case IdentifierCause::siren_only:
      return "siren-only";
  }
  return "";
}

bool luhn(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const int digit = digits[i] - '0';
    const int doubled = digit * 2;
    if (!twice)
      sum += digit;
    else
      sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 == 0;
}

bool looks_scientific(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0) return false;
  const std::string_view mantissa = text.substr(0, e);
  std::string_view exponent = text.substr(e + 1);
  if (!exponent.empty() && (exponent[0] == '+' || exponent[0] == '-')) exponent.remove_prefix(1);
  if (exponent.empty() || !all_digits(exponent)) return false;
  const auto fits = [](char c) { return is_digit(c) || c == ',' || c == '.'; };
  return is_digit(mantissa[0]) && std::all_of(mantissa.begin(), mantissa.end(), fits);
}

std::string bare_identifier(std::string_view cell) {
  std::string out;
  each_kept(cell, [&](std::string_view kept) { out += kept; });
  return out;
}

IdentifierVerdict siren_verdict(std::string_view cell) {
  return judged(cell, siren_cause);
}

IdentifierVerdict siret_verdict(std::string_view cell) {
  if (cell.size() == 14 && all_digits(cell)) return {siret_cause(cell), false};
  return judged(cell, siret_cause);
}

IdentifierVerdict rna_verdict(std::string_view cell) {
  return judged(cell, rna_cause);
}

IdentifierVerdict iban_verdict(std::string_view cell) {
  return judged(cell, iban_cause);
}

IdentifierVerdict vat_verdict(std::string_view cell) {
  return judged(cell, vat_cause);
}

bool rna_outside_scdl(std::string_view rna) {
  return rna.size() == 10 && !all_digits(rna.substr(1));
}

std::optional<std::string> siren_of_vat(std::string_view cell) {
  if (!vat_verdict(cell).right()) return std::nullopt;
  return std::string(bare(cell).view().substr(4));
}

}  // namespace parvis::base
