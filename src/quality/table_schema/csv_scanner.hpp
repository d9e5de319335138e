// Finds the cells of CSV text, block by block: 64 bytes at a time with masks for quote, separator and line
// end, quoted regions by a running exclusive-or (AVX2 and carry-less product, chosen at run time), and a
// plain twin that gives the same answer byte by byte and is asked where a quote stands in an odd place.
// - a quote inside an unquoted cell is text; text after a closing quote is appended: `stray`;
// - a quote that never closes is text, and its record ends where its line ends: `unclosed`;
// - LF, CR and CRLF may be mixed; a blank line is a record without cells.
// A scanner keeps nothing between blocks: a block starts at a record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::quality {

// Bytes that must be readable behind a text, so that vector code may look past its end.
inline constexpr std::size_t scan_padding = 64;

struct ScannedRecord {
  std::uint32_t start = 0;       // of its first byte
  std::uint32_t first_cell = 0;  // in ends
  std::uint32_t cells = 0;       // 0: a blank line
  std::uint32_t lines = 1;       // physical lines that it takes
};

struct ScannedCell {
  std::uint32_t record = 0, cell = 0;  // from 0
};

struct ScannedBlock {
  std::vector<std::uint32_t> ends;  // one behind the last byte of each cell; the next starts one further
  std::vector<ScannedRecord> records;
  std::vector<ScannedCell> stray;     // cells with a quote in an odd place
  std::vector<ScannedCell> unclosed;  // cells whose quote never closes
  std::size_t consumed = 0;           // bytes of whole records

  void clear();
};

enum class ScanEnd : std::uint8_t {
  more,         // the text goes on: an unfinished last record is left for the next block
  whole,        // the text ends here
  unclosed_now  // as more, but a quote still open at the end of the text is taken as never closed
};

enum class ScanPath : std::uint8_t { automatic, plain };

// `text` is followed by scan_padding readable bytes and is shorter than 4 GiB.
void scan_csv(std::string_view text, char delimiter, ScanEnd end, ScannedBlock& out,
              ScanPath path = ScanPath::automatic);

// The text of a cell as written between its separators, quotes undone. `scratch` is used when the cell is not
// one piece of `raw`; it must not move while the view is used.
[[nodiscard]] std::string_view unquoted(std::string_view raw, std::string& scratch);

// Position of the first byte that is not UTF-8; npos when all is.
[[nodiscard]] std::size_t first_invalid_utf8(std::string_view text, ScanPath path = ScanPath::automatic);

// For the vector code (csv_masks_avx2.cpp): masks of 64 bytes.
struct ByteMasks {
  std::uint64_t quote = 0, delimiter = 0, line_feed = 0, carriage_return = 0;
};
[[nodiscard]] bool vector_code_available();
// Scans with vector code from `from` (a record's start) on; false: a quote stands in an odd place, and `out`
// holds what came before its record.
[[nodiscard]] bool scan_csv_avx2(std::string_view text, char delimiter, ScannedBlock& out);
[[nodiscard]] std::size_t valid_utf8_prefix_avx2(std::string_view text);

}  // namespace parvis::quality
