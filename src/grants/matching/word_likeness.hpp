// How alike two folded words are when one may hold slips of the keyboard or be cut short. Pure, thread-safe;
// bytes, so folded (ASCII) words.
#pragma once

#include <cstddef>
#include <string_view>

namespace parvis::grants {

// Insertions, deletions, substitutions and swaps of neighbours (Damerau-Levenshtein, restricted), given up
// once past `most`: then the answer is most + 1.
[[nodiscard]] std::size_t slips_between(std::string_view a, std::string_view b, std::size_t most);
// Slips that a word of this length may hold and still be read: 0 up to three letters, 1 up to six, 2 up to
// ten, then 3.
[[nodiscard]] std::size_t slips_allowed(std::size_t length);
// The same word but for the slips that the longer of the two allows.
[[nodiscard]] bool same_but_slips(std::string_view a, std::string_view b);
// Dice coefficient of the sets of three-letter runs, ends padded; 1 for equal texts, 0 where one is empty.
[[nodiscard]] double trigram_likeness(std::string_view a, std::string_view b);

}  // namespace parvis::grants
