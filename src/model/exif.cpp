#include "model/exif.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace parvis::model {
namespace {

constexpr std::size_t max_entries = 512;

enum Tag : std::uint16_t {
  orientation_tag = 0x0112,
  date_time_tag = 0x0132,
  exif_folder_tag = 0x8769,
  gps_folder_tag = 0x8825,
  date_original_tag = 0x9003,
  date_digitised_tag = 0x9004,
  offset_tag = 0x9010,
  offset_original_tag = 0x9011,
  lat_ref_tag = 1,
  lat_tag = 2,
  lon_ref_tag = 3,
  lon_tag = 4,
  bearing_tag = 17,
  gps_error_tag = 31,
};

enum Type : std::uint16_t { ascii_type = 2, short_type = 3, long_type = 4, rational_type = 5 };

std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A TIFF block in either byte order; reading past its end gives 0 or nothing.
class Tiff {
 public:
  explicit Tiff(Bytes bytes) : bytes_(bytes) {
    const auto text = text_of(bytes);
    big_ = text.starts_with("MM");
    valid_ = (big_ || text.starts_with("II")) && u16(2) == 42;
  }
  [[nodiscard]] bool valid() const { return valid_; }

  [[nodiscard]] std::uint32_t u16(std::size_t at) const {
    if (at > bytes_.size() || bytes_.size() - at < 2) return 0;
    const std::uint32_t a = bytes_[at], b = bytes_[at + 1];
    return big_ ? a << 8 | b : b << 8 | a;
  }
  [[nodiscard]] std::uint32_t u32(std::size_t at) const {
    return big_ ? u16(at) << 16 | u16(at + 2) : u16(at + 2) << 16 | u16(at);
  }
  [[nodiscard]] Bytes part(std::size_t at, std::size_t length) const {
    if (at > bytes_.size() || bytes_.size() - at < length) return {};
    return bytes_.subspan(at, length);
  }

 private:
  Bytes bytes_;
  bool big_ = false, valid_ = false;
};

struct Entry {
  std::uint16_t tag = 0, type = 0;
  std::uint32_t count = 0;
  std::size_t at = 0;  // of the value
};

std::size_t type_size(std::uint16_t type) {
  constexpr std::array<std::size_t, 13> sizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
  return type < sizes.size() ? sizes[type] : 0;
}

template <class F>
void each_entry(const Tiff& tiff, std::size_t folder, F&& use) {
  const std::size_t count = std::min<std::size_t>(tiff.u16(folder), max_entries);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = folder + 2 + 12 * i;
    if (tiff.part(at, 12).empty()) return;
    Entry entry{static_cast<std::uint16_t>(tiff.u16(at)), static_cast<std::uint16_t>(tiff.u16(at + 2)),
                tiff.u32(at + 4), at + 8};
    const std::uint64_t length = std::uint64_t{entry.count} * type_size(entry.type);
    if (length == 0) continue;
    if (length > 4) entry.at = tiff.u32(at + 8);
    if (!tiff.part(entry.at, length).empty()) use(entry);
  }
}

std::optional<std::uint32_t> whole_number(const Tiff& tiff, const Entry& entry) {
  if (entry.type == short_type) return tiff.u16(entry.at);
  if (entry.type == long_type) return tiff.u32(entry.at);
  return std::nullopt;
}

std::optional<double> rational(const Tiff& tiff, const Entry& entry, std::size_t index = 0) {
  if (entry.type != rational_type || index >= entry.count) return std::nullopt;
  const auto top = tiff.u32(entry.at + 8 * index), bottom = tiff.u32(entry.at + 8 * index + 4);
  if (bottom == 0) return std::nullopt;
  return static_cast<double>(top) / bottom;
}

std::string_view ascii(const Tiff& tiff, const Entry& entry) {
  if (entry.type != ascii_type) return {};
  const auto text = text_of(tiff.part(entry.at, entry.count));
  return text.substr(0, text.find('\0'));
}

// Degrees, minutes, seconds; a camera may leave out the seconds, but never write one with a zero denominator.
std::optional<double> degrees(const Tiff& tiff, const Entry& entry) {
  double sum = 0;
  constexpr std::array<double, 3> parts{1, 60, 3600};
  for (std::size_t i = 0; i < std::min<std::size_t>(entry.count, 3); ++i) {
    const auto value = rational(tiff, entry, i);
    if (!value) return std::nullopt;
    sum += *value / parts[i];
  }
  return sum;
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return text.empty() ? std::nullopt : std::optional(value);
}

int days_in(int year, int month) {
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

// "2015:06:01 12:30:00"
std::optional<ExifDate> date(std::string_view text) {
  if (text.size() < 19) return std::nullopt;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)),
             day = digits(text.substr(8, 2));
  const auto hour = digits(text.substr(11, 2)), minute = digits(text.substr(14, 2)),
             second = digits(text.substr(17, 2));
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  if (*year < 1970 || *month < 1 || *month > 12 || *day < 1 || *day > days_in(*year, *month))
    return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return ExifDate{*year, *month, *day, *hour, *minute, std::min(*second, 59), std::nullopt};
}

// "+02:00"
std::optional<int> zone_offset(std::string_view text) {
  if (text.size() < 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = digits(text.substr(1, 2)), minutes = digits(text.substr(4, 2));
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const int offset = *hours * 60 + *minutes;
  return text[0] == '-' ? -offset : offset;
}

struct Dates {
  std::optional<ExifDate> original, digitised, changed;
  std::optional<int> offset_original, offset;
};

void read_gps(const Tiff& tiff, std::size_t folder, ExifFacts& facts) {
  std::optional<double> lat, lon;
  char lat_ref = 0, lon_ref = 0;
  each_entry(tiff, folder, [&](const Entry& entry) {
    const auto letter = ascii(tiff, entry);
    switch (entry.tag) {
      case lat_ref_tag:
        lat_ref = letter.empty() ? '\0' : letter[0];
        break;
      case lon_ref_tag:
        lon_ref = letter.empty() ? '\0' : letter[0];
        break;
      case lat_tag:
        lat = degrees(tiff, entry);
        break;
      case lon_tag:
        lon = degrees(tiff, entry);
        break;
      case bearing_tag:
        facts.bearing = rational(tiff, entry);
        break;
      case gps_error_tag:
        facts.gps_error_m = rational(tiff, entry);
        break;
      default:
        break;
    }
  });
  if (facts.bearing && (*facts.bearing < 0 || *facts.bearing > 360)) facts.bearing.reset();
  if (!lat || !lon || (lat_ref != 'N' && lat_ref != 'S') || (lon_ref != 'E' && lon_ref != 'W')) return;
  if (*lat > 90 || *lon > 180 || (*lat == 0 && *lon == 0)) return;
  facts.lat = lat_ref == 'S' ? -*lat : *lat;
  facts.lon = lon_ref == 'W' ? -*lon : *lon;
}

// One directory of the chain: the main one, then the one of the camera settings.
void read_folder(const Tiff& tiff, std::size_t folder, ExifFacts& facts, Dates& dates,
                 std::uint32_t& exif_folder, std::uint32_t& gps_folder) {
  each_entry(tiff, folder, [&](const Entry& entry) {
    switch (entry.tag) {
      case orientation_tag: {
        const auto value = whole_number(tiff, entry).value_or(1);
        facts.orientation = value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
        break;
      }
      case exif_folder_tag:
        exif_folder = whole_number(tiff, entry).value_or(0);
        break;
      case gps_folder_tag:
        gps_folder = whole_number(tiff, entry).value_or(0);
        break;
      case date_time_tag:
        dates.changed = date(ascii(tiff, entry));
        break;
      case date_original_tag:
        dates.original = date(ascii(tiff, entry));
        break;
      case date_digitised_tag:
        dates.digitised = date(ascii(tiff, entry));
        break;
      case offset_original_tag:
        dates.offset_original = zone_offset(ascii(tiff, entry));
        break;
      case offset_tag:
        dates.offset = zone_offset(ascii(tiff, entry));
        break;
      default:
        break;
    }
  });
}

std::uint32_t be32(Bytes file, std::size_t at) {
  return std::uint32_t{file[at]} << 24 | std::uint32_t{file[at + 1]} << 16 |
         std::uint32_t{file[at + 2]} << 8 | file[at + 3];
}

std::uint32_t le32(Bytes file, std::size_t at) {
  return std::uint32_t{file[at + 3]} << 24 | std::uint32_t{file[at + 2]} << 16 |
         std::uint32_t{file[at + 1]} << 8 | file[at];
}

Bytes exif_of_jpeg(Bytes file) {
  std::size_t at = 2;
  while (at + 4 <= file.size() && file[at] == 0xFF) {
    const auto marker = file[at + 1];
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    if (marker == 0xDA || marker == 0xD9) break;
    const std::size_t length = std::size_t{file[at + 2]} << 8 | file[at + 3];
    if (length < 2 || length > file.size() - at - 2) break;
    const auto body = file.subspan(at + 4, length - 2);
    if (marker == 0xE1 && text_of(body).starts_with(std::string_view("Exif\0\0", 6))) return body;
    at += 2 + length;
  }
  return {};
}

Bytes exif_of_png(Bytes file) {
  std::size_t at = 8;
  while (file.size() >= 12 && at <= file.size() - 12) {
    const std::size_t length = be32(file, at);
    if (length > file.size() - at - 12) break;
    if (text_of(file.subspan(at + 4, 4)) == "eXIf") return file.subspan(at + 8, length);
    at += 12 + length;
  }
  return {};
}

Bytes exif_of_webp(Bytes file) {
  std::size_t at = 12;
  while (file.size() >= 8 && at <= file.size() - 8) {
    const std::size_t length = le32(file, at + 4);
    if (length > file.size() - at - 8) break;
    if (text_of(file.subspan(at, 4)) == "EXIF") return file.subspan(at + 8, length);
    at += 8 + length + length % 2;
  }
  return {};
}

}  // namespace

ExifFacts parse_exif(Bytes block) {
  ExifFacts facts;
  if (text_of(block).starts_with(std::string_view("Exif\0\0", 6))) block = block.subspan(6);
  const Tiff tiff(block);
  if (!tiff.valid()) return facts;
  Dates dates;
  std::uint32_t exif_folder = 0, gps_folder = 0, ignored = 0;
  read_folder(tiff, tiff.u32(4), facts, dates, exif_folder, gps_folder);
  const int orientation = facts.orientation;
  if (exif_folder != 0) read_folder(tiff, exif_folder, facts, dates, ignored, ignored);
  facts.orientation = orientation;
  if (gps_folder != 0) read_gps(tiff, gps_folder, facts);

  facts.taken = dates.original ? dates.original : dates.digitised ? dates.digitised : dates.changed;
  if (facts.taken) facts.taken->offset_minutes = dates.offset_original ? dates.offset_original : dates.offset;
  return facts;
}

Bytes find_exif(Bytes file) {
  const auto text = text_of(file);
  if (text.starts_with("\xFF\xD8")) return exif_of_jpeg(file);
  if (text.starts_with("\x89PNG\r\n\x1a\n")) return exif_of_png(file);
  if (file.size() >= 12 && text.starts_with("RIFF") && text.substr(8, 4) == "WEBP") return exif_of_webp(file);
  return {};
}

}  // namespace parvis::model
