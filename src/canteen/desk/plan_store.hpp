// What the town knows and the model does not: breaks and moved days, strikes and their sheets, closures,
// outings. Functions run in the caller's transaction. Errors of every `put`: conflict (code "version") when
// somebody was faster; invalid.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "canteen/town_history.hpp"
#include "store/sql.hpp"

namespace parvis::canteen {

struct StoredBreak {
  std::string id, label;
  Day first, last;     // days off, both included
  std::string origin;  // fichier officiel, déduit, saisi, calculé
};

// A day that the town moved: "fermé" (no service although there is school), "ouvert" (service although the
// calendar says none).
struct MovedDay {
  Day day;
  std::string kind, reason, origin;
};

struct Strike {
  Day day;
  std::string scope;   // national, ville, école
  std::string source;  // who says so
};

struct SheetOfStrike {
  std::string canteen_id;
  Day day;
  std::optional<std::int64_t> staff_expected, staff_declared, teachers_declared;
  std::vector<std::string> classes_closed;  // labels
  std::optional<double> strength;           // 0..1 by steps of 0.1; nothing: not declared
  std::string service = "normal";           // normal, froid, pique-nique, fermé
  std::string host_canteen_id;
  std::string said_by;
  base::Instant said_at{};
  std::int64_t version = 0;  // 0: new
};

struct Closure {
  std::string id, canteen_id;
  Day first, last;
  std::string reason, host_canteen_id;  // no host: the guests stay away
  std::string said_by;
  base::Instant said_at{};
  std::int64_t version = 0;
};

struct Outing {
  std::string id, canteen_id;
  Day day;
  std::string class_label;
  int pupils_away = 0;
  bool picnic = false;  // the meal is kept, as a picnic
  std::string said_by;
  base::Instant said_at{};
  std::int64_t version = 0;
};

class PlanStore {
 public:
  static Result<std::vector<StoredBreak>> breaks(store::Session& session);
  static Status put(store::Session& session, const StoredBreak& one);  // by id
  static Status remove_break(store::Session& session, const std::string& id);
  static Result<std::vector<MovedDay>> moved_days(store::Session& session);
  static Status put(store::Session& session, const MovedDay& day);
  static Status remove_moved_day(store::Session& session, const Day& day);

  static Result<std::vector<Strike>> strikes(store::Session& session);
  static Status put(store::Session& session, const Strike& strike);
  static Status remove_strike(store::Session& session, const Day& day);
  static Result<std::vector<SheetOfStrike>> sheets(store::Session& session, const Day& from, const Day& to);
  static Result<SheetOfStrike> put(store::Session& session, SheetOfStrike sheet);

  // Closures that touch, and outings within, the days given.
  static Result<std::vector<Closure>> closures(store::Session& session, const Day& from, const Day& to);
  static Result<Closure> find_closure(store::Session& session, const std::string& id);
  static Result<Closure> put(store::Session& session, Closure closure);
  static Status remove_closure(store::Session& session, const std::string& id);
  static Result<std::vector<Outing>> outings(store::Session& session, const Day& from, const Day& to);
  static Result<Outing> find_outing(store::Session& session, const std::string& id);
  static Result<Outing> put(store::Session& session, Outing outing);
  static Status remove_outing(store::Session& session, const std::string& id);
};

}  // namespace parvis::canteen
