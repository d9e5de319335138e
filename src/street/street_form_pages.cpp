// The public form without script: one page, its errors beside the fields, «déjà signalé ?» as a second page,
// then the report's own page. Everything typed comes back when something is wrong; photos already sent are
// kept in the draft.
#include <utility>

#include "street/report_intake.hpp"
#include "street/request_fields.hpp"
#include "street/street_pages.hpp"
#include "street/street_routes.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

constexpr int refused_status = 422;

// The page's field for an error's code.
std::string field_of(const std::string& code) {
  for (const std::string_view known : {"place", "description", "category", "email", "phone"}) {
    if (code == known) return code;
  }
  if (code == "outside_territory" || code == "lat" || code == "lon") return "place";
  if (code.rfind("photo", 0) == 0) return "photo";
  return "description";
}

json::object typed_values(const net::Request& request) {
  json::object values;
  for (const std::string_view name :
       {"description", "address", "lat", "lon", "position_source", "position_precision", "email", "name",
        "phone", "draft", "client_ref", "category"}) {
    values[name] = request.form_text(name);
  }
  return values;
}

Result<net::Response> form_page(StreetContext& context, const json::object& values,
                                const std::vector<FormFault>& faults, const std::vector<std::string>& kept,
                                const std::optional<std::string>& outside, int status) {
  PARVIS_TRY(config, current_config(context));
  json::object model = form_model(view_context(context, config), values, faults, kept);
  if (outside) model["outside"] = json::object{{"town", *outside}};
  PARVIS_TRY(page, context.pages->render("report_form", model));
  return net::html(std::move(page), status);
}

Result<net::Response> get_form(StreetContext& context, net::Request& request) {
  json::object values;
  for (const std::string_view name : {"lat", "lon", "category"}) {
    if (request.query.has(name)) values[name] = request.query_text(name);
  }
  return form_page(context, values, {}, {}, std::nullopt, 200);
}

Result<net::Response> refuse(StreetContext& context, net::Request& request, const Error& error,
                             const std::string& draft, const std::vector<std::string>& kept) {
  const bool known = error.kind == ErrorKind::invalid || error.kind == ErrorKind::unsupported ||
                     error.kind == ErrorKind::too_large;
  if (!known) return tl::make_unexpected(error);
  json::object values = typed_values(request);
  values["draft"] = draft;
  std::optional<std::string> outside;
  if (error.code == "outside_territory") outside = error.detail;
  return form_page(context, values, {{field_of(error.code), error.message}}, kept, outside, refused_status);
}

Result<net::Response> sent(const AcceptedReport& accepted) {
  return net::redirect("/signalements/" + accepted.report.ref + "?t=" + net::percent_encode(accepted.secret));
}

std::vector<std::string> names_of(const std::vector<TakenPhoto>& photos) {
  std::vector<std::string> names;
  for (const TakenPhoto& photo : photos) names.push_back(photo.name);
  return names;
}

DraftInput as_draft(const ReportInput& input) {
  DraftInput draft;
  draft.photos = input.photos;
  draft.text = input.description;
  draft.category = input.category;
  draft.place = input.place;
  draft.draft_id = input.draft_id;
  return draft;
}

bool full(const DraftAnswer& answer) {
  for (const PhotoAnswer& photo : answer.photos) {
    if (photo.error && photo.error->code == "disk_full") return true;
  }
  return false;
}

Result<net::Response> post_form(StreetContext& context, net::Request& request) {
  PARVIS_TRY(fields, body_object(request));
  if (Status form = check_form(context, fields, true); !form) {
    return refuse(context, request, form.error(), request.form_text("draft"), {});
  }
  auto parsed = report_input(request);
  if (!parsed) return refuse(context, request, parsed.error(), request.form_text("draft"), {});
  ReportInput input = std::move(*parsed);
  ReportIntake intake(context);
  auto draft = intake.draft(as_draft(input));
  if (!draft && draft.error().kind == ErrorKind::not_found && !input.draft_id.empty()) {
    input.draft_id.clear();
    draft = intake.draft(as_draft(input));
  }
  if (!draft && draft.error().code == "disk_full") {
    // no room for photos: the words are kept all the same
    PARVIS_TRY(accepted, intake.submit(input));
    return sent(accepted);
  }
  if (!draft) return refuse(context, request, draft.error(), request.form_text("draft"), {});
  input.draft_id = draft->id;
  input.photos.clear();
  const std::vector<std::string> kept = names_of(draft->all_photos);
  for (const PhotoAnswer& photo : draft->photos) {
    if (photo.error && !full(*draft)) return refuse(context, request, *photo.error, draft->id, kept);
  }
  if (Status valid = intake.keep_fields(draft->id, input); !valid) {
    return refuse(context, request, valid.error(), draft->id, kept);
  }
  if (!draft->candidates.empty())
    return net::redirect("/signaler/deja-signale?d=" + net::percent_encode(draft->id));
  PARVIS_TRY(ready, intake.kept_input(draft->id));
  auto accepted = intake.submit(ready);
  if (!accepted) return refuse(context, request, accepted.error(), draft->id, kept);
  return sent(*accepted);
}

Result<net::Response> get_already(StreetContext& context, net::Request& request) {
  const std::string id = request.query_text("d");
  ReportIntake intake(context);
  PARVIS_TRY(draft, intake.draft_again(id));
  PARVIS_TRY(config, current_config(context));
  const ViewContext view = view_context(context, config);
  PARVIS_TRY(pictures, candidate_pictures(context, draft.candidates));
  json::array cards;
  for (const DuplicateCandidate& one : draft.candidates) {
    Report known;
    known.ref = one.report.ref;
    known.category = one.report.category;
    known.address = one.report.address;
    known.received_at = one.report.received_at;
    known.state = one.report.state;
    json::object card = report_card(view, known, nullptr);
    card["distance"] = net::french_distance(one.distance_m);
    card["photo"] = pictures[one.report.id].photo;
    card["thumb"] = pictures[one.report.id].thumb;
    cards.push_back(std::move(card));
  }
  PARVIS_TRY(page,
             context.pages->render("already_reported",
                                   {{"draft", id}, {"candidates", std::move(cards)}, {"path", "/signaler"}}));
  return net::html(std::move(page));
}

Result<net::Response> post_already(StreetContext& context, net::Request& request) {
  const std::string id = request.form_text("draft"), same = request.form_text("same");
  ReportIntake intake(context);
  if (same.empty()) {
    PARVIS_TRY(input, intake.kept_input(id));
    PARVIS_TRY(accepted, intake.submit(input));
    return sent(accepted);
  }
  PARVIS_TRY(done, intake.me_too(same, request.form_text("email"), id));
  PARVIS_TRY(page, context.pages->render("me_too_done", {{"ref", done.report.ref},
                                                         {"url", done.tracking_url},
                                                         {"followers", done.report.followers + 1},
                                                         {"email_kept", done.email_kept},
                                                         {"path", "/signaler"}}));
  return net::html(std::move(page));
}

}  // namespace

void add_form_routes(net::Router& router, StreetContext& context) {
  add_page(router, context, {"GET", "/signaler", "Formulaire", get_form});
  add_page(router, context, {"POST", "/signaler", "Envoie le formulaire", post_form});
  add_page(router, context, {"GET", "/signaler/deja-signale", "Déjà signalé ?", get_already});
  add_page(router, context, {"POST", "/signaler/deja-signale", "Répond à «déjà signalé ?»", post_already});
}

}  // namespace parvis::street
