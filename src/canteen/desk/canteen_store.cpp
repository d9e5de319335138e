#include "canteen/desk/canteen_store.hpp"

#include <algorithm>
#include <array>

#include "base/ids.hpp"
#include "base/text.hpp"

namespace parvis::canteen {
namespace {

constexpr std::array<std::string_view, 4> kitchen_kinds{"centrale", "sur place", "satellite",
                                                        "livrée par tiers"};
constexpr int largest_pack = 100;
constexpr std::size_t longest_name = 200;

Canteen canteen_of(const store::Row& row) {
  Canteen out;
  out.id = row.text("id");
  out.key = row.text("town_key");
  out.label = row.text("label");
  out.type = canteen_type_codes.parse(row.text("type")).value_or(CanteenType::other);
  out.kitchen_id = row.text("kitchen_id");
  out.sector = row.text("sector");
  out.siret = row.text("siret");
  out.pack = static_cast<int>(row.integer("pack"));
  out.valid_from = day_of(row.text("valid_from"));
  out.valid_to = day_of(row.text("valid_to"));
  out.predecessor_id = row.text("predecessor_id");
  out.version = row.integer("version");
  return out;
}

tl::unexpected<Error> old_version() {
  return fail(ErrorKind::conflict, "Quelqu’un a modifié cette fiche entre-temps : rechargez la page.", {},
              "version");
}

Status check_name(const std::string& name, std::string_view field) {
  if (base::trim(name).empty() || base::code_points(name) > longest_name)
    return fail(ErrorKind::invalid, "Donnez un nom, de 200 caractères au plus.", {}, std::string(field));
  return {};
}

Status check(const Canteen& canteen) {
  PARVIS_CHECK(check_name(canteen.key, "key"));
  PARVIS_CHECK(check_name(canteen.label, "label"));
  if (canteen.pack < 1 || canteen.pack > largest_pack)
    return fail(ErrorKind::invalid, "Un conditionnement va de 1 à 100 repas.", {}, "pack");
  if (canteen.valid_from && canteen.valid_to && *canteen.valid_to < *canteen.valid_from)
    return fail(ErrorKind::invalid, "La cantine ferme avant d’avoir ouvert.", {}, "valid_to");
  return {};
}

}  // namespace

std::string_view label_of(CanteenType type) {
  switch (type) {
    case CanteenType::maternelle:
      return "Maternelle";
    case CanteenType::elementaire:
      return "Élémentaire";
    case CanteenType::both:
      return "Maternelle et élémentaire";
    case CanteenType::other:
      return "Autre";
  }
  return {};
}

std::string day_text(const std::optional<Day>& day) {
  return day ? base::format_day(*day) : std::string();
}

std::optional<Day> day_of(const std::string& text) {
  const auto day = base::parse_day(text);
  return day ? std::optional<Day>(*day) : std::nullopt;
}

Result<std::vector<Kitchen>> CanteenStore::kitchens(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_kitchen ORDER BY name, id"));
  std::vector<Kitchen> out;
  for (const store::Row row : rows) {
    out.push_back({row.text("id"), row.text("name"), row.text("siret"), row.text("ma_cantine_id"),
                   row.text("kind"), row.opt_integer("meals_per_year"), row.integer("version")});
  }
  return out;
}

Result<Kitchen> CanteenStore::put(store::Session& session, Kitchen kitchen, base::Instant now) {
  PARVIS_CHECK(check_name(kitchen.name, "name"));
  if (std::find(kitchen_kinds.begin(), kitchen_kinds.end(), kitchen.kind) == kitchen_kinds.end())
    return fail(ErrorKind::invalid, "Ce genre de cuisine n’existe pas.", {}, "kind");
  if (kitchen.id.empty()) {
    kitchen.id = base::uuid_v7(now);
    kitchen.version = 1;
    PARVIS_CHECK(
        session.execute("INSERT INTO canteen_kitchen (id, name, siret, ma_cantine_id, kind, meals_per_year, "
                        "version) VALUES (?, ?, ?, ?, ?, ?, 1)",
                        {kitchen.id, kitchen.name, kitchen.siret, kitchen.ma_cantine_id, kitchen.kind,
                         store::opt(kitchen.meals_per_year)}));
    return kitchen;
  }
  PARVIS_TRY(changed,
             session.execute("UPDATE canteen_kitchen SET name = ?, siret = ?, ma_cantine_id = ?, kind = ?, "
                             "meals_per_year = ?, version = version + 1 WHERE id = ? AND version = ?",
                             {kitchen.name, kitchen.siret, kitchen.ma_cantine_id, kitchen.kind,
                              store::opt(kitchen.meals_per_year), kitchen.id, kitchen.version}));
  if (changed == 0) return old_version();
  ++kitchen.version;
  return kitchen;
}

Result<std::vector<Canteen>> CanteenStore::canteens(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_canteen ORDER BY label, id"));
  std::vector<Canteen> out;
  for (const store::Row row : rows) out.push_back(canteen_of(row));
  return out;
}

Result<Canteen> CanteenStore::find(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_canteen WHERE id = ?", {id}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Cette cantine n’existe pas.", {}, "canteen");
  return canteen_of(rows[0]);
}

Result<Canteen> CanteenStore::put(store::Session& session, Canteen canteen, base::Instant now) {
  PARVIS_CHECK(check(canteen));
  const std::string type(canteen_type_codes.code(canteen.type));
  const std::string from = day_text(canteen.valid_from), to = day_text(canteen.valid_to);
  if (canteen.id.empty()) {
    canteen.id = base::uuid_v7(now);
    canteen.version = 1;
    PARVIS_TRY(
        added,
        session.execute(
            "INSERT INTO canteen_canteen (id, town_key, label, type, kitchen_id, sector, siret, pack, "
            "valid_from, valid_to, predecessor_id, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) "
            "ON CONFLICT (town_key) DO NOTHING",
            {canteen.id, canteen.key, canteen.label, type, canteen.kitchen_id, canteen.sector, canteen.siret,
             std::int64_t{canteen.pack}, from, to, canteen.predecessor_id}));
    if (added == 0) return fail(ErrorKind::conflict, "Une cantine porte déjà cette clé.", {}, "key_taken");
    return canteen;
  }
  PARVIS_TRY(
      changed,
      session.execute(
          "UPDATE canteen_canteen SET label = ?, type = ?, kitchen_id = ?, sector = ?, siret = ?, "
          "pack = ?, valid_from = ?, valid_to = ?, predecessor_id = ?, version = version + 1 WHERE "
          "id = ? AND version = ?",
          {canteen.label, type, canteen.kitchen_id, canteen.sector, canteen.siret, std::int64_t{canteen.pack},
           from, to, canteen.predecessor_id, canteen.id, canteen.version}));
  if (changed == 0) return old_version();
  ++canteen.version;
  return canteen;
}

Result<std::vector<Site>> CanteenStore::sites(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_site ORDER BY name"));
  std::vector<Site> out;
  for (const store::Row row : rows)
    out.push_back({row.text("name"), row.text("canteen_id"), day_of(row.text("valid_from")),
                   day_of(row.text("valid_to"))});
  return out;
}

Status CanteenStore::put(store::Session& session, const Site& site) {
  PARVIS_CHECK(check_name(site.name, "name"));
  PARVIS_CHECK(
      session.execute("INSERT INTO canteen_site (name, canteen_id, valid_from, valid_to) VALUES (?, ?, ?, ?) "
                      "ON CONFLICT (name) DO UPDATE SET canteen_id = excluded.canteen_id, valid_from = "
                      "excluded.valid_from, valid_to = excluded.valid_to",
                      {site.name, site.canteen_id, day_text(site.valid_from), day_text(site.valid_to)}));
  return {};
}

Result<std::vector<SchoolPupils>> CanteenStore::pupils(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_pupils ORDER BY school_year, canteen_id, school"));
  std::vector<SchoolPupils> out;
  for (const store::Row row : rows) {
    out.push_back({row.text("canteen_id"), row.text("school"), static_cast<int>(row.integer("school_year")),
                   row.real("pupils"), row.boolean("provisional"), row.text("source")});
  }
  return out;
}

Status CanteenStore::put(store::Session& session, const SchoolPupils& pupils) {
  if (!(pupils.pupils >= 0 && pupils.pupils < 100'000))
    return fail(ErrorKind::invalid, "L’effectif est un nombre positif.", {}, "pupils");
  PARVIS_CHECK(
      session.execute("INSERT INTO canteen_pupils (canteen_id, school, school_year, pupils, provisional, "
                      "source) VALUES (?, ?, ?, ?, "
                      "?, ?) ON CONFLICT (canteen_id, school, school_year) DO UPDATE SET pupils = "
                      "excluded.pupils, provisional = "
                      "excluded.provisional, source = excluded.source",
                      {pupils.canteen_id, pupils.school, std::int64_t{pupils.school_year}, pupils.pupils,
                       std::int64_t{pupils.provisional}, pupils.source}));
  return {};
}

Result<std::map<std::string, PupilCount>> CanteenStore::pupils_in(store::Session& session, int school_year) {
  PARVIS_TRY(rows, session.query(
                       "SELECT canteen_id, school_year, SUM(pupils) AS n, MAX(provisional) AS provisional "
                       "FROM canteen_pupils WHERE school_year <= ? AND school_year >= ? GROUP BY canteen_id, "
                       "school_year ORDER BY school_year",
                       {std::int64_t{school_year}, std::int64_t{school_year - 2}}));
  std::map<std::string, PupilCount> out;
  for (const store::Row row : rows) {
    const bool carried = row.integer("school_year") != school_year;
    out[row.text("canteen_id")] = {row.real("n"), carried || row.boolean("provisional")};
  }
  return out;
}

}  // namespace parvis::canteen
