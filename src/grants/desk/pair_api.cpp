// What looks alike, over HTTP, under /api/v1/grants/pairs.
#include "account/principal.hpp"
#include "grants/desk/pair_desk.hpp"
#include "grants/grants_routes.hpp"
#include "grants/matching/judgement.hpp"
#include "net/json_body.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr const char* read_right = "grants.read";
constexpr const char* instruct_right = "grants.instruct";
constexpr int pairs_per_page = 50;
constexpr std::string_view by_row = "par ligne";  // each item names its decision

std::string relation_label(const std::string& relation) {
  for (const Relation known :
       {Relation::duplicate, Relation::split, Relation::renewal, Relation::sibling, Relation::distinct}) {
    if (to_text(known) == relation) return std::string(french_name(known));
  }
  return relation;
}

json::object side_json(const Funding& funding) {
  json::object out = request_json(funding.request);
  out["id"] = funding.id;
  out["file_id"] = funding.file_id;
  out["row"] = funding.row;
  return out;
}

// A pair of the blind sample shows its suggestion only once it is answered.
json::object pair_json(const StoredPair& pair) {
  const bool answered = pair.answered.answer != PairAnswer::unanswered;
  json::object out{{"id", pair.id},
                   {"version", pair.version},
                   {"a", side_json(pair.a)},
                   {"b", side_json(pair.b)},
                   {"sentence", alike_sentence},
                   {"decision_id", pair.decision_id},
                   {"blind", pair.blind},
                   {"answer", to_text(pair.answered.answer)},
                   {"answer_label", french_label(pair.answered.answer)},
                   {"why", pair.why}};
  if (pair.blind && !answered) return out;
  out["relation"] = pair.relation;
  out["relation_label"] = relation_label(pair.relation);
  out["alert"] = pair.alert;
  out["p"] = pair.p;
  out["reasons"] = pair.reasons;
  return out;
}

net::Response carrying(net::Response response, const std::string& decision_id) {
  if (!decision_id.empty()) response.header("Parvis-Decision", decision_id);
  return response;
}

Result<net::Response> list(PairDesk& desk, net::Request& request) {
  PairFilter filter;
  filter.waiting = !request.query_flag("all");
  filter.alerts = request.query_flag("alerts");
  filter.file_id = request.query_text("file");
  filter.after = request.query_text("after");
  filter.limit = pairs_per_page;
  PARVIS_TRY(pairs, desk.list(filter));
  PARVIS_TRY(waiting, desk.waiting());
  json::array items;
  for (const StoredPair& pair : pairs) items.push_back(pair_json(pair));
  const bool more = pairs.size() == static_cast<std::size_t>(pairs_per_page);
  return carrying(
      net::json_answer(json::object{{"items", std::move(items)},
                                    {"waiting", waiting},
                                    {"next", more ? json::value(pairs.back().id) : json::value()}}),
      std::string(by_row));
}

Result<net::Response> show(PairDesk& desk, net::Request& request) {
  PARVIS_TRY(pair, desk.pair(request.param("id")));
  return carrying(net::json_answer(pair_json(pair)), pair.decision_id);
}

Result<net::Response> verdict(PairDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, instruct_right));
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(text, base::need_text(body, "answer"));
  PairAnswerGiven given;
  PARVIS_TRY(answer, pair_answer_of(text));
  given.answer = answer;
  given.why = base::text_or(body, "why");
  given.seconds = base::opt_number(body, "seconds");
  PARVIS_TRY(version, base::need_integer(body, "version"));
  given.version = version;
  PARVIS_TRY(pair, desk.answer(request.param("id"), given, person.user_id,
                               person.roles.empty() ? std::string() : person.roles[0]));
  return carrying(net::json_answer(pair_json(pair)), pair.decision_id);
}

Result<net::Response> compare(PairDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, instruct_right));
  PARVIS_TRY(done, desk.compare(request.param("id"), person.user_id));
  return net::json_answer(json::object{{"rows", done.rows},
                                       {"known", done.known},
                                       {"pairs", done.pairs},
                                       {"settled", done.settled},
                                       {"left_out", done.left_out}});
}

}  // namespace

void add_pair_api(net::Router& router, PairDesk& desk) {
  net::RouteOptions listing = staff_route({read_right});
  net::RouteOptions showing = staff_route({read_right});
  net::RouteOptions answering = staff_route({instruct_right});
  listing.ai_output = showing.ai_output = answering.ai_output = true;
  listing.params = {query_param("all", net::ParamType::boolean, "Avec les rapprochements déjà répondus"),
                    query_param("alerts", net::ParamType::boolean, "Seulement ce qui est montré d’office"),
                    query_param("file", net::ParamType::text, "D’un fichier de l’atelier"),
                    query_param("after", net::ParamType::text, "Après ce rapprochement")};
  const std::string root = "/api/v1/grants/pairs";
  router.add({"GET", root, "Demandes qui se ressemblent", "grants",
              [&desk](net::Request& request) { return list(desk, request); }, listing});
  router.add({"GET", root + "/{id}", "Deux demandes côte à côte", "grants",
              [&desk](net::Request& request) { return show(desk, request); }, showing});
  router.add({"POST", root + "/{id}/verdict", "Répond à un rapprochement", "grants",
              [&desk](net::Request& request) { return verdict(desk, request); }, answering});
  router.add({"POST", "/api/v1/grants/files/{id}/compare", "Cherche les demandes qui se ressemblent",
              "grants", [&desk](net::Request& request) { return compare(desk, request); },
              staff_route({instruct_right})});
}

}  // namespace parvis::grants
