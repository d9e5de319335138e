// The keys that were met, 16 bytes each at a load of at most seven eighths: part of a 64-bit hash, the row,
// and where the record stands. Hashes collide: a key is called equal only after `confirm` has compared the
// two records; where records cannot be read again (a pipe), the whole hash is kept and equality is probable.
// One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace parvis::quality {

class KeyIndex {
 public:
  // Rows below 2^40, offsets below 2^48.
  explicit KeyIndex(bool records_can_be_read) : exact_(records_can_be_read) {}

  // Whether the record at this offset has the same key.
  using Confirm = std::function<bool(std::uint64_t)>;
  // The latest earlier row with this key (0: none), which this row takes the place of.
  std::uint64_t put(std::uint64_t hash, std::uint64_t row, std::uint64_t offset, const Confirm& confirm);
  // Whether the key was met.
  [[nodiscard]] bool holds(std::uint64_t hash) const;
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  struct Slot {
    std::uint64_t row = 0;   // 40 bits; above: bits 40 to 63 of the hash. Row 0: free
    std::uint64_t mark = 0;  // exact: 48 bits of offset, above: bits 24 to 39 of the hash; else the hash
  };
  struct Part {
    std::vector<Slot> slots;
    std::uint64_t used = 0;
  };
  static constexpr std::size_t parts = 256;

  [[nodiscard]] static std::uint64_t row_of(const Slot& slot) { return slot.row & ((1ULL << 40U) - 1); }
  [[nodiscard]] std::uint64_t tag_of(const Slot& slot) const;
  [[nodiscard]] Slot make(std::uint64_t hash, std::uint64_t row, std::uint64_t offset) const;
  [[nodiscard]] bool same_hash(const Slot& slot, std::uint64_t hash) const;
  static std::size_t home(std::uint64_t tag, std::size_t size) {
    return static_cast<std::size_t>(((tag & 0xFFFFFFFFU) * size) >> 32U);
  }
  void grow(Part& part) const;

  bool exact_;
  std::vector<Part> parts_{parts};
};

}  // namespace parvis::quality
