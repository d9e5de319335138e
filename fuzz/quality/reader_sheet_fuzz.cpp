// Any bytes as a workbook: as the archive itself, and as the XML inside a sound one (XLSX sheet, styles and
// shared texts; ODS tables). Rows must come numbered without a gap, in bounds, and end.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "quality/table_reader/sheet_reader.hpp"
#include "quality/table_reader/test_workbooks.hpp"

namespace {

using namespace parvis::quality;

void read(const std::string& bytes) {
  ReadLimits limits;
  limits.max_unpacked_bytes = 4U << 20;
  limits.max_cells = 20'000;
  limits.max_sheet_rows = 2000;
  limits.max_columns = 256;
  limits.max_record_bytes = 64U << 10;
  limits.max_shared_text_bytes = 64U << 10;
  limits.max_sheets = 4;
  limits.max_archive_entries = 64;
  const TestFile file(bytes);
  const auto info = describe_workbook(file.descriptor(), 3, limits);
  if (info && (info->sheets.empty() || info->sheets.size() > limits.max_sheets)) std::abort();
  const auto rows = sheet_rows(file.descriptor(), 0, limits);
  if (!rows) return;
  TableRow row;
  std::uint64_t number = 0;
  while ((*rows)->next(row).value_or(false)) {
    if (row.row != ++number || number > limits.max_sheet_rows) std::abort();
    if (row.cells.size() > limits.max_columns) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 3) {
    case 0:
      read(text);
      break;
    case 1: {
      // three parts, told apart by a byte that XML does not have
      const auto first = text.find('\x01'),
                 second = first == std::string::npos ? first : text.find('\x01', first + 1);
      const auto part = [&](std::size_t from, std::size_t to) {
        return from == std::string::npos
                   ? std::string()
                   : text.substr(from + 1, to == std::string::npos ? to : to - from - 1);
      };
      read(make_xlsx({{"F", text.substr(0, first), ""}}, part(first, second),
                     part(second, std::string::npos)));
      break;
    }
    default:
      read(make_ods(text));
  }
  return 0;
}
