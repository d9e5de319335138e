// Any bytes as a photo: EXIF and header checks must end, stay in bounds and keep their promises.
#include <cmath>
#include <cstdlib>

#include "model/photo_facts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis::model;
  const Bytes bytes(data, size);
  for (const auto& facts : {parse_exif(bytes), read_exif(bytes)}) {
    if (facts.orientation < 1 || facts.orientation > 8) std::abort();
    if (facts.lat.has_value() != facts.lon.has_value()) std::abort();
    if (facts.lat && (std::abs(*facts.lat) > 90 || std::abs(*facts.lon) > 180)) std::abort();
  }
  const auto photo = check_photo(bytes, "photo");
  if (photo && (photo->width <= 0 || photo->height <= 0 || photo->width > 12'000)) std::abort();
  return 0;
}
