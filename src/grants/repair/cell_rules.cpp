#include "grants/repair/cell_rules.hpp"

#include <algorithm>
#include <utility>

#include "grants/reading/cell_text.hpp"
#include "grants/repair/text_rules.hpp"

namespace parvis::grants {

namespace {

bool warned(const Reading& reading, std::string_view warning) {
  return std::find(reading.warnings.begin(), reading.warnings.end(), warning) != reading.warnings.end();
}

std::string_view rule_of(ReadKind kind) {
  switch (kind) {
    case ReadKind::amount:
      return "read-amount";
    case ReadKind::date:
      return "read-date";
    case ReadKind::period:
      return "read-period";
    case ReadKind::siret:
    case ReadKind::siren:
      return "read-siret";
    case ReadKind::rna:
      return "read-rna";
    case ReadKind::rate:
      return "read-rate";
    case ReadKind::boolean:
      return "read-boolean";
    case ReadKind::nature:
      return "read-nature";
    case ReadKind::conditions:
      return "read-conditions";
  }
  return "read-text";
}

bool same_folded(std::string_view a, std::string_view b) {
  return folded_text(a) == folded_text(b);
}

bool undoes_mojibake(std::string_view text) {
  return undo_mojibake(text).has_value();
}

Defect repaired_date(const Reading& reading) {
  return warned(reading, "serial-date") ? Defect::serial_date : Defect::date_format;
}

// What a value that differs from the text tells about the text.
Defect repaired_defect(ReadKind kind, std::string_view text, const Reading& reading) {
  switch (kind) {
    case ReadKind::amount:
      return Defect::amount_text;
    case ReadKind::date:
      return repaired_date(reading);
    case ReadKind::period:
      return reading.value.size() > 10 && !warned(reading, "serial-date") ? Defect::period_words
                                                                          : repaired_date(reading);
    case ReadKind::siret:
    case ReadKind::siren:
      return Defect::siret_spaces;
    case ReadKind::rna:
      return Defect::rna_format;
    case ReadKind::rate:
      return Defect::rate_format;
    case ReadKind::boolean:
      return Defect::boolean_case;
    case ReadKind::nature:
      if (undoes_mojibake(text)) return Defect::mojibake;
      return same_folded(text, reading.value) ? Defect::letter_case : Defect::nature_short;
    case ReadKind::conditions:
      if (undoes_mojibake(text)) return Defect::mojibake;
      if (text.find_first_of("\r\n") != std::string_view::npos) return Defect::inner_newline;
      return plain_text(text) == reading.value ? Defect::outer_spaces : Defect::letter_case;
  }
  return Defect::person_value;
}

Defect suggested_defect(ReadKind kind, const Reading& reading) {
  switch (kind) {
    case ReadKind::amount:
      return Defect::amount_ambiguous;
    case ReadKind::date:
      return Defect::date_ambiguous;
    case ReadKind::period:
      if (reading.cause == Cause::month_span) return Defect::month_only;
      return reading.cause == Cause::year_span ? Defect::year_only : Defect::date_ambiguous;
    case ReadKind::siret:
    case ReadKind::siren:
      return Defect::siret_zeros_lost;
    case ReadKind::rna:
      return Defect::rna_w_missing;
    case ReadKind::rate:
      return Defect::rate_percent;
    case ReadKind::boolean:
      return Defect::boolean;
    case ReadKind::nature:
      return Defect::nature;
    case ReadKind::conditions:
      return Defect::lost_character;
  }
  return Defect::person_value;
}

Defect refused_identifier(Cause cause) {
  switch (cause) {
    case Cause::scientific:
      return Defect::identifier_destroyed;
    case Cause::checksum:
    case Cause::siren_part:
      return Defect::siret_checksum;
    case Cause::length:
    case Cause::zeros:
    case Cause::repeated:
      return Defect::siret_length;
    case Cause::siren_only:
      return Defect::siren_in_siret;
    case Cause::other_column:
      return Defect::wrong_column;
    case Cause::spreadsheet_error:
      return Defect::spreadsheet_error;
    default:
      return Defect::siret_text;
  }
}

Defect refused_period(Cause cause) {
  switch (cause) {
    case Cause::open_period:
      return Defect::period_open;
    case Cause::no_such_day:
    case Cause::null_date:
    case Cause::sentinel:
    case Cause::end_before_start:
    case Cause::three_dates:
    case Cause::day_order:
      return Defect::period_refused;
    case Cause::spreadsheet_error:
      return Defect::spreadsheet_error;
    default:
      return Defect::free_text;
  }
}

Defect refused_defect(ReadKind kind, Cause cause) {
  if (cause == Cause::other_column) return Defect::wrong_column;
  if (cause == Cause::spreadsheet_error) return Defect::spreadsheet_error;
  switch (kind) {
    case ReadKind::amount:
      return Defect::amount_refused;
    case ReadKind::date:
      return cause == Cause::month_only ? Defect::date_month_only : Defect::date_refused;
    case ReadKind::period:
      return refused_period(cause);
    case ReadKind::siret:
    case ReadKind::siren:
      return refused_identifier(cause);
    case ReadKind::rna:
      return cause == Cause::scientific ? Defect::identifier_destroyed : Defect::rna_text;
    case ReadKind::rate:
      return Defect::rate_refused;
    case ReadKind::boolean:
      return Defect::boolean_refused;
    case ReadKind::nature:
      return Defect::nature_refused;
    case ReadKind::conditions:
      return Defect::conditions_refused;
  }
  return Defect::person_value;
}

void add_flags(std::vector<CellFinding>& out, const Reading& reading, std::string_view rule) {
  const auto flag = [&](std::string_view warning, Defect defect, std::string evidence) {
    if (warned(reading, warning))
      out.push_back({defect, RepairOutcome::flagged, {}, {}, rule, std::move(evidence)});
  };
  flag("negative", Defect::amount_negative, "Ce montant est négatif\u00A0: une annulation\u202F?");
  flag("zero", Defect::amount_zero, "Ce montant est nul.");
  flag("above-100M", Defect::amount_large, "Ce montant dépasse 100\u00A0millions d'euros.");
  flag("outside-scdl-pattern", Defect::outside_scdl_pattern,
       "Ce numéro est juste, mais le schéma ne l'admet pas\u00A0: donnez le SIRET.");
}

std::string value_evidence(const Reading& reading, std::string_view proof) {
  std::string out(proof);
  if (!reading.note.empty()) out += (out.empty() ? "note\u00A0: " : "\u202F; note\u00A0: ") + reading.note;
  return out;
}

// A valid amount keeps its writing: «840690.0» is not touched.
bool plain_decimal(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  if (!only_digits(whole)) return false;
  return point == std::string_view::npos || only_digits(text.substr(point + 1));
}

std::vector<CellFinding> read_findings(ReadKind kind, const FieldPlan& field, std::string_view text,
                                       const ColumnEvidence& column, std::string_view proof) {
  Reading reading = read(kind, text, column);
  if (kind == ReadKind::boolean && !reading.value.empty())
    reading.value = reading.value == "oui" ? field.yes : field.no;
  const auto rule = rule_of(kind);
  std::vector<CellFinding> out;
  switch (reading.outcome) {
    case Outcome::value: {
      const bool valid = kind == ReadKind::amount && plain_decimal(text);
      if (reading.value != text && !valid)
        out.push_back({repaired_defect(kind, text, reading),
                       RepairOutcome::repaired,
                       reading.value,
                       {},
                       rule,
                       value_evidence(reading, proof)});
      add_flags(out, reading, rule);
      break;
    }
    case Outcome::suggest:
      out.push_back({suggested_defect(kind, reading),
                     RepairOutcome::suggest,
                     reading.value,
                     {},
                     rule,
                     std::string(sentence(reading.cause))});
      break;
    case Outcome::ambiguous:
      out.push_back({suggested_defect(kind, reading),
                     RepairOutcome::suggest,
                     {},
                     reading.candidates,
                     rule,
                     std::string(sentence(reading.cause))});
      break;
    case Outcome::refuse:
      out.push_back({refused_defect(kind, reading.cause),
                     RepairOutcome::refused,
                     {},
                     {},
                     rule,
                     std::string(sentence(reading.cause))});
      break;
    case Outcome::missing:
      out.push_back({Defect::says_nothing,
                     RepairOutcome::repaired,
                     "",
                     {},
                     rule,
                     "Ce texte veut dire que rien n'est indiqué\u00A0: la cellule est vidée."});
      break;
  }
  return out;
}

bool iso_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9})
    if (!is_ascii_digit(text[i])) return false;
  // The day exists in every month; the rule looks at the others.
  const int month = (text[5] - '0') * 10 + (text[6] - '0');
  const int day = (text[8] - '0') * 10 + (text[9] - '0');
  return text.starts_with("20") && month >= 1 && month <= 12 && day >= 1 && day <= 28;
}

std::string counted(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what);
}

}  // namespace

std::optional<ReadKind> read_kind_of(FieldReads reads) {
  switch (reads) {
    case FieldReads::siret:
      return ReadKind::siret;
    case FieldReads::siren:
      return ReadKind::siren;
    case FieldReads::rna:
      return ReadKind::rna;
    case FieldReads::amount:
      return ReadKind::amount;
    case FieldReads::date:
      return ReadKind::date;
    case FieldReads::period:
      return ReadKind::period;
    case FieldReads::rate:
      return ReadKind::rate;
    case FieldReads::boolean:
      return ReadKind::boolean;
    case FieldReads::nature:
      return ReadKind::nature;
    case FieldReads::conditions:
      return ReadKind::conditions;
    default:
      return std::nullopt;
  }
}

std::string proof_of(ReadKind kind, const ColumnEvidence& column) {
  const auto& dates = column.dates;
  if ((kind == ReadKind::date || kind == ReadKind::period) && dates.day_first + dates.month_first > 0)
    return "la colonne le montre\u00A0: jour > 12 dans " +
           counted(dates.day_first, "lignes, mois > 12 dans ") + std::to_string(dates.month_first);
  const auto& amounts = column.amounts;
  const std::size_t proofs =
      amounts.comma_decimal + amounts.comma_group + amounts.dot_decimal + amounts.dot_group;
  if (kind == ReadKind::amount && amounts.doubtful > 0 && proofs > 0)
    return "la colonne le montre\u00A0: virgule décimale dans " +
           counted(amounts.comma_decimal, "cellules, point décimal dans ") +
           counted(amounts.dot_decimal, "cellules");
  return {};
}

bool surely_fine(const FieldPlan& field, std::string_view text) {
  switch (field.reads) {
    case FieldReads::text:
      return text_surely_fine(text);
    case FieldReads::date:
      return iso_day(text);
    case FieldReads::period:
      return iso_day(text) || (text.size() == 21 && text[10] == '/' && iso_day(text.substr(0, 10)) &&
                               iso_day(text.substr(11)) && text.substr(0, 10) < text.substr(11));
    case FieldReads::boolean:
      return std::find(field.allowed.begin(), field.allowed.end(), text) != field.allowed.end();
    // The limits of a grant's amount are no limits of other numbers.
    case FieldReads::amount:
      return field.role != FieldRole::amount && plain_decimal(text);
    case FieldReads::nature:
      return text == "aide en numéraire" || text == "aide en nature";
    case FieldReads::conditions:
      return text == "unique" || text == "échelonné";
    case FieldReads::other:
      return true;
    default:
      return false;
  }
}

std::vector<CellFinding> cell_findings(const FieldPlan& field, std::string_view text,
                                       const ColumnEvidence& column, std::string_view proof) {
  if (surely_fine(field, text)) return {};
  if (const auto kind = read_kind_of(field.reads)) return read_findings(*kind, field, text, column, proof);
  switch (field.reads) {
    case FieldReads::rae:
      return rae_findings(text);
    case FieldReads::list:
      return list_findings(field, text);
    case FieldReads::text:
      return text_findings(text);
    default:
      return {};
  }
}

}  // namespace parvis::grants
