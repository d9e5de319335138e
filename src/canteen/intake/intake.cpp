#include "canteen/intake/intake.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "canteen/intake/typed_cells.hpp"

namespace parvis::canteen {
namespace {

// Every cell of a row is looked at, so that all its faults are told at once.
bool every(std::initializer_list<bool> right) {
  return std::all_of(right.begin(), right.end(), [](bool one) { return one; });
}

std::optional<SiteName> canteen_name(const TypedCells& cells, std::size_t row) {
  const std::string_view name = cells.raw(Field::canteen, row);
  if (is_missing(name)) return std::nullopt;
  return SiteName{std::string(name), std::string(cells.raw(Field::canteen_type, row))};
}

// A row kind is read by its own overload: false leaves the row out, having said why.
bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& /*options*/, CanteenRow& out) {
  if (!cells.present(Field::canteen, row)) return false;
  out = {cells.line(row), std::string(cells.raw(Field::canteen, row)),
         std::string(cells.raw(Field::canteen_type, row)), cells.text(Field::sector, row),
         cells.text(Field::siret, row)};
  return true;
}

bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& /*options*/, SiteRow& out) {
  if (!cells.present(Field::site, row)) return false;
  out = {cells.line(row),
         {std::string(cells.raw(Field::site, row)), std::string(cells.raw(Field::site_type, row))},
         canteen_name(cells, row)};
  return true;
}

bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& /*options*/, SchoolRow& out) {
  if (!cells.present(Field::school, row)) return false;
  out = {cells.line(row), std::string(cells.raw(Field::school, row)), canteen_name(cells, row)};
  return true;
}

bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& options, PupilRow& out) {
  std::optional<int> year;
  std::optional<double> pupils;
  const bool all = every({cells.present(Field::school, row), cells.school_year(Field::school_year, row, year),
                          cells.number(Field::pupils, row, pupils, options.max_pupils)});
  if (!all || !year || !pupils) return false;
  out = {cells.line(row), std::string(cells.raw(Field::school, row)), *year, *pupils};
  return true;
}

bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& /*options*/, MenuRow& out) {
  std::optional<Day> day;
  std::optional<double> rank;
  constexpr double max_rank = 99;
  if (!cells.present(Field::date, row) || !cells.day(Field::date, row, day) ||
      !cells.number(Field::rank, row, rank, max_rank))
    return false;
  out = {cells.line(row), *day, static_cast<int>(rank.value_or(0)), std::string(cells.raw(Field::dish, row)),
         cells.text(Field::component, row)};
  return true;
}

// The State's file writes instants: class ends the evening before `first`, and the end is the morning of the
// return. Its rows for teachers are not pupils', and a zone other than the town's is left out without a word.
bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& options, HolidayRow& out) {
  const std::string audience = base::fold(cells.text(Field::audience, row));
  const std::string zone = cells.text(Field::zone, row);
  if (audience.find("enseignant") != std::string::npos) return false;
  if (!zone.empty() && !options.zone.empty() && zone != options.zone && zone != "Zone " + options.zone)
    return false;
  std::optional<Day> first, last;
  if (!cells.present(Field::first, row) || !cells.present(Field::last, row)) return false;
  if (!every({cells.day(Field::first, row, first), cells.day(Field::last, row, last)})) return false;
  constexpr int afternoon = 12 * 60;
  if (cells.minutes(Field::first, row).value_or(0) >= afternoon) first = base::plus_days(*first, 1);
  if (cells.minutes(Field::last, row)) last = base::plus_days(*last, -1);
  if (*last < *first) {
    cells.refuse(row, Field::last, "ends-before-start", "La fin des vacances précède leur début.");
    return false;
  }
  out = {cells.line(row), cells.text(Field::name, row), zone, *first, *last};
  return true;
}

bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& /*options*/, StrikeRow& out) {
  std::optional<Day> day;
  if (!cells.present(Field::date, row) || !cells.day(Field::date, row, day)) return false;
  out = {cells.line(row), *day, cells.text(Field::scope, row)};
  return true;
}

bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& options, StrikeSheetRow& out) {
  std::optional<Day> day;
  StrikeSheetRow sheet;
  const bool all = cells.present(Field::date, row) && cells.day(Field::date, row, day) &&
                   cells.present(Field::canteen, row) &&
                   cells.number(Field::staff_expected, row, sheet.staff_expected, options.max_pupils) &&
                   cells.number(Field::staff_declared, row, sheet.staff_declared, options.max_pupils) &&
                   cells.number(Field::teachers_declared, row, sheet.teachers_declared, options.max_pupils) &&
                   cells.number(Field::classes_closed, row, sheet.classes_closed, options.max_pupils) &&
                   cells.number(Field::strength, row, sheet.strength, 1);
  if (!all) return false;
  sheet.line = cells.line(row);
  sheet.canteen = cells.raw(Field::canteen, row);
  sheet.day = *day;
  sheet.service = cells.text(Field::kept_service, row);
  out = sheet;
  return true;
}

bool says_yes(const std::string& text) {
  const std::string folded = base::fold(text);
  return folded == "oui" || folded == "1" || folded == "vrai" || folded == "true" || folded == "x";
}

bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& options, OutingRow& out) {
  std::optional<Day> day;
  std::optional<double> away;
  const bool all = cells.present(Field::date, row) && cells.day(Field::date, row, day) &&
                   cells.present(Field::canteen, row) && cells.present(Field::pupils_away, row) &&
                   cells.number(Field::pupils_away, row, away, options.max_pupils);
  if (!all) return false;
  out = {
      cells.line(row), std::string(cells.raw(Field::canteen, row)), cells.text(Field::class_label, row), *day,
      *away,           says_yes(cells.text(Field::picnic, row))};
  return true;
}

bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& /*options*/, ClosureRow& out) {
  std::optional<Day> first, last;
  const bool all = cells.present(Field::canteen, row) && cells.present(Field::first, row) &&
                   cells.present(Field::last, row) && cells.day(Field::first, row, first) &&
                   cells.day(Field::last, row, last);
  if (!all) return false;
  if (*last < *first) {
    cells.refuse(row, Field::last, "ends-before-start", "La fermeture finit avant de commencer.");
    return false;
  }
  out = {cells.line(row),
         std::string(cells.raw(Field::canteen, row)),
         cells.text(Field::reason, row),
         cells.text(Field::host, row),
         *first,
         *last};
  return true;
}

bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& options, CityRow& out) {
  std::optional<Day> day;
  const double max = options.max_meals * 100;  // a whole city
  if (!cells.present(Field::date, row) || !cells.day(Field::date, row, day)) return false;
  if (!every({cells.number(Field::ordered, row, out.ordered, max),
              cells.number(Field::eaten, row, out.eaten, max)}))
    return false;
  out.line = cells.line(row);
  out.day = *day;
  return true;
}

bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& /*options*/, SchoolYearRow& out) {
  std::optional<int> year;
  std::optional<Day> first, last;
  const bool all = cells.present(Field::school_year, row) && cells.present(Field::first, row) &&
                   cells.present(Field::last, row) && cells.school_year(Field::school_year, row, year) &&
                   cells.day(Field::first, row, first) && cells.day(Field::last, row, last);
  if (all) out = {cells.line(row), *year, *first, *last};
  return all;
}

bool read_row(TypedCells& cells, std::size_t row, const IntakeOptions& /*options*/, PublicHolidayRow& out) {
  std::optional<Day> day;
  if (!cells.present(Field::date, row) || !cells.day(Field::date, row, day)) return false;
  out = {cells.line(row), *day};
  return true;
}

template <class Row>
std::vector<Row> read_rows(TypedCells& cells, const IntakeOptions& options) {
  std::vector<Row> out;
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    Row value;
    if (read_row(cells, row, options, value)) out.push_back(std::move(value));
  }
  return out;
}

// Sites are numbered in the order met; their two texts are looked up once for each pair of codes.
class SiteIndex {
 public:
  SiteIndex(const RawTable& raw, const ColumnMapping& mapping, CountTable& table) : table_(table) {
    name_ = &raw.columns[mapping.at(Field::site)];
    const auto type = mapping.find(Field::site_type);
    if (type != mapping.end()) type_ = &raw.columns[type->second];
  }
  std::uint32_t of(std::size_t row) {
    const std::uint64_t key =
        (std::uint64_t{name_->codes[row]} << 32U) | (type_ == nullptr ? 0 : type_->codes[row]);
    const auto [found, fresh] = numbers_.emplace(key, static_cast<std::uint32_t>(table_.sites.size()));
    if (fresh) table_.sites.push_back({name_->at(row), type_ == nullptr ? std::string() : type_->at(row)});
    return found->second;
  }

 private:
  CountTable& table_;
  const RawColumn* name_ = nullptr;
  const RawColumn* type_ = nullptr;
  std::map<std::uint64_t, std::uint32_t> numbers_;
};

void say_other_service(std::vector<Finding>& findings, const RawTable& raw, const ColumnMapping& mapping,
                       const std::vector<std::size_t>& rows, const std::string& wanted) {
  if (rows.empty()) return;
  const RawColumn& column = raw.columns[mapping.at(Field::service)];
  Finding finding;
  finding.code = "other-service";
  finding.severity = rows.size() == raw.rows() ? Severity::error : Severity::warning;
  finding.file = raw.file;
  finding.column = column.label;
  finding.value = column.at(rows.front());
  for (const std::size_t row : rows)
    finding.add(raw.lines[row], "ligne " + std::to_string(raw.lines[row]) + "\u00A0: " + column.at(row));
  finding.message = std::to_string(rows.size()) + " lignes sont d’un autre service que «\u00A0" + wanted +
                    "\u00A0»\u00A0: elles sont laissées de côté, les services ne se mélangent jamais.";
  findings.push_back(std::move(finding));
}

CountTable read_counts(TypedCells& cells, const RawTable& raw, const ColumnMapping& mapping,
                       const IntakeOptions& options, std::vector<Finding>& findings) {
  CountTable out;
  SiteIndex sites(raw, mapping, out);
  std::vector<std::size_t> elsewhere;
  std::optional<Day> day;
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    if (cells.has(Field::service)) {
      const std::string service = base::fold(cells.text(Field::service, row));
      if (!service.empty() && service.find(options.service) == std::string::npos) {
        elsewhere.push_back(row);
        continue;
      }
    }
    CountRow count;
    const bool right = every({cells.present(Field::date, row) && cells.day(Field::date, row, day),
                              cells.present(Field::site, row),
                              cells.number(Field::ordered, row, count.ordered, options.max_meals),
                              cells.number(Field::eaten, row, count.eaten, options.max_meals)});
    if (!right) continue;
    count.line = cells.line(row);
    count.day = *day;
    count.site = sites.of(row);
    out.rows.push_back(count);
  }
  say_other_service(findings, raw, mapping, elsewhere, options.service);
  return out;
}

IntakeRows read_kind(TableKind kind, TypedCells& cells, const RawTable& raw, const ColumnMapping& mapping,
                     const IntakeOptions& options, std::vector<Finding>& findings) {
  switch (kind) {
    case TableKind::counts:
      return read_counts(cells, raw, mapping, options, findings);
    case TableKind::canteens:
      return read_rows<CanteenRow>(cells, options);
    case TableKind::sites:
      return read_rows<SiteRow>(cells, options);
    case TableKind::schools:
      return read_rows<SchoolRow>(cells, options);
    case TableKind::pupils:
      return read_rows<PupilRow>(cells, options);
    case TableKind::menus:
      return read_rows<MenuRow>(cells, options);
    case TableKind::holidays:
      return read_rows<HolidayRow>(cells, options);
    case TableKind::strikes:
      return read_rows<StrikeRow>(cells, options);
    case TableKind::strike_sheets:
      return read_rows<StrikeSheetRow>(cells, options);
    case TableKind::outings:
      return read_rows<OutingRow>(cells, options);
    case TableKind::closures:
      return read_rows<ClosureRow>(cells, options);
    case TableKind::city:
      return read_rows<CityRow>(cells, options);
    case TableKind::school_years:
      return read_rows<SchoolYearRow>(cells, options);
    case TableKind::public_holidays:
      return read_rows<PublicHolidayRow>(cells, options);
  }
  return CountTable{};
}

// Menus without ranks: the order of the file within a day.
void number_dishes(IntakeRows& rows) {
  auto* dishes = std::get_if<std::vector<MenuRow>>(&rows);
  if (dishes == nullptr) return;
  std::map<Day, int> next;
  for (auto& dish : *dishes)
    if (dish.rank == 0) dish.rank = ++next[dish.day];
}

tl::unexpected<Error> wrong_kind(const RawTable& raw, TableKind kind, const std::vector<Field>& missing) {
  std::vector<std::string> names;
  for (const Field field : missing) names.push_back(in_quotes(field_codes.code(field)));
  std::vector<std::string> found;
  for (const auto& column : raw.columns) found.push_back(in_quotes(column.label));
  std::string message = "Le fichier " + in_quotes(raw.file) + " n’est pas reconnu comme «\u00A0" +
                        std::string(kind_label(kind)) + "\u00A0»\u00A0: il manque " +
                        base::join(names, ", ") + ". Colonnes trouvées\u00A0: " + base::join(found, ", ") +
                        ".";
  if (const auto other = guess_kind(raw); other && *other != kind)
    message += " Il ressemble à «\u00A0" + std::string(kind_label(*other)) + "\u00A0».";
  return fail(ErrorKind::invalid, std::move(message), {}, "wrong-kind");
}

Finding file_note(const RawTable& raw, std::string code, Severity severity, std::string message) {
  Finding finding;
  finding.code = std::move(code);
  finding.severity = severity;
  finding.file = raw.file;
  finding.message = std::move(message);
  return finding;
}

void say_text_faults(const RawTable& raw, std::vector<Finding>& findings) {
  if (raw.undecodable_line > 0) {
    auto finding = file_note(raw, "two-encodings", Severity::warning,
                             "Ligne " + std::to_string(raw.undecodable_line) +
                                 "\u00A0: des octets ne sont pas de l’encodage du reste (" + raw.encoding +
                                 ")\u00A0; ils sont lus comme Windows-1252. Deux exports ont sans doute été "
                                 "collés bout à bout.");
    finding.add(raw.undecodable_line, "ligne " + std::to_string(raw.undecodable_line));
    findings.push_back(std::move(finding));
  }
  if (!raw.long_rows.empty()) {
    auto finding = file_note(raw, "extra-cells", Severity::warning,
                             std::to_string(raw.long_rows.size()) +
                                 " lignes ont plus de cases que l’en-tête\u00A0: le surplus n’est pas lu.");
    for (const auto line : raw.long_rows) finding.add(line, "ligne " + std::to_string(line));
    findings.push_back(std::move(finding));
  }
}

void say_guesses(const RawTable& raw, const MappingResult& mapping, std::vector<Finding>& findings) {
  for (const Field field : mapping.by_content) {
    auto finding = file_note(raw, "column-guessed", Severity::question,
                             "La colonne " + in_quotes(raw.columns[mapping.columns.at(field)].label) +
                                 " est lue comme " + in_quotes(field_codes.code(field)) +
                                 " d’après son contenu\u00A0: confirmez.");
    finding.column = raw.columns[mapping.columns.at(field)].label;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Result<IntakeTable> table_of(TableKind kind, const RawTable& raw, const IntakeOptions& options) {
  const MappingResult mapping = map_columns(raw, kind, options.mapping);
  if (!mapping.missing.empty()) return wrong_kind(raw, kind, mapping.missing);
  IntakeTable out;
  out.kind = kind;
  out.file = raw.file;
  out.sha256 = raw.sha256;
  out.encoding = raw.encoding;
  out.rows_read = raw.rows();
  say_text_faults(raw, out.findings);
  say_guesses(raw, mapping, out.findings);
  TypedCells cells(raw, mapping.columns, out.findings);
  out.rows = read_kind(kind, cells, raw, mapping.columns, options, out.findings);
  number_dishes(out.rows);
  out.rows_kept = std::visit(
      [](const auto& rows) {
        if constexpr (std::is_same_v<std::decay_t<decltype(rows)>, CountTable>)
          return rows.rows.size();
        else
          return rows.size();
      },
      out.rows);
  out.mapping = mapping_json(raw, mapping.columns);
  std::set<std::size_t> used;
  for (const auto& [field, column] : mapping.columns) used.insert(column);
  for (std::size_t i = 0; i < raw.columns.size(); ++i)
    if (!used.contains(i)) out.other_columns.push_back(raw.columns[i].label);
  return out;
}

Result<IntakeTable> read_table(TableKind kind, const std::filesystem::path& path,
                               const IntakeOptions& options) {
  PARVIS_TRY(raw, read_raw_table(path, options.read));
  return table_of(kind, raw, options);
}

Result<IntakeTable> read_table(TableKind kind, quality::ByteSourcePtr bytes, std::string name,
                               const IntakeOptions& options) {
  PARVIS_TRY(raw, read_raw_table(std::move(bytes), std::move(name), options.read));
  return table_of(kind, raw, options);
}

}  // namespace parvis::canteen
