#include "quality/table_schema/key_index.hpp"

namespace parvis::quality {

// The 40 highest bits of the hash: 8 choose the part, 32 the place in it.
std::uint64_t KeyIndex::tag_of(const Slot& slot) const {
  if (!exact_) return slot.mark >> 24U;
  return (slot.row >> 40U) << 16U | slot.mark >> 48U;
}

KeyIndex::Slot KeyIndex::make(std::uint64_t hash, std::uint64_t row, std::uint64_t offset) const {
  Slot slot;
  slot.row = row | (hash >> 40U) << 40U;
  slot.mark = exact_ ? offset | (hash >> 24U & 0xFFFFU) << 48U : hash;
  return slot;
}

bool KeyIndex::same_hash(const Slot& slot, std::uint64_t hash) const {
  return exact_ ? tag_of(slot) == hash >> 24U : slot.mark == hash;
}

void KeyIndex::grow(Part& part) const {
  Part larger;
  larger.slots.resize(part.slots.size() + part.slots.size() / 4 + 16);
  for (const Slot& slot : part.slots) {
    if (row_of(slot) == 0) continue;
    std::size_t at = home(tag_of(slot), larger.slots.size());
    while (row_of(larger.slots[at]) != 0) at = at + 1 == larger.slots.size() ? 0 : at + 1;
    larger.slots[at] = slot;
  }
  larger.used = part.used;
  part = std::move(larger);
}

std::uint64_t KeyIndex::put(std::uint64_t hash, std::uint64_t row, std::uint64_t offset,
                            const Confirm& confirm) {
  Part& part = parts_[hash >> 56U];
  if (part.used * 8 >= part.slots.size() * 7) grow(part);
  std::size_t at = home(hash >> 24U, part.slots.size());
  for (; row_of(part.slots[at]) != 0; at = at + 1 == part.slots.size() ? 0 : at + 1) {
    Slot& slot = part.slots[at];
    if (!same_hash(slot, hash)) continue;
    if (exact_ && confirm && !confirm(slot.mark & ((1ULL << 48U) - 1))) continue;
    const std::uint64_t twin = row_of(slot);
    slot = make(hash, row, offset);
    return twin;
  }
  part.slots[at] = make(hash, row, offset);
  ++part.used;
  return 0;
}

bool KeyIndex::holds(std::uint64_t hash) const {
  const Part& part = parts_[hash >> 56U];
  if (part.slots.empty()) return false;
  for (std::size_t at = home(hash >> 24U, part.slots.size()); row_of(part.slots[at]) != 0;
       at = at + 1 == part.slots.size() ? 0 : at + 1)
    if (same_hash(part.slots[at], hash)) return true;
  return false;
}

std::uint64_t KeyIndex::bytes() const {
  std::uint64_t total = 0;
  for (const Part& part : parts_) total += part.slots.capacity() * sizeof(Slot);
  return total;
}

}  // namespace parvis::quality
