#include "grants/reading/identifier_reading.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "grants/reading/cell_text.hpp"

namespace parvis::grants {

namespace {

using base::IdentifierCause;

Cause cause_of(IdentifierCause cause) {
  switch (cause) {
    case IdentifierCause::none:
      return Cause::none;
    case IdentifierCause::length:
      return Cause::length;
    case IdentifierCause::character:
      return Cause::character;
    case IdentifierCause::checksum:
      return Cause::checksum;
    case IdentifierCause::siren_part:
      return Cause::siren_part;
    case IdentifierCause::zeros:
      return Cause::zeros;
    case IdentifierCause::repeated:
      return Cause::repeated;
    case IdentifierCause::scientific:
      return Cause::scientific;
    case IdentifierCause::siren_only:
      return Cause::siren_only;
  }
  return Cause::none;
}

// Labels that stand before a number, folded; longest first.
constexpr std::array<std::string_view, 12> labels{
    "numero de siret", "numero siret", "numero rna", "numero siren", "siret", "siren", "rna",
    "numero",          "n°",           "nº",         "no",           "num"};

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

bool label_ends(std::string_view rest) {
  return rest.empty() || !is_ascii_letter(rest.front());
}

// "siret : 210 600 045 00392" -> "210 600 045 00392"
std::string_view without_labels(std::string_view text) {
  for (bool found = true; found;) {
    found = false;
    for (const auto label : labels) {
      if (!text.starts_with(label) || !label_ends(text.substr(label.size()))) continue;
      text.remove_prefix(label.size());
      while (!text.empty() && std::string_view(" :.=-").find(text.front()) != std::string_view::npos)
        text.remove_prefix(1);
      found = true;
      break;
    }
  }
  return text;
}

// "21060004500392.0", "21060004500392,00": what is left of a number once a spreadsheet wrote it as a decimal.
std::string_view without_zero_decimals(std::string_view text) {
  const auto sign = text.find_last_of(".,");
  if (sign == std::string_view::npos || sign + 1 == text.size() || text.size() - sign > 3) return text;
  const auto decimals = text.substr(sign + 1);
  if (decimals.find_first_not_of('0') != std::string_view::npos || !only_digits(text.substr(0, sign)))
    return text;
  return text.substr(0, sign);
}

// The number alone: labels, spreadsheet marks, spaces, dots and hyphens between digits gone; upper case.
std::string cleaned(std::string_view folded) {
  std::string_view text = without_labels(unmarked(folded));
  std::string bare = base::bare_identifier(without_zero_decimals(base::trim(text)));
  const bool digits_and_hyphens =
      std::all_of(bare.begin(), bare.end(), [](char c) { return is_ascii_digit(c) || c == '-'; });
  if (digits_and_hyphens && has_digit(bare) && bare.front() != '-' && bare.back() != '-')
    bare.erase(std::remove(bare.begin(), bare.end(), '-'), bare.end());
  return upper(std::move(bare));
}

// Runs of at least nine digits (spaces and dots inside them do not count) parted by something else.
std::size_t long_numbers(std::string_view folded) {
  std::size_t count = 0;
  std::size_t digits = 0;
  for (const char c : folded) {
    if (is_ascii_digit(c)) {
      if (++digits == 9) ++count;
    } else if (c != ' ' && c != '.' && c != '-') {
      digits = 0;
    }
  }
  return count;
}

bool other_register(std::string_view bare) {
  return bare.size() == 6 && is_ascii_letter(bare[0]) && only_digits(bare.substr(1));
}

bool digits_and_lookalikes(std::string_view bare) {
  return has_digit(bare) && std::all_of(bare.begin(), bare.end(), [](char c) {
           return is_ascii_digit(c) || std::string_view("IOLSBZ").find(c) != std::string_view::npos;
         });
}

std::optional<Reading> refused_at_once(std::string_view folded) {
  if (says_nothing(folded)) return missing();
  if (is_formula(folded)) return refusal(Cause::formula);
  if (is_spreadsheet_error(folded)) return refusal(Cause::spreadsheet_error);
  if (base::looks_scientific(without_labels(folded))) return refusal(Cause::scientific);
  if (long_numbers(folded) > 1) return refusal(Cause::two_identifiers);
  return std::nullopt;
}

Cause character_cause(std::string_view bare) {
  if (digits_and_lookalikes(bare)) return Cause::letter_for_digit;
  return has_digit(bare) ? Cause::character : Cause::free_text;
}

std::string padded(std::string_view digits, std::size_t length) {
  return std::string(length - digits.size(), '0') + std::string(digits);
}

Reading unread_siret(const std::string& bare, Cause cause) {
  if (cause == Cause::siren_only) return refusal(cause, "siren-only");
  if (base::siren_of_vat(bare)) return refusal(Cause::siren_only, "siren-only");
  if (other_register(bare)) return refusal(Cause::other_register, "other-register");
  if (base::rna_verdict(bare).right()) return refusal(Cause::other_column);
  if (cause == Cause::length && bare.size() >= 10 && bare.size() < 14) {
    std::string whole = padded(bare, 14);
    if (base::siret_verdict(whole).right()) return suggestion(std::move(whole), Cause::zeros_lost);
  }
  return refusal(cause == Cause::character ? character_cause(bare) : cause);
}

bool before_2009(std::string_view bare) {
  const auto p = bare.find('P');
  return p >= 3 && p <= 4 && p + 1 < bare.size() && only_digits(bare.substr(0, p)) &&
         only_digits(bare.substr(p + 1));
}

bool alsace_moselle(std::string_view folded) {
  return folded.find("folio") != std::string_view::npos || folded.find("volume") != std::string_view::npos ||
         folded.starts_with("vol");
}

Reading unread_rna(const std::string& bare, std::string_view folded, Cause cause) {
  if (before_2009(bare)) return refusal(Cause::before_2009, "pre-rna");
  if (alsace_moselle(folded)) return refusal(Cause::alsace_moselle, "alsace-moselle");
  if (only_digits(bare) && bare.size() == 9) {
    if (base::siren_verdict(bare).right()) return refusal(Cause::other_column, "siren-only");
    return suggestion("W" + bare, Cause::letter_w_missing);
  }
  if (base::siret_verdict(bare).right()) return refusal(Cause::other_column);
  return refusal(cause == Cause::character && !has_digit(bare) ? Cause::free_text : cause);
}

std::size_t count_rna(std::string_view folded) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < folded.size(); ++i)
    if (folded[i] == 'w' && (i == 0 || !is_ascii_letter(folded[i - 1]))) ++count;
  return count;
}

}  // namespace

Reading read_siret(std::string_view cell) {
  if (cell.size() == 14 && only_digits(cell) && base::siret_verdict(cell).right())
    return value_of(std::string(cell));
  const std::string folded = folded_text(cell);
  if (auto refused = refused_at_once(folded)) return *refused;
  std::string bare = cleaned(folded);
  const auto verdict = base::siret_verdict(bare);
  return verdict.right() ? value_of(std::move(bare)) : unread_siret(bare, cause_of(verdict.cause));
}

Reading read_siren(std::string_view cell) {
  const std::string folded = folded_text(cell);
  if (auto refused = refused_at_once(folded)) return *refused;
  std::string bare = cleaned(folded);
  const auto verdict = base::siren_verdict(bare);
  if (verdict.right()) return value_of(std::move(bare));
  if (auto siren = base::siren_of_vat(bare)) return suggestion(std::move(*siren), Cause::vat_number);
  if (base::siret_verdict(bare).right()) return suggestion(bare.substr(0, 9), Cause::siret_given);
  if (other_register(bare)) return refusal(Cause::other_register, "other-register");
  if (verdict.cause == IdentifierCause::length && bare.size() >= 6 && bare.size() < 9) {
    std::string whole = padded(bare, 9);
    if (base::siren_verdict(whole).right()) return suggestion(std::move(whole), Cause::zeros_lost);
  }
  const Cause cause = cause_of(verdict.cause);
  return refusal(cause == Cause::character ? character_cause(bare) : cause);
}

Reading read_rna(std::string_view cell) {
  const std::string folded = folded_text(cell);
  if (says_nothing(folded)) return missing();
  if (count_rna(folded) > 1) return refusal(Cause::two_identifiers);
  if (base::looks_scientific(folded)) return refusal(Cause::scientific);
  std::string bare = cleaned(folded);
  const auto verdict = base::rna_verdict(bare);
  if (!verdict.right()) return unread_rna(bare, folded, cause_of(verdict.cause));
  const bool outside = base::rna_outside_scdl(bare);
  Reading out = value_of(std::move(bare));
  if (outside) out.warnings.emplace_back("outside-scdl-pattern");
  return out;
}

}  // namespace parvis::grants
