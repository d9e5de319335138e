// The test program of a room that reads workbooks: it is its own `sheet-reader`.
#include <gtest/gtest.h>

#include <string_view>

#include "quality/table_reader/sheet_process.hpp"

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "sheet-reader") return parvis::quality::sheet_reader_main();
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
