// What the model commands share: places, the table of photos with its features, settings of a model, answers.
#pragma once

#include <ostream>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "model/head_training.hpp"
#include "model/model_folder.hpp"
#include "model/photo_table.hpp"
#include "model/vision.hpp"
#include "street/street_cli_model.hpp"

namespace parvis::street {

inline constexpr int command_done = 0, command_refused = 1, command_wrong_usage = 2;

// Says the error on `err`; answers the exit code.
int told_error(std::ostream& err, const Error& error);
// The report as one JSON line, or as lines for a person.
int told_report(const Result<base::json::object>& report, bool json_line, std::ostream& out,
                std::ostream& err);

ModelPlaces with_defaults(ModelPlaces places);
int processor_cores();
double rounded(double value, double steps = 1e6);

// Neither model nor pipeline is set yet.
model::VisionSettings vision_settings(const ModelPlaces& places, int threads);

struct LoadedTable {
  ModelPlaces places;
  model::PhotoModel model;
  std::vector<model::TablePhoto> photos;  // with their inputs; those that cannot be read are told on `err`
};
// `need_head` is false for what trains one: the folder may then be a plan (model.json alone).
Result<LoadedTable> load_table(const TableOptions& options, bool need_head, std::ostream& err);

// `training` and `adaptation` of model.json, the usual ones where it says nothing.
model::TrainingSettings training_of(const base::json::object& settings);
model::AdaptationSettings adaptation_of(const base::json::object& settings);

}  // namespace parvis::street
