// The public page of the table checker. Without JavaScript the form is posted whole and answered by a page,
// or by all lines as a file; with it web/public/check_page.ts sends the file in blocks.
#include "grants/checking/check_routes.hpp"
#include "grants/checking/finding_groups.hpp"
#include "grants/checking/finding_label.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr const char* path = "/subventions/verifier";

json::array schemas_model(CheckDesk& desk, std::string_view selected) {
  json::array list;
  for (const SchemaChoice& choice : desk.choices()) {
    list.push_back(
        json::object{{"name", choice.name}, {"title", choice.title}, {"selected", choice.name == selected}});
  }
  return list;
}

Result<net::Response> form(CheckDesk& desk, const net::Pages& pages, std::string_view selected,
                           const Error* error) {
  json::object view{{"schemas", schemas_model(desk, selected)},
                    {"max_mb", std::to_string(desk.settings().max_file_mb)},
                    {"max_size", net::french_number(static_cast<double>(desk.settings().max_file_mb))},
                    {"errors", json::array{}}};
  int status = 200;
  if (error != nullptr) {
    status = check_status(*error);
    view["errors"] = json::array{json::object{{"field", "fichier"}, {"message", error->message}}};
    view["error"] = json::object{{"file", error->message}};
  }
  PARVIS_TRY(page, pages.render("check_form", view));
  return net::html(std::move(page), status);
}

std::string place(std::uint64_t number) {
  return number == 0 ? std::string("tableau") : net::french_number(static_cast<double>(number));
}

std::string column(std::uint32_t field, std::string_view name) {
  if (field == 0) return "Tableau entier";
  return name.empty() ? "Colonne " + std::to_string(field) : std::string(name);
}

// What a page made at once shows of a check: groups, and the first lines.
class PageReading {
 public:
  PageReading(const CheckSettings& settings, const quality::SchemaProgram& program)
      : groups_(program, static_cast<std::size_t>(settings.max_groups)),
        sentences_(program),
        max_lines_(static_cast<std::size_t>(settings.page_lines)) {}

  bool counted(const quality::Finding& finding) {
    groups_.add(finding);
    if (quality::is_warning(finding.code) || lines_.size() >= max_lines_) return false;
    std::string message;
    sentences_.append(message, finding);
    lines_.push_back(json::object{{"line", place(finding.line)},
                                  {"column", column(finding.field, finding.name)},
                                  {"cell", quality::shortened(finding.cell)},
                                  {"message", message}});
    return false;
  }

  json::object model(const quality::CheckSummary& summary) {
    json::array columns, warnings;
    for (const FindingGroup* group : groups_.sorted()) {
      json::object cause{{"label", finding_label(group->code, group->cause)},
                         {"count", net::french_number(static_cast<double>(group->count))},
                         {"example", group->example},
                         {"line", place(group->first_line)},
                         {"column", column(group->field, group->name)}};
      if (group->warning()) {
        warnings.push_back(std::move(cause));
        continue;
      }
      const std::string name = column(group->field, group->name);
      if (columns.empty() || columns.back().as_object().at("name") != json::value(name)) {
        columns.push_back(json::object{{"name", name}, {"causes", json::array{}}});
      }
      columns.back().as_object()["causes"].as_array().push_back(std::move(cause));
    }
    const auto errors = static_cast<long long>(summary.errors);
    return {{"valid", summary.valid()},
            {"rows", net::french_count(static_cast<long long>(summary.rows), "ligne lue", "lignes lues")},
            {"error_count", net::french_count(errors, "erreur", "erreurs")},
            {"cut", lines_.size() < static_cast<std::size_t>(errors)},
            {"shown", net::french_count(static_cast<long long>(lines_.size()), "erreur", "erreurs")},
            {"columns", std::move(columns)},
            {"warnings", std::move(warnings)},
            {"lines", std::move(lines_)}};
  }

 private:
  FindingGroups groups_;
  quality::SentenceWriter sentences_;
  std::size_t max_lines_;
  json::array lines_;
};

Result<json::object> read_whole(CheckDesk& desk, CheckRequest request, quality::ByteSourcePtr bytes) {
  const auto program = request.program;
  PageReading reading(desk.settings(), *program);
  ReportedCheck check(
      std::move(request), [](std::string_view) {},
      [&](const quality::Finding& finding) { return reading.counted(finding); });
  bool more = true;
  while (more) {
    PARVIS_TRY(again, check.step(bytes));
    more = again;
  }
  json::object view = reading.model(check.summary());
  view["file"] = check.file().name;
  view["schema"] =
      program->schema.title.empty() ? json::value(program->schema.name) : json::value(program->schema.title);
  view["format"] = check.file().format;
  view["encoding"] = check.file().encoding;
  return view;
}

Result<net::Response> checked(CheckDesk& desk, const net::Pages& pages, net::Request& request) {
  const std::string schema = request.form_text("schema", default_check_schema);
  const auto again = [&](const Error& error) { return form(desk, pages, schema, &error); };
  if (request.files.empty() || request.files[0].bytes == 0) {
    return again({ErrorKind::invalid, "Choisissez un fichier à vérifier.", "", "file"});
  }
  if (auto admitted = desk.admit(request.remote_address); !admitted) return again(admitted.error());
  auto program = desk.program(schema);
  if (!program) return again(program.error());
  const net::UploadedFile& sent = request.files[0];
  auto bytes = quality::file_source(sent.path);
  if (!bytes) return tl::make_unexpected(bytes.error());
  CheckRequest check;
  check.program = *program;
  check.file_name = sent.filename;
  check.bytes = sent.bytes;
  check.limits = desk.read_limits();
  const std::string answer = request.form_text("answer", "page");
  if (answer == "csv" || answer == "jsonl") {
    check.form = answer;
    // The temporary file may go: it is already open.
    return stream_check({std::move(check), std::move(*bytes), {}, "erreurs." + answer});
  }
  auto view = read_whole(desk, std::move(check), std::move(*bytes));
  if (!view) return again(view.error());
  PARVIS_TRY(page, pages.render("check_result", *view));
  return net::html(std::move(page));
}

}  // namespace

void add_check_page(net::Router& router, CheckDesk& desk, const net::Pages& pages) {
  net::RouteOptions page;
  page.page = true;
  page.response_type = "text/html";
  router.add({"GET", path, "Vérifier un fichier", "grants",
              [&](net::Request& request) {
                return form(desk, pages, request.query_text("schema", default_check_schema), nullptr);
              },
              page});
  page.accepts = {"multipart/form-data"};
  page.body_limit_bytes = (static_cast<std::uint64_t>(desk.settings().max_file_mb) << 20U) + (1U << 20U);
  page.csrf = false;
  router.add({"POST", path, "Vérifie un fichier envoyé", "grants",
              [&](net::Request& request) { return checked(desk, pages, request); }, page});
}

}  // namespace parvis::grants
