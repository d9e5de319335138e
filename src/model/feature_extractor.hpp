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
  std::vector<float> feature;  // "features" of the first backbone, mean over its views
  PictureChecks checks;
};

class FeatureExtractor {
 public:
  static Result<FeatureExtractor> load(Engine& engine, const FeaturePipeline& pipeline);
  // Errors: unsupported (broken photo), internal.
  Result<PhotoFeatures> extract(Bytes photo) const;

 private:
  struct Part {
    std::unique_ptr<Network> network;
    std::vector<View> views;
  };
  FeaturePipeline pipeline_;
  std::vector<Part> parts_;  // as pipeline_.backbones
};

}  // namespace parvis::model
