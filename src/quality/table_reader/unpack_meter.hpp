// Counts what is unpacked against what it was packed in, so that a bomb is refused while it opens.
#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "quality/table_reader/read_limits.hpp"

namespace parvis::quality {

class UnpackMeter {
 public:
  explicit UnpackMeter(const ReadLimits& limits) : limits_(limits) {}

  // `unpacked` more bytes came out; `packed_total` bytes of the archive were used for all of them so far.
  // Errors: too_large, "too-many-unpacked-bytes" or "ratio-too-high".
  Status take(std::uint64_t unpacked, std::uint64_t packed_total);
  [[nodiscard]] std::uint64_t unpacked() const { return unpacked_; }

 private:
  ReadLimits limits_;
  std::uint64_t unpacked_ = 0;
};

}  // namespace parvis::quality
