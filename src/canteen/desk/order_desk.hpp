// What people do with a day's orders: confirm, correct, take back, approve, pass; and the count at noon that
// closes them. Each answer is an event of the order's decision. Of two people who act on the same version,
// one wins and the other is told. Thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "canteen/canteen_context.hpp"
#include "canteen/desk/count_store.hpp"
#include "canteen/desk/order_store.hpp"

namespace parvis::canteen {

// Who writes, and what they saw.
struct Write {
  std::string actor, role;
  std::string key;                // Idempotency-Key; empty: none
  std::int64_t version = 0;       // If-Match
  std::optional<double> seconds;  // shown before the answer
};

struct Correction {
  int meals = 0;
  std::string reason;  // code of DE-3; may be empty for an order of the blind sample
  std::string note;
};

struct ConfirmedAll {
  std::vector<StoredOrder> confirmed;
  std::vector<std::string> left;  // ids: excepted, blind, or changed by somebody since
};

struct PassedOrders {
  std::size_t orders = 0;
  std::int64_t meals = 0;
  std::size_t unattended = 0;  // that nobody had validated
};

struct CountGiven {
  double eaten = 0;
  std::optional<double> ordered;  // nothing: the order of the day
  bool sure = false;              // «oui, c’est bien cela»
};

class OrderDesk {
 public:
  explicit OrderDesk(CanteenContext& context) : context_(context) {}

  // Errors: not_found; conflict ("version", "state", "cutoff", "blind"); invalid ("reason", "meals"). A key
  // sent before gives the order as it stands.
  Result<StoredOrder> confirm(const std::string& id, const Write& write);
  Result<StoredOrder> correct(const std::string& id, const Correction& correction, const Write& write);
  // Back to the proposal, until the cut-off.
  Result<StoredOrder> take_back(const std::string& id, const Write& write);
  // A second person agrees with a figure under the strike floor. Errors: forbidden ("same_person").
  Result<StoredOrder> approve(const std::string& id, const Write& write);
  // Every proposed order of the day that nobody excepted; `versions` are what the person saw, by id.
  Result<ConfirmedAll> confirm_all(const Day& day, const std::string& appointment,
                                   const std::map<std::string, std::int64_t>& versions, const Write& write);
  // All orders of the day, of one kitchen's canteens or of all (empty). Errors: conflict ("second_person",
  // "sum_changed" when `sum` is not what would be passed; "nothing").
  Result<PassedOrders> pass(const Day& day, const std::string& appointment, const std::string& kitchen_id,
                            std::optional<std::int64_t> sum, const Write& write);
  // Passes what nobody validated where the appointment says so: «sans humain» on the record. Gives how many.
  Result<std::size_t> pass_unattended();

  // Errors: invalid ("eaten"); conflict ("unlikely_count" unless sure; "version"); a version of 0 is a first
  // count.
  Result<StoredCount> count(const std::string& canteen_id, const Day& day, const CountGiven& given,
                            const Write& write);
  // Orders of days gone: counted ones are closed; those without a count after three days too. Gives how many.
  Result<std::size_t> close_past();

 private:
  Result<StoredOrder> act(const std::string& id, OrderAct act, const Write& write,
                          const std::function<Status(StoredOrder&)>& change);
  Status answered(store::Session& session, const StoredOrder& order, const Write& write,
                  const std::string& action);
  Status tell_outcome(store::Session& session, const StoredOrder& order, double eaten);
  CanteenContext& context_;
};

}  // namespace parvis::canteen
