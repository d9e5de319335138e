// The reports that other tools read: JUnit and frictionless.
#include <map>

#include "quality/table_schema/check_report.hpp"
#include "quality/table_schema/report_parts.hpp"

namespace parvis::quality {
namespace {

constexpr std::size_t max_messages = 1000;  // of one JUnit case

void append_xml(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        // Other control characters may not stand in XML.
        out += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r' ? '?' : c;
    }
  }
}

// Findings are grouped by column, so nothing can be written before the end; messages are bounded.
class JunitReport : public CheckReport {
 public:
  JunitReport(const SchemaProgram& program, Write write) : CheckReport(program, std::move(write)) {}

  void start(const ReportedFile& file) override { name_ = file.name; }
  void add(const Finding& finding) override {
    if (is_warning(finding.code)) return;
    Case& at = cases_[finding.field];
    if (at.name.empty()) at.name = finding.field == 0 ? "structure" : std::string(finding.name);
    if (++at.errors > max_messages) return;
    at.text += "ligne " + std::to_string(finding.line) + " [" + std::string(to_text(finding.code)) + "] ";
    sentences_.append(at.text, finding);
    at.text += '\n';
  }
  void finish(const CheckSummary& summary, const ReportEnd& end) override {
    for (std::size_t i = 0; i < summary.labels.size(); ++i) {
      Case& at = cases_[static_cast<std::uint32_t>(i + 1)];
      if (at.name.empty()) at.name = summary.labels[i];
    }
    if (cases_[0].name.empty()) cases_[0].name = "structure";
    std::size_t failures = 0;
    for (const auto& [field, at] : cases_) failures += at.errors > 0 ? 1 : 0;
    out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"";
    append_xml(out_, name_);
    out_ += "\" tests=\"" + std::to_string(cases_.size()) + "\" failures=\"" + std::to_string(failures) +
            "\" time=\"";
    append_decimal(out_, end.wall_ms / 1000);
    out_ += "\">\n";
    for (const auto& [field, at] : cases_) write_case(at);
    out_ += "</testsuite>\n</testsuites>\n";
    flush();
  }

 private:
  struct Case {
    std::string name, text;
    std::uint64_t errors = 0;
  };

  void write_case(const Case& at) {
    out_ += "<testcase classname=\"";
    append_xml(out_, name_);
    out_ += "\" name=\"";
    append_xml(out_, at.name);
    if (at.errors == 0) {
      out_ += "\"/>\n";
      return;
    }
    out_ +=
        "\"><failure message=\"" + std::to_string(at.errors) + " erreur" + (at.errors > 1 ? "s" : "") + "\">";
    append_xml(out_, at.text);
    out_ += "</failure></testcase>\n";
  }

  std::string name_;
  std::map<std::uint32_t, Case> cases_;
};

// The list of errors stands inside the only task; what the end tells stands behind it.
class FrictionlessReport : public CheckReport {
 public:
  FrictionlessReport(const SchemaProgram& program, Write write, std::uint64_t max)
      : CheckReport(program, std::move(write)), max_(max) {}

  void start(const ReportedFile& file) override {
    out_ += "{\"tasks\":[{";
    append_pair(out_, "name", file.name);
    out_ += ",\"type\":\"table\",";
    append_pair(out_, "place", file.name);
    out_ += ",\"warnings\":[],\"errors\":[";
  }
  void add(const Finding& finding) override {
    if (is_warning(finding.code) || (max_ != 0 && ++written_ > max_)) return;
    out_ += first_ ? "\n{" : ",\n{";
    first_ = false;
    append_pair(out_, "type", peer_text(finding.code));
    out_ += ',';
    append_pair(out_, "title", to_text(finding.code));
    scratch_.clear();
    sentences_.append(scratch_, finding);
    out_ += ',';
    append_pair(out_, "message", scratch_);
    out_ += ',';
    append_place(out_, "rowNumber", finding.row);
    out_ += ',';
    append_place(out_, "fieldNumber", finding.field);
    out_ += ',';
    append_pair(out_, "fieldName", finding.name);
    out_ += ',';
    append_pair(out_, "cell", shortened(finding.cell));
    out_ += '}';
    push_when_full();
  }
  void finish(const CheckSummary& summary, const ReportEnd& end) override {
    const std::string_view valid = summary.valid() ? "true" : "false";
    const std::string errors = std::to_string(summary.errors);
    out_ += "],\"valid\":";
    out_ += valid;
    out_ += ",\"labels\":[";
    for (std::size_t i = 0; i < summary.labels.size(); ++i) {
      if (i > 0) out_ += ',';
      append_json_text(out_, summary.labels[i]);
    }
    out_ +=
        "],\"stats\":{\"errors\":" + errors + ",\"rows\":" + std::to_string(summary.rows) + ",\"seconds\":";
    append_decimal(out_, end.wall_ms / 1000);
    out_ += "}}],\"valid\":";
    out_ += valid;
    out_ += ",\"stats\":{\"tasks\":1,\"errors\":" + errors + "},\"warnings\":[],\"errors\":[]}\n";
    flush();
  }

 private:
  std::uint64_t max_;
  std::uint64_t written_ = 0;
  bool first_ = true;
  std::string scratch_;
};

}  // namespace

std::unique_ptr<CheckReport> make_junit_report(const SchemaProgram& program, CheckReport::Write write) {
  return std::make_unique<JunitReport>(program, std::move(write));
}

std::unique_ptr<CheckReport> make_frictionless_report(const SchemaProgram& program, CheckReport::Write write,
                                                      std::uint64_t max_errors) {
  return std::make_unique<FrictionlessReport>(program, std::move(write), max_errors);
}

}  // namespace parvis::quality
