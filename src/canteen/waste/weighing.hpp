// Weighing campaigns: what a canteen threw away, by source, over a period, and grams per cover beside the
// reference. Masses are hundredths of a kilogram, as scales and the platform's two decimals give them: sums
// are exact. Pure, thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/code_list.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "canteen/town_history.hpp"

namespace parvis::canteen {

// Where food is lost. `together` only in a campaign that is not sorted by source.
enum class WasteSource { preparation, unserved, leftovers, together };
inline constexpr base::CodeList<WasteSource, 4> waste_source_codes{
    {"préparation", "non servi", "assiette", "ensemble"}};
inline constexpr std::size_t waste_sources = 4;

// Hundredths of a kilogram.
struct Mass {
  std::int64_t hundredths = 0;
  [[nodiscard]] double kg() const { return static_cast<double>(hundredths) / 100.0; }
  friend auto operator<=>(const Mass&, const Mass&) = default;
  Mass& operator+=(const Mass& other) {
    hundredths += other.hundredths;
    return *this;
  }
};
inline constexpr double largest_weighing_kg = 100'000;  // of one weighing; beyond, a unit is wrong
// Errors (invalid): negative, not finite, more than two decimals, beyond the largest.
Result<Mass> mass_of_kg(double kg);

struct WeighingCampaign {
  std::string id, canteen_id;
  Day start, end;  // both included
  bool sorted_by_source = true;
  std::int64_t version = 1;
};

struct Weighing {
  std::string id, campaign_id;
  Day day;
  WasteSource source = WasteSource::unserved;
  Mass total;
  // What could have been eaten and what could not (bones, peel): given together, and their sum is the total.
  std::optional<Mass> edible, inedible;
  std::int64_t covers = 0;  // meals served that day
  std::string device;       // name of the tablet, not of a person
  std::string client_ref;   // chosen by the tablet: sent twice is kept once
  base::Instant weighed_at{};
};

// Every fault of a weighing within its campaign. Errors (invalid) name the field of the first.
Status check(const Weighing& weighing, const WeighingCampaign& campaign);

// «grammes ou kilos ?»: at least five times the last weighing of the same canteen and source. French, empty
// when nothing is doubtful.
inline constexpr std::int64_t doubtful_ratio = 5;
[[nodiscard]] std::string doubt_of(const Mass& weighed, const std::optional<Mass>& last);

struct SourceSum {
  std::size_t weighings = 0;
  Mass total;
  std::optional<Mass> edible, inedible;  // only when every weighing of the source was sorted
};
struct CampaignSums {
  std::array<SourceSum, waste_sources> sources;  // by WasteSource
  Mass total;
  std::int64_t covers = 0;  // of the days weighed: each day once, as its last weighing says
  std::size_t days = 0;
};
// `weighings` of one campaign, in any order.
[[nodiscard]] CampaignSums sums_of(const std::vector<Weighing>& weighings);

// Nothing without covers.
[[nodiscard]] std::optional<double> grams_per_cover(const Mass& mass, std::int64_t covers);

// What is lost per cover in schools of all stages, and its parts: ADEME, 2024.
struct WasteReference {
  double grams_per_cover = 100;
  double unserved_share = 0.34, leftovers_share = 0.60;
};
inline constexpr WasteReference waste_reference{};

}  // namespace parvis::canteen
