// What a file is, from its first bytes alone: type, encoding, dialect, each with its evidence in French. Pure
// and thread-safe. 64 KiB to 1 MiB of head are enough; `whole` says that the head is the entire file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "quality/table_reader/text_encoding.hpp"

namespace parvis::quality {

inline constexpr std::size_t sniff_head_bytes = 1U << 20;

enum class FileType : std::uint8_t {
  empty,
  csv,  // any text that is not JSON; TSV is the dialect with a tab
  xlsx,
  ods,
  json,        // one array, of objects or of arrays
  json_lines,  // one object or array per line
  old_xls,
  locked_workbook,  // a workbook under a password
  gzip,
  zip,  // to be opened to know: xlsx, ods or an archive of one file
  other
};

[[nodiscard]] std::string_view file_type_name(FileType type);  // "csv", "xlsx", "jsonl"…

// From magic numbers, then the first characters (in any encoding with a mark or zeros). Never answers xlsx or
// ods: that takes the archive (table_input.hpp).
[[nodiscard]] FileType sniff_type(std::string_view head, bool whole);

// The refusal that a file type deserves: "source-error" for an empty one, "format-error" for old_xls,
// locked_workbook and other; nothing for those that can be read.
[[nodiscard]] std::optional<Error> refusal(FileType type);

struct EncodingGuess {
  Encoding encoding = Encoding::utf_8;
  std::size_t bom_bytes = 0;
  bool guessed = false;  // an 8-bit reading chosen by its letters: warning `encoding-guessed`
  bool ascii = false;    // nothing in the head tells UTF-8 from the 8-bit encodings
  std::string evidence;  // French, for the person
};

// First that fits: byte-order mark, UTF-16 or UTF-32 by zeros, UTF-8, then windows-1252, ISO-8859-15, Mac
// Roman or CP850 by the French letters that each reading gives inside words. UTF-8 that turns invalid after
// good sequences stays UTF-8: the reader names the place (TextSource::first_bad).
[[nodiscard]] EncodingGuess guess_encoding(std::string_view head, bool whole);

// Text whose head is ASCII: read as UTF-8 until its first other byte, then as what guess_encoding says of the
// block that it stands in. first_bad() tells only what does not fit after that.
class LateTextSource : public TextSource {
 public:
  [[nodiscard]] virtual std::optional<EncodingGuess> guess() const = 0;  // nothing while all was ASCII
};
std::unique_ptr<LateTextSource> late_text_source(ByteSourcePtr bytes);

// True for a header label that the caller knows (a schema's field name, a synonym).
using HeaderKnown = std::function<bool(std::string_view)>;

struct Dialect {
  char delimiter = ',';
  std::size_t skipped_bytes = 0;  // of a first line such as "sep=;", which is no record
  std::uint64_t first_line = 1;   // physical line of the first record
};

struct DialectGuess {
  Dialect dialect;
  std::string evidence;
};

// From UTF-8 text after its mark. A cut head is judged without its last record.
[[nodiscard]] DialectGuess guess_dialect(std::string_view text, bool whole, const HeaderKnown& known = {});

}  // namespace parvis::quality
