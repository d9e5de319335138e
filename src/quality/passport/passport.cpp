#include "quality/passport/passport.hpp"

#include <algorithm>
#include <array>

namespace parvis::quality {
namespace {

constexpr std::array<std::string_view, 3> colours = {"vert", "orange", "rouge"};
constexpr std::array<std::string_view, 12> checks = {"complétude",
                                                     "validité",
                                                     "plausibilité",
                                                     "dates inversées",
                                                     "doublons",
                                                     "fraîcheur",
                                                     "cohérence",
                                                     "fuite",
                                                     "représentativité",
                                                     "licence",
                                                     "données personnelles",
                                                     "origine"};

}  // namespace

std::string_view to_text(Colour colour) {
  return colours[static_cast<std::size_t>(colour)];
}

std::string_view to_text(Check check) {
  return checks[static_cast<std::size_t>(check)];
}

Limits default_limits(Check check) {
  switch (check) {
    case Check::completeness:
    case Check::plausibility:
      return {0.02, 0.10};
    case Check::validity:
    case Check::duplicates:
      return {0.01, 0.05};
    case Check::freshness:
      return {2, 5};
    case Check::coherence:
      return {0.005, 0.03};
    default:
      return {};
  }
}

Colour colour_of(double measure, const Limits& limits) {
  if (measure > limits.red) return Colour::red;
  return measure > limits.orange ? Colour::orange : Colour::green;
}

CheckResult share_check(Check check, std::size_t part, std::size_t whole, std::string sentence) {
  const double share = whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
  return {check, colour_of(share, default_limits(check)), share, std::move(sentence)};
}

Colour Passport::colour() const {
  Colour worst = Colour::green;
  for (const CheckResult& result : checks) worst = std::max(worst, result.colour);
  return worst;
}

base::json::object to_json(const Passport& passport) {
  base::json::array results;
  for (const CheckResult& result : passport.checks) {
    results.push_back(base::json::object{{"check", to_text(result.check)},
                                         {"colour", to_text(result.colour)},
                                         {"measure", result.measure},
                                         {"sentence", result.sentence}});
  }
  return {{"dataset", passport.dataset},          {"sha256", passport.sha256},
          {"made_at", passport.made_at},          {"rows", passport.rows},
          {"colour", to_text(passport.colour())}, {"checks", std::move(results)}};
}

}  // namespace parvis::quality
