#include "base/json.hpp"

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>  // the library is compiled here, once
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "base/text.hpp"

namespace parvis::base {
namespace {

tl::unexpected<Error> missing(std::string_view key, std::string_view type) {
  return fail(
      ErrorKind::invalid,
      "Le champ «\u00a0" + std::string(key) + "\u00a0» manque ou n’est pas " + std::string(type) + ".", {},
      "field_invalid");
}

void write_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          std::array<char, 8> escape{};
          std::snprintf(escape.data(), escape.size(), "\\u%04x",
                        static_cast<unsigned>(static_cast<unsigned char>(c)));
          out += escape.data();
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

// ECMAScript's Number::toString, as RFC 8785 asks, from the shortest digits of std::to_chars.
void write_number(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  if (number == 0) {
    out += '0';
    return;
  }
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(number),
                                 std::chars_format::scientific)
                       .ptr;
  const std::string_view shortest(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const auto e = shortest.find('e');
  std::string digits(shortest.substr(0, e));
  std::erase(digits, '.');
  int exponent = 0;
  const auto exponent_text = shortest.substr(e + (shortest[e + 1] == '+' ? 2 : 1));
  std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);

  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // position of the decimal point, counted from the first digit
  if (number < 0) out += '-';
  if (count <= point && point <= 21) {
    out += digits;
    out.append(static_cast<std::size_t>(point - count), '0');
  } else if (0 < point && point <= 21) {
    out.append(digits, 0, static_cast<std::size_t>(point));
    out += '.';
    out.append(digits, static_cast<std::size_t>(point));
  } else if (-6 < point && point <= 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-point), '0');
    out += digits;
  } else {
    out += digits.front();
    if (count > 1) out += '.';
    out.append(digits, 1);
    out += exponent < 0 ? "e-" : "e+";
    out += std::to_string(std::abs(exponent));
  }
}

std::u16string utf16(std::string_view text) {
  std::u16string units;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length && at + i < text.size(); ++i)
      point = (point << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3F);
    if (point >= 0x10000) {
      units += static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10));
      units += static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF));
    } else {
      units += static_cast<char16_t>(point);
    }
    at += length;
  }
  return units;
}

void write(std::string& out, const json::value& value);

void write(std::string& out, const json::object& object) {
  std::vector<std::pair<std::u16string, const json::key_value_pair*>> members;
  for (const auto& member : object) members.emplace_back(utf16(member.key()), &member);
  std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  out += '{';
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) out += ',';
    write_string(out, members[i].second->key());
    out += ':';
    write(out, members[i].second->value());
  }
  out += '}';
}

void write(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      out += "null";
      break;
    case json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      break;
    case json::kind::int64:
      out += std::to_string(value.get_int64());
      break;
    case json::kind::uint64:
      out += std::to_string(value.get_uint64());
      break;
    case json::kind::double_:
      write_number(out, value.get_double());
      break;
    case json::kind::string:
      write_string(out, value.get_string());
      break;
    case json::kind::array: {
      out += '[';
      bool first = true;
      for (const auto& item : value.get_array()) {
        if (!first) out += ',';
        first = false;
        write(out, item);
      }
      out += ']';
      break;
    }
    case json::kind::object:
      write(out, value.get_object());
      break;
  }
}

std::string_view trim_left(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

// Boost 1.81 reads some decimals one unit in the last place off, which would break every hash of canonical
// JSON that was stored and read again. So the value is built here, and decimals are read by std::from_chars,
// which rounds correctly.
struct ExactNumbers {
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();
  using Code = json::error_code;

  bool on_document_begin(Code&) {
    stack.reset();
    return true;
  }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return true; }
  bool on_object_end(std::size_t size, Code&) {
    stack.push_object(size);
    return true;
  }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t size, Code&) {
    stack.push_array(size);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, Code&) {
    stack.push_chars(part);
    return true;
  }
  bool on_key(json::string_view rest, std::size_t, Code&) {
    stack.push_key(rest);
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, Code&) {
    stack.push_chars(part);
    return true;
  }
  bool on_string(json::string_view rest, std::size_t, Code&) {
    stack.push_string(rest);
    return true;
  }
  bool on_number_part(json::string_view part, Code&) {
    number += std::string_view(part);
    return true;
  }
  bool on_int64(std::int64_t value, json::string_view, Code&) {
    number.clear();
    stack.push_int64(value);
    return true;
  }
  bool on_uint64(std::uint64_t value, json::string_view, Code&) {
    number.clear();
    stack.push_uint64(value);
    return true;
  }
  bool on_double(double, json::string_view rest, Code& error) {
    number += std::string_view(rest);
    double value = 0;
    const auto outcome = std::from_chars(number.data(), number.data() + number.size(), value);
    // Past the largest double there is no number to keep; below the smallest it is zero.
    if (outcome.ec == std::errc::result_out_of_range) {
      value = std::strtod(number.c_str(), nullptr);
      if (std::isinf(value)) error = json::error::exponent_overflow;
    }
    number.clear();
    stack.push_double(value);
    return !error;
  }
  bool on_bool(bool value, Code&) {
    stack.push_bool(value);
    return true;
  }
  bool on_null(Code&) {
    stack.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }

  json::value_stack stack;
  std::string number;
};

}  // namespace

Result<json::value> parse_json(std::string_view text, std::size_t max_depth) {
  json::parse_options options;
  options.max_depth = max_depth;
  json::basic_parser<ExactNumbers> parser(options);
  json::error_code error;
  std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  read += text.substr(read).size() - trim_left(text.substr(read)).size();
  if (!error && read < text.size()) error = json::error::extra_data;
  if (error)
    return fail(ErrorKind::invalid, "Le JSON n’est pas lisible (octet " + std::to_string(read) + ").",
                error.message(), "json_invalid");
  return parser.handler().stack.release();
}

Result<json::object> parse_json_object(std::string_view text, std::size_t max_depth) {
  PARVIS_TRY(value, parse_json(text, max_depth));
  if (!value.is_object()) return fail(ErrorKind::invalid, "Un objet JSON est attendu.", {}, "json_invalid");
  return std::move(value.get_object());
}

std::string text_or(const json::object& object, std::string_view key, std::string_view otherwise) {
  const auto* value = object.if_contains(key);
  const auto* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string(*text) : std::string(otherwise);
}

std::optional<double> opt_number(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->to_number<double>();
}

double number_or(const json::object& object, std::string_view key, double otherwise) {
  return opt_number(object, key).value_or(otherwise);
}

std::int64_t integer_or(const json::object& object, std::string_view key, std::int64_t otherwise) {
  return need_integer(object, key).value_or(otherwise);
}

bool flag_or(const json::object& object, std::string_view key, bool otherwise) {
  const auto* value = object.if_contains(key);
  const auto* flag = value != nullptr ? value->if_bool() : nullptr;
  return flag != nullptr ? *flag : otherwise;
}

Result<std::string> need_text(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return missing(key, "un texte");
  return std::string(value->get_string());
}

Result<double> need_number(const json::object& object, std::string_view key) {
  const auto number = opt_number(object, key);
  if (!number) return missing(key, "un nombre");
  return *number;
}

Result<std::int64_t> need_integer(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_number()) return missing(key, "un nombre entier");
  json::error_code error;
  const auto number = value->to_number<std::int64_t>(error);
  if (error) return missing(key, "un nombre entier");
  return number;
}

Result<json::array> need_array(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_array()) return missing(key, "une liste");
  return value->get_array();
}

Result<json::object> need_object(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_object()) return missing(key, "un objet");
  return value->get_object();
}

std::string canonical_json(const json::value& value) {
  std::string out;
  write(out, value);
  return out;
}

}  // namespace parvis::base
