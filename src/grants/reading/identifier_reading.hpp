// SIRET, SIREN and RNA as people write them (PA-4, PA-5): labels, spaces, dots, full-width digits, invisible
// marks and a «.0» left by a spreadsheet are cleaned. A digit is never guessed: zeros lost on the left are
// only suggested, and only when the number padded to its length has both its sums right. Pure.
#pragma once

#include <string_view>

#include "grants/reading/reading.hpp"

namespace parvis::grants {

[[nodiscard]] Reading read_siret(std::string_view cell);
[[nodiscard]] Reading read_siren(std::string_view cell);
[[nodiscard]] Reading read_rna(std::string_view cell);

}  // namespace parvis::grants
