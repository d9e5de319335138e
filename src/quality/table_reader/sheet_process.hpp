// Workbooks from outside are decoded in a child process with ceilings of memory and time: a file that breaks
// the decoder costs one refusal. The child is this program run as `parvis sheet-reader`; the file is handed
// over as an open descriptor, rows come back through a socket.
#pragma once

#include <cstdint>
#include <filesystem>

#include "quality/table_reader/sheet_reader.hpp"

namespace parvis::quality {

struct SheetProcessSettings {
  std::filesystem::path program;              // empty: this program
  std::uint64_t max_memory_bytes = 2U << 30;  // address space of the child
  std::uint32_t max_cpu_seconds = 300;
  std::uint32_t max_silence_ms = 60'000;  // the child is ended when it gives nothing for so long
};

// As describe_workbook and sheet_rows. More errors: unavailable ("sheet-reader-ended"), when the child died
// or passed a ceiling. Rows end their child when they are destroyed.
Result<WorkbookInfo> describe_workbook_apart(int descriptor, std::size_t first_rows, const ReadLimits& limits,
                                             const SheetProcessSettings& settings = {});
Result<RowSourcePtr> sheet_rows_apart(int descriptor, std::size_t sheet, const ReadLimits& limits,
                                      const SheetProcessSettings& settings = {});

// The child: answers one request on `socket` about the workbook open at `file`; the exit code.
inline constexpr int sheet_reader_socket = 3;
inline constexpr int sheet_reader_file = 4;
int sheet_reader_main(int socket = sheet_reader_socket, int file = sheet_reader_file);

}  // namespace parvis::quality
