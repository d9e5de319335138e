#include "grants/reading/reading.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace parvis::grants {

namespace {

struct CauseText {
  Cause cause;
  std::string_view code;
  std::string_view sentence;
};

constexpr std::array<CauseText, 55> cause_texts{{
    {Cause::none, "", ""},
    {Cause::empty, "empty", "Rien n'est indiqué."},
    {Cause::free_text, "free-text", "Ce texte libre ne donne pas la valeur attendue."},
    {Cause::formula, "formula", "La cellule contient une formule, pas son résultat."},
    {Cause::spreadsheet_error, "spreadsheet-error", "Le tableur a laissé une erreur dans cette cellule."},
    {Cause::scientific, "scientific",
     "Un tableur a remplacé ce nombre par une notation scientifique : ses chiffres sont perdus. Repartez du "
     "fichier d'origine."},
    {Cause::letter_for_digit, "letter-for-digit", "Une lettre est écrite à la place d'un chiffre."},
    {Cause::other_digits, "other-digits", "Ces chiffres ne sont pas les chiffres 0 à 9."},
    {Cause::not_a_number, "not-a-number", "Ce n'est pas un montant."},
    {Cause::underscore, "underscore", "Le tiret bas n'a pas sa place dans un nombre."},
    {Cause::bad_group, "bad-group",
     "Les chiffres ne sont pas groupés par trois : un chiffre manque peut-être."},
    {Cause::separators, "separators", "Les séparateurs de ce nombre se contredisent."},
    {Cause::group_or_decimal, "group-or-decimal",
     "Le signe peut séparer les milliers ou les décimales : choisissez pour la colonne."},
    {Cause::range, "range", "C'est une fourchette, pas un montant."},
    {Cause::product, "product", "C'est un produit, pas un montant."},
    {Cause::approximate, "approximate", "Ce montant est approximatif."},
    {Cause::two_amounts, "two-amounts", "La cellule contient plusieurs montants."},
    {Cause::other_currency, "other-currency", "Ce montant n'est pas en euros."},
    {Cause::too_large, "too-large", "Ce montant dépasse un milliard d'euros."},
    {Cause::no_such_day, "no-such-day", "Ce jour n'existe pas."},
    {Cause::null_date, "null-date", "Cette date est vide."},
    {Cause::sentinel, "sentinel", "Cette date est une valeur de remplissage."},
    {Cause::month_only, "month-only", "Le jour manque : seul le mois est indiqué."},
    {Cause::year_only, "year-only", "Le jour et le mois manquent : seule l'année est indiquée."},
    {Cause::two_dates, "two-dates", "La cellule contient plusieurs dates."},
    {Cause::three_dates, "three-dates", "La cellule contient plus de deux dates."},
    {Cause::weekday_differs, "weekday-differs", "Le jour de la semaine ne correspond pas à la date."},
    {Cause::day_order, "day-order", "Le jour et le mois peuvent être inversés : choisissez pour la colonne."},
    {Cause::paris_midnight, "paris-midnight",
     "Cette heure universelle tombe le jour suivant à Paris : choisissez le jour."},
    {Cause::order_unlikely, "order-unlikely", "Cette date ne suit pas l'ordre du reste de la colonne."},
    {Cause::end_before_start, "end-before-start", "La fin de la période précède son début."},
    {Cause::open_period, "open-period", "La période n'a pas de fin, ou pas de début."},
    {Cause::month_span, "month-span", "Seul le mois est indiqué : la période proposée est à confirmer."},
    {Cause::year_span, "year-span", "Seule l'année est indiquée : la période proposée est à confirmer."},
    {Cause::length, "length", "Le nombre de chiffres n'est pas le bon."},
    {Cause::character, "character", "Un caractère n'a pas sa place dans cet identifiant."},
    {Cause::checksum, "checksum", "La clé est fausse : un chiffre a sans doute été mal recopié."},
    {Cause::siren_part, "siren-part", "Les neuf premiers chiffres ne forment pas un SIREN."},
    {Cause::zeros, "zeros", "Cet identifiant ne contient que des zéros."},
    {Cause::repeated, "repeated", "Cet identifiant répète un seul chiffre."},
    {Cause::siren_only, "siren-only", "C'est un SIREN : les cinq chiffres de l'établissement manquent."},
    {Cause::two_identifiers, "two-identifiers", "La cellule contient plusieurs identifiants."},
    {Cause::zeros_lost, "zeros-lost",
     "Des zéros ont sans doute été perdus à gauche : le numéro proposé est à confirmer."},
    {Cause::other_register, "other-register", "Ce numéro vient d'un autre registre."},
    {Cause::vat_number, "vat-number", "C'est un numéro de TVA : le SIREN qu'il contient est à confirmer."},
    {Cause::siret_given, "siret-given", "C'est un SIRET : le SIREN qu'il contient est à confirmer."},
    {Cause::letter_w_missing, "letter-w-missing",
     "La lettre W manque sans doute : le numéro est à confirmer."},
    {Cause::before_2009, "before-2009", "Ce numéro d'association date d'avant 2009 : donnez le SIRET."},
    {Cause::alsace_moselle, "alsace-moselle",
     "Les associations d'Alsace-Moselle ne sont pas au RNA : donnez le SIRET."},
    {Cause::other_column, "other-column", "Cette valeur semble appartenir à une autre colonne."},
    {Cause::free_text_suggests, "free-text-suggests", "Ce texte libre suggère une valeur, à confirmer."},
    {Cause::damaged_text, "damaged-text", "Un caractère a été perdu : la valeur proposée est à confirmer."},
    {Cause::not_listed, "not-listed", "Cette valeur n'est pas dans la liste attendue."},
    {Cause::percent_likely, "percent-likely",
     "Ce taux est sans doute un pourcentage : à confirmer pour la colonne."},
    {Cause::below_minimum, "below-minimum", "Ce taux est inférieur à 0,01."},
}};

constexpr CauseText last_text{Cause::above_one_hundred, "above-one-hundred", "Ce taux dépasse 100 %."};

const CauseText& text_of(Cause cause) {
  const auto at = static_cast<std::size_t>(cause);
  return at < cause_texts.size() ? cause_texts[at] : last_text;
}

}  // namespace

std::string_view to_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::value:
      return "value";
    case Outcome::suggest:
      return "suggest";
    case Outcome::ambiguous:
      return "ambiguous";
    case Outcome::refuse:
      return "refuse";
    case Outcome::missing:
      return "missing";
  }
  return "";
}

std::string_view code(Cause cause) {
  return text_of(cause).code;
}

std::string_view sentence(Cause cause) {
  return text_of(cause).sentence;
}

Reading value_of(std::string value) {
  Reading out;
  out.outcome = Outcome::value;
  out.value = std::move(value);
  return out;
}

Reading suggestion(std::string value, Cause cause) {
  Reading out = value_of(std::move(value));
  out.outcome = Outcome::suggest;
  out.cause = cause;
  return out;
}

Reading refusal(Cause cause, std::string_view warning) {
  Reading out;
  out.outcome = Outcome::refuse;
  out.cause = cause;
  if (!warning.empty()) out.warnings.emplace_back(warning);
  return out;
}

Reading ambiguous(std::vector<std::string> candidates, Cause cause) {
  Reading out;
  out.outcome = Outcome::ambiguous;
  out.candidates = std::move(candidates);
  out.cause = cause;
  return out;
}

Reading missing() {
  Reading out;
  out.cause = Cause::empty;
  return out;
}

}  // namespace parvis::grants
