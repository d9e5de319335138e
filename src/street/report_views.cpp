#include "street/report_views.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "street/duplicates.hpp"
#include "street/sla_clock.hpp"
#include "street/suggestion_service.hpp"
#include "street/transitions.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value() : json::value(text);
}

json::value time_or_null(const ViewContext& view, const std::optional<base::Instant>& at) {
  return at ? json::value(base::format_local(*at, view.zone)) : json::value();
}

json::array texts(const std::vector<std::string>& list) {
  json::array out;
  for (const std::string& one : list) out.push_back(json::value(one));
  return out;
}

json::array area_names(const ViewContext& view, const Report& report) {
  json::array names;
  for (const std::string& id : report.area_ids) {
    if (const Area* area = view.config->areas.find(id)) names.push_back(json::value(area->name));
  }
  return names;
}

std::string family_of(const ViewContext& view, const std::string& category) {
  const Category* found = view.config->catalogue.find(category);
  return found ? found->family : std::string();
}

void put_position(json::object& row, const std::optional<base::LatLon>& position) {
  row["lat"] = position ? json::value(position->lat) : json::value();
  row["lon"] = position ? json::value(position->lon) : json::value();
}

std::string staff_photo_url(const Photo& photo, bool thumb) {
  const std::string& sha = thumb ? photo.thumb_sha : photo.public_sha;
  if (sha.empty()) return {};
  return "/api/street/photos/" + photo.id + (thumb ? "/mini.jpg" : "/vue.jpg");
}

std::string first_thumb(const std::vector<Photo>& photos) {
  for (const Photo& photo : photos) {
    if (std::string url = staff_photo_url(photo, true); !url.empty()) return url;
  }
  return {};
}

bool hidden(const ViewContext& view, const Report& report, const SuggestionRecord& suggestion) {
  return report.category_source != CategorySource::regulation &&
         withheld(*view.context, *view.config, suggestion);
}

json::array top_of(const ViewContext& view, const SuggestionRecord& suggestion,
                   std::string_view probability_key) {
  json::array out;
  for (const auto& [code, p] : suggestion.top) {
    out.push_back(
        json::object{{"code", code}, {"label", view.config->catalogue.label(code)}, {probability_key, p}});
  }
  return out;
}

json::object suggestion_detail(const ViewContext& view, const SuggestionRecord& suggestion) {
  json::array factors;
  for (const auto& [input, text] : suggestion.factors)
    factors.push_back(json::object{{"name", input}, {"text", text}});
  return {{"decision_id", suggestion.decision_id},
          {"inputs", texts(suggestion.inputs)},
          {"categories", top_of(view, suggestion, "probability")},
          {"abstained", suggestion.abstained},
          {"reason", suggestion.reason},
          {"model", json::object{{"name", suggestion.model_sha.empty() ? "regles-lexicales" : "photos"},
                                 {"sha256", suggestion.model_sha}}},
          {"energy_uwh", suggestion.energy_uwh ? json::value(*suggestion.energy_uwh) : json::value()},
          {"factors", std::move(factors)}};
}

json::object photo_view(const Photo& photo, const Staff& staff) {
  json::array boxes;
  for (const BlurBox& box : photo.blur_boxes) {
    boxes.push_back(json::object{{"kind", box.kind}, {"x", box.x}, {"y", box.y}, {"w", box.w}, {"h", box.h}});
  }
  return {{"id", photo.id},
          {"kind", photo_kind_codes.code(photo.kind)},
          {"url", text_or_null(staff_photo_url(photo, false))},
          {"thumb_url", text_or_null(staff_photo_url(photo, true))},
          {"blur_state", blur_state_codes.code(photo.blur_state)},
          {"blur_boxes", std::move(boxes)},
          {"published", photo.published},
          {"original_allowed", staff.may("street.photo.original") && !photo.original_purged_at}};
}

json::object event_view(const ViewContext& view, const Event& event) {
  std::string name;
  if (event.actor.kind == ActorKind::agent) name = view.context->agent_name(event.actor.id);
  return {{"seq", event.seq},
          {"at", base::format_local(event.at, view.zone)},
          {"actor", actor_kind_codes.code(event.actor.kind)},
          {"actor_name", name},
          {"type", event.type},
          {"from", event.from},
          {"to", event.to},
          {"payload", event.payload},
          {"public", event.text_public},
          {"text", event.text}};
}

Result<json::array> duplicate_views(store::Session& session, const ViewContext& view, const Report& report) {
  PARVIS_TRY(children, view.context->reports.duplicates_of(session, report.id));
  json::array out;
  for (const Report& child : children) {
    const double distance =
        child.position && report.position ? base::haversine_m(*child.position, *report.position) : 0;
    out.push_back(json::object{{"ref", child.ref},
                               {"label", view.config->catalogue.label(child.category)},
                               {"distance_m", distance},
                               {"address", child.address},
                               {"received_at", base::format_local(child.received_at, view.zone)},
                               {"state_label", staff_label(child.state)}});
  }
  return out;
}

json::array transition_views(const ViewContext& view, const Report& report, const Staff& staff) {
  json::array out;
  if (!may_change(staff, report)) return out;
  for (const AllowedTarget& target : allowed_targets(report, staff.actor(), staff.rights, view.now)) {
    // partners come with the interfaces that reach them
    if (target.to == State::a_transferer) continue;
    json::array needs;
    for (Need need : target.needs) {
      const Category* category = view.config->catalogue.find(report.category);
      if (need == Need::after_photo && !(category && category->after_photo_required)) continue;
      if ((need == Need::category && report.category != unqualified_code) ||
          (need == Need::team && !report.team.empty())) {
        continue;
      }
      needs.push_back(json::value(need_codes.code(need)));
    }
    out.push_back(json::object{
        {"to", state_codes.code(target.to)}, {"label", staff_label(target.to)}, {"needs", std::move(needs)}});
  }
  return out;
}

}  // namespace

ViewContext view_context(StreetContext& context, std::shared_ptr<const Config> config) {
  return {&context, std::move(config), context.town().zone, context.clock.now()};
}

json::object report_row(const ViewContext& view, const Report& report, const std::vector<Photo>* photos,
                        const SuggestionRecord* suggestion) {
  const auto status = deadline_status(report, view.config->calendar, view.now);
  json::object row{
      {"ref", report.ref},
      {"version", report.version},
      {"state", state_codes.code(report.state)},
      {"state_label", staff_label(report.state)},
      {"state_reason", report.state_reason},
      {"category", report.category},
      {"category_label", view.config->catalogue.label(report.category)},
      {"category_confirmed", report.category_confirmed},
      {"family", family_of(view, report.category)},
      {"priority", priority_codes.code(report.priority)},
      {"visibility", visibility_codes.code(report.visibility)},
      {"address", report.address},
      {"area_names", area_names(view, report)},
      {"team", text_or_null(report.team)},
      {"assignee", text_or_null(report.assignee)},
      {"received_at", base::format_local(report.received_at, view.zone)},
      {"planned_at", time_or_null(view, report.planned_at)},
      {"closed_at", time_or_null(view, report.closed_at)},
      {"deadline_at", time_or_null(view, report.deadline_at)},
      {"deadline_status", status ? json::value(deadline_status_codes.code(*status)) : json::value("")},
      {"thumb", photos ? text_or_null(first_thumb(*photos)) : json::value()},
      {"photos", photos ? photos->size() : std::size_t{0}},
      {"followers", report.followers},
      {"flags", texts(report.quality_flags)}};
  put_position(row, report.position);
  if (suggestion && !hidden(view, report, *suggestion)) {
    row["suggestion"] = json::object{{"decision_id", suggestion->decision_id},
                                     {"top", top_of(view, *suggestion, "p")},
                                     {"abstained", suggestion->abstained}};
  }
  return row;
}

Result<json::array> report_rows(store::Session& session, const ViewContext& view,
                                const std::vector<Report>& reports) {
  std::vector<std::string> ids;
  for (const Report& report : reports) ids.push_back(report.id);
  PARVIS_TRY(photos, view.context->photos.of_reports(session, ids));
  PARVIS_TRY(suggestions, view.context->reports.suggestions(session, ids));
  json::array rows;
  for (const Report& report : reports) {
    const auto photo = photos.find(report.id);
    const auto suggestion = suggestions.find(report.id);
    rows.push_back(report_row(view, report, photo == photos.end() ? nullptr : &photo->second,
                              suggestion == suggestions.end() ? nullptr : &suggestion->second));
  }
  return rows;
}

Result<json::object> report_detail(store::Session& session, const ViewContext& view, const Report& report,
                                   const Staff& staff) {
  const ReportStore& reports = view.context->reports;
  PARVIS_TRY(photos, view.context->photos.of_report(session, report.id));
  PARVIS_TRY(suggestion, reports.suggestion(session, report.id));
  PARVIS_TRY(events, reports.events(session, report.id));
  PARVIS_TRY(duplicates, duplicate_views(session, view, report));
  json::object out = report_row(view, report, &photos, suggestion ? &*suggestion : nullptr);
  json::array photo_list, event_list;
  for (const Photo& photo : photos) photo_list.push_back(photo_view(photo, staff));
  for (const Event& event : events) event_list.push_back(event_view(view, event));
  out["description"] = report.description;
  out["public_description"] = report.public_description;
  out["channel"] = channel_codes.code(report.channel);
  out["photos"] = std::move(photo_list);
  out["events"] = std::move(event_list);
  out["suggestion"] = suggestion && !hidden(view, report, *suggestion)
                          ? json::value(suggestion_detail(view, *suggestion))
                          : json::value();
  out["duplicates"] = std::move(duplicates);
  out["duplicate_of"] = json::value();
  if (!report.duplicate_of.empty()) {
    PARVIS_TRY(head, reports.by_id(session, report.duplicate_of));
    out["duplicate_of"] = head.ref;
  }
  out["has_contact"] = !report.contact_id.empty();
  if (!report.contact_id.empty() && staff.may("street.contact")) {
    PARVIS_TRY(contact, reports.contact(session, report.contact_id));
    if (!contact.erased_at) {
      out["contact"] =
          json::object{{"name", contact.name}, {"email", contact.email}, {"phone", contact.phone}};
    }
  }
  out["transitions"] = transition_views(view, report, staff);
  out["tracking_url"] = report_url(*view.context, report.ref);
  return out;
}

std::string picture_of(const Category& category) {
  return base::lower_ascii(category.family);
}

std::string public_photo_url(const Report& report, const std::vector<Photo>& photos, bool thumb) {
  if (report.visibility != Visibility::visible || !publicly_listed(report)) return {};
  for (const Photo& photo : photos) {
    if (photo.published && !photo.public_name.empty()) {
      return "/photos/" + photo.public_name + (thumb ? ".mini.jpg" : ".jpg");
    }
  }
  return {};
}

json::object public_row(const ViewContext& view, const Report& report, const std::vector<Photo>* photos) {
  json::object row{{"ref", report.ref},
                   {"state", state_codes.code(report.state)},
                   {"state_label", citizen_label(report.state)},
                   {"category", report.category},
                   {"category_label", view.config->catalogue.label(report.category)},
                   {"family", family_of(view, report.category)},
                   {"address", report.address},
                   {"area_names", area_names(view, report)},
                   {"received_at", base::format_local(report.received_at, view.zone)},
                   {"closed_at", time_or_null(view, report.closed_at)},
                   {"thumb", photos ? text_or_null(public_photo_url(report, *photos, true)) : json::value()},
                   {"followers", report.followers}};
  put_position(row, report.position);
  return row;
}

Result<std::map<std::string, Pictures>> candidate_pictures(
    StreetContext& context, const std::vector<DuplicateCandidate>& candidates) {
  std::map<std::string, Pictures> out;
  if (candidates.empty()) return out;
  std::vector<std::string> ids;
  for (const DuplicateCandidate& one : candidates) ids.push_back(one.report.id);
  return context.database.read([&](store::Session& session) -> Result<std::map<std::string, Pictures>> {
    PARVIS_TRY(reports, context.reports.by_ids(session, ids));
    PARVIS_TRY(photos, context.photos.of_reports(session, ids));
    for (const Report& report : reports) {
      const auto& own = photos[report.id];
      out[report.id] = {public_photo_url(report, own, true), public_photo_url(report, own, false)};
    }
    return out;
  });
}

json::object draft_view(const ViewContext& view, const DraftAnswer& answer,
                        const std::map<std::string, Pictures>& pictures) {
  json::array photos, categories, candidates;
  for (const PhotoAnswer& one : answer.photos) {
    json::object photo{{"id", one.photo ? one.photo->id : ""}, {"name", one.name}};
    if (one.error) {
      photo["error"] = one.error->message;
      photo["code"] = one.error->code;
    }
    if (one.photo && one.photo->exif_position) {
      photo["position"] = json::object{{"lat", one.photo->exif_position->lat},
                                       {"lon", one.photo->exif_position->lon},
                                       {"error_m", one.photo->exif_error_m.value_or(15)}};
    }
    if (one.photo && one.photo->taken_at)
      photo["taken_at"] = base::format_local(*one.photo->taken_at, view.zone);
    photos.push_back(std::move(photo));
  }
  json::object out{{"draft", answer.id},
                   {"photos", std::move(photos)},
                   {"position", json::value()},
                   {"position_conflict", answer.position.conflict},
                   {"suggestion", json::value()}};
  out["outside"] = answer.outside ? json::value(json::object{{"town", *answer.outside}}) : json::value();
  if (answer.position.position) {
    out["position"] = json::object{{"lat", answer.position.position->lat},
                                   {"lon", answer.position.position->lon},
                                   {"source", position_source_codes.code(answer.position.source)},
                                   {"precision_m", answer.position.precision_m.value_or(0)}};
  }
  if (answer.suggestion) {
    const MadeSuggestion& made = *answer.suggestion;
    for (const LeafProbability& leaf : made.suggestion.top) {
      const Category* category = view.config->catalogue.find(leaf.code);
      categories.push_back(json::object{{"code", leaf.code},
                                        {"label", leaf.label},
                                        {"family", category ? category->family : ""},
                                        {"hint", category ? category->hint : ""},
                                        {"picture", category ? picture_of(*category) : "aut"},
                                        {"probability", leaf.p}});
    }
    json::object suggestion{
        {"decision_id", made.record.decision_id},
        {"abstained", made.suggestion.abstained},
        {"categories", std::move(categories)},
        {"inputs", texts(made.record.inputs)},
        {"reason", made.suggestion.reason},
        {"nothing_seen", made.suggestion.nothing_seen},
        {"energy_uwh", made.record.energy_uwh ? json::value(*made.record.energy_uwh) : json::value()},
        {"model", json::object{{"name", made.model_name}, {"sha256", made.record.model_sha}}}};
    if (made.suggestion.preselected) suggestion["preselected"] = *made.suggestion.preselected;
    out["suggestion"] = std::move(suggestion);
  }
  for (const DuplicateCandidate& one : answer.candidates) {
    const auto shown = pictures.find(one.report.id);
    const Pictures picture = shown == pictures.end() ? Pictures{} : shown->second;
    const Category* category = view.config->catalogue.find(one.report.category);
    candidates.push_back(json::object{{"ref", one.report.ref},
                                      {"picture", category ? picture_of(*category) : "aut"},
                                      {"thumb", text_or_null(picture.thumb)},
                                      {"photo", text_or_null(picture.photo)},
                                      {"label", view.config->catalogue.label(one.report.category)},
                                      {"distance_m", one.distance_m},
                                      {"address", one.report.address},
                                      {"received_at", base::format_local(one.report.received_at, view.zone)},
                                      {"state", state_codes.code(one.report.state)},
                                      {"state_label", citizen_label(one.report.state)}});
  }
  out["candidates"] = std::move(candidates);
  return out;
}

}  // namespace parvis::street
