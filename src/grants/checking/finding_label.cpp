#include "grants/checking/finding_label.hpp"

namespace parvis::grants {
namespace {

using quality::Cause;
using quality::FindingCode;

std::string_view cause_label(Cause cause) {
  switch (cause) {
    case Cause::required:
      return "Valeur absente";
    case Cause::pattern:
      return "Forme non prévue";
    case Cause::not_allowed:
      return "Valeur hors liste";
    case Cause::enum_case:
      return "Majuscules de la liste";
    case Cause::enum_space:
      return "Espaces de la liste";
    case Cause::min_length:
      return "Texte trop court";
    case Cause::max_length:
      return "Texte trop long";
    case Cause::minimum:
      return "Valeur trop petite";
    case Cause::maximum:
      return "Valeur trop grande";
    case Cause::exclusive_minimum:
      return "Valeur trop petite";
    case Cause::exclusive_maximum:
      return "Valeur trop grande";
    case Cause::array_item:
      return "Élément de liste";
    case Cause::category:
      return "Valeur hors liste";
    case Cause::form:
      return "Type non respecté";
    case Cause::comma:
      return "Virgule décimale";
    case Cause::spaces:
      return "Espaces en trop";
    case Cause::currency:
      return "Symbole monétaire";
    case Cause::percent:
      return "Signe pour cent";
    case Cause::letters:
      return "Lettres dans un nombre";
    case Cause::day_first:
      return "Date jour/mois/année";
    case Cause::impossible_day:
      return "Jour qui n’existe pas";
    case Cause::month_only:
      return "Date sans jour";
    case Cause::with_time:
      return "Date avec heure";
    case Cause::not_listed:
      return "Valeur hors liste";
    case Cause::length:
      return "Nombre de chiffres";
    case Cause::character:
      return "Caractère non permis";
    case Cause::checksum:
      return "Clé de contrôle fausse";
    case Cause::siren_part:
      return "SIREN faux dans le SIRET";
    case Cause::zeros:
      return "Identifiant de zéros";
    case Cause::repeated:
      return "Chiffre répété";
    case Cause::scientific:
      return "Notation scientifique";
    case Cause::siren_only:
      return "SIREN au lieu de SIRET";
    case Cause::empty_key:
      return "Clé vide";
    case Cause::twin:
      return "Ligne en double";
    case Cause::probable_twin:
      return "Ligne sans doute en double";
    case Cause::not_comparable:
      return "Valeurs non comparables";
    case Cause::not_less:
      return "Ordre entre colonnes";
    case Cause::partly_filled:
      return "Groupe rempli en partie";
    case Cause::order:
      return "Ordre des années";
    case Cause::swapped:
      return "Coordonnées inversées";
    case Cause::outside:
      return "Hors de France";
    case Cause::not_in_list:
      return "Valeur hors liste";
    case Cause::unknown_check:
      return "Contrôle inconnu";
    case Cause::bad_parameter:
      return "Contrôle mal décrit";
    case Cause::no_reference_list:
      return "Liste de référence absente";
    case Cause::absent_column:
      return "Colonne absente";
    case Cause::wrong_type:
      return "Type non respecté";
    case Cause::none:
      break;
  }
  return {};
}

std::string_view code_label(FindingCode code) {
  switch (code) {
    case FindingCode::blank_header:
      return "En-tête vide";
    case FindingCode::unmatched_header:
      return "En-tête sans rapport";
    case FindingCode::blank_label:
      return "Colonne sans nom";
    case FindingCode::duplicate_label:
      return "Colonne en double";
    case FindingCode::incorrect_label:
      return "Colonne à une autre place";
    case FindingCode::missing_label:
      return "Colonne manquante";
    case FindingCode::extra_label:
      return "Colonne en trop";
    case FindingCode::blank_row:
      return "Ligne vide";
    case FindingCode::primary_key:
      return "Clé de ligne";
    case FindingCode::foreign_key:
      return "Renvoi sans réponse";
    case FindingCode::missing_cell:
      return "Cellule manquante";
    case FindingCode::extra_cell:
      return "Cellule en trop";
    case FindingCode::type_error:
      return "Type non respecté";
    case FindingCode::constraint_error:
      return "Règle du champ";
    case FindingCode::unique_error:
      return "Valeur en double";
    case FindingCode::encoding_error:
      return "Caractères illisibles";
    case FindingCode::format_error:
      return "Format illisible";
    case FindingCode::source_error:
      return "Fichier illisible";
    case FindingCode::schema_error:
      return "Schéma non valide";
    case FindingCode::resource_error:
      return "Table liée absente";
    case FindingCode::unclosed_quote:
      return "Guillemet jamais fermé";
    case FindingCode::check_error:
      return "Contrôle impossible";
    case FindingCode::siret:
      return "SIRET";
    case FindingCode::siren:
      return "SIREN";
    case FindingCode::one_of_required:
      return "Au moins une des colonnes";
    case FindingCode::compare_columns:
      return "Ordre entre colonnes";
    case FindingCode::sum_columns:
      return "Somme de colonnes";
    case FindingCode::cohesive_columns:
      return "Colonnes liées";
    case FindingCode::year_interval:
      return "Intervalle d’années";
    case FindingCode::phone_number:
      return "Téléphone";
    case FindingCode::opening_hours:
      return "Horaires";
    case FindingCode::nomenclature_acte:
      return "Nature de l’acte";
    case FindingCode::french_gps_coordinates:
      return "Coordonnées";
    case FindingCode::deprecated_check:
      return "Ancien nom de contrôle";
    case FindingCode::missing_optional_label:
      return "Colonne facultative absente";
    case FindingCode::unknown_label:
      return "Colonne hors schéma";
    case FindingCode::encoding_guessed:
      return "Encodage deviné";
    case FindingCode::date_short:
      return "Date sans zéro";
    case FindingCode::stray_quote:
      return "Guillemet isolé";
    case FindingCode::spaced_identifier:
      return "Identifiant avec espaces";
    case FindingCode::outside_scdl_pattern:
      return "Forme hors SCDL";
    case FindingCode::pattern_undecided:
      return "Forme non jugée";
    case FindingCode::foreign_keys_skipped:
      return "Renvois non vérifiés";
  }
  return {};
}

}  // namespace

std::string_view finding_label(FindingCode code, Cause cause) {
  const bool by_code = quality::is_warning(code) || code <= FindingCode::extra_cell;
  const bool key = code == FindingCode::primary_key || code == FindingCode::foreign_key;
  const std::string_view label = by_code && !key ? std::string_view() : cause_label(cause);
  return label.empty() ? code_label(code) : label;
}

}  // namespace parvis::grants
