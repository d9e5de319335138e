#include "grants/repair/rule_run.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/identifiers.hpp"
#include "grants/reading/cell_text.hpp"
#include "grants/reading/choice_reading.hpp"

namespace parvis::grants {

namespace {

using quality::CellKind;

constexpr std::size_t max_known_texts = 4096;  // of one column, so that a text met again is not read again
constexpr std::size_t most_zeros = 5;          // no establishment has the number 00000
constexpr double wrong_column_share = 0.5;
constexpr std::size_t least_wrong_cells = 2;

std::vector<std::size_t> with_companions(const RepairPlan& plan, std::vector<std::size_t> fields) {
  std::set<std::size_t> all(fields.begin(), fields.end());
  for (const std::size_t field : fields) {
    if (const auto partner = plan.partner_of(field)) all.insert(*partner);
    const auto role = plan.fields[field].role;
    if (role == FieldRole::giver_id)
      if (const auto receiver = plan.field_of(FieldRole::receiver_id)) all.insert(*receiver);
  }
  return {all.begin(), all.end()};
}

bool is_identifier(FieldReads reads) {
  return reads == FieldReads::siret || reads == FieldReads::siren || reads == FieldReads::rna;
}

// 14 digits of which the last five at least are zeros: only a spreadsheet writes such a number.
bool rounded_siret(std::string_view text) {
  const std::string bare = base::bare_identifier(text);
  if (bare.size() != 14 || !only_digits(bare)) return false;
  return bare.find_last_not_of('0') != std::string::npos && bare.find_last_not_of('0') < 14 - most_zeros;
}

// The field whose kind of value this is, when it is not that of its own column.
std::optional<FieldRole> foreign_role(FieldReads reads, std::string_view text) {
  if (reads == FieldReads::siret && base::rna_verdict(text).right()) return FieldRole::receiver_rna;
  if (reads == FieldReads::rna && base::siret_verdict(text).right()) return FieldRole::receiver_id;
  if (reads == FieldReads::amount && base::bare_identifier(text).size() == 14 &&
      base::siret_verdict(text).right())
    return FieldRole::receiver_id;
  return std::nullopt;
}

std::optional<std::size_t> field_reading(const RepairPlan& plan, FieldReads reads) {
  for (std::size_t i = 0; i < plan.fields.size(); ++i)
    if (plan.fields[i].reads == reads) return i;
  return std::nullopt;
}

// The field that a text of another column belongs to.
std::optional<std::size_t> home_of(const RepairPlan& plan, FieldReads reads, std::string_view text) {
  if (const auto role = foreign_role(reads, text)) return plan.field_of(*role);
  if (reads == FieldReads::nature && read_nature(text).cause == Cause::other_column)
    return field_reading(plan, FieldReads::conditions);
  if (reads == FieldReads::conditions && read_conditions(text).cause == Cause::other_column)
    return field_reading(plan, FieldReads::nature);
  return std::nullopt;
}

bool may_stray(FieldReads reads) {
  return is_identifier(reads) || reads == FieldReads::amount || reads == FieldReads::nature ||
         reads == FieldReads::conditions;
}

}  // namespace

RuleRun::RuleRun(RepairTable& table, ChangeLog& log, std::vector<std::size_t> fields)
    : table_(table), log_(log) {
  for (const std::size_t field : with_companions(table.plan(), std::move(fields))) {
    Column column;
    column.field = field;
    gather(column);
    columns_.push_back(std::move(column));
  }
}

void RuleRun::gather(Column& column) {
  const auto& plan = table_.plan().fields[column.field];
  const auto kind = read_kind_of(plan.reads);
  const bool evident = kind == ReadKind::amount || kind == ReadKind::date || kind == ReadKind::period ||
                       kind == ReadKind::rate;
  std::set<std::string> rounded;
  for (std::size_t row = 0; row < table_.rows(); ++row) {
    if (table_.aside(row)) continue;
    const std::string& text = table_.cell(row, column.field);
    if (text.empty()) continue;
    if (evident && !surely_fine(plan, text)) column.evidence.add(*kind, text);
    if (plan.reads == FieldReads::siret && text.ends_with("00000") && rounded_siret(text))
      rounded.insert(text);
  }
  column.rounded = !rounded.empty();
  if (kind) column.proof = proof_of(*kind, column.evidence);
}

void RuleRun::all_rows() {
  for (auto& column : columns_) look_at_column(column);
  for (std::size_t row = 0; row < table_.rows(); ++row)
    if (!table_.aside(row)) look_at_row(row);
}

void RuleRun::one_row(std::size_t row) {
  look_at_row(row);
}

void RuleRun::look_at_column(const Column& column) {
  const RepairPlan& plan = table_.plan();
  const FieldPlan& field = plan.fields[column.field];
  if (!may_stray(field.reads) && field.role != FieldRole::reference) return;
  std::size_t filled = 0;
  std::size_t dates = 0;
  std::unordered_map<std::size_t, std::size_t> homes;
  for (std::size_t row = 0; row < table_.rows(); ++row) {
    const auto* cell = table_.source_cell(row, column.field);
    if (table_.aside(row) || cell == nullptr || cell->text.empty()) continue;
    ++filled;
    if (cell->kind == CellKind::date || cell->kind == CellKind::datetime) ++dates;
    if (!may_stray(field.reads) || surely_fine(field, cell->text)) continue;
    if (const auto home = home_of(plan, field.reads, cell->text)) ++homes[*home];
  }
  if (field.role == FieldRole::reference && dates > 0 && dates * 2 >= filled)
    say_of_column(column,
                  {Defect::reference_dates,
                   RepairOutcome::flagged,
                   {},
                   {},
                   "read-text",
                   "Un tableur a peut-être changé des numéros en dates."},
                  dates);
  for (const auto& [home, count] : homes) {
    if (count < least_wrong_cells ||
        static_cast<double>(count) < wrong_column_share * static_cast<double>(filled))
      continue;
    say_of_column(column,
                  {Defect::wrong_column,
                   RepairOutcome::suggest,
                   plan.fields[home].name,
                   {},
                   "column-content",
                   "Ces valeurs sont celles du champ «\u00A0" + plan.fields[home].name + "\u00A0»."},
                  count);
  }
}

void RuleRun::look_at_row(std::size_t row) {
  for (auto& column : columns_)
    if (!table_.cell(row, column.field).empty() && !look_at_source(column, row) &&
        !look_at_rounding(column, row))
      look_at_cell(column, row);
  // After all cells: a cell that says nothing has been emptied by now.
  for (const auto& column : columns_) {
    if (table_.maps().position_of[column.field]) look_at_gap(column, row);
    look_at_giver(column, row);
  }
}

// What the workbook says of the cell: an error, a number in date format that is no date.
bool RuleRun::look_at_source(const Column& column, std::size_t row) {
  const auto* cell = table_.source_cell(row, column.field);
  if (cell == nullptr || table_.cell(row, column.field) != cell->text) return false;
  if (cell->kind == CellKind::error) {
    say(column, row,
        {Defect::spreadsheet_error,
         RepairOutcome::refused,
         {},
         {},
         "read-text",
         std::string(sentence(Cause::spreadsheet_error))});
    return true;
  }
  const auto reads = table_.plan().fields[column.field].reads;
  const bool dated = reads == FieldReads::date || reads == FieldReads::period;
  if (!cell->has(quality::note_impossible) || !dated) return false;
  say(column, row,
      {Defect::date_refused,
       RepairOutcome::refused,
       {},
       {},
       "read-date",
       std::string(sentence(Cause::no_such_day))});
  return true;
}

bool RuleRun::look_at_rounding(const Column& column, std::size_t row) {
  const std::string& text = table_.cell(row, column.field);
  if (!column.rounded || !text.ends_with("00000") || !rounded_siret(text)) return false;
  say(column, row,
      {Defect::identifier_rounded,
       RepairOutcome::refused,
       {},
       {},
       "read-siret",
       "Ces numéros ont été abîmés par un tableur. Dans le classeur .xlsx d'origine, les chiffres "
       "existent souvent encore\u00A0: déposez-le."});
  return true;
}

void RuleRun::look_at_cell(Column& column, std::size_t row) {
  const FieldPlan& field = table_.plan().fields[column.field];
  const std::string& text = table_.cell(row, column.field);
  if (surely_fine(field, text)) return;
  const auto known = column.known.find(text);
  if (known != column.known.end()) {
    for (const auto& finding : known->second) say(column, row, finding);
    return;
  }
  auto findings = cell_findings(field, text, column.evidence, column.proof);
  if (column.known.size() < max_known_texts) column.known.emplace(text, findings);
  for (auto& finding : findings) say(column, row, std::move(finding));
}

// An empty cell is never 0, never «non», never today: it is named where it may not be empty.
void RuleRun::look_at_gap(const Column& column, std::size_t row) {
  const RepairPlan& plan = table_.plan();
  const FieldPlan& field = plan.fields[column.field];
  if (!table_.cell(row, column.field).empty()) return;
  if (field.required) {
    const bool identifier = is_identifier(field.reads);
    say(column, row,
        {identifier ? Defect::identifier_missing : Defect::required_empty,
         RepairOutcome::refused,
         {},
         {},
         "required",
         "Cette valeur est obligatoire."});
    return;
  }
  const auto partner = plan.partner_of(column.field);
  if (!partner || !table_.cell(row, *partner).empty()) return;
  // Said once, of the first of the two whose column is there.
  const bool partner_present = table_.maps().position_of[*partner].has_value();
  if (*partner < column.field && partner_present) return;
  say(column, row,
      {Defect::identifier_missing,
       RepairOutcome::refused,
       {},
       {},
       "one-identifier",
       "Un SIRET ou un numéro RNA est obligatoire."});
}

void RuleRun::look_at_giver(const Column& column, std::size_t row) {
  if (table_.plan().fields[column.field].role != FieldRole::receiver_id) return;
  const auto giver = table_.plan().field_of(FieldRole::giver_id);
  const std::string& text = table_.cell(row, column.field);
  if (!giver || text.size() != 14 || text != table_.cell(row, *giver) || !base::siret_verdict(text).right())
    return;
  say(column, row,
      {Defect::same_siret_as_giver,
       RepairOutcome::flagged,
       {},
       {},
       "giver-siret",
       "Le bénéficiaire porte le SIRET de l'attribuant\u00A0: est-ce voulu\u202F?"});
}

void RuleRun::say(const Column& column, std::size_t row, CellFinding finding) {
  const auto& source = table_.source_row(row);
  RepairChange change;
  change.row = source.row;
  change.line = source.line;
  change.data_row = static_cast<std::uint32_t>(row);
  change.column = static_cast<std::uint32_t>(column.field);
  change.field = table_.plan().fields[column.field].name;
  change.defect = finding.defect;
  change.outcome = finding.outcome;
  change.before = table_.cell(row, column.field);
  change.after = std::move(finding.after);
  change.candidates = std::move(finding.candidates);
  change.rule = finding.rule;
  change.evidence = std::move(finding.evidence);
  log_.append(table_, std::move(change));
}

void RuleRun::say_of_column(const Column& column, CellFinding finding, std::size_t count) {
  RepairChange change;
  change.field = table_.plan().fields[column.field].name;
  change.column = static_cast<std::uint32_t>(column.field);
  if (const auto position = table_.maps().position_of[column.field])
    change.position = static_cast<std::uint32_t>(*position + 1);
  change.defect = finding.defect;
  change.outcome = finding.outcome;
  change.after = std::move(finding.after);
  change.rule = finding.rule;
  change.evidence = std::move(finding.evidence);
  change.count = count;
  log_.append(table_, std::move(change));
}

}  // namespace parvis::grants
