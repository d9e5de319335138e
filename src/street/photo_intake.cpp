#include "street/photo_intake.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "base/hashing.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "model/vision.hpp"
#include "street/position.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

std::string hex64(std::uint64_t value) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 0; i < 16; ++i) out[15 - i] = digits[(value >> (4 * i)) & 15];
  return out;
}

PhotoSeen seen_from(const model::PhotoReading& reading) {
  PhotoSeen seen;
  for (const auto& one : reading.classes) seen.classes[one.name] = one.probability;
  seen.model_name = reading.model.name;
  seen.model_sha = reading.model.sha256;
  seen.energy_uwh = reading.energy.uwh;
  seen.energy_basis = model::energy_label(reading.energy.basis);
  seen.cpu_ns = reading.cpu_ns;
  seen.milliseconds = reading.milliseconds;
  return seen;
}

TakenPhoto from_facts(const model::PhotoFacts& facts, const std::string& name, const std::string& zone,
                      base::Instant now) {
  TakenPhoto photo;
  photo.id = base::uuid_v7(now);
  photo.name = name;
  photo.mime = facts.mime;
  photo.bytes = static_cast<std::int64_t>(facts.bytes);
  photo.width = facts.width;
  photo.height = facts.height;
  photo.taken_at = facts.taken_at(zone);
  if (facts.lat && facts.lon && plausible({*facts.lat, *facts.lon})) {
    photo.exif_position = rounded({*facts.lat, *facts.lon});
    photo.exif_error_m = facts.gps_error_m;
  }
  photo.exif_bearing = facts.bearing;
  return photo;
}

// The vector of the encoder, kept beside the derivatives: it serves likeness, not the public.
std::string keep_feature(StreetContext& context, const std::vector<float>& feature) {
  if (feature.empty()) return {};
  std::string bytes(feature.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), feature.data(), bytes.size());
  auto sha = context.derivatives.put(bytes);
  return sha ? *sha : std::string();
}

Result<TakenPhoto> take_photo(StreetContext& context, const SentPhoto& sent, const std::string& zone,
                              int deadline_ms) {
  model::PhotoLimits limits;
  limits.max_photo_bytes = static_cast<std::uint64_t>(context.settings.max_photo_mb) * 1024 * 1024;
  PARVIS_TRY(facts, model::check_photo_file(sent.path, sent.name, limits));
  TakenPhoto photo = from_facts(facts, sent.name, zone, context.clock.now());
  if (context.vision && deadline_ms > 0) {
    auto reading = context.vision->read(sent.path, deadline_ms);
    if (reading) {
      photo.dark = reading->dark;
      photo.blurry = reading->blurry;
      photo.dhash = hex64(reading->dhash);
      photo.feature_sha = keep_feature(context, reading->feature);
      photo.seen = seen_from(*reading);
    } else if (reading.error().kind == ErrorKind::unsupported) {
      return fail(ErrorKind::unsupported,
                  "La photo «\u00A0" + sent.name +
                      "\u00A0» est abîmée et ne peut pas être lue. Envoyez-en une autre.",
                  reading.error().detail, "photo_broken");
    } else {
      base::log_warning("street.suggestion_unavailable", {{"code", reading.error().code}});
    }
  }
  PARVIS_TRY(sha, context.originals.put_file(sent.path));
  photo.original_sha = sha;
  return photo;
}

}  // namespace

json::object to_json(const TakenPhoto& photo) {
  json::object out{{"id", photo.id},       {"name", photo.name},    {"sha", photo.original_sha},
                   {"mime", photo.mime},   {"dhash", photo.dhash},  {"feature", photo.feature_sha},
                   {"bytes", photo.bytes}, {"width", photo.width},  {"height", photo.height},
                   {"dark", photo.dark},   {"blurry", photo.blurry}};
  if (photo.taken_at) out["taken_at"] = base::to_millis(*photo.taken_at);
  if (photo.exif_position) {
    out["lat"] = photo.exif_position->lat;
    out["lon"] = photo.exif_position->lon;
  }
  if (photo.exif_error_m) out["error_m"] = *photo.exif_error_m;
  if (photo.exif_bearing) out["bearing"] = *photo.exif_bearing;
  if (photo.seen) {
    json::object classes;
    for (const auto& [name, p] : photo.seen->classes) classes[name] = p;
    out["seen"] = json::object{{"classes", std::move(classes)},
                               {"model", photo.seen->model_name},
                               {"model_sha", photo.seen->model_sha},
                               {"energy_uwh", photo.seen->energy_uwh},
                               {"energy_basis", photo.seen->energy_basis},
                               {"cpu_ns", photo.seen->cpu_ns},
                               {"ms", photo.seen->milliseconds}};
  }
  return out;
}

TakenPhoto taken_photo(const json::object& object) {
  TakenPhoto photo;
  photo.id = base::text_or(object, "id");
  photo.name = base::text_or(object, "name");
  photo.original_sha = base::text_or(object, "sha");
  photo.mime = base::text_or(object, "mime");
  photo.dhash = base::text_or(object, "dhash");
  photo.feature_sha = base::text_or(object, "feature");
  photo.bytes = base::integer_or(object, "bytes");
  photo.width = base::integer_or(object, "width");
  photo.height = base::integer_or(object, "height");
  photo.dark = base::flag_or(object, "dark");
  photo.blurry = base::flag_or(object, "blurry");
  if (object.contains("taken_at")) photo.taken_at = base::from_millis(base::integer_or(object, "taken_at"));
  if (object.contains("lat")) {
    photo.exif_position = base::LatLon{base::number_or(object, "lat"), base::number_or(object, "lon")};
  }
  photo.exif_error_m = base::opt_number(object, "error_m");
  photo.exif_bearing = base::opt_number(object, "bearing");
  const auto* seen = object.if_contains("seen");
  if (seen && seen->is_object()) {
    const json::object& from = seen->get_object();
    PhotoSeen out;
    if (const auto* classes = from.if_contains("classes"); classes && classes->is_object()) {
      for (const auto& member : classes->get_object())
        out.classes[std::string(member.key())] = member.value().to_number<double>();
    }
    out.model_name = base::text_or(from, "model");
    out.model_sha = base::text_or(from, "model_sha");
    out.energy_uwh = base::number_or(from, "energy_uwh");
    out.energy_basis = base::text_or(from, "energy_basis");
    out.cpu_ns = base::integer_or(from, "cpu_ns");
    out.milliseconds = base::number_or(from, "ms");
    photo.seen = std::move(out);
  }
  return photo;
}

Photo as_photo(const TakenPhoto& taken, const std::string& report_id, PhotoKind kind, std::int64_t rank) {
  Photo photo;
  photo.id = taken.id;
  photo.report_id = report_id;
  photo.kind = kind;
  photo.rank = rank;
  photo.original_sha = taken.original_sha;
  photo.bytes = taken.bytes;
  photo.width = taken.width;
  photo.height = taken.height;
  photo.mime = taken.mime;
  photo.taken_at = taken.taken_at;
  photo.exif_position = taken.exif_position;
  photo.exif_error_m = taken.exif_error_m;
  photo.exif_bearing = taken.exif_bearing;
  photo.dhash = taken.dhash;
  photo.feature_sha = taken.feature_sha;
  return photo;
}

PhotoQuality quality_of(const TakenPhoto& photo, bool already_seen) {
  return {photo.dark, photo.blurry, already_seen, photo.width, photo.height};
}

std::vector<PhotoAnswer> take_photos(StreetContext& context, const std::vector<SentPhoto>& sent,
                                     int deadline_ms) {
  using Ticks = std::chrono::steady_clock;
  const auto end = Ticks::now() + std::chrono::milliseconds(deadline_ms);
  const std::string zone = context.town().zone;
  std::vector<PhotoAnswer> answers;
  for (const SentPhoto& one : sent) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Ticks::now()).count();
    auto photo = take_photo(context, one, zone, static_cast<int>(std::max<std::int64_t>(left, 0)));
    PhotoAnswer answer;
    answer.name = one.name;
    if (photo)
      answer.photo = std::move(*photo);
    else
      answer.error = std::move(photo).error();
    answers.push_back(std::move(answer));
  }
  return answers;
}

Result<PhotoSeen> see_photo(StreetContext& context, const std::string& original_sha, int deadline_ms) {
  if (!context.vision) {
    return fail(ErrorKind::unavailable, "Le modèle de photos n'est pas installé.", {}, "model_missing");
  }
  PARVIS_TRY(path, context.originals.path_of(original_sha));
  PARVIS_TRY(reading, context.vision->read(path, deadline_ms));
  return seen_from(reading);
}

}  // namespace parvis::street
