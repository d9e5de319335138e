#include "canteen/desk/order_store.hpp"

#include "base/json.hpp"
#include "canteen/desk/canteen_store.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr std::size_t longest_key = 200;

std::optional<int> opt_int(const store::Row& row, std::string_view column) {
  const auto value = row.opt_integer(column);
  return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
}

store::Value int_value(const std::optional<int>& value) {
  return value ? store::Value(std::int64_t{*value}) : store::Value();
}

std::string figures_text(const OrderFigures& figures) {
  json::object out{
      {"expected", figures.expected}, {"ordinary", figures.ordinary}, {"bound", figures.bound},
      {"level", figures.level},       {"rounding", figures.rounding}, {"pack", figures.pack},
      {"surplus", figures.surplus},   {"missing", figures.missing},   {"short", figures.short_probability},
      {"outings", figures.outings},   {"hosted", figures.hosted},     {"strike", figures.strike},
      {"closed", figures.closed}};
  if (figures.strike_strength) out["strength"] = *figures.strike_strength;
  return json::serialize(out);
}

OrderFigures figures_of(const json::object& object) {
  OrderFigures out;
  out.expected = base::number_or(object, "expected");
  out.ordinary = base::number_or(object, "ordinary");
  out.bound = base::number_or(object, "bound");
  out.level = base::number_or(object, "level");
  out.rounding = static_cast<int>(base::integer_or(object, "rounding"));
  out.pack = static_cast<int>(base::integer_or(object, "pack", 1));
  out.surplus = base::number_or(object, "surplus");
  out.missing = base::number_or(object, "missing");
  out.short_probability = base::number_or(object, "short");
  out.outings = base::number_or(object, "outings");
  out.hosted = base::number_or(object, "hosted");
  out.strike = base::flag_or(object, "strike");
  out.closed = base::flag_or(object, "closed");
  out.strike_strength = base::opt_number(object, "strength");
  return out;
}

OrderState state_of(const store::Row& row) {
  return order_state_codes.parse(row.text("state")).value_or(OrderState::proposed);
}

Result<StoredOrder> order_of(const store::Row& row) {
  StoredOrder out;
  out.id = row.text("id");
  out.canteen_id = row.text("canteen_id");
  out.day = day_of(row.text("day")).value_or(Day{});
  out.appointment = row.text("appointment");
  out.forecast_id = row.text("forecast_id");
  out.decision_id = row.text("decision_id");
  out.blind = row.boolean("blind");
  out.state = state_of(row);
  out.proposed = static_cast<int>(row.integer("proposed"));
  out.final = opt_int(row, "final");
  out.reason = row.text("reason");
  out.note = row.text("note");
  PARVIS_TRY(figures, base::parse_json_object(row.text("figures")));
  out.figures = figures_of(figures);
  out.floor = static_cast<int>(row.integer("floor"));
  out.approved_by = row.text("approved_by");
  out.changed_by = row.text("changed_by");
  out.changed_at = base::from_millis(row.integer("changed_at"));
  out.version = row.integer("version");
  return out;
}

Result<std::vector<StoredOrder>> orders_of(const Result<store::Rows>& rows) {
  if (!rows) return tl::make_unexpected(rows.error());
  std::vector<StoredOrder> out;
  for (const store::Row row : *rows) {
    PARVIS_TRY(order, order_of(row));
    out.push_back(std::move(order));
  }
  return out;
}

Appointment appointment_of(const store::Row& row) {
  return {row.text("code"),
          row.text("label"),
          static_cast<int>(row.integer("horizon")),
          static_cast<int>(row.integer("cutoff_minutes")),
          row.real("level"),
          row.text("unattended"),
          row.text("orders"),
          row.integer("version")};
}

Status add_event(store::Session& session, const StoredOrder& order) {
  PARVIS_CHECK(session.execute(
      "INSERT INTO canteen_order_event (order_id, version, state, final, reason, note, "
      "by_person, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {order.id, order.version, std::string(order_state_codes.code(order.state)), int_value(order.final),
       order.reason, order.note, order.changed_by, base::to_millis(order.changed_at)}));
  return {};
}

tl::unexpected<Error> old_version() {
  return fail(ErrorKind::conflict, "Quelqu’un a modifié cette commande entre-temps : regardez-la de nouveau.",
              {}, "version");
}

}  // namespace

Result<std::vector<Appointment>> OrderStore::appointments(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_appointment ORDER BY horizon DESC, code"));
  std::vector<Appointment> out;
  for (const store::Row row : rows) out.push_back(appointment_of(row));
  return out;
}

Result<Appointment> OrderStore::appointment(store::Session& session, const std::string& code) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_appointment WHERE code = ?", {code}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Ce rendez-vous n’existe pas.", {}, "appointment");
  return appointment_of(rows[0]);
}

Result<Appointment> OrderStore::put(store::Session& session, Appointment appointment) {
  PARVIS_CHECK(check(appointment));
  const std::vector<store::Value> said{appointment.label,
                                       std::int64_t{appointment.horizon},
                                       std::int64_t{appointment.cutoff_minutes},
                                       appointment.level,
                                       appointment.unattended,
                                       appointment.orders,
                                       appointment.code};
  if (appointment.version == 0) {
    PARVIS_TRY(added, session.execute(
                          "INSERT INTO canteen_appointment (label, horizon, cutoff_minutes, level, "
                          "unattended, orders, code, version) VALUES (?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT "
                          "(code) DO NOTHING",
                          said));
    if (added == 0) return old_version();
  } else {
    std::vector<store::Value> values = said;
    values.emplace_back(appointment.version);
    PARVIS_TRY(changed,
               session.execute("UPDATE canteen_appointment SET label = ?, horizon = ?, cutoff_minutes = ?, "
                               "level = ?, unattended = ?, orders = ?, version = version + 1 WHERE code = ? "
                               "AND version = ?",
                               values));
    if (changed == 0) return old_version();
  }
  ++appointment.version;
  return appointment;
}

Result<std::vector<StoredOrder>> OrderStore::of_day(store::Session& session, const Day& day,
                                                    const std::string& appointment) {
  return orders_of(
      session.query("SELECT * FROM canteen_order WHERE day = ? AND appointment = ? ORDER BY canteen_id",
                    {base::format_day(day), appointment}));
}

Result<std::vector<StoredOrder>> OrderStore::of_canteen(store::Session& session,
                                                        const std::string& canteen_id, const Day& day) {
  return orders_of(
      session.query("SELECT * FROM canteen_order WHERE day = ? AND canteen_id = ? ORDER BY appointment",
                    {base::format_day(day), canteen_id}));
}

Result<StoredOrder> OrderStore::find(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_order WHERE id = ?", {id}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Cette commande n’existe pas.", {}, "order");
  return order_of(rows[0]);
}

Status OrderStore::add(store::Session& session, const StoredOrder& order) {
  PARVIS_CHECK(session.execute(
      "INSERT INTO canteen_order (id, canteen_id, day, appointment, forecast_id, decision_id, blind, state, "
      "proposed, "
      "final, reason, note, figures, floor, approved_by, changed_by, changed_at, version) VALUES (?, ?, ?, "
      "?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
      {order.id, order.canteen_id, base::format_day(order.day), order.appointment, order.forecast_id,
       order.decision_id, std::int64_t{order.blind}, std::string(order_state_codes.code(order.state)),
       std::int64_t{order.proposed}, int_value(order.final), order.reason, order.note,
       figures_text(order.figures), std::int64_t{order.floor}, order.approved_by, order.changed_by,
       base::to_millis(order.changed_at)}));
  return add_event(session, order);
}

Result<StoredOrder> OrderStore::save(store::Session& session, StoredOrder order) {
  PARVIS_TRY(changed,
             session.execute(
                 "UPDATE canteen_order SET forecast_id = ?, decision_id = ?, blind = ?, state = ?, "
                 "proposed = ?, final = ?, reason = ?, note = ?, figures = ?, floor = ?, approved_by = ?, "
                 "changed_by = ?, changed_at = ?, version = version + 1 WHERE id = ? AND version = ?",
                 {order.forecast_id, order.decision_id, std::int64_t{order.blind},
                  std::string(order_state_codes.code(order.state)), std::int64_t{order.proposed},
                  int_value(order.final), order.reason, order.note, figures_text(order.figures),
                  std::int64_t{order.floor}, order.approved_by, order.changed_by,
                  base::to_millis(order.changed_at), order.id, order.version}));
  if (changed == 0) return old_version();
  ++order.version;
  PARVIS_CHECK(add_event(session, order));
  return order;
}

Result<std::vector<OrderEvent>> OrderStore::events(store::Session& session, const std::string& order_id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_order_event WHERE order_id = ? ORDER BY version",
                                 {order_id}));
  std::vector<OrderEvent> out;
  for (const store::Row row : rows) {
    out.push_back({row.integer("version"), state_of(row), opt_int(row, "final"), row.text("reason"),
                   row.text("note"), row.text("by_person"), base::from_millis(row.integer("at"))});
  }
  return out;
}

Result<std::vector<StoredOrder>> OrderStore::unclosed(store::Session& session, const Day& before_day,
                                                      int limit) {
  return orders_of(
      session.query("SELECT * FROM canteen_order WHERE day < ? AND state <> 'clos' ORDER BY day, id LIMIT "
                    "?",
                    {base::format_day(before_day), std::int64_t{limit}}));
}

Result<bool> OrderStore::first_time(store::Session& session, const std::string& actor, const std::string& key,
                                    const std::string& subject, base::Instant now) {
  if (key.empty()) return true;
  if (key.size() > longest_key)
    return fail(ErrorKind::invalid, "Idempotency-Key : 200 caractères au plus.", {}, "idempotency_key");
  PARVIS_TRY(added, session.execute(
                        "INSERT INTO canteen_write_key (actor, write_key, subject, at) VALUES (?, ?, ?, ?) "
                        "ON CONFLICT (actor, write_key) DO NOTHING",
                        {actor, key, subject, base::to_millis(now)}));
  if (added == 1) return true;
  PARVIS_TRY(rows, session.query("SELECT subject FROM canteen_write_key WHERE actor = ? AND write_key = ?",
                                 {actor, key}));
  if (!rows.empty() && rows[0].text("subject") == subject) return false;
  return fail(ErrorKind::conflict, "Cette clé d’envoi a déjà servi pour autre chose.", {}, "idempotency_key");
}

}  // namespace parvis::canteen
