// A report written out: JSON for the screen, CSV for a table, a whole page for paper. No name of a person, no
// count of diets, no figure of one canteen is in any of them (PR-1). Pure, thread-safe.
#pragma once

#include <string>

#include "base/json.hpp"
#include "canteen/waste/bilan.hpp"
#include "net/answer_schema.hpp"

namespace parvis::canteen {

[[nodiscard]] base::json::object to_json(const Bilan& bilan);
[[nodiscard]] base::json::object bilan_schema();

// `measure,people,replayed,difference,low,high,unit,factor,source,year`; `french`: semicolon, decimal comma,
// UTF-8 mark.
[[nodiscard]] std::string bilan_csv(const Bilan& bilan, bool french = false);

// One file, printable on A4, without script nor outside address.
[[nodiscard]] std::string bilan_html(const Bilan& bilan);

// Inline SVG with a title and a description. Months: two bars each. Curve: the replay's line and the people's
// point.
[[nodiscard]] std::string months_plot(const Bilan& bilan, bool missing);
[[nodiscard]] std::string curve_plot(const Bilan& bilan);

inline constexpr std::string_view meal_definition = "Un repas = un plat principal préparé pour un convive.";

}  // namespace parvis::canteen
