// `parvis grants cell FILE.jsonl`: single cells after single fields of a Table Schema.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::grants {

// `args` begins after "cell". A line {type, format, source, options} gives {outcome, value?, cause?}; a line
// that cannot be read gives {error} and the others go on. 0 done, 2 wrong use or no such file.
int cell_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::grants
