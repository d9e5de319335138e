// Why a forecast is what it is, in meals by cause (rule EX-1). Pure.
#pragma once

#include "canteen/forecast/mean_replay.hpp"

namespace parvis::canteen {

// Contributions of a row's mean; they sum to `mean`. Flags are centred on the canteen's days of the year
// before, so that an average day reads 0. `before_feedback` is the mean before the canteen's own recent error
// came back.
[[nodiscard]] Contributions explain(const TownPanel& panel, const FeatureTable& table, std::size_t row,
                                    const HorizonFit& fit, const EngineSettings& settings,
                                    double before_feedback, double mean);

}  // namespace parvis::canteen
