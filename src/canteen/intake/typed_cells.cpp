#include "canteen/intake/typed_cells.hpp"

#include <cmath>

#include "canteen/intake/intake.hpp"

namespace parvis::canteen {
TypedCells::TypedCells(const RawTable& table, const ColumnMapping& mapping, std::vector<Finding>& findings)
    : table_(table), mapping_(mapping), findings_(findings) {}

std::string_view TypedCells::raw(Field field, std::size_t row) const {
  return has(field) ? std::string_view(column(field).at(row)) : std::string_view();
}

std::string TypedCells::text(Field field, std::size_t row) const {
  const std::string_view cell = raw(field, row);
  return is_missing(cell) ? std::string() : tidy_text(cell);
}

const TypedCells::Dates& TypedCells::dates(Field field) {
  const auto found = dates_.find(field);
  if (found != dates_.end()) return found->second;
  Dates out;
  for (const auto& value : column(field).values) out.texts.push_back(date_text(value));
  const DateOrder order = order_of(out.texts);
  for (const auto& text : out.texts) out.days.push_back(day_of(text, order));
  return dates_[field] = std::move(out);
}

TypedCells::NumberState TypedCells::state_of(double number, double max) {
  if (number < 0) return NumberState::negative;
  if (number > max) return NumberState::absurd;
  const bool shares = max <= 1;
  return !shares && number != std::floor(number) ? NumberState::fraction : NumberState::right;
}

const TypedCells::Numbers& TypedCells::numbers(Field field, double max) {
  const auto found = numbers_.find(field);
  if (found != numbers_.end()) return found->second;
  Numbers out;
  for (const auto& value : column(field).values) {
    auto state = NumberState::missing;
    double number = 0;
    if (!is_missing(value)) {
      state = NumberState::no_number;
      if (const auto read = read_number(value)) state = state_of(number = *read, max);
    }
    out.values.push_back(number);
    out.states.push_back(state);
  }
  return numbers_[field] = std::move(out);
}

bool TypedCells::number(Field field, std::size_t row, std::optional<double>& into, double max) {
  into.reset();
  if (!has(field)) return true;
  const auto code = column(field).codes[row];
  const Numbers& all = numbers(field, max);
  if (all.states[code] == NumberState::missing) return true;
  if (all.states[code] == NumberState::right) {
    into = all.values[code];
    return true;
  }
  refuse_number(row, field, all.states[code], max);
  return false;
}

void TypedCells::refuse_number(std::size_t row, Field field, NumberState state, double max) {
  const std::string value = in_quotes(raw(field, row));
  switch (state) {
    case NumberState::negative:
      return refuse(row, field, "negative-number",
                    value + " est négatif. Corrigez la valeur ou videz la case.");
    case NumberState::absurd:
      return refuse(row, field, "absurd-number",
                    value + " dépasse " + std::to_string(static_cast<long>(max)) +
                        ", le plus grand nombre admis sur une ligne. Vérifiez la saisie.");
    case NumberState::fraction:
      return refuse(row, field, "not-whole", value + " n’est pas un nombre entier.");
    default:
      return refuse(row, field, "not-a-number", value + " n’est pas un nombre.");
  }
}

bool TypedCells::day(Field field, std::size_t row, std::optional<Day>& into) {
  into.reset();
  if (!has(field) || is_missing(raw(field, row))) return true;
  into = dates(field).days[column(field).codes[row]];
  if (into) return true;
  refuse(row, field, "not-a-date",
         in_quotes(raw(field, row)) +
             " n’est pas une date. Écrivez AAAA-MM-JJ ou JJ/MM/AAAA, la même forme dans toute la colonne.");
  return false;
}

std::optional<int> TypedCells::minutes(Field field, std::size_t row) const {
  const auto found = dates_.find(field);
  return found == dates_.end() ? std::nullopt : found->second.texts[column(field).codes[row]].minutes;
}

bool TypedCells::school_year(Field field, std::size_t row, std::optional<int>& into) {
  into.reset();
  if (!has(field) || is_missing(raw(field, row))) return true;
  into = read_school_year(raw(field, row));
  if (into) return true;
  refuse(row, field, "not-a-school-year",
         in_quotes(raw(field, row)) + " n’est pas une année scolaire. Écrivez par exemple 2016-2017.");
  return false;
}

bool TypedCells::present(Field field, std::size_t row) {
  if (has(field) && !is_missing(raw(field, row))) return true;
  refuse(row, field, "missing-cell", "La case est vide alors qu’elle est nécessaire.");
  return false;
}

void TypedCells::refuse(std::size_t row, Field field, std::string code, std::string why) {
  const auto key = std::pair(code, field);
  const std::string label = has(field) ? column(field).label : "";
  if (said_[key]++ >= max_listed_faults) {
    const auto at = rest_at_.find(key);
    if (at != rest_at_.end()) return findings_[at->second].add(line(row), std::string(raw(field, row)));
    rest_at_[key] = findings_.size();
    code += "-more";
    why = "D’autres lignes ont la même faute dans cette colonne.";
  }
  Finding finding;
  finding.code = std::move(code);
  finding.severity = Severity::error;
  finding.file = table_.file;
  finding.column = label;
  finding.value = raw(field, row);
  finding.message = "Ligne " + std::to_string(line(row)) + ", colonne " + in_quotes(label) + "\u00A0: " + why;
  finding.add(line(row), finding.value);
  findings_.push_back(std::move(finding));
}

}  // namespace parvis::canteen
