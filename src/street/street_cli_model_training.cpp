#include <algorithm>
#include <ctime>
#include <map>

#include "base/file.hpp"
#include "model/calibration.hpp"
#include "model/photo_evaluation.hpp"
#include "street/street_cli_model_table.hpp"

namespace parvis::street {
namespace {

namespace fs = std::filesystem;
namespace json = base::json;

constexpr std::size_t threshold_least = 30, town_threshold_photos = 100;
constexpr double threshold_precision = 0.70, sure_precision = 0.95, no_threshold = 2.0;

double threshold_of(const std::vector<model::Judged>& judged, double precision, std::size_t least) {
  std::vector<double> sure;
  std::vector<bool> right;
  for (const auto& one : judged) {
    const auto first = model::ranking(one.probabilities).front();
    sure.push_back(one.probabilities[first]);
    right.push_back(first == one.truth);
  }
  return model::threshold_for_precision(sure, right, precision, no_threshold, least);
}

json::object energy_since(std::clock_t start) {
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  const auto energy = model::estimate_energy(seconds, 0, seconds);
  return {{"cpu_seconds", rounded(seconds, 100)},
          {"energy_uwh", rounded(energy.uwh, 1)},
          {"energy_basis", model::energy_label(energy.basis)}};
}

json::object sources_json(const std::vector<model::TablePhoto>& table) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& photo : table) ++counts[photo.source];
  json::object out;
  for (const auto& [name, count] : counts) out[name] = count;
  return out;
}

Status write_photo_list(const fs::path& folder, const std::vector<model::TablePhoto>& table) {
  std::string lines;
  for (const auto& photo : table) lines += photo.sha256 + "\t" + photo.label + "\t" + photo.source + "\n";
  return base::write_file_durably(folder / "photos.tsv", lines);
}

Result<json::object> train(const TrainOptions& options, std::ostream& err) {
  PARVIS_TRY(loaded, load_table(options.table, false, err));
  const auto start = std::clock();
  auto model = std::move(loaded.model);
  model.classes = model::classes_of(loaded.photos);
  model.name = options.out.filename().string();
  const auto material = model::material_of(loaded.photos, model.classes);
  std::erase_if(loaded.photos, [&](const auto& photo) {
    return std::find(model.classes.begin(), model.classes.end(), photo.label) == model.classes.end();
  });
  if (model.classes.size() < 2)
    return fail(ErrorKind::invalid, "Il faut au moins deux classes de 20 photos pour entraîner un modèle.");
  const model::DotProducts products(material.photos.inputs);
  const auto training = training_of(model.settings);
  PARVIS_TRY(head, model::train_head(material.photos, products, training));
  model.head = std::move(head);
  PARVIS_TRY(held, model::held_out_by_source(material, products, 1, training));
  // photos of one source only: groups stand in for what no other source can tell
  if (held.rows.empty()) {
    PARVIS_TRY(by_group, model::held_out_by_group(material, products, 1, 5, 20'260'601, training));
    held = std::move(by_group);
  }
  model::Rows truth;
  for (const auto& one : held.judged) truth.push_back(one.truth);
  model.temperature = model::fit_temperature(held.scores, truth);
  model::set_temperature(held, model.temperature);
  model.threshold = threshold_of(held.judged, threshold_precision, threshold_least);
  model.settings["threshold_95"] = threshold_of(held.judged, sure_precision, threshold_least);
  model.settings["data_sha256"] = model::data_hash(loaded.photos);
  model.settings["seed"] = 0;
  const auto sources = sources_json(loaded.photos);
  auto report = energy_since(start);
  PARVIS_TRY(sha,
             model::save_photo_model(options.out, model,
                                     {{"name", model.name}, {"sources", sources}, {"training", report}}));
  PARVIS_CHECK(write_photo_list(options.out, loaded.photos));
  report["model"] = json::object{{"name", model.name}, {"sha256", sha}};
  report["photos"] = loaded.photos.size();
  report["sources"] = sources;
  report["temperature"] = model.temperature;
  report["threshold"] = model.threshold;
  report["held_out_top1"] = model::top_k(held.judged, 1);
  report["held_out_top3"] = model::top_k(held.judged, 3);
  return report;
}

Result<json::object> adapt(const AdaptOptions& options, std::ostream& err) {
  PARVIS_TRY(loaded, load_table(options.table, true, err));
  const auto start = std::clock();
  auto model = std::move(loaded.model);
  if (model.settings.contains("base"))
    return fail(ErrorKind::invalid,
                "Ce modèle est déjà adapté : partez du modèle livré, avec toutes les photos.",
                "adapting an adapted model");
  const auto material = model::material_of(loaded.photos, model.classes);
  PARVIS_TRY(adapted, model::adapt_head(model.head, model.temperature, material.photos.inputs,
                                        material.photos.labels, adaptation_of(model.settings)));
  model::HeldOut held{{}, adapted.left_out, {}};
  for (std::size_t i = 0; i < adapted.left_out.size(); ++i)
    held.judged.push_back({material.photos.labels[i],
                           model::softmax(adapted.left_out[i], adapted.temperature), material.groups[i],
                           material.photos.sources[i]});
  model.settings["base"] = model.name;
  model.settings["base_head_sha256"] = base::text_or(model.settings, "head_sha256");
  model.settings["town_photos"] = material.photos.labels.size();
  model.settings["data_sha256"] = model::data_hash(loaded.photos);
  model.name = options.out.filename().string();
  model.head = std::move(adapted.head);
  model.temperature = adapted.temperature;
  // a threshold from a handful of photos is luck: on new towns, 95 % asked of 20 photos gave 84 %
  const bool enough = held.judged.size() >= town_threshold_photos;
  model.threshold = enough ? threshold_of(held.judged, threshold_precision, threshold_least) : no_threshold;
  model.settings["threshold_95"] =
      enough ? threshold_of(held.judged, sure_precision, threshold_least) : no_threshold;
  auto report = energy_since(start);
  PARVIS_TRY(sha,
             model::save_photo_model(options.out, model, {{"name", model.name}, {"adaptation", report}}));
  PARVIS_CHECK(write_photo_list(options.out, loaded.photos));
  report["model"] = json::object{{"name", model.name}, {"sha256", sha}};
  report["photos"] = material.photos.labels.size();
  report["temperature"] = model.temperature;
  report["threshold"] = model.threshold;
  report["left_out_top1"] = model::top_k(held.judged, 1);
  report["left_out_top3"] = model::top_k(held.judged, 3);
  return report;
}

}  // namespace

int street_train(const TrainOptions& options, std::ostream& out, std::ostream& err) {
  return told_report(train(options, err), true, out, err);
}

int street_adapt(const AdaptOptions& options, std::ostream& out, std::ostream& err) {
  return told_report(adapt(options, err), true, out, err);
}

}  // namespace parvis::street
