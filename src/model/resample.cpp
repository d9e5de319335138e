#include "model/resample.hpp"

#include <algorithm>
#include <cmath>

namespace parvis::model {
namespace {

// What one output pixel takes of a row or a column: `weights` from `first` on, with sum 1.
struct Taps {
  std::size_t first = 0;
  std::vector<float> weights;
};

std::vector<Taps> taps_of(int from, int to, int start, int count) {
  const double scale = static_cast<double>(from) / to, reach = std::max(scale, 1.0);
  std::vector<Taps> all;
  for (int i = start; i < start + count; ++i) {
    const double centre = (i + 0.5) * scale;
    const int first = std::max(0, static_cast<int>(std::floor(centre - reach + 0.5)));
    const int last = std::min(from, static_cast<int>(std::floor(centre + reach + 0.5)));
    Taps taps{static_cast<std::size_t>(first), {}};
    double sum = 0;
    for (int j = first; j < last; ++j) sum += std::max(0.0, 1 - std::abs(j + 0.5 - centre) / reach);
    for (int j = first; j < last; ++j)
      taps.weights.push_back(static_cast<float>(std::max(0.0, 1 - std::abs(j + 0.5 - centre) / reach) / sum));
    all.push_back(std::move(taps));
  }
  return all;
}

// One output row of the vertical pass, over the whole width of the source.
void add_rows(const Pixels& pixels, const Taps& taps, std::vector<float>& row) {
  std::fill(row.begin(), row.end(), 0.0F);
  for (std::size_t t = 0; t < taps.weights.size(); ++t) {
    const float weight = taps.weights[t];
    const std::uint8_t* source = pixels.rgb.data() + (taps.first + t) * row.size();
    float* sum = row.data();
    for (std::size_t i = 0; i < row.size(); ++i) sum[i] += weight * static_cast<float>(source[i]);
  }
}

void add_columns(const std::vector<float>& row, const std::vector<Taps>& columns, std::uint8_t* out) {
  for (const auto& taps : columns) {
    const float* source = row.data() + taps.first * 3;
    float r = 0.5F, g = 0.5F, b = 0.5F;  // rounds when cut to whole levels
    for (const float weight : taps.weights) {
      r += weight * source[0], g += weight * source[1], b += weight * source[2];
      source += 3;
    }
    *out++ = static_cast<std::uint8_t>(r), *out++ = static_cast<std::uint8_t>(g);
    *out++ = static_cast<std::uint8_t>(b);
  }
}

}  // namespace

// Rows first: that pass runs over the most values, and over neighbours in memory.
Pixels resampled(const Pixels& pixels, int width, int height, const Window& part) {
  const auto rows = taps_of(pixels.height, height, part.top, part.height);
  const auto columns = taps_of(pixels.width, width, part.left, part.width);
  const auto out_row = static_cast<std::size_t>(part.width) * 3;
  Pixels out{part.width, part.height, {}};
  out.rgb.resize(out_row * static_cast<std::size_t>(part.height));
  std::vector<float> row(static_cast<std::size_t>(pixels.width) * 3);
  for (std::size_t y = 0; y < rows.size(); ++y) {
    add_rows(pixels, rows[y], row);
    add_columns(row, columns, out.rgb.data() + y * out_row);
  }
  return out;
}

}  // namespace parvis::model
