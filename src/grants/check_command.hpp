// `parvis grants check FILE --schema NAME|PATH …`: a table against a Table Schema. Findings are written to
// the descriptor of standard output as they are found.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::grants {

// `args` begins after "check". 0 valid · 1 errors · 2 wrong use, schema not found · 3 not readable as a table
// · 4 schema invalid · 5 internal. A reader that closes the pipe ends the run quietly.
int check_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::grants
