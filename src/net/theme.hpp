// The town's colours from one brand colour, in OKLCH (Björn Ottosson, 2020): hue and, where sRGB allows,
// chroma are kept; lightness goes down until the colour can carry text. Contrast is the ratio of WCAG 2.2.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace parvis::net {

struct Theme {
  std::string asked;   // "#ffcc00"
  std::string brand;   // text and buttons: at least 4.5 on white and on the tint
  std::string strong;  // hover: darker than brand
  std::string tint;    // selected rows and quiet panels
};

// `colour` is "#rgb" or "#rrggbb", any case. Errors: invalid.
Result<Theme> derive_theme(std::string_view colour);

// Style sheet of a theme: three custom properties, well under 1 kB.
std::string theme_css(const Theme& theme);

// WCAG contrast ratio of two "#rrggbb" colours, 1..21; 0 when one is malformed.
double contrast_ratio(std::string_view one, std::string_view other);

}  // namespace parvis::net
