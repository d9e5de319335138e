// The three ways a photo model is judged: by groups (five folds), by source (each left out), and as a new
// town would see it (a source left out, K of its photos adapt the head). Deterministic.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/evaluation.hpp"
#include "model/head_training.hpp"
#include "model/photo_table.hpp"

namespace parvis::model {

// The photos whose class the model knows, as training material. `groups` runs beside.
struct Material {
  LabelledPhotos photos;
  std::vector<std::string> groups;
};
Material material_of(const std::vector<TablePhoto>& table, const std::vector<std::string>& classes);
// Classes with at least `least` photos, sorted.
std::vector<std::string> classes_of(const std::vector<TablePhoto>& table, std::size_t least = 20);

struct HeldOut {
  std::vector<Judged> judged;  // probabilities at `temperature`
  Scores scores;
  Rows rows;
};
// Photos of a class that the fold's head has not seen are left out of the source split, as no head could know
// them.
Result<HeldOut> held_out_by_source(const Material& material, const DotProducts& products, double temperature,
                                   const TrainingSettings& settings = {});
Result<HeldOut> held_out_by_group(const Material& material, const DotProducts& products, double temperature,
                                  std::size_t folds = 5, std::uint64_t seed = 20260601,
                                  const TrainingSettings& settings = {});
void set_temperature(HeldOut& held, double temperature);

struct TownPoint {
  std::size_t towns = 0;
  double balanced_accuracy = 0, top3 = 0, top1 = 0;
  double logistic_balanced_accuracy = 0;
  double coverage_95 = 0, precision_95 = 0;
};
// K -> means over the towns (sources with two classes of at least 20 photos), ten draws each.
Result<std::map<std::size_t, TownPoint>> new_town_curve(const Material& material, const DotProducts& products,
                                                        double temperature,
                                                        const TrainingSettings& training = {},
                                                        const AdaptationSettings& adaptation = {});

}  // namespace parvis::model
