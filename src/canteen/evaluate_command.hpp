// `parvis canteen evaluate FILE… --data DIR [--rivals DIR] [--order-level 0.95] [--strict] [--json
// OUT.json]`: scores of forecast files beside the people's orders and rivals, as the published script prints
// them.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::canteen {

// 0 done · 1 with --strict, rows refused or missing · 2 wrong use · 3 a file refused.
int evaluate_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::canteen
