// What a draft holds between two requests, and its JSON form in the database. No identity: a contact is named
// by id.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "street/photo_intake.hpp"
#include "street/report_intake.hpp"
#include "street/suggestion_service.hpp"

namespace parvis::street {

struct DraftBody {
  std::vector<TakenPhoto> photos;
  std::string text, category, address, client_ref, contact_id;
  SentPlace place;
  std::optional<MadeSuggestion> suggestion;
  struct Shown {
    std::string id;
    double score = 0, distance_m = 0;
  };
  std::vector<Shown> shown;  // candidates of «déjà signalé ?»
};

base::json::object to_json(const DraftBody& body);
DraftBody draft_body(const base::json::object& object);

}  // namespace parvis::street
