#include "grants/publication/publication_view.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

std::string_view state_of(const YearRow& row) {
  if (row.basket.candidate.excluded) return "écartée";
  if (!row.judged.holds.empty()) return "en attente";
  return row.judged.below_threshold ? "sous le seuil" : "prête";
}

json::object row_json(const YearRow& row) {
  json::object cells;
  const ScdlCells written = write_scdl_row(row.basket.candidate.row);
  for (std::size_t i = 0; i < written.size(); ++i) cells[scdl_columns[i]] = written[i];
  json::array holds;
  for (const Hold hold : row.judged.holds) {
    holds.push_back(json::object{{"code", to_text(hold)}, {"sentence", french(hold)}});
  }
  return {{"id", row.basket.id},
          {"version", row.basket.version},
          {"state", state_of(row)},
          {"cells", std::move(cells)},
          {"amount_cents", row.basket.candidate.row.amount_cents},
          {"holds", std::move(holds)},
          {"excluded_why", row.basket.excluded_why},
          {"due", row.due ? json::value(base::format_day(*row.due)) : json::value()},
          {"origin", json::object{{"name", row.basket.origin_name}, {"row", row.basket.origin_row}}},
          {"decision_id", row.basket.decision_id}};
}

}  // namespace

base::json::object to_json(const Publication& made) {
  return {
      {"year", made.year},
      {"version", made.version},
      {"rows", made.rows},
      {"amount_cents", made.amount_cents},
      {"csv_sha256", made.csv_sha256},
      {"csv_bytes", made.csv_bytes},
      {"passport", made.passport},
      {"changes", made.changes},
      {"made_at", base::format_utc(made.made_at)},
      {"withdrawn_at", made.withdrawn_at ? json::value(base::format_utc(*made.withdrawn_at)) : json::value()},
      {"withdrawn_why", made.withdrawn_why}};
}

base::json::object to_json(const Taken& taken) {
  json::array refused;
  for (const RefusedRow& row : taken.refused) {
    json::array faults;
    for (const CellFault& fault : row.faults) {
      faults.push_back(json::object{{"column", fault.column}, {"message", fault.message}});
    }
    refused.push_back(json::object{{"row", row.row}, {"faults", std::move(faults)}});
  }
  json::array years;
  for (const int year : taken.years) years.emplace_back(year);
  return {{"added", taken.added},
          {"replaced", taken.replaced},
          {"refused", std::move(refused)},
          {"years", std::move(years)},
          {"decision_id", taken.decision_id}};
}

base::json::object to_json(const YearView& year) {
  json::array rows;
  for (const YearRow& row : year.rows) rows.push_back(row_json(row));
  json::array versions;
  for (const Publication& made : year.versions) versions.push_back(to_json(made));
  return {{"year", year.year},
          {"scope", year.scope == Scope::all ? "toutes" : "seuil"},
          {"rows", std::move(rows)},
          {"changes", to_json(year.changes)},
          {"versions", std::move(versions)},
          {"publishable", year.publishable},
          {"publishable_cents", year.publishable_cents},
          {"waiting", year.waiting},
          {"below", year.below},
          {"excluded", year.excluded}};
}

base::json::object to_json(const std::vector<DatedRule>& rules, const base::Day& today) {
  json::array items;
  for (const DatedRule& rule : rules) {
    items.push_back(json::object{
        {"id", rule.id},
        {"value", rule.value},
        {"unit", rule.unit},
        {"applies", rule.applies},
        {"from", base::format_day(rule.from)},
        {"to", rule.to ? json::value(base::format_day(*rule.to)) : json::value()},
        {"source", rule.source},
        {"url", rule.url},
        {"status", rule.status},
        {"checked_on", rule.checked_on ? json::value(base::format_day(*rule.checked_on)) : json::value()},
        {"stale", stale(rule, today)}});
  }
  return {{"items", std::move(items)}};
}

}  // namespace parvis::grants
