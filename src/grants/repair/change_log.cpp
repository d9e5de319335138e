#include "grants/repair/change_log.hpp"

#include <utility>

namespace parvis::grants {

const RepairChange* ChangeLog::find(std::uint64_t seq) const {
  return seq >= 1 && seq <= changes_.size() ? &changes_[seq - 1] : nullptr;
}

const RepairChange& ChangeLog::append(RepairTable& table, RepairChange change) {
  change.seq = changes_.size() + 1;
  if (change.column == 0xFFFFFFFF)
    if (const auto field = table.plan().field_named(change.field))
      change.column = static_cast<std::uint32_t>(*field);
  if (change.row > 0 && change.data_row == 0xFFFFFFFF)
    if (const auto row = table.row_numbered(change.row)) change.data_row = static_cast<std::uint32_t>(*row);
  apply(table, change);
  mark_answered(change);
  changes_.push_back(std::move(change));
  return changes_.back();
}

void ChangeLog::mark_answered(const RepairChange& change) {
  if (change.answers == 0 || change.answers > changes_.size()) return;
  RepairChange& answered = changes_[change.answers - 1];
  if (change.outcome != RepairOutcome::undone) {
    answered.settled_by = change.seq;
    return;
  }
  answered.undone_by = change.seq;
  // What the undone answer had settled waits again.
  if (answered.answers > 0 && answered.answers <= changes_.size())
    changes_[answered.answers - 1].settled_by = 0;
}

void ChangeLog::apply(RepairTable& table, const RepairChange& change) {
  const bool writes = change.outcome == RepairOutcome::repaired || change.outcome == RepairOutcome::undone;
  if (change.defect == Defect::column_map) {
    if (!writes || change.position == 0) return;
    const auto by = change.by == ChangedBy::person ? MappedBy::person : MappedBy::name;
    const auto field = table.plan().field_named(change.after.value_or(""));
    auto& maps = table.maps();
    const auto before = maps.columns.at(change.position - 1).field;
    maps.take(change.position - 1, field, by);
    if (before) table.refill(*before);
    if (field) table.refill(*field);
    return;
  }
  if (!change.about_cell()) return;
  if (change.defect == Defect::total_row || change.defect == Defect::repeated_header) {
    table.set_aside(change.data_row, change.outcome != RepairOutcome::undone);
    return;
  }
  if (writes && change.after && change.column != 0xFFFFFFFF)
    table.set_cell(change.data_row, change.column, *change.after);
}

}  // namespace parvis::grants
