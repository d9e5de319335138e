// A photo that comes in: judged by its content, read for place and date, kept as received in the store of
// originals, and seen by the photo model in the same decoding. A broken one is refused by name and the others
// are kept.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/geo.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "street/quality_flags.hpp"
#include "street/street_context.hpp"
#include "street/suggestion_fusion.hpp"

namespace parvis::street {

struct SentPhoto {
  std::string name;  // as the sender calls it
  std::filesystem::path path;
};

// What the photo model said of one photo.
struct PhotoSeen {
  ClassProbabilities classes;
  std::string model_name, model_sha;
  double energy_uwh = 0;
  std::string energy_basis;  // mesuré, estimé, non mesurable
  std::int64_t cpu_ns = 0;
  double milliseconds = 0;
};

struct TakenPhoto {
  std::string id, name, original_sha, mime, dhash, feature_sha;
  std::int64_t bytes = 0, width = 0, height = 0;
  std::optional<base::Instant> taken_at;
  std::optional<base::LatLon> exif_position;
  std::optional<double> exif_error_m, exif_bearing;
  bool dark = false, blurry = false;
  std::optional<PhotoSeen> seen;  // empty: the model was missing, slow or down
};
base::json::object to_json(const TakenPhoto& photo);
TakenPhoto taken_photo(const base::json::object& object);

Photo as_photo(const TakenPhoto& taken, const std::string& report_id, PhotoKind kind, std::int64_t rank);
PhotoQuality quality_of(const TakenPhoto& photo, bool already_seen);

struct PhotoAnswer {
  std::string name;
  std::optional<TakenPhoto> photo;  // or
  std::optional<Error> error;
};

// Takes each photo; `deadline_ms` is the time the model gets for all of them together, 0 leaves it out.
std::vector<PhotoAnswer> take_photos(StreetContext& context, const std::vector<SentPhoto>& sent,
                                     int deadline_ms);

// The model's look at a photo already kept; unavailable errors are the caller's to try again.
Result<PhotoSeen> see_photo(StreetContext& context, const std::string& original_sha, int deadline_ms);

}  // namespace parvis::street
