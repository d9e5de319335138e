#include "quality/table_reader/table_writer.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>

#include "quality/table_reader/read_limits.hpp"

namespace parvis::quality {
namespace {

constexpr std::size_t longest_sheet_name = 31;  // code points
constexpr std::size_t longest_cell = 32'767;    // code points, as Excel has it
constexpr std::size_t max_identifier_digits = 15;

bool reads_as_number(std::string_view text, double& value) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() && end == text.data() + text.size() && text.size() <= max_identifier_digits;
}

bool runs_in_a_spreadsheet(std::string_view cell) {
  double ignored = 0;
  return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos &&
         !reads_as_number(cell, ignored);
}

void append_cell(std::string& out, std::string_view cell, const CsvForm& form) {
  const bool guarded = form.guard_formulas && runs_in_a_spreadsheet(cell);
  const bool quoted = cell.find_first_of("\"\r\n") != std::string_view::npos ||
                      cell.find(form.delimiter) != std::string_view::npos;
  if (quoted) out += '"';
  if (guarded) out += '\'';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  if (quoted) out += '"';
}

tl::unexpected<Error> not_written(const std::filesystem::path& path, lxw_error code) {
  return fail(ErrorKind::unavailable, "Le classeur n’a pas pu être écrit.",
              path.string() + ": xlsxwriter error " + std::to_string(static_cast<int>(code)));
}

void write_sheet(lxw_worksheet* out, const XlsxSheet& sheet) {
  for (std::size_t r = 0; r < sheet.rows.size(); ++r)
    for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
      const auto& text = sheet.rows[r][c];
      const bool numbers = r > 0 && std::find(sheet.number_columns.begin(), sheet.number_columns.end(), c) !=
                                        sheet.number_columns.end();
      const auto row = static_cast<lxw_row_t>(r);
      const auto column = static_cast<lxw_col_t>(c);
      double value = 0;
      if (text.empty()) continue;
      if (numbers && reads_as_number(text, value)) {
        worksheet_write_number(out, row, column, value, nullptr);
      } else {
        worksheet_write_string(out, row, column, text.c_str(), nullptr);
      }
    }
}

Status check(const XlsxSheet& sheet) {
  const auto refuse = [](std::string message) { return fail(ErrorKind::invalid, std::move(message)); };
  if (sheet.name.empty() || sheet.name.size() > longest_sheet_name * 4 ||
      sheet.name.find_first_of("[]:*?/\\") != std::string::npos)
    return refuse("Le nom de feuille «\u00a0" + sheet.name + "\u00a0» n’est pas possible.");
  const ReadLimits limits;
  if (sheet.rows.size() > limits.max_sheet_rows)
    return refuse("Trop de lignes pour une feuille de classeur.");
  for (const auto& row : sheet.rows) {
    if (row.size() > limits.max_columns) return refuse("Trop de colonnes pour une feuille de classeur.");
    for (const auto& cell : row)
      if (cell.size() > longest_cell) return refuse("Un texte est trop long pour une cellule de classeur.");
  }
  return {};
}

}  // namespace

void append_csv(std::string& out, const std::vector<std::string>& cells, const CsvForm& form) {
  if (cells.size() == 1 && cells[0].empty()) out += "\"\"";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += form.delimiter;
    append_cell(out, cells[i], form);
  }
  out += form.newline;
}

Status write_xlsx(const std::filesystem::path& path, const std::vector<XlsxSheet>& sheets) {
  for (const auto& sheet : sheets) PARVIS_CHECK(check(sheet));
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  auto* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) return not_written(path, LXW_ERROR_MEMORY_MALLOC_FAILED);
  bool good = true;
  for (const auto& sheet : sheets) {
    auto* out = workbook_add_worksheet(book, sheet.name.c_str());
    if (out == nullptr) {
      good = false;
      break;
    }
    write_sheet(out, sheet);
  }
  const auto code = workbook_close(book);
  if (code != LXW_NO_ERROR || !good) return not_written(path, good ? code : LXW_ERROR_PARAMETER_VALIDATION);
  return {};
}

}  // namespace parvis::quality
