#include <iostream>

#include "app/commands.hpp"

int main(int argc, char** argv) {
  const parvis::app::Args args(argv + 1, argv + argc);
  return parvis::app::run_program(args, std::cout, std::cerr);
}
