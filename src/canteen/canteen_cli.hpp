// `parvis canteen COMMAND …`: the commands of school canteens that need no data folder.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::canteen {

// `args` begins after "canteen". Exit codes are those of each command's header; 2 for an unknown one.
int canteen_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::canteen
