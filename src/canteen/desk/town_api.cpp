// Kitchens, canteens, names of files, pupils, appointments and passports over HTTP, under /api/v1/canteen.
#include "canteen/canteen_routes.hpp"
#include "canteen/desk/day_json.hpp"
#include "store/audit_log.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

json::object kitchen_json(const Kitchen& kitchen) {
  return {{"id", kitchen.id},          {"name", kitchen.name},
          {"siret", kitchen.siret},    {"ma_cantine_id", kitchen.ma_cantine_id},
          {"kind", kitchen.kind},      {"meals_per_year", or_null(kitchen.meals_per_year)},
          {"version", kitchen.version}};
}
constexpr std::string_view kitchen_fields =
    "id:text name:text siret:text ma_cantine_id:text kind:text meals_per_year:integer? version:integer";

json::object site_json(const Site& site) {
  return {{"name", site.name},
          {"canteen_id", text_or_null(site.canteen_id)},
          {"valid_from", day_value(site.valid_from)},
          {"valid_to", day_value(site.valid_to)}};
}
constexpr std::string_view site_fields = "name:text canteen_id:text? valid_from:text? valid_to:text?";

json::object pupils_json(const SchoolPupils& pupils) {
  return {{"canteen_id", pupils.canteen_id},   {"school", pupils.school},
          {"school_year", pupils.school_year}, {"pupils", pupils.pupils},
          {"provisional", pupils.provisional}, {"source", pupils.source}};
}
constexpr std::string_view pupils_fields =
    "canteen_id:text school:text school_year:integer pupils:number provisional:flag source:text";

template <class F>
auto audited(CanteenContext& context, const std::string& actor, const std::string& what, F work) {
  return context.database.write([&](store::Session& session) -> std::invoke_result_t<F, store::Session&> {
    auto done = work(session);
    if (!done) return done;
    PARVIS_CHECK(
        store::append_audit(session, context.clock.now(), "canteen.config", actor, "canteen:" + what, {}));
    return done;
  });
}

Result<net::Response> canteens(CanteenContext& context) {
  std::vector<Kitchen> kitchens;
  PARVIS_TRY(found, context.database.read([&](store::Session& session) -> Result<std::vector<Canteen>> {
    PARVIS_TRY(all, CanteenStore::kitchens(session));
    kitchens = std::move(all);
    return CanteenStore::canteens(session);
  }));
  json::array items, kitchen_list;
  for (const Canteen& canteen : found) items.push_back(to_json(canteen));
  for (const Kitchen& kitchen : kitchens) kitchen_list.push_back(kitchen_json(kitchen));
  return net::json_answer(json::object{{"items", std::move(items)}, {"kitchens", std::move(kitchen_list)}});
}

Result<Canteen> canteen_of(const json::object& body) {
  Canteen out;
  out.key = base::text_or(body, "key");
  out.label = base::text_or(body, "label");
  const auto type = canteen_type_codes.parse(base::text_or(body, "type", "autre"));
  if (!type) return fail(ErrorKind::invalid, "Le type est M, E, M/E ou autre.", {}, "type");
  out.type = *type;
  out.kitchen_id = base::text_or(body, "kitchen_id");
  out.sector = base::text_or(body, "sector");
  out.siret = base::text_or(body, "siret");
  const std::int64_t pack = base::integer_or(body, "pack", 1);
  out.pack = pack < 1 || pack > 1000 ? 0 : static_cast<int>(pack);
  out.predecessor_id = base::text_or(body, "predecessor_id");
  PARVIS_TRY(from, opt_day(body, "valid_from"));
  PARVIS_TRY(to, opt_day(body, "valid_to"));
  out.valid_from = from;
  out.valid_to = to;
  return out;
}

Result<net::Response> put_canteen(CanteenContext& context, net::Request& request) {
  const bool is_new = request.method == "POST";
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, config_right, is_new ? Version::optional : Version::needed));
  PARVIS_TRY(given, canteen_of(body));
  PARVIS_TRY(saved, audited(context, write.actor, is_new ? given.key : request.param("id"),
                            [&](store::Session& session) -> Result<Canteen> {
                              Canteen canteen = given;
                              if (!is_new) {
                                PARVIS_TRY(known, CanteenStore::find(session, request.param("id")));
                                canteen.id = known.id;
                                canteen.key = known.key;
                                canteen.version = write.version;
                              }
                              return CanteenStore::put(session, std::move(canteen), context.clock.now());
                            }));
  return with_version(net::json_answer(to_json(saved), is_new ? 201 : 200), saved.version);
}

Result<net::Response> put_kitchen(CanteenContext& context, net::Request& request) {
  const bool is_new = request.method == "POST";
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, config_right, is_new ? Version::optional : Version::needed));
  Kitchen kitchen;
  kitchen.id = is_new ? std::string() : request.param("id");
  kitchen.name = base::text_or(body, "name");
  kitchen.siret = base::text_or(body, "siret");
  kitchen.ma_cantine_id = base::text_or(body, "ma_cantine_id");
  kitchen.kind = base::text_or(body, "kind", "centrale");
  kitchen.version = write.version;
  if (const auto meals = base::opt_number(body, "meals_per_year"))
    kitchen.meals_per_year = static_cast<std::int64_t>(*meals);
  PARVIS_TRY(saved, audited(context, write.actor, "kitchen", [&](store::Session& session) {
               return CanteenStore::put(session, kitchen, context.clock.now());
             }));
  return with_version(net::json_answer(kitchen_json(saved), is_new ? 201 : 200), saved.version);
}

Result<net::Response> sites(CanteenContext& context) {
  PARVIS_TRY(found,
             context.database.read([](store::Session& session) { return CanteenStore::sites(session); }));
  json::array items;
  for (const Site& site : found) items.push_back(site_json(site));
  return net::json_answer(json::object{{"items", std::move(items)}});
}

Result<net::Response> put_site(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(person, account::require(request, config_right));
  PARVIS_TRY(body, net::body_object(request));
  Site site;
  site.name = base::text_or(body, "name");
  site.canteen_id = base::text_or(body, "canteen_id");
  PARVIS_TRY(from, opt_day(body, "valid_from"));
  PARVIS_TRY(to, opt_day(body, "valid_to"));
  site.valid_from = from;
  site.valid_to = to;
  PARVIS_CHECK(audited(context, person.user_id, "site", [&](store::Session& session) -> Status {
    if (!site.canteen_id.empty()) {
      PARVIS_CHECK(CanteenStore::find(session, site.canteen_id));
    }
    return CanteenStore::put(session, site);
  }));
  return net::json_answer(site_json(site));
}

Result<net::Response> pupils(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(found,
             context.database.read([](store::Session& session) { return CanteenStore::pupils(session); }));
  const auto year = request.query_integer("school_year");
  json::array items;
  for (const SchoolPupils& one : found)
    if (!year || one.school_year == *year) items.push_back(pupils_json(one));
  return net::json_answer(json::object{{"items", std::move(items)}});
}

Result<net::Response> put_pupils(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(person, account::require(request, config_right));
  PARVIS_TRY(body, net::body_object(request));
  SchoolPupils given;
  given.canteen_id = base::text_or(body, "canteen_id");
  given.school = base::text_or(body, "school");
  PARVIS_TRY(year, base::need_integer(body, "school_year"));
  PARVIS_TRY(count, base::need_number(body, "pupils"));
  constexpr std::int64_t least_year = 1990, most_year = 2199;
  if (year < least_year || year > most_year)
    return fail(ErrorKind::invalid, "Donnez l’année de la rentrée.", {}, "school_year");
  given.school_year = static_cast<int>(year);
  given.pupils = count;
  given.provisional = base::flag_or(body, "provisional");
  given.source = "saisie";
  PARVIS_CHECK(audited(context, person.user_id, "pupils", [&](store::Session& session) -> Status {
    PARVIS_CHECK(CanteenStore::find(session, given.canteen_id));
    return CanteenStore::put(session, given);
  }));
  return net::json_answer(pupils_json(given));
}

Result<net::Response> appointments(CanteenContext& context) {
  PARVIS_TRY(found, context.database.read(
                        [](store::Session& session) { return OrderStore::appointments(session); }));
  json::array items;
  for (const Appointment& one : found)
    items.push_back(to_json(one, base::plus_days(context.today(), one.horizon + 1), context));
  return net::json_answer(json::object{{"items", std::move(items)}});
}

Result<net::Response> put_appointment(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, config_right, Version::optional));
  Appointment given;
  given.code = request.param("code");
  given.label = base::text_or(body, "label");
  const std::int64_t horizon = base::integer_or(body, "horizon", -1),
                     cutoff = base::integer_or(body, "cutoff_minutes", -1);
  given.horizon = horizon < 0 || horizon > 10'000 ? 0 : static_cast<int>(horizon);
  given.cutoff_minutes = cutoff < 0 || cutoff > 10'000 ? -1 : static_cast<int>(cutoff);
  given.level = base::number_or(body, "level", 0);
  given.unattended = base::text_or(body, "unattended", "alerte");
  given.orders = base::text_or(body, "orders", "école");
  given.version = write.version;
  PARVIS_TRY(saved, audited(context, write.actor, "appointment:" + given.code,
                            [&](store::Session& session) { return OrderStore::put(session, given); }));
  return with_version(net::json_answer(to_json(saved, context.today(), context)), saved.version);
}

Result<net::Response> passports(CanteenContext& context) {
  PARVIS_TRY(rows, context.database.read([](store::Session& session) {
    return session.query("SELECT * FROM canteen_passport ORDER BY dataset");
  }));
  json::array items;
  for (const store::Row row : rows) {
    PARVIS_TRY(body, base::parse_json_object(row.text("body")));
    items.push_back(json::object{{"dataset", row.text("dataset")},
                                 {"colour", row.text("colour")},
                                 {"made_at", base::format_utc(base::from_millis(row.integer("made_at")))},
                                 {"passport", std::move(body)}});
  }
  return net::json_answer(json::object{{"items", std::move(items)}});
}

}  // namespace

void add_town_api(net::Router& router, CanteenContext& context) {
  net::Shapes all = shapes();
  all["kitchen"] = net::object_of(kitchen_fields);
  const json::object canteen = all.at("canteen").as_object(), kitchen = net::object_of(kitchen_fields);
  const auto canteen_put = [&](net::Request& request) { return put_canteen(context, request); };
  const auto kitchen_put = [&](net::Request& request) { return put_kitchen(context, request); };
  add_route(router, {"GET", "canteens", "Cantines et cuisines"},
            route_options(read_right, net::object_of("items:canteen[] kitchens:kitchen[]", all)),
            [&](net::Request&) { return canteens(context); });
  add_route(router, {"POST", "canteens", "Ajoute une cantine"}, route_options(config_right, canteen, 201),
            canteen_put);
  add_route(router, {"PUT", "canteens/{id}", "Modifie une cantine"}, route_options(config_right, canteen),
            canteen_put);
  add_route(router, {"POST", "kitchens", "Ajoute une cuisine"}, route_options(config_right, kitchen, 201),
            kitchen_put);
  add_route(router, {"PUT", "kitchens/{id}", "Modifie une cuisine"}, route_options(config_right, kitchen),
            kitchen_put);
  add_route(router, {"GET", "sites", "Noms lus dans les fichiers et leur cantine"},
            route_options(read_right, net::items_of(site_fields)),
            [&](net::Request&) { return sites(context); });
  add_route(router, {"PUT", "sites", "Attache un nom à une cantine, ou à aucune"},
            route_options(config_right, net::object_of(site_fields)),
            [&](net::Request& request) { return put_site(context, request); });
  net::RouteOptions listing = route_options(read_right, net::items_of(pupils_fields));
  listing.params = {query_param("school_year", net::ParamType::integer, "Année de la rentrée")};
  add_route(router, {"GET", "pupils", "Effectifs par école et année"}, listing,
            [&](net::Request& request) { return pupils(context, request); });
  add_route(router, {"PUT", "pupils", "Saisit un effectif"},
            route_options(config_right, net::object_of(pupils_fields)),
            [&](net::Request& request) { return put_pupils(context, request); });
  add_route(router, {"GET", "appointments", "Rendez-vous de commande"},
            route_options(read_right, net::object_of("items:appointment[]", all)),
            [&](net::Request&) { return appointments(context); });
  add_route(router, {"PUT", "appointments/{code}", "Règle un rendez-vous : heure limite, risque"},
            route_options(config_right, all.at("appointment").as_object()),
            [&](net::Request& request) { return put_appointment(context, request); });
  add_route(router, {"GET", "passports", "Passeports de qualité des données"},
            route_options(read_right, net::items_of("dataset:text colour:text made_at:text passport:any")),
            [&](net::Request&) { return passports(context); });
}

}  // namespace parvis::canteen
