// Files of a town's canteens over HTTP, under /api/v1/canteen/imports.
#include "canteen/canteen_routes.hpp"
#include "canteen/desk/day_json.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr int files_a_page = 50;

json::object to_json(const ImportedFile& file, const CanteenContext& context, bool with_report) {
  json::array accepted;
  for (const std::string& id : file.accepted) accepted.emplace_back(id);
  json::object out{{"id", file.id},
                   {"name", file.name},
                   {"sha256", file.sha256},
                   {"bytes", file.bytes},
                   {"kind", file.kind},
                   {"state", file.state},
                   {"error", text_or_null(base::text_or(file.report, "error"))},
                   {"accepted", std::move(accepted)},
                   {"created_at", base::format_utc(file.created_at)},
                   {"created", base::french_date_time(file.created_at, context.zone())},
                   {"created_by", context.person_name(file.created_by)},
                   {"version", file.version}};
  if (with_report)
    out["report"] = file.report.contains("findings") ? json::value(file.report) : json::value();
  return out;
}

constexpr std::string_view file_fields =
    "id:text name:text sha256:text bytes:integer kind:text state:text error:text? accepted:text[] "
    "created_at:text "
    "created:text created_by:text version:integer";

net::Shapes report_shapes() {
  net::Shapes out;
  out["repair"] = net::object_of("id:text sentence:text");
  out["finding"] = net::object_of(
      "code:text severity:text file:text line:integer column:text value:text message:text "
      "rows_affected:integer");
  out["diff"] = net::object_of("added:integer changed:integer same:integer outside:integer");
  out["report"] = net::object_of(
      "kind:text kind_label:text encoding:text rows_read:integer rows_kept:integer mapping:any "
      "other_columns:text[] "
      "findings:any[] diff:diff passport:any",
      out);
  return out;
}

Result<net::Response> answer(const Result<ImportedFile>& file, const CanteenContext& context,
                             int status = 200) {
  if (!file) return tl::make_unexpected(file.error());
  return with_version(net::json_answer(to_json(*file, context, true), status), file->version);
}

Result<net::Response> receive(CanteenContext& context, ImportDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, config_right));
  if (request.files.empty())
    return fail(ErrorKind::invalid, "Choisissez un fichier : CSV, XLSX ou ODS.", {}, "file");
  const net::UploadedFile& sent = request.files[0];
  return answer(desk.receive(sent.filename, sent.path, request.form_text("kind", "counts"), person.user_id),
                context, 201);
}

Result<net::Response> list(CanteenContext& context, ImportDesk& desk) {
  PARVIS_TRY(files, desk.list(files_a_page));
  json::array items;
  for (const ImportedFile& file : files) items.push_back(to_json(file, context, false));
  return net::json_answer(json::object{{"items", std::move(items)}});
}

Result<net::Response> accept(CanteenContext& context, ImportDesk& desk, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, config_right, Version::needed, body));
  PARVIS_TRY(list, base::need_array(body, "repairs"));
  std::vector<std::string> repairs;
  for (const auto& one : list)
    if (one.is_string()) repairs.emplace_back(one.get_string());
  return answer(desk.accept(request.param("id"), repairs, write.version, write.actor), context);
}

Result<net::Response> undo(CanteenContext& context, ImportDesk& desk, net::Request& request) {
  PARVIS_TRY(write, write_of(request, config_right, Version::needed));
  return answer(desk.undo(request.param("id"), write.version, write.actor), context);
}

}  // namespace

void add_import_api(net::Router& router, CanteenContext& context, ImportDesk& desk) {
  const net::Shapes all = report_shapes();
  const json::object file = net::object_of(std::string(file_fields) + " report:report?", all);
  net::RouteOptions receiving = route_options(config_right, file, 201);
  receiving.accepts = {"multipart/form-data"};
  receiving.body_limit_bytes = static_cast<std::uint64_t>(context.settings.max_file_mb) << 20U;
  add_route(router, {"POST", "imports", "Dépose un fichier de la restauration scolaire"}, receiving,
            [&](net::Request& request) { return receive(context, desk, request); });
  add_route(router, {"GET", "imports", "Fichiers déposés"},
            route_options(config_right, net::items_of(file_fields)),
            [&](net::Request&) { return list(context, desk); });
  add_route(router, {"GET", "imports/{id}", "Ce qui a été trouvé dans un fichier"},
            route_options(config_right, file),
            [&](net::Request& request) { return answer(desk.find(request.param("id")), context); });
  add_route(router, {"POST", "imports/{id}/accept", "Accepte un fichier et des réparations"},
            route_options(config_right, file),
            [&](net::Request& request) { return accept(context, desk, request); });
  add_route(router, {"POST", "imports/{id}/undo", "Annule un import"}, route_options(config_right, file),
            [&](net::Request& request) { return undo(context, desk, request); });
}

}  // namespace parvis::canteen
