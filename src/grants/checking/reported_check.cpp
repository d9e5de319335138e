#include "grants/checking/reported_check.hpp"

#include <ctime>
#include <utility>

#include "grants/checking/csv_report.hpp"
#include "model/energy.hpp"

namespace parvis::grants {
namespace {

using quality::FileType;
using quality::Finding;

constexpr std::size_t block_bytes = 256U << 10;
constexpr std::size_t rows_a_step = 2000;
constexpr double gb_held = 0.016;

double thread_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

bool is_text(FileType type) {
  return type == FileType::csv || type == FileType::json || type == FileType::json_lines;
}

std::unique_ptr<quality::CheckReport> report_of(const std::string& form,
                                                const quality::SchemaProgram& program,
                                                quality::CheckReport::Write write) {
  if (form == "csv") return csv_report(program, std::move(write));
  return quality::make_report(quality::report_form_named(form).value_or(quality::ReportForm::jsonl), program,
                              std::move(write));
}

}  // namespace

std::string_view check_form_type(std::string_view name) {
  if (name == "csv") return "text/csv; charset=utf-8";
  if (name == "json" || name == "frictionless") return "application/json";
  if (name == "junit") return "application/xml";
  return name == "text" ? "text/plain; charset=utf-8" : "application/x-ndjson";
}

// Passes bytes on, counts and digests them.
class ReportedCheck::Meter : public quality::ByteSource {
 public:
  Meter(quality::ByteSourcePtr inner, ReportedCheck& check) : inner_(std::move(inner)), check_(check) {}
  Result<std::size_t> read(char* into, std::size_t room) override {
    PARVIS_TRY(count, inner_->read(into, room));
    check_.digest_.add({into, count});
    check_.passed_bytes_ += count;
    return count;
  }

 private:
  quality::ByteSourcePtr inner_;
  ReportedCheck& check_;
};

ReportedCheck::ReportedCheck(CheckRequest request, quality::CheckReport::Write write, Wanted wanted)
    : request_(std::move(request)),
      wanted_(std::move(wanted)),
      report_(report_of(request_.form, *request_.program, std::move(write))) {
  read_.limits = request_.limits;
  read_.known_header = [program = request_.program](std::string_view label) {
    return program->schema.field_number(label).has_value();
  };
}

Result<bool> ReportedCheck::step(quality::ByteSourcePtr& bytes) {
  const double before = thread_milliseconds();
  auto more = step_timed(bytes);
  cpu_ms_ += thread_milliseconds() - before;
  if (more && !*more) {
    more = end();
  }
  return more;
}

Result<bool> ReportedCheck::step_timed(quality::ByteSourcePtr& bytes) {
  if (!opened_) {
    opened_ = true;
    PARVIS_CHECK(open(std::move(bytes)));
    return true;
  }
  return text_ ? text_block() : row_block();
}

Status ReportedCheck::open(quality::ByteSourcePtr bytes) {
  auto metered = std::make_unique<Meter>(std::move(bytes), *this);
  PARVIS_TRY(input, quality::open_input(std::move(metered), read_));
  describe(input.facts);
  report_->start(file_);
  PARVIS_CHECK(start_check(input.facts));
  report_->flush();
  if (input.facts.type == FileType::csv) {
    text_ = std::move(input.text);
    block_.resize(block_bytes);
    return {};
  }
  PARVIS_TRY(rows, quality::rows_of(std::move(input), read_));
  rows_ = std::move(rows);
  return {};
}

void ReportedCheck::describe(const quality::InputFacts& facts) {
  file_.name = request_.file_name;
  file_.bytes = request_.bytes.value_or(0);
  file_.bytes_known = request_.bytes.has_value();
  file_.format = quality::file_type_name(facts.type);
  file_.encoding = is_text(facts.type) ? std::string(quality::encoding_name(facts.encoding.encoding)) : "";
  file_.bom = is_text(facts.type) && facts.encoding.bom_bytes > 0;
  if (facts.type == FileType::csv) {
    file_.delimiter = std::string(1, facts.dialect.dialect.delimiter);
    if (file_.delimiter == "\t") file_.format = "tsv";
  }
  if (facts.sheet < facts.workbook.sheets.size()) file_.sheet = facts.workbook.sheets[facts.sheet].name;
  file_.fields_match = request_.fields_match.value_or(
      request_.program->schema.fields_match.value_or(quality::FieldsMatch::partial));
}

Status ReportedCheck::start_check(const quality::InputFacts& facts) {
  quality::TableCheckOptions options;
  options.fields_match = file_.fields_match;
  options.delimiter = facts.dialect.dialect.delimiter;
  options.first_line = facts.type == FileType::csv ? facts.dialect.dialect.first_line : 1;
  options.max_record_bytes = read_.limits.max_record_bytes;
  options.skip_foreign_keys = true;  // the other table is not at hand; a warning says so
  check_ = std::make_unique<quality::TableCheck>(request_.program, options,
                                                 [this](const Finding& finding) { found(finding); });
  if (!is_text(facts.type) || !facts.encoding.guessed) return {};
  Finding guessed;
  guessed.code = quality::FindingCode::encoding_guessed;
  guessed.name = file_.encoding;
  check_->say(guessed);
  return {};
}

void ReportedCheck::found(const Finding& finding) {
  if (wanted_ && !wanted_(finding)) return;
  report_->add(finding);
  if (first_out_) return;
  first_out_ = true;
  report_->flush();
}

Result<bool> ReportedCheck::text_block() {
  PARVIS_TRY(count, text_->read(block_.data(), block_.size()));
  if (count == 0) return false;
  PARVIS_CHECK(check_->feed({block_.data(), count}));
  if (!first_out_) PARVIS_CHECK(check_->flush());
  return true;
}

Result<bool> ReportedCheck::row_block() {
  for (std::size_t i = 0; i < rows_a_step; ++i) {
    PARVIS_TRY(more, rows_->next(row_));
    if (!more) return false;
    cells_.clear();
    for (auto& cell : row_.cells) cells_.push_back(std::move(cell.text));
    // A sheet leaves out empty cells at the end of a row.
    if (width_ == 0) width_ = cells_.size();
    if (!cells_.empty() && cells_.size() < width_) cells_.resize(width_);
    check_->feed_row(row_.row, row_.line, cells_);
  }
  return true;
}

Status ReportedCheck::flush() {
  if (check_ && text_) PARVIS_CHECK(check_->flush());
  report_->flush();
  return {};
}

Result<bool> ReportedCheck::end() {
  const double before = thread_milliseconds();
  PARVIS_TRY(summary, check_->finish());
  summary_ = std::move(summary);
  quality::ReportEnd end;
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - started_;
  end.wall_ms = wall.count();
  end.cpu_ms = cpu_ms_ += thread_milliseconds() - before;
  end.uwh = model::estimate_energy(end.cpu_ms / 1e3, gb_held, end.wall_ms / 1e3).uwh;
  end.bytes = passed_bytes_;
  end.sha256 = digest_.hex();
  report_->finish(summary_, end);
  return false;
}

}  // namespace parvis::grants
