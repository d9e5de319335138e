#include "model/picture_checks.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace parvis::model {
namespace {

// ITU-R BT.601 luma.
std::vector<double> luma_of(const Pixels& pixels) {
  std::vector<double> luma(pixels.rgb.size() / 3);
  for (std::size_t i = 0; i < luma.size(); ++i)
    luma[i] = 0.299 * pixels.rgb[3 * i] + 0.587 * pixels.rgb[3 * i + 1] + 0.114 * pixels.rgb[3 * i + 2];
  return luma;
}

double laplacian_variance(const std::vector<double>& luma, std::size_t width, std::size_t height) {
  double sum = 0, squares = 0;
  std::size_t n = 0;
  for (std::size_t y = 1; y + 1 < height; ++y)
    for (std::size_t x = 1; x + 1 < width; ++x, ++n) {
      const std::size_t i = y * width + x;
      const double v = luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width] - 4 * luma[i];
      sum += v, squares += v * v;
    }
  if (n == 0) return 0;
  const double mean = sum / static_cast<double>(n);
  return squares / static_cast<double>(n) - mean * mean;
}

std::uint64_t hash_of(const std::vector<double>& luma, std::size_t width, std::size_t height) {
  constexpr std::size_t columns = 9, rows = 8;
  if (width < columns || height < rows) return 0;
  std::array<double, columns * rows> cells{};
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      const std::size_t x0 = width * c / columns, x1 = width * (c + 1) / columns;
      const std::size_t y0 = height * r / rows, y1 = height * (r + 1) / rows;
      double sum = 0;
      for (std::size_t y = y0; y < y1; ++y)
        for (std::size_t x = x0; x < x1; ++x) sum += luma[y * width + x];
      cells[r * columns + c] = sum / static_cast<double>((x1 - x0) * (y1 - y0));
    }
  std::uint64_t hash = 0;
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c + 1 < columns; ++c)
      hash = hash << 1 | (cells[r * columns + c] > cells[r * columns + c + 1] ? 1 : 0);
  return hash;
}

}  // namespace

PictureChecks check_picture(const Pixels& pixels) {
  const auto luma = luma_of(pixels);
  const auto width = static_cast<std::size_t>(pixels.width), height = static_cast<std::size_t>(pixels.height);
  if (luma.empty() || luma.size() != width * height) return {};
  double sum = 0;
  for (const double v : luma) sum += v;
  return {sum / static_cast<double>(luma.size()), laplacian_variance(luma, width, height),
          hash_of(luma, width, height)};
}

std::uint64_t difference_hash(const Pixels& pixels) {
  return check_picture(pixels).dhash;
}

}  // namespace parvis::model
