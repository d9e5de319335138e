// `parvis canteen forecast --origin DATE (--horizons 70,15,1 | --dates A..B) --data DIR`: what will be eaten,
// from the counts up to the origin. `--horizons`: for each, the first service day at least so far; `--dates`:
// every service day of the range, each at its own distance.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::canteen {

// 0 done · 2 wrong use · 3 a file refused · 4 counts or calendar with a red passport · 5 no model (too little
// history).
int forecast_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::canteen
