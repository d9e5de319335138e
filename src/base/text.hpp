// UTF-8 text: validity, folding for comparison, and the French tokeniser whose stems both databases index.
// Pure and thread-safe. Functions that take text expect valid UTF-8 (check with valid_utf8 at the door).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::base {

[[nodiscard]] bool valid_utf8(std::string_view text);
[[nodiscard]] std::string nfc(std::string_view text);
// Lower case, accents removed, œ and æ opened: «Œuvre DÉCHIRÉE» -> "oeuvre dechiree".
[[nodiscard]] std::string fold(std::string_view text);
// Folded runs of letters and digits; an apostrophe separates ("l'arbre" -> "l", "arbre").
[[nodiscard]] std::vector<std::string> words(std::string_view text);
// The stem of one French word. Participles in -é, -ée, -és, -ées share one stem. Result is folded.
[[nodiscard]] std::string stem_fr(std::string_view word);
// What is indexed and what is asked: stems of the words that carry meaning, separated by one space.
[[nodiscard]] std::string search_terms(std::string_view text);

[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
[[nodiscard]] std::string lower_ascii(std::string_view text);
// Removes HTML tags, keeps their text; a lone < stays.
[[nodiscard]] std::string strip_tags(std::string_view text);
[[nodiscard]] std::string escape_html(std::string_view text);
[[nodiscard]] std::size_t code_points(std::string_view text);
// The first `count` code points.
[[nodiscard]] std::string first_code_points(std::string_view text, std::size_t count);

}  // namespace parvis::base
