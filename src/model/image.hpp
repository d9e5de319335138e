// Decoding by libvips. Runs in the vision worker only: never call this from the server's process on a file
// that a stranger sent. Only the JPEG, PNG and WebP loaders of libvips are allowed; orientation is applied
// once, here. Thread-safe after start_images().
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/exif.hpp"
#include "model/faces.hpp"

namespace parvis::model {

// Upright 8-bit sRGB, rows top to bottom, no padding.
struct Pixels {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgb;
};

enum class View { squash, squash_flip, zoom, zoom_flip };
Result<View> view_of(std::string_view name);

Status start_images();

// The photo decoded once for all views, shrunk while decoding, never enlarged: a JPEG keeps at least 500
// pixels on its longest side, other formats at most 500. Errors: unsupported (broken file, code
// "photo_broken").
Result<Pixels> decode_base(Bytes file);
// A square of size × size made from the base, as models/README.md §1 says.
Pixels make_view(const Pixels& base, int size, View view);
// Left to right, as the `_flip` views want it.
Pixels mirrored(const Pixels& pixels);

// The whole picture, upright, at most `max_side` pixels (0: as it is), sides stretched to a multiple of
// `multiple`.
Result<Pixels> decode_upright(Bytes file, int max_side, int multiple = 1);

Result<Pixels> stretched(const Pixels& pixels, int width, int height);

// JPEG of the upright picture in sRGB, longest side at most `max_side`, `boxes` (rounded outwards) filled
// with one flat colour, and a thumbnail made of that filled picture. No EXIF, XMP, IPTC, profile or embedded
// thumbnail.
struct Derived {
  std::string jpeg;
  int width = 0, height = 0;
};
struct DerivedPair {
  Derived shown, thumb;
};
Result<DerivedPair> derive_photo(Bytes file, const std::vector<FaceBox>& boxes, int max_side = 1280,
                                 int thumb_side = 320);

}  // namespace parvis::model
