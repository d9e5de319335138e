#include "grants/checking/csv_report.hpp"

#include "base/csv.hpp"
#include "grants/checking/finding_label.hpp"

namespace parvis::grants {
namespace {

std::string place(std::uint64_t number) {
  return number == 0 ? std::string() : std::to_string(number);
}

class CsvReport : public quality::CheckReport {
 public:
  CsvReport(const quality::SchemaProgram& program, Write write) : CheckReport(program, std::move(write)) {}

  void start(const quality::ReportedFile& /*file*/) override {
    out_ += "\xEF\xBB\xBF";
    out_ += base::csv_row(
        {"gravité", "ligne", "enregistrement", "colonne", "nom", "cause", "cellule", "message", "code"}, ';');
  }
  void add(const quality::Finding& finding) override {
    std::string message;
    sentences_.append(message, finding);
    out_ += base::csv_row(
        {quality::is_warning(finding.code) ? "avertissement" : "erreur", place(finding.line),
         place(finding.row), place(finding.field), std::string(finding.name),
         std::string(finding_label(finding.code, finding.cause)),
         std::string(quality::shortened(finding.cell)), message, std::string(to_text(finding.code))},
        ';');
    push_when_full();
  }
  void finish(const quality::CheckSummary& /*summary*/, const quality::ReportEnd& /*end*/) override {
    flush();
  }
};

}  // namespace

std::unique_ptr<quality::CheckReport> csv_report(const quality::SchemaProgram& program,
                                                 quality::CheckReport::Write write) {
  return std::make_unique<CsvReport>(program, std::move(write));
}

}  // namespace parvis::grants
