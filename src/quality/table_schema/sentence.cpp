#include "quality/table_schema/sentence.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "quality/table_schema/moment.hpp"

namespace parvis::quality {
namespace {

constexpr std::size_t max_listed = 8;
constexpr std::size_t max_names = 20;

// Joins pieces without making a string of each.
class Text {
 public:
  explicit Text(std::string& out) : out_(out) {}
  Text& operator<<(std::string_view piece) {
    out_ += piece;
    return *this;
  }
  Text& operator<<(std::uint64_t number) {
    out_ += std::to_string(number);
    return *this;
  }
  Text& quote(std::string_view text) {
    append_quoted(out_, text);
    return *this;
  }

 private:
  std::string& out_;
};

std::string_view type_in_french(FieldType type) {
  switch (type) {
    case FieldType::number:
      return "un nombre";
    case FieldType::integer:
      return "un nombre entier";
    case FieldType::boolean:
      return "une des valeurs prévues";
    case FieldType::date:
      return "une date AAAA-MM-JJ";
    case FieldType::datetime:
      return "une date et une heure AAAA-MM-JJThh:mm:ss";
    case FieldType::time:
      return "une heure hh:mm:ss";
    case FieldType::year:
      return "une année de quatre chiffres";
    case FieldType::yearmonth:
      return "une année et un mois AAAA-MM";
    case FieldType::duration:
      return "une durée ISO 8601, par exemple P1Y ou PT30M";
    case FieldType::geopoint:
      return "un point « longitude, latitude »";
    case FieldType::geojson:
      return "un objet GeoJSON";
    case FieldType::object:
      return "un objet JSON";
    case FieldType::array:
      return "une liste JSON, par exemple [\"a\", \"b\"]";
    case FieldType::list:
      return "une liste de valeurs séparées";
    default:
      return "un texte de la forme prévue";
  }
}

std::string_view format_in_french(std::string_view format) {
  if (format == "email") return "une adresse électronique, par exemple nom@ville.fr";
  if (format == "uri") return "une adresse qui commence par son protocole, par exemple https://";
  if (format == "uuid") return "un identifiant UUID (32 chiffres hexadécimaux)";
  if (format == "binary") return "un contenu codé en base64";
  if (format == "wkt") return "une géométrie WKT, par exemple POINT (2.35 48.85)";
  return "un texte de la forme prévue";
}

std::string number_text(std::string_view cell) {
  std::string text;
  for (std::size_t at = 0; at < cell.size();) {
    const std::size_t from = at;
    const char32_t point = base::next_code_point(cell, at);
    if (point == U',')
      text += '.';
    else if ((point >= U'0' && point <= U'9') || point == U'.' || point == U'-')
      text += cell.substr(from, at - from);
  }
  return read_decimal(text) ? text : std::string();
}

// day/month/year as YYYY-MM-DD; empty when that day does not exist.
std::string iso_from_day_first(std::string_view cell) {
  std::vector<int> numbers(1, 0);
  for (const char c : trim_unicode(cell)) {
    if (c >= '0' && c <= '9')
      numbers.back() = numbers.back() * 10 + (c - '0');
    else
      numbers.push_back(0);
  }
  if (numbers.size() != 3 || numbers[2] < 1000 || !real_day(numbers[2], numbers[1], numbers[0])) return {};
  const auto padded = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(numbers[2]) + "-" + padded(numbers[1]) + "-" + padded(numbers[0]);
}

std::string impossible_day(std::string_view cell) {
  constexpr std::array<std::string_view, 12> names{"janvier",   "février", "mars",     "avril",
                                                   "mai",       "juin",    "juillet",  "août",
                                                   "septembre", "octobre", "novembre", "décembre"};
  int year = 0;
  int month = 0;
  int day = 0;
  const std::string text(trim_unicode(cell));
  if (std::sscanf(text.c_str(), "%d-%d-%d", &year, &month, &day) != 3 || month < 1 || month > 12) return {};
  return std::to_string(day) + " " + std::string(names[static_cast<std::size_t>(month - 1)]) + " " +
         std::to_string(year);
}

}  // namespace

std::string_view shortened(std::string_view cell) {
  if (cell.size() <= max_cell_characters) return cell;
  std::size_t at = 0;
  for (std::size_t i = 0; i < max_cell_characters && at < cell.size(); ++i) {
    ++at;
    while (at < cell.size() && (static_cast<unsigned char>(cell[at]) & 0xC0U) == 0x80U) ++at;
  }
  return cell.substr(0, at);
}

void append_quoted(std::string& out, std::string_view text) {
  const std::string_view cut = shortened(text);
  out += "«\u00A0";
  out += cut;
  if (cut.size() < text.size()) out += "…";
  out += "\u00A0»";
}

const SchemaField* SentenceWriter::field_of(const Finding& finding) const {
  return finding.column < program_.schema.fields.size() ? &program_.schema.fields[finding.column] : nullptr;
}

void SentenceWriter::example(std::string& out, const Finding& finding) const {
  const SchemaField* field = field_of(finding);
  if (field != nullptr && !field->example.empty())
    Text(out) << " Exemple\u00A0: " << shortened(field->example) << ".";
}

void SentenceWriter::append(std::string& out, const Finding& finding) const {
  Text text(out);
  switch (finding.code) {
    case FindingCode::type_error:
      return type(out, finding);
    case FindingCode::constraint_error:
      return constraint(out, finding);
    case FindingCode::blank_row:
      out += "Cette ligne est vide. Supprimez-la.";
      return;
    case FindingCode::primary_key:
      if (finding.cause == Cause::empty_key)
        out += "L’identifiant de cette ligne est vide. Renseignez-le.";
      else
        text << "Cette ligne a le même identifiant que la ligne " << finding.other
             << (finding.cause == Cause::probable_twin ? " (très probablement)" : "") << ". Gardez-en une.";
      return;
    case FindingCode::unique_error:
      text << "Cette valeur est déjà celle de la ligne " << finding.other
           << (finding.cause == Cause::probable_twin ? " (très probablement)" : "")
           << ". Elle doit être unique.";
      return;
    case FindingCode::foreign_key:
      out += "Cette ligne renvoie à une valeur qui ne figure pas dans la table de référence.";
      return;
    case FindingCode::missing_cell:
      text << "La ligne s’arrête avant la colonne ";
      text.quote(finding.name) << ". Complétez-la.";
      return;
    case FindingCode::extra_cell:
      text << "La ligne a une cellule de trop\u00A0: ";
      text.quote(finding.cell) << ". Un séparateur dans un texte doit être entre guillemets.";
      return;
    case FindingCode::encoding_error:
      if (finding.name == nul_byte) {
        out +=
            "À partir d’ici, le fichier contient des octets nuls\u00A0: il est abîmé, ou ce n’est pas du "
            "texte. "
            "Exportez-le de nouveau.";
        return;
      }
      out +=
          "À partir d’ici, le fichier contient des octets qui ne sont pas de l’UTF-8. Enregistrez-le en "
          "UTF-8.";
      return;
    case FindingCode::unclosed_quote:
      out +=
          "Un guillemet ouvert ici n’est jamais fermé. Fermez-le, ou doublez-le s’il fait partie du texte.";
      return;
    case FindingCode::resource_error:
      text << "Ce schéma renvoie à la table ";
      text.quote(finding.name) << ". Donnez-la avec --resource " << finding.name
                               << "=FICHIER, ou ajoutez --foreign-keys skip.";
      return;
    case FindingCode::check_error:
      return check_trouble(out, finding);
    case FindingCode::deprecated_check:
      text << "Le contrôle ";
      text.quote(finding.name) << " porte un ancien nom\u00A0; il est appliqué.";
      return;
    case FindingCode::encoding_guessed:
      text << "L’encodage a été deviné\u00A0: " << finding.name << ". Enregistrez le fichier en UTF-8.";
      return;
    case FindingCode::date_short:
      text << "La date ";
      text.quote(finding.cell) << " est acceptée. Écrivez plutôt le mois et le jour sur deux chiffres.";
      return;
    case FindingCode::stray_quote:
      out += "Un guillemet est mal placé dans cette cellule\u00A0; il a été lu comme du texte.";
      return;
    case FindingCode::spaced_identifier:
      text << "Le numéro ";
      text.quote(finding.cell) << " contient des espaces ou des points\u00A0; écrivez-le d’un seul tenant.";
      return;
    case FindingCode::outside_scdl_pattern:
      text << "Le numéro RNA ";
      text.quote(finding.cell) << " est juste, mais le schéma ne prévoit que W et neuf chiffres.";
      return;
    case FindingCode::pattern_undecided:
      text << "La forme de ";
      text.quote(finding.cell) << " n’a pas pu être jugée\u00A0: l’expression du schéma est trop coûteuse.";
      return;
    case FindingCode::foreign_keys_skipped:
      text << "Les renvois à la table ";
      text.quote(finding.name) << " n’ont pas été vérifiés.";
      return;
    default:
      break;
  }
  if (finding.code < FindingCode::blank_row || finding.code == FindingCode::missing_optional_label ||
      finding.code == FindingCode::unknown_label)
    return header(out, finding);
  custom(out, finding);
}

void SentenceWriter::header(std::string& out, const Finding& finding) const {
  Text text(out);
  switch (finding.code) {
    case FindingCode::blank_header:
      out += "La ligne d’en-tête est vide ou absente. Écrivez-y le nom des colonnes.";
      return;
    case FindingCode::blank_label:
      out += "Cette colonne n’a pas de nom dans l’en-tête. Nommez-la ou supprimez-la.";
      return;
    case FindingCode::duplicate_label:
      text << "La colonne ";
      text.quote(finding.cell) << " figure déjà en position " << finding.other
                               << ". Supprimez ou renommez l’une des deux.";
      return;
    case FindingCode::incorrect_label:
      text << "La colonne attendue ici est ";
      text.quote(finding.name) << ", et non ";
      text.quote(finding.cell) << ".";
      return;
    case FindingCode::missing_label:
      text << "La colonne ";
      text.quote(finding.name) << " est absente. Ajoutez-la.";
      return;
    case FindingCode::missing_optional_label:
      text << "La colonne facultative ";
      text.quote(finding.name) << " est absente.";
      return;
    case FindingCode::extra_label:
    case FindingCode::unknown_label:
      text << "La colonne ";
      text.quote(finding.name) << " n’est pas prévue par le schéma.";
      return;
    default:
      break;
  }
  text << "Aucune colonne du fichier ne porte un nom du schéma. Colonnes du fichier\u00A0: " << finding.cell;
  const auto names = [&](const auto& list, const auto& name_of) {
    for (std::size_t i = 0; i < list.size() && i < max_names; ++i)
      text << (i > 0 ? ", " : "") << shortened(name_of(list[i]));
    if (list.size() > max_names) text << "…";
  };
  text << ". Colonnes attendues\u00A0: ";
  names(program_.schema.fields, [](const SchemaField& field) { return std::string_view(field.name); });
  text << ".";
}

void SentenceWriter::constraint(std::string& out, const Finding& finding) const {
  Text text(out);
  const SchemaField* field = field_of(finding);
  static const SchemaField none;
  const FieldConstraints& c = field != nullptr ? field->constraints : none.constraints;
  const auto listed = [&](const std::vector<std::string>& values) {
    for (std::size_t i = 0; i < values.size() && i < max_listed; ++i) {
      if (i > 0) text << ", ";
      text.quote(values[i]);
    }
    if (values.size() > max_listed) text << "…";
  };
  switch (finding.cause) {
    case Cause::required:
      out += "Cette cellule est vide alors qu’elle est obligatoire.";
      break;
    case Cause::min_length:
      text << "Texte de " << finding.other << " caractères, " << c.min_length.value_or(0) << " au moins.";
      break;
    case Cause::max_length:
      text << "Texte de " << finding.other << " caractères, " << c.max_length.value_or(0) << " au plus.";
      break;
    case Cause::minimum:
      text.quote(finding.cell) << " est trop petit\u00A0: " << c.minimum.value_or("") << " au moins.";
      break;
    case Cause::maximum:
      text.quote(finding.cell) << " est trop grand\u00A0: " << c.maximum.value_or("") << " au plus.";
      break;
    case Cause::exclusive_minimum:
      text.quote(finding.cell) << " est trop petit\u00A0: plus de " << c.exclusive_minimum.value_or("")
                               << " est attendu.";
      break;
    case Cause::exclusive_maximum:
      text.quote(finding.cell) << " est trop grand\u00A0: moins de " << c.exclusive_maximum.value_or("")
                               << " est attendu.";
      break;
    case Cause::enum_case:
    case Cause::enum_space: {
      const std::string folded = base::fold(base::trim(finding.cell));
      const auto right = std::find_if(c.allowed->begin(), c.allowed->end(),
                                      [&](const std::string& item) { return base::fold(item) == folded; });
      text.quote(finding.cell) << " s’écrit ";
      if (right != c.allowed->end())
        text.quote(*right) << ".";
      else
        text << "sans espace superflu.";
      break;
    }
    case Cause::not_allowed:
      text.quote(finding.cell) << " n’est pas une valeur permise. Choisissez parmi ";
      listed(c.allowed.value_or(std::vector<std::string>{}));
      text << ".";
      break;
    case Cause::category:
      text.quote(finding.cell) << " n’est pas une catégorie prévue.";
      break;
    case Cause::array_item:
      text << "Un élément de la liste ";
      text.quote(finding.cell) << " n’est pas de la forme prévue.";
      break;
    case Cause::pattern:
      text.quote(finding.cell) << " n’a pas la forme attendue.";
      example(out, finding);
      if (c.pattern) text << " (Expression du schéma\u00A0: " << shortened(*c.pattern) << ")";
      break;
    default:
      text.quote(finding.cell) << " n’est pas une valeur permise.";
      break;
  }
}

void SentenceWriter::type(std::string& out, const Finding& finding) const {
  Text text(out);
  const SchemaField* field = field_of(finding);
  const FieldType type = field != nullptr ? field->type : FieldType::any;
  const auto write = [&](const std::string& right) {
    if (!right.empty()) text << " Écrivez " << right << ".";
  };
  switch (finding.cause) {
    case Cause::comma:
      if (type == FieldType::integer) {
        text.quote(finding.cell) << " n’est pas un nombre entier.";
        return;
      }
      text.quote(finding.cell) << "\u00A0: le séparateur décimal est le point.";
      return write(number_text(finding.cell));
    case Cause::spaces:
      text.quote(finding.cell) << " contient des espaces en trop.";
      return type == FieldType::date ? write(std::string(trim_unicode(finding.cell)))
                                     : write(number_text(finding.cell));
    case Cause::currency:
      text.quote(finding.cell) << "\u00A0: écrivez le nombre seul, sans monnaie.";
      return write(number_text(finding.cell));
    case Cause::percent:
      text.quote(finding.cell) << "\u00A0: écrivez le nombre seul, sans «\u00A0%\u00A0».";
      return;
    case Cause::day_first:
      text << "La date ";
      text.quote(finding.cell) << " est écrite jour/mois/année.";
      if (const std::string right = iso_from_day_first(finding.cell); !right.empty()) return write(right);
      text << " Écrivez-la AAAA-MM-JJ.";
      return;
    case Cause::impossible_day:
      if (const std::string day = impossible_day(finding.cell); !day.empty())
        text << "Le " << day << " n’existe pas.";
      else
        text.quote(finding.cell) << " n’est pas un jour du calendrier.";
      return;
    case Cause::month_only:
      text.quote(finding.cell) << " ne donne que le mois. Écrivez aussi le jour\u00A0: AAAA-MM-JJ.";
      return;
    case Cause::with_time:
      text.quote(finding.cell) << " contient une heure. Écrivez la date seule";
      text << "\u00A0: " << trim_unicode(finding.cell).substr(0, 10) << ".";
      return;
    case Cause::not_listed: {
      text.quote(finding.cell) << " n’est pas permis. Écrivez ";
      if (field == nullptr) return;
      std::vector<std::string> words = field->true_values;
      words.insert(words.end(), field->false_values.begin(), field->false_values.end());
      for (std::size_t i = 0; i < words.size() && i < max_listed; ++i) {
        text << (i == 0 ? "" : i + 1 == words.size() ? " ou " : ", ");
        text.quote(words[i]);
      }
      text << ".";
      return;
    }
    default:
      break;
  }
  text.quote(finding.cell) << " n’est pas "
                           << (type == FieldType::string && field != nullptr ? format_in_french(field->format)
                                                                             : type_in_french(type))
                           << ".";
  example(out, finding);
}

void SentenceWriter::check_trouble(std::string& out, const Finding& finding) const {
  Text text(out);
  text << "Le contrôle ";
  text.quote(finding.name);
  switch (finding.cause) {
    case Cause::unknown_check:
      text << " n’existe pas\u00A0; il n’a pas été appliqué.";
      break;
    case Cause::no_reference_list:
      text << " n’a pas été appliqué\u00A0: liste de référence absente.";
      break;
    case Cause::wrong_type:
      text << " ne s’applique qu’à un champ de type geopoint.";
      break;
    default:
      text << " a un paramètre absent ou faux\u00A0; il n’a pas été appliqué.";
      break;
  }
}

void SentenceWriter::custom(std::string& out, const Finding& finding) const {
  Text text(out);
  const CustomCheck* check = finding.check < program_.schema.custom_checks.size()
                                 ? &program_.schema.custom_checks[finding.check]
                                 : nullptr;
  const auto param = [&](std::string_view key) {
    return check == nullptr ? std::string() : base::text_or(check->params, key);
  };
  const bool siret = finding.code == FindingCode::siret;
  const std::string_view what = siret ? "Ce SIRET" : "Ce SIREN";
  switch (finding.code) {
    case FindingCode::siret:
    case FindingCode::siren:
      switch (finding.cause) {
        case Cause::length:
          text << what << " (";
          text.quote(finding.cell) << ") n’a pas " << (siret ? "14" : "9") << " chiffres.";
          return;
        case Cause::character:
          text.quote(finding.cell) << " contient autre chose que des chiffres\u00A0: "
                                   << (siret ? "un SIRET en a 14." : "un SIREN en a 9.");
          return;
        case Cause::checksum:
          text << what << (siret ? " a 14 chiffres" : " a 9 chiffres")
               << " mais sa clé est fausse\u00A0: un chiffre a sans doute été mal recopié.";
          return;
        case Cause::siren_part:
          text << "Les neuf premiers chiffres de ce SIRET (le SIREN) ont une clé fausse\u00A0: vérifiez-les.";
          return;
        case Cause::zeros:
        case Cause::repeated:
          text.quote(finding.cell)
              << " est un numéro de remplissage. Donnez le vrai numéro, ou laissez la cellule vide.";
          return;
        case Cause::scientific:
          text << "Un tableur a remplacé ce numéro par " << shortened(finding.cell)
               << "\u00A0: ses chiffres sont perdus. Repartez du fichier d’origine.";
          return;
        case Cause::siren_only:
          text.quote(finding.cell)
              << " est un SIREN (9 chiffres). Ajoutez les 5 chiffres de l’établissement.";
          return;
        default:
          text.quote(finding.cell) << " n’est pas un numéro valable.";
          return;
      }
    case FindingCode::one_of_required:
      text << (finding.cause == Cause::absent_column ? "Les colonnes "
                                                     : "Renseignez au moins l’une des colonnes ");
      text.quote(param("column1")) << (finding.cause == Cause::absent_column ? " et " : " ou ");
      text.quote(param("column2")) << (finding.cause == Cause::absent_column
                                           ? " sont absentes\u00A0: il en faut une."
                                           : ".");
      return;
    case FindingCode::compare_columns:
      text.quote(param("column"));
      if (finding.cause == Cause::not_comparable)
        text << " et ";
      else
        text << " doit être " << param("op") << " ";
      text.quote(param("column2")) << (finding.cause == Cause::not_comparable ? " ne sont pas comparables."
                                                                              : ".");
      return;
    case FindingCode::sum_columns:
      text.quote(param("column")) << " n’est pas la somme des colonnes prévues.";
      return;
    case FindingCode::cohesive_columns:
      text.quote(param("column"))
          << (finding.cause == Cause::absent_column
                  ? " va avec des colonnes absentes du fichier."
                  : " et les colonnes liées doivent être toutes remplies ou toutes vides.");
      return;
    case FindingCode::year_interval:
      text.quote(finding.cell) << (finding.cause == Cause::order
                                       ? "\u00A0: la seconde année doit suivre la première."
                                       : " n’est pas un intervalle d’années AAAA/AAAA.");
      return;
    case FindingCode::phone_number:
      text.quote(finding.cell) << " n’est pas un numéro de téléphone. Exemple\u00A0: 01 23 45 67 89.";
      return;
    case FindingCode::opening_hours:
      text.quote(finding.cell) << " n’est pas un horaire OpenStreetMap. Exemple\u00A0: Mo-Fr 08:00-18:00.";
      return;
    case FindingCode::nomenclature_acte:
      text.quote(finding.cell)
          << (finding.cause == Cause::not_in_list
                  ? "\u00A0: la partie avant la barre n’est pas dans la nomenclature des actes."
              : finding.cause == Cause::spaces
                  ? "\u00A0: ne mettez pas d’espace autour de la barre."
                  : "\u00A0: écrivez la matière et la sous-matière séparées par une barre.");
      return;
    case FindingCode::french_gps_coordinates:
      text.quote(finding.cell) << (finding.cause == Cause::swapped
                                       ? "\u00A0: longitude et latitude semblent inversées."
                                       : " n’est pas en France.");
      return;
    default:
      text.quote(finding.cell);
      return;
  }
}

}  // namespace parvis::quality
