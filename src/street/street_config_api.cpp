// What a town sets, over HTTP: categories, teams, areas, routing, message texts. Each change is checked
// before it is kept and stands in the audit log.
#include <utility>

#include "base/ids.hpp"
#include "store/audit_log.hpp"
#include "street/notices.hpp"
#include "street/request_fields.hpp"
#include "street/routing.hpp"
#include "street/street_routes.hpp"
#include "street/street_schemas.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

template <class List, class F>
net::Response items_answer(const List& list, F to_item) {
  json::array items;
  for (const auto& one : list) items.push_back(to_item(one));
  return json_answer(json::object{{"items", std::move(items)}});
}

// Writes and logs in one transaction.
template <class F>
Status keep(StreetContext& context, const net::Request& request, const std::string& object, F write) {
  PARVIS_TRY(staff, require_staff(request, "street.config"));
  return context.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(write(session));
    return store::append_audit(session, context.clock.now(), "street.config", staff.id, object, {});
  });
}

Result<net::Response> get_categories(StreetContext& context, net::Request&) {
  PARVIS_TRY(config, current_config(context));
  return items_answer(config->catalogue.all(), [&](const Category& category) {
    json::object out = to_json(category);
    out["family_label"] = config->catalogue.family_label(category.family);
    return out;
  });
}

// PUT keeps what the body leaves out; POST is a new code.
Result<net::Response> write_category(StreetContext& context, net::Request& request, bool fresh) {
  PARVIS_TRY(body, body_object(request));
  PARVIS_TRY(config, current_config(context));
  const std::string code = fresh ? base::text_or(body, "code") : request.param("code");
  const Category* known = config->catalogue.find(code);
  if (fresh && known)
    return fail(ErrorKind::conflict, "Ce code existe déjà : un code ne sert qu'une fois.", {}, "code");
  if (!fresh && !known) return fail(ErrorKind::not_found, "Cette rubrique n'existe pas.");
  json::object merged = known ? to_json(*known) : json::object{};
  for (const auto& member : body) merged[member.key()] = member.value();
  merged["code"] = code;
  PARVIS_TRY(category, parse_category(merged));
  PARVIS_CHECK(validate(category));
  if (!category.team.empty() && !config->team(category.team)) {
    return fail(ErrorKind::invalid, "Cette équipe n'existe pas.", {}, "team");
  }
  PARVIS_CHECK(keep(context, request, "category:" + code,
                    [&](store::Session& session) { return context.config.put_category(session, category); }));
  return json_answer(to_json(category), fresh ? 201 : 200);
}

Result<net::Response> get_teams(StreetContext& context, net::Request&) {
  PARVIS_TRY(config, current_config(context));
  return items_answer(config->teams, [](const Team& team) { return to_json(team); });
}

Result<net::Response> write_team(StreetContext& context, net::Request& request, bool fresh) {
  PARVIS_TRY(body, body_object(request));
  PARVIS_TRY(config, current_config(context));
  const std::string id = fresh ? base::text_or(body, "id") : request.param("id");
  const Team* known = config->team(id);
  if (fresh && known) return fail(ErrorKind::conflict, "Cette équipe existe déjà.", {}, "id");
  if (!fresh && !known) return fail(ErrorKind::not_found, "Cette équipe n'existe pas.");
  json::object merged = known ? to_json(*known) : json::object{};
  for (const auto& member : body) merged[member.key()] = member.value();
  merged["id"] = id;
  PARVIS_TRY(team, parse_team(merged));
  if (!team.email.empty() && !plausible_email(team.email)) {
    return fail(ErrorKind::invalid, "L'adresse électronique de l'équipe n'est pas correcte.", {}, "email");
  }
  PARVIS_CHECK(keep(context, request, "team:" + id,
                    [&](store::Session& session) { return context.config.put_team(session, team); }));
  return json_answer(to_json(team), fresh ? 201 : 200);
}

json::object area_json(const Area& area) {
  return {{"id", area.id},
          {"name", area.name},
          {"kind", area_kind_codes.code(area.kind)},
          {"active", area.active}};
}

Result<net::Response> get_areas(StreetContext& context, net::Request&) {
  PARVIS_TRY(config, current_config(context));
  return items_answer(config->areas.all(), area_json);
}

// {kind, name, geojson}: one area of that name, or, without name, one per feature of a collection.
Result<net::Response> post_areas(StreetContext& context, net::Request& request) {
  PARVIS_TRY(body, body_object(request));
  const std::string kind_code = base::text_or(body, "kind", "quartier");
  const auto kind = area_kind_codes.parse(kind_code);
  if (!kind) return fail(ErrorKind::invalid, "Cette sorte de secteur n'existe pas.", {}, "kind");
  const auto* geojson = body.if_contains("geojson");
  if (!geojson) return fail(ErrorKind::invalid, "Choisissez un fichier GeoJSON.", {}, "geojson");
  const std::string text =
      geojson->is_string() ? std::string(geojson->get_string()) : json::serialize(*geojson);
  const std::string name = base::text_or(body, "name");
  std::vector<Area> areas;
  if (name.empty()) {
    PARVIS_TRY(imported, import_areas(text, *kind));
    areas = std::move(imported);
  } else {
    PARVIS_TRY(area, make_area(base::uuid_v7(context.clock.now()), name, *kind, text));
    areas.push_back(std::move(area));
  }
  json::array items;
  PARVIS_CHECK(keep(context, request, "areas", [&](store::Session& session) -> Status {
    items.clear();
    for (const Area& area : areas) {
      PARVIS_TRY(id, context.config.put_area(session, area));
      json::object item = area_json(area);
      item["id"] = id;
      items.push_back(std::move(item));
    }
    return {};
  }));
  return json_answer(json::object{{"items", std::move(items)}}, 201);
}

Result<net::Response> delete_area(StreetContext& context, net::Request& request) {
  const std::string id = request.param("id");
  PARVIS_CHECK(keep(context, request, "area:" + id,
                    [&](store::Session& session) { return context.config.delete_area(session, id); }));
  return net::no_content();
}

json::object routing_json(const RoutingMatrix& matrix) {
  json::array items;
  for (const RoutingRow& row : matrix.rows) {
    items.push_back(json::object{{"category", row.category}, {"area", row.area}, {"team", row.team}});
  }
  return {{"version", matrix.version}, {"items", std::move(items)}};
}

Result<net::Response> get_routing(StreetContext& context, net::Request&) {
  PARVIS_TRY(config, current_config(context));
  return json_answer(routing_json(config->routing));
}

Result<net::Response> put_routing(StreetContext& context, net::Request& request) {
  PARVIS_TRY(body, body_object(request));
  PARVIS_TRY(config, current_config(context));
  PARVIS_TRY(items, base::need_array(body, "items"));
  RoutingMatrix matrix;
  for (const auto& item : items) {
    if (!item.is_object())
      return fail(ErrorKind::invalid, "Une règle a une rubrique, un secteur et une équipe.", {}, "items");
    const json::object& row = item.get_object();
    matrix.rows.push_back(
        {base::text_or(row, "category"), base::text_or(row, "area"), base::text_or(row, "team")});
  }
  std::vector<std::string> areas, teams;
  for (const Area& area : config->areas.all()) areas.push_back(area.id);
  for (const Team& team : config->teams) teams.push_back(team.id);
  PARVIS_CHECK(validate(matrix, config->catalogue, areas, teams));
  PARVIS_CHECK(keep(context, request, "routing",
                    [&](store::Session& session) { return context.config.put_routing(session, matrix); }));
  return get_routing(context, request);
}

json::object template_json(const MessageTemplate& text) {
  json::object out = to_json(text);
  out["event"] = text.code;
  return out;
}

Result<net::Response> get_templates(StreetContext& context, net::Request&) {
  PARVIS_TRY(config, current_config(context));
  return items_answer(config->templates, template_json);
}

Result<MessageTemplate> template_of(const Config& config, net::Request& request) {
  PARVIS_TRY(body, body_object(request));
  const std::string code = request.param("event");
  const std::string channel = base::text_or(body, "channel", "courriel"),
                    category = base::text_or(body, "category");
  const MessageTemplate* known = nullptr;
  for (const MessageTemplate& text : config.templates) {
    if (text.code == code && (!known || (text.channel == channel && text.category == category)))
      known = &text;
  }
  if (!known) return fail(ErrorKind::not_found, "Ce message n'existe pas.");
  MessageTemplate text = *known;
  text.channel = channel;
  text.category = category;
  text.label = base::text_or(body, "label", text.label);
  text.subject = base::text_or(body, "subject", text.subject);
  text.body = base::text_or(body, "body", text.body);
  text.active = base::flag_or(body, "active", text.active);
  PARVIS_CHECK(validate(text));
  return text;
}

Result<net::Response> put_template(StreetContext& context, net::Request& request) {
  PARVIS_TRY(config, current_config(context));
  PARVIS_TRY(text, template_of(*config, request));
  PARVIS_CHECK(keep(context, request, "template:" + text.code,
                    [&](store::Session& session) { return context.config.put_template(session, text); }));
  // as kept: the version has grown
  PARVIS_TRY(kept, current_config(context));
  const MessageTemplate* stored = choose_template(kept->templates, text.code, text.channel, text.category);
  return json_answer(template_json(stored && stored->category == text.category ? *stored : text));
}

// The text as sent for a real report, {ref} in the body; for the latest one without.
Result<net::Response> preview_template(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.config"));
  PARVIS_TRY(config, current_config(context));
  PARVIS_TRY(text, template_of(*config, request));
  PARVIS_TRY(body, body_object(request));
  const std::string ref = base::text_or(body, "ref");
  auto report = context.database.read([&](store::Session& session) -> Result<Report> {
    if (!ref.empty()) return context.reports.by_ref(session, ref);
    PageRequest page;
    page.limit = 1;
    PARVIS_TRY(latest, context.reports.list(session, {}, page));
    if (latest.items.empty()) return Report{};
    return latest.items.front();
  });
  if (!report) return tl::make_unexpected(report.error());
  PARVIS_CHECK(check_see(staff, *report));
  auto values = message_values(context, *config, *report, "(motif de l'exemple)");
  const RenderedMessage message = render(text, values);
  return json_answer(json::object{{"subject", message.subject}, {"body", message.body}});
}

}  // namespace

void add_config_routes(net::Router& router, StreetContext& context) {
  auto add = [&](std::string method, std::string pattern, std::string summary, std::string right,
                 Result<net::Response> (*handler)(StreetContext&, net::Request&)) {
    net::RouteOptions options = right.empty() ? net::RouteOptions{} : staff_route({std::move(right)});
    options.response_schema = answer_schema(method, pattern);
    router.add({std::move(method), std::move(pattern), std::move(summary), "street",
                [&context, handler](net::Request& request) { return handler(context, request); }, options});
  };
  const std::string read = "street.read", config = "street.config";
  add("GET", "/api/street/categories", "Rubriques", "", get_categories);
  add("POST", "/api/street/categories", "Ajoute une rubrique", config,
      [](StreetContext& c, net::Request& r) { return write_category(c, r, true); });
  add("PUT", "/api/street/categories/{code}", "Change une rubrique", config,
      [](StreetContext& c, net::Request& r) { return write_category(c, r, false); });
  add("GET", "/api/street/teams", "Équipes", read, get_teams);
  add("POST", "/api/street/teams", "Ajoute une équipe", config,
      [](StreetContext& c, net::Request& r) { return write_team(c, r, true); });
  add("PUT", "/api/street/teams/{id}", "Change une équipe", config,
      [](StreetContext& c, net::Request& r) { return write_team(c, r, false); });
  add("GET", "/api/street/areas", "Secteurs", read, get_areas);
  add("POST", "/api/street/areas", "Importe des secteurs en GeoJSON", config, post_areas);
  add("DELETE", "/api/street/areas/{id}", "Retire un secteur", config, delete_area);
  add("GET", "/api/street/routing", "Qui traite quoi, où", read, get_routing);
  add("PUT", "/api/street/routing", "Remplace le tableau d'aiguillage", config, put_routing);
  add("GET", "/api/street/templates", "Textes des messages", read, get_templates);
  add("PUT", "/api/street/templates/{event}", "Change un texte", config, put_template);
  add("POST", "/api/street/templates/{event}/preview", "Montre un texte sur un signalement", config,
      preview_template);
}

}  // namespace parvis::street
