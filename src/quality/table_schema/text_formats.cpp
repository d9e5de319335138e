#include "quality/table_schema/text_formats.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "quality/table_schema/cell_reader.hpp"
#include "quality/table_schema/plain_json.hpp"

namespace parvis::quality {
namespace {

namespace json = base::json;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_host_label(std::string_view label) {
  if (label.empty() || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80;
  });
}

bool is_local_part(std::string_view local) {
  constexpr std::string_view marks = "!#$%&'*+/=?^_`{|}~-";
  if (local.empty() || local.front() == '.' || local.back() == '.') return false;
  for (std::size_t i = 0; i < local.size(); ++i) {
    const char c = local[i];
    if (c == '.' && local[i - 1] == '.') return false;
    const bool plain = is_letter(c) || is_digit(c) || c == '.' || static_cast<unsigned char>(c) >= 0x80;
    if (!plain && marks.find(c) == std::string_view::npos) return false;
  }
  return true;
}

// Well-known text: NAME [Z|M|ZM] (EMPTY | "(" … ")").
class WktReader {
 public:
  explicit WktReader(std::string_view text) : text_(text) {}
  bool read() { return geometry(0) && (skip(), at_ == text_.size()); }

 private:
  static constexpr int max_depth = 32;
  void skip() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
      ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  std::string word() {
    skip();
    const std::size_t from = at_;
    while (at_ < text_.size() && is_letter(text_[at_])) ++at_;
    return base::lower_ascii(text_.substr(from, at_ - from));
  }
  bool number() {
    skip();
    const std::size_t from = at_;
    while (at_ < text_.size() &&
           (is_digit(text_[at_]) || std::string_view("+-.eE").find(text_[at_]) != std::string_view::npos))
      ++at_;
    const auto value = read_decimal(text_.substr(from, at_ - from));
    return value && value->kind == Decimal::Kind::finite;
  }
  bool point() {
    int count = 0;
    while (count < 4 && (skip(), at_ < text_.size() && text_[at_] != ',' && text_[at_] != ')')) {
      if (!number()) return false;
      ++count;
    }
    return count >= 2;
  }
  template <class Item>
  bool in_brackets(Item item) {
    if (!take('(')) return false;
    do
      if (!item()) return false;
    while (take(','));
    return take(')');
  }
  bool bracketed_point() {
    skip();
    return at_ < text_.size() && text_[at_] == '(' ? in_brackets([this] { return point(); }) : point();
  }
  bool nested(int levels) {
    if (levels == 0) return point();
    return in_brackets([this, levels] { return nested(levels - 1); });
  }
  // A ring that may carry its own name, as in COMPOUNDCURVE.
  bool named_or_bare(int levels, int depth) {
    skip();
    return at_ < text_.size() && text_[at_] == '(' ? nested(levels) : geometry(depth + 1);
  }

  bool geometry(int depth) {
    if (depth > max_depth) return false;
    const std::string name = word();
    std::size_t before = at_;
    const std::string dimension = word();
    if (dimension == "empty") return !name.empty();
    if (dimension != "z" && dimension != "m" && dimension != "zm") at_ = before;
    before = at_;
    if (word() == "empty") return true;
    at_ = before;
    if (name == "point") return in_brackets([this] { return point(); });
    if (name == "linestring" || name == "circularstring") return nested(1);
    if (name == "multipoint") return in_brackets([this] { return bracketed_point(); });
    if (name == "polygon" || name == "multilinestring" || name == "triangle") return nested(2);
    if (name == "multipolygon" || name == "tin" || name == "polyhedralsurface") return nested(3);
    if (name == "compoundcurve" || name == "curvepolygon" || name == "multicurve")
      return in_brackets([this, depth] { return named_or_bare(1, depth); });
    if (name == "multisurface") return in_brackets([this, depth] { return named_or_bare(2, depth); });
    if (name == "geometrycollection") return in_brackets([this, depth] { return geometry(depth + 1); });
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool read_json(std::string_view text, json::value& into) {
  auto parsed = base::parse_json(text, 64);
  if (!parsed) return false;
  into = std::move(*parsed);
  return true;
}

void keep(const json::value& value, Structure& out) {
  out.items = value.is_array() ? value.as_array().size() : value.as_object().size();
  out.canonical = base::canonical_json(value);
}

bool is_position(const json::value& value) {
  if (!value.is_array() || value.as_array().size() < 2) return false;
  const auto& numbers = value.as_array();
  return std::all_of(numbers.begin(), numbers.end(), [](const json::value& n) { return n.is_number(); });
}

bool are_positions(const json::value* value, int levels, std::size_t least) {
  if (value == nullptr) return false;
  if (levels == 0) return is_position(*value);
  if (!value->is_array() || (levels == 1 && value->as_array().size() < least)) return false;
  const auto& items = value->as_array();
  return std::all_of(items.begin(), items.end(),
                     [&](const json::value& item) { return are_positions(&item, levels - 1, least); });
}

bool is_geometry(const json::value& value, int depth);

bool are_geometries(const json::value* value, int depth) {
  if (value == nullptr || !value->is_array() || depth > 32) return false;
  const auto& items = value->as_array();
  return std::all_of(items.begin(), items.end(),
                     [depth](const json::value& item) { return is_geometry(item, depth + 1); });
}

bool is_geometry(const json::value& value, int depth) {
  if (!value.is_object()) return false;
  const json::object& object = value.as_object();
  const std::string type = base::text_or(object, "type");
  const json::value* coordinates = object.if_contains("coordinates");
  if (type == "Point") return are_positions(coordinates, 0, 0);
  if (type == "MultiPoint") return are_positions(coordinates, 1, 0);
  if (type == "LineString") return are_positions(coordinates, 1, 2);
  if (type == "MultiLineString") return are_positions(coordinates, 2, 2);
  if (type == "Polygon") return are_positions(coordinates, 2, 4);
  if (type == "MultiPolygon") return are_positions(coordinates, 3, 4);
  return type == "GeometryCollection" && are_geometries(object.if_contains("geometries"), depth);
}

bool is_feature(const json::value& value) {
  if (!value.is_object() || base::text_or(value.as_object(), "type") != "Feature") return false;
  const json::value* geometry = value.as_object().if_contains("geometry");
  const json::value* properties = value.as_object().if_contains("properties");
  if (geometry == nullptr || properties == nullptr) return false;
  return (geometry->is_null() || is_geometry(*geometry, 0)) &&
         (properties->is_null() || properties->is_object());
}

bool is_geojson(const json::value& value) {
  if (!value.is_object()) return false;
  if (base::text_or(value.as_object(), "type") != "FeatureCollection")
    return is_feature(value) || is_geometry(value, 0);
  const json::value* features = value.as_object().if_contains("features");
  return features != nullptr && features->is_array() &&
         std::all_of(features->as_array().begin(), features->as_array().end(), is_feature);
}

std::optional<Decimal> coordinate(std::string_view text) {
  const auto value = read_decimal(trim_unicode(text));
  return value && value->kind == Decimal::Kind::finite ? value : std::nullopt;
}

std::optional<Decimal> coordinate(const json::value* value) {
  if (value == nullptr || !(value->is_number() || value->is_string())) return std::nullopt;
  return coordinate(plain_json(*value));
}

bool within(const Decimal& value, std::int64_t limit) {
  return compare(value, decimal_of(limit)) <= 0 && compare(value, decimal_of(-limit)) >= 0;
}

}  // namespace

bool is_email(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || !is_local_part(text.substr(0, at))) return false;
  const auto labels = base::split(text.substr(at + 1), '.');
  return labels.size() >= 2 && labels.back().size() >= 2 && !is_digit(labels.back().front()) &&
         std::all_of(labels.begin(), labels.end(), is_host_label);
}

bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(text[0])) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
}

bool is_uuid(std::string_view text) {
  for (const std::string_view prefix : {"urn:", "uuid:"})
    if (text.substr(0, prefix.size()) == prefix) text.remove_prefix(prefix.size());
  while (!text.empty() && (text.front() == '{' || text.front() == '}')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '{' || text.back() == '}')) text.remove_suffix(1);
  std::size_t count = 0;
  for (const char c : text) {
    if (c == '-') continue;
    if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) return false;
    ++count;
  }
  return count == 32;
}

bool is_base64(std::string_view text) {
  std::size_t count = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    ++count;
    if (c == '=') {
      ++padding;
      continue;
    }
    if (padding > 0 || !(is_letter(c) || is_digit(c) || c == '+' || c == '/' || c == '-' || c == '_'))
      return false;
  }
  return count > 0 && count % 4 == 0 && padding <= 2;
}

bool is_wkt(std::string_view text) {
  return WktReader(text).read();
}

bool read_json_array(std::string_view text, Structure& out) {
  json::value value;
  if (!read_json(text, value) || !value.is_array()) return false;
  keep(value, out);
  return true;
}

bool read_json_object(std::string_view text, Structure& out) {
  json::value value;
  if (!read_json(text, value) || !value.is_object()) return false;
  keep(value, out);
  return true;
}

bool read_geojson(std::string_view text, Structure& out) {
  json::value value;
  if (!read_json(text, value) || !is_geojson(value)) return false;
  keep(value, out);
  return true;
}

bool read_topojson(std::string_view text, Structure& out) {
  json::value value;
  if (!read_json(text, value) || !value.is_object() || base::text_or(value.as_object(), "type") != "Topology")
    return false;
  const json::value* objects = value.as_object().if_contains("objects");
  const json::value* arcs = value.as_object().if_contains("arcs");
  if (objects == nullptr || !objects->is_object() || arcs == nullptr || !arcs->is_array()) return false;
  keep(value, out);
  return true;
}

bool read_geopoint(std::string_view text, std::string_view format, Decimal& longitude, Decimal& latitude) {
  std::optional<Decimal> first;
  std::optional<Decimal> second;
  if (format == "default") {
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) return false;
    first = coordinate(text.substr(0, comma));
    second = coordinate(text.substr(comma + 1));
  } else {
    json::value value;
    if (!read_json(text, value)) return false;
    if (format == "array" && value.is_array() && value.as_array().size() == 2) {
      first = coordinate(&value.as_array()[0]);
      second = coordinate(&value.as_array()[1]);
    } else if (format == "object" && value.is_object() && value.as_object().size() == 2) {
      first = coordinate(value.as_object().if_contains("lon"));
      second = coordinate(value.as_object().if_contains("lat"));
    }
  }
  if (!first || !second || !within(*first, 180) || !within(*second, 90)) return false;
  longitude = *first;
  latitude = *second;
  return true;
}

}  // namespace parvis::quality
