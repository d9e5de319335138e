#include "street/draft_body.hpp"

#include <algorithm>
#include <cstddef>

namespace parvis::street {
namespace {

namespace json = base::json;

const json::object* object_in(const json::object& from, std::string_view key) {
  const auto* found = from.if_contains(key);
  return found ? found->if_object() : nullptr;
}

const json::array* array_in(const json::object& from, std::string_view key) {
  const auto* found = from.if_contains(key);
  return found ? found->if_array() : nullptr;
}

json::object place_json(const SentPlace& place) {
  json::object out{{"source", position_source_codes.code(place.source)}};
  if (place.position) {
    out["lat"] = place.position->lat;
    out["lon"] = place.position->lon;
  }
  if (place.precision_m) out["precision_m"] = *place.precision_m;
  return out;
}

SentPlace place_of(const json::object& object) {
  SentPlace place;
  place.source =
      position_source_codes.parse(base::text_or(object, "source")).value_or(PositionSource::appareil);
  if (object.contains("lat"))
    place.position = base::LatLon{base::number_or(object, "lat"), base::number_or(object, "lon")};
  place.precision_m = base::opt_number(object, "precision_m");
  return place;
}

json::array leaves_json(const std::vector<LeafProbability>& leaves) {
  json::array out;
  for (const LeafProbability& leaf : leaves) out.push_back(json::array{leaf.code, leaf.label, leaf.p});
  return out;
}

std::vector<LeafProbability> leaves_of(const json::array* array) {
  std::vector<LeafProbability> out;
  if (!array) return out;
  for (const auto& one : *array) {
    const json::array& triple = one.as_array();
    out.push_back({std::string(triple.at(0).as_string()), std::string(triple.at(1).as_string()),
                   triple.at(2).to_number<double>()});
  }
  return out;
}

json::object suggestion_json(const MadeSuggestion& made) {
  json::object out{{"record", to_json(made.record)},
                   {"model", made.model_name},
                   {"ranked", leaves_json(made.suggestion.ranked)},
                   {"top", made.suggestion.top.size()},
                   {"nothing_seen", made.suggestion.nothing_seen}};
  if (made.suggestion.preselected) out["preselected"] = *made.suggestion.preselected;
  return out;
}

MadeSuggestion suggestion_of(const json::object& object) {
  MadeSuggestion made;
  if (const json::object* record = object_in(object, "record")) made.record = suggestion_record(*record);
  made.model_name = base::text_or(object, "model");
  Suggestion& suggestion = made.suggestion;
  suggestion.ranked = leaves_of(array_in(object, "ranked"));
  const auto shown = static_cast<std::size_t>(base::integer_or(object, "top"));
  suggestion.top.assign(
      suggestion.ranked.begin(),
      suggestion.ranked.begin() + static_cast<std::ptrdiff_t>(std::min(shown, suggestion.ranked.size())));
  suggestion.abstained = made.record.abstained;
  suggestion.reason = made.record.reason;
  suggestion.inputs = made.record.inputs;
  for (const auto& [input, text] : made.record.factors) suggestion.factors.push_back({input, text});
  suggestion.nothing_seen = base::flag_or(object, "nothing_seen");
  const std::string preselected = base::text_or(object, "preselected");
  if (!preselected.empty()) suggestion.preselected = preselected;
  return made;
}

}  // namespace

json::object to_json(const DraftBody& body) {
  json::array photos, shown;
  for (const TakenPhoto& photo : body.photos) photos.push_back(to_json(photo));
  for (const auto& one : body.shown) {
    shown.push_back(json::object{{"id", one.id}, {"score", one.score}, {"distance_m", one.distance_m}});
  }
  json::object out{{"photos", std::move(photos)},     {"text", body.text},
                   {"category", body.category},       {"address", body.address},
                   {"client_ref", body.client_ref},   {"contact", body.contact_id},
                   {"place", place_json(body.place)}, {"shown", std::move(shown)}};
  if (body.suggestion) out["suggestion"] = suggestion_json(*body.suggestion);
  return out;
}

DraftBody draft_body(const json::object& object) {
  DraftBody body;
  if (const json::array* photos = array_in(object, "photos")) {
    for (const auto& photo : *photos) body.photos.push_back(taken_photo(photo.as_object()));
  }
  body.text = base::text_or(object, "text");
  body.category = base::text_or(object, "category");
  body.address = base::text_or(object, "address");
  body.client_ref = base::text_or(object, "client_ref");
  body.contact_id = base::text_or(object, "contact");
  if (const json::object* place = object_in(object, "place")) body.place = place_of(*place);
  if (const json::object* suggestion = object_in(object, "suggestion"))
    body.suggestion = suggestion_of(*suggestion);
  if (const json::array* shown = array_in(object, "shown")) {
    for (const auto& one : *shown) {
      const json::object& from = one.as_object();
      body.shown.push_back(
          {base::text_or(from, "id"), base::number_or(from, "score"), base::number_or(from, "distance_m")});
    }
  }
  return body;
}

}  // namespace parvis::street
