#include "canteen/intake/town_passports.hpp"

#include <algorithm>
#include <set>

#include "base/hashing.hpp"
#include "canteen/intake/swapped_dates.hpp"

namespace parvis::canteen {
namespace {

using quality::Check;
using quality::Colour;
using quality::Passport;
using quality::share_check;

constexpr int wednesday = 2, saturday = 5;

bool impossible_for_a_strike(const Day& day) {
  return base::weekday(day) == wednesday || base::weekday(day) >= saturday;
}

std::string number(std::size_t value) {
  return std::to_string(value);
}

class Passports {
 public:
  explicit Passports(const PassportInput& input) : input_(input) {}

  std::vector<Passport> run() { return {counts(), pupils(), calendar(), menus(), strikes()}; }

 private:
  // Rows of a finding, 0 when its repair is accepted: the data used no longer have the fault.
  [[nodiscard]] std::size_t left(std::string_view code) const {
    std::size_t rows = 0;
    for (const auto& finding : input_.findings) {
      const bool mended = finding.repair && input_.accept.accepts(finding.repair->id);
      if (finding.code == code && !mended) rows += finding.rows_affected;
    }
    return rows;
  }
  // Refused cells of a kind's files.
  [[nodiscard]] std::size_t refused(TableKind kind) const {
    std::size_t rows = 0;
    for (const auto& table : input_.tables)
      if (table.kind == kind) rows += table.rows_read - table.rows_kept;
    return rows;
  }

  Passport start(std::string dataset, TableKind kind) const {
    Passport out;
    out.dataset = std::move(dataset);
    out.made_at = input_.made_at;
    std::string hashes;
    for (const auto& table : input_.tables) {
      if (table.kind != kind) continue;
      out.rows += table.rows_read;
      hashes += table.sha256;
    }
    out.sha256 = base::sha256_hex(hashes);
    const bool known = !hashes.empty();
    out.checks.push_back(
        {Check::lineage, known ? Colour::green : Colour::red, known ? 0.0 : 1.0,
         known ? "Fichiers d’origine connus et horodatés." : "Aucun fichier n’a été fourni."});
    out.checks.push_back(
        {Check::personal_data, Colour::green, 0, "Des nombres seulement, aucun nom d’enfant."});
    return out;
  }

  Passport counts() const {
    Passport out = start("comptages", TableKind::counts);
    out.checks.push_back(share_check(Check::completeness, left("empty-eaten"), out.rows,
                                     number(left("empty-eaten")) + " lignes sans repas servis."));
    const std::size_t wrong = refused(TableKind::counts);
    out.checks.push_back(share_check(Check::validity, wrong, out.rows, number(wrong) + " lignes refusées."));
    const std::size_t odd = left("above-order") + left("below-order");
    out.checks.push_back(share_check(Check::plausibility, odd, out.rows,
                                     number(odd) + " comptages très loin de la commande."));
    out.checks.push_back(share_check(Check::duplicates, left("same-site-twice"), out.rows,
                                     number(left("same-site-twice")) + " lignes en double."));
    out.checks.push_back(share_check(Check::coherence, left("unknown-site"), out.rows,
                                     number(left("unknown-site")) + " lignes d’un site inconnu."));
    return out;
  }

  Passport pupils() const {
    Passport out = start("effectifs", TableKind::pupils);
    std::set<int> known;
    for (const auto& [key, value] : input_.history.pupils) known.insert(key.first);
    const std::size_t all = input_.history.canteens.size();
    const std::size_t without = all - std::min(all, known.size());
    out.checks.push_back(
        share_check(Check::completeness, without, all, number(without) + " cantines sans effectif."));
    const std::size_t wrong = refused(TableKind::pupils);
    out.checks.push_back(share_check(Check::validity, wrong, out.rows, number(wrong) + " lignes refusées."));
    out.checks.push_back(
        share_check(Check::plausibility, left("pupils-jump"), out.rows,
                    number(left("pupils-jump")) + " effectifs changent de plus de 25\u00A0%."));
    out.checks.push_back(share_check(Check::coherence, left("unknown-school"), out.rows,
                                     number(left("unknown-school")) + " lignes d’une école inconnue."));
    return out;
  }

  Passport calendar() const {
    Passport out = start("calendrier", TableKind::holidays);
    std::set<Day> days;
    for (const auto& count : input_.history.counts) days.insert(count.day);
    const std::size_t against = left("attended-holiday") + left("phantom-school-day");
    out.checks.push_back(
        share_check(Check::coherence, against, days.size(),
                    number(against) + " jours où le calendrier contredit la fréquentation."));
    const std::size_t copies = left("copied-rows");
    const std::size_t rows = std::max(out.rows, copies);
    out.checks.push_back({Check::duplicates, copies > 0 ? Colour::orange : Colour::green,
                          rows == 0 ? 0 : static_cast<double>(copies) / static_cast<double>(rows),
                          number(copies) + " lignes copiées, comptées une fois."});
    return out;
  }

  Passport menus() const {
    Passport out = start("menus", TableKind::menus);
    std::set<Day> days;
    for (const auto& count : input_.history.counts) days.insert(count.day);
    const auto without = static_cast<std::size_t>(std::count_if(
        days.begin(), days.end(), [&](const Day& day) { return !input_.history.menus.contains(day); }));
    out.checks.push_back(share_check(Check::completeness, without, days.size(),
                                     number(without) + " jours de service sans menu."));
    const std::size_t wrong = refused(TableKind::menus);
    out.checks.push_back(share_check(Check::validity, wrong, out.rows, number(wrong) + " lignes refusées."));
    return out;
  }

  Passport strikes() const {
    Passport out = start("grèves", TableKind::strikes);
    const std::size_t wrong = refused(TableKind::strikes);
    out.checks.push_back(share_check(Check::validity, wrong, out.rows, number(wrong) + " lignes refusées."));
    for (const auto& table : input_.tables) {
      if (table.kind != TableKind::strikes) continue;
      std::vector<Day> days;
      for (const auto& row : std::get<std::vector<StrikeRow>>(table.rows)) days.push_back(row.day);
      const bool repaired =
          std::any_of(input_.findings.begin(), input_.findings.end(), [&](const auto& finding) {
            return finding.code == "swapped-dates" && finding.file == table.file &&
                   input_.accept.accepts(finding.repair->id);
          });
      out.checks.push_back(swapped_dates_check(days, repaired));
    }
    return out;
  }

  const PassportInput& input_;
};

}  // namespace

quality::CheckResult swapped_dates_check(const std::vector<Day>& dates, bool repaired) {
  const auto evidence = swap_evidence(dates, impossible_for_a_strike);
  if (repaired)
    return {Check::swapped_dates, Colour::green, evidence.p_swapped, "Dates inversées, remises à l’endroit."};
  const Colour colour = evidence.swapped                       ? Colour::red
                        : evidence.p_as_read < swap_p_doubtful ? Colour::orange
                                                               : Colour::green;
  std::string sentence = number(evidence.both_ways) + " dates se lisent dans les deux sens, " +
                         number(evidence.impossible_both) + " tombent un jour sans classe, " +
                         number(evidence.impossible_swapped) + " une fois inversées.";
  return {Check::swapped_dates, colour, evidence.p_as_read, std::move(sentence)};
}

quality::Passport table_passport(const IntakeTable& table, const std::vector<Finding>& findings,
                                 const std::string& made_at) {
  Passport out;
  out.dataset = std::string(kind_label(table.kind));
  out.sha256 = table.sha256;
  out.made_at = made_at;
  out.rows = table.rows_read;
  const std::size_t wrong = table.rows_read - table.rows_kept;
  out.checks.push_back(
      share_check(Check::validity, wrong, table.rows_read, number(wrong) + " lignes refusées."));
  std::size_t empty = 0;
  for (const auto& finding : findings)
    if (finding.code == "missing-cell" || finding.code == "empty-eaten") empty += finding.rows_affected;
  out.checks.push_back(
      share_check(Check::completeness, empty, table.rows_read, number(empty) + " cases nécessaires vides."));
  if (const auto* strikes = std::get_if<std::vector<StrikeRow>>(&table.rows)) {
    std::vector<Day> days;
    for (const auto& row : *strikes) days.push_back(row.day);
    out.checks.push_back(swapped_dates_check(days, false));
  }
  out.checks.push_back({Check::lineage, table.sha256.empty() ? Colour::orange : Colour::green, 0,
                        table.sha256.empty() ? "Fichier reçu sans empreinte." : "Fichier d’origine connu."});
  return out;
}

std::vector<quality::Passport> town_passports(const PassportInput& input) {
  return Passports(input).run();
}

}  // namespace parvis::canteen
