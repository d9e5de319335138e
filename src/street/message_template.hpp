// The texts sent to people: one idea each, plain French, with a closed list of variables in braces.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace parvis::street {

struct MessageTemplate {
  std::string code;                  // event: accuse_reception, programme, resolu, ...
  std::string label;                 // «Accusé de réception»
  std::string channel = "courriel";  // courriel, sms, web
  std::string category;              // empty: every category
  std::string subject, body;
  bool active = true;
  std::int64_t version = 1;
};

// ref, categorie, adresse, date_prevue, motif, lien, ville, delai_usuel
const std::vector<std::string>& message_variables();

Result<MessageTemplate> parse_template(const base::json::object& object);
base::json::object to_json(const MessageTemplate& text);
Result<std::vector<MessageTemplate>> parse_templates(std::string_view json_text);
// Refuses an unknown variable, an empty body, a brace left open: says which.
Status validate(const MessageTemplate& text);

struct RenderedMessage {
  std::string subject, body;
};
// A variable without value leaves nothing; a line that held only such variables is dropped.
RenderedMessage render(const MessageTemplate& text, const std::map<std::string, std::string>& values);

// The text for an event: the category's own if there is one, else the general one; null when none is active.
const MessageTemplate* choose_template(const std::vector<MessageTemplate>& templates, std::string_view code,
                                       std::string_view channel, std::string_view category);

}  // namespace parvis::street
