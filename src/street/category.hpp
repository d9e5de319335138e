// What a report can be about: the town's list of categories, editable, shipped in
// reference/street/categories.json. A code is never reused; a retired one says which replaces it. Guidance
// entries («orientation») end the form.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "street/report.hpp"

namespace parvis::street {

enum class SlaUnit { hours, working_days, calendar_days };
inline constexpr base::CodeList<SlaUnit, 3> sla_unit_codes{{"h", "j", "jc"}};

// "3 j", "4 h", "10 jc": an amount of 1..365 and its unit.
struct Sla {
  int amount = 1;
  SlaUnit unit = SlaUnit::working_days;
};
Result<Sla> parse_sla(std::string_view text);
std::string sla_text(const Sla& sla);      // "3 j"
std::string sla_in_words(const Sla& sla);  // «3 jours ouvrés»

struct Choice {
  std::string key, name;
};

// A question of a category, an Open311 attribute.
struct Question {
  std::string code, label, datatype = "string", description;
  bool required = false;
  int order = 1;
  std::vector<Choice> values;
};

struct Category {
  std::string code, family, label, hint, definition, picture;
  std::vector<std::string> keywords;
  std::vector<Question> questions;
  std::string team, sla;
  Visibility visibility = Visibility::visible;
  double duplicate_radius_m = 100;  // 5..250
  int service_minutes = 15;
  bool after_photo_required = false;
  std::map<std::string, double> photo_classes;  // class of the photo model -> weight
  bool guidance = false;
  bool active = true;
  std::string replaced_by;
  int rank = 0;  // order on screen

  // A leaf counted in clock hours is a danger for people.
  bool danger() const;
};

struct Family {
  std::string code, label;
};

Result<Category> parse_category(const base::json::object& object);
base::json::object to_json(const Category& category);
// Says what is wrong with a category typed by a person, in French.
Status validate(const Category& category);

struct LexicalIndex;  // words of the leaves, see suggestion_fusion.cpp

// An immutable list, cheap to share between threads.
class Catalogue {
 public:
  static Result<Catalogue> parse(std::string_view json_text);
  static Result<Catalogue> of(std::vector<Family> families, std::vector<Category> categories);

  const Category* find(std::string_view code) const;
  // Follows replaced_by, at most five steps.
  const Category* current(std::string_view code) const;
  const std::vector<Category>& all() const { return categories_; }
  const std::vector<Family>& families() const { return families_; }
  std::string_view family_label(std::string_view family) const;
  // The label of a code, or the code itself when the list does not know it.
  std::string label(std::string_view code) const;
  // Active leaves that a suggestion may name: neither guidance nor «à qualifier».
  std::vector<const Category*> leaves() const;
  const LexicalIndex& lexical() const { return *lexical_; }

 private:
  std::vector<Family> families_;
  std::vector<Category> categories_;
  std::map<std::string, std::size_t, std::less<>> by_code_;
  std::shared_ptr<const LexicalIndex> lexical_;
};

inline constexpr std::string_view unqualified_code = "AUT-QUA";

}  // namespace parvis::street
