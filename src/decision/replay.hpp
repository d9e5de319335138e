// A decision computed again from its record (G-03): the same output bit for bit, another one and in what it
// differs, or what is missing for it. Each service brings the Replayer of its use case.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "decision/decision.hpp"

namespace parvis::decision {

struct ReplayResult {
  bool identical = false;
  std::vector<std::string> missing;       // French, empty when it could be run
  std::vector<Alternative> alternatives;  // as computed now
  std::vector<std::string> differences;   // French, empty when identical or not run
};
using Replayer = std::function<Result<ReplayResult>(const Decision&)>;

// What differs between the outputs of two decisions: abstention, value, proposals with every bit of their
// probability, certainty, explanation. Empty when they are the same.
[[nodiscard]] std::vector<std::string> differences(const Decision& recorded, const Decision& again);
// The result of a replay that could be run.
[[nodiscard]] ReplayResult compared(const Decision& recorded, const Decision& again);

}  // namespace parvis::decision
