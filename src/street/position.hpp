// Where a report is: the best of what the pin, the photo, the browser and the address say; and the points
// that are nobody's place but a tool's default.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/geo.hpp"
#include "base/time.hpp"
#include "street/report.hpp"

namespace parvis::street {

struct PhotoPosition {
  base::LatLon position;
  std::optional<double> error_m;  // the photo's own
  std::optional<base::Instant> taken_at;
};

enum class AddressPrecision { house, street, place };

struct PositionInput {
  std::optional<base::LatLon> pin;  // moved by hand
  std::optional<base::LatLon> equipment;
  std::vector<PhotoPosition> photos;  // in rank order
  std::optional<base::LatLon> browser;
  std::optional<double> browser_accuracy_m;
  std::optional<base::LatLon> address;
  AddressPrecision address_precision = AddressPrecision::street;
  base::Instant sent_at{};
};

struct ChosenPosition {
  std::optional<base::LatLon> position;
  PositionSource source = PositionSource::aucune;
  std::optional<double> precision_m;
  // Browser and photo over 200 m apart, and no pin: the person is asked.
  bool conflict = false;
};

inline constexpr double conflict_distance_m = 200;
inline constexpr double imprecise_above_m = 50;

ChosenPosition choose_position(const PositionInput& input);

// Degrees kept to 6 decimals.
base::LatLon rounded(base::LatLon position, int decimals = 6);
bool plausible(base::LatLon position);  // finite, in range, not (0, 0)

struct LocatedReport {
  base::LatLon position;
  std::string category;
};
struct DefaultPoint {
  base::LatLon position;  // 4 decimals
  std::size_t reports = 0;
  double share = 0;
};
struct DefaultPointSettings {
  double min_share = 0.005;  // more than
  std::size_t min_reports = 50;
  std::size_t min_categories = 3;
};
// Of the last 12 months' located reports, the coordinates (4 decimals) that hold too many of them; most
// common first.
std::vector<DefaultPoint> default_points(const std::vector<LocatedReport>& reports,
                                         const DefaultPointSettings& settings = {});

}  // namespace parvis::street
