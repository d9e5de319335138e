#include "canteen/intake/town_folder.hpp"

#include <algorithm>
#include <limits>

#include "base/public_holidays.hpp"
#include "base/text.hpp"
#include "canteen/intake/canteen_life.hpp"
#include "canteen/intake/holiday_inference.hpp"
#include "canteen/intake/meal_days.hpp"
#include "canteen/intake/swapped_dates.hpp"
#include "canteen/intake/town_canteens.hpp"
#include "canteen/intake/town_passports.hpp"
#include "canteen/menus/dish_classes.hpp"

namespace parvis::canteen {
namespace {

namespace fs = std::filesystem;
using base::plus_days;
using base::weekday;

constexpr int wednesday = 2, saturday = 5;

std::vector<fs::path> table_files(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code none;
  for (auto at = fs::recursive_directory_iterator(folder, none); at != fs::recursive_directory_iterator();
       at.increment(none)) {
    const std::string ending = at->path().extension().string();
    if (at->is_regular_file(none) &&
        (ending == ".csv" || ending == ".tsv" || ending == ".xlsx" || ending == ".ods"))
      out.push_back(at->path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

class FolderReader {
 public:
  FolderReader(const fs::path& folder, const TownFolderOptions& options)
      : folder_(folder), options_(options) {}

  Result<TownFolder> run() {
    for (const auto& path : table_files(folder_)) read_file(path);
    say_encodings();
    const IntakeTable* counts = first_of(TableKind::counts);
    if (counts == nullptr)
      return fail(ErrorKind::invalid,
                  "Aucun fichier de comptages dans «\u00A0" + folder_.string() +
                      "\u00A0»\u00A0: il faut des colonnes de date, de site et de repas servis.",
                  {}, "no-counts");
    fill_canteens(*counts);
    fill_public_holidays();
    fill_strikes();
    fill_counts(*counts);
    fill_breaks(*counts);
    fill_menus();
    fill_city();
    out_.passports = town_passports(
        {out_.history, tables_, out_.findings, options_.accept, base::format_utc(base::SystemClock().now())});
    return std::move(out_);
  }

 private:
  void read_file(const fs::path& path) {
    const std::string name = fs::relative(path, folder_).string();
    auto raw = read_raw_table(path, options_.intake.read);
    if (!raw) return refuse(name, raw.error());
    raw->file = name;
    const auto kind = guess_kind(*raw);
    if (!kind) return say_unknown(name, *raw);
    auto table = table_of(*kind, *raw, options_.intake);
    if (!table) return refuse(name, table.error());
    std::move(table->findings.begin(), table->findings.end(), std::back_inserter(out_.findings));
    table->findings.clear();
    out_.files.push_back(name);
    tables_.push_back(std::move(*table));
  }

  void refuse(const std::string& name, const Error& error) {
    Finding finding;
    finding.code = error.code.empty() ? "unreadable" : error.code;
    finding.severity = Severity::error;
    finding.file = name;
    finding.message = name + "\u00A0: " + error.message;
    out_.findings.push_back(std::move(finding));
  }

  void say_unknown(const std::string& name, const RawTable& raw) {
    Finding finding;
    finding.code = "unknown-file";
    finding.severity = Severity::warning;
    finding.file = name;
    for (const auto& column : raw.columns) finding.examples.push_back(column.label);
    finding.examples.resize(std::min(finding.examples.size(), max_examples));
    finding.message = "Le fichier " + in_quotes(name) +
                      " n’est pas reconnu comme un fichier de restauration\u00A0: il n’est pas lu.";
    out_.findings.push_back(std::move(finding));
  }

  void say_encodings() {
    std::map<std::string, std::vector<std::string>> files;
    for (const auto& table : tables_)
      if (!table.encoding.empty()) files[table.encoding].push_back(table.file);
    if (files.size() < 2) return;
    Finding finding;
    finding.code = "folder-encodings";
    finding.severity = Severity::note;
    for (const auto& [encoding, names] : files) {
      finding.message +=
          (finding.message.empty() ? "Les fichiers du dossier ont plusieurs encodages\u00A0: " : ", ") +
          encoding + " (" + std::to_string(names.size()) + ")";
      finding.add(0, encoding + "\u00A0: " + names.front());
    }
    finding.message += ". Chacun est lu d’après son contenu.";
    out_.findings.push_back(std::move(finding));
  }

  const IntakeTable* first_of(TableKind kind) const {
    const auto found =
        std::find_if(tables_.begin(), tables_.end(), [&](const auto& t) { return t.kind == kind; });
    return found == tables_.end() ? nullptr : &*found;
  }
  template <class Row>
  const std::vector<Row>& rows_of(TableKind kind, std::string* file = nullptr) const {
    static const std::vector<Row> none;
    const IntakeTable* table = first_of(kind);
    if (table == nullptr) return none;
    if (file != nullptr) *file = table->file;
    return std::get<std::vector<Row>>(table->rows);
  }

  void take(std::vector<Finding>& findings) {
    std::move(findings.begin(), findings.end(), std::back_inserter(out_.findings));
  }

  void fill_canteens(const IntakeTable& counts) {
    CanteenLists lists;
    lists.canteens = rows_of<CanteenRow>(TableKind::canteens);
    lists.sites = rows_of<SiteRow>(TableKind::sites, &lists.sites_file);
    lists.schools = rows_of<SchoolRow>(TableKind::schools, &lists.schools_file);
    lists.pupils = rows_of<PupilRow>(TableKind::pupils, &lists.pupils_file);
    auto town = town_canteens(lists, std::get<CountTable>(counts.rows), counts.file, options_.accept);
    canteen_of_site_ = std::move(town.canteen_of_site);
    out_.history.canteens = std::move(town.canteens);
    out_.history.pupils = std::move(town.pupils);
    take(town.findings);
  }

  // Computed for every year that a file speaks of; a town's own list is only compared.
  void fill_public_holidays() {
    constexpr int first_year = 2000, last_year = 2050;
    for (int year = first_year; year <= last_year; ++year)
      for (const Day& day : base::public_holidays(year, base::HolidaySet::metropole))
        out_.history.public_holidays.insert(day);
    for (const auto& table : tables_) {
      if (table.kind == TableKind::public_holidays) compare_public_holidays(table);
    }
  }

  void compare_public_holidays(const IntakeTable& table) {
    Finding finding;
    finding.code = "public-holiday-differs";
    finding.file = table.file;
    for (const auto& row : std::get<std::vector<PublicHolidayRow>>(table.rows)) {
      const int year = static_cast<int>(row.day.year());
      const auto days = base::public_holidays(year, base::HolidaySet::metropole);
      if (std::find(days.begin(), days.end(), row.day) == days.end())
        finding.add(row.line, "ligne " + std::to_string(row.line) + "\u00A0: " + base::format_day(row.day));
    }
    finding.message = std::to_string(finding.rows_affected) +
                      " jours du fichier ne sont pas fériés d’après la loi\u00A0: le calcul est gardé.";
    if (finding.rows_affected > 0) out_.findings.push_back(std::move(finding));
  }

  // Attendance of a day against the median of the same weekday around it; for the proof of swapped dates.
  double drop(const Day& day) const {
    const auto of = [&](const Day& at) {
      const auto found = town_eaten_.find(at);
      return found == town_eaten_.end() ? 0.0 : found->second;
    };
    constexpr int weeks = 4, days_a_week = 7;
    std::vector<double> around;
    for (int week = -weeks; week <= weeks; ++week)
      if (const double eaten = of(plus_days(day, days_a_week * week)); week != 0 && eaten > 0)
        around.push_back(eaten);
    if (around.size() < 3 || !town_eaten_.contains(day)) return -std::numeric_limits<double>::infinity();
    std::nth_element(around.begin(), around.begin() + static_cast<std::ptrdiff_t>(around.size() / 2),
                     around.end());
    return 1 - of(day) / around[around.size() / 2];
  }

  void fill_strikes() {
    const IntakeTable* counts = first_of(TableKind::counts);
    for (const auto& row : std::get<CountTable>(counts->rows).rows)
      if (weekday(row.day) != wednesday) town_eaten_[row.day] += row.eaten.value_or(0);
    std::map<std::set<Day>, std::vector<std::string>> sets;
    for (const auto& table : tables_) {
      if (table.kind != TableKind::strikes) continue;
      const auto days = strikes_of(table);
      out_.history.strikes.insert(days.begin(), days.end());
      sets[days].push_back(table.file);
    }
    if (sets.size() > 1) say_strike_files_differ(sets);
  }

  std::set<Day> strikes_of(const IntakeTable& table) {
    const auto& rows = std::get<std::vector<StrikeRow>>(table.rows);
    std::vector<Day> days;
    for (const auto& row : rows) days.push_back(row.day);
    const auto evidence = swap_evidence(
        days, [](const Day& day) { return weekday(day) == wednesday || weekday(day) >= saturday; },
        [this](const Day& day) { return drop(day); });
    if (!evidence.swapped) return {days.begin(), days.end()};
    auto finding = swap_finding(table.file, rows, evidence);
    const bool accepted = options_.accept.accepts(finding.repair->id);
    out_.findings.push_back(std::move(finding));
    std::set<Day> out;
    for (const Day& day : days) out.insert(accepted ? swapped_day(day) : day);
    return out;
  }

  static Finding swap_finding(const std::string& file, const std::vector<StrikeRow>& rows,
                              const SwapEvidence& evidence) {
    Finding finding;
    finding.code = "swapped-dates";
    finding.file = file;
    finding.column = "date";
    finding.repair = Repair{"dates-inversees:" + file, "Échanger le jour et le mois de ces dates.", {}};
    std::set<Day> before, after;
    for (const auto& row : rows) {
      const Day other = swapped_day(row.day);
      before.insert(row.day);
      after.insert(other);
      if (other == row.day) continue;
      const std::string from = base::format_day(row.day), to = base::format_day(other);
      finding.add(row.line, "ligne " + std::to_string(row.line) + "\u00A0: " + base::join({from, to}, " → "));
      finding.repair->undo.push_back({row.line, "date", from, to});
    }
    const auto wrong =
        std::count_if(before.begin(), before.end(), [&](const Day& day) { return !after.contains(day); });
    finding.message = std::to_string(evidence.both_ways) + " dates de grève sur " +
                      std::to_string(evidence.dates) +
                      " se lisent dans les deux sens et semblent inversées\u00A0: " +
                      std::to_string(evidence.impossible_both) + " tombent un mercredi ou un week-end, " +
                      std::to_string(evidence.impossible_swapped) +
                      " une fois le jour et le mois échangés. " + std::to_string(wrong) +
                      " jours sont faux, " + std::to_string(finding.rows_affected) + " lignes changent.";
    return finding;
  }

  void say_strike_files_differ(const std::map<std::set<Day>, std::vector<std::string>>& sets) {
    Finding finding;
    finding.code = "strike-files-differ";
    finding.severity = Severity::question;
    for (const auto& [days, files] : sets)
      finding.add(0, files.front() + "\u00A0: " + std::to_string(days.size()) + " jours");
    finding.message =
        "Les fichiers de grèves ne donnent pas les mêmes jours\u00A0: tous sont pris, vérifiez.";
    out_.findings.push_back(std::move(finding));
  }

  void fill_counts(const IntakeTable& counts) {
    const bool wednesdays = options_.intake.service == "mercredi";
    auto days = meal_days(
        {std::get<CountTable>(counts.rows), counts.file, canteen_of_site_, out_.history.strikes, wednesdays},
        options_.accept);
    out_.history.counts = std::move(days.counts);
    eaten_ = std::move(days.eaten);
    all_eaten_ = std::move(days.all_eaten);
    counted_ = std::move(days.counted);
    take(days.findings);
    auto above = above_pupils(out_.history, counts.file);
    take(above);
    auto holes = hole_findings(out_.history, counts.file);
    take(holes);
  }

  void fill_breaks(const IntakeTable& counts) {
    HolidayInput input;
    input.eaten = eaten_;
    input.public_holidays = out_.history.public_holidays;
    for (const auto& table : tables_) {
      if (table.kind != TableKind::holidays) continue;
      say_copies(table);
      for (const auto& row : std::get<std::vector<HolidayRow>>(table.rows))
        input.breaks.push_back({row.first, row.last, false});
    }
    add_summers(input.breaks);
    HolidayAnswer answer = infer_holidays(input);
    say_days("attended-holiday", Severity::warning, answer.attended, counts.file, "vacances-deduites",
             " jours dits de vacances ont des repas servis\u00A0: l’école était ouverte.");
    say_days("phantom-school-day", Severity::warning, answer.joined, counts.file, "vacances-deduites",
             " jours dits d’école touchent des vacances et n’ont aucune ligne\u00A0: ils en font partie.");
    say_days("summer-edge", Severity::question, answer.asked, counts.file, "",
             " jours sans ligne touchent l’été\u00A0: vacances ou comptage manquant\u202F?");
    say_days("bridge-closed", Severity::note, answer.bridges_closed, counts.file, "",
             " ponts n’ont aucune ligne\u00A0: fermés, et non manquants.");
    say_days("missing-day", Severity::warning, answer.holes, counts.file, "",
             " jours d’école n’ont aucune ligne\u00A0: rien n’est inventé à leur place.");
    say_uncounted(counts.file, answer);
    out_.holes.insert(answer.holes.begin(), answer.holes.end());
    out_.history.closed_days.insert(answer.bridges_closed.begin(), answer.bridges_closed.end());
    if (!options_.accept.accepts("vacances-deduites:" + counts.file)) {
      input.eaten.clear();  // as in the files
      answer = infer_holidays(input);
    }
    out_.history.breaks = std::move(answer.breaks);
  }

  // A town that lists its school years says its summers: what lies between two of them.
  void add_summers(std::vector<SchoolBreak>& breaks) const {
    std::map<int, std::pair<Day, Day>> years;
    for (const auto& row : rows_of<SchoolYearRow>(TableKind::school_years))
      years[row.school_year] = {row.first, row.last};
    for (const auto& [year, days] : years) {
      const auto next = years.find(year + 1);
      const bool known = std::any_of(breaks.begin(), breaks.end(), [&](const auto& known_break) {
        return known_break.first <= base::make_day(year + 1, 7, 31) &&
               known_break.last >= base::make_day(year + 1, 7, 31);
      });
      if (next != years.end() && !known)
        breaks.push_back({plus_days(days.second, 1), plus_days(next->second.first, -1), false});
    }
  }

  void say_copies(const IntakeTable& table) {
    Finding finding;
    finding.code = "copied-rows";
    finding.file = table.file;
    std::set<std::tuple<std::string, Day, Day>> seen;
    for (const auto& row : std::get<std::vector<HolidayRow>>(table.rows))
      if (!seen.emplace(row.name, row.first, row.last).second)
        finding.add(row.line, "ligne " + std::to_string(row.line) + "\u00A0: " + row.name + ", " +
                                  base::format_day(row.first));
    finding.message = std::to_string(finding.rows_affected) + " lignes de vacances sur " +
                      std::to_string(table.rows_kept) + " sont des copies\u00A0: elles comptent une fois.";
    if (finding.rows_affected > 0) out_.findings.push_back(std::move(finding));
  }

  void say_days(std::string code, Severity severity, const std::vector<Day>& days, const std::string& file,
                const std::string& repair, const std::string& message) {
    if (days.empty()) return;
    Finding finding;
    finding.code = std::move(code);
    finding.severity = severity;
    finding.file = file;
    finding.column = "date";
    if (!repair.empty())
      finding.repair =
          Repair{repair + ":" + file, "Suivre la fréquentation plutôt que le fichier des vacances.", {}};
    for (const Day& day : days) {
      finding.add(0, base::format_day(day));
      if (finding.repair) finding.repair->undo.push_back({0, base::format_day(day), "", ""});
    }
    finding.message = std::to_string(days.size()) + message;
    out_.findings.push_back(std::move(finding));
  }

  void say_uncounted(const std::string& file, const HolidayAnswer& answer) {
    std::vector<Day> days;
    for (const auto& [day, eaten] : eaten_) {
      const bool off = std::any_of(answer.breaks.begin(), answer.breaks.end(), [&](const auto& known) {
        return known.first <= day && day <= known.last;
      });
      if (counted_.contains(day) || off || out_.history.public_holidays.contains(day)) continue;
      days.push_back(day);
    }
    say_days("uncounted-day", Severity::warning, days, file, "",
             " jours d’école ont des lignes mais aucun comptage.");
  }
  void fill_menus() {
    std::map<Day, std::vector<const MenuRow*>> days;
    for (const auto& table : tables_) {
      if (table.kind != TableKind::menus) continue;
      say_menu_traps(table);
      for (const auto& row : std::get<std::vector<MenuRow>>(table.rows)) days[row.day].push_back(&row);
    }
    for (const auto& [day, rows] : days) {
      std::vector<PlannedDish> dishes;
      for (const auto* row : rows) dishes.push_back({row->dish, row->rank});
      if (const auto menu = menu_of_day(dishes)) out_.history.menus[day] = *menu;
    }
  }

  void say_menu_traps(const IntakeTable& table) {
    Finding edges, strikes, lines, slash, marks;
    for (const auto& row : std::get<std::vector<MenuRow>>(table.rows)) {
      const std::string example = "ligne " + std::to_string(row.line) + "\u00A0: " + row.dish;
      const auto edge = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
      if (!row.dish.empty() && (edge(row.dish.front()) || edge(row.dish.back())))
        edges.add(row.line, example);
      if (tells_a_strike(row.dish)) strikes.add(row.line, example);
      if (row.dish.find('\n') != std::string::npos) lines.add(row.line, example);
      if (row.dish.find('/') != std::string::npos) slash.add(row.line, example);
      const auto mark = marks_of_dish(row.dish);
      if (mark.meat || mark.organic) marks.add(row.line, example);
    }
    menu_finding(table, std::move(edges), "blank-edges", " plats ont un blanc au bord\u00A0: il est ignoré.");
    menu_finding(table, std::move(strikes), "menu-as-served",
                 " plats disent une grève\u00A0: ce menu a été écrit une fois le jour connu, il ne sert pas "
                 "à prévoir.");
    menu_finding(table, std::move(lines), "line-break-in-dish", " plats tiennent sur plusieurs lignes.");
    menu_finding(table, std::move(slash), "alternatives",
                 " plats en joignent deux par /\u00A0: ce sont des choix.");
    menu_finding(
        table, std::move(marks), "marks",
        " plats portent * ou °\u00A0: une marque qui apparaît est un changement d’habitude, pas de repas.");
  }

  void menu_finding(const IntakeTable& table, Finding finding, std::string code, const std::string& message) {
    if (finding.rows_affected == 0) return;
    finding.code = std::move(code);
    finding.severity = Severity::note;
    finding.file = table.file;
    finding.column = "dish";
    finding.message = std::to_string(finding.rows_affected) + message;
    out_.findings.push_back(std::move(finding));
  }

  void fill_city() {
    const IntakeTable* table = first_of(TableKind::city);
    if (table == nullptr) return;
    Finding gap;
    gap.code = "two-levels";
    gap.file = table->file;
    std::size_t common = 0, alone = 0;
    std::vector<double> gaps;
    for (const auto& row : std::get<std::vector<CityRow>>(table->rows)) {
      MealCount count;
      count.day = row.day;
      count.canteen = -1;
      count.ordered = row.ordered;
      count.eaten = row.eaten;
      out_.history.city[row.day] = count;
      const auto sum = all_eaten_.find(row.day);
      if (sum == all_eaten_.end() || sum->second <= 0) {
        ++alone;
        continue;
      }
      ++common;
      const double difference = std::abs(row.eaten.value_or(0) - sum->second);
      if (difference < 0.5) continue;
      gaps.push_back(difference);
      gap.add(row.line, base::format_day(row.day) + "\u00A0: écart de " +
                            std::to_string(static_cast<long>(difference)));
    }
    if (gaps.empty() && alone == 0) return;
    std::sort(gaps.begin(), gaps.end());
    const long median = gaps.empty() ? 0 : static_cast<long>(gaps[gaps.size() / 2]);
    gap.message = "Les totaux de la ville diffèrent de la somme des sites " + std::to_string(gaps.size()) +
                  " jours sur " + std::to_string(common) + " (écart médian\u00A0: " + std::to_string(median) +
                  " repas)\u00A0; " + std::to_string(alone) +
                  " jours n’ont pas de repas par site. Les deux niveaux ne sont jamais mêlés.";
    out_.findings.push_back(std::move(gap));
  }

  const fs::path& folder_;
  const TownFolderOptions& options_;
  TownFolder out_;
  std::vector<IntakeTable> tables_;
  std::vector<int> canteen_of_site_;
  std::map<Day, double> town_eaten_, eaten_, all_eaten_;
  std::set<Day> counted_;
};

}  // namespace

Result<TownFolder> read_town_folder(const std::filesystem::path& folder, const TownFolderOptions& options) {
  std::error_code none;
  if (!fs::is_directory(folder, none))
    return fail(ErrorKind::not_found, "Le dossier «\u00A0" + folder.string() + "\u00A0» n’existe pas.");
  return FolderReader(folder, options).run();
}

}  // namespace parvis::canteen
