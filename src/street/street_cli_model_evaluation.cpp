#include <map>

#include "base/hashing.hpp"
#include "model/calibration.hpp"
#include "model/photo_evaluation.hpp"
#include "street/street_cli_model_table.hpp"
#include "street/suggestion_fusion.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

constexpr double sure_precision = 0.95;

json::array interval_json(const model::Interval& interval) {
  return {rounded(interval.low, 1e4), rounded(interval.high, 1e4)};
}

json::object figures_json(const model::HeldOut& held, const model::PhotoModel& model) {
  model::EvaluationSettings settings;
  settings.threshold = model.threshold;
  const auto figures = model::figures_of(held.judged, model.classes.size(), settings);
  auto plain = held;
  model::set_temperature(plain, 1);
  json::array classes, confusion;
  for (const auto& one : figures.classes)
    classes.push_back(json::object{{"class", model.classes[one.index]},
                                   {"n", one.n},
                                   {"precision", rounded(one.precision, 1e4)},
                                   {"recall", rounded(one.recall, 1e4)},
                                   {"f1", rounded(one.f1, 1e4)}});
  for (const auto& row : model::confusion(held.judged, model.classes.size()))
    confusion.push_back(json::value_from(row));
  return {{"n", figures.n},
          {"groups", figures.groups},
          {"sources", figures.sources},
          {"top1", rounded(figures.top1, 1e4)},
          {"top1_interval", interval_json(figures.top1_interval)},
          {"top3", rounded(figures.top3, 1e4)},
          {"top3_interval", interval_json(figures.top3_interval)},
          {"macro_f1", rounded(figures.macro_f1, 1e4)},
          {"macro_f1_interval", interval_json(figures.macro_f1_interval)},
          {"balanced_accuracy", rounded(figures.balanced_accuracy, 1e4)},
          {"calibration_error", rounded(figures.calibration_error, 1e4)},
          {"calibration_error_before_temperature", rounded(model::calibration_error(plain.judged), 1e4)},
          {"threshold", model.threshold},
          {"abstention", rounded(figures.abstention, 1e4)},
          {"precision_kept", rounded(figures.precision_kept, 1e4)},
          {"classes", classes},
          {"confusion", confusion}};
}

// The threshold is set on the photos of even groups and judged on the others.
json::object coverage_json(const model::HeldOut& held) {
  std::vector<model::Judged> validation, test;
  for (const auto& one : held.judged)
    (base::sha256_hex(one.group)[0] % 2 == 0 ? validation : test).push_back(one);
  const auto coverage = model::coverage_at_precision(validation, test, sure_precision);
  return {{"threshold", rounded(coverage.threshold, 1e4)},
          {"coverage", rounded(coverage.coverage, 1e4)},
          {"precision", rounded(coverage.precision, 1e4)}};
}

// What a fixed threshold on the first probability keeps, and how often it is right then.
json::object kept_json(const model::HeldOut& held, double threshold) {
  model::EvaluationSettings settings;
  settings.threshold = threshold;
  settings.resamples = 0;
  const auto figures = model::figures_of(held.judged, 0, settings);
  return {{"threshold", threshold},
          {"kept", rounded(1 - figures.abstention, 1e4)},
          {"precision", rounded(figures.precision_kept, 1e4)}};
}

json::object per_source_json(const model::HeldOut& held) {
  std::map<std::string, std::vector<model::Judged>> by_source;
  for (const auto& one : held.judged) by_source[one.source].push_back(one);
  json::object out;
  for (const auto& [source, judged] : by_source)
    out[source] = json::object{{"n", judged.size()},
                               {"top1", rounded(model::top_k(judged, 1), 1e4)},
                               {"top3", rounded(model::top_k(judged, 3), 1e4)}};
  return out;
}

json::object curve_json(const std::map<std::size_t, model::TownPoint>& curve) {
  json::object out;
  for (const auto& [k, point] : curve)
    out[std::to_string(k)] =
        json::object{{"towns", point.towns},
                     {"balanced_accuracy", rounded(point.balanced_accuracy, 1e4)},
                     {"top1", rounded(point.top1, 1e4)},
                     {"top3", rounded(point.top3, 1e4)},
                     {"logistic_balanced_accuracy", rounded(point.logistic_balanced_accuracy, 1e4)},
                     {"coverage_at_95", rounded(point.coverage_95, 1e4)},
                     {"precision_there", rounded(point.precision_95, 1e4)}};
  return out;
}

Result<json::object> evaluate(const EvaluateOptions& options, std::ostream& err) {
  PARVIS_TRY(loaded, load_table(options.table, true, err));
  const auto& model = loaded.model;
  const auto material = model::material_of(loaded.photos, model.classes);
  const model::DotProducts products(material.photos.inputs);
  const auto training = training_of(model.settings);
  json::object out{{"split", options.split},
                   {"model", json::object{{"name", model.name}, {"sha256", model.sha256}}},
                   {"photos", material.photos.labels.size()},
                   {"photos_of_other_classes", loaded.photos.size() - material.photos.labels.size()}};
  if (options.split == "new-town") {
    PARVIS_TRY(curve, model::new_town_curve(material, products, model.temperature, training,
                                            adaptation_of(model.settings)));
    out["curve"] = curve_json(curve);
    return out;
  }
  PARVIS_TRY(held,
             options.split == "source"
                 ? model::held_out_by_source(material, products, model.temperature, training)
                 : model::held_out_by_group(material, products, model.temperature, 5, 20'260'601, training));
  // by source: no head can name a class that only the left-out source has
  out["photos_no_head_could_name"] = material.photos.labels.size() - held.rows.size();
  out["figures"] = figures_json(held, model);
  out["per_source"] = per_source_json(held);
  out["kept_by_fusion"] = json::array{kept_json(held, FusionSettings{}.abstain_below),
                                      kept_json(held, FusionSettings{}.preselect_from)};
  out["coverage_at_95"] = coverage_json(held);
  return out;
}

}  // namespace

int street_evaluate(const EvaluateOptions& options, std::ostream& out, std::ostream& err) {
  return told_report(evaluate(options, err), options.json, out, err);
}

}  // namespace parvis::street
