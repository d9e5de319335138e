// The JSON of table files, value by value from a text stream, without a tree: strings are unescaped, numbers
// kept as written, nested values copied as compact JSON. One value at a time, bounded in bytes and depth.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "quality/table_reader/read_limits.hpp"
#include "quality/table_reader/table_row.hpp"
#include "quality/table_reader/text_encoding.hpp"

namespace parvis::quality {

class JsonScanner {
 public:
  JsonScanner(TextSourcePtr text, const ReadLimits& limits) : text_(std::move(text)), limits_(limits) {}

  // The next character after spaces, not passed; '\0' at the end.
  Result<char> peek();
  // Passes `wanted`. Errors: "format-error" with the line and `expected`, in French.
  Status take(char wanted, std::string_view expected);
  // Passes `wanted` if it comes next.
  Result<bool> take_if(char wanted);
  // A string, unescaped, as it stands next.
  Status string(std::string& out);
  // Any value, into a cell.
  Status value(TableCell& cell);

  void start_row() { row_start_ = passed_; }
  [[nodiscard]] std::uint64_t line() const { return line_; }
  [[nodiscard]] bool undecodable() const { return text_->first_bad() && *text_->first_bad() < passed_; }
  [[nodiscard]] tl::unexpected<Error> error(std::string_view expected) const;

 private:
  // The character at the place of reading, '\0' at the end: NUL is nowhere legal in JSON.
  Result<char> look();
  void pass();
  Status row_fits();
  Status escape(std::string& out);
  Result<char32_t> four_digits();
  Status number(std::string& out);
  Status word(std::string& out);
  Status nested(std::string& out, std::size_t depth);
  Status nested_value(std::string& out, std::size_t depth);
  Status raw_string(std::string& out);

  TextSourcePtr text_;
  ReadLimits limits_;
  static constexpr std::size_t block_bytes = 64U << 10;
  std::vector<char> buffer_ = std::vector<char>(block_bytes);
  std::size_t at_ = 0, end_ = 0;
  std::uint64_t passed_ = 0, row_start_ = 0, line_ = 1;
  bool ended_ = false, after_cr_ = false;
};

}  // namespace parvis::quality
