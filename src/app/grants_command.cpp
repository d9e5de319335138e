// `parvis grants …`: commands that open no data folder.
#include "app/commands.hpp"
#include "grants/grants_cli.hpp"

namespace parvis::app {

int grants_program(const Args& args, std::ostream& out, std::ostream& err) {
  return grants::grants_command(args, out, err);
}

}  // namespace parvis::app
