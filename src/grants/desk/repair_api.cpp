// The repair desk over HTTP, under /api/v1/grants/files.
#include "account/principal.hpp"
#include "base/file.hpp"
#include "grants/desk/repair_desk.hpp"
#include "grants/grants_routes.hpp"
#include "net/json_body.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr const char* read_right = "grants.read";
constexpr const char* repair_right = "grants.repair";
constexpr int files_per_page = 50;
constexpr std::int64_t most_rows = 200;

json::object file_json(const TableFile& file, const GrantsContext& context) {
  return {{"id", file.id},
          {"name", file.name},
          {"bytes", file.bytes},
          {"sha256", file.sha256},
          {"schema", file.schema},
          {"summary", file.summary},
          {"created_at", base::format_utc(file.created_at)},
          {"created", base::french_date_time(file.created_at, context.zone)},
          {"updated_at", base::format_utc(file.updated_at)},
          {"sent_at", file.sent_at ? json::value(base::format_utc(*file.sent_at)) : json::value()},
          {"version", file.version}};
}

json::object change_json(const RepairChange& change) {
  json::array candidates;
  for (const std::string& candidate : change.candidates) candidates.emplace_back(candidate);
  return {{"seq", change.seq},
          {"row", change.row},
          {"field", change.field},
          {"defect", code(change.defect)},
          {"phrase", phrase(change.defect)},
          {"outcome", to_text(change.outcome)},
          {"by", change.by == ChangedBy::person ? "personne" : "règle"},
          {"before", change.before},
          {"after", change.after ? json::value(*change.after) : json::value()},
          {"candidates", std::move(candidates)},
          {"count", change.count},
          {"position", change.position},
          {"rule", change.rule},
          {"evidence", change.evidence},
          {"waiting", change.open()}};
}

json::array texts(const std::vector<std::string>& list) {
  json::array out;
  for (const std::string& text : list) out.emplace_back(text);
  return out;
}

// What each defect of the report is called, by code.
json::object phrases(const json::object& summary) {
  json::object out;
  const json::value* defects = summary.if_contains("defects");
  if (defects == nullptr || !defects->is_array()) return out;
  for (const json::value& item : defects->get_array()) {
    const std::string name = base::text_or(item.as_object(), "code");
    if (const auto defect = defect_coded(name)) out[name] = phrase(*defect);
  }
  return out;
}

// Every answer that shows what rules suggest names their records; the header carries the first.
Result<net::Response> with_decisions(RepairDesk& desk, const std::string& id, json::object body, int status) {
  PARVIS_TRY(decisions, desk.decisions(id));
  json::object list;
  for (const auto& [batch, decision] : decisions) list[batch] = decision;
  body["decisions"] = std::move(list);
  net::Response response = net::json_answer(body, status);
  if (!decisions.empty()) response.header("Parvis-Decision", decisions.begin()->second);
  return response;
}

Result<net::Response> drop(GrantsContext& context, RepairDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, repair_right));
  if (request.files.empty()) {
    return fail(ErrorKind::invalid, "Choisissez un fichier : CSV, XLSX, ODS ou JSON.", {}, "file");
  }
  const net::UploadedFile& sent = request.files[0];
  PARVIS_TRY(bytes, base::read_file(sent.path, max_repair_bytes));
  PARVIS_TRY(file, desk.drop(sent.filename, std::move(bytes), request.form_text("schema", "scdl/subventions"),
                             person.user_id));
  return with_decisions(desk, file.id, file_json(file, context), 201);
}

Result<net::Response> list(GrantsContext& context, RepairDesk& desk, net::Request& request) {
  PARVIS_TRY(files, desk.files(request.query_text("before"), files_per_page));
  json::array items;
  for (const TableFile& file : files) items.push_back(file_json(file, context));
  const bool more = files.size() == static_cast<std::size_t>(files_per_page);
  return net::json_answer(json::object{{"items", std::move(items)},
                                       {"next", more ? json::value(files.back().id) : json::value()}});
}

Result<net::Response> show(GrantsContext& context, RepairDesk& desk, net::Request& request) {
  const std::string id = request.param("id");
  PARVIS_TRY(file, desk.file(id));
  PARVIS_TRY(lines, desk.column_lines(id));
  PARVIS_TRY(fields, desk.fields(id));
  json::object body = file_json(file, context);
  json::array columns;
  for (const RepairChange& line : lines) columns.push_back(change_json(line));
  body["columns"] = std::move(columns);
  body["fields"] = texts(fields);
  body["phrases"] = phrases(file.summary);
  return with_decisions(desk, id, std::move(body), 200);
}

Result<net::Response> rows(RepairDesk& desk, net::Request& request) {
  RowFilter filter;
  filter.defect = request.query_text("defect");
  filter.waiting = request.query_flag("waiting");
  filter.after = static_cast<std::uint64_t>(request.query_integer("after").value_or(0));
  filter.limit = static_cast<std::size_t>(request.query_integer("limit").value_or(50));
  PARVIS_TRY(found, desk.rows(request.param("id"), filter));
  json::array items;
  for (const RepairedRow& row : found) {
    json::array changes;
    for (const RepairChange& change : row.changes) changes.push_back(change_json(change));
    items.push_back(json::object{{"row", row.row},
                                 {"line", row.line},
                                 {"aside", row.aside},
                                 {"before", texts(row.before)},
                                 {"after", texts(row.after)},
                                 {"changes", std::move(changes)}});
  }
  const bool more = found.size() == filter.limit;
  json::object body{{"items", std::move(items)},
                    {"next", more ? json::value(found.back().row) : json::value()}};
  return with_decisions(desk, request.param("id"), std::move(body), 200);
}

Result<net::Response> answer(GrantsContext& context, RepairDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, repair_right));
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(version, base::need_integer(body, "version"));
  const std::string id = request.param("id");
  PARVIS_TRY(file, desk.answer(id, version, body, person.user_id));
  return with_decisions(desk, id, file_json(file, context), 200);
}

const char* type_of(std::string_view name) {
  if (name.ends_with(".csv")) return "text/csv; charset=utf-8";
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  return name.ends_with(".jsonl") ? "application/x-ndjson" : "application/json";
}

Result<net::Response> output(RepairDesk& desk, net::Request& request) {
  const std::string name = request.param("name");
  PARVIS_TRY(bytes, desk.output(request.param("id"), name));
  net::Response response = net::text(std::move(bytes));
  response.headers.set("Content-Type", type_of(name));
  response.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

Result<std::int64_t> version_of(const net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  return base::need_integer(body, "version");
}

Result<net::Response> send(RepairDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, repair_right));
  PARVIS_TRY(version, version_of(request));
  PARVIS_TRY(taken, desk.send(request.param("id"), version, person.user_id));
  return net::json_answer(json::object{{"added", taken.added},
                                       {"replaced", taken.replaced},
                                       {"refused", taken.refused.size()},
                                       {"decision_id", taken.decision_id}});
}

Result<net::Response> remove(RepairDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, repair_right));
  PARVIS_TRY(version, version_of(request));
  PARVIS_CHECK(desk.remove(request.param("id"), version, person.user_id));
  return net::no_content();
}

net::RouteOptions rows_options() {
  net::RouteOptions options = staff_route({read_right});
  options.ai_output = true;
  net::Param limit = query_param("limit", net::ParamType::integer, "Lignes par page");
  limit.min = 1;
  limit.max = most_rows;
  net::Param after = query_param("after", net::ParamType::integer, "Après cette ligne du fichier");
  after.min = 0;
  options.params = {query_param("defect", net::ParamType::text, "Code du défaut"),
                    query_param("waiting", net::ParamType::boolean, "Seulement ce qui attend"), after, limit};
  return options;
}

}  // namespace

void add_repair_api(net::Router& router, GrantsContext& context, RepairDesk& desk) {
  const std::string root = "/api/v1/grants/files";
  const auto add = [&router](std::string method, std::string pattern, std::string summary,
                             net::RouteOptions options, net::Handler handler) {
    router.add({std::move(method), std::move(pattern), std::move(summary), "grants", std::move(handler),
                std::move(options)});
  };
  net::RouteOptions dropping = staff_route({repair_right}, 201);
  dropping.ai_output = true;
  dropping.accepts = {"multipart/form-data"};
  dropping.body_limit_bytes = max_repair_bytes;
  net::RouteOptions showing = staff_route({read_right});
  showing.ai_output = true;
  net::RouteOptions answering = staff_route({repair_right});
  answering.ai_output = true;
  net::RouteOptions downloading = staff_route({read_right});
  downloading.response_type = "text/csv";
  net::RouteOptions listing = staff_route({read_right});
  listing.params = {query_param("before", net::ParamType::text, "Fichiers déposés avant celui-ci")};

  add("GET", root, "Fichiers de l’atelier de réparation", listing,
      [&](net::Request& request) { return list(context, desk, request); });
  add("POST", root, "Dépose un fichier à réparer", dropping,
      [&](net::Request& request) { return drop(context, desk, request); });
  add("GET", root + "/{id}", "Ce qui a été trouvé dans un fichier", showing,
      [&](net::Request& request) { return show(context, desk, request); });
  add("GET", root + "/{id}/rows", "Lignes avant et après", rows_options(),
      [&](net::Request& request) { return rows(desk, request); });
  add("POST", root + "/{id}/answers", "Accepte, annule, corrige", answering,
      [&](net::Request& request) { return answer(context, desk, request); });
  add("GET", root + "/{id}/outputs/{name}", "Fichiers produits", downloading,
      [&](net::Request& request) { return output(desk, request); });
  add("POST", root + "/{id}/send", "Envoie les lignes publiables vers la publication",
      staff_route({repair_right}), [&](net::Request& request) { return send(desk, request); });
  add("DELETE", root + "/{id}", "Retire un fichier de l’atelier", staff_route({repair_right}, 204),
      [&](net::Request& request) { return remove(desk, request); });
}

}  // namespace parvis::grants
