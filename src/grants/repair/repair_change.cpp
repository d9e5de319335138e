#include "grants/repair/repair_change.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace parvis::grants {

namespace {

struct DefectText {
  Defect defect;
  std::string_view code;
  std::string_view phrase;
};

constexpr std::array<DefectText, defect_count> defect_texts{{
    {Defect::bom, "bom", "marque d'ordre des octets en tête du fichier"},
    {Defect::encoding, "encoding", "texte qui n'est pas en UTF-8"},
    {Defect::delimiter, "delimiter", "colonnes séparées autrement que par une virgule"},
    {Defect::newline, "newline", "fins de ligne de Windows"},
    {Defect::header_not_first, "header-not-first", "titres des colonnes plus bas que la première ligne"},
    {Defect::hidden_rows, "hidden-rows", "lignes masquées dans le classeur"},
    {Defect::hidden_columns, "hidden-columns", "colonnes masquées dans le classeur"},
    {Defect::formula, "formula", "cellules calculées par une formule"},
    {Defect::column_map, "column-map", "colonne reconnue"},
    {Defect::header_case, "header-case", "titres de colonnes écrits autrement"},
    {Defect::header_synonym, "header-synonym", "titre de colonne d'un autre nom"},
    {Defect::column_content, "column-content", "colonne reconnue à son contenu"},
    {Defect::two_columns, "two-columns", "deux colonnes possibles pour un même champ"},
    {Defect::missing_column, "missing-column", "colonne absente"},
    {Defect::extra_column, "extra-column", "colonne hors du schéma"},
    {Defect::constant_above, "constant-above", "valeur écrite au-dessus du tableau"},
    {Defect::wrong_column, "wrong-column", "valeurs d'une autre colonne"},
    {Defect::reference_dates, "reference-dates", "références changées en dates par un tableur"},
    {Defect::blank_row, "blank-row", "lignes vides"},
    {Defect::repeated_header, "repeated-header", "titres répétés dans le tableau"},
    {Defect::total_row, "total-row", "ligne de total"},
    {Defect::siret_spaces, "siret-spaces", "SIRET écrit avec des espaces ou d'autres signes"},
    {Defect::siret_checksum, "siret-checksum", "SIRET dont la clé est fausse"},
    {Defect::siret_length, "siret-length", "SIRET qui n'a pas 14 chiffres"},
    {Defect::siren_in_siret, "siren-in-siret", "SIREN à la place d'un SIRET"},
    {Defect::siret_zeros_lost, "siret-zeros-lost", "SIRET dont les zéros de gauche sont perdus"},
    {Defect::siret_text, "siret-text", "texte à la place d'un SIRET"},
    {Defect::identifier_destroyed, "identifier-destroyed", "identifiant détruit par un tableur"},
    {Defect::identifier_rounded, "identifier-rounded", "identifiant arrondi par un tableur"},
    {Defect::identifier_missing, "identifier-missing", "identifiant absent"},
    {Defect::same_siret_as_giver, "same-siret-as-giver", "bénéficiaire qui porte le SIRET de l'attribuant"},
    {Defect::rna_format, "rna-format", "numéro RNA écrit autrement"},
    {Defect::rna_w_missing, "rna-w-missing", "numéro RNA sans la lettre W"},
    {Defect::rna_text, "rna-text", "texte à la place d'un numéro RNA"},
    {Defect::outside_scdl_pattern, "outside-scdl-pattern", "numéro RNA que le schéma n'admet pas"},
    {Defect::amount_text, "amount-text", "montant écrit comme un texte"},
    {Defect::amount_ambiguous, "amount-ambiguous", "montant qui se lit de deux façons"},
    {Defect::amount_refused, "amount-refused", "montant illisible"},
    {Defect::amount_negative, "amount-negative", "montant négatif"},
    {Defect::amount_zero, "amount-zero", "montant nul"},
    {Defect::amount_large, "amount-large", "montant supérieur à 100 millions d'euros"},
    {Defect::date_format, "date-format", "date écrite autrement que AAAA-MM-JJ"},
    {Defect::date_ambiguous, "date-ambiguous", "date qui se lit de plusieurs façons"},
    {Defect::date_month_only, "date-month-only", "mois sans jour"},
    {Defect::date_refused, "date-refused", "date illisible ou impossible"},
    {Defect::serial_date, "serial-date", "date devenue un nombre de tableur"},
    {Defect::period_words, "period-words", "période écrite en toutes lettres"},
    {Defect::period_open, "period-open", "période sans fin ou sans début"},
    {Defect::period_refused, "period-refused", "période impossible"},
    {Defect::month_only, "month-only", "mois à la place d'une période"},
    {Defect::year_only, "year-only", "année à la place d'une période"},
    {Defect::free_text, "free-text", "texte libre à la place de dates"},
    {Defect::nature_short, "nature-short", "nature écrite autrement"},
    {Defect::nature, "nature", "nature décrite par un texte libre"},
    {Defect::nature_refused, "nature-refused", "nature inconnue"},
    {Defect::letter_case, "case", "majuscules ou accents qui diffèrent"},
    {Defect::conditions_refused, "conditions-refused", "conditions de versement inconnues"},
    {Defect::boolean_case, "boolean-case", "oui ou non écrit autrement"},
    {Defect::boolean, "boolean", "texte libre à la place de oui ou non"},
    {Defect::boolean_refused, "boolean-refused", "ni oui ni non"},
    {Defect::rate_format, "rate-format", "taux écrit autrement"},
    {Defect::rate_percent, "rate-percent", "pourcentage à la place d'une fraction"},
    {Defect::rate_refused, "rate-refused", "taux illisible ou hors bornes"},
    {Defect::rae_wrong, "maxLength-ok-but-wrong", "texte qui n'est pas un numéro du registre"},
    {Defect::not_listed, "not-listed", "valeur hors de la liste"},
    {Defect::required_empty, "required-empty", "valeur obligatoire absente"},
    {Defect::says_nothing, "says-nothing", "mot qui veut dire que rien n'est indiqué"},
    {Defect::spreadsheet_error, "spreadsheet-error", "erreur de tableur"},
    {Defect::inner_newline, "inner-newline", "retour à la ligne dans un texte"},
    {Defect::outer_spaces, "outer-spaces", "espaces autour d'un texte"},
    {Defect::mojibake, "mojibake", "accents abîmés par une mauvaise lecture"},
    {Defect::lost_character, "lost-character", "caractère perdu"},
    {Defect::composition, "composition", "lettres accentuées décomposées"},
    {Defect::text_mark, "text-mark", "apostrophe de tableur devant un texte"},
    {Defect::person_value, "person-value", "valeur donnée par une personne"},
}};

constexpr std::array<std::string_view, 6> outcome_names{"repaired", "suggest",    "refused",
                                                        "flagged",  "kept-aside", "undone"};

}  // namespace

std::string_view to_text(RepairOutcome outcome) {
  return outcome_names.at(static_cast<std::size_t>(outcome));
}

std::optional<RepairOutcome> repair_outcome_named(std::string_view text) {
  for (std::size_t i = 0; i < outcome_names.size(); ++i)
    if (outcome_names.at(i) == text) return static_cast<RepairOutcome>(i);
  return std::nullopt;
}

std::string_view code(Defect defect) {
  return defect_texts.at(static_cast<std::size_t>(defect)).code;
}

std::string_view phrase(Defect defect) {
  return defect_texts.at(static_cast<std::size_t>(defect)).phrase;
}

std::optional<Defect> defect_coded(std::string_view code) {
  const auto* found = std::find_if(defect_texts.begin(), defect_texts.end(),
                                   [&](const DefectText& text) { return text.code == code; });
  if (found == defect_texts.end()) return std::nullopt;
  return found->defect;
}

const std::vector<std::string_view>& repair_rules() {
  static const std::vector<std::string_view> names{
      "read-file",   "find-table",      "map-columns", "sort-rows",    "read-text", "read-amount",
      "read-date",   "read-period",     "read-siret",  "read-rna",     "read-rate", "read-boolean",
      "read-nature", "read-conditions", "read-rae",    "read-list",    "required",  "one-identifier",
      "giver-siret", "column-content",  "confirm",     "person-value", "undo"};
  return names;
}

std::string_view repair_rule_named(std::string_view name) {
  const auto& names = repair_rules();
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::string_view() : *found;
}

}  // namespace parvis::grants
