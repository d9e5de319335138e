#include "grants/matching/pair_training.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace parvis::grants {
namespace {

constexpr std::size_t terms = pair_features + 1;  // weights, then the starting point
constexpr int most_steps = 50;
constexpr double still = 1e-10;
constexpr double start_strength = 0.01;
constexpr double platt_strength = 4;  // pull of the calibration towards «as it is»
constexpr double f1_slack = 0.002;
constexpr std::size_t least_alerts = 20;

using Vector = std::array<double, terms>;
using Matrix = std::array<Vector, terms>;

constexpr std::array<double, pair_features> priors = {
    0.5,                  // same_number
    -0.8, -2,   -12, -4,  // other_number, name_unlike, other_association, name_replaced
    1.5,  -1,   -1,  -1,  // title_equal, title_unlike, title_unshared, letters_unlike
    -6,   -0.2,           // words_replaced, words_added
    -4,   -8,   -8,  -6,  // audience, period, edition, count opposed
    -4,   -2,             // activity, place opposed
    -0.5, 0.5,            // kind_one_sided, kind_shared
    0.3,  -0.2,           // amount_equal, amount_gap
    1.5,                  // pieces_shared
};

// Set by hand, for made pairs cannot teach them: none shares a piece, their noise hides numbers on both
// labels alike, and their other associations have names without one word in common.
constexpr std::array<PairFeature, 3> set_features = {PairFeature::same_number, PairFeature::other_association,
                                                     PairFeature::pieces_shared};

// Solves the symmetric positive definite system in place (Cholesky).
Vector solve(Matrix a, Vector b) {
  for (std::size_t j = 0; j < terms; ++j) {
    for (std::size_t k = 0; k < j; ++k) a[j][j] -= a[j][k] * a[j][k];
    a[j][j] = std::sqrt(std::max(a[j][j], 1e-12));
    for (std::size_t i = j + 1; i < terms; ++i) {
      for (std::size_t k = 0; k < j; ++k) a[i][j] -= a[i][k] * a[j][k];
      a[i][j] /= a[j][j];
    }
  }
  for (std::size_t i = 0; i < terms; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  for (std::size_t i = terms; i-- > 0;) {
    for (std::size_t k = i + 1; k < terms; ++k) b[i] -= a[k][i] * b[k];
    b[i] /= a[i][i];
  }
  return b;
}

double term(const TrainingPair& pair, std::size_t i) {
  return i < pair_features ? pair.figures[i] : 1;
}

// Newton's method on the penalised likelihood; terms that are not `free` stay where `w` has them.
Vector newton(const std::vector<TrainingPair>& pairs, const std::vector<std::size_t>& rows, double strength,
              const std::array<bool, terms>& free, Vector w) {
  for (int step = 0; step < most_steps; ++step) {
    Matrix hessian{};
    Vector slope{};
    for (std::size_t i = 0; i < terms; ++i) {
      const double pull = i < pair_features ? strength : start_strength;
      const double centre = i < pair_features ? priors[i] : 0;
      hessian[i][i] = free[i] ? pull : 1;
      slope[i] = free[i] ? -pull * (w[i] - centre) : 0;
    }
    for (const std::size_t row : rows) {
      double logit = 0;
      for (std::size_t i = 0; i < terms; ++i) logit += w[i] * term(pairs[row], i);
      const double p = probability_of(logit), variance = std::max(p * (1 - p), 1e-9);
      const double gap = (pairs[row].same ? 1.0 : 0.0) - p;
      for (std::size_t i = 0; i < terms; ++i) {
        const double x = free[i] ? term(pairs[row], i) : 0;
        if (x == 0) continue;
        slope[i] += gap * x;
        for (std::size_t j = 0; j <= i; ++j)
          hessian[i][j] += free[j] ? variance * x * term(pairs[row], j) : 0;
      }
    }
    const Vector change = solve(hessian, slope);
    double moved = 0;
    for (std::size_t i = 0; i < terms; ++i) {
      w[i] += change[i];
      moved = std::max(moved, std::abs(change[i]));
    }
    if (moved < still) break;
  }
  return w;
}

double log_loss(double logit, bool same) {
  const double z = same ? -logit : logit;
  return z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
}

std::vector<std::size_t> rows_outside(const std::vector<TrainingPair>& pairs, std::size_t fold) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i].fold != fold && pairs[i].fold_b != fold) rows.push_back(i);
  }
  return rows;
}

// Logit of each pair by a head that never saw its associations.
std::vector<double> unseen_logits(const std::vector<TrainingPair>& pairs, double strength,
                                  std::size_t folds) {
  std::vector<double> logits(pairs.size());
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const bool any =
        std::any_of(pairs.begin(), pairs.end(), [&](const TrainingPair& pair) { return pair.fold == fold; });
    if (!any) continue;
    const PairHead head = fit_weights(pairs, rows_outside(pairs, fold), strength);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (pairs[i].fold == fold) logits[i] = head.logit(pairs[i].figures);
    }
  }
  return logits;
}

double mean_loss(const std::vector<TrainingPair>& pairs, const std::vector<double>& logits) {
  double sum = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) sum += log_loss(logits[i], pairs[i].same);
  return sum / static_cast<double>(pairs.size());
}

struct Platt {
  double slope = 1, shift = 0;
};

Platt calibrate(const std::vector<TrainingPair>& pairs, const std::vector<double>& logits) {
  Platt to;
  for (int step = 0; step < most_steps; ++step) {
    double aa = platt_strength, ab = 0, bb = platt_strength;
    double da = -platt_strength * (to.slope - 1), db = -platt_strength * to.shift;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const double p = probability_of(to.slope * logits[i] + to.shift), v = p * (1 - p);
      const double gap = (pairs[i].same ? 1.0 : 0.0) - p;
      da += gap * logits[i], db += gap;
      aa += v * logits[i] * logits[i], ab += v * logits[i], bb += v;
    }
    const double determinant = aa * bb - ab * ab;
    const double a = (bb * da - ab * db) / determinant, b = (aa * db - ab * da) / determinant;
    to.slope += a, to.shift += b;
    if (std::max(std::abs(a), std::abs(b)) < still) break;
  }
  return to;
}

// The smallest probability from `least` at which pairs of one year are right often enough.
double alert_threshold(const std::vector<TrainingPair>& pairs, const std::vector<double>& p, double precision,
                       double least) {
  std::vector<std::pair<double, bool>> shown;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (!pairs[i].other_year && p[i] >= least) shown.emplace_back(p[i], pairs[i].same);
  }
  std::sort(shown.rbegin(), shown.rend());
  double right = 0, threshold = 1;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    right += shown[i].second ? 1 : 0;
    const bool last_of_equals = i + 1 == shown.size() || shown[i + 1].first < shown[i].first;
    if (last_of_equals && i + 1 >= least_alerts && right >= precision * static_cast<double>(i + 1))
      threshold = i + 1 == shown.size() ? least : shown[i].first;
  }
  return threshold;
}

}  // namespace

double prior_weight(PairFeature feature) {
  return priors[static_cast<std::size_t>(feature)];
}

PairHead fit_weights(const std::vector<TrainingPair>& pairs, const std::vector<std::size_t>& rows,
                     double prior_strength) {
  std::array<bool, terms> free{};
  free.fill(true);
  for (const PairFeature feature : set_features) free[static_cast<std::size_t>(feature)] = false;
  Vector begin{}, w{};
  std::copy(priors.begin(), priors.end(), begin.begin());
  for (bool again = true; again;) {
    again = false;
    w = newton(pairs, rows, prior_strength, free, begin);
    for (std::size_t i = 0; i < pair_features; ++i) {
      if (!free[i] || direction(static_cast<PairFeature>(i)) * w[i] >= 0) continue;
      free[i] = false, begin[i] = 0;  // its weight would contradict its name
      again = true;
    }
  }
  PairHead head;
  std::copy_n(w.begin(), pair_features, head.weights.begin());
  head.weights[static_cast<std::size_t>(PairFeature::pieces_shared)] =
      prior_weight(PairFeature::pieces_shared);
  head.start = w[pair_features];
  return head;
}

double best_f1_threshold(const std::vector<double>& p, const std::vector<bool>& same) {
  std::vector<double> steps;
  for (int i = 1; i < 100; ++i) steps.push_back(i / 100.0);
  std::vector<double> scores;
  for (const double step : steps) {
    double found = 0, wrong = 0, missed = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
      const bool says = p[i] >= step;
      found += says && same[i], wrong += says && !same[i], missed += !says && same[i];
    }
    scores.push_back(found > 0 ? 2 * found / (2 * found + wrong + missed) : 0);
  }
  const double best = *std::max_element(scores.begin(), scores.end());
  double chosen = 0.5, distance = 1;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (scores[i] < best - f1_slack || std::abs(steps[i] - 0.5) >= distance) continue;
    chosen = steps[i], distance = std::abs(steps[i] - 0.5);
  }
  return chosen;
}

Result<PairHead> train_pair_head(const std::vector<TrainingPair>& pairs, const TrainingSettings& settings) {
  const auto same_count =
      std::count_if(pairs.begin(), pairs.end(), [](const auto& pair) { return pair.same; });
  if (same_count == 0 || same_count == static_cast<std::ptrdiff_t>(pairs.size()))
    return fail(ErrorKind::invalid, "Il faut des paires des deux sortes pour entraîner le rapprochement.");
  double strength = settings.prior_strengths.front(), least = 0;
  std::vector<double> logits;
  for (const double tried : settings.prior_strengths) {
    const auto unseen = unseen_logits(pairs, tried, settings.folds);
    const double loss = mean_loss(pairs, unseen);
    if (logits.empty() || loss < least) strength = tried, least = loss, logits = unseen;
  }
  const Platt platt = calibrate(pairs, logits);
  std::vector<std::size_t> all(pairs.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  PairHead head = fit_weights(pairs, all, strength);
  for (double& weight : head.weights) weight *= platt.slope;
  head.weights[static_cast<std::size_t>(PairFeature::pieces_shared)] =
      prior_weight(PairFeature::pieces_shared);
  head.start = head.start * platt.slope + platt.shift;
  std::vector<double> p;
  std::vector<bool> same;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    p.push_back(probability_of(platt.slope * logits[i] + platt.shift));
    same.push_back(pairs[i].same);
  }
  head.same_from = best_f1_threshold(p, same);
  head.alert_from =
      alert_threshold(pairs, p, settings.alert_precision, std::max(head.same_from, settings.alert_least));
  return head;
}

}  // namespace parvis::grants
