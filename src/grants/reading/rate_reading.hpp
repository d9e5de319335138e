// The share of a grant in its total (PA-6): a fraction from 0.01 to 1. «45 %» is read; 45 alone is suggested
// as a percentage, for the column. Pure.
#pragma once

#include <cstddef>
#include <string_view>

#include "grants/reading/reading.hpp"

namespace parvis::grants {

// Cells above 1 without a percent sign, and cells from 0.01 to below 1.
struct RateEvidence {
  std::size_t percents = 0;
  std::size_t fractions = 0;

  void add(std::string_view cell);
};

[[nodiscard]] Reading read_rate(std::string_view cell, const RateEvidence& column = {});

}  // namespace parvis::grants
