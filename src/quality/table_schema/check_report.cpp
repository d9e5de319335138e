#include "quality/table_schema/check_report.hpp"

#include "quality/table_schema/report_parts.hpp"

namespace parvis::quality {
namespace {

constexpr std::size_t full_buffer = 64U << 10;

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out += '"';
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out += text.substr(from, at - from);
    from = at + 1;
    out += '\\';
    switch (c) {
      case '"':
        out += '"';
        break;
      case '\\':
        out += '\\';
        break;
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      default:
        out += "u00";
        out += hex[c >> 4U];
        out += hex[c & 15U];
    }
  }
  out += text.substr(from);
  out += '"';
}

void CheckReport::flush() {
  if (out_.empty()) return;
  write_(out_);
  out_.clear();
}

void CheckReport::push_when_full() {
  if (out_.size() >= full_buffer) flush();
}

namespace {

void append_file(std::string& out, const ReportedFile& file) {
  out += '{';
  append_pair(out, "name", file.name);
  out += ',';
  append_pair_or_null(out, "sha256", file.sha256);
  out += ",\"bytes\":";
  if (file.bytes_known)
    append_number(out, file.bytes);
  else
    out += "null";
  out += ',';
  append_pair(out, "format", file.format);
  out += ',';
  append_pair_or_null(out, "encoding", file.encoding);
  out += file.bom ? ",\"bom\":true," : ",\"bom\":false,";
  append_pair_or_null(out, "delimiter", file.delimiter);
  out += ',';
  append_pair_or_null(out, "newline", file.newline);
  out += ',';
  append_pair_or_null(out, "sheet", file.sheet);
  out += ",\"header_row\":";
  append_number(out, file.header_row);
  out += '}';
}

void append_schema(std::string& out, const TableSchema& schema, FieldsMatch match) {
  out += '{';
  append_pair(out, "name", schema.name);
  out += ',';
  append_pair_or_null(out, "version", schema.version);
  out += ',';
  append_pair(out, "sha256", schema.sha256);
  out += ',';
  append_pair(out, "fields_match", fields_match_name(match));
  out += '}';
}

void append_summary(std::string& out, const CheckSummary& summary, const ReportEnd& end,
                    std::uint64_t not_written) {
  out += summary.valid() ? "{\"valid\":true" : "{\"valid\":false";
  out += ",\"rows\":";
  append_number(out, summary.rows);
  out += ",\"errors\":";
  append_number(out, summary.errors);
  out += ",\"warnings\":";
  append_number(out, summary.warnings);
  out += ",\"by_code\":{";
  bool first = true;
  for (std::size_t i = 0; i < summary.by_code.size(); ++i) {
    const auto code = static_cast<FindingCode>(i);
    if (summary.by_code[i] == 0 || is_warning(code)) continue;
    if (!first) out += ',';
    first = false;
    append_json_text(out, to_text(code));
    out += ':';
    append_number(out, summary.by_code[i]);
  }
  out += "},\"by_field\":[";
  first = true;
  for (std::size_t i = 1; i < summary.by_field.size(); ++i) {
    if (summary.by_field[i] == 0) continue;
    if (!first) out += ',';
    first = false;
    out += "{\"field\":";
    append_number(out, i);
    out += ',';
    append_pair_or_null(out, "name", i <= summary.labels.size() ? summary.labels[i - 1] : std::string());
    out += ",\"errors\":";
    append_number(out, summary.by_field[i]);
    out += '}';
  }
  out += "],\"not_written\":";
  append_number(out, not_written);
  out += ',';
  append_pair_or_null(out, "sha256", end.sha256);
  out += ",\"bytes\":";
  append_number(out, end.bytes);
  out += ",\"cpu_ms\":";
  append_decimal(out, end.cpu_ms);
  out += ",\"wall_ms\":";
  append_decimal(out, end.wall_ms);
  out += ",\"uwh\":";
  append_decimal(out, end.uwh);
  out += end.uwh_measured ? ",\"uwh_label\":\"mesuré\"}" : ",\"uwh_label\":\"estimé\"}";
}

// The members of one finding, without braces.
void append_finding(std::string& out, const Finding& finding, const SentenceWriter& sentences,
                    std::string& scratch) {
  append_place(out, "row", finding.row);
  out += ',';
  append_place(out, "line", finding.line);
  out += ',';
  append_place(out, "field", finding.field);
  out += ',';
  append_pair_or_null(out, "name", finding.name);
  out += ',';
  append_pair(out, "code", to_text(finding.code));
  out += ',';
  append_pair_or_null(out, "cause", to_text(finding.cause));
  out += ',';
  append_pair(out, "compat", peer_text(finding.code));
  out += ',';
  append_pair(out, "cell", shortened(finding.cell));
  scratch.clear();
  sentences.append(scratch, finding);
  out += ',';
  append_pair(out, "message", scratch);
}

class LinesReport : public CheckReport {
 public:
  LinesReport(const SchemaProgram& program, Write write, std::uint64_t max)
      : CheckReport(program, std::move(write)), max_(max) {}

  void start(const ReportedFile& file) override {
    out_ += "{\"type\":\"file\",\"file\":";
    append_file(out_, file);
    out_ += ",\"schema\":";
    append_schema(out_, program_.schema, file.fields_match);
    out_ += "}\n";
  }
  void add(const Finding& finding) override {
    if (max_ != 0 && !is_warning(finding.code) && ++written_ > max_) return;
    out_ += is_warning(finding.code) ? "{\"type\":\"warning\"," : "{\"type\":\"error\",";
    append_finding(out_, finding, sentences_, scratch_);
    out_ += "}\n";
    push_when_full();
  }
  void finish(const CheckSummary& summary, const ReportEnd& end) override {
    out_ += "{\"type\":\"summary\",\"summary\":";
    append_summary(out_, summary, end, max_ != 0 && written_ > max_ ? written_ - max_ : 0);
    out_ += "}\n";
    flush();
  }

 private:
  std::uint64_t max_;
  std::uint64_t written_ = 0;
  std::string scratch_;
};

// Warnings are kept back until the errors are out: they stand in their own list.
class DocumentReport : public CheckReport {
 public:
  DocumentReport(const SchemaProgram& program, Write write, std::uint64_t max)
      : CheckReport(program, std::move(write)), max_(max) {}

  void start(const ReportedFile& file) override {
    out_ += "{\"file\":";
    append_file(out_, file);
    out_ += ",\"schema\":";
    append_schema(out_, program_.schema, file.fields_match);
    out_ += ",\"errors\":[";
  }
  void add(const Finding& finding) override {
    const bool warning = is_warning(finding.code);
    if (warning && warnings_.size() > max_warning_bytes) {
      ++warnings_left_out_;
      return;
    }
    if (!warning && max_ != 0 && ++written_ > max_) return;
    std::string& into = warning ? warnings_ : out_;
    bool& first = warning ? first_warning_ : first_error_;
    into += first ? "\n{" : ",\n{";
    first = false;
    append_finding(into, finding, sentences_, scratch_);
    into += '}';
    push_when_full();
  }
  void finish(const CheckSummary& summary, const ReportEnd& end) override {
    out_ += "],\"warnings\":[";
    out_ += warnings_;
    out_ += "],\"warnings_left_out\":";
    append_number(out_, warnings_left_out_);
    out_ += ",\"summary\":";
    append_summary(out_, summary, end, max_ != 0 && written_ > max_ ? written_ - max_ : 0);
    out_ += "}\n";
    flush();
  }

 private:
  static constexpr std::size_t max_warning_bytes = 4U << 20;
  std::uint64_t max_;
  std::uint64_t written_ = 0, warnings_left_out_ = 0;
  bool first_error_ = true, first_warning_ = true;
  std::string warnings_, scratch_;
};

class TextReport : public CheckReport {
 public:
  TextReport(const SchemaProgram& program, Write write, std::uint64_t max)
      : CheckReport(program, std::move(write)), max_(max) {}

  void start(const ReportedFile& file) override {
    const TableSchema& schema = program_.schema;
    out_ += file.name + "\u00A0: " + file.format + ", " + file.encoding + ", colonnes rapprochées par ";
    out_ += file.fields_match == FieldsMatch::exact ? "position" : "nom";
    out_ += ". Schéma\u00A0: " + (schema.title.empty() ? schema.name : schema.title);
    if (!schema.version.empty()) out_ += " " + schema.version;
    out_ += ".\n";
  }
  void add(const Finding& finding) override {
    const bool warning = is_warning(finding.code);
    if (!warning && max_ != 0 && ++written_ > max_) return;
    if (finding.row == 0) {
      out_ += finding.line == 0 ? "table" : "en-tête";
    } else {
      out_ += "ligne ";
      append_number(out_, finding.line);
    }
    if (finding.field != 0) {
      out_ += ", colonne ";
      append_number(out_, finding.field);
    }
    if (!finding.name.empty() && finding.field != 0) {
      out_ += ' ';
      append_quoted(out_, finding.name);
    }
    out_ += warning ? "\u00A0: [avertissement] " : "\u00A0: ";
    sentences_.append(out_, finding);
    out_ += " [";
    out_ += to_text(finding.code);
    out_ += "]\n";
    push_when_full();
  }
  void finish(const CheckSummary& summary, const ReportEnd& end) override {
    if (max_ != 0 && written_ > max_) {
      append_number(out_, max_);
      out_ += " premières erreurs affichées, lecture poursuivie pour le décompte.\n";
    }
    append_number(out_, summary.rows);
    out_ += summary.rows > 1 ? " lignes, " : " ligne, ";
    append_number(out_, summary.errors);
    out_ += summary.errors > 1 ? " erreurs, " : " erreur, ";
    append_number(out_, summary.warnings);
    out_ += summary.warnings > 1 ? " avertissements" : " avertissement";
    out_ += summary.valid() ? "\u00A0: fichier valide (" : "\u00A0: fichier non valide (";
    append_decimal(out_, end.wall_ms);
    out_ += " ms).\n";
    flush();
  }

 private:
  std::uint64_t max_;
  std::uint64_t written_ = 0;
};

}  // namespace

std::optional<ReportForm> report_form_named(std::string_view name) {
  if (name == "text") return ReportForm::text;
  if (name == "json") return ReportForm::json;
  if (name == "jsonl") return ReportForm::jsonl;
  if (name == "junit") return ReportForm::junit;
  if (name == "frictionless") return ReportForm::frictionless;
  return std::nullopt;
}

std::unique_ptr<CheckReport> make_report(ReportForm form, const SchemaProgram& program,
                                         CheckReport::Write write, std::uint64_t max_errors) {
  switch (form) {
    case ReportForm::jsonl:
      return std::make_unique<LinesReport>(program, std::move(write), max_errors);
    case ReportForm::json:
      return std::make_unique<DocumentReport>(program, std::move(write), max_errors);
    case ReportForm::junit:
      return make_junit_report(program, std::move(write));
    case ReportForm::frictionless:
      return make_frictionless_report(program, std::move(write), max_errors);
    default:
      return std::make_unique<TextReport>(program, std::move(write), max_errors);
  }
}

}  // namespace parvis::quality
