// Faces of a photo by the CenterFace network, to be hidden before it is shown. Runs in the vision worker.
// Thread-safe; one photo at a time, because the network holds hundreds of megabytes. A large photo is seen
// whole at half its size, for large faces, then in overlapping tiles at its full one, for small faces, so
// that memory stays the same.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "model/engine.hpp"
#include "model/faces.hpp"

namespace parvis::model {

class FaceFinder {
 public:
  static Result<FaceFinder> load(Engine& engine, const std::filesystem::path& folder);
  // Errors: unsupported (broken photo), internal.
  Result<std::vector<FaceBox>> find(Bytes photo, const FaceSettings& settings = {}) const;

 private:
  Result<std::vector<FaceBox>> look(const Pixels& pixels, const FaceSettings& settings) const;
  Result<std::vector<FaceBox>> look_at_tiles(const Pixels& pixels, const FaceSettings& settings) const;
  std::unique_ptr<Network> network_;
  std::unique_ptr<std::mutex> one_at_a_time_ = std::make_unique<std::mutex>();
};

base::json::array boxes_to_json(const std::vector<FaceBox>& boxes);
std::vector<FaceBox> boxes_from_json(const base::json::array& array);

}  // namespace parvis::model
