// The door of the program. `parvis grants check`, `cell` and `schemas` and the reader of workbooks answer
// here, in a program that loads a dozen libraries in a few milliseconds; every other command is the house,
// `parvis-house` beside this file, which loads a hundred (images, inference, databases) and takes its place.
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "base/log.hpp"
#include "grants/cell_command.hpp"
#include "grants/check_command.hpp"
#include "grants/schemas_command.hpp"
#include "quality/table_reader/sheet_process.hpp"

namespace {

constexpr int internal_error = 5;

using Command = int (*)(const std::vector<std::string>&, std::ostream&, std::ostream&);
struct Quick {
  std::string_view name;
  Command run;
};
constexpr std::array<Quick, 3> quick_commands{{{"check", parvis::grants::check_command},
                                               {"cell", parvis::grants::cell_command},
                                               {"schemas", parvis::grants::schemas_command}}};

int guarded(Command run, const std::vector<std::string>& args) {
  try {
    std::ios::sync_with_stdio(false);
    return run(args, std::cout, std::cerr);
  } catch (const std::exception& error) {
    parvis::base::log_error("command_failed", {{"detail", error.what()}});
    std::cerr << "Erreur interne. Le détail est dans le journal.\n";
    return internal_error;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "sheet-reader") return parvis::quality::sheet_reader_main();
  if (argc > 2 && std::string_view(argv[1]) == "grants")
    for (const auto& command : quick_commands)
      if (command.name == argv[2]) return guarded(command.run, {argv + 3, argv + argc});
  const std::string house = (parvis::base::program_path().parent_path() / "parvis-house").string();
  ::execv(house.c_str(), argv);
  std::cerr << "Programme incomplet\u00A0: " << house << " est introuvable.\n";
  return EXIT_FAILURE;
}
