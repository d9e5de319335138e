// The page of one report: what everyone may read, and, by the secret link, what its sender may do.
#include <algorithm>
#include <chrono>
#include <utility>

#include "street/report_desk.hpp"
#include "street/request_fields.hpp"
#include "street/street_pages.hpp"
#include "street/street_routes.hpp"
#include "street/transitions.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

constexpr int refused_status = 422;

// One sentence under the state: what happens next, and when.
std::string sentence_of(const ViewContext& view, const Report& report) {
  const auto day = [&](base::Instant at) { return base::french_date(at, view.zone); };
  switch (report.state) {
    case State::programme:
      return report.planned_at ? "L’intervention est prévue le " + day(*report.planned_at) + "."
                               : std::string();
    case State::en_attente: {
      std::string text = "Motif\u00A0: " + std::string(reason_label(report.state_reason)) + ".";
      if (report.planned_at) text += " Reprise prévue le " + day(*report.planned_at) + ".";
      return text;
    }
    case State::attente_habitant:
      return "L’équipe a une question pour la personne qui a signalé.";
    case State::non_retenu:
      return "Motif\u00A0: " + std::string(reason_label(report.state_reason)) + ".";
    case State::reouverture:
      return "Un agent relit le dossier sous cinq jours ouvrés.";
    case State::resolu:
      return "L’équipe a terminé.";
    default:
      break;
  }
  if (!is_open(report.state) || !report.deadline_at) return {};
  if (*report.deadline_at < view.now)
    return "Nous avons du retard sur le délai prévu. Nous vous prions de nous en excuser.";
  return "Une équipe passera d’ici le " + day(*report.deadline_at) + ".";
}

std::string event_title(const Event& event) {
  if (event.type == "cree") return "Signalement reçu";
  if (event.type == "etat") {
    const auto state = state_codes.parse(event.to);
    return state ? std::string(citizen_label(*state)) : std::string();
  }
  if (event.type == "suivi") return "Une personne de plus est concernée";
  if (event.type == "note") return "Message de l’équipe";
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
    json::object one{{"at", date_view(event.at, view.zone)}, {"title", typeset(title)}, {"current", false}};
    if (event.text_public && !event.text.empty()) one["text"] = event.text;
    out.push_back(std::move(one));
  }
  if (!out.empty()) out.back().get_object()["current"] = true;
  return out;
}

// What the team asked last; empty when it asks nothing now.
std::string open_question(const Report& report, const std::vector<Event>& events) {
  if (report.state != State::attente_habitant) return {};
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (event->type == "etat" && event->to == state_codes.code(State::attente_habitant)) return event->text;
  }
  return {};
}

struct PageFacts {
  Report report;
  std::vector<Photo> photos;
  std::vector<Event> events;
  std::optional<Report> head;
  bool own = false, follows = false, mail = false;  // own: of the author
};

json::array picture_models(const PageFacts& facts, bool after, const std::string& label) {
  json::array out;
  if (facts.report.visibility != Visibility::visible && !facts.own) return out;
  for (const Photo& photo : facts.photos) {
    if ((photo.kind == PhotoKind::apres) != after || !photo.published || photo.public_name.empty()) continue;
    out.push_back(
        json::object{{"url", "/photos/" + photo.public_name + ".jpg"},
                     {"alt", after ? "Le lieu après l’intervention" : "Photo du problème\u00A0: " + label},
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
  state["sentence"] = typeset(sentence_of(view, report));
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
    out["map"] = json::object{{"lat", decimal_text(report.position->lat)},
                              {"lon", decimal_text(report.position->lon)},
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
  if (is_open(report.state) && !facts.own && !facts.follows)
    out["me_too"] = json::object{{"action", here + "/moi-aussi"}};
  if (facts.own) {
    out["secret_url"] = report_url(*view.context, report.ref, secret);
    if (report.state == State::attente_habitant) {
      out["question"] = json::object{{"action", here + "/reponse"},
                                     {"t", secret},
                                     {"text", open_question(report, facts.events)},
                                     {"typed", ""},
                                     {"fault", ""}};
    }
    if (can(State::annule)) out["cancel"] = json::object{{"action", here + "/annuler"}, {"t", secret}};
  }
  if ((facts.own || facts.follows) && can(State::reouverture)) {
    out["still_there"] =
        json::object{{"action", here + "/toujours-present?t=" + net::percent_encode(secret)}};
  }
  return out;
}

Result<PageFacts> page_facts(StreetContext& context, const std::string& ref, const std::string& secret) {
  PARVIS_TRY(held_by, ReportDesk(context).holder(ref, secret));
  const bool own = held_by == LinkHolder::author;
  return context.database.read([&](store::Session& session) -> Result<PageFacts> {
    PageFacts facts;
    PARVIS_TRY(report, context.reports.by_ref(session, ref));
    if (!own && !publicly_listed(report)) return fail(ErrorKind::not_found, "Ce signalement n’existe pas.");
    PARVIS_TRY(photos, context.photos.of_report(session, report.id));
    PARVIS_TRY(events, context.reports.events(session, report.id));
    if (!report.duplicate_of.empty()) {
      PARVIS_TRY(head, context.reports.by_id(session, report.duplicate_of));
      if (publicly_listed(head)) facts.head = std::move(head);
    }
    facts.own = own;
    facts.follows = held_by == LinkHolder::follower;
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

// What the sender typed to a question and why it was not taken; both empty at first sight.
struct RefusedAnswer {
  std::string typed, fault;
};

Result<net::Response> report_page(StreetContext& context, net::Request& request, const std::string& secret,
                                  const RefusedAnswer& refused) {
  const std::string ref = request.param("ref");
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
  model["answered"] = facts->own && request.query_flag("reponse");
  if (!refused.fault.empty() && model.contains("question")) {
    json::object& question = model["question"].get_object();
    question["typed"] = refused.typed;
    question["fault"] = refused.fault;
    model["errors"] = json::array{json::object{{"field", "reponse"}, {"message", refused.fault}}};
  }
  model["path"] = "/signalements";
  PARVIS_TRY(page, context.pages->render("report", model));
  net::Response response = net::html(std::move(page), refused.fault.empty() ? 200 : refused_status);
  if (facts->own || facts->follows) {
    // the secret must neither stay in caches nor leave in a Referer
    response.headers.set("Cache-Control", "no-store");
    response.headers.set("Referrer-Policy", "no-referrer");
  }
  return response;
}

Result<net::Response> get_report_page(StreetContext& context, net::Request& request) {
  return report_page(context, request, request.query_text("t"), {});
}

std::string own_page(const Report& report, const std::string& secret) {
  return "/signalements/" + report.ref + "?t=" + net::percent_encode(secret);
}

Result<net::Response> post_me_too_page(StreetContext& context, net::Request& request) {
  ReportIntake intake(context);
  PARVIS_TRY(done, intake.me_too(request.param("ref"), request.form_text("email"), {}));
  return net::redirect("/signalements/" + done.report.ref + "?merci=1");
}

Result<net::Response> post_cancel(StreetContext& context, net::Request& request) {
  const std::string secret = request.form_text("t");
  PARVIS_TRY(report, ReportDesk(context).cancel(request.param("ref"), secret));
  return net::redirect(own_page(report, secret));
}

Result<net::Response> post_still_there(StreetContext& context, net::Request& request) {
  const std::string secret = request.query_text("t", request.form_text("t"));
  PARVIS_TRY(report, ReportDesk(context).reopen(request.param("ref"), secret, request.form_text("text")));
  return net::redirect(own_page(report, secret));
}

Result<net::Response> post_answer(StreetContext& context, net::Request& request) {
  const std::string secret = request.form_text("t"), text = request.form_text("text");
  auto report = ReportDesk(context).answer(request.param("ref"), secret, text);
  if (report) return net::redirect(own_page(*report, secret) + "&reponse=1");
  const ErrorKind kind = report.error().kind;
  // sent twice, or the question was taken back meanwhile: the page says how things stand
  if (kind == ErrorKind::forbidden || kind == ErrorKind::conflict)
    return net::redirect("/signalements/" + request.param("ref") + "?t=" + net::percent_encode(secret));
  if (kind != ErrorKind::invalid) return tl::make_unexpected(report.error());
  return report_page(context, request, secret, {text, typeset(report.error().message)});
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

void add_tracking_routes(net::Router& router, StreetContext& context) {
  add_page(router, context, {"GET", "/signalements/{ref}", "Page d’un signalement", get_report_page});
  add_page(router, context, {"GET", "/suivi/{secret}", "Lien de suivi", get_tracking});
  add_page(router, context, {"POST", "/signalements/{ref}/moi-aussi", "Moi aussi", post_me_too_page});
  add_page(router, context, {"POST", "/signalements/{ref}/annuler", "Annule son signalement", post_cancel});
  add_page(router, context,
           {"POST", "/signalements/{ref}/toujours-present", "Demande une réouverture", post_still_there});
  add_page(router, context, {"POST", "/signalements/{ref}/reponse", "Répond à une question", post_answer});
}

}  // namespace parvis::street
