#include "model/face_finder.hpp"

#include <algorithm>

namespace parvis::model {
namespace {

constexpr int network_multiple = 32;

const Tensor* tensor_named(const std::vector<Tensor>& tensors, std::string_view name) {
  const auto found = std::find_if(tensors.begin(), tensors.end(), [&](const Tensor& t) { return t.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

}  // namespace

Result<FaceFinder> FaceFinder::load(Engine& engine, const std::filesystem::path& folder) {
  FaceFinder finder;
  PARVIS_TRY(network, engine.load(folder, 0));
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

Result<std::vector<FaceBox>> FaceFinder::find(Bytes photo, const FaceSettings& settings) const {
  const std::scoped_lock lock(*one_at_a_time_);
  PARVIS_TRY(pixels, decode_upright(photo, settings.max_side_pixels, network_multiple));
  PARVIS_TRY(boxes, look(pixels, settings));
  if (std::max(pixels.width, pixels.height) <= settings.small_side_pixels) {
    PARVIS_TRY(doubled, stretched(pixels, 2 * pixels.width, 2 * pixels.height));
    PARVIS_TRY(more, look(doubled, settings));
    boxes.insert(boxes.end(), more.begin(), more.end());
  }
  return merge_faces(std::move(boxes), settings);
}

base::json::array boxes_to_json(const std::vector<FaceBox>& boxes) {
  base::json::array array;
  for (const auto& box : boxes)
    array.push_back(base::json::object{{"x", box.x}, {"y", box.y}, {"w", box.w}, {"h", box.h}, {"score", box.score}});
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
