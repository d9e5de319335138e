// The encodings that tables come in, read into UTF-8 as a stream.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "quality/table_reader/byte_source.hpp"

namespace parvis::quality {

enum class Encoding : std::uint8_t {
  utf_8,
  utf_16_le,
  utf_16_be,
  utf_32_le,
  utf_32_be,
  windows_1252,
  iso_8859_15,
  mac_roman,
  cp850
};

// The usual name in lower case: "utf-8", "utf-16-le", "windows-1252", "mac-roman"…
[[nodiscard]] std::string_view encoding_name(Encoding encoding);
// Also the usual other names ("latin1" and "iso-8859-1" are read as windows-1252, as browsers do), any case.
[[nodiscard]] std::optional<Encoding> encoding_named(std::string_view name);

// A byte of an 8-bit encoding as Unicode; a byte that the encoding leaves free is U+FFFD.
[[nodiscard]] char32_t decode_byte(Encoding encoding, unsigned char byte);
void append_utf8(std::string& out, char32_t point);
// Bytes of the valid UTF-8 sequence at the front of `text`; 0 when there is none. `cut` tells that `text`
// ends inside a sequence that was good so far.
[[nodiscard]] std::size_t utf8_sequence(std::string_view text, bool& cut);

// UTF-8 text out of `bytes`. Nothing is lost: what UTF-8 cannot read is read as windows-1252 (two exports
// pasted together), what UTF-16 or UTF-32 cannot read becomes U+FFFD, and the first such place is kept.
class TextSource : public ByteSource {
 public:
  // Byte of the UTF-8 output where the first undecodable byte came out; complete once read to the end.
  [[nodiscard]] virtual std::optional<std::uint64_t> first_bad() const = 0;
};

using TextSourcePtr = std::unique_ptr<TextSource>;

// `bytes` starts after the byte-order mark, if there was one.
TextSourcePtr text_source(ByteSourcePtr bytes, Encoding encoding);

}  // namespace parvis::quality
