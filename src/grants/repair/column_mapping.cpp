#include "grants/repair/column_mapping.hpp"

#include <algorithm>
#include <array>

#include "base/identifiers.hpp"
#include "grants/reading/cell_text.hpp"
#include "grants/reading/read_kind.hpp"

namespace parvis::grants {

namespace {

constexpr std::size_t content_rows = 500;       // looked at
constexpr std::size_t least_content_cells = 3;  // filled, to say anything
constexpr double content_share = 0.9;

bool fourteen_digits(std::string_view cell) {
  const std::string bare = base::bare_identifier(cell);
  return (bare.size() == 14 && only_digits(bare)) || base::looks_scientific(cell);
}

bool reads_well(ReadKind kind, std::string_view cell) {
  const auto outcome = read(kind, cell).outcome;
  return outcome == Outcome::value || outcome == Outcome::suggest;
}

// Only what a content cannot be by chance: a date is no name, a year is no amount.
bool fits(FieldReads reads, std::string_view cell) {
  switch (reads) {
    case FieldReads::siret:
      return fourteen_digits(cell);
    case FieldReads::rna:
      return reads_well(ReadKind::rna, cell);
    case FieldReads::date:
      return cell.size() >= 6 && reads_well(ReadKind::date, cell);
    case FieldReads::nature:
      return reads_well(ReadKind::nature, cell);
    case FieldReads::boolean:
      return cell.size() > 1 && reads_well(ReadKind::boolean, cell);
    default:
      return false;
  }
}

struct Share {
  std::size_t filled = 0;
  std::size_t fitting = 0;
  [[nodiscard]] bool enough() const {
    return filled >= least_content_cells &&
           static_cast<double>(fitting) >= content_share * static_cast<double>(filled);
  }
};

Share content_of(std::size_t position, FieldReads reads, const std::vector<const quality::TableRow*>& data) {
  Share share;
  for (std::size_t i = 0; i < std::min(data.size(), content_rows); ++i) {
    if (position >= data[i]->cells.size() || data[i]->cells[position].text.empty()) continue;
    ++share.filled;
    if (fits(reads, data[i]->cells[position].text)) ++share.fitting;
  }
  return share;
}

struct Candidate {
  std::size_t position = 0;
  LabelMatch match = LabelMatch::none;
};

// The column taken for a field: the only one, or the only one of that very name.
std::optional<Candidate> winner(const std::vector<Candidate>& candidates) {
  if (candidates.size() == 1) return candidates.front();
  std::optional<Candidate> named;
  for (const auto& candidate : candidates) {
    if (candidate.match != LabelMatch::name) continue;
    if (named) return std::nullopt;
    named = candidate;
  }
  return named;
}

std::string evidence_of(LabelMatch match) {
  switch (match) {
    case LabelMatch::name:
      return "le nom du champ";
    case LabelMatch::folded:
      return "le nom du champ, aux majuscules, accents et signes près";
    case LabelMatch::synonym:
      return "un nom connu pour ce champ";
    case LabelMatch::none:
      break;
  }
  return "aucun champ de ce nom";
}

std::optional<RepairPlan::Found> remembered(std::string_view label, const RepairPlan& plan,
                                            const MapMemory& memory) {
  const auto found = memory.find(label_key(label));
  if (found == memory.end()) return std::nullopt;
  const auto field = plan.field_named(found->second);
  if (!field) return RepairPlan::Found{};
  return RepairPlan::Found{*field, LabelMatch::name};
}

}  // namespace

std::string_view to_text(MappedBy by) {
  constexpr std::array<std::string_view, 6> names{"", "nom", "synonyme", "contenu", "mémoire", "personne"};
  return names.at(static_cast<std::size_t>(by));
}

void ColumnMaps::take(std::size_t position, std::optional<std::size_t> field, MappedBy by) {
  ColumnMap& column = columns.at(position);
  if (column.field) position_of.at(*column.field).reset();
  if (field && position_of.at(*field)) columns.at(*position_of.at(*field)).field.reset();
  column.field = field;
  column.by = by;
  if (field) position_of.at(*field) = position;
}

ColumnMaps map_columns(const std::vector<std::string>& labels, const RepairPlan& plan,
                       const MapMemory& memory) {
  ColumnMaps maps;
  maps.position_of.resize(plan.fields.size());
  std::vector<std::vector<Candidate>> wanting(plan.fields.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    ColumnMap column;
    column.position = i;
    column.label = labels[i];
    const auto known = remembered(labels[i], plan, memory);
    const auto found = known ? *known : plan.field_labelled(labels[i]);
    column.by = known ? MappedBy::memory : MappedBy::none;
    column.folded = found.match == LabelMatch::folded;
    column.evidence = known ? "confirmé pour un fichier précédent" : evidence_of(found.match);
    maps.columns.push_back(std::move(column));
    if (found.match != LabelMatch::none) wanting[found.field].push_back({i, found.match});
  }
  for (std::size_t field = 0; field < wanting.size(); ++field) {
    if (wanting[field].empty()) continue;
    const auto taken = winner(wanting[field]);
    if (taken) {
      auto& column = maps.columns[taken->position];
      const bool memorised = column.by == MappedBy::memory;
      const bool synonym = taken->match == LabelMatch::synonym;
      maps.take(taken->position, field,
                memorised ? MappedBy::memory : (synonym ? MappedBy::synonym : MappedBy::name));
    }
    if (wanting[field].size() > 1) {
      std::vector<std::size_t> positions;
      for (const auto& candidate : wanting[field])
        if (!taken || candidate.position != taken->position) positions.push_back(candidate.position);
      maps.disputed.emplace_back(field, std::move(positions));
    }
  }
  return maps;
}

std::vector<MapSuggestion> suggest_by_content(const ColumnMaps& maps, const RepairPlan& plan,
                                              const std::vector<const quality::TableRow*>& data) {
  std::vector<MapSuggestion> suggestions;
  for (std::size_t field = 0; field < plan.fields.size(); ++field) {
    if (maps.position_of[field]) continue;
    std::vector<MapSuggestion> fitting;
    for (const auto& column : maps.columns) {
      if (column.field) continue;
      const Share share = content_of(column.position, plan.fields[field].reads, data);
      if (share.enough())
        fitting.push_back({column.position, field,
                           "contenu\u00A0: " + std::to_string(share.fitting) + " cellules sur " +
                               std::to_string(share.filled) + " lues comme telles"});
    }
    if (fitting.size() == 1) suggestions.push_back(std::move(fitting.front()));
  }
  return suggestions;
}

}  // namespace parvis::grants
