// Where the bytes of a table come from: a file, standard input, memory, or what another source unpacks to. A
// source is read once, forwards, by one thread. Sources own the source that they read from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "quality/table_reader/read_limits.hpp"

namespace parvis::quality {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  // Puts at most `room` bytes (room > 0) at `into` and says how many; 0 is the end, and stays so. An error
  // ends the source. Codes: "source-error" (cannot be read), "format-error" (damaged archive), limits.
  virtual Result<std::size_t> read(char* into, std::size_t room) = 0;
};

using ByteSourcePtr = std::unique_ptr<ByteSource>;

// Errors: not_found, code "source-error".
Result<ByteSourcePtr> file_source(const std::filesystem::path& path);
// Reads from an open descriptor, which stays the caller's (0 is standard input).
ByteSourcePtr descriptor_source(int descriptor);
ByteSourcePtr memory_source(std::string bytes);
// `head` first, then what `rest` still gives: puts back what was read to look at it.
ByteSourcePtr joined_source(std::string head, ByteSourcePtr rest);
// Refuses the byte after `max_bytes` ("too-many-bytes").
ByteSourcePtr limited_source(ByteSourcePtr inner, std::uint64_t max_bytes);
// One or more gzip members. A damaged or cut stream is "format-error"; bombs are refused by
// max_unpacked_bytes and max_ratio.
ByteSourcePtr gunzip_source(ByteSourcePtr packed, const ReadLimits& limits);

// Reads until `room` bytes are there or the source ends.
Result<std::string> read_head(ByteSource& source, std::size_t room);

// The sentence and code of a limit that was passed, for every reader.
[[nodiscard]] Error limit_error(std::string message, std::string code);

}  // namespace parvis::quality
