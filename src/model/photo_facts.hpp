// What a photo file says of itself before anything is decoded: kind by content, size, scans, completeness,
// EXIF. Pure and bounded, so it runs in the server's own process on untrusted bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/exif.hpp"

namespace parvis::model {

struct PhotoLimits {
  std::uint64_t max_photo_bytes = 20ULL * 1024 * 1024;
  std::int64_t max_photo_pixels = 50'000'000;
  int max_photo_side_pixels = 12'000;
  int max_jpeg_scans = 20;  // a progressive file of 38 kB can cost a minute of decoding
  int small_below_pixels = 320;
};

enum class PhotoKind { unknown, jpeg, png, webp, heic, pdf, gif };
PhotoKind sniff_kind(Bytes file);
std::string_view mime_of(PhotoKind kind);  // "image/jpeg"; unknown: "application/octet-stream"

struct PhotoFacts {
  std::string mime;
  std::uint64_t bytes = 0;
  int width = 0, height = 0;  // after orientation
  int orientation = 1;
  std::optional<ExifDate> taken;
  std::optional<double> lat, lon, gps_error_m, bearing;
  bool small = false;  // shorter side below small_below_pixels
  // Known only once the picture was decoded: see Vision::inspect.
  std::optional<bool> dark, blurry;

  // The date as an instant; `zone` serves where the camera wrote no offset.
  [[nodiscard]] std::optional<base::Instant> taken_at(std::string_view zone) const;
};

// Errors, each naming `name` in French: unsupported (415) for an empty, truncated or foreign file (code
// "photo_truncated", "photo_kind", "photo_heic", "photo_empty"); too_large (413) past a limit (code
// "photo_bytes", "photo_pixels", "photo_scans").
Result<PhotoFacts> check_photo(Bytes file, std::string_view name, const PhotoLimits& limits = {});
// The same on a file; also not_found.
Result<PhotoFacts> check_photo_file(const std::filesystem::path& path, std::string_view name,
                                    const PhotoLimits& limits = {});

}  // namespace parvis::model
