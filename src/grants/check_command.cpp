#include "grants/check_command.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <future>
#include <map>
#include <optional>
#include <thread>

#include "base/hashing.hpp"
#include "base/text.hpp"
#include "model/energy.hpp"
#include "quality/table_reader/table_input.hpp"
#include "quality/table_schema/check_report.hpp"
#include "quality/table_schema/schema_catalogue.hpp"

namespace parvis::grants {
namespace {

namespace fs = std::filesystem;
using quality::Finding;
using quality::FindingCode;

constexpr int valid = 0, has_errors = 1, wrong_use = 2, not_a_table = 3, schema_invalid = 4;

constexpr std::string_view usage =
    R"(Usage : parvis grants check FICHIER --schema NOM|FICHIER [options]
  FICHIER             CSV, TSV, XLSX, ODS ou JSON, aussi en .gz ou .zip ; - pour l’entrée standard
  --format F          text (défaut), json, jsonl, junit, frictionless
  --fields-match M    exact, equal, subset, superset, partial
  --encoding E        utf-8, windows-1252, iso-8859-15, mac-roman, cp850, utf-16-le…
  --delimiter D       , ; | ou tab
  --sheet S           nom ou numéro de la feuille
  --header-row N      numéro de la ligne d’en-tête (1)
  --missing-value V   autre texte qui vaut absence ; peut être répété
  --resource N=F      fichier de la table N à laquelle renvoient les clés étrangères
  --foreign-keys skip ne vérifie pas les renvois aux autres tables
  --max-errors N      n’écrit que les N premières erreurs, compte tout
  --threads N         fils d’exécution (défaut : 2 au plus)
Codes : 0 valide, 1 erreurs, 2 mauvais usage, 3 illisible, 4 schéma non valide, 5 panne
Exemple : parvis grants check subventions.csv --schema scdl/subventions
)";

struct Request {
  std::string file, schema, format = "text";
  std::optional<quality::FieldsMatch> fields_match;
  quality::ReadOptions read;
  std::uint64_t header_row = 1, max_errors = 0;
  std::vector<std::string> missing_values;
  std::map<std::string, std::string> resources;
  bool skip_foreign_keys = false;
  unsigned threads = std::min(2U, std::max(1U, std::thread::hardware_concurrency()));
};

std::optional<std::uint64_t> whole_number(std::string_view text) {
  if (text.empty() || text.size() > 12 ||
      !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  return std::stoull(std::string(text));
}

// Sets one option; false: its value has no meaning.
bool take_option(Request& request, std::string_view name, const std::string& value) {
  const auto number = whole_number(value);
  if (name == "schema") {
    request.schema = value;
  } else if (name == "format") {
    request.format = value;
    return quality::report_form_named(value).has_value();
  } else if (name == "fields-match") {
    request.fields_match = quality::fields_match_named(value);
    return request.fields_match.has_value();
  } else if (name == "encoding") {
    request.read.encoding = quality::encoding_named(value);
    return request.read.encoding.has_value();
  } else if (name == "delimiter") {
    request.read.delimiter = value == "tab" || value == "\\t" ? '\t' : value.empty() ? '\0' : value[0];
    return value == "tab" || value == "\\t" || value.size() == 1;
  } else if (name == "sheet") {
    request.read.sheet = value;
  } else if (name == "header-row") {
    request.header_row = number.value_or(0);
    return request.header_row > 0;
  } else if (name == "missing-value") {
    request.missing_values.push_back(value);
  } else if (name == "resource") {
    const std::size_t equal = value.find('=');
    if (equal == std::string::npos) return false;
    request.resources[value.substr(0, equal)] = value.substr(equal + 1);
  } else if (name == "foreign-keys") {
    request.skip_foreign_keys = value == "skip";
    return request.skip_foreign_keys;
  } else if (name == "max-errors") {
    request.max_errors = number.value_or(0);
    return number.has_value();
  } else if (name == "threads") {
    request.threads = static_cast<unsigned>(std::min<std::uint64_t>(64, number.value_or(0)));
    return request.threads > 0;
  } else {
    return false;
  }
  return true;
}

std::optional<Request> read_arguments(const std::vector<std::string>& args, std::ostream& err) {
  Request request;
  for (std::size_t i = 0; i < args.size(); ++i) {
    std::string_view arg = args[i];
    if (!arg.starts_with("--")) {
      if (!request.file.empty()) {
        err << "Un seul fichier à la fois.\n";
        return std::nullopt;
      }
      request.file = arg;
      continue;
    }
    arg.remove_prefix(2);
    const std::size_t equal = arg.find('=');
    std::string value;
    if (equal != std::string_view::npos) {
      value = arg.substr(equal + 1);
      arg = arg.substr(0, equal);
    } else if (i + 1 < args.size()) {
      value = args[++i];
    }
    if (!take_option(request, arg, value)) {
      err << "Option ou valeur inconnue\u00A0: --" << arg << " " << value << ".\n";
      return std::nullopt;
    }
  }
  if (request.file.empty() || request.schema.empty()) return std::nullopt;
  return request;
}

// Writes to standard output itself, so that lines leave while the table is read.
class Output {
 public:
  explicit Output(std::ostream& out) : out_(out) {}
  void write(std::string_view text) {
    if (closed_) return;
    out_.write(text.data(), static_cast<std::streamsize>(text.size()));
    out_.flush();
    closed_ = !out_.good();
  }

 private:
  std::ostream& out_;
  bool closed_ = false;
};

// Passes bytes on and digests them.
class DigestSource : public quality::ByteSource {
 public:
  explicit DigestSource(quality::ByteSourcePtr inner, base::Sha256& digest, std::uint64_t& bytes)
      : inner_(std::move(inner)), digest_(digest), bytes_(bytes) {}
  Result<std::size_t> read(char* into, std::size_t room) override {
    PARVIS_TRY(count, inner_->read(into, room));
    digest_.add({into, count});
    bytes_ += count;
    return count;
  }

 private:
  quality::ByteSourcePtr inner_;
  base::Sha256& digest_;
  std::uint64_t& bytes_;
};

double cpu_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// One run of the command.
class Run {
 public:
  Run(Request request, std::shared_ptr<const quality::SchemaProgram> program, std::ostream& out,
      std::ostream& err)
      : request_(std::move(request)),
        program_(std::move(program)),
        output_(out),
        err_(err),
        report_(quality::make_report(
            *quality::report_form_named(request_.format), *program_,
            [this](std::string_view text) { output_.write(text); }, request_.max_errors)) {}

  int run() {
    const auto started = std::chrono::steady_clock::now();
    const double cpu = cpu_milliseconds();
    const bool digest = request_.format != "text";
    request_.read.known_header = [this](std::string_view label) {
      return program_->schema.field_number(label).has_value();
    };
    auto input = open(digest);
    if (!input) return refuse(input.error());
    options_.fields_match =
        request_.fields_match.value_or(program_->schema.fields_match.value_or(quality::FieldsMatch::partial));
    options_.header_row = request_.header_row;
    options_.skip_foreign_keys = request_.skip_foreign_keys;
    start_report(input->facts);
    const auto summary = check(std::move(*input));
    if (!summary) return refuse(summary.error());
    quality::ReportEnd end;
    end.cpu_ms = cpu_milliseconds() - cpu;
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - started;
    end.wall_ms = wall.count();
    end.uwh = model::estimate_energy(end.cpu_ms / 1e3, 0.016, end.wall_ms / 1e3).uwh;
    end.bytes = file_.bytes;
    if (digest) finish_digest(end);
    report_->finish(*summary, end);
    return summary->valid() ? valid : has_errors;
  }

 private:
  int refuse(const Error& error) {
    err_ << error.message << "\n";
    if (error.kind == ErrorKind::internal || error.code == "sheet-reader-ended") return 5;
    return not_a_table;
  }

  // Regular files are hashed beforehand for the json document, whose first member says the digest; the other
  // formats say it in the summary and hash beside the check.
  Result<quality::TableInput> open(bool digest) {
    file_.name = request_.file == "-" ? "-" : fs::path(request_.file).filename().string();
    std::error_code none;
    if (request_.file != "-" && fs::is_regular_file(request_.file, none)) {
      file_.bytes = fs::file_size(request_.file, none);
      file_.bytes_known = true;
      if (request_.format == "json") {
        PARVIS_TRY(sha256, base::sha256_file(request_.file));
        file_.sha256 = std::move(sha256);
      } else if (digest) {
        late_digest_ =
            std::async(std::launch::async, [path = request_.file] { return base::sha256_file(path); });
      }
      return quality::open_input(fs::path(request_.file), request_.read);
    }
    if (request_.file != "-") return quality::open_input(fs::path(request_.file), request_.read);
    auto bytes = quality::descriptor_source(0);
    if (digest) bytes = std::make_unique<DigestSource>(std::move(bytes), digest_, passed_);
    return quality::open_input(std::move(bytes), request_.read);
  }

  void finish_digest(quality::ReportEnd& end) {
    if (request_.file == "-") {
      end.bytes = passed_;
      end.sha256 = digest_.hex();
      return;
    }
    end.sha256 = file_.sha256;
    if (!late_digest_.valid()) return;
    if (auto sha256 = late_digest_.get()) end.sha256 = std::move(*sha256);
  }

  void start_report(const quality::InputFacts& facts) {
    const bool text = facts.type == quality::FileType::csv || facts.type == quality::FileType::json ||
                      facts.type == quality::FileType::json_lines;
    file_.format = quality::file_type_name(facts.type);
    file_.encoding = text ? std::string(quality::encoding_name(facts.encoding.encoding)) : std::string();
    file_.bom = text && facts.encoding.bom_bytes > 0;
    if (facts.type == quality::FileType::csv) {
      file_.delimiter = std::string(1, facts.dialect.dialect.delimiter);
      if (file_.delimiter == "\t") file_.format = "tsv";
    }
    if (facts.sheet < facts.workbook.sheets.size()) file_.sheet = facts.workbook.sheets[facts.sheet].name;
    file_.header_row = options_.header_row;
    file_.fields_match = options_.fields_match;
    encoding_guessed_ = text && facts.encoding.guessed;
    report_->start(file_);
  }

  quality::OnFinding on_finding() {
    return [this](const Finding& finding) {
      report_->add(finding);
      if (!first_out_) {  // the first finding leaves at once
        first_out_ = true;
        report_->flush();
      }
    };
  }

  void say_encoding(quality::TableCheck& check) {
    if (!encoding_guessed_) return;
    Finding finding;
    finding.code = FindingCode::encoding_guessed;
    finding.name = file_.encoding;
    check.say(finding);
  }

  Result<quality::CheckSummary> check(quality::TableInput input) {
    const bool csv = input.facts.type == quality::FileType::csv;
    options_.delimiter = input.facts.dialect.dialect.delimiter;
    options_.first_line = csv ? input.facts.dialect.dialect.first_line : 1;
    options_.max_record_bytes = request_.read.limits.max_record_bytes;
    int descriptor = -1;
    if (csv && input.facts.plain_offset && request_.file != "-") {
      descriptor = ::open(request_.file.c_str(), O_RDONLY | O_CLOEXEC);
      options_.first_offset = *input.facts.plain_offset;
      options_.reread = descriptor;
    }
    const auto close = [](const int* fd) {
      if (*fd >= 0) ::close(*fd);
    };
    const std::unique_ptr<const int, decltype(close)> closing(&descriptor, close);
    quality::TableCheck check(program_, options_, on_finding());
    PARVIS_CHECK(add_resources(check));
    say_encoding(check);
    if (descriptor >= 0) {
      ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
      ::lseek(descriptor, static_cast<off_t>(options_.first_offset), SEEK_SET);
      return check.check_descriptor(descriptor, request_.threads);
    }
    if (csv) return check_text(check, *input.text);
    return check_rows(check, std::move(input));
  }

  Result<quality::CheckSummary> check_text(quality::TableCheck& check, quality::TextSource& text) {
    std::string block(256U << 10, '\0');
    while (true) {
      PARVIS_TRY(count, text.read(block.data(), block.size()));
      if (count == 0) return check.finish();
      PARVIS_CHECK(check.feed({block.data(), count}));
      if (!first_out_) PARVIS_CHECK(check.flush());
    }
  }

  Result<quality::CheckSummary> check_rows(quality::TableCheck& check, quality::TableInput input) {
    PARVIS_TRY(rows, quality::rows_of(std::move(input), request_.read));
    quality::TableRow row;
    std::vector<std::string> cells;
    while (true) {
      PARVIS_TRY(more, rows->next(row));
      if (!more) return check.finish();
      cells.clear();
      for (auto& cell : row.cells) cells.push_back(std::move(cell.text));
      // A sheet leaves out empty cells at the end of a row.
      if (width_ == 0 && row.row >= options_.header_row) width_ = cells.size();
      if (!cells.empty() && cells.size() < width_) cells.resize(width_);
      check.feed_row(row.row, row.line, cells);
    }
  }

  // Reads the columns that a foreign key points to.
  Status add_resources(quality::TableCheck& check) {
    if (request_.skip_foreign_keys) return {};
    const auto& keys = program_->schema.foreign_keys;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto given = request_.resources.find(keys[i].resource);
      if (keys[i].resource.empty() || given == request_.resources.end()) continue;
      quality::ReadOptions read;
      PARVIS_TRY(input, quality::open_input(fs::path(given->second), read));
      PARVIS_TRY(rows, quality::rows_of(std::move(input), read));
      PARVIS_CHECK(add_reference(check, i, *rows));
    }
    return {};
  }

  // Values are read by the fields that point to them, so that 01 is 1 where both are numbers.
  Status add_reference(quality::TableCheck& check, std::size_t number, quality::RowSource& rows) {
    const auto& key = program_->schema.foreign_keys[number];
    std::vector<std::size_t> columns;
    quality::TableRow row;
    while (true) {
      PARVIS_TRY(more, rows.next(row));
      if (!more) return {};
      if (columns.empty()) {
        for (const auto& name : key.reference_fields) {
          const auto found = std::find_if(row.cells.begin(), row.cells.end(),
                                          [&](const auto& cell) { return cell.text == name; });
          if (found == row.cells.end())
            return fail(
                ErrorKind::invalid,
                "La table «\u00A0" + key.resource + "\u00A0» n’a pas de colonne «\u00A0" + name + "\u00A0».",
                {}, "resource-error");
          columns.push_back(static_cast<std::size_t>(found - row.cells.begin()));
        }
        continue;
      }
      std::vector<std::string> cells;
      for (const std::size_t column : columns)
        cells.push_back(column < row.cells.size() ? row.cells[column].text : "");
      check.add_reference_cells(number, cells);
    }
  }

  Request request_;
  std::shared_ptr<const quality::SchemaProgram> program_;
  Output output_;
  std::ostream& err_;
  std::unique_ptr<quality::CheckReport> report_;
  quality::TableCheckOptions options_;
  quality::ReportedFile file_;
  base::Sha256 digest_;
  std::future<Result<std::string>> late_digest_;  // of a file, made beside the check
  std::uint64_t passed_ = 0;
  bool first_out_ = false, encoding_guessed_ = false;
  std::size_t width_ = 0;
};

}  // namespace

int check_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (!args.empty() && (args[0] == "--help" || args[0] == "-h")) {
    out << usage;
    return valid;
  }
  auto request = read_arguments(args, err);
  if (!request) {
    err << usage;
    return wrong_use;
  }
  std::signal(SIGPIPE, SIG_IGN);
  const auto text = quality::schema_text(
      request->schema, quality::SchemaCatalogue({"data/schemas", quality::shipped_schemas_folder()}));
  if (!text) {
    err << text.error().message << "\n";
    return wrong_use;
  }
  auto schema = quality::read_schema(*text);
  if (!schema) {
    for (const auto& fault : quality::schema_faults(*text)) err << fault.message << "\n";
    return schema_invalid;
  }
  const auto program =
      std::make_shared<const quality::SchemaProgram>(std::move(*schema), request->missing_values);
  return Run(std::move(*request), program, out, err).run();
}

}  // namespace parvis::grants
