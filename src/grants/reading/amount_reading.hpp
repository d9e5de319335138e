// Amounts in euros as people write them (PA-2): «1 234 567,89», «€ 1.000,00», «240 k€», «(500)», «12 000 €
// TTC», «240 000 € (pour les 3 saisons sportives)». The value keeps the decimals as written, with a point.
// Pure.
#pragma once

#include <cstddef>
#include <string_view>

#include "grants/reading/reading.hpp"

namespace parvis::grants {

inline constexpr double large_amount_euros = 100e6;  // above it a warning
inline constexpr double largest_amount_euros = 1e9;  // above it a refusal

// Cells of the column that leave no doubt on what a sign means.
struct AmountEvidence {
  std::size_t comma_decimal = 0;  // 12,5 · 1 234,50 · 1.234,50
  std::size_t comma_group = 0;    // 12,345.00 · 1,234,567
  std::size_t dot_decimal = 0;    // 12.5 · 12,345.00
  std::size_t dot_group = 0;      // 1.234,50 · 1.234.567
  std::size_t doubtful = 0;       // 1,500 · 1.500

  void add(std::string_view cell);
};

[[nodiscard]] Reading read_amount(std::string_view cell, const AmountEvidence& column = {});

}  // namespace parvis::grants
