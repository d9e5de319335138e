// Why two requests look alike or not, in French words with their weight in the logit. Pure.
#pragma once

#include <vector>

#include "grants/matching/judgement.hpp"

namespace parvis::grants {

// Heaviest first, the starting point last; a figure that weighs nothing is not said.
[[nodiscard]] std::vector<Reason> reasons_of(const ComparedRequests& pair, const Comparison& comparison,
                                             const PairHead& head);

// "3 000 €", "2 428,16 €", with narrow no-break spaces.
[[nodiscard]] std::string french_euros(std::int64_t cents);

}  // namespace parvis::grants
