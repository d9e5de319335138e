// What one reading of an untrusted table may cost. Each limit is refused one beyond it, with a French
// sentence and the code named beside it (Error::kind too_large). Sizes are bytes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace parvis::quality {

struct ReadLimits {
  std::uint64_t max_bytes = 16ULL << 30;  // of the file as received: "too-many-bytes"
  std::uint64_t max_unpacked_bytes = 16ULL
                                     << 30;      // of all that is unpacked from it: "too-many-unpacked-bytes"
  std::uint32_t max_ratio = 250;                 // unpacked / packed: "ratio-too-high"
  std::uint64_t ratio_free_bytes = 16ULL << 20;  // what may be unpacked before the ratio counts
  std::size_t max_archive_entries = 4096;        // files in a zip or a workbook: "too-many-entries"
  std::uint64_t max_cells = 100'000'000;     // read from one sheet, repeated ones included: "too-many-cells"
  std::size_t max_sheets = 256;              // of a workbook: "too-many-sheets"
  std::uint64_t max_sheet_rows = 1'048'576;  // of one sheet: "too-many-rows"
  std::size_t max_columns = 16'384;          // of a row: "too-many-columns"
  std::size_t max_record_bytes = 16U << 20;  // of a CSV record, a JSON row, a sheet row: "record-too-long"
  std::size_t max_shared_text_bytes = 256U
                                      << 20;  // texts that a workbook keeps apart: "too-much-shared-text"
  std::size_t max_json_depth = 32;            // nesting inside a JSON row: "too-deep"
};

}  // namespace parvis::quality
