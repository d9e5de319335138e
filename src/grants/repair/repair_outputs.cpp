#include "grants/repair/repair_outputs.hpp"

#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

#include "grants/reading/amount_reading.hpp"
#include "grants/reading/cell_text.hpp"
#include "quality/table_reader/table_writer.hpp"

namespace parvis::grants {

namespace {

constexpr quality::CsvForm csv_form{',', "\n", false};

std::vector<std::string> field_names(const RepairPlan& plan) {
  std::vector<std::string> names;
  for (const auto& field : plan.fields) names.push_back(field.name);
  return names;
}

std::vector<std::string> cells_of(const RepairTable& table, std::size_t row) {
  std::vector<std::string> cells;
  cells.reserve(table.plan().fields.size() + 1);
  for (std::size_t field = 0; field < table.plan().fields.size(); ++field)
    cells.push_back(table.cell(row, field));
  return cells;
}

void add_amount(Amounts& sums, std::string_view text, const AmountEvidence& column) {
  ++sums.rows;
  const Reading reading = read_amount(text, column);
  if (reading.outcome == Outcome::value)
    sums.cents += std::llround(std::strtod(reading.value.c_str(), nullptr) * 100);
  else
    ++sums.unread;
}

// Rows of data in the order of the CSV; what waits and what is wrong in each.
struct RowStates {
  std::vector<std::size_t> rows;       // of the table
  std::vector<std::string> reasons;    // French; empty: publishable
  std::vector<bool> refused, waiting;  // open refusals and suggestions
  std::vector<std::size_t> index_of;   // of a row of the table
};

void add_reason(std::string& reasons, std::string_view field, std::string_view why) {
  if (!reasons.empty()) reasons += " · ";
  reasons += field;
  reasons += "\u00A0: ";
  reasons += why;
}

RowStates row_states(const RepairSession& session) {
  const RepairTable& table = session.table();
  RowStates states;
  states.index_of.resize(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.aside(row)) continue;
    states.index_of[row] = states.rows.size();
    states.rows.push_back(row);
  }
  states.reasons.resize(states.rows.size());
  states.refused.resize(states.rows.size());
  states.waiting.resize(states.rows.size());
  for (const auto& change : session.changes()) {
    if (!change.open() || !change.about_cell() || table.aside(change.data_row)) continue;
    const std::size_t at = states.index_of[change.data_row];
    const bool suggestion = change.outcome == RepairOutcome::suggest;
    (suggestion ? states.waiting : states.refused)[at] = true;
    std::string why(phrase(change.defect));
    if (suggestion && change.after) why += " (proposition\u00A0: " + *change.after + ")";
    add_reason(states.reasons[at], change.field, why);
  }
  return states;
}

// The table as it would be if every suggestion about a cell were accepted.
std::string accepted_csv(const RepairSession& session, const RowStates& states) {
  const RepairTable& table = session.table();
  std::vector<std::vector<std::pair<std::uint32_t, std::string>>> written(states.rows.size());
  for (const auto& change : session.changes()) {
    if (!change.open() || !change.about_cell() || change.outcome != RepairOutcome::suggest) continue;
    if (table.aside(change.data_row)) continue;
    const std::string after = change.after                ? *change.after
                              : change.candidates.empty() ? change.before
                                                          : change.candidates.front();
    written[states.index_of[change.data_row]].emplace_back(change.column, after);
  }
  std::string csv;
  quality::append_csv(csv, field_names(table.plan()), csv_form);
  for (std::size_t i = 0; i < states.rows.size(); ++i) {
    auto cells = cells_of(table, states.rows[i]);
    for (auto& [field, text] : written[i]) cells[field] = std::move(text);
    quality::append_csv(csv, cells, csv_form);
  }
  return csv;
}

std::vector<bool> faulty_rows(const std::vector<RowFault>& faults, std::size_t rows) {
  std::vector<bool> faulty(rows);
  for (const auto& fault : faults)
    if (fault.row < rows) faulty[fault.row] = true;
  return faulty;
}

Result<std::uint64_t> count_if_accepted(const RepairSession& session, const RowStates& states,
                                        const CheckRepaired& check) {
  PARVIS_TRY(faults, check(accepted_csv(session, states)));
  const auto faulty = faulty_rows(faults, states.rows.size());
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < states.rows.size(); ++i)
    if (!states.refused[i] && !faulty[i]) ++count;
  return count;
}

std::string above_and_extra(const RepairTable& table) {
  std::string csv;
  quality::append_csv(csv, {"ligne", "colonne", "contenu", "motif"}, csv_form);
  const auto add = [&](const quality::TableRow& row, const std::string& label, const std::string& text,
                       std::string_view why) {
    if (!text.empty())
      quality::append_csv(csv, {std::to_string(row.row), label, text, std::string(why)}, csv_form);
  };
  for (std::size_t i = 0; i < table.header().first; ++i)
    for (const auto& cell : table.source().rows[i].cells)
      add(table.source().rows[i], "", cell.text, "au-dessus du tableau");
  const auto& columns = table.maps().columns;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto& source = table.source_row(row);
    for (std::size_t i = 0; i < source.cells.size(); ++i) {
      const bool known = i < columns.size() && columns[i].field.has_value();
      const std::string label =
          i < columns.size() ? columns[i].label : "(colonne " + std::to_string(i + 1) + ")";
      if (table.aside(row))
        add(source, label, source.cells[i].text, "ligne de total ou titres répétés");
      else if (!known)
        add(source, label, source.cells[i].text, "colonne hors du schéma");
    }
  }
  return csv;
}

AmountEvidence source_amounts(const RepairTable& table, std::size_t field) {
  AmountEvidence column;
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (const auto* cell = table.source_cell(row, field); cell != nullptr && !table.aside(row))
      column.add(cell->text);
  return column;
}

}  // namespace

std::string repaired_csv(const RepairTable& table) {
  std::string csv;
  quality::append_csv(csv, field_names(table.plan()), csv_form);
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (!table.aside(row)) quality::append_csv(csv, cells_of(table, row), csv_form);
  return csv;
}

Result<RepairOutputs> repair_outputs(const RepairSession& session, const CheckRepaired& check) {
  const RepairTable& table = session.table();
  RepairOutputs out;
  RowStates states = row_states(session);
  PARVIS_TRY(faults, check(repaired_csv(table)));
  for (const auto& fault : faults) {
    if (fault.row >= states.rows.size()) continue;
    std::string& reasons = states.reasons[fault.row];
    // What the desk has said of a cell says more than the schema's complaint about it.
    if (fault.field.empty() || reasons.find(fault.field + "\u00A0: ") == std::string::npos)
      add_reason(reasons, fault.field, fault.message);
  }
  const auto amount = table.plan().field_of(FieldRole::amount);
  const AmountEvidence column = amount ? source_amounts(table, *amount) : AmountEvidence{};
  auto names = field_names(table.plan());
  quality::append_csv(out.publishable_csv, names, csv_form);
  names.emplace_back("motif");
  quality::append_csv(out.to_mend_csv, names, csv_form);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto* source = amount ? table.source_cell(row, *amount) : nullptr;
    const std::string_view source_text =
        source != nullptr ? std::string_view(source->text) : std::string_view();
    add_amount(out.before, source_text, column);
    if (table.aside(row)) {
      add_amount(out.aside, source_text, column);
      continue;
    }
    auto cells = cells_of(table, row);
    const std::string& reasons = states.reasons[states.index_of[row]];
    const std::string_view now = amount ? std::string_view(table.cell(row, *amount)) : std::string_view();
    add_amount(reasons.empty() ? out.publishable : out.to_mend, now, column);
    if (!reasons.empty()) cells.push_back(reasons);
    quality::append_csv(reasons.empty() ? out.publishable_csv : out.to_mend_csv, cells, csv_form);
  }
  out.aside_csv = above_and_extra(table);
  out.publishable_if_accepted = out.publishable.rows;
  bool waiting = false;
  for (std::size_t i = 0; i < states.rows.size(); ++i)
    waiting = waiting || (states.waiting[i] && !states.refused[i]);
  if (waiting) {
    PARVIS_TRY(count, count_if_accepted(session, states, check));
    out.publishable_if_accepted = count;
  }
  return out;
}

}  // namespace parvis::grants
