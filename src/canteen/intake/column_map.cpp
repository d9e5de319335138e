#include "canteen/intake/column_map.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "canteen/intake/cell_values.hpp"

namespace parvis::canteen {
namespace {

constexpr std::array<std::string_view, 14> labels{"comptages",        "cantines",    "sites",
                                                  "écoles",           "effectifs",   "menus",
                                                  "vacances",         "grèves",      "feuilles de grève",
                                                  "sorties",          "fermetures",  "comptages de la ville",
                                                  "années scolaires", "jours fériés"};

// Names that towns give to a field, folded, words joined by one space; the better one first.
const std::vector<std::string_view>& names_of(Field field) {
  static const std::map<Field, std::vector<std::string_view>> names{
      {Field::date,
       {"date", "jour", "date repas", "date du repas", "date service", "date menu", "menudate", "journee",
        "date de service"}},
      {Field::site,
       {"site nom", "site", "nom site", "restaurant", "nom restaurant", "restaurant scolaire", "satellite",
        "point de livraison", "lieu", "cantine", "cantine nom", "nom cantine"}},
      {Field::site_type, {"site type", "type site", "type de site", "cantine type", "type"}},
      {Field::service, {"service", "type service", "temps", "type repas"}},
      {Field::ordered,
       {"prevision", "previsions", "prevu", "prevus", "commande", "commandes", "nb commandes",
        "repas commandes", "repas prevus", "quantite commandee", "effectif prevu"}},
      {Field::eaten,
       {"reel", "reels", "servi", "servis", "repas servis", "convives", "consomme", "consommes", "presents",
        "frequentation", "nb convives", "effectif reel", "comptage", "mange"}},
      {Field::canteen, {"cantine nom", "cantine", "nom cantine", "restaurant", "site", "nom de la cantine"}},
      {Field::canteen_type, {"cantine type", "type cantine", "type"}},
      {Field::sector, {"secteur", "quartier", "zone geographique"}},
      {Field::siret, {"siret", "numero siret", "cantine siret"}},
      {Field::school, {"ecole", "nom ecole", "ecole nom", "etablissement", "nom de l ecole", "appellation"}},
      {Field::school_year, {"annee scolaire", "an scol", "annee", "rentree", "periode"}},
      {Field::pupils, {"effectif", "effectifs", "nb eleves", "nombre d eleves", "eleves", "inscrits"}},
      {Field::dish, {"plat", "menu", "libelle", "intitule", "menuplatnom", "denomination"}},
      {Field::rank, {"rang", "ordre", "position"}},
      {Field::component, {"composante", "composant", "menuplattype", "type plat", "type de plat"}},
      {Field::name, {"vacances nom", "nom", "description", "libelle", "vacances"}},
      {Field::first, {"date debut", "debut", "date de debut", "date start", "start date", "du"}},
      {Field::last, {"date fin", "fin", "date de fin", "date end", "end date", "au"}},
      {Field::zone, {"zone", "zones", "academie"}},
      {Field::audience, {"population", "public", "concerne"}},
      {Field::strike, {"greve", "evenement", "preavis"}},
      {Field::scope, {"portee", "perimetre", "champ"}},
      {Field::staff_expected, {"agents attendus", "agents prevus", "effectif agents"}},
      {Field::staff_declared, {"agents declares", "agents grevistes", "grevistes"}},
      {Field::teachers_declared, {"enseignants declares", "enseignants grevistes"}},
      {Field::classes_closed, {"classes fermees"}},
      {Field::strength, {"part attendue", "intensite", "part presente"}},
      {Field::kept_service, {"service assure", "service maintenu", "service"}},
      {Field::class_label, {"classe", "niveau", "groupe"}},
      {Field::pupils_away, {"eleves absents", "enfants absents", "nb enfants", "effectif", "eleves"}},
      {Field::picnic, {"pique nique", "picnic", "panier"}},
      {Field::reason, {"motif", "raison", "cause"}},
      {Field::host, {"cantine d accueil", "accueil", "cantine accueil", "hote"}},
      {Field::public_holiday, {"jour ferie", "est jour ferie", "ferie"}}};
  return names.at(field);
}

std::string plain_label(std::string_view label) {
  return base::join(base::words(label), " ");
}

// Share of the distinct values, missing ones aside, that `fits`; nothing when all are missing.
template <class Fits>
double share(const RawColumn& column, Fits fits) {
  std::size_t looked = 0, right = 0;
  for (std::size_t i = 0; i < column.values.size() && looked < 2000; ++i) {
    if (is_missing(column.values[i])) continue;
    ++looked;
    right += fits(column.values[i]) ? 1 : 0;
  }
  return looked == 0 ? 0 : static_cast<double>(right) / static_cast<double>(looked);
}

bool holds(const RawColumn& column, Field field) {
  constexpr double enough = 0.9;
  switch (field) {
    case Field::date:
    case Field::first:
    case Field::last:
      return share(column, [](const auto& text) {
               const auto form = date_text(text).form;
               return form == DateForm::iso || form == DateForm::slashed;
             }) >= enough;
    case Field::eaten:
    case Field::ordered:
    case Field::pupils:
      return share(column, [](const auto& text) { return read_number(text).has_value(); }) >= enough;
    case Field::site:
    case Field::dish:
    case Field::school:
    case Field::canteen:
      return share(column, [](const auto& text) {
               return !read_number(text) && date_text(text).form == DateForm::none && text.size() > 2;
             }) >= enough;
    default:
      return false;
  }
}

class Mapper {
 public:
  explicit Mapper(const RawTable& table) : table_(table) {
    for (const auto& column : table.columns) plain_.push_back(plain_label(column.label));
  }

  void take_given(const std::map<Field, std::string>& given) {
    for (const auto& [field, label] : given) {
      for (std::size_t i = 0; i < table_.columns.size(); ++i)
        if (table_.columns[i].label == label) take(field, i);
    }
  }

  void by_name(const std::vector<Field>& fields) {
    for (const Field field : fields) {
      for (const auto name : names_of(field)) {
        const auto found = std::find(plain_.begin(), plain_.end(), name);
        if (found != plain_.end() && take(field, static_cast<std::size_t>(found - plain_.begin()))) break;
      }
    }
  }

  // Only when one column alone fits: a guess between two would be a coin.
  void by_content(const std::vector<Field>& fields) {
    for (const Field field : fields) {
      if (result_.columns.contains(field)) continue;
      std::vector<std::size_t> fit;
      for (std::size_t i = 0; i < table_.columns.size(); ++i)
        if (!used_.contains(i) && holds(table_.columns[i], field)) fit.push_back(i);
      if (fit.size() == 1 && take(field, fit[0])) result_.by_content.push_back(field);
    }
  }

  MappingResult finish(const std::vector<Field>& required) {
    for (const Field field : required)
      if (!result_.columns.contains(field)) result_.missing.push_back(field);
    return std::move(result_);
  }

 private:
  bool take(Field field, std::size_t column) {
    if (used_.contains(column) || result_.columns.contains(field)) return false;
    used_.insert(column);
    result_.columns[field] = column;
    return true;
  }

  const RawTable& table_;
  std::vector<std::string> plain_;
  std::set<std::size_t> used_;
  MappingResult result_;
};

}  // namespace

std::string_view kind_label(TableKind kind) {
  return labels[static_cast<std::size_t>(kind)];
}

const KindShape& shape_of(TableKind kind) {
  using F = Field;
  static const std::array<KindShape, table_kind_codes.size()> shapes{{
      {{F::date, F::site, F::eaten}, {F::ordered, F::site_type, F::service}},
      {{F::canteen}, {F::canteen_type, F::sector, F::siret}},
      {{F::site, F::canteen}, {F::site_type, F::canteen_type}},
      {{F::school, F::canteen}, {F::canteen_type}},
      {{F::school, F::school_year, F::pupils}, {}},
      {{F::date, F::dish}, {F::rank, F::component}},
      {{F::first, F::last}, {F::name, F::school_year, F::zone, F::audience}},
      {{F::date}, {F::strike, F::scope}},
      {{F::date, F::canteen},
       {F::staff_expected, F::staff_declared, F::teachers_declared, F::classes_closed, F::strength,
        F::kept_service}},
      {{F::date, F::canteen, F::pupils_away}, {F::class_label, F::picnic}},
      {{F::canteen, F::first, F::last}, {F::reason, F::host}},
      {{F::date, F::eaten}, {F::ordered}},
      {{F::school_year, F::first, F::last}, {}},
      {{F::date, F::public_holiday}, {}},
  }};
  return shapes[static_cast<std::size_t>(kind)];
}

MappingResult map_columns(const RawTable& table, TableKind kind, const std::map<Field, std::string>& given) {
  const KindShape& shape = shape_of(kind);
  Mapper mapper(table);
  mapper.take_given(given);
  mapper.by_name(shape.required);
  mapper.by_name(shape.optional);
  mapper.by_content(shape.required);
  return mapper.finish(shape.required);
}

std::optional<TableKind> guess_kind(const RawTable& table) {
  std::set<std::string> seen;
  for (const auto& column : table.columns) seen.insert(plain_label(column.label));
  const auto has = [&](Field field) {
    const auto& names = names_of(field);
    return std::any_of(names.begin(), names.end(),
                       [&](auto name) { return seen.contains(std::string(name)); });
  };
  const bool canteen = seen.contains("cantine nom") || seen.contains("cantine");
  const bool site = seen.contains("site nom") || seen.contains("site") || seen.contains("restaurant");
  if (has(Field::date) && has(Field::eaten)) return site || canteen ? TableKind::counts : TableKind::city;
  if (has(Field::staff_declared) || has(Field::strength)) return TableKind::strike_sheets;
  if (has(Field::date) && seen.contains("eleves absents")) return TableKind::outings;
  if (canteen && has(Field::first)) return TableKind::closures;
  if (canteen && site) return TableKind::sites;
  if (canteen && has(Field::school)) return TableKind::schools;
  if (canteen) return TableKind::canteens;
  if (has(Field::school) && has(Field::pupils)) return TableKind::pupils;
  if (has(Field::first) && has(Field::last)) {
    return has(Field::name) ? TableKind::holidays : TableKind::school_years;
  }
  if (has(Field::date) && has(Field::public_holiday)) return TableKind::public_holidays;
  if (has(Field::date) && has(Field::dish)) return TableKind::menus;
  const bool named_strike = base::fold(table.file).find("greve") != std::string::npos;
  if (has(Field::date) && (has(Field::strike) || named_strike)) return TableKind::strikes;
  return std::nullopt;
}

base::json::object mapping_json(const RawTable& table, const ColumnMapping& mapping) {
  base::json::object out;
  for (const auto& [field, column] : mapping) out[field_codes.code(field)] = table.columns[column].label;
  return out;
}

Result<std::map<Field, std::string>> mapping_from_json(const base::json::object& object) {
  std::map<Field, std::string> out;
  for (const auto& member : object) {
    const auto field = field_codes.parse(std::string_view(member.key()));
    if (!field || !member.value().is_string())
      return fail(ErrorKind::invalid, "La correspondance des colonnes nomme un champ inconnu\u00A0: «\u00A0" +
                                          std::string(member.key()) + "\u00A0».");
    out[*field] = std::string(member.value().as_string());
  }
  return out;
}

}  // namespace parvis::canteen
