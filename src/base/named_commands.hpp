// The commands under one word of the program, as `parvis grants check FILE`. Pure, thread-safe.
#pragma once

#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::base {

struct NamedCommand {
  std::string_view name;
  int (*run)(const std::vector<std::string>&, std::ostream&, std::ostream&);  // gives the exit code
};

// Runs the command that args[0] names with the arguments after it. "--help", "-h" or "help" writes the usage
// to `out` and gives 0; nothing, or an unknown name, writes it to `err` and gives 2.
int run_named_command(std::string_view word, std::string_view usage, std::span<const NamedCommand> commands,
                      const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::base
