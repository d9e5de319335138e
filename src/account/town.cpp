#include "account/town.hpp"

#include <algorithm>
#include <array>

#include "base/geo.hpp"
#include "base/text.hpp"
#include "store/audit_log.hpp"

namespace parvis::account {
namespace {

constexpr std::size_t max_field_characters = 300;

struct TextField {
  const char* name;
  std::string Town::*member;
};
constexpr std::array<TextField, 14> text_fields = {{{"name", &Town::name},
                                                    {"tagline", &Town::tagline},
                                                    {"colour", &Town::colour},
                                                    {"email", &Town::email},
                                                    {"phone", &Town::phone},
                                                    {"address", &Town::address},
                                                    {"opening_hours", &Town::opening_hours},
                                                    {"web", &Town::web},
                                                    {"publication_director", &Town::publication_director},
                                                    {"host", &Town::host},
                                                    {"host_address", &Town::host_address},
                                                    {"host_phone", &Town::host_phone},
                                                    {"dpo_email", &Town::dpo_email},
                                                    {"zone", &Town::zone}}};

bool is_colour(const std::string& text) {
  return text.size() == 7 && text[0] == '#' && std::all_of(text.begin() + 1, text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

}  // namespace

base::json::object to_json(const Town& town) {
  base::json::object object;
  for (const auto& field : text_fields) object[field.name] = town.*field.member;
  object["lat"] = town.lat;
  object["lon"] = town.lon;
  object["zoom"] = town.zoom;
  object["tiles"] = town.tiles;
  return object;
}

Result<Town> parse_town(const base::json::object& object, const Town& before) {
  Town town = before;
  for (const auto& field : text_fields) {
    town.*field.member = std::string(base::trim(base::text_or(object, field.name, before.*field.member)));
    if (base::code_points(town.*field.member) > max_field_characters)
      return fail(ErrorKind::invalid, std::string("Le champ « ") + field.name + " » dépasse 300 caractères.",
                  {}, "town_invalid");
  }
  town.lat = base::number_or(object, "lat", before.lat);
  town.lon = base::number_or(object, "lon", before.lon);
  town.zoom = base::integer_or(object, "zoom", before.zoom);
  town.tiles = base::flag_or(object, "tiles", before.tiles);
  if (town.name.empty())
    return fail(ErrorKind::invalid, "Indiquez le nom de la collectivité.", {}, "town_invalid");
  if (!is_colour(town.colour))
    return fail(ErrorKind::invalid, "La couleur s’écrit #rrvvbb, par exemple #0b5563.", {}, "town_invalid");
  if (!base::known_zone(town.zone))
    return fail(ErrorKind::invalid,
                "Le fuseau horaire « " + town.zone + " » est inconnu. Écrivez par exemple Europe/Paris.", {},
                "town_invalid");
  if (!base::valid_position({town.lat, town.lon}) || town.zoom < 1 || town.zoom > 19)
    return fail(ErrorKind::invalid, "Le centre de la carte n’est pas sur le globe.", {}, "town_invalid");
  return town;
}

Status TownStore::load() {
  PARVIS_TRY(rows, database_.read([](store::Session& session) {
    return session.query("SELECT body FROM town WHERE id = 1");
  }));
  if (rows.empty()) return {};
  PARVIS_TRY(object, base::parse_json_object(rows[0].text("body")));
  PARVIS_TRY(town, parse_town(object, Town{}));
  const std::lock_guard lock(mutex_);
  town_ = std::move(town);
  return {};
}

Town TownStore::town() const {
  const std::lock_guard lock(mutex_);
  return town_;
}

Status TownStore::save(const Town& town, std::string_view by) {
  const auto body = to_json(town);
  PARVIS_CHECK(database_.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(session.execute(
        "INSERT INTO town (id, body) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        {base::json::serialize(body)}));
    return store::append_audit(session, clock_.now(), "config.town", by, "town", body);
  }));
  {
    const std::lock_guard lock(mutex_);
    town_ = town;
  }
  if (listener_) listener_(town);
  return {};
}

}  // namespace parvis::account
