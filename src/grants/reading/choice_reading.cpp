#include "grants/reading/choice_reading.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "grants/reading/cell_text.hpp"

namespace parvis::grants {

namespace {

constexpr std::string_view in_cash = "aide en numéraire";
constexpr std::string_view in_kind = "aide en nature";
constexpr std::string_view at_once = "unique";
constexpr std::string_view in_stages = "échelonné";

template <class Words>
bool listed(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
template <class Words>
bool holds_one_of(const Words& words, std::string_view text) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

constexpr std::array<std::string_view, 9> yes_words{"oui", "o", "y", "yes", "true", "vrai", "1", "t", "x"};
constexpr std::array<std::string_view, 7> no_words{"non", "n", "no", "false", "faux", "0", "f"};
constexpr std::array<std::string_view, 6> no_phrases{"ne relev",   "n'est pas",  "non notifi",
                                                     "non soumis", "pas notifi", "pas une aide"};
constexpr std::array<std::string_view, 3> yes_phrases{"aide notifiee", "notifiee a la commission",
                                                      "est notifiee"};

constexpr std::array<std::string_view, 9> cash_words{
    "aide en numeraire",    "numeraire",       "en numeraire",
    "numeraires",           "aide financiere", "subvention en numeraire",
    "subvention numeraire", "aide numeraire",  "aides en numeraire"};
constexpr std::array<std::string_view, 7> kind_words{"aide en nature",       "nature",      "en nature",
                                                     "subvention en nature", "aide nature", "aides en nature",
                                                     "subvention nature"};
constexpr std::array<std::string_view, 10> cash_hints{"financ",    "virement", "cheque",     "argent",
                                                      "euro",      "numerair", "subvention", "cotisation",
                                                      "versement", "monetaire"};
constexpr std::array<std::string_view, 12> kind_hints{
    "pret de",   "mise a disposition", "salle",  "local",   "locaux",  "materiel",
    "personnel", "prestation",         "don de", "gratuit", "pret d'", "en nature"};

constexpr std::array<std::string_view, 8> once_words{
    "unique",          "versement unique",  "en une fois",
    "1 versement",     "en une seule fois", "un seul versement",
    "paiement unique", "une fois"};
constexpr std::array<std::string_view, 10> stage_words{"echelonne",
                                                       "echelonnee",
                                                       "echelonnes",
                                                       "echelonnees",
                                                       "versement echelonne",
                                                       "echelonnement",
                                                       "versements echelonnes",
                                                       "en plusieurs fois",
                                                       "paiement echelonne",
                                                       "plusieurs versements"};

std::optional<std::string_view> nature_named(std::string_view folded) {
  if (listed(cash_words, folded)) return in_cash;
  if (listed(kind_words, folded)) return in_kind;
  return std::nullopt;
}

std::string joined(const std::vector<std::string_view>& natures) {
  std::string out;
  for (const auto nature : natures) {
    if (out.find(nature) != std::string::npos) continue;
    if (!out.empty()) out += ';';
    out += nature;
  }
  return out;
}

std::vector<std::string> nature_parts(std::string folded) {
  for (const std::string_view word : {" et ", " ou ", "/", ",", "+", "|", "&"})
    for (auto at = folded.find(word); at != std::string::npos; at = folded.find(word))
      folded.replace(at, word.size(), ";");
  std::vector<std::string> parts;
  for (const auto& part : base::split(folded, ';'))
    if (const auto text = base::trim(part); !text.empty()) parts.emplace_back(text);
  return parts;
}

// A text whose lost characters each stand for one letter: the listed spelling that it fits.
bool fits_with_losses(std::string_view damaged, std::string_view whole) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < damaged.size(); ++at) {
    if (at >= whole.size()) return false;
    const bool lost = damaged.substr(i).starts_with("\xEF\xBF\xBD");
    if (!lost && damaged[i] != whole[at]) return false;
    i += lost ? 3 : 1;
  }
  return at == whole.size();
}

Reading damaged_nature(std::string_view folded) {
  for (const auto word : cash_words)
    if (fits_with_losses(folded, word)) return suggestion(std::string(in_cash), Cause::damaged_text);
  for (const auto word : kind_words)
    if (fits_with_losses(folded, word)) return suggestion(std::string(in_kind), Cause::damaged_text);
  return refusal(Cause::not_listed);
}

}  // namespace

Reading read_boolean(std::string_view cell) {
  if (cell == "oui" || cell == "non") return value_of(std::string(cell));
  const std::string folded = folded_text(cell);
  if (says_nothing(folded)) return missing();
  if (listed(yes_words, folded)) return value_of("oui");
  if (listed(no_words, folded)) return value_of("non");
  if (folded.find('/') != std::string::npos) return refusal(Cause::not_listed);
  if (holds_one_of(no_phrases, folded)) return suggestion("non", Cause::free_text_suggests);
  if (holds_one_of(yes_phrases, folded)) return suggestion("oui", Cause::free_text_suggests);
  const auto words = base::words(folded);
  const bool yes = listed(words, "oui");
  const bool no = listed(words, "non");
  if (yes != no) return suggestion(yes ? "oui" : "non", Cause::free_text_suggests);
  return refusal(Cause::not_listed);
}

Reading read_nature(std::string_view cell) {
  if (cell == in_cash || cell == in_kind) return value_of(std::string(cell));
  const auto undone = undo_mojibake(cell);
  const std::string folded = folded_text(undone ? std::string_view(*undone) : cell);
  if (says_nothing(folded)) return missing();
  if (has_lost_character(folded)) return damaged_nature(folded);
  std::vector<std::string_view> natures;
  const auto parts = nature_parts(folded);
  for (const auto& part : parts)
    if (const auto nature = nature_named(part)) natures.push_back(*nature);
  if (!natures.empty() && natures.size() == parts.size()) return value_of(joined(natures));
  if (listed(once_words, folded) || listed(stage_words, folded)) return refusal(Cause::other_column);
  const bool cash = holds_one_of(cash_hints, folded);
  const bool kind = holds_one_of(kind_hints, folded);
  if (cash == kind) return refusal(Cause::not_listed);
  return suggestion(std::string(cash ? in_cash : in_kind), Cause::free_text_suggests);
}

Reading read_conditions(std::string_view cell) {
  if (cell == at_once || cell == in_stages) return value_of(std::string(cell));
  const std::string as_found = plain_text(cell);
  const auto undone = undo_mojibake(as_found);
  const std::string plain = undone ? plain_text(*undone) : as_found;
  const std::string folded = folded_text(plain);
  if (says_nothing(folded)) return missing();
  if (listed(once_words, folded)) return value_of(std::string(at_once));
  if (listed(stage_words, folded)) return value_of(std::string(in_stages));
  if (fits_with_losses(folded, "echelonne")) return suggestion(std::string(in_stages), Cause::damaged_text);
  if (nature_named(folded)) return refusal(Cause::other_column);
  return value_of(plain);
}

}  // namespace parvis::grants
