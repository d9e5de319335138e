// Any bytes as JSON rows, cut into any blocks: the same rows, numbered without a gap; nested values are JSON
// that reads the same again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "quality/table_reader/json_rows.hpp"
#include "quality/table_reader/test_sources.hpp"

namespace {

using namespace parvis::quality;

struct Outcome {
  std::vector<TableRow> rows;
  std::string error;
  bool operator==(const Outcome&) const = default;
};

Outcome read(const std::string& text, std::size_t block) {
  ReadLimits limits;
  limits.max_record_bytes = 4096;
  limits.max_columns = 64;
  auto source = json_rows(text_source(dripping_source(text, block), Encoding::utf_8), limits);
  Outcome outcome;
  TableRow row;
  for (;;) {
    const auto more = source->next(row);
    if (!more) outcome.error = more.error().code;
    if (!more.value_or(false)) return outcome;
    outcome.rows.push_back(row);
  }
}

void check_nested(const std::string& json) {
  const auto again = read("[[" + json + "]]", json.size() + 4);
  if (again.error == "record-too-long") return;  // escapes may be longer than what was read
  if (again.rows.size() != 1 || again.rows[0].cells.size() != 1 || again.rows[0].cells[0].text != json)
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = read(text, size);
  if (!(whole == read(text, 1 + data[0] % 16))) std::abort();
  std::uint64_t row = 0;
  for (const auto& one : whole.rows) {
    if (one.row != ++row) std::abort();
    for (const auto& cell : one.cells) {
      if (!parvis::base::valid_utf8(cell.text)) std::abort();
      if (cell.kind == CellKind::json) check_nested(cell.text);
    }
  }
  return 0;
}
