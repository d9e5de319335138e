// A photo model on disk: model.json, head.bin, card.json, as models/README.md §2 says. Every file is checked
// against its sha256 on loading; a missing or changed one is an Error and the service goes on without
// suggestions.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "model/calibration.hpp"
#include "model/linear_head.hpp"

namespace parvis::model {

struct BackboneFiles {
  std::string name;
  std::filesystem::path folder;  // holds model.xml and model.bin
  std::string sha256_xml, sha256_bin;
  int input_size = 0;
  std::vector<std::string> views;  // what the network sees of a photo; its answers are averaged over them
};

enum class Transform { none, l2, sqrt_l2 };

struct FeatureBlock {
  std::string backbone, output;  // output: features, middle or logits
  Transform transform = Transform::none;
  double weight = 1;
  std::size_t size = 0;  // 0: as the network gives it
};

// How a photo becomes the vector that the head takes.
struct FeaturePipeline {
  std::vector<BackboneFiles> backbones;
  std::vector<FeatureBlock> blocks;
  [[nodiscard]] std::size_t dims() const;  // 0: not known before the first photo
  // Changes with anything that changes the features: the name of their cache.
  [[nodiscard]] std::string fingerprint() const;
};

struct PhotoModel {
  std::string name;
  std::string sha256;  // of model.json, which names the hashes of all other files
  std::vector<std::string> classes;
  FeaturePipeline pipeline;
  LinearHead head;
  double temperature = 1;
  double threshold = 0.4;
  base::json::object settings;  // model.json as read

  // All classes, best first.
  Result<std::vector<ClassProbability>> classify(std::span<const float> x) const;
};

// Errors: not_found (code "model_missing"), invalid (code "model_broken": wrong hash, shape or format).
Result<PhotoModel> load_photo_model(const std::filesystem::path& folder);
// The same without a head: what a training starts from. `folder` needs model.json alone, and of it
// `backbones`, `blocks` and, when the usual ones do not suit, `training` and `adaptation`.
Result<PhotoModel> load_photo_plan(const std::filesystem::path& folder);
// Writes head.bin, model.json and card.json durably; `settings` gives what the head itself does not hold.
// Answers the sha256 of model.json.
Result<std::string> save_photo_model(const std::filesystem::path& folder, const PhotoModel& model,
                                     const base::json::object& card);

// Raw outputs of one photo: per backbone and output, the mean over the views. Joined as the blocks say.
using RawFeatures = std::map<std::string, std::vector<float>>;  // key "backbone/output"
Result<std::vector<float>> join_blocks(const FeaturePipeline& pipeline, const RawFeatures& raw);

// Checks folder/model.xml and model.bin against the hashes given or, when empty, those of `sha256` in
// folder/card.json.
Status check_backbone(const BackboneFiles& files);

}  // namespace parvis::model
