#include "model/photo_facts.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/file.hpp"

namespace parvis::model {
namespace {

std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint32_t number(Bytes file, std::size_t at, std::size_t length, bool big) {
  std::uint32_t value = 0;
  if (at > file.size() || file.size() - at < length) return 0;
  for (std::size_t i = 0; i < length; ++i)
    value |= std::uint32_t{file[at + i]} << 8 * (big ? length - 1 - i : i);
  return value;
}

struct Outline {
  std::int64_t width = 0, height = 0;
  int scans = 0;
  bool complete = false;
};

bool is_frame(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// Skips entropy-coded data: up to the next marker that is neither a stuffed zero nor a restart.
std::size_t next_marker(Bytes file, std::size_t at) {
  while (at + 1 < file.size()) {
    const void* found = std::memchr(file.data() + at, 0xFF, file.size() - at - 1);
    if (found == nullptr) return file.size();
    at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - file.data());
    const auto marker = file[at + 1];
    if (marker != 0 && marker != 0xFF && (marker < 0xD0 || marker > 0xD7)) return at;
    at += marker == 0xFF ? 1 : 2;
  }
  return file.size();
}

Outline outline_of_jpeg(Bytes file) {
  Outline outline;
  std::size_t at = next_marker(file, 2);
  while (at + 4 <= file.size()) {
    const auto marker = file[at + 1];
    if (marker == 0xD9) break;
    const std::size_t length = number(file, at + 2, 2, true);
    if (length < 2 || length > file.size() - at - 2) return outline;
    // The first frame counts; a later one belongs to another picture after the end marker.
    if (is_frame(marker) && outline.width == 0) {
      outline.height = number(file, at + 5, 2, true);
      outline.width = number(file, at + 7, 2, true);
    }
    if (marker == 0xDA) ++outline.scans;
    at = next_marker(file, at + 2 + length);
  }
  outline.complete = outline.scans > 0 && at + 2 <= file.size() && file[at + 1] == 0xD9;
  return outline;
}

Outline outline_of_png(Bytes file) {
  Outline outline;
  std::size_t at = 8;
  bool data = false;
  while (file.size() >= 12 && at <= file.size() - 12) {
    const std::size_t length = number(file, at, 4, true);
    const auto name = text_of(file.subspan(at + 4, 4));
    if (length > file.size() - at - 12) break;
    if (name == "IHDR") {
      outline.width = number(file, at + 8, 4, true);
      outline.height = number(file, at + 12, 4, true);
    }
    data = data || name == "IDAT";
    if (name == "IEND") {
      outline.complete = data;
      break;
    }
    at += 12 + length;
  }
  return outline;
}

Outline outline_of_webp(Bytes file) {
  Outline outline;
  const auto name = file.size() >= 30 ? text_of(file.subspan(12, 4)) : std::string_view{};
  if (name == "VP8X") {
    outline.width = 1 + std::int64_t{number(file, 24, 3, false)};
    outline.height = 1 + std::int64_t{number(file, 27, 3, false)};
  } else if (name == "VP8L") {
    const auto bits = number(file, 21, 4, false);
    outline.width = 1 + (bits & 0x3FFF);
    outline.height = 1 + (bits >> 14 & 0x3FFF);
  } else if (name == "VP8 ") {
    outline.width = number(file, 26, 2, false) & 0x3FFF;
    outline.height = number(file, 28, 2, false) & 0x3FFF;
  }
  outline.complete = std::uint64_t{number(file, 4, 4, false)} + 8 <= file.size();
  return outline;
}

Outline outline_of(PhotoKind kind, Bytes file) {
  switch (kind) {
    case PhotoKind::jpeg:
      return outline_of_jpeg(file);
    case PhotoKind::png:
      return outline_of_png(file);
    case PhotoKind::webp:
      return outline_of_webp(file);
    default:
      return {};
  }
}

std::string quoted(std::string_view name) {
  return "« " + std::string(name) + " »";
}

tl::unexpected<Error> unsupported(std::string_view name, const std::string& what, const std::string& code) {
  return fail(ErrorKind::unsupported, "La photo " + quoted(name) + what, code, code);
}

tl::unexpected<Error> too_large(std::string_view name, const std::string& what, const std::string& code) {
  return fail(ErrorKind::too_large, "La photo " + quoted(name) + what, code, code);
}

Status check_kind(PhotoKind kind, std::string_view name) {
  switch (kind) {
    case PhotoKind::jpeg:
    case PhotoKind::png:
    case PhotoKind::webp:
      return {};
    case PhotoKind::heic:
      return unsupported(name,
                         " : ce format n'est pas lu ici. Dans les réglages de l'appareil photo, choisissez "
                         "« le plus compatible ».",
                         "photo_heic");
    case PhotoKind::pdf:
      return unsupported(name, " est un document PDF. Envoyez une photo JPEG, PNG ou WebP.", "photo_kind");
    default:
      return unsupported(name, " n'est pas une image lisible ici. Envoyez une photo JPEG, PNG ou WebP.",
                         "photo_kind");
  }
}

Status check_outline(const Outline& outline, std::string_view name, const PhotoLimits& limits) {
  if (outline.width <= 0 || outline.height <= 0)
    return unsupported(name, " est abîmée : sa taille est illisible. Reprenez-la ou choisissez-en une autre.",
                       "photo_broken");
  if (std::max(outline.width, outline.height) > limits.max_photo_side_pixels ||
      outline.width * outline.height > limits.max_photo_pixels)
    return too_large(name,
                     " est trop grande : " + std::to_string(outline.width) + " × " +
                         std::to_string(outline.height) + " points. La limite est de " +
                         std::to_string(limits.max_photo_pixels / 1'000'000) + " millions de points et de " +
                         std::to_string(limits.max_photo_side_pixels) + " points de côté.",
                     "photo_pixels");
  if (outline.scans > limits.max_jpeg_scans)
    return too_large(
        name, " est enregistrée d'une façon trop longue à lire. Enregistrez-la de nouveau en JPEG simple.",
        "photo_scans");
  if (!outline.complete)
    return unsupported(name, " est incomplète : l'envoi a sans doute été coupé. Envoyez-la de nouveau.",
                       "photo_truncated");
  return {};
}

PhotoFacts facts_of(PhotoKind kind, Bytes file, const Outline& outline, const PhotoLimits& limits) {
  const auto exif = read_exif(file);
  PhotoFacts facts;
  facts.mime = mime_of(kind);
  facts.bytes = file.size();
  facts.orientation = exif.orientation;
  facts.width = static_cast<int>(exif.orientation >= 5 ? outline.height : outline.width);
  facts.height = static_cast<int>(exif.orientation >= 5 ? outline.width : outline.height);
  facts.taken = exif.taken;
  facts.lat = exif.lat;
  facts.lon = exif.lon;
  facts.gps_error_m = exif.gps_error_m;
  facts.bearing = exif.bearing;
  facts.small = std::min(facts.width, facts.height) < limits.small_below_pixels;
  return facts;
}

}  // namespace

PhotoKind sniff_kind(Bytes file) {
  const auto text = text_of(file);
  if (text.starts_with("\xFF\xD8\xFF")) return PhotoKind::jpeg;
  if (text.starts_with("\x89PNG\r\n\x1a\n")) return PhotoKind::png;
  if (text.starts_with("RIFF") && text.substr(std::min<std::size_t>(8, text.size()), 4) == "WEBP")
    return PhotoKind::webp;
  if (text.starts_with("%PDF-")) return PhotoKind::pdf;
  if (text.starts_with("GIF8")) return PhotoKind::gif;
  if (text.size() >= 12 && text.substr(4, 4) == "ftyp") {
    constexpr std::array<std::string_view, 9> brands{"heic", "heix", "hevc", "hevx", "heim",
                                                     "heis", "mif1", "msf1", "avif"};
    if (std::find(brands.begin(), brands.end(), text.substr(8, 4)) != brands.end()) return PhotoKind::heic;
  }
  return PhotoKind::unknown;
}

std::string_view mime_of(PhotoKind kind) {
  switch (kind) {
    case PhotoKind::jpeg:
      return "image/jpeg";
    case PhotoKind::png:
      return "image/png";
    case PhotoKind::webp:
      return "image/webp";
    case PhotoKind::heic:
      return "image/heic";
    case PhotoKind::pdf:
      return "application/pdf";
    case PhotoKind::gif:
      return "image/gif";
    case PhotoKind::unknown:
      break;
  }
  return "application/octet-stream";
}

std::optional<base::Instant> PhotoFacts::taken_at(std::string_view zone) const {
  if (!taken) return std::nullopt;
  base::LocalTime local;
  local.year = taken->year;
  local.month = taken->month;
  local.day = taken->day;
  local.hour = taken->hour;
  local.minute = taken->minute;
  local.second = taken->second;
  if (!taken->offset_minutes) return base::from_local(local, zone);
  return base::from_local(local, "UTC") - std::chrono::minutes(*taken->offset_minutes);
}

Result<PhotoFacts> check_photo(Bytes file, std::string_view name, const PhotoLimits& limits) {
  if (file.empty()) return unsupported(name, " est vide. Envoyez-la de nouveau.", "photo_empty");
  if (file.size() > limits.max_photo_bytes)
    return too_large(
        name, " dépasse " + std::to_string(limits.max_photo_bytes >> 20) + " Mo. Envoyez-la plus petite.",
        "photo_bytes");
  const auto kind = sniff_kind(file);
  PARVIS_CHECK(check_kind(kind, name));
  const auto outline = outline_of(kind, file);
  PARVIS_CHECK(check_outline(outline, name, limits));
  return facts_of(kind, file, outline, limits);
}

Result<PhotoFacts> check_photo_file(const std::filesystem::path& path, std::string_view name,
                                    const PhotoLimits& limits) {
  auto bytes = base::read_file(path, limits.max_photo_bytes + 1);
  if (!bytes && bytes.error().kind == ErrorKind::too_large)
    return too_large(
        name, " dépasse " + std::to_string(limits.max_photo_bytes >> 20) + " Mo. Envoyez-la plus petite.",
        "photo_bytes");
  if (!bytes) return tl::make_unexpected(bytes.error());
  return check_photo(Bytes(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()), name,
                     limits);
}

}  // namespace parvis::model
