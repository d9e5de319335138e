#include "street/category.hpp"

#include <algorithm>

#include "street/lexical_index.hpp"

namespace parvis::street {
namespace {

bool code_shape(std::string_view code) {
  if (code.size() != 7 || code[3] != '-') return false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i != 3 && (code[i] < 'A' || code[i] > 'Z')) return false;
  }
  return true;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<std::string> text_list(const base::json::object& object, std::string_view key) {
  std::vector<std::string> list;
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_array()) return list;
  for (const auto& item : value->get_array()) {
    if (item.is_string() && !item.get_string().empty()) list.emplace_back(std::string(item.get_string()));
  }
  return list;
}

int integer_or(const base::json::object& object, std::string_view key, int otherwise) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_int64() ? static_cast<int>(value->get_int64()) : otherwise;
}

double real_or(const base::json::object& object, std::string_view key, double otherwise) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_number() ? value->to_number<double>() : otherwise;
}

bool flag_or(const base::json::object& object, std::string_view key, bool otherwise) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_bool() ? value->get_bool() : otherwise;
}

Question parse_question(const base::json::object& object) {
  Question question;
  question.code = base::text_or(object, "code", "");
  question.label = base::text_or(object, "label", "");
  question.datatype = base::text_or(object, "datatype", "string");
  question.description = base::text_or(object, "description", "");
  question.required = flag_or(object, "required", false);
  question.order = integer_or(object, "order", 1);
  const auto* values = object.if_contains("values");
  if (values == nullptr || !values->is_array()) return question;
  for (const auto& item : values->get_array()) {
    if (!item.is_object()) continue;
    question.values.push_back(
        {base::text_or(item.get_object(), "key", ""), base::text_or(item.get_object(), "name", "")});
  }
  return question;
}

base::json::object question_json(const Question& question) {
  base::json::array values;
  for (const Choice& choice : question.values) {
    values.emplace_back(base::json::object{{"key", choice.key}, {"name", choice.name}});
  }
  return {{"code", question.code},         {"label", question.label},
          {"datatype", question.datatype}, {"description", question.description},
          {"required", question.required}, {"order", question.order},
          {"values", std::move(values)}};
}

Status invalid(const Category& category, const std::string& what, std::string code) {
  return fail(ErrorKind::invalid, "Rubrique " + category.code + " : " + what, {}, std::move(code));
}

Status validate_signalement(const Category& category) {
  if (!parse_sla(category.sla))
    return invalid(category, "le délai s'écrit « 4 h », « 3 j » ou « 10 jc ».", "sla");
  if (category.team.empty()) return invalid(category, "choisissez l'équipe.", "team");
  if (category.duplicate_radius_m < 5 || category.duplicate_radius_m > 250) {
    return invalid(category, "le rayon de recherche des doublons va de 5 à 250 mètres.",
                   "duplicate_radius_m");
  }
  if (category.service_minutes < 1 || category.service_minutes > 24 * 60) {
    return invalid(category, "la durée d'intervention va de 1 à 1440 minutes.", "service_minutes");
  }
  for (const auto& [name, weight] : category.photo_classes) {
    if (!(weight >= 0 && weight <= 1)) {
      return invalid(category, "le poids de la classe de photo " + name + " va de 0 à 1.", "photo_classes");
    }
  }
  return {};
}

}  // namespace

Result<Sla> parse_sla(std::string_view text) {
  const std::size_t space = text.find(' ');
  int amount = 0;
  bool digits = space != std::string_view::npos && space >= 1 && space <= 3;
  for (std::size_t i = 0; digits && i < space; ++i) {
    digits = text[i] >= '0' && text[i] <= '9';
    amount = amount * 10 + (text[i] - '0');
  }
  const auto unit = digits ? sla_unit_codes.parse(text.substr(space + 1)) : std::nullopt;
  if (!unit || amount < 1 || amount > 365) {
    return fail(ErrorKind::invalid, "Un délai s'écrit « 4 h », « 3 j » ou « 10 jc », de 1 à 365.", {}, "sla");
  }
  return Sla{amount, *unit};
}

std::string sla_text(const Sla& sla) {
  return std::to_string(sla.amount) + " " + std::string(sla_unit_codes.code(sla.unit));
}

std::string sla_in_words(const Sla& sla) {
  const bool many = sla.amount > 1;
  std::string text = std::to_string(sla.amount);
  switch (sla.unit) {
    case SlaUnit::hours:
      return text + (many ? " heures" : " heure");
    case SlaUnit::working_days:
      return text + (many ? " jours ouvrés" : " jour ouvré");
    case SlaUnit::calendar_days:
      return text + (many ? " jours" : " jour");
  }
  return text;
}

bool Category::danger() const {
  const auto parsed = parse_sla(sla);
  return !guidance && parsed && parsed->unit == SlaUnit::hours;
}

Result<Category> parse_category(const base::json::object& object) {
  Category category;
  PARVIS_TRY(code, base::need_text(object, "code"));
  PARVIS_TRY(label, base::need_text(object, "label"));
  category.code = std::move(code);
  category.label = std::move(label);
  category.family = base::text_or(object, "family", category.code.substr(0, 3));
  category.hint = base::text_or(object, "hint", "");
  category.definition = base::text_or(object, "definition", "");
  category.picture = base::text_or(object, "picture", "");
  category.keywords = text_list(object, "keywords");
  category.team = base::text_or(object, "team", "");
  category.sla = base::text_or(object, "sla", "");
  category.replaced_by = base::text_or(object, "replaced_by", "");
  category.duplicate_radius_m = real_or(object, "duplicate_radius_m", 100);
  category.service_minutes = integer_or(object, "service_minutes", 15);
  category.rank = integer_or(object, "rank", 0);
  category.after_photo_required = flag_or(object, "after_photo_required", false);
  category.active = flag_or(object, "active", true);
  const std::string kind = base::text_or(object, "kind", "signalement");
  if (kind != "signalement" && kind != "orientation") {
    return fail(ErrorKind::invalid, "Rubrique " + category.code + " : type inconnu « " + kind + " ».", {},
                "kind");
  }
  category.guidance = kind == "orientation";
  const std::string visibility = base::text_or(object, "visibility", "public");
  const auto parsed = visibility_codes.parse(visibility);
  if (!parsed) {
    return fail(ErrorKind::invalid,
                "Rubrique " + category.code + " : visibilité inconnue « " + visibility + " ».", {},
                "visibility");
  }
  category.visibility = *parsed;
  if (const auto* classes = object.if_contains("photo_classes"); classes != nullptr && classes->is_object()) {
    for (const auto& entry : classes->get_object()) {
      if (entry.value().is_number())
        category.photo_classes[std::string(entry.key())] = entry.value().to_number<double>();
    }
  }
  if (const auto* questions = object.if_contains("questions");
      questions != nullptr && questions->is_array()) {
    for (const auto& item : questions->get_array()) {
      if (item.is_object()) category.questions.push_back(parse_question(item.get_object()));
    }
  }
  PARVIS_CHECK(validate(category));
  return category;
}

base::json::object to_json(const Category& category) {
  base::json::array keywords, questions;
  base::json::object classes;
  for (const std::string& keyword : category.keywords) keywords.emplace_back(keyword);
  for (const Question& question : category.questions) questions.emplace_back(question_json(question));
  for (const auto& [name, weight] : category.photo_classes) classes[name] = weight;
  return {{"code", category.code},
          {"family", category.family},
          {"label", category.label},
          {"hint", category.hint},
          {"definition", category.definition},
          {"picture", category.picture},
          {"keywords", std::move(keywords)},
          {"questions", std::move(questions)},
          {"team", category.team},
          {"sla", category.sla},
          {"visibility", visibility_codes.code(category.visibility)},
          {"duplicate_radius_m", category.duplicate_radius_m},
          {"service_minutes", category.service_minutes},
          {"after_photo_required", category.after_photo_required},
          {"photo_classes", std::move(classes)},
          {"kind", category.guidance ? "orientation" : "signalement"},
          {"active", category.active},
          {"replaced_by", category.replaced_by},
          {"rank", category.rank}};
}

Status validate(const Category& category) {
  if (!code_shape(category.code)) {
    return invalid(category, "un code s'écrit en majuscules, comme VOI-NID.", "code");
  }
  if (category.label.empty() || characters(category.label) > 60) {
    return invalid(category, "le nom compte de 1 à 60 caractères.", "label");
  }
  if (category.hint.empty()) return invalid(category, "écrivez une phrase d'aide.", "hint");
  if (category.guidance) return {};
  return validate_signalement(category);
}

Result<Catalogue> Catalogue::parse(std::string_view json_text) {
  PARVIS_TRY(document, base::parse_json(json_text));
  const auto* root = document.if_object();
  const auto* families = root == nullptr ? nullptr : root->if_contains("families");
  const auto* categories = root == nullptr ? nullptr : root->if_contains("categories");
  if (families == nullptr || categories == nullptr || !families->is_array() || !categories->is_array()) {
    return fail(ErrorKind::invalid, "La liste des rubriques doit contenir « families » et « categories ».",
                {}, "catalogue");
  }
  std::vector<Family> family_list;
  for (const auto& item : families->get_array()) {
    if (!item.is_object()) continue;
    family_list.push_back(
        {base::text_or(item.get_object(), "code", ""), base::text_or(item.get_object(), "label", "")});
  }
  std::vector<Category> category_list;
  for (const auto& item : categories->get_array()) {
    if (!item.is_object())
      return fail(ErrorKind::invalid, "Une rubrique est un objet JSON.", {}, "catalogue");
    PARVIS_TRY(category, parse_category(item.get_object()));
    if (category.rank == 0) category.rank = static_cast<int>(category_list.size()) + 1;
    category_list.push_back(std::move(category));
  }
  return of(std::move(family_list), std::move(category_list));
}

Result<Catalogue> Catalogue::of(std::vector<Family> families, std::vector<Category> categories) {
  Catalogue catalogue;
  std::stable_sort(categories.begin(), categories.end(),
                   [](const Category& a, const Category& b) { return a.rank < b.rank; });
  catalogue.families_ = std::move(families);
  catalogue.categories_ = std::move(categories);
  for (std::size_t i = 0; i < catalogue.categories_.size(); ++i) {
    const std::string& code = catalogue.categories_[i].code;
    if (!catalogue.by_code_.emplace(code, i).second) {
      return fail(ErrorKind::invalid, "La rubrique " + code + " figure deux fois.", {}, "catalogue");
    }
  }
  catalogue.lexical_ = build_lexical_index(catalogue.leaves());
  return catalogue;
}

const Category* Catalogue::find(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &categories_[found->second];
}

const Category* Catalogue::current(std::string_view code) const {
  const Category* category = find(code);
  for (int step = 0; step < 5 && category != nullptr && !category->active && !category->replaced_by.empty();
       ++step) {
    category = find(category->replaced_by);
  }
  return category;
}

std::string_view Catalogue::family_label(std::string_view family) const {
  for (const Family& each : families_) {
    if (each.code == family) return each.label;
  }
  return family;
}

std::string Catalogue::label(std::string_view code) const {
  const Category* category = find(code);
  return category == nullptr ? std::string(code) : category->label;
}

std::vector<const Category*> Catalogue::leaves() const {
  std::vector<const Category*> leaves;
  for (const Category& category : categories_) {
    if (category.active && !category.guidance && category.code != unqualified_code)
      leaves.push_back(&category);
  }
  return leaves;
}

}  // namespace parvis::street
