// The vector half of csv_scanner.hpp. Compiled for AVX2 and PCLMUL function by function and called only where
// the processor has both.
#include <immintrin.h>

#include <array>
#include <bit>

#include "quality/table_schema/csv_scanner.hpp"

namespace parvis::quality {

bool vector_code_available() {
  static const bool available = __builtin_cpu_supports("avx2") != 0 &&
                                __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("bmi") != 0;
  return available;
}

namespace {

#define PARVIS_VECTOR __attribute__((target("avx2,pclmul,bmi,bmi2,lzcnt,popcnt")))

PARVIS_VECTOR inline __m256i load(const char* at) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
}

PARVIS_VECTOR inline std::uint64_t equal_mask(__m256i low, __m256i high, __m256i byte) {
  const auto first = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, byte)));
  const auto second = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, byte)));
  return first | static_cast<std::uint64_t>(second) << 32U;
}

// Bit i of the result is the exclusive-or of bits 0 to i.
PARVIS_VECTOR inline std::uint64_t running_xor(std::uint64_t bits) {
  const __m128i all = _mm_set1_epi8(static_cast<char>(0xFF));
  const __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, static_cast<long long>(bits)), all, 0);
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(product));
}

struct Carry {
  std::uint64_t inside = 0;       // all ones inside quotes
  std::uint64_t after_gap = 1;    // the byte before was a separator or line end (or the record's start)
  std::uint64_t after_close = 0;  // the byte before closed a quote
};

struct Region {
  std::uint64_t structure = 0;   // separators and line ends outside quotes
  std::uint64_t line_ends = 0;   // those that end a record
  std::uint64_t inner_ends = 0;  // line ends inside quotes
  bool odd = false;
};

PARVIS_VECTOR inline Region region(const ByteMasks& masks, std::uint64_t lone_returns, Carry& carry) {
  Region out;
  const std::uint64_t ends = masks.line_feed | lone_returns;
  if ((masks.quote | carry.inside | carry.after_close) == 0) {
    out.structure = masks.delimiter | ends;
    out.line_ends = ends;
    carry.after_gap = out.structure >> 63U;
    return out;
  }
  const std::uint64_t inside = running_xor(masks.quote) ^ carry.inside;
  const std::uint64_t opening = masks.quote & inside;
  const std::uint64_t closing = masks.quote & ~inside;
  out.structure = (masks.delimiter | ends) & ~inside;
  out.line_ends = ends & ~inside;
  out.inner_ends = ends & inside;
  const std::uint64_t after_gap = out.structure << 1U | carry.after_gap;
  const std::uint64_t after_close = closing << 1U | carry.after_close;
  const std::uint64_t may_follow = out.structure | (masks.carriage_return & ~inside) | opening;
  out.odd = (opening & ~(after_gap | after_close)) != 0 || (after_close & ~may_follow) != 0;
  carry.inside = static_cast<std::uint64_t>(static_cast<std::int64_t>(inside) >> 63);
  carry.after_gap = out.structure >> 63U;
  carry.after_close = closing >> 63U;
  return out;
}

// Where a record stands while its cells are collected.
struct OpenRecord {
  ScannedRecord record;
  std::uint32_t inner_lines = 0;
};

PARVIS_VECTOR inline void close_record(std::string_view text, std::size_t at, OpenRecord& open,
                                       ScannedBlock& out) {
  std::uint32_t end = out.ends.back();
  if (text[at] == '\n' && end > open.record.start && text[end - 1] == '\r') out.ends.back() = --end;
  open.record.cells = static_cast<std::uint32_t>(out.ends.size()) - open.record.first_cell;
  if (open.record.cells == 1 && end == open.record.start) {
    out.ends.pop_back();
    open.record.cells = 0;
  }
  open.record.lines = 1 + open.inner_lines;
  out.records.push_back(open.record);
  out.consumed = at + 1;
  open.record.start = static_cast<std::uint32_t>(at + 1);
  open.record.first_cell = static_cast<std::uint32_t>(out.ends.size());
  open.inner_lines = 0;
}

PARVIS_VECTOR inline void collect(std::string_view text, std::size_t base, const Region& found,
                                  OpenRecord& open, ScannedBlock& out) {
  std::uint64_t inner = found.inner_ends;
  for (std::uint64_t bits = found.structure; bits != 0; bits &= bits - 1) {
    const auto bit = static_cast<unsigned>(std::countr_zero(bits));
    out.ends.push_back(static_cast<std::uint32_t>(base + bit));
    if ((found.line_ends >> bit & 1U) == 0) continue;
    if (inner != 0) {
      const std::uint64_t before = inner & ((1ULL << bit) - 1);
      open.inner_lines += static_cast<std::uint32_t>(std::popcount(before));
      inner &= ~before;
    }
    close_record(text, base + bit, open, out);
  }
  open.inner_lines += static_cast<std::uint32_t>(std::popcount(inner));
}

// --- UTF-8: the check by lookup of pairs of nibbles (Keiser and Lemire, «Validating UTF-8 in less than one
// instruction per byte», 2020).

constexpr std::uint8_t too_short = 1, too_long = 2, overlong_3 = 4, too_large = 8, surrogate = 16,
                       overlong_2 = 32, too_large_1000 = 64, overlong_4 = 64, two_continuations = 128;
constexpr std::uint8_t carry_bits = too_short | too_long | two_continuations;

PARVIS_VECTOR inline __m256i table(const std::array<std::uint8_t, 16>& values) {
  const __m128i half = _mm_loadu_si128(reinterpret_cast<const __m128i*>(values.data()));
  return _mm256_broadcastsi128_si256(half);
}

constexpr std::array<std::uint8_t, 16> first_high{too_long,
                                                  too_long,
                                                  too_long,
                                                  too_long,
                                                  too_long,
                                                  too_long,
                                                  too_long,
                                                  too_long,
                                                  two_continuations,
                                                  two_continuations,
                                                  two_continuations,
                                                  two_continuations,
                                                  too_short | overlong_2,
                                                  too_short,
                                                  too_short | overlong_3 | surrogate,
                                                  too_short | too_large | too_large_1000 | overlong_4};
constexpr std::array<std::uint8_t, 16> first_low{carry_bits | overlong_3 | overlong_2 | overlong_4,
                                                 carry_bits | overlong_2,
                                                 carry_bits,
                                                 carry_bits,
                                                 carry_bits | too_large,
                                                 carry_bits | too_large | too_large_1000,
                                                 carry_bits | too_large | too_large_1000,
                                                 carry_bits | too_large | too_large_1000,
                                                 carry_bits | too_large | too_large_1000,
                                                 carry_bits | too_large | too_large_1000,
                                                 carry_bits | too_large | too_large_1000,
                                                 carry_bits | too_large | too_large_1000,
                                                 carry_bits | too_large | too_large_1000,
                                                 carry_bits | too_large | too_large_1000 | surrogate,
                                                 carry_bits | too_large | too_large_1000,
                                                 carry_bits | too_large | too_large_1000};
constexpr std::array<std::uint8_t, 16> second_high{
    too_short,
    too_short,
    too_short,
    too_short,
    too_short,
    too_short,
    too_short,
    too_short,
    too_long | overlong_2 | two_continuations | overlong_3 | too_large_1000 | overlong_4,
    too_long | overlong_2 | two_continuations | overlong_3 | too_large,
    too_long | overlong_2 | two_continuations | surrogate | too_large,
    too_long | overlong_2 | two_continuations | surrogate | too_large,
    too_short,
    too_short,
    too_short,
    too_short};

// The last `count` bytes of `before` in front of those of `now`.
template <int count>
PARVIS_VECTOR inline __m256i shifted_in(__m256i now, __m256i before) {
  return _mm256_alignr_epi8(now, _mm256_permute2x128_si256(before, now, 0x21), 16 - count);
}

PARVIS_VECTOR inline __m256i utf8_errors(__m256i now, __m256i before) {
  const __m256i nibble = _mm256_set1_epi8(0x0F);
  const __m256i one_before = shifted_in<1>(now, before);
  const auto high = [&](__m256i bytes)
                        PARVIS_VECTOR { return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble); };
  const __m256i special = _mm256_and_si256(
      _mm256_and_si256(_mm256_shuffle_epi8(table(first_high), high(one_before)),
                       _mm256_shuffle_epi8(table(first_low), _mm256_and_si256(one_before, nibble))),
      _mm256_shuffle_epi8(table(second_high), high(now)));
  const __m256i third =
      _mm256_subs_epu8(shifted_in<2>(now, before), _mm256_set1_epi8(static_cast<char>(0xE0 - 0x80)));
  const __m256i fourth =
      _mm256_subs_epu8(shifted_in<3>(now, before), _mm256_set1_epi8(static_cast<char>(0xF0 - 0x80)));
  const __m256i must =
      _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(static_cast<char>(0x80)));
  return _mm256_xor_si256(must, special);
}

}  // namespace

PARVIS_VECTOR bool scan_csv_avx2(std::string_view text, char delimiter, ScannedBlock& out) {
  const __m256i quote = _mm256_set1_epi8('"');
  const __m256i separator = _mm256_set1_epi8(delimiter);
  const __m256i feed = _mm256_set1_epi8('\n');
  const __m256i back = _mm256_set1_epi8('\r');
  Carry carry;
  OpenRecord open;
  // A last CR waits for the byte behind it; what is behind the text is no line feed of it.
  const std::size_t size = !text.empty() && text.back() == '\r' ? text.size() - 1 : text.size();
  for (std::size_t base = 0; base < size; base += 64) {
    const __m256i low = load(text.data() + base);
    const __m256i high = load(text.data() + base + 32);
    ByteMasks masks{equal_mask(low, high, quote), equal_mask(low, high, separator),
                    equal_mask(low, high, feed), equal_mask(low, high, back)};
    const std::uint64_t here = size - base >= 64 ? ~0ULL : (1ULL << (size - base)) - 1;
    masks.quote &= here;
    masks.delimiter &= here;
    masks.line_feed &= here;
    masks.carriage_return &= here;
    std::uint64_t lone_returns = 0;
    if (masks.carriage_return != 0) {
      const std::uint64_t next_feed = base + 64 < text.size() && text[base + 64] == '\n' ? 1ULL << 63U : 0;
      lone_returns = masks.carriage_return & ~(masks.line_feed >> 1U | next_feed);
    }
    const Region found = region(masks, lone_returns, carry);
    if (found.odd) {
      out.ends.resize(open.record.first_cell);
      return false;
    }
    collect(text, base, found, open, out);
  }
  out.ends.resize(open.record.first_cell);
  return true;
}

// Whole blocks of 32 bytes that are valid; the last sequence may be cut, so the answer steps back over it.
PARVIS_VECTOR std::size_t valid_utf8_prefix_avx2(std::string_view text) {
  __m256i before = _mm256_setzero_si256();
  bool plain_before = true;
  std::size_t at = 0;
  for (; at + 32 <= text.size(); at += 32) {
    const __m256i now = load(text.data() + at);
    const bool plain = _mm256_movemask_epi8(now) == 0;
    if (!(plain && plain_before)) {
      const __m256i errors = utf8_errors(now, before);
      if (_mm256_testz_si256(errors, errors) == 0) break;
    }
    plain_before = plain;
    before = now;
  }
  // Step back to a character's first byte, at most three bytes.
  std::size_t back = at;
  for (int i = 0; i < 4 && back > 0; ++i) {
    if ((static_cast<unsigned char>(text[back - 1]) & 0xC0U) != 0x80U) {
      return static_cast<unsigned char>(text[back - 1]) < 0x80 ? back : back - 1;
    }
    --back;
  }
  return back;
}

}  // namespace parvis::quality
