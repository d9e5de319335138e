// What ma-cantine asks of one measured period (WG-2), checked before anything is sent: every fault at once,
// each with the platform's field and a French sentence. Pure, thread-safe.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "canteen/waste/weighing.hpp"

namespace parvis::canteen {

// Kilograms as typed or summed; nothing: not given.
struct DeclaredSource {
  std::optional<double> total;
  std::optional<bool> sorted;  // between edible and inedible
  std::optional<double> edible, inedible;
};
inline constexpr std::size_t declared_sources = 3;  // preparation, unserved, leftovers, in this order
inline constexpr std::array<std::string_view, declared_sources> declared_source_fields = {
    "preparation", "unserved", "leftovers"};
inline constexpr std::array<std::string_view, declared_sources> declared_source_labels = {
    "préparation", "non servi", "reste d’assiette"};

struct WasteDeclaration {
  std::optional<Day> start, end;  // both included; one day is allowed
  std::optional<double> meals;    // covers of the period
  std::optional<double> total;
  bool sorted_by_source = false;
  std::array<DeclaredSource, declared_sources> sources;
};

struct Period {
  Day start, end;
};

struct DeclarationFinding {
  std::string code;   // stable: "end_in_future"
  std::string field;  // the platform's: "periodEndDate", "preparationEdibleMass"…
  std::string message;
  bool warning = false;  // else it keeps the declaration from leaving
};

inline constexpr int short_campaign_days = 5;  // fewer days: a warning
inline constexpr double least_total_kg = 1;

// `others`: periods already measured for the same canteen, this one left out. In the order of the platform's
// fields.
[[nodiscard]] std::vector<DeclarationFinding> check(const WasteDeclaration& declared,
                                                    const std::vector<Period>& others, const Day& today);
// The dates alone, for a campaign that begins: its end may still be to come.
[[nodiscard]] std::vector<DeclarationFinding> check_period(const std::optional<Day>& start,
                                                           const std::optional<Day>& end,
                                                           const std::vector<Period>& others);
[[nodiscard]] bool may_leave(const std::vector<DeclarationFinding>& findings);

[[nodiscard]] WasteDeclaration declaration_of(const WeighingCampaign& campaign, const CampaignSums& sums);

// Kilograms a year: total / covers × yearly meals. Nothing where one is missing or not positive.
[[nodiscard]] std::optional<double> yearly_waste_kg(const WasteDeclaration& declared,
                                                    const std::optional<std::int64_t>& yearly_meals);

}  // namespace parvis::canteen
