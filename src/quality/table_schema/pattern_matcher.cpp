#include "quality/table_schema/pattern_matcher.hpp"

#include <algorithm>

#include "base/unicode.hpp"

namespace parvis::quality {
namespace {

// Classes of characters beyond this many are not remembered one by one.
constexpr std::size_t max_wide_characters = 4096;

class Backtracker {
 public:
  Backtracker(const PatternProgram& program, std::string_view cell, std::uint32_t max_steps)
      : program_(program), cell_(cell), left_(max_steps) {}

  PatternVerdict run() {
    Frame frame;
    frame.groups.assign(static_cast<std::size_t>(program_.groups) * 2, none);
    frame.marks.assign(program_.marks, none);
    const bool fits = run_from(frame);
    return left_ == 0 ? PatternVerdict::undecided : fits ? PatternVerdict::fits : PatternVerdict::differs;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  struct Frame {
    std::uint32_t step = 0;
    std::size_t at = 0;
    std::vector<std::size_t> groups, marks;
  };

  [[nodiscard]] bool word_at(std::size_t at) const {
    return at < cell_.size() && base::is_word_character(base::next_code_point(cell_, at));
  }
  [[nodiscard]] bool word_before(std::size_t at) const { return at > 0 && word_at(start_before(at)); }
  [[nodiscard]] std::size_t start_before(std::size_t at) const {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(cell_[at]) & 0xC0U) == 0x80U);
    return at;
  }

  bool assertion(PatternOp op, std::size_t at) const {
    switch (op) {
      case PatternOp::start:
        return at == 0;
      case PatternOp::text_end:
        return at == cell_.size();
      case PatternOp::end:
        return at == cell_.size() || (at + 1 == cell_.size() && cell_[at] == '\n');
      case PatternOp::word_edge:
        return word_before(at) != word_at(at);
      default:
        return word_before(at) == word_at(at);
    }
  }

  bool back_reference(Frame& frame, std::uint32_t group) const {
    const std::size_t from = frame.groups[group * 2];
    const std::size_t to = frame.groups[group * 2 + 1];
    if (from == none || to == none) return false;
    const std::string_view text = cell_.substr(from, to - from);
    if (cell_.substr(frame.at, text.size()) != text) return false;
    frame.at += text.size();
    return true;
  }

  // A look-behind is tried at every start; it must end where it stands.
  bool look(const Frame& frame, const PatternStep& step) {
    bool found = false;
    if ((step.x & look_behind) != 0) {
      for (std::size_t start = 0; start <= frame.at && !found && left_ > 0; ++start) {
        Frame inner = frame;
        inner.step = frame.step + 1;
        inner.at = start;
        found = run_from(inner, frame.at);
      }
    } else {
      Frame inner = frame;
      inner.step = frame.step + 1;
      found = run_from(inner);
    }
    return found != ((step.x & look_negative) != 0);
  }

  // Advances by one step; false: this way is lost.
  bool advance(Frame& frame, std::vector<Frame>& others) {
    const PatternStep step = program_.steps[frame.step];
    switch (step.op) {
      case PatternOp::set:
        if (frame.at >= cell_.size()) return false;
        if (!program_.sets[step.x].contains(base::next_code_point(cell_, frame.at))) return false;
        break;
      case PatternOp::split:
        others.push_back(frame);
        others.back().step = step.y;
        frame.step = step.x;
        return true;
      case PatternOp::jump:
        frame.step = step.x;
        return true;
      case PatternOp::save:
        frame.groups[step.x] = frame.at;
        break;
      case PatternOp::mark:
        frame.marks[step.x] = frame.at;
        break;
      case PatternOp::progress:
        if (frame.marks[step.x] == frame.at) {  // an empty turn ends the loop
          frame.step += 2;
          return true;
        }
        break;
      case PatternOp::back_reference:
        if (!back_reference(frame, step.x)) return false;
        break;
      case PatternOp::look:
        if (!look(frame, step)) return false;
        frame.step = step.y;
        return true;
      case PatternOp::accept:
        return true;
      default:
        if (!assertion(step.op, frame.at)) return false;
    }
    ++frame.step;
    return true;
  }

  bool run_from(Frame frame, std::size_t must_end = none) {
    std::vector<Frame> others;
    while (true) {
      if (left_ == 0) return false;
      --left_;
      const bool accepted = program_.steps[frame.step].op == PatternOp::accept;
      if (accepted && (must_end == none || frame.at == must_end)) return true;
      if (!accepted && advance(frame, others)) continue;
      if (others.empty()) return false;
      frame = std::move(others.back());
      others.pop_back();
    }
  }

  const PatternProgram& program_;
  std::string_view cell_;
  std::uint32_t left_;
};

}  // namespace

PatternVerdict backtrack(const PatternProgram& program, std::string_view cell, std::uint32_t max_steps) {
  return Backtracker(program, cell, max_steps).run();
}

PatternMatcher::PatternMatcher(std::shared_ptr<const PatternProgram> program, PatternLimits limits)
    : program_(std::move(program)), limits_(limits), seen_(program_->steps.size(), 0) {
  for (char32_t point = 0; point < 128; ++point) {
    std::vector<bool> signature;
    signature.reserve(program_->sets.size());
    for (const auto& set : program_->sets) signature.push_back(set.contains(point));
    const auto known = std::find(signatures_.begin(), signatures_.end(), signature);
    ascii_class_[point] = static_cast<std::uint16_t>(known - signatures_.begin());
    if (known == signatures_.end()) signatures_.push_back(std::move(signature));
  }
}

std::uint32_t PatternMatcher::class_of(char32_t point) {
  if (point < 128) return ascii_class_[point];
  if (const auto known = wide_class_.find(point); known != wide_class_.end()) return known->second;
  std::vector<bool> signature;
  signature.reserve(program_->sets.size());
  for (const auto& set : program_->sets) signature.push_back(set.contains(point));
  const auto known = std::find(signatures_.begin(), signatures_.end(), signature);
  const auto number = static_cast<std::uint16_t>(known - signatures_.begin());
  if (known == signatures_.end()) {
    signatures_.push_back(std::move(signature));
    for (auto& row : next_) row.resize(signatures_.size(), unknown);
  }
  if (wide_class_.size() < max_wide_characters) wide_class_.emplace(point, number);
  return number;
}

// All steps reachable without a character. An explicit stack: patterns may be deep.
void PatternMatcher::close(std::uint32_t first, bool at_start, bool at_end, State& state) {
  std::vector<std::uint32_t> open{first};
  while (!open.empty()) {
    const std::uint32_t number = open.back();
    open.pop_back();
    if (seen_[number] == round_) continue;
    seen_[number] = round_;
    const PatternStep& step = program_->steps[number];
    switch (step.op) {
      case PatternOp::set:
        state.places.push_back(number);
        break;
      case PatternOp::split:
        open.push_back(step.y);
        open.push_back(step.x);
        break;
      case PatternOp::jump:
        open.push_back(step.x);
        break;
      case PatternOp::start:
        if (at_start) open.push_back(number + 1);
        break;
      case PatternOp::end:
      case PatternOp::text_end:
        if (at_end) open.push_back(number + 1);
        break;
      case PatternOp::accept:
        state.accepts = true;
        break;
      default:
        open.push_back(number + 1);
    }
  }
}

std::uint32_t PatternMatcher::state_of(std::vector<std::uint32_t> seeds, bool at_start) {
  std::sort(seeds.begin(), seeds.end());
  std::string key(reinterpret_cast<const char*>(seeds.data()), seeds.size() * sizeof(std::uint32_t));
  key += at_start ? '^' : ' ';
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  State state;
  ++round_;
  for (const std::uint32_t seed : seeds) close(seed, at_start, false, state);
  State end;
  ++round_;
  for (const std::uint32_t seed : seeds) close(seed, at_start, true, end);
  state.accepts_at_end = end.accepts;
  states_.push_back(std::move(state));
  next_.emplace_back(signatures_.size(), unknown);
  const auto number = static_cast<std::uint32_t>(states_.size() - 1);
  known_.emplace(std::move(key), number);
  return number;
}

std::uint32_t PatternMatcher::next_state(std::uint32_t state, std::uint32_t character_class) {
  std::vector<std::uint32_t> seeds;
  for (const std::uint32_t place : states_[state].places)
    if (signatures_[character_class][program_->steps[place].x]) seeds.push_back(place + 1);
  const std::uint32_t next = state_of(std::move(seeds), false);
  next_[state][character_class] = next;
  return next;
}

void PatternMatcher::reset() {
  states_.clear();
  next_.clear();
  known_.clear();
  first_ = unknown;
}

PatternVerdict PatternMatcher::match(std::string_view cell) {
  if (program_->needs_backtracking) return backtrack(*program_, cell, limits_.max_steps);
  if (states_.size() > limits_.max_automaton_states) reset();
  if (first_ == unknown) first_ = state_of({0}, true);
  std::uint32_t state = first_;
  for (std::size_t at = 0; at < cell.size();) {
    if (states_[state].accepts) return PatternVerdict::fits;
    if (states_[state].places.empty() && !(at + 1 == cell.size())) return PatternVerdict::differs;
    if (at + 1 == cell.size() && cell[at] == '\n' && states_[state].accepts_at_end)
      return PatternVerdict::fits;
    const auto byte = static_cast<unsigned char>(cell[at]);
    std::uint32_t character_class = 0;
    if (byte < 128) {
      character_class = ascii_class_[byte];
      ++at;
    } else {
      character_class = class_of(base::next_code_point(cell, at));
    }
    const std::uint32_t next = next_[state][character_class];
    state = next != unknown ? next : next_state(state, character_class);
  }
  return states_[state].accepts || states_[state].accepts_at_end ? PatternVerdict::fits
                                                                 : PatternVerdict::differs;
}

}  // namespace parvis::quality
