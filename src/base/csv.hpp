// CSV after RFC 4180, with a chosen separator. The reader keeps one row in memory.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace parvis::base {

struct CsvLimits {
  std::size_t max_row_bytes = 1 << 20;
  std::size_t max_columns = 4096;
};

// Feeds whole rows to `on_row(row number from 1, cells)`; it returns false to stop. A leading UTF-8 mark is
// dropped. Errors (invalid) name row and column: text after a closing quote, unclosed quote, row or column
// limits.
class CsvReader {
 public:
  using OnRow = std::function<bool(std::size_t, const std::vector<std::string>&)>;
  explicit CsvReader(OnRow on_row, char separator = ',', CsvLimits limits = {});
  Status feed(std::string_view bytes);
  Status finish();
  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  Status take(char c);
  Status end_cell();
  Status end_row();
  [[nodiscard]] tl::unexpected<Error> error(std::string_view what) const;

  enum class Place { cell_start, bare, quoted, quote_in_quoted };
  OnRow on_row_;
  char separator_;
  CsvLimits limits_;
  Place place_ = Place::cell_start;
  std::vector<std::string> cells_;
  std::string cell_;
  std::size_t row_ = 1;
  std::size_t row_bytes_ = 0;
  std::size_t bytes_seen_ = 0;
  bool stopped_ = false;
  bool after_cr_ = false;
};

// The whole of a small text, header first. Errors as above.
Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text, char separator = ',');

// One line with its line feed. A cell that a spreadsheet would run as a formula (= + - @ tab, but for
// numbers) gets a leading '.
[[nodiscard]] std::string csv_row(const std::vector<std::string>& cells, char separator = ',');

}  // namespace parvis::base
