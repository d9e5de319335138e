// Resampling of 8-bit pictures by a triangle filter, as wide as the shrinking asks (models/README.md §1). The
// views of the networks are made by it, here and in the recipes, so that both see the same pixels. Pure.
#pragma once

#include "model/image.hpp"

namespace parvis::model {

// A part of the resampled picture, in its pixels.
struct Window {
  int left = 0, top = 0, width = 0, height = 0;
};

// What `part` shows of `pixels` stretched to width × height; the aspect ratio is free. Only the part is
// computed. Preconditions: `pixels` is not empty and the part lies inside width × height.
Pixels resampled(const Pixels& pixels, int width, int height, const Window& part);

}  // namespace parvis::model
