#include "grants/repair/repair_session.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "grants/reading/cell_text.hpp"
#include "grants/repair/file_findings.hpp"
#include "grants/repair/repair_journal.hpp"
#include "grants/repair/rule_run.hpp"

namespace parvis::grants {

namespace {

std::vector<std::size_t> all_fields(const RepairPlan& plan) {
  std::vector<std::size_t> fields(plan.fields.size());
  std::iota(fields.begin(), fields.end(), std::size_t{0});
  return fields;
}

HeaderPlace header_at(const std::vector<quality::TableRow>& rows, std::size_t first, std::size_t count) {
  HeaderPlace place;
  place.first = first;
  place.rows = count;
  for (std::size_t i = first; i < first + count && i < rows.size(); ++i)
    for (std::size_t column = 0; column < rows[i].cells.size(); ++column) {
      if (column >= place.labels.size()) place.labels.emplace_back();
      const std::string label = plain_text(rows[i].cells[column].text);
      auto& joined = place.labels[column];
      if (!joined.empty() && !label.empty()) joined += ' ';
      joined += label;
    }
  return place;
}

tl::unexpected<Error> no_table() {
  return fail(ErrorKind::invalid, "Aucun tableau n'a été trouvé dans ce fichier.", {}, "no-table");
}

bool maps_a_column(Defect defect) {
  return defect == Defect::column_content || defect == Defect::two_columns || defect == Defect::wrong_column;
}

// A line that an undo may take back: it wrote something, or set a row aside.
bool can_be_undone(const RepairChange& change) {
  if (change.undone_by != 0 || change.outcome == RepairOutcome::undone) return false;
  if (change.defect == Defect::total_row || change.defect == Defect::repeated_header) return true;
  if (change.outcome != RepairOutcome::repaired) return false;
  return change.about_cell() || (change.defect == Defect::column_map && change.by == ChangedBy::person);
}

}  // namespace

RepairSession::RepairSession(SourceFile source, std::shared_ptr<const RepairPlan> plan, HeaderPlace header)
    : table_(std::move(source), std::move(plan), std::move(header)) {}

Result<RepairSession> RepairSession::open(std::string bytes, std::shared_ptr<const RepairPlan> plan,
                                          const RepairOptions& options) {
  PARVIS_TRY(source, read_source(std::move(bytes), *plan, options.source));
  HeaderPlace header;
  if (options.header_row) {
    const auto found = std::find_if(source.rows.begin(), source.rows.end(),
                                    [&](const auto& row) { return row.row == *options.header_row; });
    if (found == source.rows.end()) return no_table();
    header = header_at(source.rows, static_cast<std::size_t>(found - source.rows.begin()), 1);
  } else {
    header = find_header(source.rows, *plan);
  }
  if (header.labels.empty()) return no_table();
  RepairSession session(std::move(source), std::move(plan), std::move(header));
  session.begin(options.memory);
  return session;
}

void RepairSession::begin(const MapMemory& memory) {
  const RepairPlan& plan = table_.plan();
  const ColumnMaps maps = map_columns(table_.header().labels, plan, memory);
  for (auto& change : file_findings(table_)) log_.append(table_, std::move(change));
  for (auto& change : column_maps(maps, plan)) log_.append(table_, std::move(change));
  set_rows_aside();
  for (auto& change : column_findings(table_, maps)) log_.append(table_, std::move(change));
  for (auto& change : constants_above(table_)) log_.append(table_, std::move(change));
  RuleRun(table_, log_, all_fields(plan)).all_rows();
}

void RepairSession::set_rows_aside() {
  const auto amount = table_.plan().field_of(FieldRole::amount);
  const auto position = amount ? table_.maps().position_of[*amount] : std::nullopt;
  const auto verdicts =
      sort_rows(table_.source().rows, table_.header(), position.value_or(std::string::npos));
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const RowVerdict& verdict = verdicts[i];
    if (verdict.kind != RowKind::total && verdict.kind != RowKind::repeated_header) continue;
    const auto& row = table_.source().rows[table_.header().first + table_.header().rows + i];
    RepairChange change;
    change.row = row.row;
    change.line = row.line;
    change.field = "(row)";
    change.defect = verdict.kind == RowKind::total ? Defect::total_row : Defect::repeated_header;
    change.outcome = RepairOutcome::kept_aside;
    change.rule = "sort-rows";
    change.evidence = verdict.proof;
    log_.append(table_, std::move(change));
  }
}

Result<RepairSession> RepairSession::resume(std::string bytes, std::shared_ptr<const RepairPlan> plan,
                                            std::string_view journal) {
  PARVIS_TRY(read, read_journal(journal));
  SourceOptions options;
  options.name = read.source.name;
  if (!read.source.encoding.empty()) options.read.encoding = quality::encoding_named(read.source.encoding);
  if (!read.source.delimiter.empty()) options.read.delimiter = read.source.delimiter.front();
  if (!read.source.sheet.empty()) options.read.sheet = read.source.sheet;
  PARVIS_TRY(source, read_source(std::move(bytes), *plan, options));
  if (source.reading.sha256 != read.source.sha256)
    return fail(ErrorKind::conflict, "Ce journal est celui d'un autre fichier.", {}, "other-source");
  if (plan->schema_sha256 != read.source.schema_sha256)
    return fail(ErrorKind::conflict, "Ce journal a été tenu pour un autre schéma.", {}, "other-schema");
  HeaderPlace header = header_at(source.rows, read.source.header_row, read.source.header_rows);
  RepairSession session(std::move(source), std::move(plan), std::move(header));
  for (auto& change : read.changes) {
    const bool column = change.defect == Defect::column_map;
    if (column && change.position > session.table_.maps().columns.size()) return no_table();
    session.log_.append(session.table_, std::move(change));
  }
  return session;
}

std::string RepairSession::journal() const {
  return write_journal(table_, log_.changes());
}

Status RepairSession::answer(const RepairAnswer& answer) {
  switch (answer.kind) {
    case RepairAnswer::Kind::accept:
      return accept(answer);
    case RepairAnswer::Kind::undo:
      return undo(answer);
    case RepairAnswer::Kind::value:
      return give(answer);
    case RepairAnswer::Kind::column:
      return map(answer.position, answer.field, 0);
    case RepairAnswer::Kind::constant:
      return everywhere(answer);
  }
  return {};
}

Status RepairSession::accept(const RepairAnswer& answer) {
  std::vector<std::uint64_t> chosen;
  for (const auto& change : log_.changes())
    if (change.open() && change.outcome == RepairOutcome::suggest && selects(answer.which, change))
      chosen.push_back(change.seq);
  if (chosen.empty())
    return fail(ErrorKind::not_found,
                "Aucune proposition en attente ne correspond à «\u00A0" + answer.which + "\u00A0».");
  for (const auto seq : chosen) {
    const RepairChange line = *log_.find(seq);
    if (!line.candidates.empty() && answer.candidate >= line.candidates.size())
      return fail(ErrorKind::invalid,
                  "Cette proposition n'a que " + std::to_string(line.candidates.size()) + " lectures.");
  }
  for (const auto seq : chosen) {
    const RepairChange line = *log_.find(seq);
    // An answer before it may have settled this one.
    if (line.open()) PARVIS_CHECK(accept_line(line, answer.candidate));
  }
  return {};
}

Status RepairSession::accept_line(RepairChange line, std::size_t candidate) {
  const std::uint64_t seq = line.seq;
  if (maps_a_column(line.defect) && line.position > 0 && line.row == 0)
    return map(line.position, *line.after, seq);
  if (line.defect == Defect::constant_above)
    return everywhere(RepairAnswer::everywhere(line.field, *line.after));
  if (!line.about_cell()) return fail(ErrorKind::invalid, "Cette proposition ne s'accepte pas ainsi.");
  RepairChange change = std::move(line);
  change.before = table_.cell(change.data_row, change.column);
  if (!change.candidates.empty()) change.after = change.candidates[candidate];
  change.candidates.clear();
  change.outcome = RepairOutcome::repaired;
  change.by = ChangedBy::person;
  change.rule = "confirm";
  change.answers = seq;
  log_.append(table_, std::move(change));
  return {};
}

Status RepairSession::undo(const RepairAnswer& answer) {
  std::vector<std::uint64_t> chosen;
  for (const auto& change : log_.changes())
    if (can_be_undone(change) && selects(answer.which, change)) chosen.push_back(change.seq);
  if (chosen.empty())
    return fail(ErrorKind::not_found, "Rien à annuler ne correspond à «\u00A0" + answer.which + "\u00A0».");
  for (auto seq = chosen.rbegin(); seq != chosen.rend(); ++seq) {
    const RepairChange line = *log_.find(*seq);
    if (!can_be_undone(line)) continue;
    if (line.defect == Defect::column_map)
      PARVIS_CHECK(map(line.position, line.before, line.seq));
    else
      undo_line(line);
  }
  return {};
}

void RepairSession::undo_line(const RepairChange& line) {
  RepairChange change = line;
  change.by = ChangedBy::person;
  change.rule = "undo";
  change.outcome = RepairOutcome::undone;
  change.answers = line.seq;
  change.evidence.clear();
  change.candidates.clear();
  if (line.after && change.column != 0xFFFFFFFF) {
    change.before = table_.cell(line.data_row, line.column);
    change.after = line.before;
  }
  const bool row_returns = !table_.aside(line.data_row) ? false : line.outcome == RepairOutcome::kept_aside;
  log_.append(table_, std::move(change));
  if (row_returns) RuleRun(table_, log_, all_fields(table_.plan())).one_row(line.data_row);
}

Status RepairSession::give(const RepairAnswer& answer) {
  const auto field = table_.plan().field_named(answer.field);
  const auto row = table_.row_numbered(answer.row);
  if (!field || !row)
    return fail(ErrorKind::not_found, "Pas de cellule «\u00A0" + answer.field + "\u00A0» à la ligne " +
                                          std::to_string(answer.row) + ".");
  std::uint64_t answers = 0;
  for (const auto& change : log_.changes())
    if (change.open() && change.about_cell() && change.data_row == *row && change.column == *field)
      answers = change.seq;
  write_value(*row, *field, answer.value, answers);
  return {};
}

void RepairSession::write_value(std::size_t row, std::size_t field, const std::string& value,
                                std::uint64_t answers) {
  RepairChange change;
  change.row = table_.source_row(row).row;
  change.line = table_.source_row(row).line;
  change.data_row = static_cast<std::uint32_t>(row);
  change.column = static_cast<std::uint32_t>(field);
  change.field = table_.plan().fields[field].name;
  change.defect = Defect::person_value;
  change.outcome = RepairOutcome::repaired;
  change.by = ChangedBy::person;
  change.before = table_.cell(row, field);
  change.after = value;
  change.rule = "person-value";
  change.answers = answers;
  log_.append(table_, std::move(change));
}

void RepairSession::undo_field(std::size_t field) {
  std::vector<std::uint64_t> live;
  for (const auto& change : log_.changes())
    if (change.about_cell() && change.column == field && change.undone_by == 0 &&
        change.outcome != RepairOutcome::undone)
      live.push_back(change.seq);
  for (auto seq = live.rbegin(); seq != live.rend(); ++seq) undo_line(*log_.find(*seq));
}

Status RepairSession::map(std::size_t position, const std::string& field, std::uint64_t answers) {
  const auto& columns = table_.maps().columns;
  if (position == 0 || position > columns.size())
    return fail(ErrorKind::not_found, "Le fichier n'a pas de colonne " + std::to_string(position) + ".");
  const auto target = table_.plan().field_named(field);
  if (!field.empty() && !target)
    return fail(ErrorKind::not_found, "Le schéma n'a pas de champ «\u00A0" + field + "\u00A0».");
  std::vector<std::size_t> touched;
  const auto before = columns[position - 1].field;
  if (before) touched.push_back(*before);
  if (target && target != before) touched.push_back(*target);
  std::vector<std::size_t> all = touched;
  for (const auto touch : touched)
    if (const auto partner = table_.plan().partner_of(touch)) all.push_back(*partner);
  for (const auto touch : all) undo_field(touch);
  const bool undoing = answers > 0 && log_.find(answers)->defect == Defect::column_map;
  RepairChange change;
  change.position = static_cast<std::uint32_t>(position);
  change.field = columns[position - 1].label;
  change.defect = Defect::column_map;
  change.outcome = undoing ? RepairOutcome::undone : RepairOutcome::repaired;
  change.by = ChangedBy::person;
  change.before = before ? table_.plan().fields[*before].name : "";
  change.after = field;
  change.rule = undoing ? "undo" : "map-columns";
  change.evidence = "personne";
  change.answers = answers;
  log_.append(table_, std::move(change));
  RuleRun(table_, log_, all).all_rows();
  return {};
}

// Empty cells only: what the file says goes before what a person says of all rows.
Status RepairSession::everywhere(const RepairAnswer& answer) {
  const auto field = table_.plan().field_named(answer.field);
  if (!field)
    return fail(ErrorKind::not_found, "Le schéma n'a pas de champ «\u00A0" + answer.field + "\u00A0».");
  std::vector<std::uint64_t> open_at(table_.rows(), 0);
  std::vector<std::uint64_t> open_column;
  for (const auto& change : log_.changes()) {
    if (!change.open() || change.field != answer.field) continue;
    if (change.about_cell())
      open_at[change.data_row] = change.seq;
    else if (change.row == 0)
      open_column.push_back(change.seq);
  }
  for (std::size_t row = 0; row < table_.rows(); ++row)
    if (!table_.aside(row) && table_.cell(row, *field).empty())
      write_value(row, *field, answer.value, open_at[row]);
  for (const auto seq : open_column) {
    RepairChange change = *log_.find(seq);
    change.outcome = RepairOutcome::repaired;
    change.by = ChangedBy::person;
    change.after = answer.value;
    change.rule = "confirm";
    change.answers = seq;
    log_.append(table_, std::move(change));
  }
  return {};
}

}  // namespace parvis::grants
