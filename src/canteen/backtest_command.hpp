// `parvis canteen backtest --from DATE --to DATE --data DIR --out DIR`: a past period forecast again with
// rolling origins. Writes forecast_h<days>.csv, summary.json and curve.csv.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::canteen {

// 0 done · 2 wrong use · 3 a file refused · 4 counts or calendar with a red passport · 5 no model (no
// history).
int backtest_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::canteen
