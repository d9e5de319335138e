// Reading and joining counts: a CSV of `import_bench [rows]` (1,000,000) counts of 120 sites, written first,
// read by the same door as a town's file. CPU seconds of each step and the peak of memory; goals: 5 s and 256
// MB.
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "canteen/intake/intake.hpp"
#include "canteen/intake/meal_days.hpp"

namespace {

using namespace parvis::canteen;

constexpr int sites = 120;

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

void write_counts(const std::filesystem::path& path, int rows) {
  std::ofstream out(path);
  out << "site_type,date,prevision,reel,site_nom\n";
  unsigned state = 20261124;
  for (int row = 0; row < rows; ++row) {
    state = state * 1664525U + 1013904223U;
    const auto day = parvis::base::plus_days(parvis::base::make_day(2000, 1, 3), row / sites);
    const unsigned ordered = 40 + (state >> 16U) % 200;
    out << (row % 2 == 0 ? "M," : "E,") << parvis::base::format_day(day) << ',' << ordered << ','
        << (state % 50 == 0 ? std::string("NA") : std::to_string(ordered - (state >> 24U) % 20)) << ",ECOLE "
        << row % sites << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int rows = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
  const auto path =
      std::filesystem::temp_directory_path() / ("parvis-import-bench-" + std::to_string(::getpid()) + ".csv");
  write_counts(path, rows);
  const double start = cpu_seconds();
  const auto table = read_table(TableKind::counts, path);
  std::filesystem::remove(path);
  if (!table) {
    std::fprintf(stderr, "%s\n", table.error().message.c_str());
    return 1;
  }
  const double read = cpu_seconds();
  const auto& counts = std::get<CountTable>(table->rows);
  std::vector<int> own(counts.sites.size());
  for (std::size_t i = 0; i < own.size(); ++i) own[i] = static_cast<int>(i);
  const auto days = meal_days({counts, table->file, own, {}, false}, {});
  const double joined = cpu_seconds();
  std::printf("%zu rows kept of %zu: read %.2f s, joined into %zu canteen-days %.2f s, peak %ld MB\n",
              table->rows_kept, table->rows_read, read - start, days.counts.size(), joined - read,
              peak_megabytes());
  return 0;
}
