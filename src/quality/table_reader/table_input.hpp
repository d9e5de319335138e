// The door of every table: what it is, is found from its bytes; it is unpacked, decoded and handed on as
// rows.
//
//   auto input = open_input("-", options);            // type, packing, encoding, dialect, sheets
//   auto rows = rows_of(std::move(*input), options);  // any type
//
// The checker takes `input->text` instead, when the type is csv, and scans it itself.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "quality/table_reader/csv_records.hpp"
#include "quality/table_reader/json_rows.hpp"
#include "quality/table_reader/sheet_process.hpp"
#include "quality/table_reader/sniff.hpp"

namespace parvis::quality {

struct ReadOptions {
  ReadLimits limits;
  std::optional<Encoding> encoding;  // what the caller says goes before what is found
  std::optional<char> delimiter;
  std::optional<std::string> sheet;      // by name, else by number from 1
  std::size_t first_rows_per_sheet = 0;  // of each sheet, in WorkbookInfo
  HeaderKnown known_header;
  SheetProcessSettings sheet_process;
};

struct InputFacts {
  FileType type = FileType::csv;  // csv, json, json_lines, xlsx or ods
  std::string packing;            // "", "gzip" or "zip"
  std::string inner_name;         // of the file in the zip
  EncodingGuess encoding;         // of csv and json
  DialectGuess dialect;           // of csv
  WorkbookInfo workbook;          // of xlsx and ods
  std::size_t sheet = 0;          // the one that rows_of reads: asked for, else the first that is not hidden
  // Where the first record starts in the file as received, when its bytes are UTF-8 and not packed: such a
  // file may be mapped and scanned as it is.
  std::optional<std::uint64_t> plain_offset;
};

// An open file without a name; a copy on disk when the input was a pipe or packed.
class WorkbookFile {
 public:
  explicit WorkbookFile(int descriptor) : descriptor_(descriptor) {}
  ~WorkbookFile();
  WorkbookFile(const WorkbookFile&) = delete;
  WorkbookFile& operator=(const WorkbookFile&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

struct TableInput {
  InputFacts facts;
  TextSourcePtr text;                  // of csv and json: UTF-8 from the first record on
  std::shared_ptr<WorkbookFile> book;  // of xlsx and ods
};

// `path` "-" is standard input. Errors: "source-error" (absent, empty), "format-error" (no table, old .xls, a
// zip of several tables, a sheet that is not there), limits, those of the sheet process.
Result<TableInput> open_input(const std::filesystem::path& path, const ReadOptions& options = {});
// The same for bytes that arrive otherwise (a body, a blob).
Result<TableInput> open_input(ByteSourcePtr bytes, const ReadOptions& options = {});

// The rows of the input (of the sheet `facts.sheet`).
Result<RowSourcePtr> rows_of(TableInput input, const ReadOptions& options = {});

}  // namespace parvis::quality
