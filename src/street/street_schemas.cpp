#include "street/street_schemas.hpp"

#include <map>
#include <utility>

#include "base/json.hpp"
#include "net/answer_schema.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;
using net::object_of;
using net::Shapes;

constexpr std::string_view row_fields =
    "ref:text version:integer state:text state_label:text state_reason:text category:text "
    "category_label:text category_confirmed:flag family:text priority:text visibility:text address:text "
    "area_names:text[] team:text? assignee:text? received_at:text planned_at:text? closed_at:text? "
    "deadline_at:text? deadline_status:text lat:number? lon:number? thumb:text? followers:integer "
    "flags:text[]";

json::object scored(std::string_view probability) {
  return object_of("code:text label:text " + std::string(probability) + ":number");
}

json::object report_list() {
  const Shapes guess{{"guess", scored("p")}};
  const json::object suggestion = object_of("decision_id:text top:guess[] abstained:flag", guess);
  const json::object row = object_of(std::string(row_fields) + " photos:integer suggestion?:suggestion",
                                     {{"suggestion", suggestion}});
  return object_of("items:row[] next_cursor:text? total_estimate:integer total_is_exact:flag",
                   {{"row", row}});
}

json::object report_detail_shape() {
  Shapes shapes{
      {"guess", scored("probability")},
      {"model", object_of("name:text sha256:text")},
      {"factor", object_of("name:text text:text")},
      {"box", object_of("kind:text x:number y:number w:number h:number")},
      {"near", object_of("ref:text label:text distance_m:number address:text received_at:text "
                         "state_label:text")},
      {"transition", object_of("to:text label:text needs:text[]")},
      {"contact", object_of("name:text email:text phone:text")},
      {"event", object_of("seq:integer at:text actor:text actor_name:text type:text from:text to:text "
                          "payload:any public:flag text:text")}};
  shapes["suggestion"] = object_of(
      "decision_id:text inputs:text[] categories:guess[] abstained:flag reason:text model:model "
      "energy_uwh:number? factors:factor[]",
      shapes);
  shapes["photo"] = object_of(
      "id:text kind:text url:text? thumb_url:text? blur_state:text blur_boxes:box[] "
      "published:flag original_allowed:flag",
      shapes);
  return object_of(std::string(row_fields) +
                       " description:text public_description:text channel:text photos:photo[] events:event[] "
                       "suggestion:suggestion? duplicates:near[] duplicate_of:text? has_contact:flag "
                       "contact?:contact transitions:transition[] tracking_url:text",
                   shapes);
}

json::object counts() {
  json::object out =
      object_of("late:integer due_soon:integer mine:integer to_check_photos:integer teams:team[]",
                {{"team", object_of("id:text name:text open:integer late:integer")}});
  out["properties"].get_object()["states"] =
      json::object{{"type", "object"}, {"additionalProperties", json::object{{"type", "integer"}}}};
  out["required"].get_array().push_back("states");
  return out;
}

json::object map() {
  const Shapes shapes{
      {"cluster", object_of("lat:number lon:number count:integer bbox:number[]")},
      {"marker",
       object_of("ref:text lat:number lon:number category:text state:text state_label:text label:text")}};
  return object_of("clusters:cluster[] markers:marker[] sampled:flag", shapes);
}

json::object items(std::string_view fields) {
  return object_of("items:item[]", {{"item", object_of(fields)}});
}

constexpr std::string_view category_fields =
    "code:text family:text family_label?:text label:text hint:text definition:text keywords:text[] team:text "
    "sla:text visibility:text duplicate_radius_m:number kind:text active:flag";
constexpr std::string_view team_fields = "id:text name:text email:text active:flag";
constexpr std::string_view template_fields =
    "event:text channel:text label:text subject:text body:text active:flag";

std::map<std::string, std::string, std::less<>> make_all() {
  const json::object detail = report_detail_shape(), rules = items("category:text area:text team:text");
  const json::object photo = object_of("id:text blur_state:text published:flag boxes:integer");
  const std::map<std::string, json::object, std::less<>> all{
      {"GET /api/street/reports", report_list()},
      {"GET /api/street/reports/{ref}", detail},
      {"PATCH /api/street/reports/{ref}", detail},
      {"POST /api/street/reports/{ref}/transitions", detail},
      {"POST /api/street/reports/{ref}/notes", detail},
      {"POST /api/street/reports/{ref}/duplicates", detail},
      {"DELETE /api/street/reports/{ref}/duplicates", detail},
      {"POST /api/street/bulk",
       object_of("done:text[] refused:refused[]", {{"refused", object_of("ref:text reason:text")}})},
      {"GET /api/street/counts", counts()},
      {"GET /api/street/map", map()},
      {"GET /api/street/categories", items(category_fields)},
      {"PUT /api/street/categories/{code}", object_of(category_fields)},
      {"GET /api/street/teams", items(team_fields)},
      {"POST /api/street/teams", object_of(team_fields)},
      {"PUT /api/street/teams/{id}", object_of(team_fields)},
      {"GET /api/street/areas", items("id:text name:text kind:text active:flag")},
      {"POST /api/street/areas", items("id:text name:text kind:text active:flag")},
      {"GET /api/street/routing", rules},
      {"PUT /api/street/routing", rules},
      {"GET /api/street/templates", items(template_fields)},
      {"PUT /api/street/templates/{event}", object_of(template_fields)},
      {"POST /api/street/photos/{id}/publication", photo},
      {"POST /api/street/reports/{ref}/photos",
       object_of("photos:photo[]", {{"photo", object_of("id:text name:text error?:text")}})}};
  std::map<std::string, std::string, std::less<>> out;
  for (const auto& [route, schema] : all) out[route] = json::serialize(schema);
  return out;
}

}  // namespace

std::string answer_schema(std::string_view method, std::string_view pattern) {
  static const auto all = make_all();
  const auto found = all.find(std::string(method) + " " + std::string(pattern));
  return found == all.end() ? std::string() : found->second;
}

}  // namespace parvis::street
