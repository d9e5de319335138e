// The folder that a command forecasts from, and the options that forecasts share.
#pragma once

#include <ostream>
#include <variant>

#include "canteen/command_options.hpp"
#include "canteen/forecast/forecast.hpp"

namespace parvis::canteen {

// Reads the folder with all repairs accepted; or says on `err` why not, and gives the exit code: 3 refused, 4
// red.
[[nodiscard]] std::variant<TownHistory, int> town_of_folder(const std::string& folder, std::ostream& err);

// --levels, --engine, --threads; nothing for a wrong value.
[[nodiscard]] std::optional<ForecastOptions> forecast_options(const CommandOptions& options);
// --risk 1/20 or --level Q; 0.95 without them, nothing for a wrong value.
[[nodiscard]] std::optional<double> asked_level(const CommandOptions& options);
[[nodiscard]] std::optional<Day> day_option(const CommandOptions& options, std::string_view name);
[[nodiscard]] std::string engine_name(Engine engine);

}  // namespace parvis::canteen
