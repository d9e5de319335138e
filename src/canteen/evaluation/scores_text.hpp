// The table of scores, as the published script prints it, and the same with all digits in JSON.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "canteen/evaluation/scores.hpp"

namespace parvis::canteen {

[[nodiscard]] std::string scores_table(const HorizonScores& scores);
[[nodiscard]] base::json::value scores_json(const std::vector<HorizonScores>& scores);

}  // namespace parvis::canteen
