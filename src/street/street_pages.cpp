#include "street/street_pages.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/ids.hpp"
#include "street/report_desk.hpp"
#include "street/request_fields.hpp"
#include "street/sla_clock.hpp"
#include "street/street_routes.hpp"
#include "street/street_secrets.hpp"
#include "street/transitions.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

constexpr std::size_t reports_per_page = 20;

std::string_view kind_of(State state) {
  switch (state) {
    case State::recu:
    case State::a_qualifier:
    case State::reouverture:
      return "new";
    case State::resolu:
      return "done";
    case State::non_retenu:
    case State::doublon:
    case State::annule:
      return "closed";
    default:
      return "progress";
  }
}

std::string decimals(double value) {
  std::string text = std::to_string(value);
  std::replace(text.begin(), text.end(), ',', '.');
  return text;
}

// One sentence under the state: what happens next, and when.
std::string sentence_of(const ViewContext& view, const Report& report) {
  const auto day = [&](base::Instant at) { return base::french_date(at, view.zone); };
  switch (report.state) {
    case State::programme:
      return report.planned_at ? "L'intervention est prévue le " + day(*report.planned_at) + "."
                               : std::string();
    case State::en_attente: {
      std::string text = "Motif\u00A0: " + std::string(reason_label(report.state_reason)) + ".";
      if (report.planned_at) text += " Reprise prévue le " + day(*report.planned_at) + ".";
      return text;
    }
    case State::attente_habitant:
      return "L'équipe a une question\u00A0: lisez-la dans les étapes ci-dessous.";
    case State::non_retenu:
      return "Motif\u00A0: " + std::string(reason_label(report.state_reason)) + ".";
    case State::reouverture:
      return "Un agent relit le dossier sous cinq jours ouvrés.";
    case State::resolu:
      return "L'équipe a terminé.";
    default:
      break;
  }
  if (!is_open(report.state) || !report.deadline_at) return {};
  if (*report.deadline_at < view.now)
    return "Nous avons du retard sur le délai prévu. Nous vous prions de nous en excuser.";
  return "Une équipe passera d'ici le " + day(*report.deadline_at) + ".";
}

std::string event_title(const Event& event) {
  if (event.type == "cree") return "Signalement reçu";
  if (event.type == "etat") {
    const auto state = state_codes.parse(event.to);
    return state ? std::string(citizen_label(*state)) : std::string();
  }
  if (event.type == "suivi") return "Une personne de plus est concernée";
  if (event.type == "note") return "Message de l'équipe";
  if (event.type == "categorie") return "Rubrique précisée par un agent";
  if (event.type == "delai_depasse") return "Délai dépassé";
  return {};
}

// What everyone may read of a history: public texts and state changes; agents' notes stay inside.
json::array event_models(const ViewContext& view, const std::vector<Event>& events) {
  json::array out;
  for (const Event& event : events) {
    const bool note = event.type == "note";
    if (note && !event.text_public) continue;
    std::string title = event_title(event);
    if (title.empty()) continue;
    json::object one{{"at", date_view(event.at, view.zone)}, {"title", title}, {"current", false}};
    if (event.text_public && !event.text.empty()) one["text"] = event.text;
    out.push_back(std::move(one));
  }
  if (!out.empty()) out.back().get_object()["current"] = true;
  return out;
}

struct PageFacts {
  Report report;
  std::vector<Photo> photos;
  std::vector<Event> events;
  std::optional<Report> head;
  bool own = false, mail = false;
};

json::array picture_models(const PageFacts& facts, bool after, const std::string& label) {
  json::array out;
  if (facts.report.visibility != Visibility::visible && !facts.own) return out;
  for (const Photo& photo : facts.photos) {
    if ((photo.kind == PhotoKind::apres) != after || !photo.published || photo.public_name.empty()) continue;
    out.push_back(
        json::object{{"url", "/photos/" + photo.public_name + ".jpg"},
                     {"alt", after ? "Le lieu après l'intervention" : "Photo du problème\u00A0: " + label},
                     {"caption", ""}});
  }
  return out;
}

bool photos_wait(const PageFacts& facts) {
  return std::any_of(facts.photos.begin(), facts.photos.end(), [](const Photo& photo) {
    return !photo.published && (photo.kind == PhotoKind::ensemble || photo.kind == PhotoKind::proche);
  });
}

json::object report_model(const ViewContext& view, const PageFacts& facts, const std::string& secret) {
  const Report& report = facts.report;
  const Category* category = view.config->catalogue.find(report.category);
  const std::string label = view.config->catalogue.label(report.category);
  const std::string here = "/signalements/" + report.ref;
  json::object state = state_view(report.state);
  state["sentence"] = sentence_of(view, report);
  json::object out{{"ref", report.ref},
                   {"own", facts.own},
                   {"title", label},
                   {"picture", category ? picture_of(*category) : "aut"},
                   {"address", report.address},
                   {"description", facts.own ? report.description : report.public_description},
                   {"state", std::move(state)},
                   {"received", date_view(report.received_at, view.zone)},
                   {"late", is_open(report.state) && report.deadline_at && *report.deadline_at < view.now},
                   {"before", picture_models(facts, false, label)},
                   {"after", picture_models(facts, true, label)},
                   {"photos_pending", facts.own && photos_wait(facts)},
                   {"events", event_models(view, facts.events)},
                   {"followers", report.followers + 1},
                   {"mail", facts.mail}};
  if (is_open(report.state) && report.deadline_at)
    out["expected"] = date_view(*report.deadline_at, view.zone);
  if (report.closed_at) out["closed"] = date_view(*report.closed_at, view.zone);
  if (const Team* team = view.config->team(report.team)) out["team"] = team->name;
  if (report.position) {
    out["map"] = json::object{{"lat", decimals(report.position->lat)},
                              {"lon", decimals(report.position->lon)},
                              {"zoom", "17"},
                              {"tiles", view.context->town().tiles}};
  }
  if (facts.head)
    out["duplicate_of"] = json::object{{"ref", facts.head->ref}, {"url", "/signalements/" + facts.head->ref}};
  const auto allowed = allowed_targets(report, {ActorKind::habitant, {}}, {}, view.now);
  const auto can = [&](State to) {
    return std::any_of(allowed.begin(), allowed.end(),
                       [to](const AllowedTarget& one) { return one.to == to; });
  };
  if (is_open(report.state) && !facts.own) out["me_too"] = json::object{{"action", here + "/moi-aussi"}};
  if (facts.own) {
    out["secret_url"] = report_url(*view.context, report.ref, secret);
    if (can(State::annule)) out["cancel"] = json::object{{"action", here + "/annuler"}, {"t", secret}};
    if (can(State::reouverture)) {
      out["still_there"] =
          json::object{{"action", here + "/toujours-present?t=" + net::percent_encode(secret)}};
    }
  }
  return out;
}

Result<PageFacts> page_facts(StreetContext& context, const std::string& ref, const std::string& secret) {
  PARVIS_TRY(own, ReportDesk(context).owns(ref, secret));
  return context.database.read([&](store::Session& session) -> Result<PageFacts> {
    PageFacts facts;
    PARVIS_TRY(report, context.reports.by_ref(session, ref));
    if (!own && !publicly_listed(report)) return fail(ErrorKind::not_found, "Ce signalement n'existe pas.");
    PARVIS_TRY(photos, context.photos.of_report(session, report.id));
    PARVIS_TRY(events, context.reports.events(session, report.id));
    if (!report.duplicate_of.empty()) {
      PARVIS_TRY(head, context.reports.by_id(session, report.duplicate_of));
      if (publicly_listed(head)) facts.head = std::move(head);
    }
    facts.own = own;
    facts.mail = own && !report.contact_id.empty();
    facts.report = std::move(report);
    facts.photos = std::move(photos);
    facts.events = std::move(events);
    return facts;
  });
}

Result<net::Response> unknown_report(StreetContext& context, const std::string& ref) {
  PARVIS_TRY(page, context.pages->render("report_unknown", {{"ref", ref}, {"path", "/signalements"}}));
  return net::html(std::move(page), 404);
}

Result<net::Response> get_report_page(StreetContext& context, net::Request& request) {
  const std::string ref = request.param("ref"), secret = request.query_text("t");
  auto facts = page_facts(context, ref, secret);
  if (!facts) {
    if (facts.error().kind == ErrorKind::not_found) return unknown_report(context, ref);
    return tl::make_unexpected(facts.error());
  }
  PARVIS_TRY(config, current_config(context));
  json::object model = report_model(view_context(context, config), *facts, secret);
  model["just_sent"] =
      facts->own && context.clock.now() - facts->report.received_at < std::chrono::minutes{2};
  if (request.query_flag("merci") && model.contains("me_too")) model["me_too"].get_object()["done"] = true;
  model["path"] = "/signalements";
  PARVIS_TRY(page, context.pages->render("report", model));
  net::Response response = net::html(std::move(page));
  if (facts->own) {
    // the secret must neither stay in caches nor leave in a Referer
    response.headers.set("Cache-Control", "no-store");
    response.headers.set("Referrer-Policy", "no-referrer");
  }
  return response;
}

std::string query_without(const net::Request& request, std::string_view left_out,
                          std::string_view page = {}) {
  std::string out;
  for (const std::string_view name : {"q", "etat", "famille", "depuis"}) {
    const std::string value = request.query_text(name);
    if (value.empty() || name == left_out) continue;
    out += (out.empty() ? "" : "&") + std::string(name) + "=" + net::percent_encode(value);
  }
  if (!page.empty()) out += (out.empty() ? "" : "&") + std::string("cursor=") + net::percent_encode(page);
  return out;
}

std::string list_url(const std::string& query) {
  return query.empty() ? "/signalements" : "/signalements?" + query;
}

json::array options(const std::vector<std::pair<std::string, std::string>>& list,
                    const std::string& selected) {
  json::array out;
  for (const auto& [code, label] : list) {
    out.push_back(json::object{{"code", code}, {"label", label}, {"selected", code == selected}});
  }
  return out;
}

const std::vector<std::pair<std::string, std::string>>& state_options() {
  static const std::vector<std::pair<std::string, std::string>> list{
      {"", "Tous les états"}, {"ouverts", "En cours"}, {"resolu", "Résolus"}, {"clos", "Clos"}};
  return list;
}

const std::vector<std::pair<std::string, std::string>>& period_options() {
  static const std::vector<std::pair<std::string, std::string>> list{
      {"", "Depuis toujours"}, {"7", "Depuis 7 jours"}, {"30", "Depuis 30 jours"}, {"365", "Depuis un an"}};
  return list;
}

std::vector<std::pair<std::string, std::string>> family_options(const Config& config) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const Family& family : config.catalogue.families()) {
    if (family.code != "ORI" && family.code != "AUT") out.emplace_back(family.code, family.label);
  }
  return out;
}

json::array chips(const net::Request& request, const Config& config) {
  json::array out;
  auto add = [&](std::string_view name, const std::vector<std::pair<std::string, std::string>>* list) {
    const std::string value = request.query_text(name);
    if (value.empty()) return;
    std::string label = value;
    if (list) {
      for (const auto& [code, text] : *list) {
        if (code == value) label = text;
      }
    }
    out.push_back(json::object{{"label", label}, {"url", list_url(query_without(request, name))}});
  };
  const auto families = family_options(config);
  add("q", nullptr);
  add("etat", &state_options());
  add("famille", &families);
  add("depuis", &period_options());
  return out;
}

Result<net::Response> get_list_page(StreetContext& context, net::Request& request) {
  PARVIS_TRY(config, current_config(context));
  PARVIS_TRY(filter, filter_of(request, *config, context, nullptr));
  apply_public_names(request, filter, context.clock.now());
  PageRequest page;
  page.limit = reports_per_page;
  page.cursor = request.query_text("cursor");
  const ViewContext view = view_context(context, config);
  json::array items;
  auto found = context.database.read([&](store::Session& session) -> Result<ReportPage> {
    PARVIS_TRY(list, context.reports.list(session, filter, page));
    std::vector<std::string> ids;
    for (const Report& report : list.items) ids.push_back(report.id);
    PARVIS_TRY(photos, context.photos.of_reports(session, ids));
    items.clear();
    for (const Report& report : list.items) items.push_back(report_card(view, report, &photos[report.id]));
    return list;
  });
  if (!found) return tl::make_unexpected(found.error());
  const std::string filters = query_without(request, {});
  const std::string suffix = filters.empty() ? std::string() : "?" + filters;
  json::object model{
      {"q", request.query_text("q")},
      {"states", options(state_options(), request.query_text("etat"))},
      {"families", options(family_options(*config), request.query_text("famille"))},
      {"periods", options(period_options(), request.query_text("depuis"))},
      {"chips", chips(request, *config)},
      {"total", (found->total_is_exact ? "" : "Plus de ") +
                    net::french_count(found->total_estimate, "signalement", "signalements")},
      {"items", std::move(items)},
      {"previous_url", page.cursor.empty() ? std::string() : list_url(filters)},
      {"next_url",
       found->next_cursor.empty() ? std::string() : list_url(query_without(request, {}, found->next_cursor))},
      {"csv_url", "/api/street/public/export.csv" + suffix},
      {"geojson_url", "/api/street/public/export.geojson" + suffix},
      {"map", map_model(context.town())},
      {"map_query", filters},
      {"path", "/signalements"}};
  PARVIS_TRY(html, context.pages->render("reports", model));
  return net::html(std::move(html));
}

Result<net::Response> post_me_too_page(StreetContext& context, net::Request& request) {
  ReportIntake intake(context);
  PARVIS_TRY(done, intake.me_too(request.param("ref"), request.form_text("email"), {}));
  return net::redirect("/signalements/" + done.report.ref + "?merci=1");
}

Result<net::Response> post_cancel(StreetContext& context, net::Request& request) {
  const std::string secret = request.form_text("t");
  PARVIS_TRY(report, ReportDesk(context).cancel(request.param("ref"), secret));
  return net::redirect("/signalements/" + report.ref + "?t=" + net::percent_encode(secret));
}

Result<net::Response> post_still_there(StreetContext& context, net::Request& request) {
  const std::string secret = request.query_text("t", request.form_text("t"));
  PARVIS_TRY(report, ReportDesk(context).reopen(request.param("ref"), secret, request.form_text("text")));
  return net::redirect("/signalements/" + report.ref + "?t=" + net::percent_encode(secret));
}

// A short link: the secret alone finds its report.
Result<net::Response> get_tracking(StreetContext& context, net::Request& request) {
  const std::string secret = request.param("secret");
  auto ref = context.database.read([&](store::Session& session) -> Result<std::string> {
    PARVIS_TRY(subscription, context.reports.by_secret(session, secret));
    PARVIS_TRY(report, context.reports.by_id(session, subscription.report_id));
    return report.ref;
  });
  if (!ref) return tl::make_unexpected(ref.error());
  return net::redirect("/signalements/" + *ref + "?t=" + net::percent_encode(secret));
}

}  // namespace

json::object date_view(base::Instant at, const std::string& zone) {
  return {{"iso", base::format_local(at, zone)}, {"text", base::french_date(at, zone)}};
}

json::object state_view(State state) {
  return {{"label", citizen_label(state)}, {"kind", kind_of(state)}};
}

json::object map_model(const TownFacts& town) {
  return {{"lat", decimals(town.centre.lat)},
          {"lon", decimals(town.centre.lon)},
          {"zoom", std::to_string(town.zoom)},
          {"tiles", town.tiles}};
}

json::object report_card(const ViewContext& view, const Report& report, const std::vector<Photo>* photos) {
  const Category* category = view.config->catalogue.find(report.category);
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(view.now - report.received_at).count();
  json::object card{{"ref", report.ref},
                    {"url", "/signalements/" + report.ref},
                    {"title", view.config->catalogue.label(report.category)},
                    {"address", report.address},
                    {"received", date_view(report.received_at, view.zone)},
                    {"ago", net::french_ago(age)},
                    {"state", state_view(report.state)},
                    {"thumb", photos ? public_photo_url(report, *photos, true) : std::string()},
                    {"picture", category ? picture_of(*category) : "aut"}};
  if (report.followers > 0) card["followers"] = report.followers + 1;
  return card;
}

json::object form_model(const ViewContext& view, const json::object& values,
                        const std::vector<FormFault>& faults, const std::vector<std::string>& kept_photos) {
  const std::string chosen = base::text_or(values, "category");
  json::array families, guidance, errors, kept;
  for (const Family& family : view.config->catalogue.families()) {
    json::array leaves;
    for (const Category& category : view.config->catalogue.all()) {
      if (category.family != family.code || category.guidance || !category.active ||
          category.code == unqualified_code)
        continue;
      leaves.push_back(json::object{{"code", category.code},
                                    {"label", category.label},
                                    {"picture", picture_of(category)},
                                    {"hint", category.hint},
                                    {"selected", category.code == chosen}});
    }
    if (!leaves.empty())
      families.push_back(json::object{{"label", family.label}, {"options", std::move(leaves)}});
  }
  for (const Category& category : view.config->catalogue.all()) {
    if (category.guidance && category.active) guidance.push_back(json::object{{"label", category.label}});
  }
  json::object error;
  for (const FormFault& fault : faults) {
    errors.push_back(json::object{{"field", fault.field}, {"message", fault.message}});
    error[fault.field] = fault.message;
  }
  for (const std::string& name : kept_photos) kept.push_back(json::object{{"name", name}});
  const StreetSettings& settings = view.context->settings;
  json::object shown = values;
  if (base::text_or(shown, "client_ref").empty()) shown["client_ref"] = base::random_token();
  return {{"values", std::move(shown)},
          {"families", std::move(families)},
          {"guidance", std::move(guidance)},
          {"errors", std::move(errors)},
          {"error", std::move(error)},
          {"form_time", form_time(settings.secret_key, view.now)},
          {"kept_photos", std::move(kept)},
          {"limits", json::object{{"photos", max_photos_per_report},
                                  {"photo_mb", settings.max_photo_mb},
                                  {"request_mb", settings.max_request_mb}}},
          {"map", map_model(view.context->town())},
          {"path", "/signaler"}};
}

Result<json::object> home_model(StreetContext& context) {
  PARVIS_TRY(config, current_config(context));
  const ViewContext view = view_context(context, config);
  ReportFilter resolved, open;
  resolved.public_only = open.public_only = true;
  resolved.states = {State::resolu};
  resolved.from = view.now - std::chrono::days{60};
  open.open = true;
  PageRequest page;
  page.limit = 3;
  return context.database.read([&](store::Session& session) -> Result<json::object> {
    PARVIS_TRY(done, context.reports.list(session, resolved, page));
    PARVIS_TRY(under_way, context.reports.list(session, open, page));
    std::vector<Report> recent = done.items;
    for (const Report& report : under_way.items) {
      if (recent.size() < 3) recent.push_back(report);
    }
    std::vector<std::string> ids;
    for (const Report& report : recent) ids.push_back(report.id);
    PARVIS_TRY(photos, context.photos.of_reports(session, ids));
    json::array cards;
    for (const Report& report : recent) cards.push_back(report_card(view, report, &photos[report.id]));
    json::object out{{"recent", std::move(cards)}};
    if (under_way.total_estimate > 0 || done.total_estimate > 0) {
      out["figures"] =
          json::object{{"open", net::french_number(static_cast<double>(under_way.total_estimate))},
                       {"resolved", net::french_number(static_cast<double>(done.total_estimate))}};
    }
    return out;
  });
}

void add_page_routes(net::Router& router, StreetContext& context) {
  auto add = [&](std::string method, std::string pattern, std::string summary, bool limited,
                 Result<net::Response> (*handler)(StreetContext&, net::Request&)) {
    net::RouteOptions options;
    options.page = true;
    options.csrf = false;
    options.limit_anonymous = limited;
    options.response_type = "text/html";
    router.add({std::move(method), std::move(pattern), std::move(summary), "street",
                [&context, handler](net::Request& request) { return handler(context, request); }, options});
  };
  add("GET", "/signalements", "Liste publique", false, get_list_page);
  add("GET", "/signalements/{ref}", "Page d'un signalement", false, get_report_page);
  add("GET", "/suivi/{secret}", "Lien de suivi", false, get_tracking);
  add("POST", "/signalements/{ref}/moi-aussi", "Moi aussi", true, post_me_too_page);
  add("POST", "/signalements/{ref}/annuler", "Annule son signalement", true, post_cancel);
  add("POST", "/signalements/{ref}/toujours-present", "Demande une réouverture", true, post_still_there);
}

}  // namespace parvis::street
