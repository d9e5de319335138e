// Any bytes as a journal: refused with the line, or read.
#include <cstdint>
#include <string_view>

#include "grants/repair/repair_journal.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)parvis::grants::read_journal(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
