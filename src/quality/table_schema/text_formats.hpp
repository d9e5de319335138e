// The formats of `string` fields and the shapes of geographic and structured cells. Pure and thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "quality/table_schema/decimal.hpp"

namespace parvis::quality {

[[nodiscard]] bool is_email(std::string_view text);
[[nodiscard]] bool is_uri(std::string_view text);  // a scheme is required
[[nodiscard]] bool is_uuid(std::string_view text);
[[nodiscard]] bool is_base64(std::string_view text);
[[nodiscard]] bool is_wkt(std::string_view text);

struct Structure {
  std::uint64_t items = 0;
  std::string canonical;
};
[[nodiscard]] bool read_json_array(std::string_view text, Structure& out);
[[nodiscard]] bool read_json_object(std::string_view text, Structure& out);
[[nodiscard]] bool read_geojson(std::string_view text, Structure& out);
[[nodiscard]] bool read_topojson(std::string_view text, Structure& out);
// `format`: default ("lon, lat"), array, object. Longitude within ±180, latitude within ±90.
[[nodiscard]] bool read_geopoint(std::string_view text, std::string_view format, Decimal& longitude,
                                 Decimal& latitude);

}  // namespace parvis::quality
