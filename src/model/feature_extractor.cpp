#include "model/feature_extractor.hpp"

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
  Result<Pixels> make(int size, View view) {
    const View plain = unflipped(view);
    auto found = plain_.find({size, plain});
    if (found == plain_.end()) {
      PARVIS_TRY(pixels, make_view(base_, size, plain));
      found = plain_.emplace(std::pair(size, plain), std::move(pixels)).first;
    }
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
  for (const auto& name : pipeline.views) {
    PARVIS_TRY(view, view_of(name));
    extractor.views_.push_back(view);
  }
  for (const auto& backbone : pipeline.backbones) {
    PARVIS_TRY(network, engine.load(backbone.folder, backbone.input_size));
    extractor.networks_.push_back(std::move(network));
  }
  if (extractor.views_.empty() || extractor.networks_.empty())
    return fail(ErrorKind::unavailable, "Le modèle de photos est vide.", "no view or backbone",
                "model_broken");
  return extractor;
}

Result<PhotoFeatures> FeatureExtractor::extract(Bytes photo) const {
  PhotoFeatures out;
  PARVIS_TRY(base, decode_base(photo));
  ViewMaker maker(base);
  RawFeatures raw;
  const auto share = 1.0F / static_cast<float>(views_.size());
  for (std::size_t b = 0; b < networks_.size(); ++b) {
    const auto& backbone = pipeline_.backbones[b];
    for (std::size_t v = 0; v < views_.size(); ++v) {
      PARVIS_TRY(pixels, maker.make(backbone.input_size, views_[v]));
      PARVIS_TRY(answers, networks_[b]->run(pixels));
      for (const auto& tensor : answers) {
        auto& sum = raw[backbone.name + "/" + tensor.name];
        sum.resize(tensor.values.size());
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += tensor.values[i] * share;
      }
    }
  }
  PARVIS_TRY(small, maker.make(checks_view_pixels, View::squash));
  out.checks = check_picture(small);
  PARVIS_TRY(input, join_blocks(pipeline_, raw));
  out.input = std::move(input);
  out.feature = raw[pipeline_.backbones.front().name + "/features"];
  return out;
}

}  // namespace parvis::model
