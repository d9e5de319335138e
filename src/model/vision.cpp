#include "model/vision.hpp"

#include <algorithm>
#include <charconv>
#include <thread>

#include "base/log.hpp"
#include "model/face_finder.hpp"
#include "model/model_folder.hpp"
#include "model/vision_process.hpp"

namespace parvis::model {
namespace {

namespace json = base::json;

constexpr int check_deadline_ms = 2'000;

std::uint64_t hash_in(const json::object& answer) {
  const auto text = base::text_or(answer, "dhash");
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Result<PhotoModel> model_for(const VisionSettings& settings) {
  if (settings.model_folder.empty())
    return fail(ErrorKind::unavailable, "Aucun modèle de photos n'est installé.", "no model folder",
                "model_missing");
  auto model = load_photo_model(settings.model_folder);
  if (model) return model;
  auto error = model.error();
  error.kind = ErrorKind::unavailable;
  base::log_error("photo_model_refused", {{"detail", error.detail}, {"code", error.code}});
  return tl::make_unexpected(error);
}

bool faces_good(const std::filesystem::path& folder) {
  if (folder.empty()) return false;
  const auto good = check_backbone({"faces", folder, {}, {}, 0});
  if (!good)
    base::log_error("faces_model_refused", {{"detail", good.error().detail}, {"code", good.error().code}});
  return good.has_value();
}

class ProcessVision final : public Vision {
 public:
  explicit ProcessVision(const VisionSettings& settings)
      : settings_(settings), model_(model_for(settings)), process_(settings, setup_of(settings, model_)) {}

  Result<PhotoFacts> inspect(const std::filesystem::path& photo, std::string_view name) override {
    PARVIS_TRY(facts, check_photo_file(photo, name, settings_.photo_limits));
    const auto answer = process_.call({{"op", "check"}, {"photo", absolute(photo)}}, check_deadline_ms);
    if (answer) {
      facts.dark = base::flag_or(answer->text, "dark");
      facts.blurry = base::flag_or(answer->text, "blurry");
    } else if (answer.error().kind == ErrorKind::unsupported) {
      return tl::make_unexpected(answer.error());
    }
    return facts;
  }

  Result<PhotoReading> read(const std::filesystem::path& photo, int deadline_ms) override {
    const bool features_only = !settings_.pipeline.backbones.empty();
    if (!model_ && !features_only) return tl::make_unexpected(model_.error());
    PARVIS_TRY(answer, process_.call({{"op", "read"}, {"photo", absolute(photo)}}, deadline_ms));
    PARVIS_TRY(reading, reading_of(answer));
    if (!model_) return reading;
    PARVIS_TRY(classes, model_->classify(reading.input));
    reading.abstained = classes.front().probability < model_->threshold;
    reading.classes = std::move(classes);
    reading.model = {model_->name, model_->sha256};
    return reading;
  }

  Result<std::vector<FaceBox>> find_faces(const std::filesystem::path& photo, int deadline_ms) override {
    PARVIS_TRY(answer, process_.call({{"op", "faces"}, {"photo", absolute(photo)}}, deadline_ms));
    PARVIS_TRY(list, base::need_array(answer.text, "boxes"));
    return boxes_from_json(list);
  }

  Result<DerivedFiles> derive(const std::filesystem::path& photo, const std::vector<FaceBox>& boxes,
                              const std::filesystem::path& shown, const std::filesystem::path& thumb,
                              int deadline_ms) override {
    PARVIS_TRY(answer, process_.call({{"op", "derive"},
                                      {"photo", absolute(photo)},
                                      {"boxes", boxes_to_json(boxes)},
                                      {"shown", absolute(shown)},
                                      {"thumb", absolute(thumb)}},
                                     deadline_ms));
    const auto side = [&](const char* key) { return static_cast<int>(base::integer_or(answer.text, key)); };
    return DerivedFiles{side("width"), side("height"), side("thumb_width"), side("thumb_height")};
  }

  [[nodiscard]] Result<ModelIdentity> model() const override {
    if (!model_) return tl::make_unexpected(model_.error());
    return ModelIdentity{model_->name, model_->sha256};
  }

 private:
  static std::string absolute(const std::filesystem::path& path) {
    return std::filesystem::absolute(path).string();
  }

  static WorkerSetup setup_of(const VisionSettings& settings, const Result<PhotoModel>& model) {
    WorkerSetup setup;
    setup.pipeline = model ? model->pipeline : settings.pipeline;
    if (faces_good(settings.faces_folder)) setup.faces_folder = settings.faces_folder;
    setup.cache_folder = settings.cache_folder;
    setup.threads = settings.worker_threads > 0
                        ? settings.worker_threads
                        : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    setup.max_memory_bytes = settings.max_worker_memory_bytes;
    return setup;
  }

  Result<PhotoReading> reading_of(const WireMessage& answer) const {
    const auto cut = static_cast<std::size_t>(base::integer_or(answer.text, "feature"));
    if (cut > answer.floats.size())
      return fail(ErrorKind::internal, "Réponse illisible du lecteur de photos.", "floats");
    PhotoReading reading;
    const auto middle = answer.floats.begin() + static_cast<std::ptrdiff_t>(cut);
    reading.feature.assign(answer.floats.begin(), middle);
    reading.input.assign(middle, answer.floats.end());
    reading.dhash = hash_in(answer.text);
    reading.dark = base::flag_or(answer.text, "dark");
    reading.blurry = base::flag_or(answer.text, "blurry");
    reading.milliseconds = base::number_or(answer.text, "ms");
    reading.cpu_ns = base::integer_or(answer.text, "cpu_ns");
    reading.energy = estimate_energy(static_cast<double>(reading.cpu_ns) / 1e9,
                                     base::number_or(answer.text, "resident_gb"), reading.milliseconds / 1e3,
                                     settings_.power);
    return reading;
  }

  const VisionSettings settings_;
  const Result<PhotoModel> model_;
  VisionProcess process_;
};

}  // namespace

std::unique_ptr<Vision> start_vision(const VisionSettings& settings) {
  return std::make_unique<ProcessVision>(settings);
}

}  // namespace parvis::model
