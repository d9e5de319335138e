#include "canteen/intake/town_canteens.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.hpp"
#include "canteen/intake/cell_values.hpp"

namespace parvis::canteen {
namespace {

CanteenType type_of(const std::string& text) {
  const std::string type = base::fold(base::trim(text));
  if (type == "m" || type.starts_with("mat")) return CanteenType::maternelle;
  if (type == "e" || type.starts_with("ele")) return CanteenType::elementaire;
  if (type == "m/e" || type == "e/m") return CanteenType::both;
  return CanteenType::other;
}

std::string folded_name(const SiteName& name) {
  return base::join(base::words(name.name), " ") + "|" + base::fold(base::trim(name.type));
}

class Lists {
 public:
  Lists(const CanteenLists& lists, const CountTable& counts, std::string counts_file,
        const Acceptance& accept)
      : lists_(lists), counts_(counts), counts_file_(std::move(counts_file)), accept_(accept) {}

  TownCanteens run() {
    for (const auto& row : lists_.canteens) add({row.name, row.type}, row.sector);
    for (const auto& row : lists_.sites)
      if (row.canteen) add(*row.canteen, "");
    if (lists_.sites.empty())
      for (const auto& site : counts_.sites) add(site, "");
    measure_lives();
    join_twins();
    map_sites();
    sum_pupils();
    lives();
    return std::move(out_);
  }

 private:
  void add(const SiteName& name, const std::string& sector) {
    const std::string key = canteen_key(name);
    const auto [found, fresh] = number_.emplace(key, static_cast<int>(out_.canteens.size()));
    if (fresh) {
      CanteenFacts facts;
      facts.key = key;
      facts.label = tidy_text(name.name);
      facts.type = type_of(name.type);
      out_.canteens.push_back(std::move(facts));
      names_.push_back(name);
    }
    auto& facts = out_.canteens[static_cast<std::size_t>(found->second)];
    if (facts.sector.empty()) facts.sector = sector;
  }

  // First and last count of each canteen, through the list of sites.
  void measure_lives() {
    for (const auto& row : lists_.sites) site_rows_[canteen_key(row.site)] = &row;
    first_.resize(out_.canteens.size());
    last_.resize(out_.canteens.size());
    for (const auto& row : counts_.rows) {
      if (!row.eaten && !row.ordered) continue;
      const int canteen = listed(counts_.sites[row.site]);
      town_first_ = town_first_ ? std::min(*town_first_, row.day) : row.day;
      town_last_ = town_last_ ? std::max(*town_last_, row.day) : row.day;
      if (canteen < 0) continue;
      auto& first = first_[static_cast<std::size_t>(canteen)];
      auto& last = last_[static_cast<std::size_t>(canteen)];
      first = first ? std::min(*first, row.day) : row.day;
      last = last ? std::max(*last, row.day) : row.day;
    }
  }

  // -1 unknown site, -2 known and outside.
  int listed(const SiteName& site) const {
    if (lists_.sites.empty()) return number_.at(canteen_key(site));
    const auto row = site_rows_.find(canteen_key(site));
    if (row == site_rows_.end()) return -1;
    return row->second->canteen ? number_.at(canteen_key(*row->second->canteen)) : -2;
  }

  // Two keys that fold to one, one following the other in time: the later key stays, it is what the town
  // writes now.
  void join_twins() {
    std::map<std::string, std::vector<int>> by_fold;
    for (std::size_t i = 0; i < names_.size(); ++i)
      by_fold[folded_name(names_[i])].push_back(static_cast<int>(i));
    stays_.resize(out_.canteens.size());
    for (std::size_t i = 0; i < stays_.size(); ++i) stays_[i] = static_cast<int>(i);
    for (const auto& [folded, twins] : by_fold) {
      if (twins.size() < 2) continue;
      const int stays = *std::max_element(twins.begin(), twins.end(), [&](int a, int b) {
        return last_[static_cast<std::size_t>(a)] < last_[static_cast<std::size_t>(b)];
      });
      for (const int twin : twins)
        if (twin != stays) join_twin(twin, stays);
    }
    join_renamed();
    renumber();
  }

  // One canteen ends, and another whose name shares a word begins soon after, while the town goes on.
  void join_renamed() {
    for (std::size_t old = 0; old < names_.size(); ++old) {
      for (std::size_t fresh = 0; fresh < names_.size(); ++fresh) {
        if (old == fresh || !follows(old, fresh) || !share_a_word(names_[old].name, names_[fresh].name))
          continue;
        say_renamed(static_cast<int>(old), static_cast<int>(fresh));
        break;
      }
    }
  }

  bool follows(std::size_t old, std::size_t fresh) const {
    if (stays_[old] != static_cast<int>(old) || stays_[fresh] != static_cast<int>(fresh)) return false;
    if (!last_[old] || !first_[fresh] || *last_[old] == *town_last_) return false;
    const int days = base::days_between(*last_[old], *first_[fresh]);
    return days > 0 && days <= renamed_within_days &&
           type_of(names_[old].type) == type_of(names_[fresh].type);
  }

  static bool share_a_word(const std::string& one, const std::string& other) {
    constexpr std::size_t telling = 4;  // letters
    const auto words = base::words(other);
    for (const auto& word : base::words(one))
      if (word.size() >= telling && std::find(words.begin(), words.end(), word) != words.end()) return true;
    return false;
  }

  void say_renamed(int old, int fresh) {
    const auto& gone = out_.canteens[static_cast<std::size_t>(old)];
    const auto& kept = out_.canteens[static_cast<std::size_t>(fresh)];
    Finding finding;
    finding.code = "renamed-canteen";
    finding.file = counts_file_;
    finding.value = gone.key;
    finding.add(0, in_quotes(gone.key) + " finit le " + day_or_none(last_[static_cast<std::size_t>(old)]));
    finding.add(0,
                in_quotes(kept.key) + " commence le " + day_or_none(first_[static_cast<std::size_t>(fresh)]));
    finding.message = "La cantine " + in_quotes(gone.label) + " finit le " +
                      day_or_none(last_[static_cast<std::size_t>(old)]) + " et " + in_quotes(kept.label) +
                      " commence le " + day_or_none(first_[static_cast<std::size_t>(fresh)]) +
                      "\u00A0: elle a sans doute changé de nom.";
    finding.repair = Repair{"renommee:" + kept.key,
                            "Garder un seul historique sous " + in_quotes(kept.key) + ".",
                            {{0, "canteen", gone.key, kept.key}}};
    if (accept_.accepts(finding.repair->id)) stays_[static_cast<std::size_t>(old)] = fresh;
    out_.findings.push_back(std::move(finding));
  }

  void join_twin(int twin, int stays) {
    const auto& gone = out_.canteens[static_cast<std::size_t>(twin)];
    const auto& kept = out_.canteens[static_cast<std::size_t>(stays)];
    Finding finding;
    finding.code = "twin-names";
    finding.file = lists_.sites_file.empty() ? counts_file_ : lists_.sites_file;
    finding.value = gone.key;
    finding.add(0, in_quotes(gone.key) + " jusqu’au " + day_or_none(last_[static_cast<std::size_t>(twin)]));
    finding.add(0,
                in_quotes(kept.key) + " à partir du " + day_or_none(first_[static_cast<std::size_t>(stays)]));
    finding.message = in_quotes(gone.key) + " et " + in_quotes(kept.key) +
                      " s’écrivent presque pareil\u00A0: une seule cantine sous deux noms.";
    finding.repair = Repair{"jumeaux:" + kept.key,
                            "Réunir les deux historiques sous " + in_quotes(kept.key) + ".",
                            {{0, "canteen", gone.key, kept.key}}};
    if (accept_.accepts(finding.repair->id)) stays_[static_cast<std::size_t>(twin)] = stays;
    out_.findings.push_back(std::move(finding));
  }

  static std::string day_or_none(const std::optional<Day>& day) {
    return day ? base::format_day(*day) : std::string("(aucun comptage)");
  }

  // Canteens that were joined leave no gap in the numbers.
  void renumber() {
    std::vector<CanteenFacts> left;
    std::vector<int> now(out_.canteens.size(), -1);
    for (std::size_t i = 0; i < out_.canteens.size(); ++i) {
      if (stays_[i] != static_cast<int>(i)) continue;
      now[i] = static_cast<int>(left.size());
      left.push_back(std::move(out_.canteens[i]));
    }
    for (std::size_t i = 0; i < stays_.size(); ++i) {
      while (stays_[static_cast<std::size_t>(stays_[i])] != stays_[i])  // renamed twice
        stays_[i] = stays_[static_cast<std::size_t>(stays_[i])];
    }
    for (int& number : stays_) number = now[static_cast<std::size_t>(number)];
    std::vector<std::optional<Day>> first(left.size()), last(left.size());
    for (std::size_t i = 0; i < stays_.size(); ++i) {
      const auto to = static_cast<std::size_t>(stays_[i]);
      if (first_[i]) first[to] = first[to] ? std::min(*first[to], *first_[i]) : *first_[i];
      if (last_[i]) last[to] = last[to] ? std::max(*last[to], *last_[i]) : *last_[i];
    }
    first_ = std::move(first);
    last_ = std::move(last);
    out_.canteens = std::move(left);
  }

  void map_sites() {
    std::vector<Finding> unknown(counts_.sites.size());
    Finding outside;
    outside.code = "outside-perimeter";
    outside.severity = Severity::question;
    outside.file = counts_file_;
    std::set<std::uint32_t> outside_sites;
    for (const auto& site : counts_.sites) {
      const int canteen = listed(site);
      out_.canteen_of_site.push_back(canteen < 0 ? canteen : stays_[static_cast<std::size_t>(canteen)]);
    }
    for (const auto& row : counts_.rows) {
      const int canteen = out_.canteen_of_site[row.site];
      if (canteen >= 0) continue;
      const std::string example =
          "ligne " + std::to_string(row.line) + "\u00A0: " + counts_.sites[row.site].name;
      (canteen == -2 ? outside : unknown[row.site]).add(row.line, example);
      if (canteen == -2) outside_sites.insert(row.site);
    }
    say_outside(std::move(outside), outside_sites.size());
    say_unknown(unknown);
    std::replace(out_.canteen_of_site.begin(), out_.canteen_of_site.end(), -2, -1);
  }

  void say_outside(Finding outside, std::size_t sites) {
    if (sites == 0) return;
    outside.message = std::to_string(sites) + " sites (" + std::to_string(outside.rows_affected) +
                      " lignes) n’ont pas de cantine dans " + in_quotes(lists_.sites_file) +
                      "\u00A0: hors périmètre\u202F?";
    out_.findings.push_back(std::move(outside));
  }

  void say_unknown(std::vector<Finding>& unknown) {
    for (std::size_t site = 0; site < unknown.size(); ++site) {
      Finding& finding = unknown[site];
      if (finding.rows_affected == 0) continue;
      finding.code = "unknown-site";
      finding.severity = Severity::error;
      finding.file = counts_file_;
      finding.column = "site";
      finding.value = counts_.sites[site].name;
      finding.message = "Ligne " + std::to_string(finding.line) + "\u00A0: le site " +
                        in_quotes(finding.value) + " n’est dans aucune liste (" +
                        std::to_string(finding.rows_affected) + " lignes). Ajoutez-le à " +
                        in_quotes(lists_.sites_file) + " ou corrigez son nom.";
      out_.findings.push_back(std::move(finding));
    }
  }

  void sum_pupils() {
    std::map<std::string, int> canteen_of;
    for (const auto& row : lists_.schools) {
      if (!row.canteen) continue;
      const auto found = number_.find(canteen_key(*row.canteen));
      if (found != number_.end()) canteen_of[row.school] = stays_[static_cast<std::size_t>(found->second)];
    }
    std::map<std::string, Finding> unknown;
    std::map<std::pair<std::string, int>, const PupilRow*> schools;
    for (const auto& row : lists_.pupils) {
      schools[{row.school, row.school_year}] = &row;
      const auto canteen = canteen_of.find(row.school);
      if (canteen == canteen_of.end()) {
        unknown[row.school].add(row.line, "ligne " + std::to_string(row.line) + "\u00A0: " + row.school);
        continue;
      }
      out_.pupils[{canteen->second, row.school_year}].pupils += row.pupils;
    }
    say_unknown_schools(unknown);
    say_jumps(schools);
    say_canteen_jumps();
    carry_over();
  }

  void say_unknown_schools(std::map<std::string, Finding>& unknown) {
    for (auto& [school, finding] : unknown) {
      finding.code = "unknown-school";
      finding.severity = Severity::error;
      finding.file = lists_.pupils_file;
      finding.column = "school";
      finding.value = school;
      finding.message = "Ligne " + std::to_string(finding.line) + "\u00A0: l’école " + in_quotes(school) +
                        " n’a pas de cantine dans " + in_quotes(lists_.schools_file) + ".";
      out_.findings.push_back(std::move(finding));
    }
  }

  void say_jumps(const std::map<std::pair<std::string, int>, const PupilRow*>& schools) {
    Finding finding;
    std::size_t pairs = 0;
    for (const auto& [key, row] : schools) {
      const auto before = schools.find({key.first, key.second - 1});
      if (before == schools.end() || before->second->pupils <= 0) continue;
      ++pairs;
      if (std::abs(row->pupils / before->second->pupils - 1) <= pupils_jump) continue;
      finding.add(row->line, key.first + ", " + std::to_string(key.second) +
                                 "\u00A0: " + std::to_string(static_cast<long>(before->second->pupils)) +
                                 " puis " + std::to_string(static_cast<long>(row->pupils)));
    }
    push_jump(std::move(finding), "pupils-jump", pairs, "écoles");
  }

  void say_canteen_jumps() {
    Finding finding;
    std::size_t pairs = 0;
    for (const auto& [key, count] : out_.pupils) {
      const auto before = out_.pupils.find({key.first, key.second - 1});
      if (before == out_.pupils.end() || before->second.pupils <= 0) continue;
      ++pairs;
      if (std::abs(count.pupils / before->second.pupils - 1) <= pupils_jump) continue;
      finding.add(0, out_.canteens[static_cast<std::size_t>(key.first)].label + ", " +
                         std::to_string(key.second) +
                         "\u00A0: " + std::to_string(static_cast<long>(before->second.pupils)) + " puis " +
                         std::to_string(static_cast<long>(count.pupils)));
    }
    push_jump(std::move(finding), "canteen-pupils-jump", pairs, "cantines");
  }

  void push_jump(Finding finding, std::string code, std::size_t pairs, const std::string& whose) {
    if (finding.rows_affected == 0) return;
    finding.code = std::move(code);
    finding.severity = Severity::question;
    finding.file = lists_.pupils_file;
    finding.column = "pupils";
    finding.message = std::to_string(finding.rows_affected) + " effectifs de " + whose + " sur " +
                      std::to_string(pairs) +
                      " changent de plus de 25\u00A0% d’une année à l’autre\u00A0: exact\u202F?";
    out_.findings.push_back(std::move(finding));
  }

  // A year of counts without pupils uses the last known one, marked.
  void carry_over() {
    if (!town_first_) return;
    for (int canteen = 0; canteen < static_cast<int>(out_.canteens.size()); ++canteen) {
      std::optional<double> known;
      for (int year = school_year_of(*town_first_); year <= school_year_of(*town_last_) + 1; ++year) {
        const auto found = out_.pupils.find({canteen, year});
        if (found != out_.pupils.end()) {
          known = found->second.pupils;
        } else if (known) {
          out_.pupils[{canteen, year}] = {*known, true};
        }
      }
    }
  }

  void lives() {
    if (!town_first_) return;
    constexpr int margin = 60;  // calendar days beside the ends of the file
    for (std::size_t i = 0; i < out_.canteens.size(); ++i) {
      auto& facts = out_.canteens[i];
      if (!first_[i]) continue;
      if (base::days_between(*town_first_, *first_[i]) > margin) facts.opened = first_[i];
      if (base::days_between(*last_[i], *town_last_) > margin) facts.closed = last_[i];
      if (facts.opened) say_life(facts, "canteen-opened", " commence le " + base::format_day(*facts.opened));
      if (facts.closed) say_life(facts, "canteen-closed", " finit le " + base::format_day(*facts.closed));
    }
  }

  void say_life(const CanteenFacts& facts, std::string code, const std::string& what) {
    Finding finding;
    finding.code = std::move(code);
    finding.severity = Severity::question;
    finding.file = counts_file_;
    finding.value = facts.key;
    finding.add(0, in_quotes(facts.label) + what);
    finding.message =
        "La cantine " + in_quotes(facts.label) + what +
        "\u00A0: ouverte ou fermée à cette date\u202F? Hors de sa vie, elle n’est ni prévue ni manquante.";
    out_.findings.push_back(std::move(finding));
  }

  const CanteenLists& lists_;
  const CountTable& counts_;
  std::string counts_file_;
  const Acceptance& accept_;
  TownCanteens out_;
  std::vector<SiteName> names_;
  std::map<std::string, int> number_;  // by key, before joining
  std::map<std::string, const SiteRow*> site_rows_;
  std::vector<int> stays_;  // number before joining -> after
  std::vector<std::optional<Day>> first_, last_;
  std::optional<Day> town_first_, town_last_;
};

}  // namespace

std::string canteen_key(const SiteName& name) {
  return name.name + "|" + name.type;
}

TownCanteens town_canteens(const CanteenLists& lists, const CountTable& counts,
                           const std::string& counts_file, const Acceptance& accept) {
  return Lists(lists, counts, counts_file, accept).run();
}

}  // namespace parvis::canteen
