// `parvis grants schemas list|load|lint`: the catalogue of Table Schemas.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::grants {

// `args` begins after "schemas". 0 done · 1 lint has remarks · 2 wrong use, not found · 5 internal.
int schemas_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::grants
