// The photo models on this machine, found by the hash that decisions name: the one in use, then those whose
// folders stand beside it or under DATA/models. A past model is started when a replay asks for it and kept
// until the end. Not thread-safe: commands replay one decision after the other.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/vision.hpp"

namespace parvis::app {

class InstalledModels {
 public:
  // `in_use` may be null; `settings` are those it was started with.
  InstalledModels(model::Vision* in_use, model::VisionSettings settings,
                  const std::filesystem::path& past_models);
  // Errors: not_found (code "model_gone"); what starting it gives.
  Result<model::Vision*> of(const std::string& sha256);

 private:
  model::Vision* in_use_;
  model::VisionSettings settings_;
  std::vector<std::filesystem::path> shelves_;
  std::map<std::string, std::unique_ptr<model::Vision>> past_;
};

}  // namespace parvis::app
