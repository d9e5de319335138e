// `parvis street classify | train | evaluate | adapt`: the photo model from the command line. JSON lines on
// `out`, messages and progress on `err`; answers are exit codes: 0 done, 1 refused data, 2 wrong usage, 3
// internal. One broken photo is one line with `error`; the others go on.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::street {

// Folders that every model command needs; empty ones take the installed defaults.
struct ModelPlaces {
  std::filesystem::path model;       // models/street-full
  std::filesystem::path categories;  // reference/street/categories.json
  std::filesystem::path cache;       // features by sha256 and compiled networks
};

struct ClassifyOptions {
  ModelPlaces places;
  std::vector<std::filesystem::path> photos;
  std::string text;
  bool json = false;
};
int street_classify(const ClassifyOptions& options, std::ostream& out, std::ostream& err);

struct TableOptions {
  ModelPlaces places;
  std::filesystem::path photos, root;
  bool shippable_only = false;
};

struct TrainOptions {
  TableOptions table;
  std::filesystem::path out;
};
int street_train(const TrainOptions& options, std::ostream& out, std::ostream& err);

struct EvaluateOptions {
  TableOptions table;
  std::string split = "source";  // group, source, new-town
  bool json = false;
};
int street_evaluate(const EvaluateOptions& options, std::ostream& out, std::ostream& err);

// `table.places.model` is the shipped model, never an adapted one.
struct AdaptOptions {
  TableOptions table;
  std::filesystem::path out;
};
int street_adapt(const AdaptOptions& options, std::ostream& out, std::ostream& err);

// The four by their names; `args` begins with the name.
bool is_model_command(std::string_view name);
std::string_view model_usage();
int street_model_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::street
