// Does a cell fit a pattern? A program without back-references runs as a linear automaton whose states are
// made as cells need them; others run in a backtracking matcher with a budget of steps, past which the answer
// is `undecided`, never a verdict by time-out. One matcher belongs to one thread; the program is shared.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "quality/table_schema/pattern_program.hpp"

namespace parvis::quality {

enum class PatternVerdict : std::uint8_t { fits, differs, undecided };

struct PatternLimits {
  std::size_t max_automaton_states = 2000;  // past them the automaton starts anew
  std::uint32_t max_steps = 100'000;        // of the backtracking matcher, for one cell
};

// Runs any program. Reference for the automaton.
[[nodiscard]] PatternVerdict backtrack(const PatternProgram& program, std::string_view cell,
                                       std::uint32_t max_steps);

class PatternMatcher {
 public:
  explicit PatternMatcher(std::shared_ptr<const PatternProgram> program, PatternLimits limits = {});
  [[nodiscard]] PatternVerdict match(std::string_view cell);

 private:
  struct State {
    std::vector<std::uint32_t> places;  // steps that wait for a character
    bool accepts = false;               // wherever the cell goes on
    bool accepts_at_end = false;        // when the cell ends here (or before a last newline)
  };
  static constexpr std::uint32_t unknown = ~0U;

  [[nodiscard]] std::uint32_t class_of(char32_t point);
  void close(std::uint32_t step, bool at_start, bool at_end, State& state);
  [[nodiscard]] std::uint32_t state_of(std::vector<std::uint32_t> seeds, bool at_start);
  [[nodiscard]] std::uint32_t next_state(std::uint32_t state, std::uint32_t character_class);
  void reset();

  std::shared_ptr<const PatternProgram> program_;
  PatternLimits limits_;
  std::array<std::uint16_t, 128> ascii_class_{};
  std::vector<std::vector<bool>> signatures_;  // per class: which sets hold its characters
  std::unordered_map<char32_t, std::uint16_t> wide_class_;
  std::vector<State> states_;
  std::vector<std::vector<std::uint32_t>> next_;  // state × class
  std::unordered_map<std::string, std::uint32_t> known_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t round_ = 0;
  std::uint32_t first_ = unknown;
};

}  // namespace parvis::quality
