#include "base/named_commands.hpp"

namespace parvis::base {

int run_named_command(std::string_view word, std::string_view usage, std::span<const NamedCommand> commands,
                      const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  constexpr int done = 0, wrong_use = 2;
  const bool asks_help = !args.empty() && (args[0] == "--help" || args[0] == "-h" || args[0] == "help");
  if (args.empty() || asks_help) {
    (asks_help ? out : err) << usage;
    return asks_help ? done : wrong_use;
  }
  for (const NamedCommand& command : commands)
    if (command.name == args[0]) return command.run({args.begin() + 1, args.end()}, out, err);
  err << "Commande inconnue\u00A0: " << word << " " << args[0] << ".\n\n" << usage;
  return wrong_use;
}

}  // namespace parvis::base
