// Any bytes as CSV, in any encoding and cut into any blocks: the same rows, numbered without a gap, within
// limits.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "quality/table_reader/csv_records.hpp"
#include "quality/table_reader/test_sources.hpp"

namespace {

using namespace parvis::quality;

struct Outcome {
  std::vector<TableRow> rows;
  std::string error;
  bool operator==(const Outcome&) const = default;
};

Outcome read(const std::string& text, std::size_t block, Encoding encoding, char delimiter) {
  ReadLimits limits;
  limits.max_record_bytes = 4096;
  limits.max_columns = 64;
  Dialect dialect;
  dialect.delimiter = delimiter;
  auto records = csv_records(text_source(dripping_source(text, block), encoding), dialect, limits);
  Outcome outcome;
  TableRow row;
  for (;;) {
    const auto more = records->next(row);
    if (!more) outcome.error = more.error().code;
    if (!more.value_or(false)) return outcome;
    outcome.rows.push_back(row);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 3, size - 3);
  const auto encoding = static_cast<Encoding>(data[0] % 9);
  const char delimiter = ",;\t|"[data[1] % 4];
  const auto whole = read(text, size, encoding, delimiter);
  if (!(whole == read(text, 1 + data[2] % 16, encoding, delimiter))) std::abort();
  std::uint64_t row = 0, line = 0;
  for (const auto& one : whole.rows) {
    if (one.row != ++row || one.line <= line) std::abort();
    line = one.line;
    for (const auto& cell : one.cells)
      if (!parvis::base::valid_utf8(cell.text)) std::abort();
  }
  return 0;
}
