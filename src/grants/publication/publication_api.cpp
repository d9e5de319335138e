#include "account/principal.hpp"
#include "base/file.hpp"
#include "grants/grants_routes.hpp"
#include "grants/publication/publication_view.hpp"
#include "net/json_body.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr const char* read_right = "grants.read";
constexpr const char* publish_right = "grants.publish";

int whole(const net::Request& request, std::string_view name) {
  const std::string text = request.param(name);
  const bool digits =
      !text.empty() && text.size() <= 6 && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::stoi(text) : 0;
}

Result<net::Response> list(PublicationDesk& desk) {
  PARVIS_TRY(years, desk.years());
  PARVIS_TRY(versions, desk.all_versions());
  json::array year_list;
  for (const int year : years) year_list.emplace_back(year);
  json::array items;
  for (const Publication& made : versions) items.push_back(to_json(made));
  return net::json_answer(json::object{{"years", std::move(year_list)}, {"items", std::move(items)}});
}

Result<net::Response> take(PublicationDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, publish_right));
  if (request.files.empty()) {
    return fail(ErrorKind::invalid, "Choisissez un fichier CSV au schéma SCDL.", {}, "file");
  }
  const net::UploadedFile& file = request.files[0];
  PARVIS_TRY(bytes, base::read_file(file.path));
  PARVIS_TRY(taken, desk.take(file.filename, bytes, person.user_id));
  net::Response response = net::json_answer(to_json(taken));
  response.header("Parvis-Decision", taken.decision_id);
  return response;
}

Result<RowAnswer> answer_of(const json::object& body) {
  RowAnswer answer;
  PARVIS_TRY(kind, base::need_text(body, "answer"));
  if (kind == "publier")
    answer.kind = RowAnswer::Kind::release;
  else if (kind == "écarter")
    answer.kind = RowAnswer::Kind::exclude;
  else if (kind == "reprendre")
    answer.kind = RowAnswer::Kind::restore;
  else
    return fail(ErrorKind::invalid, "Répondez « publier », « écarter » ou « reprendre ».", {}, "answer");
  if (answer.kind == RowAnswer::Kind::release) {
    const auto hold = hold_of(base::text_or(body, "hold"));
    if (!hold) return fail(ErrorKind::invalid, "Ce motif d’attente n’existe pas.", {}, "hold");
    answer.hold = *hold;
  }
  answer.why = base::text_or(body, "why");
  PARVIS_TRY(version, base::need_integer(body, "version"));
  answer.version = version;
  return answer;
}

Result<net::Response> answer_row(PublicationDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, publish_right));
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(answer, answer_of(body));
  PARVIS_CHECK(desk.answer(request.param("id"), answer, person.user_id));
  return net::no_content();
}

Result<net::Response> publish(PublicationDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, publish_right));
  PARVIS_TRY(made, desk.publish(whole(request, "year"), person.user_id));
  return net::json_answer(to_json(made), 201);
}

Result<net::Response> withdraw(PublicationDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, publish_right));
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_CHECK(desk.withdraw(whole(request, "year"), whole(request, "version"), base::text_or(body, "why"),
                             person.user_id));
  return net::no_content();
}

Result<net::Response> set_scope(PublicationDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, publish_right));
  PARVIS_TRY(body, net::body_object(request));
  const std::string scope = base::text_or(body, "scope");
  if (scope != "toutes" && scope != "seuil") {
    return fail(ErrorKind::invalid, "Le périmètre est « seuil » ou « toutes ».", {}, "scope");
  }
  PARVIS_CHECK(desk.set_scope(scope == "toutes" ? Scope::all : Scope::above_threshold, person.user_id));
  return net::no_content();
}

net::Param path_integer(std::string name, std::string description) {
  net::Param param;
  param.name = std::move(name);
  param.type = net::ParamType::integer;
  param.description = std::move(description);
  param.place = net::ParamPlace::path;
  param.required = true;
  param.min = 1;
  return param;
}

}  // namespace

void add_publication_api(net::Router& router, GrantsContext& context, PublicationDesk& desk) {
  const std::string root = "/api/v1/grants/publications";
  const auto add = [&router](std::string method, std::string pattern, std::string summary,
                             net::RouteOptions options, net::Handler handler) {
    router.add({std::move(method), std::move(pattern), std::move(summary), "grants", std::move(handler),
                std::move(options)});
  };
  net::RouteOptions one_year = staff_route({read_right});
  one_year.params = {path_integer("year", "Année des conventions")};
  one_year.ai_output = true;
  net::RouteOptions making = staff_route({publish_right}, 201);
  making.params = one_year.params;
  net::RouteOptions withdrawing = staff_route({publish_right}, 204);
  withdrawing.params = {one_year.params[0], path_integer("version", "Numéro de version")};
  net::RouteOptions taking = staff_route({publish_right});
  taking.ai_output = true;
  taking.accepts = {"multipart/form-data"};
  taking.body_limit_bytes = static_cast<std::uint64_t>(context.settings.max_file_mb) << 20;

  add("GET", root, "Années et versions publiées", staff_route({read_right}),
      [&desk](net::Request&) { return list(desk); });
  add("GET", root + "/{year}", "Les lignes d’une année et ce qui attend", one_year,
      [&desk](net::Request& request) -> Result<net::Response> {
        PARVIS_TRY(view, desk.year(whole(request, "year")));
        // each row names the record of the rules that judged its file
        return net::json_answer(to_json(view)).header("Parvis-Decision", "par ligne");
      });
  add("POST", root + "/rows", "Prend les lignes d’un fichier contrôlé", taking,
      [&desk](net::Request& request) { return take(desk, request); });
  add("POST", root + "/rows/{id}/answer", "Répond à ce qui attend", staff_route({publish_right}, 204),
      [&desk](net::Request& request) { return answer_row(desk, request); });
  add("PUT", root + "/scope", "Choisit ce qui est publié", staff_route({publish_right}, 204),
      [&desk](net::Request& request) { return set_scope(desk, request); });
  add("POST", root + "/{year}", "Publie une version", making,
      [&desk](net::Request& request) { return publish(desk, request); });
  add("POST", root + "/{year}/{version}/withdraw", "Retire une version", withdrawing,
      [&desk](net::Request& request) { return withdraw(desk, request); });
  add("GET", "/api/v1/grants/rules", "Seuils et délais datés", staff_route({read_right}),
      [&context](net::Request&) -> Result<net::Response> {
        const base::Day today{std::chrono::floor<std::chrono::days>(context.clock.now())};
        return net::json_answer(to_json(context.rules, today));
      });
}

}  // namespace parvis::grants
