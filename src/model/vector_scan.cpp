#include "model/vector_scan.hpp"

#include <immintrin.h>

#include <algorithm>
#include <cmath>

namespace parvis::model {
namespace {

__attribute__((target("avx2"), always_inline)) inline __m256i sixteen(const std::int8_t* from) {
  return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
}

// Products of two signed bytes fit 16 bits, their pairwise sums 32: exact for any input.
__attribute__((target("avx2"))) std::int32_t dot_avx2(const std::int8_t* a, const std::int8_t* b,
                                                      std::size_t length) {
  __m256i sum0 = _mm256_setzero_si256(), sum1 = _mm256_setzero_si256();
  std::size_t i = 0;
  for (; i + 32 <= length; i += 32) {
    sum0 = _mm256_add_epi32(sum0, _mm256_madd_epi16(sixteen(a + i), sixteen(b + i)));
    sum1 = _mm256_add_epi32(sum1, _mm256_madd_epi16(sixteen(a + i + 16), sixteen(b + i + 16)));
  }
  const __m256i sum = _mm256_add_epi32(sum0, sum1);
  __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
  half = _mm_hadd_epi32(half, half);
  half = _mm_hadd_epi32(half, half);
  return _mm_cvtsi128_si32(half) + dot_scalar(a + i, b + i, length - i);
}

using Dot = std::int32_t (*)(const std::int8_t*, const std::int8_t*, std::size_t);

Dot fastest() {
  return has_avx2() ? dot_avx2 : dot_scalar;
}

bool better(const Neighbour& a, const Neighbour& b) {
  return a.cosine != b.cosine ? a.cosine > b.cosine : a.id < b.id;
}

}  // namespace

bool has_avx2() {
  return __builtin_cpu_supports("avx2") != 0;
}

std::int32_t dot_scalar(const std::int8_t* a, const std::int8_t* b, std::size_t length) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < length; ++i) sum += std::int32_t{a[i]} * std::int32_t{b[i]};
  return sum;
}

std::int32_t dot_int8(const std::int8_t* a, const std::int8_t* b, std::size_t length) {
  static const Dot dot = fastest();
  return dot(a, b, length);
}

Int8Vector quantise(std::span<const float> vector) {
  Int8Vector out;
  out.values.resize(vector.size());
  float largest = 0;
  for (const float v : vector) largest = std::max(largest, std::abs(v));
  if (largest == 0) return out;
  std::int64_t length2 = 0;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    out.values[i] = static_cast<std::int8_t>(std::lround(double{vector[i]} * 127 / largest));
    length2 += std::int64_t{out.values[i]} * out.values[i];
  }
  // By the length of the rounded vector, so that a vector's cosine with itself is 1.
  out.scale = length2 > 0 ? static_cast<float>(1 / std::sqrt(static_cast<double>(length2))) : 0;
  return out;
}

Status VectorScan::add(std::int64_t id, std::span<const float> vector) {
  const bool finite = std::all_of(vector.begin(), vector.end(), [](float v) { return std::isfinite(v); });
  if (vector.size() != dimensions_ || !finite)
    return fail(ErrorKind::invalid, "Ce vecteur n'a pas la forme attendue.", "vector scan: length or value");
  const auto small = quantise(vector);
  ids_.push_back(id);
  scales_.push_back(small.scale);
  values_.insert(values_.end(), small.values.begin(), small.values.end());
  return {};
}

bool VectorScan::remove(std::int64_t id) {
  const auto found = std::find(ids_.begin(), ids_.end(), id);
  if (found == ids_.end()) return false;
  // The last vector takes the free place: order means nothing here.
  const auto at = static_cast<std::size_t>(found - ids_.begin()), last = ids_.size() - 1;
  ids_[at] = ids_[last];
  scales_[at] = scales_[last];
  std::copy_n(values_.data() + last * dimensions_, dimensions_, values_.data() + at * dimensions_);
  ids_.pop_back();
  scales_.pop_back();
  values_.resize(last * dimensions_);
  return true;
}

Result<std::vector<Neighbour>> VectorScan::nearest(std::span<const float> vector, std::size_t k) const {
  if (vector.size() != dimensions_)
    return fail(ErrorKind::invalid, "Ce vecteur n'a pas la forme attendue.", "vector scan: length");
  const auto query = quantise(vector);
  std::vector<Neighbour> heap;  // worst of the best on top
  if (k == 0) return heap;
  heap.reserve(k + 1);
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    const auto product = dot_int8(query.values.data(), values_.data() + i * dimensions_, dimensions_);
    const Neighbour one{ids_[i], static_cast<float>(product) * query.scale * scales_[i]};
    if (heap.size() == k && !better(one, heap.front())) continue;
    heap.push_back(one);
    std::push_heap(heap.begin(), heap.end(), better);
    if (heap.size() > k) {
      std::pop_heap(heap.begin(), heap.end(), better);
      heap.pop_back();
    }
  }
  std::sort_heap(heap.begin(), heap.end(), better);
  return heap;
}

}  // namespace parvis::model
