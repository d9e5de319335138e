// CSV as people send it, record by record, for the repair desk (the checker scans its bytes itself). Nothing
// is lost and nothing stops the reading but a limit:
// - a quote inside an unquoted cell is text, text after a closing quote is appended: note_stray_quote;
// - a quote that never closes (before the end or within max_record_bytes) is text: the record ends where its
//   line ends, the rest is read, and facts().unclosed_quote names where it opened;
// - LF, CR and CRLF may be mixed; NUL bytes are kept; a blank line is a record without cells;
// - bytes that do not fit the encoding: facts().encoding_error.
// Memory: one record, at most max_record_bytes, and a block.
#pragma once

#include "quality/table_reader/read_limits.hpp"
#include "quality/table_reader/sniff.hpp"
#include "quality/table_reader/table_row.hpp"
#include "quality/table_reader/text_encoding.hpp"

namespace parvis::quality {

// `text` starts at the first record. Errors of next: those of the source, "record-too-long",
// "too-many-columns".
RowSourcePtr csv_records(TextSourcePtr text, Dialect dialect, const ReadLimits& limits = {});

}  // namespace parvis::quality
