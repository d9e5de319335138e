#include "grants/repair/source_file.hpp"

#include <algorithm>
#include <utility>

#include "base/hashing.hpp"
#include "grants/repair/table_layout.hpp"

namespace parvis::grants {

namespace {

using quality::FileType;
using quality::InputFacts;
using quality::RowFacts;

std::string newline_name(const RowFacts& facts) {
  const int kinds = (facts.lf > 0 ? 1 : 0) + (facts.crlf > 0 ? 1 : 0) + (facts.cr > 0 ? 1 : 0);
  if (kinds > 1) return "mixte";
  if (facts.crlf > 0) return "CRLF";
  if (facts.cr > 0) return "CR";
  return facts.lf > 0 ? "LF" : "";
}

bool is_workbook(const InputFacts& facts) {
  return facts.type == FileType::xlsx || facts.type == FileType::ods;
}

// The sheet to read: asked for, else the one with the best header; its number from 0.
std::size_t best_sheet(const InputFacts& facts, const RepairPlan& plan) {
  std::size_t best = facts.sheet;
  std::size_t best_score = 0;
  for (std::size_t i = 0; i < facts.workbook.sheets.size(); ++i) {
    const auto& sheet = facts.workbook.sheets[i];
    const HeaderPlace place = find_header(sheet.first_rows, plan);
    if (place.matched > best_score) {
      best = i;
      best_score = place.matched;
    }
  }
  return best;
}

void describe(const InputFacts& facts, SourceReading& reading) {
  reading.format = std::string(quality::file_type_name(facts.type));
  if (is_workbook(facts)) {
    reading.sheet_count = facts.workbook.sheets.size();
    reading.sheet_number = facts.sheet + 1;
    if (facts.sheet < facts.workbook.sheets.size()) reading.sheet = facts.workbook.sheets[facts.sheet].name;
    return;
  }
  reading.encoding = std::string(quality::encoding_name(facts.encoding.encoding));
  reading.encoding_evidence = facts.encoding.evidence;
  reading.encoding_guessed = facts.encoding.guessed;
  reading.bom = facts.encoding.bom_bytes > 0;
  if (facts.type != FileType::csv) return;
  reading.delimiter = std::string(1, facts.dialect.dialect.delimiter);
  reading.delimiter_evidence = facts.dialect.evidence;
}

void describe(const RowFacts& facts, SourceReading& reading) {
  reading.newline = newline_name(facts);
  reading.newlines = facts.crlf + facts.cr;
  reading.hidden_rows = facts.hidden_rows;
  reading.hidden_columns = facts.hidden_columns.size();
  reading.formulas = facts.formulas;
}

Status read_rows(quality::RowSource& rows, SourceFile& file) {
  std::uint64_t cells = 0;
  for (;;) {
    quality::TableRow row;
    auto more = rows.next(row);
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) return {};
    cells += row.cells.size();
    if (cells > max_repair_cells)
      return fail(ErrorKind::too_large,
                  "Ce tableau dépasse 40 millions de cellules\u00A0: coupez-le en plusieurs fichiers.", {},
                  "too-many-cells");
    file.rows.push_back(std::move(row));
  }
}

}  // namespace

Result<SourceFile> read_source(std::string bytes, const RepairPlan& plan, const SourceOptions& options) {
  SourceFile file;
  file.reading.sha256 = base::sha256_hex(bytes);
  file.reading.bytes = bytes.size();
  file.reading.name = options.name;
  if (bytes.size() > max_repair_bytes)
    return fail(ErrorKind::too_large, "Ce fichier dépasse 512\u00A0Mio, la limite de l'atelier.", {},
                "too-many-bytes");
  quality::ReadOptions read = options.read;
  read.first_rows_per_sheet = header_search_rows;
  read.known_header = [&plan](std::string_view label) {
    return plan.field_labelled(label).match != LabelMatch::none;
  };
  PARVIS_TRY(input, quality::open_input(quality::memory_source(std::move(bytes)), read));
  if (is_workbook(input.facts) && !read.sheet) {
    input.facts.sheet = best_sheet(input.facts, plan);
    read.sheet = std::to_string(input.facts.sheet + 1);
  }
  describe(input.facts, file.reading);
  PARVIS_TRY(rows, quality::rows_of(std::move(input), read));
  PARVIS_CHECK(read_rows(*rows, file));
  describe(rows->facts(), file.reading);
  return file;
}

}  // namespace parvis::grants
