// From the bytes of a photo to the vector that a head takes: views, networks, blocks (models/README.md). Runs
// in the vision worker. Thread-safe.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/engine.hpp"
#include "model/model_folder.hpp"
#include "model/picture_checks.hpp"

namespace parvis::model {

struct PhotoFeatures {
  std::vector<float> input;    // of the head
  std::vector<float> feature;  // "features" of the first backbone, mean over the views
  PictureChecks checks;
};

class FeatureExtractor {
 public:
  static Result<FeatureExtractor> load(Engine& engine, const FeaturePipeline& pipeline);
  // Errors: unsupported (broken photo), internal.
  Result<PhotoFeatures> extract(Bytes photo) const;

 private:
  FeaturePipeline pipeline_;
  std::vector<View> views_;
  std::vector<std::unique_ptr<Network>> networks_;  // as pipeline_.backbones
};

}  // namespace parvis::model
