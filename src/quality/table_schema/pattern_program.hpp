// A regular expression in the syntax and with the meaning of Python's `re` (the peers' engine), read into a
// small program. A pattern is the text `^` + pattern + `$` tried at the start of the cell: an alternative
// that is not in brackets therefore ends without `$`. \d, \w, \s and . know Unicode; `$` also stands before
// one final newline.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace parvis::quality {

// A set of code points: ranges, Unicode classes, possibly the complement.
struct CharacterSet {
  std::vector<std::pair<char32_t, char32_t>> ranges;
  bool digit = false, word = false, space = false;
  bool not_digit = false, not_word = false, not_space = false;
  bool complement = false;
  bool fold_case = false;

  [[nodiscard]] bool contains(char32_t point) const;
  bool operator==(const CharacterSet&) const = default;
};

enum class PatternOp : std::uint8_t {
  set,             // one code point of sets[x]
  split,           // x first, then y
  jump,            // x
  save,            // group boundary x
  start,           // ^
  end,             // $
  text_end,        // \Z
  word_edge,       // \b
  no_word_edge,    // \B
  back_reference,  // group x
  look,            // sub-program at the next instruction, ended by accept; goes on at y; x: bits of LookKind
  mark,            // remember the position in slot x
  progress,        // fail when the position is still that of slot x
  accept
};
enum LookKind : std::uint8_t { look_negative = 1, look_behind = 2 };

struct PatternStep {
  PatternOp op = PatternOp::accept;
  std::uint32_t x = 0;
  std::uint32_t y = 0;
};

struct PatternProgram {
  std::vector<PatternStep> steps;
  std::vector<CharacterSet> sets;
  std::uint32_t groups = 0;
  std::uint32_t marks = 0;
  bool needs_backtracking = false;  // a back-reference, a look-around or a word edge: no automaton runs it
};

inline constexpr std::size_t max_pattern_bytes = 64 * 1024;
inline constexpr std::size_t max_pattern_steps = 200'000;

// The program of `^` + pattern + `$`. Errors (invalid): what is wrong and at which character.
Result<PatternProgram> compile_pattern(std::string_view pattern);

}  // namespace parvis::quality
