// What can be told from a small upright picture without any network: too dark, blurred, and a hash for
// likeness. Pure.
#pragma once

#include <cstdint>

#include "model/image.hpp"

namespace parvis::model {

struct PictureChecks {
  double brightness = 0;  // mean luma, 0..255
  double sharpness = 0;   // variance of the Laplacian of the luma
  std::uint64_t dhash = 0;
};

inline constexpr double dark_below = 40;
inline constexpr double blurry_below = 60;

// Meant for the `squash` view of 224 px a side: a picture that looks blurred at that size is blurred for a
// person too.
inline constexpr int checks_view_pixels = 224;
PictureChecks check_picture(const Pixels& pixels);

// 64-bit difference hash (Krawetz 2013): 9 × 8 cells of mean luma, one bit per pair of neighbours in a row,
// set when the left one is brighter.
std::uint64_t difference_hash(const Pixels& pixels);

}  // namespace parvis::model
