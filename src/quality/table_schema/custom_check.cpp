#include "quality/table_schema/custom_check.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "quality/table_schema/quick_siret.hpp"
#include "quality/table_schema/row_checker.hpp"

namespace parvis::quality {
namespace {

struct CheckName {
  CheckKind kind;
  bool old;
};

const std::map<std::string_view, CheckName>& check_names() {
  static const std::map<std::string_view, CheckName> names = {
      {"siret", {CheckKind::siret, false}},
      {"french-siret-value", {CheckKind::siret, true}},
      {"siren", {CheckKind::siren, false}},
      {"french-siren-value", {CheckKind::siren, true}},
      {"one-of-required", {CheckKind::one_of_required, false}},
      {"compare-columns-value", {CheckKind::compare_columns, false}},
      {"sum-columns-value", {CheckKind::sum_columns, false}},
      {"cohesive-columns-value", {CheckKind::cohesive_columns, false}},
      {"year-interval-value", {CheckKind::year_interval, false}},
      {"phone-number-value", {CheckKind::phone_number, false}},
      {"opening-hours-value", {CheckKind::opening_hours, false}},
      {"nomenclature-acte", {CheckKind::nomenclature_acte, false}},
      {"nomenclature-actes-value", {CheckKind::nomenclature_acte, true}},
      {"french-gps-coordinates", {CheckKind::french_gps_coordinates, false}},
      {"code-postal", {CheckKind::with_reference_list, false}},
      {"code-fantoir", {CheckKind::with_reference_list, false}},
      {"commune", {CheckKind::with_reference_list, false}},
      {"departement", {CheckKind::with_reference_list, false}},
      {"region", {CheckKind::with_reference_list, false}},
      {"canton", {CheckKind::with_reference_list, false}},
      {"pays", {CheckKind::with_reference_list, false}},
      {"code-commune-insee", {CheckKind::with_reference_list, false}},
      {"code-region", {CheckKind::with_reference_list, false}},
      {"numero-departement", {CheckKind::with_reference_list, false}}};
  return names;
}

FindingCode code_of(CheckKind kind) {
  return static_cast<FindingCode>(static_cast<std::uint8_t>(FindingCode::siret) +
                                  static_cast<std::uint8_t>(kind));
}

// Makes the plan of one schema; keeps the names that its findings look at.
class Planner {
 public:
  Planner(const SchemaProgram& program, const ColumnMap& map, CheckPlan& plan)
      : schema_(program.schema), plan_(plan), present_(program.columns.size(), false) {
    for (const auto& column : map.columns) present_[column.field] = true;
  }

  void add(std::uint16_t number) {
    number_ = number;
    const CustomCheck& check = schema_.custom_checks[number];
    const auto known = check_names().find(check.name);
    if (known == check_names().end()) return trouble(FindingCode::check_error, Cause::unknown_check);
    if (known->second.old) trouble(FindingCode::deprecated_check, Cause::none);
    planned_ = {};
    planned_.kind = known->second.kind;
    planned_.number = number;
    if (planned_.kind == CheckKind::with_reference_list)
      return trouble(FindingCode::check_error, Cause::no_reference_list);
    if (parameters(check.params)) columns();
  }

 private:
  void trouble(FindingCode code, Cause cause) {
    Finding finding;
    finding.code = code;
    finding.cause = cause;
    finding.check = number_;
    finding.name = schema_.custom_checks[number_].name;
    plan_.troubles.push_back(finding);
  }

  // False: a parameter is missing or bad, and the finding is made.
  bool parameters(const base::json::object& params) {
    bool good = true;
    switch (planned_.kind) {
      case CheckKind::one_of_required:
        names_ = {base::text_or(params, "column1"), base::text_or(params, "column2")};
        break;
      case CheckKind::compare_columns:
        names_ = {base::text_or(params, "column"), base::text_or(params, "column2")};
        planned_.op = base::text_or(params, "op");
        good = planned_.op == ">" || planned_.op == ">=" || planned_.op == "==" || planned_.op == "<=" ||
               planned_.op == "<";
        break;
      case CheckKind::sum_columns:
        names_ = column_and(params, "columns");
        break;
      case CheckKind::cohesive_columns:
        names_ = column_and(params, "othercolumns");
        break;
      default:
        names_ = {base::text_or(params, "column")};
        planned_.year_alone =
            base::flag_or(params, "allow-year-only") || base::text_or(params, "allow-year-only") == "yes";
    }
    good = good && (names_.size() > 1 || (planned_.kind != CheckKind::sum_columns &&
                                          planned_.kind != CheckKind::cohesive_columns));
    good = good &&
           std::none_of(names_.begin(), names_.end(), [](const std::string& name) { return name.empty(); });
    if (!good) trouble(FindingCode::check_error, Cause::bad_parameter);
    return good;
  }

  static std::vector<std::string> column_and(const base::json::object& params, std::string_view key) {
    std::vector<std::string> names{base::text_or(params, "column")};
    if (const base::json::value* list = params.if_contains(key); list != nullptr && list->is_array())
      for (const auto& item : list->as_array())
        if (item.is_string()) names.emplace_back(item.as_string());
    return names;
  }

  void columns() {
    std::size_t present = 0;
    for (const auto& name : names_) {
      const auto field = schema_.field_number(name);
      if (!field) return trouble(FindingCode::check_error, Cause::bad_parameter);
      planned_.fields.push_back(static_cast<std::uint16_t>(*field));
      present += present_[*field] ? 1 : 0;
    }
    const bool some_absent = present < names_.size();
    if (planned_.kind == CheckKind::one_of_required) {
      if (present == 0) return trouble(FindingCode::one_of_required, Cause::absent_column);
    } else if (planned_.kind == CheckKind::cohesive_columns && some_absent && present > 0) {
      return trouble(FindingCode::cohesive_columns, Cause::absent_column);
    } else if (some_absent) {
      return;
    }
    if (planned_.kind == CheckKind::french_gps_coordinates &&
        schema_.fields[planned_.fields.front()].type != FieldType::geopoint)
      return trouble(FindingCode::check_error, Cause::wrong_type);
    plan_.checks.push_back(planned_);
  }

  const TableSchema& schema_;
  CheckPlan& plan_;
  std::vector<bool> present_;
  std::uint16_t number_ = 0;
  PlannedCheck planned_;
  std::vector<std::string> names_;
};

// Runs the checks of one row.
class RowRun {
 public:
  RowRun(const SchemaProgram& program, const CheckRow& row, const Finding& at, std::vector<Finding>& out)
      : program_(program), row_(row), at_(at), out_(out) {}

  void run(const PlannedCheck& check) {
    if (check.kind == CheckKind::one_of_required) return one_of(check);
    if (check.kind == CheckKind::cohesive_columns) return cohesive(check);
    const std::uint16_t field = check.fields.front();
    if (row_.states[field] != CellState::right) return;
    const std::string_view text = cell(field);
    switch (check.kind) {
      case CheckKind::siret:
        return identifier(check, field, text, true);
      case CheckKind::siren:
        return identifier(check, field, text, false);
      case CheckKind::compare_columns:
        return compare_columns(check);
      case CheckKind::sum_columns:
        return sum_columns(check);
      case CheckKind::year_interval:
        return say(check, field, year_interval_cause(text, check.year_alone));
      case CheckKind::phone_number:
        return say(check, field, is_phone_number(text) ? Cause::none : Cause::form);
      case CheckKind::opening_hours:
        return say(check, field, are_opening_hours(text) ? Cause::none : Cause::form);
      case CheckKind::nomenclature_acte:
        return say(check, field, nomenclature_cause(text));
      case CheckKind::french_gps_coordinates:
        return coordinates(check, field);
      default:
        return;
    }
  }

 private:
  [[nodiscard]] std::string_view cell(std::uint16_t field) const {
    const std::int64_t position = row_.positions[field];
    if (position < 0 || static_cast<std::size_t>(position) >= row_.count) return {};
    return row_.cells[position];
  }

  void say(const PlannedCheck& check, std::optional<std::uint16_t> field, Cause cause, FindingCode code) {
    if (cause == Cause::none) return;
    Finding finding = at_;
    finding.code = code;
    finding.cause = cause;
    finding.check = check.number;
    if (field) {
      finding.field = static_cast<std::uint32_t>(row_.positions[*field] + 1);
      finding.column = *field;
      finding.name = program_.schema.fields[*field].name;
      finding.cell = cell(*field);
    }
    out_.push_back(finding);
  }
  void say(const PlannedCheck& check, std::optional<std::uint16_t> field, Cause cause) {
    say(check, field, cause, code_of(check.kind));
  }

  static Cause cause_of(base::IdentifierCause cause) {
    switch (cause) {
      case base::IdentifierCause::none:
        return Cause::none;
      case base::IdentifierCause::length:
        return Cause::length;
      case base::IdentifierCause::character:
        return Cause::character;
      case base::IdentifierCause::checksum:
        return Cause::checksum;
      case base::IdentifierCause::siren_part:
        return Cause::siren_part;
      case base::IdentifierCause::zeros:
        return Cause::zeros;
      case base::IdentifierCause::repeated:
        return Cause::repeated;
      case base::IdentifierCause::scientific:
        return Cause::scientific;
      case base::IdentifierCause::siren_only:
        return Cause::siren_only;
    }
    return Cause::form;
  }

  void identifier(const PlannedCheck& check, std::uint16_t field, std::string_view text, bool siret) {
    if (siret && certainly_siret(text)) return;
    const auto verdict = siret ? base::siret_verdict(text) : base::siren_verdict(text);
    if (verdict.right() && verdict.spaced) say(check, field, Cause::spaces, FindingCode::spaced_identifier);
    say(check, field, cause_of(verdict.cause));
  }

  void one_of(const PlannedCheck& check) {
    for (const std::uint16_t field : check.fields)
      if (row_.positions[field] >= 0 && row_.states[field] != CellState::missing) return;
    say(check, std::nullopt, Cause::required);
  }

  void cohesive(const PlannedCheck& check) {
    std::size_t filled = 0;
    for (const std::uint16_t field : check.fields) filled += row_.states[field] != CellState::missing ? 1 : 0;
    if (filled != 0 && filled != check.fields.size()) say(check, check.fields.front(), Cause::partly_filled);
  }

  [[nodiscard]] CellValue value(std::uint16_t field) const {
    CellValue read;
    static_cast<void>(program_.columns[field].reader.read(cell(field), read));
    return read;
  }

  void compare_columns(const PlannedCheck& check) {
    const std::uint16_t left = check.fields[0];
    const std::uint16_t right = check.fields[1];
    if (row_.states[right] != CellState::right) return;
    const CellValue a = value(left);
    const CellValue b = value(right);
    std::partial_ordering order = std::partial_ordering::unordered;
    const auto number = [](const CellValue& v) {
      return v.kind == CellValue::Kind::number ? std::optional(v.number)
             : v.kind == CellValue::Kind::text ? read_decimal(trim_unicode(v.text))
                                               : std::nullopt;
    };
    const auto x = number(a);
    const auto y = number(b);
    if (x && y)
      order = compare(*x, *y);
    else if (a.kind == b.kind)
      order = compare(a, b);
    if (order == std::partial_ordering::unordered) return say(check, left, Cause::not_comparable);
    const bool holds = check.op == ">"    ? order > 0
                       : check.op == ">=" ? order >= 0
                       : check.op == "==" ? order == 0
                       : check.op == "<=" ? order <= 0
                                          : order < 0;
    if (!holds) say(check, left, Cause::not_less);
  }

  void sum_columns(const PlannedCheck& check) {
    Decimal total;
    for (std::size_t i = 1; i < check.fields.size(); ++i) {
      if (row_.states[check.fields[i]] != CellState::right) return;
      const CellValue part = value(check.fields[i]);
      const auto added = part.kind == CellValue::Kind::number ? sum(total, part.number) : std::nullopt;
      if (!added) return;
      total = *added;
    }
    const CellValue whole = value(check.fields.front());
    if (whole.kind == CellValue::Kind::number && compare(whole.number, total) != 0)
      say(check, check.fields.front(), Cause::not_less);
  }

  void coordinates(const PlannedCheck& check, std::uint16_t field) {
    const CellValue point = value(field);
    const std::size_t comma = point.structure.find(',');
    if (comma == std::string::npos) return;
    const double longitude = std::strtod(point.structure.c_str(), nullptr);
    const double latitude = std::strtod(point.structure.c_str() + comma + 1, nullptr);
    say(check, field, french_coordinates_cause(longitude, latitude));
  }

  const SchemaProgram& program_;
  const CheckRow& row_;
  const Finding& at_;
  std::vector<Finding>& out_;
};

}  // namespace

CheckPlan plan_checks(const SchemaProgram& program, const ColumnMap& map) {
  CheckPlan plan;
  Planner planner(program, map, plan);
  for (std::size_t i = 0; i < program.schema.custom_checks.size(); ++i)
    planner.add(static_cast<std::uint16_t>(i));
  return plan;
}

void run_checks(const CheckPlan& plan, const SchemaProgram& program, const CheckRow& row, const Finding& at,
                std::vector<Finding>& out) {
  RowRun run(program, row, at, out);
  for (const auto& check : plan.checks) run.run(check);
}

}  // namespace parvis::quality
