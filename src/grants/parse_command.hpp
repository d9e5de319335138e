// `parvis grants parse FILE.jsonl`: what texts of a grants file mean, one JSON line each.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::grants {

// `args` begins after "parse". A line {id, kind, text, column?, field?} gives {id, outcome, value?,
// candidates?, warn[], cause, why}; a line that cannot be read gives {line, error} and the others go on. 0
// done, 1 some lines could not be read, 2 wrong usage or no such file.
int parse_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::grants
