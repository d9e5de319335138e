// The public side of publication: a page that lists the years, and the files at stable addresses.
#include <charconv>

#include "grants/grants_routes.hpp"
#include "grants/publication/publication_view.hpp"
#include "net/json_body.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

// "2025.csv", "v3.json": a number and what is wanted of it.
struct Wanted {
  int number = 0;
  std::string kind;  // csv, json, datapackage.json, catalogue.json, changements.json
};

std::optional<Wanted> wanted(std::string_view file, std::string_view prefix) {
  if (!file.starts_with(prefix)) return std::nullopt;
  file.remove_prefix(prefix.size());
  Wanted out;
  const auto [end, error] = std::from_chars(file.data(), file.data() + file.size(), out.number);
  if (error != std::errc() || out.number <= 0 || end == file.data() + file.size() || *end != '.') {
    return std::nullopt;
  }
  out.kind = std::string(end + 1, file.data() + file.size());
  return out;
}

Result<net::Response> blob(GrantsContext& context, const std::string& sha256, const char* type,
                           const std::string& name) {
  PARVIS_TRY(path, context.files.path_of(sha256));
  net::Response response = net::file(path, type);
  response.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.header("ETag", "\"" + sha256.substr(0, 32) + "\"");
  return response;
}

Result<net::Response> give(GrantsContext& context, PublicationDesk& desk, int year, int version,
                           const std::string& kind) {
  PARVIS_TRY(made, desk.standing(year, version));
  const std::string name =
      "subventions-" + std::to_string(made.year) + "-v" + std::to_string(made.version) + "." + kind;
  if (kind == "csv") return blob(context, made.csv_sha256, "text/csv; charset=utf-8", name);
  if (kind == "json") return blob(context, made.json_sha256, "application/json", name);
  if (kind == "datapackage.json") return net::json_answer(data_package(desk.described(made)));
  if (kind == "catalogue.json") return net::json_answer(dcat_entry(desk.described(made)));
  if (kind == "changements.json") return net::json_answer(made.changes);
  return fail(ErrorKind::not_found, "Ce format n’existe pas : demandez .csv ou .json.");
}

Result<net::Response> newest(GrantsContext& context, PublicationDesk& desk, net::Request& request) {
  const auto asked = wanted(request.param("file"), "");
  if (!asked) return fail(ErrorKind::not_found, "L’adresse d’une année s’écrit 2025.csv.");
  return give(context, desk, asked->number, 0, asked->kind);
}

Result<net::Response> that_version(GrantsContext& context, PublicationDesk& desk, net::Request& request) {
  const auto year = wanted(request.param("year") + ".", "");
  const auto asked = wanted(request.param("file"), "v");
  if (!year || !asked) return fail(ErrorKind::not_found, "L’adresse d’une version s’écrit 2025/v1.csv.");
  return give(context, desk, year->number, asked->number, asked->kind);
}

json::object version_model(const Publication& made, const GrantsContext& context) {
  const std::string root =
      "/donnees/subventions/" + std::to_string(made.year) + "/v" + std::to_string(made.version);
  return {{"number", std::to_string(made.version)},
          {"made", json::object{{"iso", base::format_local(made.made_at, context.zone)},
                                {"text", base::french_date(made.made_at, context.zone)}}},
          {"rows", net::french_count(made.rows, "subvention", "subventions")},
          {"amount", net::french_number(static_cast<double>(made.amount_cents) / 100, 2)},
          {"csv_url", root + ".csv"},
          {"json_url", root + ".json"},
          {"package_url", root + ".datapackage.json"},
          {"changes_url", root + ".changements.json"},
          {"changes",
           net::french_count(static_cast<long long>(made.changes.size()), "changement", "changements")},
          {"passport", base::text_or(made.passport, "colour")},
          {"withdrawn", made.withdrawn_at.has_value()},
          {"withdrawn_why", made.withdrawn_why}};
}

json::array checks_model(const Publication& made) {
  json::array checks;
  const auto* list = made.passport.if_contains("checks");
  if (list == nullptr || !list->is_array()) return checks;
  for (const json::value& item : list->get_array()) {
    checks.push_back(json::object{{"name", base::text_or(item.as_object(), "check")},
                                  {"colour", base::text_or(item.as_object(), "colour")},
                                  {"sentence", base::text_or(item.as_object(), "sentence")}});
  }
  return checks;
}

Result<net::Response> index_page(GrantsContext& context, PublicationDesk& desk) {
  PARVIS_TRY(versions, desk.all_versions());
  json::array years;
  for (const Publication& made : versions) {
    const std::string year = std::to_string(made.year);
    if (years.empty() || years.back().as_object().at("year") != json::value(year)) {
      years.push_back(json::object{{"year", year}, {"versions", json::array{}}});
    }
    json::object& entry = years.back().as_object();
    if (!made.withdrawn_at && !entry.contains("newest")) {
      entry["newest"] = version_model(made, context);
      entry["checks"] = checks_model(made);
      entry["csv_url"] = "/donnees/subventions/" + year + ".csv";
      entry["catalogue_url"] = "/donnees/subventions/" + year + ".catalogue.json";
    }
    entry["versions"].as_array().push_back(version_model(made, context));
  }
  PARVIS_TRY(page, context.pages->render("grants_data", {{"years", std::move(years)}}));
  return net::html(std::move(page));
}

}  // namespace

void add_publication_pages(net::Router& router, GrantsContext& context, PublicationDesk& desk) {
  net::RouteOptions page;
  page.page = true;
  page.response_type = "text/html";
  if (context.pages != nullptr) {
    router.add({"GET", "/donnees/subventions", "Données ouvertes des subventions", "grants",
                [&](net::Request&) { return index_page(context, desk); }, page});
  }
  net::RouteOptions file;
  file.response_type = "text/csv";
  router.add({"GET", "/donnees/subventions/{file}", "Dernière version d’une année", "grants",
              [&](net::Request& request) { return newest(context, desk, request); }, file});
  router.add({"GET", "/donnees/subventions/{year}/{file}", "Une version d’une année", "grants",
              [&](net::Request& request) { return that_version(context, desk, request); }, file});
}

}  // namespace parvis::grants
