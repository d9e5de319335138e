#include "quality/table_schema/report_parts.hpp"

#include <array>
#include <charconv>

namespace parvis::quality {

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end.ptr);
}

void append_decimal(std::string& out, double number) {
  std::array<char, 64> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed, 3);
  out.append(digits.data(), end.ptr);
}

void append_place(std::string& out, std::string_view key, std::uint64_t value) {
  out += '"';
  out += key;
  out += "\":";
  if (value == 0)
    out += "null";
  else
    append_number(out, value);
}

void append_pair(std::string& out, std::string_view key, std::string_view value) {
  out += '"';
  out += key;
  out += "\":";
  append_json_text(out, value);
}

void append_pair_or_null(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) return append_pair(out, key, value);
  out += '"';
  out += key;
  out += "\":null";
}

}  // namespace parvis::quality
