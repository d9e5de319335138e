// Byte sources for the tests of the readers: big ones that take no room, and slow ones.
#pragma once

#include <cstdint>
#include <string>

#include "quality/table_reader/byte_source.hpp"

namespace parvis::quality {

// `front`, then `part` again and again for `bytes` bytes, then `end`.
ByteSourcePtr repeated_source(std::string front, const std::string& part, std::uint64_t bytes,
                              std::string end = {});
// `text`, at most `block` bytes at each reading.
ByteSourcePtr dripping_source(std::string text, std::size_t block);

}  // namespace parvis::quality
