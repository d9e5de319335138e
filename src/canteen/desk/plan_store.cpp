#include "canteen/desk/plan_store.hpp"

#include <array>
#include <cmath>

#include "base/ids.hpp"
#include "base/json.hpp"
#include "canteen/desk/canteen_store.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr std::array<std::string_view, 4> services{"normal", "froid", "pique-nique", "fermé"};
constexpr std::array<std::string_view, 3> scopes{"national", "ville", "école"};
constexpr int most_pupils_away = 2000;
constexpr int longest_closure_days = 400;

template <std::size_t N>
bool is_one(const std::array<std::string_view, N>& list, std::string_view text) {
  for (const auto one : list)
    if (one == text) return true;
  return false;
}

tl::unexpected<Error> old_version() {
  return fail(ErrorKind::conflict, "Quelqu’un a modifié ces informations entre-temps : rechargez la page.",
              {}, "version");
}

tl::unexpected<Error> gone(std::string message) {
  return fail(ErrorKind::not_found, std::move(message));
}

std::string list_text(const std::vector<std::string>& items) {
  json::array list;
  for (const auto& item : items) list.emplace_back(item);
  return json::serialize(list);
}

std::vector<std::string> list_of(const std::string& text) {
  std::vector<std::string> out;
  const auto value = base::parse_json(text);
  if (!value || !value->is_array()) return out;
  for (const auto& item : value->get_array())
    if (item.is_string()) out.emplace_back(item.get_string());
  return out;
}

SheetOfStrike sheet_of(const store::Row& row) {
  SheetOfStrike out;
  out.canteen_id = row.text("canteen_id");
  out.day = day_of(row.text("day")).value_or(Day{});
  out.staff_expected = row.opt_integer("staff_expected");
  out.staff_declared = row.opt_integer("staff_declared");
  out.teachers_declared = row.opt_integer("teachers_declared");
  out.classes_closed = list_of(row.text("classes_closed"));
  out.strength = row.opt_real("strength");
  out.service = row.text("service");
  out.host_canteen_id = row.text("host_canteen_id");
  out.said_by = row.text("said_by");
  out.said_at = base::from_millis(row.integer("said_at"));
  out.version = row.integer("version");
  return out;
}

Closure closure_of(const store::Row& row) {
  return {row.text("id"),
          row.text("canteen_id"),
          day_of(row.text("first_day")).value_or(Day{}),
          day_of(row.text("last_day")).value_or(Day{}),
          row.text("reason"),
          row.text("host_canteen_id"),
          row.text("said_by"),
          base::from_millis(row.integer("said_at")),
          row.integer("version")};
}

Outing outing_of(const store::Row& row) {
  return {row.text("id"),
          row.text("canteen_id"),
          day_of(row.text("day")).value_or(Day{}),
          row.text("class_label"),
          static_cast<int>(row.integer("pupils_away")),
          row.boolean("picnic"),
          row.text("said_by"),
          base::from_millis(row.integer("said_at")),
          row.integer("version")};
}

Status check(const SheetOfStrike& sheet) {
  if (!is_one(services, sheet.service))
    return fail(ErrorKind::invalid, "Le service est normal, froid, pique-nique ou fermé.", {}, "service");
  if (sheet.strength) {
    const double tenths = *sheet.strength * 10;
    if (!(tenths >= 0 && tenths <= 10) || std::abs(tenths - std::round(tenths)) > 1e-9)
      return fail(ErrorKind::invalid, "La part de présents va de 0 à 100 %, de dix en dix.", {}, "strength");
  }
  const auto counts = {sheet.staff_expected, sheet.staff_declared, sheet.teachers_declared};
  for (const auto& count : counts)
    if (count && (*count < 0 || *count > 1000))
      return fail(ErrorKind::invalid, "Un nombre de personnes va de 0 à 1 000.", {}, "staff");
  if (sheet.host_canteen_id == sheet.canteen_id && !sheet.host_canteen_id.empty())
    return fail(ErrorKind::invalid, "Une cantine ne s’accueille pas elle-même.", {}, "host_canteen_id");
  return {};
}

Status check(const Closure& closure) {
  if (closure.last < closure.first)
    return fail(ErrorKind::invalid, "La fermeture finit avant de commencer.", {}, "to");
  if (base::days_between(closure.first, closure.last) > longest_closure_days)
    return fail(ErrorKind::invalid, "Une fermeture dure 400 jours au plus : fermez plutôt la cantine.", {},
                "to");
  if (closure.host_canteen_id == closure.canteen_id)
    return fail(ErrorKind::invalid, "Une cantine ne s’accueille pas elle-même.", {}, "host_canteen_id");
  return {};
}

Status check(const Outing& outing) {
  if (outing.pupils_away < 1 || outing.pupils_away > most_pupils_away)
    return fail(ErrorKind::invalid, "Indiquez le nombre d’élèves absents, de 1 à 2 000.", {}, "pupils_away");
  return {};
}

Status changed_one(const Result<std::int64_t>& changed) {
  if (!changed) return tl::make_unexpected(changed.error());
  if (*changed == 0) return old_version();
  return {};
}

}  // namespace

Result<std::vector<StoredBreak>> PlanStore::breaks(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_break ORDER BY first_day, id"));
  std::vector<StoredBreak> out;
  for (const store::Row row : rows)
    out.push_back({row.text("id"), row.text("label"), day_of(row.text("first_day")).value_or(Day{}),
                   day_of(row.text("last_day")).value_or(Day{}), row.text("origin")});
  return out;
}

Status PlanStore::put(store::Session& session, const StoredBreak& one) {
  if (one.last < one.first)
    return fail(ErrorKind::invalid, "Les vacances finissent avant de commencer.", {}, "last");
  PARVIS_CHECK(session.execute(
      "INSERT INTO canteen_break (id, label, first_day, last_day, origin) VALUES (?, ?, ?, ?, "
      "?) ON CONFLICT (id) DO UPDATE SET label = excluded.label, first_day = "
      "excluded.first_day, last_day = excluded.last_day, origin = excluded.origin",
      {one.id, one.label, base::format_day(one.first), base::format_day(one.last), one.origin}));
  return {};
}

Status PlanStore::remove_break(store::Session& session, const std::string& id) {
  PARVIS_TRY(gone_rows, session.execute("DELETE FROM canteen_break WHERE id = ?", {id}));
  if (gone_rows == 0) return gone("Ces vacances n’existent pas.");
  return {};
}

Result<std::vector<MovedDay>> PlanStore::moved_days(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_calendar_day ORDER BY day"));
  std::vector<MovedDay> out;
  for (const store::Row row : rows)
    out.push_back(
        {day_of(row.text("day")).value_or(Day{}), row.text("kind"), row.text("reason"), row.text("origin")});
  return out;
}

Status PlanStore::put(store::Session& session, const MovedDay& day) {
  if (day.kind != "fermé" && day.kind != "ouvert")
    return fail(ErrorKind::invalid, "Ce jour est « ouvert » ou « fermé ».", {}, "kind");
  PARVIS_CHECK(
      session.execute("INSERT INTO canteen_calendar_day (day, kind, reason, origin) VALUES (?, ?, ?, ?) ON "
                      "CONFLICT (day) DO UPDATE SET kind = excluded.kind, reason = excluded.reason, origin = "
                      "excluded.origin",
                      {base::format_day(day.day), day.kind, day.reason, day.origin}));
  return {};
}

Status PlanStore::remove_moved_day(store::Session& session, const Day& day) {
  PARVIS_TRY(gone_rows,
             session.execute("DELETE FROM canteen_calendar_day WHERE day = ?", {base::format_day(day)}));
  if (gone_rows == 0) return gone("Ce jour suit déjà le calendrier.");
  return {};
}

Result<std::vector<Strike>> PlanStore::strikes(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_strike ORDER BY day"));
  std::vector<Strike> out;
  for (const store::Row row : rows)
    out.push_back({day_of(row.text("day")).value_or(Day{}), row.text("scope"), row.text("source")});
  return out;
}

Status PlanStore::put(store::Session& session, const Strike& strike) {
  if (!is_one(scopes, strike.scope))
    return fail(ErrorKind::invalid, "La grève est nationale, de la ville ou d’une école.", {}, "scope");
  PARVIS_CHECK(
      session.execute("INSERT INTO canteen_strike (day, scope, source) VALUES (?, ?, ?) ON CONFLICT (day) DO "
                      "UPDATE SET scope = excluded.scope, source = excluded.source",
                      {base::format_day(strike.day), strike.scope, strike.source}));
  return {};
}

Status PlanStore::remove_strike(store::Session& session, const Day& day) {
  PARVIS_TRY(gone_rows, session.execute("DELETE FROM canteen_strike WHERE day = ?", {base::format_day(day)}));
  if (gone_rows == 0) return gone("Aucun préavis ne porte sur ce jour.");
  return {};
}

Result<std::vector<SheetOfStrike>> PlanStore::sheets(store::Session& session, const Day& from,
                                                     const Day& to) {
  PARVIS_TRY(rows,
             session.query("SELECT * FROM canteen_strike_sheet WHERE day >= ? AND day <= ? ORDER BY day, "
                           "canteen_id",
                           {base::format_day(from), base::format_day(to)}));
  std::vector<SheetOfStrike> out;
  for (const store::Row row : rows) out.push_back(sheet_of(row));
  return out;
}

Result<SheetOfStrike> PlanStore::put(store::Session& session, SheetOfStrike sheet) {
  PARVIS_CHECK(check(sheet));
  const std::vector<store::Value> said{store::opt(sheet.staff_expected),
                                       store::opt(sheet.staff_declared),
                                       store::opt(sheet.teachers_declared),
                                       list_text(sheet.classes_closed),
                                       store::opt(sheet.strength),
                                       sheet.service,
                                       sheet.host_canteen_id,
                                       sheet.said_by,
                                       base::to_millis(sheet.said_at)};
  std::vector<store::Value> values = said;
  values.insert(values.end(), {sheet.canteen_id, base::format_day(sheet.day)});
  if (sheet.version == 0) {
    PARVIS_CHECK(changed_one(session.execute(
        "INSERT INTO canteen_strike_sheet (staff_expected, staff_declared, teachers_declared, "
        "classes_closed, strength, service, host_canteen_id, said_by, said_at, canteen_id, day, "
        "version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (canteen_id, day) DO "
        "NOTHING",
        values)));
  } else {
    values.emplace_back(sheet.version);
    PARVIS_CHECK(changed_one(session.execute(
        "UPDATE canteen_strike_sheet SET staff_expected = ?, staff_declared = ?, "
        "teachers_declared = ?, classes_closed = ?, strength = ?, service = ?, host_canteen_id = "
        "?, said_by = ?, said_at = ?, version = version + 1 WHERE canteen_id = ? AND day = ? AND "
        "version = ?",
        values)));
  }
  ++sheet.version;
  return sheet;
}

Result<std::vector<Closure>> PlanStore::closures(store::Session& session, const Day& from, const Day& to) {
  PARVIS_TRY(rows,
             session.query("SELECT * FROM canteen_closure WHERE last_day >= ? AND first_day <= ? ORDER BY "
                           "first_day, id",
                           {base::format_day(from), base::format_day(to)}));
  std::vector<Closure> out;
  for (const store::Row row : rows) out.push_back(closure_of(row));
  return out;
}

Result<Closure> PlanStore::find_closure(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_closure WHERE id = ?", {id}));
  if (rows.empty()) return gone("Cette fermeture n’existe plus.");
  return closure_of(rows[0]);
}

Result<Closure> PlanStore::put(store::Session& session, Closure closure) {
  PARVIS_CHECK(check(closure));
  const std::string first = base::format_day(closure.first), last = base::format_day(closure.last);
  if (closure.version == 0) {
    closure.id = base::uuid_v7(closure.said_at);
    PARVIS_CHECK(
        session.execute("INSERT INTO canteen_closure (id, canteen_id, first_day, last_day, reason, "
                        "host_canteen_id, said_by, said_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
                        {closure.id, closure.canteen_id, first, last, closure.reason, closure.host_canteen_id,
                         closure.said_by, base::to_millis(closure.said_at)}));
  } else {
    PARVIS_CHECK(changed_one(session.execute(
        "UPDATE canteen_closure SET first_day = ?, last_day = ?, reason = ?, host_canteen_id = ?, "
        "said_by = ?, said_at = ?, version = version + 1 WHERE id = ? AND version = ?",
        {first, last, closure.reason, closure.host_canteen_id, closure.said_by,
         base::to_millis(closure.said_at), closure.id, closure.version})));
  }
  ++closure.version;
  return closure;
}

Status PlanStore::remove_closure(store::Session& session, const std::string& id) {
  PARVIS_CHECK(session.execute("DELETE FROM canteen_closure WHERE id = ?", {id}));
  return {};
}

Result<std::vector<Outing>> PlanStore::outings(store::Session& session, const Day& from, const Day& to) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_outing WHERE day >= ? AND day <= ? ORDER BY day, id",
                                 {base::format_day(from), base::format_day(to)}));
  std::vector<Outing> out;
  for (const store::Row row : rows) out.push_back(outing_of(row));
  return out;
}

Result<Outing> PlanStore::find_outing(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_outing WHERE id = ?", {id}));
  if (rows.empty()) return gone("Cette sortie n’existe plus.");
  return outing_of(rows[0]);
}

Result<Outing> PlanStore::put(store::Session& session, Outing outing) {
  PARVIS_CHECK(check(outing));
  if (outing.version == 0) {
    outing.id = base::uuid_v7(outing.said_at);
    PARVIS_CHECK(
        session.execute("INSERT INTO canteen_outing (id, canteen_id, day, class_label, pupils_away, picnic, "
                        "said_by, said_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
                        {outing.id, outing.canteen_id, base::format_day(outing.day), outing.class_label,
                         std::int64_t{outing.pupils_away}, std::int64_t{outing.picnic}, outing.said_by,
                         base::to_millis(outing.said_at)}));
  } else {
    PARVIS_CHECK(changed_one(session.execute(
        "UPDATE canteen_outing SET class_label = ?, pupils_away = ?, picnic = ?, said_by = ?, "
        "said_at = ?, version = version + 1 WHERE id = ? AND version = ?",
        {outing.class_label, std::int64_t{outing.pupils_away}, std::int64_t{outing.picnic}, outing.said_by,
         base::to_millis(outing.said_at), outing.id, outing.version})));
  }
  ++outing.version;
  return outing;
}

Status PlanStore::remove_outing(store::Session& session, const std::string& id) {
  PARVIS_CHECK(session.execute("DELETE FROM canteen_outing WHERE id = ?", {id}));
  return {};
}

}  // namespace parvis::canteen
