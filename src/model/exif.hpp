// A bounded reader of EXIF: orientation, date and place of a photo, nothing else. Pure: no library, no
// allocation beyond the result, every offset checked, at most 512 entries a directory and four directories. A
// broken block gives what could be read before the break, never an error: a photo without EXIF is a normal
// photo.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace parvis::model {

using Bytes = std::span<const std::uint8_t>;

// The camera's wall clock; the zone is known only when the camera wrote it.
struct ExifDate {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::optional<int> offset_minutes;  // east of UTC
};

struct ExifFacts {
  int orientation = 1;  // 1..8
  std::optional<ExifDate> taken;
  // Degrees, south and west negative. Both or neither: a missing reference letter, a zero denominator, a
  // value out of range or the point (0, 0) gives no position.
  std::optional<double> lat, lon;
  std::optional<double> gps_error_m;  // GPSHPositioningError
  std::optional<double> bearing;      // GPSImgDirection, 0..360 from north
};

// `tiff` starts at the byte order mark ("II" or "MM"), or at "Exif\0\0" before it.
ExifFacts parse_exif(Bytes tiff);

// Finds the EXIF block of a JPEG (first APP1 "Exif"), PNG (eXIf) or WebP (EXIF chunk); empty when there is
// none.
Bytes find_exif(Bytes file);

inline ExifFacts read_exif(Bytes file) {
  return parse_exif(find_exif(file));
}

}  // namespace parvis::model
