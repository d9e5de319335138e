// The commands of the program. Each takes the arguments after its name and gives the exit code: 0 done, 1
// refused data, 2 wrong usage, 3 internal. Results on `out`, messages on `err`.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace parvis::app {

using Args = std::vector<std::string>;

int serve_command(const Args& args, std::ostream& out, std::ostream& err);
int demo_command(const Args& args, std::ostream& out, std::ostream& err);
int account_command(const Args& args, std::ostream& out, std::ostream& err);
int audit_command(const Args& args, std::ostream& out, std::ostream& err);
int decision_command(const Args& args, std::ostream& out, std::ostream& err);
int grants_program(const Args& args, std::ostream& out, std::ostream& err);
int canteen_program(const Args& args, std::ostream& out, std::ostream& err);
int street_program(const Args& args, std::ostream& out, std::ostream& err);

// Tells the person why a command was refused; the exit code.
int refuse(const Error& error, std::ostream& err);

// The whole program: `parvis COMMAND …`.
int run_program(const Args& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::app
