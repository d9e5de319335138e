#include "grants/reading/amount_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "grants/reading/cell_text.hpp"

namespace parvis::grants {

namespace {

struct EndWord {
  std::string_view word;
  int zeros = 0;               // thousands or millions
  std::string_view note = {};  // kept as a note
};

// What may stand after a number, longest first. Letters before it must not run on.
constexpr std::array<EndWord, 29> end_words{{{"milliers d'euros", 3},
                                             {"milliers d euros", 3},
                                             {"millions d'euros", 6},
                                             {"million d'euros", 6},
                                             {"millions d euros", 6},
                                             {"hors taxes", 0, "HT"},
                                             {"hors taxe", 0, "HT"},
                                             {"toutes taxes comprises", 0, "TTC"},
                                             {"milliers", 3},
                                             {"millions", 6},
                                             {"million", 6},
                                             {"k euros", 3},
                                             {"keuros", 3},
                                             {"k eur", 3},
                                             {"keur", 3},
                                             {"meur", 6},
                                             {"k€", 3},
                                             {"k €", 3},
                                             {"m€", 6},
                                             {"m €", 6},
                                             {"ttc", 0, "TTC"},
                                             {"ht", 0, "HT"},
                                             {"nets", 0, "net"},
                                             {"net", 0, "net"},
                                             {"euros", 0},
                                             {"euro", 0},
                                             {"eur", 0},
                                             {"€", 0},
                                             {"e", 0}}};
constexpr std::array<std::string_view, 5> start_words{"euros", "euro", "eur", "€", "montant :"};

constexpr std::array<std::string_view, 12> approximate_words{"environ", "env ",    "env. ",   "~",
                                                             "≈",       "approx",  "pres de", "autour",
                                                             "max",     "jusqu'a", "au plus", "minimum"};
constexpr std::array<std::string_view, 16> other_currencies{"chf",   "usd",   "gbp", "xpf", "cfp", "francs",
                                                            "frs",   "frf",   "$",   "£",   "¥",   "dollar",
                                                            "livre", "franc", "cad", "jpy"};

template <class Words>
bool contains_any(std::string_view text, const Words& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool number_character(char c) {
  return is_ascii_digit(c) || c == '.' || c == ',' || c == ' ' || c == '\'';
}

void take_note(std::string_view& text, std::string_view original, AmountText& out) {
  if (text.size() < 3 || text.back() != ')') return;
  const auto open = text.rfind('(');
  if (open == std::string_view::npos || !has_digit(text.substr(0, open))) return;
  out.warnings.emplace_back("note");
  const auto from = original.rfind('(');
  if (from != std::string_view::npos && original.back() == ')')
    out.note = std::string(original.substr(from + 1, original.size() - from - 2));
  text = base::trim(text.substr(0, open));
}

bool take_end_word(std::string_view& text, AmountText& out) {
  for (const auto& [word, zeros, note] : end_words) {
    if (text.size() <= word.size() || !text.ends_with(word)) continue;
    const char before = text[text.size() - word.size() - 1];
    if (is_ascii_letter(before)) continue;
    if (word == "e" && !is_ascii_digit(before) && before != ' ') continue;
    text = base::trim(text.substr(0, text.size() - word.size()));
    out.zeros += zeros;
    if (!note.empty()) out.warnings.push_back("note:" + std::string(note));
    return true;
  }
  return false;
}

bool take_start_word(std::string_view& text) {
  for (const auto word : start_words) {
    if (text.size() <= word.size() || !text.starts_with(word)) continue;
    if (is_ascii_letter(text[word.size()])) continue;
    text = base::trim(text.substr(word.size()));
    return true;
  }
  return false;
}

// «12 000 €.»: the full stop of a sentence, not of a number.
void take_full_stop(std::string_view& text) {
  if (text.size() > 1 && text.back() == '.' && !is_ascii_digit(text[text.size() - 2]))
    text = base::trim(text.substr(0, text.size() - 1));
}

void take_words(std::string_view& text, AmountText& out) {
  take_full_stop(text);
  while (take_end_word(text, out) || take_start_word(text)) take_full_stop(text);
}

void take_sign(std::string_view& text, AmountText& out) {
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    out.negative = true;
    text = base::trim(text.substr(1, text.size() - 2));
    take_words(text, out);
    return;
  }
  if (text.size() > 2 && text.ends_with(",-")) text = text.substr(0, text.size() - 2);
  const bool leading = !text.empty() && (text.front() == '-' || text.front() == '+');
  if (leading) {
    out.negative = text.front() == '-';
    text = base::trim(text.substr(1));
  } else if (text.size() > 1 && text.back() == '-') {
    out.negative = true;
    text = base::trim(text.substr(0, text.size() - 1));
  }
}

std::size_t numbers_in(std::string_view text) {
  std::size_t count = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = is_ascii_digit(text[i]);
    // A space between digits belongs to the number; anything else ends it.
    const bool stays = inside && number_character(text[i]);
    if (digit && !inside) ++count;
    inside = digit || stays;
  }
  return count;
}

// Letters that are only those which look like digits: l200, 1O00.
bool letters_for_digits(std::string_view text) {
  bool letter = false;
  for (const char c : text) {
    if (!is_ascii_letter(c)) {
      if (!number_character(c)) return false;
      continue;
    }
    if (std::string_view("lioszbg").find(c) == std::string_view::npos) return false;
    letter = true;
  }
  return letter && has_digit(text);
}

bool between_numbers(std::string_view text, std::string_view sign) {
  for (auto at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1))
    if (has_digit(text.substr(0, at)) && has_digit(text.substr(at + sign.size()))) return true;
  return false;
}

bool has_other_digits(std::string_view text) {
  return !has_digit(text) && std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0xD9;  // Arabic digits and beyond
  }) && std::none_of(text.begin(), text.end(), is_ascii_letter);
}

Cause refusal_cause(std::string_view text) {
  if (contains_any(text, approximate_words)) return Cause::approximate;
  if (contains_any(text, other_currencies)) return Cause::other_currency;
  if (has_other_digits(text)) return Cause::other_digits;
  if (letters_for_digits(text)) return Cause::letter_for_digit;
  if (numbers_in(text) > 1) {
    if (between_numbers(text, "_")) return Cause::underscore;
    if (between_numbers(text, "x") || between_numbers(text, "*") || between_numbers(text, "×"))
      return Cause::product;
    if (text.starts_with("entre") || between_numbers(text, "-") || between_numbers(text, " a "))
      return Cause::range;
    return Cause::two_amounts;
  }
  return Cause::free_text;
}

Cause early_refusal(std::string_view plain, std::string_view folded) {
  if (is_formula(plain)) return Cause::formula;
  if (is_spreadsheet_error(plain)) return Cause::spreadsheet_error;
  if (folded == "nan" || folded == "inf" || folded == "-inf" || folded == "infinity")
    return Cause::not_a_number;
  const auto e = folded.find('e');
  const bool exponent = e != std::string_view::npos && e > 0 && e + 1 < folded.size() &&
                        is_ascii_digit(folded[e - 1]) &&
                        (is_ascii_digit(folded[e + 1]) || folded[e + 1] == '+' || folded[e + 1] == '-') &&
                        is_ascii_digit(folded.back());
  return exponent ? Cause::scientific : Cause::none;
}

}  // namespace

AmountText amount_text(std::string_view plain) {
  AmountText out;
  const std::string_view original = unmarked(plain);
  const std::string folded = folded_text(original);
  std::string_view text = folded;
  out.refused = early_refusal(plain, folded);
  if (out.refused != Cause::none) return out;
  take_words(text, out);
  take_note(text, original, out);
  take_words(text, out);
  take_sign(text, out);
  take_words(text, out);
  const bool number = has_digit(text) && std::all_of(text.begin(), text.end(), number_character);
  if (!number || out.zeros > 6) {
    AmountText refused;
    refused.refused = refusal_cause(folded);
    return refused;
  }
  out.number = std::string(text);
  return out;
}

NumberShape number_shape(std::string_view number) {
  const auto points = std::count(number.begin(), number.end(), '.');
  const auto commas = std::count(number.begin(), number.end(), ',');
  const auto last = number.find_last_of(".,");
  if (last == std::string_view::npos) return {};
  const char sign = number[last];
  const char other = sign == '.' ? ',' : '.';
  if (points > 0 && commas > 0) return {sign, other, false};
  if (points + commas > 1) return {0, sign, false};
  const std::string_view head = number.substr(0, last);
  const std::string_view tail = number.substr(last + 1);
  const bool three = tail.size() == 3 && only_digits(tail);
  const bool could_group = only_digits(head) && head.size() <= 3 && head.front() != '0';
  return {sign, 0, three && could_group};
}

}  // namespace parvis::grants
