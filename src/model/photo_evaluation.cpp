#include "model/photo_evaluation.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "model/calibration.hpp"

namespace parvis::model {
namespace {

constexpr std::size_t town_class_photos = 20, town_least_test = 20, town_draws = 10;

void shuffle(std::vector<std::size_t>& items, std::mt19937_64& random) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

Judged judged_of(const Material& material, std::size_t row, const std::vector<double>& scores,
                 double temperature) {
  return {material.photos.labels[row], softmax(scores, temperature), material.groups[row],
          material.photos.sources[row]};
}

void add_fold(HeldOut& held, const Material& material, const Rows& test, const Fold& fold,
              const std::set<std::size_t>& known, double temperature) {
  for (std::size_t i = 0; i < test.size(); ++i) {
    if (!known.contains(material.photos.labels[test[i]])) continue;
    held.rows.push_back(test[i]);
    held.scores.push_back(fold.scores[i]);
    held.judged.push_back(judged_of(material, test[i], fold.scores[i], temperature));
  }
}

std::set<std::size_t> labels_in(const Material& material, const Rows& rows) {
  std::set<std::size_t> seen;
  for (const auto row : rows) seen.insert(material.photos.labels[row]);
  return seen;
}

struct Split {
  Rows train, test;
};

Split split_by(const Material& material, const std::vector<std::string>& keys,
               const std::set<std::string>& out) {
  Split split;
  for (std::size_t i = 0; i < material.photos.labels.size(); ++i)
    (out.contains(keys[i]) ? split.test : split.train).push_back(i);
  return split;
}

// K photos by whole groups, the last one perhaps cut; its other photos are neither drawn nor tested.
Split draw_town(const std::vector<std::string>& groups, std::size_t k, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::map<std::string, Rows> members;
  for (std::size_t i = 0; i < groups.size(); ++i) members[groups[i]].push_back(i);
  std::vector<Rows> all;
  for (auto& [name, rows] : members) all.push_back(rows);
  Rows order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  shuffle(order, random);
  Split split;
  for (const auto index : order) {
    auto rows = all[index];
    if (split.train.size() >= k) {
      split.test.insert(split.test.end(), rows.begin(), rows.end());
      continue;
    }
    shuffle(rows, random);
    rows.resize(std::min(rows.size(), k - split.train.size()));
    split.train.insert(split.train.end(), rows.begin(), rows.end());
  }
  std::sort(split.test.begin(), split.test.end());
  return split;
}

struct Town {
  Rows labels;
  std::vector<std::string> groups;
  Fold fold;
};

std::vector<Judged> judge(const Town& town, const Rows& rows, const Scores& scores, double temperature) {
  std::vector<Judged> out;
  for (std::size_t i = 0; i < rows.size(); ++i)
    out.push_back({town.labels[rows[i]], softmax(scores[i], temperature), town.groups[rows[i]], {}});
  return out;
}

// One draw of K photos; false when too few photos are left to test on.
Result<bool> add_draw(TownPoint& sum, const Town& town, std::size_t k, std::uint64_t number,
                      std::size_t classes, double temperature, const AdaptationSettings& settings) {
  const auto split = draw_town(town.groups, k, 1000 * k + number);
  if (split.test.size() < town_least_test) return false;
  PARVIS_TRY(adapted, adapt_scores(town.fold.kernel, town.fold.scores, town.labels, split.train, split.test,
                                   settings));
  Rows own;
  for (const auto row : split.train) own.push_back(town.labels[row]);
  const double t = fit_temperature(adapted.left_out, own, temperature, settings.temperature_prior);
  const auto test = judge(town, split.test, adapted.moved, t);
  const auto plain = judge(
      town, split.test, logistic_scores(town.fold.kernel, town.labels, classes, split.train, split.test), 1);
  const auto coverage = coverage_at_precision(judge(town, split.train, adapted.left_out, t), test);
  sum.balanced_accuracy += balanced_accuracy(test, classes);
  sum.top3 += top_k(test, 3);
  sum.top1 += top_k(test, 1);
  sum.logistic_balanced_accuracy += balanced_accuracy(plain, classes);
  sum.coverage_95 += coverage.coverage;
  sum.precision_95 += coverage.precision;
  return true;
}

void add_scaled(TownPoint& to, const TownPoint& from, double share) {
  to.balanced_accuracy += share * from.balanced_accuracy;
  to.top3 += share * from.top3;
  to.top1 += share * from.top1;
  to.logistic_balanced_accuracy += share * from.logistic_balanced_accuracy;
  to.coverage_95 += share * from.coverage_95;
  to.precision_95 += share * from.precision_95;
}

Status add_town(std::map<std::size_t, TownPoint>& curve, const Town& town, std::size_t classes,
                double temperature, const AdaptationSettings& settings) {
  for (const std::size_t k : {0, 10, 20, 40, 80}) {
    TownPoint sum;
    std::size_t draws = 0;
    if (k == 0) {
      Rows all(town.labels.size());
      std::iota(all.begin(), all.end(), std::size_t{0});
      const auto judged = judge(town, all, town.fold.scores, temperature);
      sum = {0, balanced_accuracy(judged, classes), top_k(judged, 3), top_k(judged, 1), 0, 0, 0};
      draws = 1;
    }
    for (std::size_t number = 0; k > 0 && number < town_draws; ++number) {
      PARVIS_TRY(counted, add_draw(sum, town, k, number, classes, temperature, settings));
      draws += counted ? 1 : 0;
    }
    if (draws == 0) continue;
    ++curve[k].towns;
    add_scaled(curve[k], sum, 1.0 / static_cast<double>(draws));
  }
  return {};
}

bool is_town(const Material& material, const Rows& rows) {
  std::map<std::size_t, std::size_t> counts;
  for (const auto row : rows) ++counts[material.photos.labels[row]];
  return std::count_if(counts.begin(), counts.end(),
                       [](const auto& c) { return c.second >= town_class_photos; }) >= 2;
}

}  // namespace

Material material_of(const std::vector<TablePhoto>& table, const std::vector<std::string>& classes) {
  Material material;
  material.photos.classes = classes.size();
  for (const auto& photo : table) {
    const auto found = std::find(classes.begin(), classes.end(), photo.label);
    if (found == classes.end()) continue;
    material.photos.inputs.push_back(photo.input);
    material.photos.labels.push_back(static_cast<std::size_t>(found - classes.begin()));
    material.photos.sources.push_back(photo.source);
    material.groups.push_back(photo.group);
  }
  return material;
}

std::vector<std::string> classes_of(const std::vector<TablePhoto>& table, std::size_t least) {
  std::map<std::string, std::size_t> counts;
  for (const auto& photo : table) ++counts[photo.label];
  std::vector<std::string> classes;
  for (const auto& [name, count] : counts)
    if (count >= least) classes.push_back(name);
  return classes;
}

Result<HeldOut> held_out_by_source(const Material& material, const DotProducts& products, double temperature,
                                   const TrainingSettings& settings) {
  HeldOut held;
  const std::set<std::string> sources(material.photos.sources.begin(), material.photos.sources.end());
  for (const auto& source : sources) {
    const auto split = split_by(material, material.photos.sources, {source});
    const auto known = labels_in(material, split.train);
    if (known.size() < 2) continue;
    PARVIS_TRY(fold, score_fold(material.photos, products, split.train, split.test, settings));
    add_fold(held, material, split.test, fold, known, temperature);
  }
  return held;
}

Result<HeldOut> held_out_by_group(const Material& material, const DotProducts& products, double temperature,
                                  std::size_t folds, std::uint64_t seed, const TrainingSettings& settings) {
  const std::set<std::string> distinct(material.groups.begin(), material.groups.end());
  const std::vector<std::string> names(distinct.begin(), distinct.end());
  Rows order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937_64 random(seed);
  shuffle(order, random);
  HeldOut held;
  for (std::size_t f = 0; f < folds; ++f) {
    std::set<std::string> out;
    for (std::size_t i = f; i < order.size(); i += folds) out.insert(names[order[i]]);
    const auto split = split_by(material, material.groups, out);
    if (split.test.empty()) continue;
    PARVIS_TRY(fold, score_fold(material.photos, products, split.train, split.test, settings));
    add_fold(held, material, split.test, fold, labels_in(material, split.test), temperature);
  }
  return held;
}

void set_temperature(HeldOut& held, double temperature) {
  for (std::size_t i = 0; i < held.judged.size(); ++i)
    held.judged[i].probabilities = softmax(held.scores[i], temperature);
}

Result<std::map<std::size_t, TownPoint>> new_town_curve(const Material& material, const DotProducts& products,
                                                        double temperature, const TrainingSettings& training,
                                                        const AdaptationSettings& adaptation) {
  std::map<std::size_t, TownPoint> curve;
  const std::set<std::string> sources(material.photos.sources.begin(), material.photos.sources.end());
  for (const auto& source : sources) {
    const auto split = split_by(material, material.photos.sources, {source});
    if (!is_town(material, split.test) || labels_in(material, split.train).size() < 2) continue;
    PARVIS_TRY(fold, score_fold(material.photos, products, split.train, split.test, training));
    Town town{{}, {}, std::move(fold)};
    for (const auto row : split.test) {
      town.labels.push_back(material.photos.labels[row]);
      town.groups.push_back(material.groups[row]);
    }
    PARVIS_CHECK(add_town(curve, town, material.photos.classes, temperature, adaptation));
  }
  for (auto& [k, point] : curve) {
    TownPoint mean;
    mean.towns = point.towns;
    add_scaled(mean, point, 1.0 / static_cast<double>(point.towns));
    point = mean;
  }
  return curve;
}

}  // namespace parvis::model
