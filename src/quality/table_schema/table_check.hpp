// The table checker: bytes in, findings out in the order of rows. Push it what arrives (`feed`), or let it
// read a file with several threads (`check_file`); both give the same findings for any size of block, any
// number of threads, with or without vector code.
//
//   TableCheck check(program, options, [](const Finding& finding) { … });
//   check.feed(bytes); …
//   const CheckSummary summary = check.finish();
//
// Memory: one block a thread (larger only for a record larger than a block) and 16 bytes for each key of a
// unique column. One object belongs to one thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "quality/table_schema/csv_scanner.hpp"
#include "quality/table_schema/finding.hpp"
#include "quality/table_schema/row_checker.hpp"

namespace parvis::quality {

struct TableCheckOptions {
  FieldsMatch fields_match = FieldsMatch::partial;
  std::uint64_t header_row = 1;  // records above it are not looked at
  char delimiter = ',';
  std::uint64_t first_line = 1;    // physical line of the first record fed
  std::uint64_t first_offset = 0;  // of the first byte fed in its file
  int reread = -1;  // a descriptor of that file, to compare records with equal hashes; -1: none
  bool guess_encoding_errors = true;  // bytes that are not UTF-8 are an encoding-error, once
  bool skip_foreign_keys = false;
  std::size_t block_bytes = 256U << 10;
  std::size_t max_record_bytes = 16U << 20;
  ScanPath path = ScanPath::automatic;
  bool quick = true;  // false: every cell the general way
};

struct CheckSummary {
  std::uint64_t rows = 0;  // data records, blank ones too
  std::uint64_t errors = 0, warnings = 0;
  std::array<std::uint64_t, finding_codes> by_code{};
  std::vector<std::uint64_t> by_field;  // errors by column position; [0]: without a column
  std::vector<std::string> labels;      // of the header, as in the file
  bool usable = true;                   // false: the header could not be matched, rows were not looked at
  [[nodiscard]] bool valid() const { return errors == 0; }
};

using OnFinding = std::function<void(const Finding&)>;

class TableCheck {
 public:
  TableCheck(std::shared_ptr<const SchemaProgram> program, const TableCheckOptions& options,
             OnFinding on_finding);
  ~TableCheck();
  TableCheck(const TableCheck&) = delete;
  TableCheck& operator=(const TableCheck&) = delete;

  // CSV text in UTF-8, cut anywhere; other bytes are read as windows-1252. Errors: too_large, code
  // "record-too-long".
  Status feed(std::string_view bytes);
  // Checks what has been fed in whole records, without waiting for a block to be full.
  Status flush();
  // A row that was read elsewhere (XLSX, ODS, JSON); not to be mixed with feed.
  void feed_row(std::uint64_t row, std::uint64_t line, const std::vector<std::string>& cells);
  // Adds a finding about the table as a whole, found elsewhere (encoding, resources).
  void say(const Finding& finding);
  // One row of the table that a foreign key points to, its columns in the order of the key; before feed.
  void add_reference_cells(std::size_t foreign_key, const std::vector<std::string>& cells);
  Result<CheckSummary> finish();

  // Reads `descriptor` from its present place to the end with `threads` threads.
  Result<CheckSummary> check_descriptor(int descriptor, unsigned threads);

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace parvis::quality
