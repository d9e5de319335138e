#include <algorithm>
#include <array>

#include "quality/table_reader/sniff.hpp"

namespace parvis::quality {
namespace {

using namespace std::string_view_literals;

struct Mark {
  std::string_view bytes;
  Encoding encoding;
};
// UTF-32 first: its little-endian mark starts with that of UTF-16.
constexpr std::array marks = {
    Mark{"\xFF\xFE\0\0"sv, Encoding::utf_32_le}, Mark{"\0\0\xFE\xFF"sv, Encoding::utf_32_be},
    Mark{"\xEF\xBB\xBF"sv, Encoding::utf_8}, Mark{"\xFF\xFE"sv, Encoding::utf_16_le},
    Mark{"\xFE\xFF"sv, Encoding::utf_16_be}};

constexpr std::size_t zeros_looked_at = 4096;

// Latin text has its zeros on one side of each unit.
std::optional<Encoding> by_zeros(std::string_view head) {
  const auto n = std::min(head.size(), zeros_looked_at) & ~std::size_t{3};
  if (n == 0) return std::nullopt;
  std::array<std::size_t, 4> zeros{};
  for (std::size_t i = 0; i < n; ++i)
    if (head[i] == '\0') ++zeros[i % 4];
  const auto most = [&](std::size_t k) { return zeros[k] * 10 >= n / 4 * 9; };
  const auto few = [&](std::size_t k) { return zeros[k] * 10 <= n / 4; };
  if (few(0) && most(2) && most(3)) return Encoding::utf_32_le;
  if (most(0) && most(1) && few(3)) return Encoding::utf_32_be;
  const auto half = [&](std::size_t k) { return (zeros[k] + zeros[k + 2]) * 2 >= n / 2; };
  if (half(1) && few(0) && few(2)) return Encoding::utf_16_le;
  if (half(0) && few(1) && few(3)) return Encoding::utf_16_be;
  return std::nullopt;
}

struct Utf8Count {
  std::size_t good = 0;         // sequences of several bytes
  std::size_t good_before = 0;  // before the first bad byte
  std::size_t bad = 0;          // bytes
};

Utf8Count count_utf8(std::string_view head, bool whole) {
  Utf8Count count;
  for (std::size_t i = 0; i < head.size();) {
    bool cut = false;
    const auto length = utf8_sequence(head.substr(i), cut);
    if (length == 0 && cut && !whole) break;
    if (length > 1) ++count.good;
    if (length == 0 && count.bad++ == 0) count.good_before = count.good;
    i += std::max<std::size_t>(length, 1);
  }
  return count;
}

constexpr std::u32string_view french_lower = U"àâäçèéêëîïôöùûüÿœæ";
constexpr std::u32string_view french_upper = U"ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŸŒÆ";
constexpr std::u32string_view expected_signs = U"’‘“”«»–—…€°²³\u00a0·ºª½§";

bool lower(char32_t c) {
  return (c >= 'a' && c <= 'z') || french_lower.find(c) != std::u32string_view::npos;
}
bool upper(char32_t c) {
  return (c >= 'A' && c <= 'Z') || french_upper.find(c) != std::u32string_view::npos;
}

// How well `c`, read from a byte of the upper half, goes between its neighbours in French, in half points.
int fit(char32_t before, char32_t c, char32_t after) {
  const bool in_word = lower(before) || upper(before) || lower(after) || upper(after);
  if (c == 0xFFFD || (c >= 0x80 && c < 0xA0)) return -4;
  if (lower(c)) return !in_word ? 0 : upper(before) && upper(after) ? -1 : 2;
  if (upper(c)) return !in_word ? 0 : lower(before) || (upper(before) && lower(after)) ? -2 : 2;
  const bool inside = (lower(before) || upper(before)) && (lower(after) || upper(after));
  if (c == U'’') return inside ? 2 : 0;
  if (expected_signs.find(c) != std::u32string_view::npos) return inside ? -2 : 1;
  return in_word ? -2 : -1;
}

int french_score(std::string_view head, Encoding encoding) {
  const auto at = [&](std::size_t i) { return decode_byte(encoding, static_cast<unsigned char>(head[i])); };
  int score = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (static_cast<unsigned char>(head[i]) < 0x80) continue;
    score += fit(i > 0 ? at(i - 1) : U' ', at(i), i + 1 < head.size() ? at(i + 1) : U' ');
  }
  return score;
}

EncodingGuess by_letters(std::string_view head) {
  constexpr std::array candidates = {Encoding::windows_1252, Encoding::iso_8859_15, Encoding::mac_roman,
                                     Encoding::cp850};
  Encoding best = candidates[0];
  int best_score = french_score(head, best);
  for (const auto candidate : candidates) {
    const int score = french_score(head, candidate);
    if (score > best_score) {
      best = candidate;
      best_score = score;
    }
  }
  EncodingGuess guess;
  guess.encoding = best;
  guess.guessed = true;
  guess.evidence = "pas en UTF-8\u202f; la lecture " + std::string(encoding_name(best)) +
                   " donne le plus de lettres françaises à leur place";
  return guess;
}

}  // namespace

EncodingGuess guess_encoding(std::string_view head, bool whole) {
  EncodingGuess guess;
  for (const auto& mark : marks) {
    if (!head.starts_with(mark.bytes)) continue;
    guess.encoding = mark.encoding;
    guess.bom_bytes = mark.bytes.size();
    guess.evidence = "marque d’ordre des octets en tête du fichier";
    return guess;
  }
  if (const auto wide = by_zeros(head)) {
    guess.encoding = *wide;
    guess.evidence = "un octet nul à côté de chaque lettre";
    return guess;
  }
  const auto count = count_utf8(head, whole);
  // A few good sequences may be the mojibake of an 8-bit file: many bad bytes for one of them tell it.
  constexpr std::size_t sure_sequences = 3, bad_bytes_a_sequence = 20;
  const bool turns_bad = count.bad > 0 && (count.good_before >= sure_sequences ||
                                           count.bad <= bad_bytes_a_sequence * count.good_before);
  if (count.bad > 0 && !turns_bad) return by_letters(head);
  guess.ascii = count.good == 0;
  guess.evidence = turns_bad     ? "UTF-8, puis des octets qui n’en sont pas"
                   : guess.ascii ? "aucun caractère accentué au début du fichier"
                                 : std::to_string(count.good) + " caractères lus sans faute en UTF-8";
  return guess;
}

}  // namespace parvis::quality
