#include "model/feature_extractor.hpp"

#include <set>

namespace parvis::model {
namespace {

View unflipped(View view) {
  switch (view) {
    case View::squash_flip:
      return View::squash;
    case View::zoom_flip:
      return View::zoom;
    default:
      return view;
  }
}

// Makes each plain view of each size once, whatever number of flips, networks and checks follow.
class ViewMaker {
 public:
  explicit ViewMaker(const Pixels& base) : base_(base) {}
  Pixels make(int size, View view) {
    const View plain = unflipped(view);
    auto found = plain_.find({size, plain});
    if (found == plain_.end())
      found = plain_.emplace(std::pair(size, plain), make_view(base_, size, plain)).first;
    return plain == view ? found->second : mirrored(found->second);
  }

 private:
  const Pixels& base_;
  std::map<std::pair<int, View>, Pixels> plain_;
};

}  // namespace

Result<FeatureExtractor> FeatureExtractor::load(Engine& engine, const FeaturePipeline& pipeline) {
  FeatureExtractor extractor;
  extractor.pipeline_ = pipeline;
  for (const auto& backbone : pipeline.backbones) {
    Part part;
    for (const auto& name : backbone.views) {
      PARVIS_TRY(view, view_of(name));
      part.views.push_back(view);
    }
    std::set<std::string> outputs{"features"};
    for (const auto& block : pipeline.blocks)
      if (block.backbone == backbone.name) outputs.insert(block.output);
    PARVIS_TRY(network, engine.load(backbone.folder, backbone.input_size, outputs));
    part.network = std::move(network);
    extractor.parts_.push_back(std::move(part));
  }
  if (extractor.parts_.empty())
    return fail(ErrorKind::unavailable, "Le modèle de photos est vide.", "no backbone", "model_broken");
  return extractor;
}

Result<PhotoFeatures> FeatureExtractor::extract(Bytes photo) const {
  PhotoFeatures out;
  PARVIS_TRY(base, decode_base(photo));
  ViewMaker maker(base);
  RawFeatures raw;
  for (std::size_t b = 0; b < parts_.size(); ++b) {
    const auto& [network, views] = parts_[b];
    const auto share = 1.0F / static_cast<float>(views.size());
    for (const auto view : views) {
      PARVIS_TRY(answers, network->run(maker.make(pipeline_.backbones[b].input_size, view)));
      for (const auto& tensor : answers) {
        auto& sum = raw[pipeline_.backbones[b].name + "/" + tensor.name];
        sum.resize(tensor.values.size());
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += tensor.values[i] * share;
      }
    }
  }
  out.checks = check_picture(maker.make(checks_view_pixels, View::squash));
  PARVIS_TRY(input, join_blocks(pipeline_, raw));
  out.input = std::move(input);
  out.feature = raw[pipeline_.backbones.front().name + "/features"];
  return out;
}

}  // namespace parvis::model
