// One check of a table whose bytes arrive from anywhere, step by step: each step reads a block, checks it and
// writes what was found. The same engine as `parvis grants check`; docs/formats/table-check-report.md says
// the lines. One object, one thread at a time; nothing is kept of the table.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hashing.hpp"
#include "quality/table_reader/table_input.hpp"
#include "quality/table_schema/check_report.hpp"

namespace parvis::grants {

// Forms of the command, and csv: one row a finding, for a spreadsheet. The media type of each.
[[nodiscard]] std::string_view check_form_type(std::string_view name);

struct CheckRequest {
  std::shared_ptr<const quality::SchemaProgram> program;
  std::string file_name;
  std::optional<std::uint64_t> bytes;  // of the file, when they are known before
  std::string form = "jsonl";
  quality::ReadLimits limits;
  std::optional<quality::FieldsMatch> fields_match;
};

class ReportedCheck {
 public:
  // Which findings are written; all are counted. Without it, all.
  using Wanted = std::function<bool(const quality::Finding&)>;

  ReportedCheck(CheckRequest request, quality::CheckReport::Write write, Wanted wanted = {});

  // The first call looks at the head of the file and writes the first line; each further one checks a block.
  // False: the end was read and the summary written. Errors: those of quality::open_input and of reading.
  Result<bool> step(quality::ByteSourcePtr& bytes);
  // Checks what has come in whole records and writes what was found.
  Status flush();

  [[nodiscard]] const quality::CheckSummary& summary() const { return summary_; }  // after the end
  [[nodiscard]] const quality::ReportedFile& file() const { return file_; }        // after the first step

 private:
  class Meter;
  Status open(quality::ByteSourcePtr bytes);
  void describe(const quality::InputFacts& facts);
  Status start_check(const quality::InputFacts& facts);
  Result<bool> text_block();
  Result<bool> row_block();
  Result<bool> step_timed(quality::ByteSourcePtr& bytes);
  Result<bool> end();
  void found(const quality::Finding& finding);

  CheckRequest request_;
  Wanted wanted_;
  quality::ReadOptions read_;
  std::unique_ptr<quality::CheckReport> report_;
  quality::ReportedFile file_;
  base::Sha256 digest_;
  std::uint64_t passed_bytes_ = 0;
  std::unique_ptr<quality::TableCheck> check_;
  quality::TextSourcePtr text_;  // of csv
  quality::RowSourcePtr rows_;   // of everything else
  std::string block_;
  quality::TableRow row_;
  std::vector<std::string> cells_;
  std::size_t width_ = 0;
  bool opened_ = false, first_out_ = false;
  quality::CheckSummary summary_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  double cpu_ms_ = 0;
};

}  // namespace parvis::grants
