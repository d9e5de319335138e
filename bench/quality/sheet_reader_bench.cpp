// A big workbook, row by row: seconds and memory, in this process and through the child that decodes what
// comes from outside.
//   sheet_reader_bench make FILE.xlsx [ROWS]     writes ROWS (100,000) x 16 cells like those of a grants file
//   sheet_reader_bench here|apart FILE.xlsx      reads it; peak memory of the process that decodes
#include <fcntl.h>
#include <sys/resource.h>
#include <xlsxwriter.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "quality/table_reader/sheet_process.hpp"

namespace {

using namespace parvis::quality;

constexpr int columns = 16;

int make(const char* path, unsigned rows) {
  auto* book = workbook_new(path);
  auto* sheet = workbook_add_worksheet(book, "Subventions");
  auto* date = workbook_add_format(book);
  format_set_num_format(date, "dd/mm/yyyy");
  for (lxw_col_t c = 0; c < columns; ++c)
    worksheet_write_string(sheet, 0, c, ("colonne" + std::to_string(c)).c_str(), nullptr);
  for (unsigned r = 1; r <= rows; ++r) {
    const auto number = std::to_string(r);
    for (lxw_col_t c = 0; c < columns; ++c) {
      if (c == 2) {
        worksheet_write_number(sheet, r, c, 45000 + r % 365, date);
      } else if (c == 4) {
        worksheet_write_number(sheet, r, c, 83000000000000.0 + r, nullptr);
      } else if (c == 8) {
        worksheet_write_number(sheet, r, c, r * 1.25, nullptr);
      } else if (c == 5 || c == 6) {
        worksheet_write_string(sheet, r, c, ("Association sportive et culturelle no " + number).c_str(),
                               nullptr);
      } else {
        worksheet_write_string(sheet, r, c, ("valeur courante " + std::to_string(r % 50)).c_str(), nullptr);
      }
    }
  }
  return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}

int read(const char* path, bool apart) {
  const auto start = std::chrono::steady_clock::now();
  const int file = ::open(path, O_RDONLY | O_CLOEXEC);
  std::size_t rows = 0, cells = 0;
  {
    const auto source = apart ? sheet_rows_apart(file, 0, {}) : sheet_rows(file, 0);
    if (!source) return 1;
    TableRow row;
    while ((*source)->next(row).value_or(false)) {
      ++rows;
      cells += row.cells.size();
    }
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage used{};
    ::getrusage(who, &used);
    std::printf("%s: cpu %.2f s, peak %ld MB\n", who == RUSAGE_SELF ? "process" : "child",
                static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                    static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6,
                used.ru_maxrss / 1024);
  }
  std::printf("%zu rows, %zu cells, %.2f s\n", rows, cells, seconds.count());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "sheet-reader") return sheet_reader_main();
  if (argc < 3) {
    std::fprintf(stderr, "usage: sheet_reader_bench make|here|apart FILE.xlsx [ROWS]\n");
    return 2;
  }
  if (what == "make") return make(argv[2], argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 100'000);
  return read(argv[2], what == "apart");
}
