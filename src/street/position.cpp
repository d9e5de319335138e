#include "street/position.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace parvis::street {
namespace {

constexpr double pin_precision_m = 5, equipment_precision_m = 5, photo_precision_m = 15;
constexpr double good_browser_m = 50, unknown_browser_m = 1000;
constexpr std::chrono::minutes photo_of_before{10};

double address_precision_m(AddressPrecision precision) {
  switch (precision) {
    case AddressPrecision::house:
      return 15;
    case AddressPrecision::street:
      return 100;
    case AddressPrecision::place:
      return 1000;
  }
  return 1000;
}

// The first photo that knows its place; with `older`, the first taken well before sending.
const PhotoPosition* photo_of(const PositionInput& input, bool older) {
  for (const PhotoPosition& photo : input.photos) {
    if (!plausible(photo.position)) continue;
    if (!older || (photo.taken_at && input.sent_at - *photo.taken_at > photo_of_before)) return &photo;
  }
  return nullptr;
}

ChosenPosition at(base::LatLon position, PositionSource source, double precision_m) {
  return {rounded(position), source, precision_m, false};
}

ChosenPosition best(const PositionInput& input) {
  if (input.pin && plausible(*input.pin)) return at(*input.pin, PositionSource::carte, pin_precision_m);
  if (input.equipment && plausible(*input.equipment)) {
    return at(*input.equipment, PositionSource::equipement, equipment_precision_m);
  }
  const bool browser = input.browser && plausible(*input.browser);
  const double accuracy = input.browser_accuracy_m && *input.browser_accuracy_m > 0
                              ? *input.browser_accuracy_m
                              : unknown_browser_m;
  auto from_photo = [](const PhotoPosition& photo) {
    const double error = photo.error_m && *photo.error_m > 0 ? *photo.error_m : photo_precision_m;
    return at(photo.position, PositionSource::exif, error);
  };
  if (const PhotoPosition* photo = photo_of(input, true)) return from_photo(*photo);
  if (browser && accuracy <= good_browser_m) return at(*input.browser, PositionSource::appareil, accuracy);
  if (const PhotoPosition* photo = photo_of(input, false)) return from_photo(*photo);
  if (browser) return at(*input.browser, PositionSource::appareil, accuracy);
  if (input.address && plausible(*input.address)) {
    return at(*input.address, PositionSource::adresse, address_precision_m(input.address_precision));
  }
  return {};
}

}  // namespace

ChosenPosition choose_position(const PositionInput& input) {
  ChosenPosition chosen = best(input);
  if (input.pin || !input.browser || !plausible(*input.browser)) return chosen;
  for (const PhotoPosition& photo : input.photos) {
    if (plausible(photo.position) &&
        base::haversine_m(photo.position, *input.browser) > conflict_distance_m) {
      chosen.conflict = true;
    }
  }
  return chosen;
}

base::LatLon rounded(base::LatLon position, int decimals) {
  const double scale = std::pow(10.0, decimals);
  return {std::round(position.lat * scale) / scale, std::round(position.lon * scale) / scale};
}

bool plausible(base::LatLon position) {
  if (!std::isfinite(position.lat) || !std::isfinite(position.lon)) return false;
  if (std::abs(position.lat) > 90 || std::abs(position.lon) > 180) return false;
  return position.lat != 0 || position.lon != 0;
}

std::vector<DefaultPoint> default_points(const std::vector<LocatedReport>& reports,
                                         const DefaultPointSettings& settings) {
  struct Tally {
    std::size_t reports = 0;
    std::set<std::string_view> categories;
  };
  constexpr double scale = 1e4;
  std::map<std::pair<long long, long long>, Tally> tallies;
  for (const LocatedReport& report : reports) {
    Tally& tally =
        tallies[{std::llround(report.position.lat * scale), std::llround(report.position.lon * scale)}];
    ++tally.reports;
    tally.categories.insert(report.category);
  }
  std::vector<DefaultPoint> points;
  for (const auto& [key, tally] : tallies) {
    const double share = static_cast<double>(tally.reports) / static_cast<double>(reports.size());
    if (share <= settings.min_share || tally.reports < settings.min_reports ||
        tally.categories.size() < settings.min_categories) {
      continue;
    }
    const base::LatLon position{static_cast<double>(key.first) / scale,
                                static_cast<double>(key.second) / scale};
    points.push_back({position, tally.reports, share});
  }
  std::stable_sort(points.begin(), points.end(),
                   [](const DefaultPoint& a, const DefaultPoint& b) { return a.reports > b.reports; });
  return points;
}

}  // namespace parvis::street
