#include "street/message_template.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace parvis::street {
namespace {

struct Piece {
  std::string text;
  bool variable = false;
};

// Splits into plain text and {variables}; invalid on a brace without its pair.
Result<std::vector<Piece>> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t brace = text.find_first_of("{}", at);
    if (brace == std::string_view::npos) break;
    const std::size_t end = text[brace] == '{' ? text.find_first_of("{}", brace + 1) : std::string_view::npos;
    if (end == std::string_view::npos || text[end] != '}') {
      return fail(ErrorKind::invalid, "Une accolade n'est pas fermée, ou pas ouverte.", {}, "brace");
    }
    if (brace > at) pieces.push_back({std::string(text.substr(at, brace - at)), false});
    pieces.push_back({std::string(text.substr(brace + 1, end - brace - 1)), true});
    at = end + 1;
  }
  if (at < text.size()) pieces.push_back({std::string(text.substr(at)), false});
  return pieces;
}

Status check_variables(std::string_view text) {
  PARVIS_TRY(pieces, pieces_of(text));
  const auto& known = message_variables();
  for (const Piece& piece : pieces) {
    if (!piece.variable || std::find(known.begin(), known.end(), piece.text) != known.end()) continue;
    return fail(ErrorKind::invalid, "La variable {" + piece.text + "} n'existe pas.", {}, "variable");
  }
  return {};
}

struct Line {
  std::string text;
  bool had_variable = false, had_value = false;
};

Line render_line(std::string_view line, const std::map<std::string, std::string>& values) {
  Line result;
  const auto pieces = pieces_of(line);
  if (!pieces) return {std::string(line), false, false};
  for (const Piece& piece : *pieces) {
    if (!piece.variable) {
      result.text += piece.text;
      continue;
    }
    result.had_variable = true;
    const auto value = values.find(piece.text);
    if (value == values.end() || value->second.empty()) continue;
    result.had_value = true;
    result.text += value->second;
  }
  return result;
}

}  // namespace

const std::vector<std::string>& message_variables() {
  static const std::vector<std::string> variables{"ref",   "categorie", "adresse", "date_prevue",
                                                  "motif", "lien",      "ville",   "delai_usuel"};
  return variables;
}

Result<MessageTemplate> parse_template(const base::json::object& object) {
  MessageTemplate text;
  PARVIS_TRY(code, base::need_text(object, "code"));
  text.code = std::move(code);
  text.label = base::text_or(object, "label", text.code);
  text.channel = base::text_or(object, "channel", "courriel");
  text.category = base::text_or(object, "category", "");
  text.subject = base::text_or(object, "subject", "");
  text.body = base::text_or(object, "body", "");
  if (const auto* active = object.if_contains("active"); active != nullptr && active->is_bool()) {
    text.active = active->get_bool();
  }
  if (const auto* version = object.if_contains("version"); version != nullptr && version->is_int64()) {
    text.version = version->get_int64();
  }
  PARVIS_CHECK(validate(text));
  return text;
}

base::json::object to_json(const MessageTemplate& text) {
  return {{"code", text.code},         {"label", text.label},     {"channel", text.channel},
          {"category", text.category}, {"subject", text.subject}, {"body", text.body},
          {"active", text.active},     {"version", text.version}};
}

Result<std::vector<MessageTemplate>> parse_templates(std::string_view json_text) {
  PARVIS_TRY(document, base::parse_json(json_text));
  const auto* root = document.if_object();
  const auto* messages = root == nullptr ? nullptr : root->if_contains("messages");
  if (messages == nullptr || !messages->is_array()) {
    return fail(ErrorKind::invalid, "La liste des messages doit contenir « messages ».", {}, "messages");
  }
  std::vector<MessageTemplate> templates;
  for (const auto& item : messages->get_array()) {
    if (!item.is_object()) return fail(ErrorKind::invalid, "Un message est un objet JSON.", {}, "messages");
    PARVIS_TRY(text, parse_template(item.get_object()));
    templates.push_back(std::move(text));
  }
  return templates;
}

Status validate(const MessageTemplate& text) {
  if (text.body.empty()) return fail(ErrorKind::invalid, "Écrivez le texte du message.", {}, "body");
  if (text.channel != "courriel" && text.channel != "sms" && text.channel != "web") {
    return fail(ErrorKind::invalid, "Le canal est courriel, sms ou web.", {}, "channel");
  }
  if (text.channel == "courriel" && text.subject.empty()) {
    return fail(ErrorKind::invalid, "Écrivez l'objet du courriel.", {}, "subject");
  }
  if (text.subject.find_first_of("\r\n") != std::string::npos) {
    return fail(ErrorKind::invalid, "L'objet tient sur une ligne.", {}, "subject");
  }
  PARVIS_CHECK(check_variables(text.subject));
  return check_variables(text.body);
}

RenderedMessage render(const MessageTemplate& text, const std::map<std::string, std::string>& values) {
  RenderedMessage message;
  message.subject = render_line(text.subject, values).text;
  std::replace(message.subject.begin(), message.subject.end(), '\n', ' ');
  std::replace(message.subject.begin(), message.subject.end(), '\r', ' ');
  bool blank = false;
  std::string_view rest = text.body;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view raw = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    const Line line = render_line(raw, values);
    if (line.had_variable && !line.had_value) continue;
    if (line.text.empty() && blank) continue;  // a dropped line must not leave two blank ones
    blank = line.text.empty();
    message.body += line.text;
    message.body += '\n';
  }
  return message;
}

const MessageTemplate* choose_template(const std::vector<MessageTemplate>& templates, std::string_view code,
                                       std::string_view channel, std::string_view category) {
  const MessageTemplate* general = nullptr;
  for (const MessageTemplate& text : templates) {
    if (!text.active || text.code != code || text.channel != channel) continue;
    if (!text.category.empty() && text.category == category) return &text;
    if (text.category.empty() && general == nullptr) general = &text;
  }
  return general;
}

}  // namespace parvis::street
