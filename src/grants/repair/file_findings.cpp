#include "grants/repair/file_findings.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "grants/reading/cell_text.hpp"

namespace parvis::grants {

namespace {

// Words that the name of a public body begins with or holds, folded.
constexpr std::array<std::string_view, 12> giver_words{
    "departement",   "region",     "ville de", "ville d'",  "commune",  "metropole",
    "agglomeration", "communaute", "conseil",  "mairie de", "syndicat", "prefecture"};

RepairChange about_file(Defect defect, RepairOutcome outcome, std::uint64_t count, std::string evidence) {
  RepairChange change;
  change.field = "(file)";
  change.defect = defect;
  change.outcome = outcome;
  change.count = count;
  change.rule = "read-file";
  change.evidence = std::move(evidence);
  return change;
}

std::string where(const SourceReading& reading, const HeaderPlace& header, const RepairTable& table) {
  const auto& rows = table.source().rows;
  const std::uint64_t row = header.first < rows.size() ? rows[header.first].row : 0;
  std::string out = "titres trouvés à la ligne " + std::to_string(row);
  if (header.rows > 1) out += " et à la suivante";
  if (!reading.sheet.empty())
    out += " de la feuille «\u00A0" + reading.sheet + "\u00A0» (feuille " +
           std::to_string(reading.sheet_number) + " sur " + std::to_string(reading.sheet_count) + ")";
  return out;
}

RepairChange about_column(const ColumnMap& column, Defect defect, RepairOutcome outcome,
                          std::string evidence) {
  RepairChange change;
  change.field =
      column.label.empty() ? "(colonne " + std::to_string(column.position + 1) + ")" : column.label;
  change.position = static_cast<std::uint32_t>(column.position + 1);
  change.defect = defect;
  change.outcome = outcome;
  change.rule = "map-columns";
  change.evidence = std::move(evidence);
  return change;
}

bool renamed(const ColumnMap& column, const RepairPlan& plan) {
  return column.field && column.label != plan.fields[*column.field].name;
}

// When most labels differ from the names by case alone, one line says it of all.
void add_labels(std::vector<RepairChange>& out, const ColumnMaps& maps, const RepairPlan& plan) {
  std::size_t by_case = 0;
  std::size_t others = 0;
  for (const auto& column : maps.columns) {
    if (!renamed(column, plan)) continue;
    if (column.folded)
      ++by_case;
    else
      ++others;
  }
  const bool together = by_case > others;
  if (together) {
    RepairChange change;
    change.field = "(all)";
    change.defect = Defect::header_case;
    change.outcome = RepairOutcome::repaired;
    change.count = by_case + others;
    change.rule = "map-columns";
    change.evidence = "les noms des champs, aux majuscules, accents et signes près";
    out.push_back(std::move(change));
    return;
  }
  for (const auto& column : maps.columns) {
    if (!renamed(column, plan)) continue;
    auto change = about_column(column, column.folded ? Defect::header_case : Defect::header_synonym,
                               RepairOutcome::repaired, column.evidence);
    change.before = column.label;
    change.after = plan.fields[*column.field].name;
    out.push_back(std::move(change));
  }
}

void add_disputes(std::vector<RepairChange>& out, const ColumnMaps& maps, const RepairPlan& plan) {
  for (const auto& [field, positions] : maps.disputed)
    for (const std::size_t position : positions) {
      auto change = about_column(maps.columns[position], Defect::two_columns, RepairOutcome::suggest,
                                 "Deux colonnes possibles\u00A0: choisissez.");
      change.after = plan.fields[field].name;
      out.push_back(std::move(change));
    }
}

RepairChange missing(const RepairPlan& plan, std::size_t field, bool blocking) {
  RepairChange change;
  change.field = plan.fields[field].name;
  change.defect = Defect::missing_column;
  change.outcome = blocking ? RepairOutcome::refused : RepairOutcome::repaired;
  change.rule = "map-columns";
  change.evidence = blocking ? "Cette colonne est obligatoire." : "colonne facultative, ajoutée vide";
  return change;
}

void add_missing(std::vector<RepairChange>& out, const RepairTable& table) {
  const RepairPlan& plan = table.plan();
  const auto& position_of = table.maps().position_of;
  for (std::size_t field = 0; field < plan.fields.size(); ++field) {
    if (position_of[field]) continue;
    const auto partner = plan.partner_of(field);
    // Of two fields one must be there; the first of them is the one to ask for.
    const bool both_absent = partner && !position_of[*partner] && field < *partner;
    out.push_back(missing(plan, field, plan.fields[field].required || both_absent));
  }
}

void add_extra(std::vector<RepairChange>& out, const RepairTable& table, const ColumnMaps& maps) {
  for (const auto& column : maps.columns) {
    if (column.field) continue;
    auto change = about_column(column, Defect::extra_column, RepairOutcome::kept_aside, "hors du schéma");
    change.count = table.data_rows();
    out.push_back(std::move(change));
  }
}

void add_content(std::vector<RepairChange>& out, const RepairTable& table, const ColumnMaps& maps) {
  std::vector<const quality::TableRow*> data;
  for (std::size_t row = 0; row < table.rows() && data.size() < 500; ++row)
    if (!table.aside(row)) data.push_back(&table.source_row(row));
  for (const auto& suggestion : suggest_by_content(maps, table.plan(), data)) {
    auto change = about_column(maps.columns[suggestion.position], Defect::column_content,
                               RepairOutcome::suggest, suggestion.evidence);
    change.after = table.plan().fields[suggestion.field].name;
    out.push_back(std::move(change));
  }
}

bool names_a_giver(std::string_view text) {
  if (text.size() > 80) return false;
  const std::string folded = folded_text(text);
  return std::any_of(giver_words.begin(), giver_words.end(), [&](std::string_view word) {
    const auto at = folded.find(word);
    return at < 12;  // npos is not
  });
}

}  // namespace

std::vector<RepairChange> file_findings(const RepairTable& table) {
  const SourceReading& reading = table.source().reading;
  std::vector<RepairChange> out;
  const auto add = [&](Defect defect, RepairOutcome outcome, std::uint64_t count, std::string evidence) {
    out.push_back(about_file(defect, outcome, count, std::move(evidence)));
  };
  if (reading.bom) add(Defect::bom, RepairOutcome::repaired, 1, "marque d'ordre des octets retirée");
  if (!reading.encoding.empty() && reading.encoding != "utf-8")
    add(Defect::encoding, RepairOutcome::repaired, 1,
        reading.encoding + "\u00A0: " + reading.encoding_evidence);
  if (!reading.delimiter.empty() && reading.delimiter != ",") {
    add(Defect::delimiter, RepairOutcome::repaired, 1, reading.delimiter_evidence);
    out.back().before = reading.delimiter;
    out.back().after = ",";
  }
  if (reading.newlines > 0 && reading.format == "csv")
    add(Defect::newline, RepairOutcome::repaired, reading.newlines, "fins de ligne " + reading.newline);
  if (table.header().first > 0) {
    add(Defect::header_not_first, RepairOutcome::repaired, 1, where(reading, table.header(), table));
    if (!reading.sheet.empty()) out.back().field = "(sheet " + reading.sheet + ")";
    out.back().rule = "find-table";
  }
  if (reading.hidden_rows > 0)
    add(Defect::hidden_rows, RepairOutcome::flagged, reading.hidden_rows, "lues elles aussi");
  if (reading.hidden_columns > 0)
    add(Defect::hidden_columns, RepairOutcome::flagged, reading.hidden_columns, "lues elles aussi");
  if (reading.formulas > 0)
    add(Defect::formula, RepairOutcome::flagged, reading.formulas, "leur résultat enregistré est lu");
  if (table.blank_rows() > 0) {
    add(Defect::blank_row, RepairOutcome::kept_aside, table.blank_rows(), "aucune cellule remplie");
    out.back().rule = "sort-rows";
  }
  return out;
}

std::vector<RepairChange> column_maps(const ColumnMaps& maps, const RepairPlan& plan) {
  std::vector<RepairChange> out;
  for (const auto& column : maps.columns) {
    if (!column.field) continue;
    auto change = about_column(column, Defect::column_map, RepairOutcome::repaired,
                               std::string(to_text(column.by)) + "\u00A0: " + column.evidence);
    change.after = plan.fields[*column.field].name;
    out.push_back(std::move(change));
  }
  return out;
}

std::vector<RepairChange> column_findings(const RepairTable& table, const ColumnMaps& maps) {
  std::vector<RepairChange> out;
  add_labels(out, maps, table.plan());
  add_disputes(out, maps, table.plan());
  add_missing(out, table);
  add_extra(out, table, maps);
  add_content(out, table, maps);
  return out;
}

std::vector<RepairChange> constants_above(const RepairTable& table) {
  std::vector<RepairChange> out;
  const auto giver = table.plan().field_of(FieldRole::giver_name);
  if (!giver || table.maps().position_of[*giver]) return out;
  for (std::size_t i = 0; i < table.header().first; ++i)
    for (const auto& cell : table.source().rows[i].cells) {
      if (!names_a_giver(cell.text)) continue;
      RepairChange change;
      change.field = table.plan().fields[*giver].name;
      change.defect = Defect::constant_above;
      change.outcome = RepairOutcome::suggest;
      change.after = plain_text(cell.text);
      change.count = table.data_rows();
      change.rule = "find-table";
      change.evidence = "lu à la ligne " + std::to_string(table.source().rows[i].row);
      return {std::move(change)};
    }
  return out;
}

}  // namespace parvis::grants
