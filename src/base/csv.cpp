#include "base/csv.hpp"

#include <charconv>
#include <cmath>

namespace parvis::base {

CsvReader::CsvReader(OnRow on_row, char separator, CsvLimits limits)
    : on_row_(std::move(on_row)), separator_(separator), limits_(limits) {}

tl::unexpected<Error> CsvReader::error(std::string_view what) const {
  return fail(ErrorKind::invalid,
              "Ligne " + std::to_string(row_) + ", colonne " + std::to_string(cells_.size() + 1) +
                  "\u00a0: " + std::string(what),
              {}, "csv_invalid");
}

Status CsvReader::end_cell() {
  cells_.push_back(std::move(cell_));
  cell_.clear();
  place_ = Place::cell_start;
  if (cells_.size() > limits_.max_columns) return error("trop de colonnes.");
  return {};
}

Status CsvReader::end_row() {
  // A line feed at the very end makes no row of its own.
  if (cells_.empty() && cell_.empty() && place_ == Place::cell_start) {
    ++row_;
    return {};
  }
  PARVIS_CHECK(end_cell());
  if (!on_row_(row_, cells_)) stopped_ = true;
  cells_.clear();
  row_bytes_ = 0;
  ++row_;
  return {};
}

Status CsvReader::take(char c) {
  if (++row_bytes_ > limits_.max_row_bytes) return error("ligne trop longue, ou guillemet jamais refermé.");
  if (place_ == Place::quoted) {
    if (c == '"') {
      place_ = Place::quote_in_quoted;
    } else {
      cell_ += c;
    }
    return {};
  }
  if (after_cr_ && c == '\n') {
    after_cr_ = false;
    return {};
  }
  after_cr_ = c == '\r';
  if (c == '\r' || c == '\n') return end_row();
  if (c == separator_) return end_cell();
  if (c == '"') {
    if (place_ == Place::bare)
      return error("guillemet au milieu d’un texte ; doublez-le et entourez le texte de guillemets.");
    if (place_ == Place::quote_in_quoted) cell_ += '"';
    place_ = Place::quoted;
    return {};
  }
  if (place_ == Place::quote_in_quoted) return error("texte après un guillemet fermant.");
  place_ = Place::bare;
  cell_ += c;
  return {};
}

Status CsvReader::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (stopped_) return {};
    ++bytes_seen_;
    PARVIS_CHECK(take(c));
    if (bytes_seen_ == 3 && cell_ == "\xEF\xBB\xBF" && cells_.empty() && row_ == 1) {
      cell_.clear();
      place_ = Place::cell_start;
    }
  }
  return {};
}

Status CsvReader::finish() {
  if (stopped_) return {};
  if (place_ == Place::quoted) return error("guillemet jamais refermé.");
  if (cells_.empty() && cell_.empty() && place_ == Place::cell_start) return {};
  return end_row();
}

Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text, char separator) {
  std::vector<std::vector<std::string>> rows;
  CsvReader reader(
      [&](std::size_t, const std::vector<std::string>& cells) {
        rows.push_back(cells);
        return true;
      },
      separator);
  PARVIS_CHECK(reader.feed(text));
  PARVIS_CHECK(reader.finish());
  return rows;
}

namespace {

bool is_number(std::string_view cell) {
  if (cell.starts_with('+')) cell.remove_prefix(1);
  double ignored = 0;
  const auto outcome = std::from_chars(cell.data(), cell.data() + cell.size(), ignored);
  return outcome.ec == std::errc{} && outcome.ptr == cell.data() + cell.size() && std::isfinite(ignored);
}

// A spreadsheet runs what begins like a formula. A number is none: a western longitude keeps its sign.
bool is_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos &&
         !is_number(cell);
}

}  // namespace

std::string csv_row(const std::vector<std::string>& cells, char separator) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += separator;
    std::string cell = cells[i];
    if (is_formula(cell)) cell.insert(0, 1, '\'');
    const bool quote =
        cell.find_first_of("\"\r\n") != std::string::npos || cell.find(separator) != std::string::npos;
    if (!quote) {
      line += cell;
      continue;
    }
    line += '"';
    for (const char c : cell) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }
  return line + "\n";
}

}  // namespace parvis::base
