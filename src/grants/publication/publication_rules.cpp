#include "grants/publication/publication_rules.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/json.hpp"
#include "base/text.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr std::string_view agreement_rule = "convention";
constexpr std::string_view delay_rule = "delai-publication";
constexpr int share_tolerance_bp = 100;

Result<base::Day> day_of(const json::object& object, std::string_view key) {
  PARVIS_TRY(text, base::need_text(object, key));
  return base::parse_day(text);
}

Result<DatedRule> rule_of(const json::object& object) {
  DatedRule rule;
  PARVIS_TRY(id, base::need_text(object, "id"));
  rule.id = id;
  PARVIS_TRY(value, base::need_integer(object, "value"));
  rule.value = value;
  PARVIS_TRY(from, day_of(object, "from"));
  rule.from = from;
  if (object.contains("checked_on")) {
    PARVIS_TRY(checked, day_of(object, "checked_on"));
    rule.checked_on = checked;
  }
  if (object.contains("to")) {
    PARVIS_TRY(to, day_of(object, "to"));
    rule.to = to;
  }
  rule.unit = base::text_or(object, "unit", "");
  rule.applies = base::text_or(object, "applies", "");
  rule.source = base::text_or(object, "source", "");
  rule.url = base::text_or(object, "url", "");
  rule.status = base::text_or(object, "status", "à vérifier");
  return rule;
}

bool overlap(const DatedRule& a, const DatedRule& b) {
  return (!a.to || *a.to >= b.from) && (!b.to || *b.to >= a.from);
}

bool formula(const ScdlRow& row) {
  const ScdlCells cells = write_scdl_row(row);
  // Amounts and shares are numbers that we write: a minus sign there is arithmetic, not a formula.
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (scdl_columns[i] == "montant" || cells[i].empty()) continue;
    if (std::string_view("=+-@").find(cells[i][0]) != std::string_view::npos) return true;
  }
  return false;
}

// Titles that announce a person. A file holds no legal category, so this only asks; a person answers.
bool looks_natural(const ScdlRow& row) {
  static constexpr std::string_view titles[] = {"m ",        "mr ",     "mme ",         "mlle ",
                                                "monsieur ", "madame ", "mademoiselle "};
  std::string name = base::fold(row.beneficiary_name);
  std::replace(name.begin(), name.end(), '.', ' ');
  return std::any_of(std::begin(titles), std::end(titles),
                     [&](std::string_view title) { return name.starts_with(title); });
}

std::string agreement_key(const ScdlRow& row) {
  return row.giver_siret + "|" + base::format_day(row.agreed_on) + "|" + row.act_reference + "|" +
         row.purpose + "|" + std::to_string(row.amount_cents);
}

std::string whole_row(const ScdlRow& row) {
  std::string text;
  for (const std::string& cell : write_scdl_row(row)) text += cell + '\x1f';
  return text;
}

// What the rows of a year say together.
struct Year {
  std::map<std::string, int> shares;          // by agreement
  std::map<std::string, std::int64_t> given;  // cents by giver and beneficiary
  std::map<std::string, int> twins;           // by whole row
};

std::string pair_key(const ScdlRow& row) {
  return row.giver_siret.substr(0, 9) + "|" + beneficiary_key(row);
}

Year gather(const std::vector<Candidate>& rows) {
  Year year;
  for (const Candidate& candidate : rows) {
    if (candidate.excluded) continue;
    year.shares[agreement_key(candidate.row)] += candidate.row.share_bp;
    year.given[pair_key(candidate.row)] += candidate.row.amount_cents * candidate.row.share_bp / 10000;
    ++year.twins[whole_row(candidate.row)];
  }
  return year;
}

std::vector<Hold> found(const ScdlRow& row, const Year& year) {
  std::vector<Hold> holds;
  if (formula(row)) holds.push_back(Hold::formula);
  if (looks_natural(row)) holds.push_back(Hold::natural_person);
  if (year.twins.at(whole_row(row)) > 1) holds.push_back(Hold::twin);
  const int sum = year.shares.at(agreement_key(row));
  if (row.share_bp < 10000 && std::abs(sum - 10000) > share_tolerance_bp) holds.push_back(Hold::shares);
  if (row.amount_cents < 0) holds.push_back(Hold::negative_amount);
  return holds;
}

struct HoldWords {
  Hold hold;
  std::string_view code, sentence;
};
constexpr std::array<HoldWords, 5> hold_words = {{
    {Hold::formula, "formule",
     "Une case commence par = + - ou @ : un tableur la prendrait pour une formule."},
    {Hold::natural_person, "personne",
     "Le bénéficiaire semble être une personne physique : les personnes ne sont pas publiées."},
    {Hold::shares, "parts", "Les parts des bénéficiaires de cette convention ne font pas 1."},
    {Hold::negative_amount, "montant", "Le montant est négatif."},
    {Hold::twin, "doublon", "Une autre ligne est identique, mot pour mot."},
}};

}  // namespace

Result<std::vector<DatedRule>> parse_rules(std::string_view text) {
  PARVIS_TRY(value, base::parse_json(text));
  if (!value.is_array()) return fail(ErrorKind::invalid, "Les règles datées forment une liste.");
  std::vector<DatedRule> rules;
  for (const json::value& item : value.as_array()) {
    if (!item.is_object()) return fail(ErrorKind::invalid, "Chaque règle datée est un objet.");
    PARVIS_TRY(rule, rule_of(item.as_object()));
    for (const DatedRule& other : rules) {
      if (other.id == rule.id && overlap(other, rule)) {
        return fail(ErrorKind::conflict, "Deux valeurs de la règle « " + rule.id + " » se recouvrent.");
      }
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

const DatedRule* rule_on(const std::vector<DatedRule>& rules, std::string_view id, const base::Day& day) {
  for (const DatedRule& rule : rules) {
    if (rule.id == id && rule.from <= day && (!rule.to || day <= *rule.to)) return &rule;
  }
  return nullptr;
}

bool stale(const DatedRule& rule, const base::Day& today) {
  return !rule.checked_on || base::add_months(*rule.checked_on, 12) < today;
}

std::string_view to_text(Hold hold) {
  return hold_words[static_cast<std::size_t>(hold)].code;
}

std::string_view french(Hold hold) {
  return hold_words[static_cast<std::size_t>(hold)].sentence;
}

std::optional<Hold> hold_of(std::string_view text) {
  for (const HoldWords& words : hold_words) {
    if (words.code == text) return words.hold;
  }
  return std::nullopt;
}

std::vector<Judged> judge(const std::vector<Candidate>& rows, const std::vector<DatedRule>& rules,
                          Scope scope) {
  const Year year = gather(rows);
  std::vector<Judged> judged;
  judged.reserve(rows.size());
  for (const Candidate& candidate : rows) {
    Judged verdict;
    if (!candidate.excluded) {
      for (const Hold hold : found(candidate.row, year)) {
        const bool lifted =
            std::find(candidate.released.begin(), candidate.released.end(), hold) != candidate.released.end();
        if (!lifted) verdict.holds.push_back(hold);
      }
      const DatedRule* rule = rule_on(rules, agreement_rule, candidate.row.agreed_on);
      verdict.below_threshold = scope == Scope::above_threshold && rule != nullptr &&
                                year.given.at(pair_key(candidate.row)) <= rule->value * 100;
      verdict.published = verdict.holds.empty() && !verdict.below_threshold;
    }
    judged.push_back(std::move(verdict));
  }
  return judged;
}

std::optional<base::Day> publication_due(const base::Day& agreed_on, const std::vector<DatedRule>& rules) {
  const DatedRule* rule = rule_on(rules, delay_rule, agreed_on);
  if (rule == nullptr) return std::nullopt;
  return base::add_months(agreed_on, static_cast<int>(rule->value));
}

}  // namespace parvis::grants
