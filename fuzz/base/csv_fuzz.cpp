// The CSV reader on any bytes, fed whole and in two pieces: the same rows or the same refusal; what it reads
// it can write and read again.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"

namespace {

struct Outcome {
  bool good = false;
  std::vector<std::vector<std::string>> rows;
  bool operator==(const Outcome&) const = default;
};

Outcome read_in_pieces(std::string_view text, std::size_t cut, char separator) {
  Outcome outcome;
  parvis::base::CsvReader reader(
      [&](std::size_t, const std::vector<std::string>& cells) {
        outcome.rows.push_back(cells);
        return true;
      },
      separator, {4096, 64});
  outcome.good = reader.feed(text.substr(0, cut)) && reader.feed(text.substr(cut)) && reader.finish();
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const char separator = data[0] % 2 == 0 ? ',' : ';';
  const std::size_t cut = data[1] % size;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);

  const Outcome whole = read_in_pieces(text, text.size(), separator);
  if (!(whole == read_in_pieces(text, std::min(cut, text.size()), separator))) std::abort();
  if (!whole.good) return 0;

  std::string written;
  for (const auto& row : whole.rows) written += parvis::base::csv_row(row, separator);
  const Outcome again = read_in_pieces(written, written.size(), separator);
  // A guard against formulas or a row that grew past the limit may differ, but never the shape of what was
  // read.
  if (again.good && again.rows.size() > whole.rows.size()) std::abort();
  return 0;
}
