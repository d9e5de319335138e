// How findings are written: text for people, JSON lines, one JSON document, JUnit, and frictionless' report
// keys. docs/formats/table-check-report.md says the shapes. A report is written while the table is read; one
// object belongs to one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "quality/table_schema/sentence.hpp"
#include "quality/table_schema/table_check.hpp"

namespace parvis::quality {

enum class ReportForm : std::uint8_t { text, json, jsonl, junit, frictionless };
[[nodiscard]] std::optional<ReportForm> report_form_named(std::string_view name);

// What is known of the file before it is read.
struct ReportedFile {
  std::string name;
  std::string sha256;  // empty: not yet known
  std::uint64_t bytes = 0;
  bool bytes_known = false;
  std::string format = "csv";
  std::string encoding = "utf-8";
  bool bom = false;
  std::string delimiter, newline, sheet;
  std::uint64_t header_row = 1;
  FieldsMatch fields_match = FieldsMatch::partial;
};

// What only the end tells.
struct ReportEnd {
  std::string sha256;  // when it was not known before
  std::uint64_t bytes = 0;
  double cpu_ms = 0, wall_ms = 0;
  double uwh = 0;
  bool uwh_measured = false;
};

class CheckReport {
 public:
  using Write = std::function<void(std::string_view)>;
  virtual ~CheckReport() = default;
  virtual void start(const ReportedFile& file) = 0;
  virtual void add(const Finding& finding) = 0;
  virtual void finish(const CheckSummary& summary, const ReportEnd& end) = 0;
  // Hands on what is ready.
  void flush();

 protected:
  CheckReport(const SchemaProgram& program, Write write)
      : program_(program), sentences_(program), write_(std::move(write)) {}
  void push_when_full();

  const SchemaProgram& program_;
  SentenceWriter sentences_;
  std::string out_;

 private:
  Write write_;
};

// `max_errors` 0: all. Past it findings are counted and not written.
[[nodiscard]] std::unique_ptr<CheckReport> make_report(ReportForm form, const SchemaProgram& program,
                                                       CheckReport::Write write,
                                                       std::uint64_t max_errors = 0);

// `text` as a JSON string with its quotes.
void append_json_text(std::string& out, std::string_view text);

}  // namespace parvis::quality
