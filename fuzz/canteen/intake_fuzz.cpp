// Any bytes as a table of any kind: no crash, and what is kept is what the rules admit.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "canteen/intake/cell_values.hpp"
#include "canteen/intake/intake.hpp"
#include "canteen/menus/dish_classes.hpp"
#include "quality/table_reader/byte_source.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis;
  using namespace parvis::canteen;
  if (size < 1) return 0;
  const auto kind = static_cast<TableKind>(data[0] % table_kind_codes.size());
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (bytes.starts_with("PK") || bytes.starts_with("\x1f\x8b"))
    return 0;  // workbooks and packs have their own targets
  const auto table = read_table(kind, quality::memory_source(bytes), "f.csv");
  if (!table) return 0;
  if (table->rows_kept > table->rows_read) std::abort();
  if (const auto* counts = std::get_if<CountTable>(&table->rows)) {
    for (const auto& row : counts->rows) {
      if (row.site >= counts->sites.size() || !row.day.ok()) std::abort();
      if (row.eaten && (!(*row.eaten >= 0) || std::floor(*row.eaten) != *row.eaten)) std::abort();
    }
  }
  if (const auto* dishes = std::get_if<std::vector<MenuRow>>(&table->rows)) {
    for (const auto& row : *dishes) (void)classes_of_dish(row.dish, row.rank);
  }
  return 0;
}
