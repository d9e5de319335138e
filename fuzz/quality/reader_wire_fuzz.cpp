// Any bytes as what a broken or captured sheet reader may send: the parent reads them in bounds.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "quality/table_reader/sheet_wire.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis::quality;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)WireReader(bytes).info();
  (void)WireReader(bytes).facts();
  (void)WireReader(bytes).error();
  WireReader rows(bytes);
  TableRow row;
  while (!rows.done()) {
    rows.row(row);
    if (!rows.good()) break;
    std::string again;
    put_row(again, row);
    TableRow copy;
    WireReader(again).row(copy);
    if (!(copy == row)) std::abort();
  }
  return 0;
}
