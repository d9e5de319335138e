#include "grants/repair/repair_report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/hashing.hpp"
#include "grants/repair/repair_journal.hpp"

namespace parvis::grants {

namespace {

namespace json = base::json;

constexpr double agreement_threshold_euros = 23000;

// Damage of texts is one finding, whatever the columns.
bool of_any_column(Defect defect) {
  return defect == Defect::inner_newline || defect == Defect::outer_spaces || defect == Defect::mojibake ||
         defect == Defect::composition || defect == Defect::text_mark || defect == Defect::lost_character;
}

struct Tally {
  DefectCount count;
  std::set<std::string> columns;
  std::unordered_set<std::uint64_t> rows;
};

void add_to(Tally& tally, const RepairChange& change) {
  DefectCount& count = tally.count;
  if (count.count == 0) {
    count.defect = change.defect;
    count.outcome = change.outcome;
    count.why = change.evidence.empty() ? std::string(phrase(change.defect)) : change.evidence;
    count.example = change.before;
    count.to = change.after.value_or("");
  }
  tally.columns.insert(change.field);
  if (change.open()) count.waiting += change.row == 0 ? change.count : 1;
  if (!of_any_column(change.defect)) {
    count.count += change.row == 0 ? change.count : 1;
  } else {
    tally.rows.insert(change.row);
    count.count = tally.rows.size();
  }
}

json::object read_of(const RepairTable& table) {
  const SourceReading& reading = table.source().reading;
  json::object out{{"format", reading.format}};
  if (!reading.encoding.empty()) {
    out["encoding"] = reading.encoding;
    out["encoding_evidence"] = reading.encoding_evidence;
    out["bom"] = reading.bom;
  }
  if (!reading.newline.empty()) out["newline"] = reading.newline;
  if (!reading.delimiter.empty()) out["delimiter"] = reading.delimiter;
  if (!reading.sheet.empty()) {
    out["sheet"] = reading.sheet;
    out["sheet_number"] = reading.sheet_number;
    out["sheets"] = reading.sheet_count;
  }
  const auto& rows = table.source().rows;
  if (table.header().first < rows.size()) out["header_row"] = rows[table.header().first].row;
  return out;
}

json::object mapping_of(const RepairTable& table) {
  json::object out;
  for (const auto& column : table.maps().columns) {
    const std::string label =
        column.label.empty() ? "(colonne " + std::to_string(column.position + 1) + ")" : column.label;
    if (column.field)
      out[label] = table.plan().fields[*column.field].name;
    else if (!out.contains(label))
      out[label] = nullptr;
  }
  return out;
}

json::array defects_of(const RepairSession& session) {
  json::array out;
  for (const auto& count : count_defects(session)) {
    json::object defect{{"code", code(count.defect)},
                        {"column", count.column},
                        {"count", count.count},
                        {"outcome", to_text(count.outcome)},
                        {"why", count.why}};
    if (!count.example.empty()) defect["example"] = count.example;
    if (!count.to.empty()) defect["to"] = count.to;
    if (count.waiting > 0) defect["waiting"] = count.waiting;
    out.push_back(std::move(defect));
  }
  return out;
}

json::object sums(const Amounts& amounts) {
  return {{"rows", amounts.rows}, {"sum_montant", euros(amounts.cents)}, {"unread_montant", amounts.unread}};
}

std::uint64_t twin_rows(const RepairTable& table) {
  std::unordered_set<std::string> seen;
  std::uint64_t twins = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.aside(row)) continue;
    std::string key;
    for (std::size_t field = 0; field < table.plan().fields.size(); ++field)
      key += table.cell(row, field) + '\x1F';
    if (!seen.insert(std::move(key)).second) ++twins;
  }
  return twins;
}

std::uint64_t repeated_names(const RepairTable& table) {
  const auto field = table.plan().field_of(FieldRole::receiver_name);
  if (!field) return 0;
  std::unordered_map<std::string, int> rows;
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (!table.aside(row) && !table.cell(row, *field).empty()) ++rows[table.cell(row, *field)];
  return static_cast<std::uint64_t>(
      std::count_if(rows.begin(), rows.end(), [](const auto& name) { return name.second > 1; }));
}

std::uint64_t rows_above(const RepairTable& table, double threshold) {
  const auto field = table.plan().field_of(FieldRole::amount);
  if (!field) return 0;
  std::uint64_t count = 0;
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (!table.aside(row) && std::strtod(table.cell(row, *field).c_str(), nullptr) > threshold) ++count;
  return count;
}

std::string verdict_of(const RepairOutputs& outputs) {
  if (outputs.to_mend.rows == 0 && outputs.publishable.rows > 0) return "publishable";
  return outputs.publishable.rows > 0 ? "partly publishable" : "not publishable";
}

}  // namespace

std::string euros(std::int64_t cents) {
  const std::int64_t whole = std::llabs(cents) / 100;
  const std::int64_t rest = std::llabs(cents) % 100;
  std::string out = (cents < 0 ? "-" : "") + std::to_string(whole);
  if (rest != 0) out += (rest < 10 ? ".0" : ".") + std::to_string(rest);
  return out;
}

std::vector<DefectCount> count_defects(const RepairSession& session) {
  std::vector<Tally> tallies;
  std::map<std::tuple<Defect, RepairOutcome, std::string>, std::size_t> known;
  for (const auto& change : session.changes()) {
    if (change.by == ChangedBy::person || change.undone_by != 0 || change.defect == Defect::column_map)
      continue;
    const std::string column = of_any_column(change.defect) ? std::string() : change.field;
    const auto [found, fresh] = known.try_emplace({change.defect, change.outcome, column}, tallies.size());
    if (fresh) tallies.emplace_back();
    add_to(tallies[found->second], change);
  }
  std::vector<DefectCount> out;
  for (auto& tally : tallies) {
    for (const auto& column : tally.columns)
      tally.count.column += (tally.count.column.empty() ? "" : "/") + column;
    out.push_back(std::move(tally.count));
  }
  return out;
}

std::vector<RepairBatch> repair_batches(const RepairSession& session) {
  std::map<std::pair<std::string, std::string>, RepairBatch> batches;
  std::map<std::pair<std::string, std::string>, std::string> lines;
  const std::string journal = session.journal();
  std::size_t at = journal.find('\n') + 1;  // after the line of the source
  for (const auto& change : session.changes()) {
    const std::size_t end = journal.find('\n', at);
    if (change.by == ChangedBy::rule) {
      const std::pair<std::string, std::string> key{change.rule, change.field};
      auto& batch = batches[key];
      batch.rule = key.first;
      batch.column = key.second;
      batch.counts[std::string(to_text(change.outcome))] += change.row == 0 ? change.count : 1;
      lines[key].append(journal, at, end + 1 - at);
    }
    at = end + 1;
  }
  std::vector<RepairBatch> out;
  for (auto& [key, batch] : batches) {
    batch.log_sha256 = base::sha256_hex(lines[key]);
    out.push_back(std::move(batch));
  }
  return out;
}

json::object repair_report(const RepairSession& session, const RepairOutputs& outputs) {
  const RepairTable& table = session.table();
  const SourceReading& reading = table.source().reading;
  json::object out;
  out["file"] = json::object{{"name", reading.name}, {"sha256", reading.sha256}, {"bytes", reading.bytes}};
  out["schema"] = json::object{{"name", table.plan().schema_name},
                               {"version", table.plan().schema_version},
                               {"sha256", table.plan().schema_sha256}};
  out["read"] = read_of(table);
  out["rows"] = table.data_rows();
  out["header"] = json::array(table.header().labels.begin(), table.header().labels.end());
  out["mapping"] = mapping_of(table);
  out["defects"] = defects_of(session);
  out["publishable_rows"] = outputs.publishable.rows;
  out["publishable_if_suggestions_accepted"] = outputs.publishable_if_accepted;
  out["sum_montant"] = euros(outputs.publishable.cents + outputs.to_mend.cents);
  out["duplicate_rows"] = twin_rows(table);
  out["names_on_several_rows"] = repeated_names(table);
  out["rows_above_23000"] = rows_above(table, agreement_threshold_euros);
  out["control"] =
      json::object{{"source", sums(outputs.before)},   {"publishable", sums(outputs.publishable)},
                   {"to_mend", sums(outputs.to_mend)}, {"set_aside", sums(outputs.aside)},
                   {"blank_rows", table.blank_rows()}, {"balanced", outputs.balanced()}};
  out["verdict"] = verdict_of(outputs);
  return out;
}

}  // namespace parvis::grants
