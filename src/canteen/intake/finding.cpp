#include "canteen/intake/finding.hpp"

#include <algorithm>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace parvis::canteen {
namespace {

base::json::array changes_json(const std::vector<Change>& changes) {
  base::json::array out;
  for (const auto& change : changes) {
    out.push_back(base::json::object{{"line", change.line},
                                     {"column", change.column},
                                     {"before", change.before},
                                     {"after", change.after}});
  }
  return out;
}

base::json::object finding_json(const Finding& finding) {
  base::json::object out{{"file", finding.file},
                         {"line", finding.line},
                         {"column", finding.column},
                         {"value", finding.value},
                         {"code", finding.code},
                         {"severity", severity_codes.code(finding.severity)},
                         {"message", finding.message},
                         {"rows_affected", finding.rows_affected},
                         {"lines", base::json::value_from(finding.lines)},
                         {"examples", base::json::value_from(finding.examples)}};
  if (finding.repair) {
    out["repair"] = base::json::object{{"id", finding.repair->id},
                                       {"sentence", finding.repair->sentence},
                                       {"undo", changes_json(finding.repair->undo)}};
  }
  return out;
}

}  // namespace

void Finding::add(std::uint64_t at_line, const std::string& example) {
  if (rows_affected++ == 0) line = at_line;
  if (at_line != 0 && lines.size() < max_listed_lines) lines.push_back(at_line);
  if (examples.size() < max_examples) examples.push_back(example);
}

Acceptance acceptance_of(std::string_view text) {
  Acceptance out;
  if (text == "all") return out;
  out.all = false;
  if (text == "none") return out;
  for (const auto& id : base::split(text, ',')) out.ids.insert(std::string(base::trim(id)));
  return out;
}

std::string in_quotes(std::string_view text) {
  return "«\u00A0" + std::string(text) + "\u00A0»";
}

bool any_error(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::error; });
}

std::string findings_csv(const std::vector<Finding>& findings, char separator) {
  std::string out = base::csv_row({"file", "line", "column", "value", "code", "severity", "message_fr",
                                   "repair_id", "repair", "rows_affected"},
                                  separator);
  for (const auto& finding : findings) {
    out +=
        base::csv_row({finding.file, finding.line == 0 ? "" : std::to_string(finding.line), finding.column,
                       finding.value, finding.code, std::string(severity_codes.code(finding.severity)),
                       finding.message, finding.repair ? finding.repair->id : "",
                       finding.repair ? finding.repair->sentence : "", std::to_string(finding.rows_affected)},
                      separator);
  }
  return out;
}

base::json::array findings_json(const std::vector<Finding>& findings) {
  base::json::array out;
  for (const auto& finding : findings) out.push_back(finding_json(finding));
  return out;
}

}  // namespace parvis::canteen
