#include "canteen/desk/order_desk.hpp"

#include <cmath>

#include "base/text.hpp"
#include "canteen/desk/canteen_store.hpp"
#include "canteen/desk/decision_records.hpp"
#include "store/audit_log.hpp"

namespace parvis::canteen {
namespace {

constexpr int most_meals = 100'000;
constexpr std::size_t longest_note = 2000;
constexpr int days_to_wait_for_a_count = 3;
constexpr int orders_a_round = 2000;
constexpr std::string_view nobody = "parvis";  // the actor of what the program does by itself

tl::unexpected<Error> old_version() {
  return fail(ErrorKind::conflict, "Quelqu’un a modifié cette commande entre-temps : regardez-la de nouveau.",
              {}, "version");
}

Status check(const Correction& correction, bool reason_needed) {
  if (correction.meals < 0 || correction.meals > most_meals)
    return fail(ErrorKind::invalid, "Indiquez un nombre de repas.", {}, "meals");
  const bool known = correction_reason_codes.parse(correction.reason).has_value();
  if (!known && (reason_needed || !correction.reason.empty()))
    return fail(ErrorKind::invalid, "Choisissez la raison de la correction.", {}, "reason");
  if (correction.note.size() > longest_note)
    return fail(ErrorKind::invalid, "La note est trop longue.", {}, "note");
  return {};
}

base::json::object order_audit(const StoredOrder& order) {
  return {{"state", order_state_codes.code(order.state)},
          {"meals", order.final.value_or(order.proposed)},
          {"version", order.version}};
}

bool of_kitchen(const std::vector<Canteen>& canteens, const std::string& canteen_id,
                const std::string& kitchen_id) {
  if (kitchen_id.empty()) return true;
  for (const Canteen& canteen : canteens)
    if (canteen.id == canteen_id) return canteen.kitchen_id == kitchen_id;
  return false;
}

bool is_open(const StoredOrder& order) {
  return order.state <= OrderState::corrected;
}

}  // namespace

Status OrderDesk::answered(store::Session& session, const StoredOrder& order, const Write& write,
                           const std::string& action) {
  if (context_.ledger != nullptr && !order.decision_id.empty()) {
    decision::HumanEvent event =
        answer_event(order, write.seconds, write.role, context_.ledger->agent_key(write.actor));
    if (!action.empty()) event.action = action;
    PARVIS_CHECK(context_.ledger->human_in(session, order.decision_id, event));
  }
  return store::append_audit(session, context_.clock.now(), "canteen.order", write.actor,
                             "canteen_order:" + order.id, order_audit(order));
}

Result<StoredOrder> OrderDesk::act(const std::string& id, OrderAct wanted, const Write& write,
                                   const std::function<Status(StoredOrder&)>& change) {
  return context_.database.write([&](store::Session& session) -> Result<StoredOrder> {
    const base::Instant now = context_.clock.now();
    PARVIS_TRY(order, OrderStore::find(session, id));
    PARVIS_TRY(first, OrderStore::first_time(session, write.actor, write.key,
                                             std::to_string(static_cast<int>(wanted)) + ":" + id, now));
    if (!first) return order;
    if (order.version != write.version) return old_version();
    PARVIS_TRY(appointment, OrderStore::appointment(session, order.appointment));
    const bool gone = cutoff_of(appointment, order.day, context_.zone()) <= now;
    PARVIS_CHECK(may(
        wanted, {order.state, order.hidden(), gone, order.final, order.floor, !order.approved_by.empty()}));
    PARVIS_CHECK(change(order));
    if (wanted != OrderAct::approve) order.changed_by = write.actor;
    order.changed_at = now;
    PARVIS_TRY(saved, OrderStore::save(session, std::move(order)));
    PARVIS_CHECK(answered(session, saved, write, wanted == OrderAct::undo ? "ignoré" : ""));
    return saved;
  });
}

Result<StoredOrder> OrderDesk::confirm(const std::string& id, const Write& write) {
  return act(id, OrderAct::confirm, write, [](StoredOrder& order) -> Status {
    order.state = OrderState::confirmed;
    order.final = order.proposed;
    order.reason.clear();
    order.note.clear();
    order.approved_by.clear();
    return {};
  });
}

Result<StoredOrder> OrderDesk::correct(const std::string& id, const Correction& correction,
                                       const Write& write) {
  return act(id, OrderAct::correct, write, [&](StoredOrder& order) -> Status {
    PARVIS_CHECK(check(correction, !order.hidden()));
    order.state =
        order.hidden() && correction.meals == order.proposed ? OrderState::confirmed : OrderState::corrected;
    order.final = correction.meals;
    order.reason = correction.reason;
    order.note = correction.note;
    order.approved_by.clear();
    return {};
  });
}

Result<StoredOrder> OrderDesk::take_back(const std::string& id, const Write& write) {
  return act(id, OrderAct::undo, write, [](StoredOrder& order) -> Status {
    order.state = OrderState::proposed;
    order.final.reset();
    order.reason.clear();
    order.note.clear();
    order.approved_by.clear();
    order.blind = false;  // the proposal has been seen
    return {};
  });
}

Result<StoredOrder> OrderDesk::approve(const std::string& id, const Write& write) {
  return act(id, OrderAct::approve, write, [&](StoredOrder& order) -> Status {
    if (order.changed_by == write.actor)
      return fail(ErrorKind::forbidden,
                  "Une deuxième personne doit approuver : demandez à quelqu’un d’autre.", {}, "same_person");
    order.approved_by = write.actor;
    return {};
  });
}

Result<ConfirmedAll> OrderDesk::confirm_all(const Day& day, const std::string& appointment_code,
                                            const std::map<std::string, std::int64_t>& versions,
                                            const Write& write) {
  return context_.database.write([&](store::Session& session) -> Result<ConfirmedAll> {
    const base::Instant now = context_.clock.now();
    ConfirmedAll out;
    PARVIS_TRY(appointment, OrderStore::appointment(session, appointment_code));
    if (cutoff_of(appointment, day, context_.zone()) <= now)
      return fail(ErrorKind::conflict, "L’heure limite est passée : appelez la cuisine.", {}, "cutoff");
    PARVIS_TRY(orders, OrderStore::of_day(session, day, appointment_code));
    PARVIS_TRY(first, OrderStore::first_time(session, write.actor, write.key,
                                             "all:" + base::format_day(day) + ":" + appointment_code, now));
    for (StoredOrder& order : orders) {
      if (!first && order.changed_by == write.actor && order.state == OrderState::confirmed) {
        out.confirmed.push_back(order);
        continue;
      }
      if (order.state != OrderState::proposed) continue;
      const auto seen = versions.find(order.id);
      if (!first || order.hidden() || seen == versions.end() || seen->second != order.version) {
        out.left.push_back(order.id);
        continue;
      }
      order.state = OrderState::confirmed;
      order.final = order.proposed;
      order.changed_by = write.actor;
      order.changed_at = now;
      PARVIS_TRY(saved, OrderStore::save(session, std::move(order)));
      PARVIS_CHECK(answered(session, saved, write, ""));
      out.confirmed.push_back(std::move(saved));
    }
    return out;
  });
}

Result<PassedOrders> OrderDesk::pass(const Day& day, const std::string& appointment_code,
                                     const std::string& kitchen_id, std::optional<std::int64_t> sum,
                                     const Write& write) {
  return context_.database.write([&](store::Session& session) -> Result<PassedOrders> {
    const base::Instant now = context_.clock.now();
    PassedOrders out;
    PARVIS_TRY(appointment, OrderStore::appointment(session, appointment_code));
    PARVIS_TRY(canteens, CanteenStore::canteens(session));
    PARVIS_TRY(orders, OrderStore::of_day(session, day, appointment.code));
    PARVIS_TRY(first, OrderStore::first_time(
                          session, write.actor, write.key,
                          "pass:" + base::format_day(day) + ":" + appointment_code + ":" + kitchen_id, now));
    std::vector<StoredOrder> open;
    for (StoredOrder& order : orders) {
      if (!of_kitchen(canteens, order.canteen_id, kitchen_id)) continue;
      const bool counted = is_open(order) || (!first && order.state == OrderState::passed);
      if (counted) out.meals += order.final.value_or(order.proposed);
      if (!first && order.state == OrderState::passed) ++out.orders;
      if (is_open(order)) open.push_back(std::move(order));
    }
    if (!first) return out;
    if (open.empty())
      return fail(ErrorKind::conflict, "Aucune commande n’attend d’être passée pour ce jour.", {}, "nothing");
    if (sum && *sum != out.meals)
      return fail(ErrorKind::conflict,
                  "La somme a changé : elle est maintenant de " + std::to_string(out.meals) +
                      " repas. Vérifiez-la avant de passer la commande.",
                  {}, "sum_changed");
    for (StoredOrder& order : open) {
      PARVIS_CHECK(may(OrderAct::pass,
                       {order.state, false, false, order.final, order.floor, !order.approved_by.empty()}));
      const bool unattended = order.state == OrderState::proposed;
      order.final = order.final.value_or(order.proposed);
      order.state = OrderState::passed;
      order.changed_by = write.actor;
      order.changed_at = now;
      PARVIS_TRY(saved, OrderStore::save(session, std::move(order)));
      if (unattended) {
        ++out.unattended;
        PARVIS_CHECK(answered(session, saved, write, write.actor == nobody ? "sans humain" : ""));
      }
      ++out.orders;
    }
    PARVIS_CHECK(
        store::append_audit(session, now, "canteen.pass", write.actor,
                            "canteen_day:" + base::format_day(day) + "/" + appointment_code,
                            {{"orders", out.orders}, {"meals", out.meals}, {"unattended", out.unattended}}));
    return out;
  });
}

Result<std::size_t> OrderDesk::pass_unattended() {
  PARVIS_TRY(appointments, context_.database.read(
                               [](store::Session& session) { return OrderStore::appointments(session); }));
  std::size_t passed = 0;
  for (const Appointment& appointment : appointments) {
    if (appointment.unattended != "passe") continue;
    const Day day = base::plus_days(context_.today(), appointment.horizon);
    if (cutoff_of(appointment, day, context_.zone()) > context_.clock.now()) continue;
    Write write;
    write.actor = std::string(nobody);
    const auto done = pass(day, appointment.code, std::string(), std::nullopt, write);
    if (!done && done.error().kind != ErrorKind::conflict) return tl::make_unexpected(done.error());
    if (done) passed += done->orders;
  }
  return passed;
}

Status OrderDesk::tell_outcome(store::Session& session, const StoredOrder& order, double eaten) {
  if (context_.ledger == nullptr || order.decision_id.empty()) return {};
  const long meals = std::lround(eaten);
  return context_.ledger->outcome_in(session, order.decision_id, {std::to_string(meals), "comptage du midi"});
}

Result<StoredCount> OrderDesk::count(const std::string& canteen_id, const Day& day, const CountGiven& given,
                                     const Write& write) {
  if (!(given.eaten >= 0 && given.eaten <= most_meals))
    return fail(ErrorKind::invalid, "Indiquez le nombre de repas mangés.", {}, "eaten");
  if (day > context_.today()) return fail(ErrorKind::invalid, "Ce jour n’est pas encore venu.", {}, "date");
  return context_.database.write([&](store::Session& session) -> Result<StoredCount> {
    const base::Instant now = context_.clock.now();
    PARVIS_TRY(canteen, CanteenStore::find(session, canteen_id));
    PARVIS_TRY(known, CountStore::find(session, canteen_id, std::string(midday), day));
    PARVIS_TRY(first, OrderStore::first_time(session, write.actor, write.key,
                                             "count:" + canteen_id + ":" + base::format_day(day), now));
    if (!first && known) return *known;
    if ((known ? known->version : 0) != write.version)
      return fail(ErrorKind::conflict, "Quelqu’un a compté entre-temps : rechargez la page.", {}, "version");
    PARVIS_TRY(orders, OrderStore::of_canteen(session, canteen_id, day));
    StoredCount count = known.value_or(StoredCount{});
    count.canteen_id = canteen_id;
    count.day = day;
    count.eaten = given.eaten;
    if (given.ordered) count.ordered = given.ordered;
    // The order closest to the day is what was cooked.
    for (const StoredOrder& order : orders)
      if (!given.ordered && !count.ordered && order.final && order.appointment == "production")
        count.ordered = *order.final;
    PARVIS_TRY(pupils, CanteenStore::pupils_in(session, school_year_of(day)));
    const auto enrolled = pupils.find(canteen_id);
    const std::string odd = odd_count(
        given.eaten, enrolled == pupils.end() ? std::nullopt : std::optional<double>(enrolled->second.pupils),
        count.ordered);
    if (!odd.empty() && !given.sure) return fail(ErrorKind::conflict, odd, {}, "unlikely_count");
    count.flag = given.eaten == 0 ? CountFlag::closed : CountFlag::ok;
    count.present.reset();
    count.counted_at = now;
    count.source = "saisie";
    count.counted_by = write.actor;
    PARVIS_TRY(changed, CountStore::put(session, count, known.has_value()));
    if (changed && known) ++count.version;
    for (StoredOrder& order : orders) {
      PARVIS_CHECK(tell_outcome(session, order, given.eaten));
      if (order.state >= OrderState::counted) continue;
      order.state = OrderState::counted;
      order.changed_by = write.actor;
      order.changed_at = now;
      PARVIS_CHECK(OrderStore::save(session, std::move(order)));
    }
    PARVIS_CHECK(store::append_audit(session, now, "canteen.count", write.actor,
                                     "canteen_day:" + base::format_day(day) + "/" + canteen_id,
                                     {{"eaten", given.eaten}, {"version", count.version}}));
    return count;
  });
}

Result<std::size_t> OrderDesk::close_past() {
  return context_.database.write([&](store::Session& session) -> Result<std::size_t> {
    PARVIS_TRY(orders, OrderStore::unclosed(session, context_.today(), orders_a_round));
    std::size_t closed = 0;
    for (StoredOrder& order : orders) {
      const bool waited = base::days_between(order.day, context_.today()) > days_to_wait_for_a_count;
      if (order.state != OrderState::counted && !waited) continue;
      if (order.state != OrderState::counted) order.note = "Comptage déclaré absent.";
      order.state = OrderState::closed;
      order.changed_by = std::string(nobody);
      order.changed_at = context_.clock.now();
      PARVIS_CHECK(OrderStore::save(session, std::move(order)));
      ++closed;
    }
    return closed;
  });
}

}  // namespace parvis::canteen
