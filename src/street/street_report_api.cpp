// The desk over the API: work list, detail, changes, states, notes, duplicates, mass actions, figures of the
// day.
#include <algorithm>
#include <map>
#include <utility>

#include "street/report_desk.hpp"
#include "street/report_views.hpp"
#include "street/request_fields.hpp"
#include "street/street_routes.hpp"
#include "street/street_schemas.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

Result<net::Response> get_reports(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.read"));
  PARVIS_TRY(config, current_config(context));
  PARVIS_TRY(filter, filter_of(request, *config, context, &staff));
  PARVIS_TRY(page, page_of(request));
  const ViewContext view = view_context(context, config);
  auto out = context.database.read([&](store::Session& session) -> Result<json::object> {
    PARVIS_TRY(found, context.reports.list(session, filter, page));
    PARVIS_TRY(rows, report_rows(session, view, found.items));
    return json::object{
        {"items", std::move(rows)},
        {"next_cursor", found.next_cursor.empty() ? json::value() : json::value(found.next_cursor)},
        {"total_estimate", found.total_estimate},
        {"total_is_exact", found.total_is_exact}};
  });
  if (!out) return tl::make_unexpected(out.error());
  net::Response response = json_answer(*out);
  // two hundred ids would not pass every proxy: each row carries its own
  response.headers.set("Parvis-Decision", "par ligne");
  return response;
}

Result<net::Response> detail_of(StreetContext& context, const std::string& ref, const Staff& staff,
                                int status = 200) {
  PARVIS_TRY(config, current_config(context));
  const ViewContext view = view_context(context, config);
  std::string decision;
  auto out = context.database.read([&](store::Session& session) -> Result<json::object> {
    PARVIS_TRY(report, context.reports.by_ref(session, ref));
    PARVIS_CHECK(check_see(staff, report));
    return report_detail(session, view, report, staff);
  });
  if (!out) return tl::make_unexpected(out.error());
  if (const auto* suggestion = out->if_contains("suggestion"); suggestion && suggestion->is_object()) {
    decision = base::text_or(suggestion->get_object(), "decision_id");
  }
  net::Response response = json_answer(*out, status);
  response.headers.set("Parvis-Decision", decision.empty() ? "aucune" : decision);
  return response;
}

Result<net::Response> get_report(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.read"));
  return detail_of(context, request.param("ref"), staff);
}

// A conflict of versions answers with the row as it stands, so that the desk can show both.
Result<net::Response> changed(StreetContext& context, const Result<Report>& result, const std::string& ref,
                              const Staff& staff) {
  if (result) return detail_of(context, ref, staff);
  if (result.error().code != "version_conflict" && result.error().code != "version") {
    return tl::make_unexpected(result.error());
  }
  PARVIS_TRY(config, current_config(context));
  const ViewContext view = view_context(context, config);
  auto row = context.database.read([&](store::Session& session) -> Result<json::object> {
    PARVIS_TRY(report, context.reports.by_ref(session, ref));
    PARVIS_CHECK(check_see(staff, report));
    return report_row(view, report, nullptr, nullptr);
  });
  if (!row) return tl::make_unexpected(row.error());
  json::object problem{{"type", "about:blank"},
                       {"title", "Conflit"},
                       {"status", 409},
                       {"code", "version_conflict"},
                       {"detail", result.error().message},
                       {"current", *row}};
  net::Response response = json_answer(problem, 409);
  response.headers.set("Content-Type", "application/problem+json");
  return response;
}

Result<net::Response> patch_report(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.read"));
  PARVIS_TRY(body, body_object(request));
  PARVIS_TRY(version, base::need_integer(body, "version"));
  PARVIS_TRY(patch, parse_patch(body));
  const std::string ref = request.param("ref");
  return changed(context, ReportDesk(context).change(ref, version, patch, staff), ref, staff);
}

Result<net::Response> post_transition(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.read"));
  PARVIS_TRY(body, body_object(request));
  PARVIS_TRY(version, base::need_integer(body, "version"));
  PARVIS_TRY(order, parse_transition(body, context.town().zone));
  const std::string ref = request.param("ref");
  return changed(context, ReportDesk(context).move(ref, version, order, staff), ref, staff);
}

Result<net::Response> post_note(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.work"));
  PARVIS_TRY(body, body_object(request));
  const std::string ref = request.param("ref");
  const bool shown = base::flag_or(body, "public") || base::text_or(body, "public") == "1";
  PARVIS_CHECK(ReportDesk(context).note(ref, base::text_or(body, "text"), shown, staff));
  return detail_of(context, ref, staff, 201);
}

Result<net::Response> post_duplicate(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.close"));
  PARVIS_TRY(body, body_object(request));
  PARVIS_TRY(of, base::need_text(body, "of"));
  const std::string ref = request.param("ref");
  return changed(context, ReportDesk(context).link(ref, of, staff), ref, staff);
}

Result<net::Response> delete_duplicate(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.close"));
  const std::string ref = request.param("ref");
  return changed(context, ReportDesk(context).unlink(ref, staff), ref, staff);
}

Result<BulkAction> bulk_action(const json::object& action, const std::string& zone) {
  BulkAction out;
  if (const auto* transition = action.if_contains("transition")) {
    json::object body;
    if (transition->is_object())
      body = transition->get_object();
    else
      body["to"] = *transition;
    PARVIS_TRY(order, parse_transition(body, zone));
    out.transition = order;
    return out;
  }
  PARVIS_TRY(patch, parse_patch(action));
  out.patch = patch;
  return out;
}

Result<net::Response> post_bulk(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.mass"));
  PARVIS_TRY(body, body_object(request));
  PARVIS_TRY(list, base::need_array(body, "refs"));
  PARVIS_TRY(action_body, base::need_object(body, "action"));
  PARVIS_TRY(action, bulk_action(action_body, context.town().zone));
  std::vector<std::string> refs;
  for (const auto& one : list) {
    if (!one.is_string())
      return fail(ErrorKind::invalid, "Les numéros de signalements sont des textes.", {}, "refs");
    refs.emplace_back(one.get_string());
  }
  PARVIS_TRY(outcome, ReportDesk(context).bulk(refs, action, staff));
  json::array done, refused;
  for (const std::string& ref : outcome.done) done.push_back(json::value(ref));
  for (const auto& [ref, reason] : outcome.refused)
    refused.push_back(json::object{{"ref", ref}, {"reason", reason}});
  return json_answer(json::object{{"done", std::move(done)}, {"refused", std::move(refused)}});
}

Result<std::int64_t> count_of(StreetContext& context, store::Session& session, const ReportFilter& filter) {
  PageRequest page;
  page.limit = 1;
  PARVIS_TRY(found, context.reports.list(session, filter, page));
  return found.total_estimate;
}

Result<net::Response> get_counts(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.read"));
  PARVIS_TRY(config, current_config(context));
  const base::Instant now = context.clock.now();
  auto out = context.database.read([&](store::Session& session) -> Result<json::object> {
    PARVIS_TRY(counts, context.reports.counts(session, now));
    std::map<std::string, std::int64_t> states, open, late_by_team;
    std::int64_t late = 0;
    for (const StateCount& count : counts) {
      states[std::string(state_codes.code(count.state))] += count.count;
      if (is_open(count.state)) open[count.team] += count.count;
      late_by_team[count.team] += count.late;
      late += count.late;
    }
    ReportFilter soon, mine, photos;
    soon.late_at = now + std::chrono::hours{24};
    mine.assignee = staff.id;
    mine.open = true;
    PARVIS_TRY(due, count_of(context, session, soon));
    PARVIS_TRY(own, count_of(context, session, mine));
    photos.open = true;
    photos.photos_to_check = true;
    PARVIS_TRY(to_check, count_of(context, session, photos));
    json::object by_state;
    for (const auto& [state, count] : states) by_state[state] = count;
    json::array teams;
    for (const Team& team : config->teams) {
      teams.push_back(json::object{
          {"id", team.id}, {"name", team.name}, {"open", open[team.id]}, {"late", late_by_team[team.id]}});
    }
    return json::object{{"states", std::move(by_state)},
                        {"late", late},
                        {"due_soon", std::max<std::int64_t>(0, due - late)},
                        {"mine", own},
                        {"to_check_photos", to_check},
                        {"teams", std::move(teams)}};
  });
  if (!out) return tl::make_unexpected(out.error());
  return json_answer(*out);
}

}  // namespace

void add_report_routes(net::Router& router, StreetContext& context) {
  using net::Request;
  auto add = [&](std::string method, std::string pattern, std::string summary,
                 std::vector<std::string> rights, Result<net::Response> (*handler)(StreetContext&, Request&),
                 bool shows_suggestions) {
    net::RouteOptions options = staff_route(std::move(rights));
    options.ai_output = shows_suggestions;
    options.response_schema = answer_schema(method, pattern);
    router.add({std::move(method), std::move(pattern), std::move(summary), "street",
                [&context, handler](Request& request) { return handler(context, request); }, options});
  };
  add("GET", "/api/street/reports", "Liste des signalements", {"street.read"}, get_reports, true);
  add("GET", "/api/street/reports/{ref}", "Un signalement", {"street.read"}, get_report, true);
  add("PATCH", "/api/street/reports/{ref}", "Corrige un signalement", {"street.work", "street.triage"},
      patch_report, true);
  add("POST", "/api/street/reports/{ref}/transitions", "Change l'état d'un signalement",
      {"street.work", "street.triage", "street.close"}, post_transition, true);
  add("POST", "/api/street/reports/{ref}/notes", "Ajoute une note", {"street.work"}, post_note, true);
  add("POST", "/api/street/reports/{ref}/duplicates", "Lie un doublon à son original", {"street.close"},
      post_duplicate, true);
  add("DELETE", "/api/street/reports/{ref}/duplicates", "Délie un doublon", {"street.close"},
      delete_duplicate, true);
  add("POST", "/api/street/bulk", "Agit sur plusieurs signalements", {"street.mass"}, post_bulk, false);
  add("GET", "/api/street/counts", "Le travail du jour, par état et par équipe", {"street.read"}, get_counts,
      false);
}

}  // namespace parvis::street
