// `parvis grants match FILE.jsonl [--level alert|all] [--head DIR] [--rules FILE]`: lines {id, a, b} in,
// lines {id, same, p, relation, alert, reasons[]} out, in the same order; «-» reads standard input. A line
// that cannot be read gets {id, error} and the others go on.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::grants {

// 0 done · 1 some lines could not be read · 2 wrong use, file not found · 5 internal (no model).
int match_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::grants
