#include "canteen/intake/meal_days.hpp"

#include <algorithm>
#include <cmath>

namespace parvis::canteen {
namespace {

constexpr int wednesday = 2;

// Sites' counts on the axis of service days, to know which parts were in use on a day.
class PartsInUse {
 public:
  explicit PartsInUse(const MealDaysInput& input) : seen_(input.counts.sites.size()) {
    std::set<Day> days;
    for (const auto& row : input.counts.rows)
      if ((base::weekday(row.day) == wednesday) == input.wednesdays) days.insert(row.day);
    int next = 0;
    for (const Day& day : days) number_[day] = next++;
    for (const auto& row : input.counts.rows)
      if (row.eaten && number_.contains(row.day)) seen_[row.site].push_back(number_[row.day]);
    for (auto& list : seen_) std::sort(list.begin(), list.end());
  }

  // Two sites of a canteen that were never counted on one day are two names of one part.
  [[nodiscard]] bool counted_together(std::uint32_t one, std::uint32_t two) const {
    const auto key = std::minmax(one, two);
    const auto known = together_.find(key);
    if (known != together_.end()) return known->second;
    std::vector<int> common;
    std::set_intersection(seen_[one].begin(), seen_[one].end(), seen_[two].begin(), seen_[two].end(),
                          std::back_inserter(common));
    return together_[key] = !common.empty();
  }

  [[nodiscard]] bool in_use(std::uint32_t site, const Day& day) const {
    const int at = number_.at(day);
    const auto& list = seen_[site];
    const auto after = std::upper_bound(list.begin(), list.end(), at);
    const auto before = std::lower_bound(list.begin(), list.end(), at);
    return after != list.end() && *after - at <= part_window_days && before != list.begin() &&
           at - *std::prev(before) <= part_window_days;
  }

 private:
  std::map<Day, int> number_;
  std::vector<std::vector<int>> seen_;
  mutable std::map<std::pair<std::uint32_t, std::uint32_t>, bool> together_;
};

class Joining {
 public:
  Joining(const MealDaysInput& input, const Acceptance& accept)
      : input_(input), accept_(accept), parts_(input) {
    sites_of_.resize(1);
    for (std::uint32_t site = 0; site < input.canteen_of_site.size(); ++site) {
      const int canteen = input.canteen_of_site[site];
      if (canteen < 0) continue;
      if (static_cast<std::size_t>(canteen) >= sites_of_.size())
        sites_of_.resize(static_cast<std::size_t>(canteen) + 1);
      sites_of_[static_cast<std::size_t>(canteen)].push_back(site);
    }
  }

  MealDays run() {
    name_findings();
    std::map<std::pair<Day, int>, std::vector<const CountRow*>> days;
    for (const auto& row : input_.counts.rows) {
      look_at(row);
      out_.all_eaten[row.day] += row.eaten.value_or(0);
      if (row.eaten) out_.counted.insert(row.day);
      if ((base::weekday(row.day) == wednesday) != input_.wednesdays) continue;
      out_.eaten[row.day] += row.eaten.value_or(0);
      const int canteen = input_.canteen_of_site[row.site];
      if (canteen >= 0) days[{row.day, canteen}].push_back(&row);
    }
    for (const auto& [key, rows] : days) out_.counts.push_back(join(key.first, key.second, rows));
    write_messages();
    for (auto* finding : {&empty_, &empty_order_, &empty_both_, &no_order_, &zero_, &zero_order_, &wednesday_,
                          &copied_, &above_, &below_, &twice_, &several_, &partial_})
      if (finding->rows_affected > 0) out_.findings.push_back(std::move(*finding));
    return std::move(out_);
  }

 private:
  std::string place(const CountRow& row) const {
    return "ligne " + std::to_string(row.line) + "\u00A0: " + input_.counts.sites[row.site].name + ", " +
           base::format_day(row.day);
  }

  void start(Finding& finding, std::string code, Severity severity, std::string column) {
    finding.code = std::move(code);
    finding.severity = severity;
    finding.file = input_.file;
    finding.column = std::move(column);
    if (input_.wednesdays) finding.code += "-mercredi";
  }
  void propose(Finding& finding, std::string_view id, std::string sentence) {
    finding.repair = Repair{std::string(id) + ":" + input_.file, std::move(sentence), {}};
  }

  void name_findings() {
    start(empty_, "empty-eaten", Severity::note, "eaten");
    start(empty_order_, "empty-ordered", Severity::note, "ordered");
    start(empty_both_, "empty-both", Severity::note, "");
    start(no_order_, "meals-without-order", Severity::note, "ordered");
    start(zero_, "zero-eaten", Severity::warning, "eaten");
    propose(zero_, "repas-zero", "Noter ces jours «\u00A0fermé\u00A0» et les tenir hors de l’apprentissage.");
    start(zero_order_, "zero-ordered", Severity::warning, "ordered");
    propose(zero_order_, "commande-zero", "Lire ces zéros comme «\u00A0commande non saisie\u00A0».");
    start(wednesday_, "wednesday", Severity::warning, "date");
    propose(wednesday_, "mercredis", "Ranger ces lignes dans le service du mercredi.");
    start(copied_, "order-copied", Severity::question, "eaten");
    start(above_, "above-order", Severity::question, "eaten");
    start(below_, "below-order", Severity::question, "eaten");
    start(twice_, "same-site-twice", Severity::warning, "date");
    start(several_, "several-rows", Severity::note, "site");
    start(partial_, "part-missing", Severity::warning, "eaten");
    propose(partial_, "parties",
            "Noter ces jours «\u00A0partiel\u00A0»\u00A0: la somme des parties présentes n’est pas un "
            "comptage bas.");
  }

  // What a row says by itself; every row of the file is looked at, Wednesdays and outside sites too.
  void look_at(const CountRow& row) {
    if (input_.wednesdays) return;
    if (!row.eaten) say(empty_, row, "");
    if (!row.ordered) say(empty_order_, row, "");
    if (!row.eaten && !row.ordered) say(empty_both_, row, "");
    if (base::weekday(row.day) == wednesday) {
      wednesdays_.insert(row.day);
      say(wednesday_, row, "");
    }
    if (row.eaten && *row.eaten == 0) {
      zero_strikes_ += input_.strikes.contains(row.day) ? 1 : 0;
      say(zero_, row, "");
      undo(zero_, row, "flag", "", "fermé");
    }
    if (row.eaten && *row.eaten > 0 && !row.ordered) say(no_order_, row, "");
    if (row.eaten && row.ordered) compare(row);
  }

  void compare(const CountRow& row) {
    const double eaten = *row.eaten, ordered = *row.ordered;
    const std::string figures = " (" + std::to_string(static_cast<long>(ordered)) + " commandés, " +
                                std::to_string(static_cast<long>(eaten)) + " servis)";
    if (eaten == ordered) {
      copied_zero_ += eaten == 0 ? 1 : 0;
      say(copied_, row, figures);
    }
    if (ordered == 0 && eaten > 0) {
      say(zero_order_, row, figures);
      undo(zero_order_, row, "ordered", "0", "");
    }
    if (ordered <= 0 || eaten <= 0) return;
    if (eaten > suspect_above_order * ordered) say(above_, row, figures);
    if (eaten < suspect_below_order * ordered) {
      below_strikes_ += input_.strikes.contains(row.day) ? 1 : 0;
      say(below_, row, figures);
    }
  }

  void say(Finding& finding, const CountRow& row, const std::string& figures) {
    finding.add(row.line, finding.examples.size() < max_examples ? place(row) + figures : std::string());
  }
  static void undo(Finding& finding, const CountRow& row, std::string column, std::string before,
                   std::string after) {
    finding.repair->undo.push_back({row.line, std::move(column), std::move(before), std::move(after)});
  }

  // Sentences hold counts that the last row settles.
  void write_messages() {
    const auto number = [](const Finding& finding) { return std::to_string(finding.rows_affected); };
    empty_.message =
        number(empty_) + " lignes n’ont pas de repas servis\u00A0: vide veut dire inconnu, jamais 0.";
    empty_order_.message = number(empty_order_) + " lignes n’ont pas de commande.";
    empty_both_.message = number(empty_both_) + " lignes n’ont ni commande ni repas servis.";
    no_order_.message = number(no_order_) + " lignes ont des repas servis mais pas de commande.";
    zero_.message = number(zero_) + " lignes comptent 0 repas, dont " + std::to_string(zero_strikes_) +
                    " un jour de grève connu\u00A0: la cantine était sans doute fermée.";
    zero_order_.message = number(zero_order_) +
                          " lignes ont une commande de 0 et des repas servis\u00A0: la "
                          "commande n’a sans doute pas été saisie.";
    wednesday_.message = number(wednesday_) + " lignes tombent un mercredi (" +
                         std::to_string(wednesdays_.size()) +
                         " dates)\u00A0: c’est un autre service, tenu à part du midi.";
    copied_.message = number(copied_) + " lignes ont exactement autant de repas servis que commandés (dont " +
                      std::to_string(copied_zero_) + " fois 0)\u00A0: compté ou recopié\u202F?";
    above_.message = number(above_) + " lignes dépassent 150\u00A0% de la commande.";
    below_.message = number(below_) + " lignes sont sous 50\u00A0% de la commande, dont " +
                     std::to_string(below_strikes_) + " un jour de grève connu.";
  }

  std::optional<double> ordered_of(const CountRow& row) const {
    const bool unsaid = row.ordered && *row.ordered == 0 && row.eaten.value_or(0) > 0 &&
                        accept_.accepts("commande-zero:" + input_.file);
    return unsaid ? std::nullopt : row.ordered;
  }

  static void add(std::optional<double>& sum, std::optional<double> part) {
    if (part) sum = sum.value_or(0) + *part;
  }

  MealCount join(const Day& day, int canteen, const std::vector<const CountRow*>& all) {
    const auto rows = without_twins(all);
    MealCount out;
    out.day = day;
    out.canteen = canteen;
    std::set<std::uint32_t> counted;
    for (const CountRow* row : rows) {
      add(out.ordered, ordered_of(*row));
      add(out.eaten, row->eaten);
      if (row->eaten) counted.insert(row->site);
    }
    note_several(rows);
    if (part_missing(day, canteen, counted, rows)) {
      out.flag = CountFlag::partial;
      out.eaten_of_present_parts = out.eaten;
      out.eaten.reset();
    } else if (out.eaten && *out.eaten == 0 && accept_.accepts("repas-zero:" + input_.file)) {
      out.flag = CountFlag::closed;
    } else if (doubtful(out)) {
      out.flag = CountFlag::doubtful;
    }
    return out;
  }

  static bool doubtful(const MealCount& count) {
    return count.eaten && count.ordered && *count.ordered > 0 &&
           (*count.eaten > suspect_above_order * *count.ordered ||
            *count.eaten < suspect_below_order * *count.ordered);
  }

  // The last row of a site and day stands: a corrected line is pasted below the first.
  std::vector<const CountRow*> without_twins(const std::vector<const CountRow*>& rows) {
    std::vector<const CountRow*> out;
    for (const CountRow* row : rows) {
      const auto same =
          std::find_if(out.begin(), out.end(), [&](const auto* other) { return other->site == row->site; });
      if (same == out.end()) {
        out.push_back(row);
        continue;
      }
      say(twice_, *row, " (aussi ligne " + std::to_string((*same)->line) + ")");
      twice_.message = std::to_string(twice_.rows_affected) +
                       " lignes répètent un site et un jour\u00A0: la dernière du fichier est gardée.";
      *same = row;
    }
    return out;
  }

  void note_several(const std::vector<const CountRow*>& rows) {
    if (rows.size() < 2) return;
    ++out_.several_rows;
    const auto mixed = [&](auto member) {
      const auto empty =
          std::count_if(rows.begin(), rows.end(), [&](const auto* row) { return !(row->*member); });
      return empty > 0 && static_cast<std::size_t>(empty) < rows.size();
    };
    if (mixed(&CountRow::eaten) || mixed(&CountRow::ordered)) ++out_.part_empty;
    say(several_, *rows.back(), "");
    several_.message = std::to_string(out_.several_rows) + " jours de cantine ont plusieurs lignes, dont " +
                       std::to_string(out_.part_empty) + " avec une partie vide.";
  }

  bool part_missing(const Day& day, int canteen, const std::set<std::uint32_t>& counted,
                    const std::vector<const CountRow*>& rows) {
    if (counted.empty() || !accept_.accepts("parties:" + input_.file)) return false;
    for (const std::uint32_t site : sites_of_[static_cast<std::size_t>(canteen)]) {
      if (counted.contains(site) || !parts_.in_use(site, day)) continue;
      if (std::none_of(counted.begin(), counted.end(),
                       [&](std::uint32_t other) { return parts_.counted_together(site, other); }))
        continue;
      ++out_.partial;
      say(partial_, *rows.front(), ", sans «\u00A0" + input_.counts.sites[site].name + "\u00A0»");
      partial_.message =
          std::to_string(out_.partial) +
          " jours de cantine ont une partie en service sans comptage\u00A0: leur somme est partielle.";
      partial_.repair->undo.push_back({rows.front()->line, "flag", "", "partiel"});
      return true;
    }
    return false;
  }

  const MealDaysInput& input_;
  const Acceptance& accept_;
  PartsInUse parts_;
  std::vector<std::vector<std::uint32_t>> sites_of_;
  MealDays out_;
  std::set<Day> wednesdays_;
  std::size_t zero_strikes_ = 0, copied_zero_ = 0, below_strikes_ = 0;
  Finding empty_, empty_order_, empty_both_, no_order_, zero_, zero_order_, wednesday_, copied_, above_,
      below_, twice_, several_, partial_;
};

// A term: September to December, January to March, April to July; four a year to leave room for August.
int term_of(const Day& day) {
  const auto month = static_cast<unsigned>(day.month());
  const int term = month >= 8 ? 0 : month <= 3 ? 1 : 2;
  return 4 * school_year_of(day) + term;
}

std::string per_cent(double share) {
  return std::to_string(std::lround(share * 100)) + "\u00A0%";
}

}  // namespace

std::vector<Finding> above_pupils(const TownHistory& town, const std::string& file) {
  Finding above, check;
  std::map<std::pair<int, int>, std::vector<double>> terms;
  double worst = 0;
  for (const auto& count : town.counts) {
    const auto pupils = town.pupils.find({count.canteen, school_year_of(count.day)});
    const double eaten = count.eaten ? *count.eaten : count.eaten_of_present_parts.value_or(0);
    if (eaten <= 0 || pupils == town.pupils.end() || pupils->second.pupils <= 0) continue;
    const double share = eaten / pupils->second.pupils;
    terms[{count.canteen, term_of(count.day)}].push_back(share);
    if (share <= 1) continue;
    worst = std::max(worst, share);
    above.add(0, town.canteens[static_cast<std::size_t>(count.canteen)].label + ", " +
                     base::format_day(count.day) + "\u00A0: " + per_cent(share) + " de l’effectif");
  }
  for (auto& [key, shares] : terms) {
    std::nth_element(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(shares.size() / 2),
                     shares.end());
    const double median = shares[shares.size() / 2];
    if (median > pupils_to_check)
      check.add(0, town.canteens[static_cast<std::size_t>(key.first)].label + ", " +
                       std::to_string(key.second / 4) + "\u00A0: " + per_cent(median) + " de l’effectif");
  }
  above.code = "above-pupils";
  above.severity = Severity::note;
  above.message = std::to_string(above.rows_affected) +
                  " jours de cantine ont plus de convives que d’élèves (jusqu’à " + per_cent(worst) +
                  ")\u00A0: rien n’est rogné.";
  check.code = "pupils-to-check";
  check.severity = Severity::question;
  check.message =
      std::to_string(check.rows_affected) +
      " trimestres de cantine dépassent 130\u00A0% de l’effectif en médiane\u00A0: effectif à vérifier.";
  std::vector<Finding> out;
  for (auto* finding : {&above, &check}) {
    if (finding->rows_affected == 0) continue;
    finding->file = file;
    out.push_back(std::move(*finding));
  }
  return out;
}

MealDays meal_days(const MealDaysInput& input, const Acceptance& accept) {
  return Joining(input, accept).run();
}

}  // namespace parvis::canteen
