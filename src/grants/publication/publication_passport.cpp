#include <algorithm>
#include <map>
#include <set>

#include "grants/publication/publication_desk.hpp"

namespace parvis::grants {
namespace {

using quality::Check;
using quality::CheckResult;
using quality::Colour;

constexpr std::size_t column_that_should_vary = 30;  // fewer rows may well hold one amount

std::string counted(std::size_t n, std::string_view one, std::string_view many, std::string_view none) {
  if (n == 0) return std::string(none);
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

CheckResult completeness(const std::vector<ScdlRow>& rows) {
  const auto without = static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const ScdlRow& row) { return row.act_reference.empty(); }));
  return {Check::completeness, Colour::green, 0,
          "Toutes les cases obligatoires sont remplies. " +
              counted(without, "ligne est sans référence d’acte.", "lignes sont sans référence d’acte.",
                      "Chaque ligne cite son acte.")};
}

CheckResult plausibility(const std::vector<ScdlRow>& rows) {
  std::map<std::int64_t, std::size_t> amounts;
  for (const ScdlRow& row : rows) ++amounts[row.amount_cents];
  std::size_t most = 0;
  for (const auto& [amount, count] : amounts) most = std::max(most, count);
  // Flat-rate schemes repeat an amount on purpose, so a repeated amount is at most orange.
  const bool odd = rows.size() >= column_that_should_vary && most * 2 > rows.size();
  return {Check::plausibility, odd ? Colour::orange : Colour::green,
          rows.empty() ? 0 : static_cast<double>(most) / static_cast<double>(rows.size()),
          odd ? "Un même montant revient dans plus de la moitié des lignes : vérifiez-le."
              : "Les montants varient d’une ligne à l’autre."};
}

// Agreements that this version is the first to publish, after the legal delay. Late data still have to come
// out, so they are at most orange.
CheckResult freshness(const YearView& year, const std::vector<DatedRule>& rules, base::Instant now) {
  const auto today = std::chrono::floor<std::chrono::days>(now);
  const auto late = static_cast<std::size_t>(
      std::count_if(year.changes.begin(), year.changes.end(), [&](const RowChange& change) {
        if (change.kind != RowChange::Kind::added) return false;
        const auto due = publication_due(change.after.agreed_on, rules);
        return due && std::chrono::sys_days(*due) < today;
      }));
  return {Check::freshness, late == 0 ? Colour::green : Colour::orange, static_cast<double>(late),
          counted(late, "convention paraît après le délai légal de trois mois.",
                  "conventions paraissent après le délai légal de trois mois.",
                  "Toutes les conventions paraissent dans le délai légal de trois mois.")};
}

// Rows whose beneficiary reads like a person and that somebody released.
CheckResult personal_data(std::size_t people) {
  return {Check::personal_data, people == 0 ? Colour::green : Colour::orange, static_cast<double>(people),
          counted(people, "bénéficiaire semble être une personne et paraît sur décision d’un agent.",
                  "bénéficiaires semblent être des personnes et paraissent sur décision d’un agent.",
                  "Aucun bénéficiaire ne semble être une personne physique.")};
}

}  // namespace

quality::Passport publication_passport(const YearView& year, const std::vector<DatedRule>& rules,
                                       const std::string& csv_sha256, base::Instant now) {
  std::vector<ScdlRow> rows;
  std::set<std::string> origins;
  std::size_t twins = 0, people = 0;
  for (const YearRow& row : year.rows) {
    if (!row.judged.published) continue;
    rows.push_back(row.basket.candidate.row);
    origins.insert(row.basket.origin_sha256);
    const auto& released = row.basket.candidate.released;
    const auto was_released = [&](Hold hold) {
      return std::find(released.begin(), released.end(), hold) != released.end();
    };
    twins += was_released(Hold::twin) ? 1 : 0;
    people += was_released(Hold::natural_person) ? 1 : 0;
  }
  quality::Passport passport;
  passport.dataset = "subventions-" + std::to_string(year.year);
  passport.sha256 = csv_sha256;
  passport.made_at = base::format_utc(now);
  passport.rows = rows.size();
  passport.checks = {
      completeness(rows),
      {Check::validity, Colour::green, 0, "Le contrôleur de tables n’a trouvé aucune erreur au schéma SCDL."},
      plausibility(rows),
      quality::share_check(Check::duplicates, twins, rows.size(),
                           counted(twins, "ligne identique à une autre, confirmée par une personne.",
                                   "lignes identiques à une autre, confirmées par une personne.",
                                   "Aucune ligne n’en répète une autre.")),
      freshness(year, rules, now),
      {Check::licence, Colour::green, 0, "Données de la collectivité, publiées sous Licence Ouverte 2.0."},
      personal_data(people),
      {Check::lineage, Colour::green, static_cast<double>(origins.size()),
       counted(origins.size(), "fichier d’origine, gardé par son empreinte.",
               "fichiers d’origine, gardés par leurs empreintes.", "Aucune origine connue.")}};
  return passport;
}

}  // namespace parvis::grants
