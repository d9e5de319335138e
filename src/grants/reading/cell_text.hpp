// The text of a cell before anyone asks what it means: spaces and signs of every kind made plain, words that
// say «nothing given», text read in the wrong encoding. Pure; UTF-8 in and out, invalid bytes are kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parvis::grants {

// Spaces of every kind (line ends too) become one space, none at the ends; typographic apostrophes, dashes
// and the minus sign become ' and -; ordinal letters become letters; invisible marks go.
[[nodiscard]] std::string plain_text(std::string_view cell);
// The same, folded: lower case, no accents.
[[nodiscard]] std::string folded_text(std::string_view cell);

// «-», «néant», «NC», «n.c.», «N/A», «sans objet», «null»… and the empty text. Takes folded text.
[[nodiscard]] bool says_nothing(std::string_view folded);
// A spreadsheet's error ("#N/A", "#REF!") or a formula ("=SUM(A1)"), in plain text.
[[nodiscard]] bool is_spreadsheet_error(std::string_view plain);
[[nodiscard]] bool is_formula(std::string_view plain);

// Without a leading ' of a spreadsheet or a pair of quotes that a bad export left.
[[nodiscard]] std::string_view unmarked(std::string_view plain);

// UTF-8 that was read as windows-1252 and written again («numÃ©raire»), read back; nothing when the text is
// not such, or when a byte of it was lost.
[[nodiscard]] std::optional<std::string> undo_mojibake(std::string_view text);
// Holds U+FFFD: a character was lost.
[[nodiscard]] bool has_lost_character(std::string_view text);

[[nodiscard]] bool is_ascii_digit(char c);
[[nodiscard]] bool is_ascii_letter(char c);
[[nodiscard]] bool only_digits(std::string_view text);
[[nodiscard]] bool has_digit(std::string_view text);

}  // namespace parvis::grants
