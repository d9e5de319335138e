#include "model/faces.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace parvis::model {
namespace {

constexpr int step = 4;  // pixels of the picture per cell of the network's answer

double overlap(const FaceBox& a, const FaceBox& b) {
  const double w = std::max(0.0, std::min(a.x + a.w, b.x + b.w) - std::max(a.x, b.x));
  const double h = std::max(0.0, std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y));
  const double both = w * h;
  return both / std::max(a.w * a.h + b.w * b.h - both, 1e-12);
}

}  // namespace

std::vector<FaceBox> decode_faces(std::span<const float> heatmap, std::span<const float> size,
                                  std::span<const float> offset, int width, int height,
                                  const FaceSettings& settings) {
  const auto columns = static_cast<std::size_t>(width / step), rows = static_cast<std::size_t>(height / step);
  const std::size_t cells = columns * rows;
  if (heatmap.size() != cells || size.size() != 2 * cells || offset.size() != 2 * cells) return {};
  std::vector<FaceBox> boxes;
  for (std::size_t i = 0; i < cells; ++i) {
    if (!(heatmap[i] > settings.threshold)) continue;
    // plane 0 holds heights and rows, plane 1 widths and columns
    const double h = std::exp(double{size[i]}) * step, w = std::exp(double{size[cells + i]}) * step;
    const std::size_t row = i / columns;
    const double x1 = (static_cast<double>(i % columns) + offset[cells + i] + 0.5) * step - w / 2;
    const double y1 = (static_cast<double>(row) + offset[i] + 0.5) * step - h / 2;
    const double left = std::clamp(x1, 0.0, double(width)), top = std::clamp(y1, 0.0, double(height));
    const double right = std::min(left + w, double(width)), bottom = std::min(top + h, double(height));
    boxes.push_back(
        {left / width, top / height, (right - left) / width, (bottom - top) / height, heatmap[i]});
  }
  return merge_faces(std::move(boxes), settings);
}

std::vector<FaceBox> merge_faces(std::vector<FaceBox> boxes, const FaceSettings& settings) {
  std::stable_sort(boxes.begin(), boxes.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  std::vector<FaceBox> kept;
  for (const auto& box : boxes) {
    const bool alone = std::all_of(kept.begin(), kept.end(), [&](const FaceBox& other) {
      return overlap(box, other) < settings.overlap;
    });
    if (alone) kept.push_back(box);
  }
  return kept;
}

FaceBox enlarged(const FaceBox& box, double part) {
  const double left = std::clamp(box.x - box.w * part / 2, 0.0, 1.0);
  const double top = std::clamp(box.y - box.h * part / 2, 0.0, 1.0);
  const double right = std::clamp(box.x + box.w * (1 + part / 2), 0.0, 1.0);
  const double bottom = std::clamp(box.y + box.h * (1 + part / 2), 0.0, 1.0);
  return {left, top, right - left, bottom - top, box.score};
}

}  // namespace parvis::model
