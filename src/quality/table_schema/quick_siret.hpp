// Both sums of an ordinary SIRET at once. Certain only when it says yes: the rest (La Poste, zeros, spaces…)
// is for base/identifiers.hpp. `cell` is followed by 32 readable bytes.
#pragma once

#include <cstdint>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace parvis::quality {

#if defined(__SSE2__)
inline bool certainly_siret(std::string_view cell) {
  if (cell.size() != 14 || cell.substr(0, 9) == "356000000") return false;
  const auto bytes = [](auto... b) { return _mm_setr_epi8(static_cast<char>(b)...); };
  const __m128i fourteen = bytes(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0);
  const __m128i nine = bytes(-1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0);
  const __m128i even = bytes(-1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0);
  const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(cell.data()));
  const __m128i digits = _mm_and_si128(_mm_sub_epi8(text, _mm_set1_epi8('0')), fourteen);
  const __m128i nines = _mm_set1_epi8(9);
  if (_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(digits, nines), digits)) != 0xFFFF) return false;
  const __m128i over = _mm_and_si128(_mm_cmpgt_epi8(digits, _mm_set1_epi8(4)), nines);
  const __m128i doubled = _mm_sub_epi8(_mm_add_epi8(digits, digits), over);
  const auto sum = [](__m128i parts) {
    const __m128i sums = _mm_sad_epu8(parts, _mm_setzero_si128());
    return static_cast<unsigned>(_mm_cvtsi128_si32(sums)) + static_cast<unsigned>(_mm_extract_epi16(sums, 4));
  };
  const auto mixed = [&](__m128i twice, __m128i once) {
    return _mm_or_si128(_mm_and_si128(even, twice), _mm_andnot_si128(even, once));
  };
  const unsigned whole = sum(mixed(doubled, digits));
  const unsigned siren = sum(_mm_and_si128(mixed(digits, doubled), nine));
  const __m128i first = _mm_set1_epi8(cell[0]);
  const bool repeated = (_mm_movemask_epi8(_mm_cmpeq_epi8(text, first)) & 0x3FFF) == 0x3FFF;
  return whole % 10 == 0 && siren % 10 == 0 && siren != 0 && !repeated;
}
#else
inline bool certainly_siret(std::string_view) {
  return false;
}
#endif

}  // namespace parvis::quality
