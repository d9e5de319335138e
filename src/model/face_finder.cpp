#include "model/face_finder.hpp"

#include <algorithm>

namespace parvis::model {
namespace {

constexpr int network_multiple = 32;

const Tensor* tensor_named(const std::vector<Tensor>& tensors, std::string_view name) {
  const auto found =
      std::find_if(tensors.begin(), tensors.end(), [&](const Tensor& t) { return t.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

struct Span {
  int from = 0, length = 0;
};

// Pieces of one side, each a multiple of 32, neighbours overlapping.
std::vector<Span> spans_of(int side, const FaceSettings& settings) {
  if (side <= settings.tile_side_pixels) return {{0, side}};
  const int count = (side + settings.tile_side_pixels - 1) / settings.tile_side_pixels;
  const int wanted = side / count + settings.tile_overlap_pixels;
  const int length = std::min(side, (wanted + network_multiple - 1) / network_multiple * network_multiple);
  std::vector<Span> spans;
  for (int i = 0; i < count; ++i) spans.push_back({(side - length) * i / (count - 1), length});
  return spans;
}

Pixels cut(const Pixels& pixels, const Span& columns, const Span& rows) {
  Pixels out{columns.length, rows.length, {}};
  out.rgb.reserve(static_cast<std::size_t>(columns.length) * static_cast<std::size_t>(rows.length) * 3);
  for (int y = rows.from; y < rows.from + rows.length; ++y) {
    const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.width) +
                     static_cast<std::size_t>(columns.from)) *
                    3;
    const auto* row = pixels.rgb.data() + at;
    out.rgb.insert(out.rgb.end(), row, row + static_cast<std::size_t>(columns.length) * 3);
  }
  return out;
}

}  // namespace

Result<FaceFinder> FaceFinder::load(Engine& engine, const std::filesystem::path& folder) {
  FaceFinder finder;
  PARVIS_TRY(network, engine.load(folder, 0, {}));
  finder.network_ = std::move(network);
  return finder;
}

Result<std::vector<FaceBox>> FaceFinder::look(const Pixels& pixels, const FaceSettings& settings) const {
  PARVIS_TRY(answers, network_->run(pixels));
  const auto* heatmap = tensor_named(answers, "heatmap");
  const auto* size = tensor_named(answers, "size");
  const auto* offset = tensor_named(answers, "offset");
  if (heatmap == nullptr || size == nullptr || offset == nullptr)
    return fail(ErrorKind::internal, "Le réseau de recherche de visages n'est pas le bon.", "outputs");
  return decode_faces(heatmap->values, size->values, offset->values, pixels.width, pixels.height, settings);
}

Result<std::vector<FaceBox>> FaceFinder::look_at_tiles(const Pixels& pixels,
                                                       const FaceSettings& settings) const {
  std::vector<FaceBox> all;
  for (const auto& rows : spans_of(pixels.height, settings))
    for (const auto& columns : spans_of(pixels.width, settings)) {
      PARVIS_TRY(boxes, look(cut(pixels, columns, rows), settings));
      for (const auto& box : boxes)
        all.push_back({(columns.from + box.x * columns.length) / pixels.width,
                       (rows.from + box.y * rows.length) / pixels.height,
                       box.w * columns.length / pixels.width, box.h * rows.length / pixels.height,
                       box.score});
    }
  return all;
}

Result<std::vector<FaceBox>> FaceFinder::find(Bytes photo, const FaceSettings& settings) const {
  const std::scoped_lock lock(*one_at_a_time_);
  PARVIS_TRY(pixels, decode_upright(photo, settings.max_side_pixels, network_multiple));
  const int side = std::max(pixels.width, pixels.height);
  if (side > settings.tile_side_pixels) {
    PARVIS_TRY(whole, decode_upright(photo, settings.tile_side_pixels, network_multiple));
    PARVIS_TRY(boxes, look(whole, settings));
    PARVIS_TRY(more, look_at_tiles(pixels, settings));
    boxes.insert(boxes.end(), more.begin(), more.end());
    return merge_faces(std::move(boxes), settings);
  }
  PARVIS_TRY(boxes, look(pixels, settings));
  if (side <= settings.small_side_pixels) {
    PARVIS_TRY(doubled, stretched(pixels, 2 * pixels.width, 2 * pixels.height));
    PARVIS_TRY(more, look(doubled, settings));
    boxes.insert(boxes.end(), more.begin(), more.end());
  }
  return merge_faces(std::move(boxes), settings);
}

base::json::array boxes_to_json(const std::vector<FaceBox>& boxes) {
  base::json::array array;
  for (const auto& box : boxes)
    array.push_back(
        base::json::object{{"x", box.x}, {"y", box.y}, {"w", box.w}, {"h", box.h}, {"score", box.score}});
  return array;
}

std::vector<FaceBox> boxes_from_json(const base::json::array& array) {
  std::vector<FaceBox> boxes;
  for (const auto& value : array) {
    if (!value.is_object()) continue;
    const auto& one = value.get_object();
    boxes.push_back({base::number_or(one, "x"), base::number_or(one, "y"), base::number_or(one, "w"),
                     base::number_or(one, "h"), base::number_or(one, "score")});
  }
  return boxes;
}

}  // namespace parvis::model
