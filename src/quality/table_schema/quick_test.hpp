// The quick tests of column_program.hpp, short enough to stand in the loop over cells. They read up to 32
// bytes from the start of a cell, whatever its length: cells are padded.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "quality/table_schema/column_program.hpp"

namespace parvis::quality {

#if defined(__SSE2__)
// A byte is out of place when (byte - low) exceeds the width.
inline bool has_shape(const FixedShape& shape, std::string_view cell) {
  if (cell.size() != shape.length) return false;
  const auto places = [&](std::size_t from) {
    const auto load = [](const void* at) { return _mm_loadu_si128(static_cast<const __m128i*>(at)); };
    const __m128i off = _mm_sub_epi8(load(cell.data() + from), load(shape.low.data() + from));
    const __m128i inside = _mm_cmpeq_epi8(_mm_min_epu8(off, load(shape.width.data() + from)), off);
    return static_cast<std::uint32_t>(_mm_movemask_epi8(inside));
  };
  const std::uint32_t due = shape.length == 32 ? ~0U : (1U << shape.length) - 1;
  std::uint32_t right = places(0);
  if (shape.length > 16) right |= places(16) << 16U;
  return (right & due) == due;
}
#else
inline bool has_shape(const FixedShape& shape, std::string_view cell) {
  if (cell.size() != shape.length) return false;
  for (std::size_t i = 0; i < shape.length; ++i)
    if (static_cast<std::uint8_t>(static_cast<std::uint8_t>(cell[i]) - shape.low[i]) > shape.width[i])
      return false;
  return true;
}
#endif

// The first eight bytes of a padded cell, zeros behind its end.
inline std::uint64_t first_eight(std::string_view cell) {
  std::uint64_t word = 0;
  std::memcpy(&word, cell.data(), 8);
  return cell.size() >= 8 ? word : word & ((1ULL << (8 * cell.size())) - 1);
}

inline std::uint64_t word_hash(std::uint64_t first, std::uint64_t last, std::size_t size) {
  const std::uint64_t word = first ^ (last * 0xC2B2AE3D27D4EB4FULL) ^ (size * 0x9E3779B97F4A7C15ULL);
  return (word * 0x9E3779B97F4A7C15ULL) >> 32U;
}

inline bool WordTable::holds(std::string_view cell) const {
  if (slots_.empty()) return false;
  const std::uint64_t first = first_eight(cell);
  std::uint64_t last = 0;
  if (cell.size() > 8) std::memcpy(&last, cell.data() + cell.size() - 8, 8);
  for (std::size_t at = word_hash(first, last, cell.size()) & mask_; slots_[at].used; at = (at + 1) & mask_) {
    const Slot& slot = slots_[at];
    if (slot.first != first || slot.last != last || slot.text.size() != cell.size()) continue;
    if (cell.size() <= 16 || slot.text == cell) return true;
  }
  return false;
}

// [-]digits[.digits] of at most nine digits on each side, within the bounds.
inline bool is_plain_number(const ColumnProgram& program, std::string_view cell) {
  const char* at = cell.data();
  const char* const end = at + cell.size();
  const bool negative = *at == '-';
  at += negative ? 1 : 0;
  std::uint64_t whole = 0;  // more than nine digits wrap, and are refused
  const char* from = at;
  for (; at < end && *at >= '0' && *at <= '9'; ++at) whole = whole * 10 + static_cast<unsigned>(*at - '0');
  if (at == from || at - from > 9) return false;
  std::uint64_t part = 0;
  if (at < end) {
    if (*at != '.' || !program.allow_point) return false;
    from = ++at;
    for (; at < end && *at >= '0' && *at <= '9'; ++at) part = part * 10 + static_cast<unsigned>(*at - '0');
    if (at != end || at - from > 9) return false;
    static constexpr std::array<std::uint64_t, 10> scales{
        1'000'000'000, 100'000'000, 10'000'000, 1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
    part *= scales[static_cast<std::size_t>(at - from)];
  }
  const auto size = static_cast<std::int64_t>(whole * 1'000'000'000 + part);
  const std::int64_t value = negative ? -size : size;
  return value >= program.least && value <= program.most;
}

// YYYY-MM-DD up to the 28th; later days ask the calendar.
inline bool is_usual_date(const FixedShape& shape, std::string_view cell) {
  if (!has_shape(shape, cell)) return false;
  const unsigned year = static_cast<unsigned>(cell[0] | cell[1] | cell[2] | cell[3]) & 0xFU;
  const int month = (cell[5] - '0') * 10 + (cell[6] - '0');
  const int day = (cell[8] - '0') * 10 + (cell[9] - '0');
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
}

inline bool ColumnProgram::certainly_right(std::string_view cell) const {
  switch (quick) {
    case QuickTest::none:
      return false;
    case QuickTest::always:
      return true;
    case QuickTest::short_text:
      return cell.size() <= max_bytes;
    case QuickTest::shape:
      for (const FixedShape& shape : shapes)
        if (has_shape(shape, cell)) return true;
      return false;
    case QuickTest::words:
      return words.holds(cell);
    case QuickTest::iso_date:
      return is_usual_date(shapes.front(), cell);
    case QuickTest::plain_number:
      return !cell.empty() && is_plain_number(*this, cell);
  }
  return false;
}

inline bool ColumnProgram::is_missing(std::string_view cell) const {
  return only_empty_is_missing ? cell.empty() : is_listed_missing(cell);
}

}  // namespace parvis::quality
