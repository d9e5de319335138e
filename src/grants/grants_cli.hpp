// `parvis grants COMMAND …`: the commands of grants that need no data folder.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::grants {

// `args` begins after "grants". Exit codes are those of each command's header; 2 for an unknown one.
int grants_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::grants
