// Kitchens, canteens, the names that files give them, and their pupils. Functions run in the caller's
// transaction.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/code_list.hpp"
#include "canteen/town_history.hpp"
#include "store/sql.hpp"

namespace parvis::canteen {

inline constexpr base::CodeList<CanteenType, 4> canteen_type_codes{{"M", "E", "M/E", "autre"}};
[[nodiscard]] std::string_view label_of(CanteenType type);

struct Kitchen {
  std::string id, name, siret, ma_cantine_id;
  std::string kind = "centrale";  // centrale, sur place, satellite, livrée par tiers
  std::optional<std::int64_t> meals_per_year;
  std::int64_t version = 1;
};

struct Canteen {
  std::string id;
  std::string key;  // as in the town's files, byte for byte
  std::string label;
  CanteenType type = CanteenType::other;
  std::string kitchen_id, sector, siret;
  int pack = 1;  // meals that travel together: an order is a multiple of it
  std::optional<Day> valid_from, valid_to;
  std::string predecessor_id;  // empty: none
  std::int64_t version = 1;
  [[nodiscard]] bool open_on(const Day& day) const {
    return (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
  }
};

// A name found in files; an empty canteen is «hors périmètre».
struct Site {
  std::string name, canteen_id;
  std::optional<Day> valid_from, valid_to;
};

struct SchoolPupils {
  std::string canteen_id, school;
  int school_year = 0;  // 2016: 2016-2017
  double pupils = 0;
  bool provisional = false;
  std::string source;  // of an import, or "saisie"
};

class CanteenStore {
 public:
  static Result<std::vector<Kitchen>> kitchens(store::Session& session);
  // Adds, or replaces the version that `kitchen` names. Errors: conflict (code "version"); invalid.
  static Result<Kitchen> put(store::Session& session, Kitchen kitchen, base::Instant now);

  static Result<std::vector<Canteen>> canteens(store::Session& session);  // by label
  static Result<Canteen> find(store::Session& session, const std::string& id);
  // Adds when the id is empty, else replaces that version. Errors: conflict ("version", "key_taken");
  // invalid.
  static Result<Canteen> put(store::Session& session, Canteen canteen, base::Instant now);

  static Result<std::vector<Site>> sites(store::Session& session);
  static Status put(store::Session& session, const Site& site);

  static Result<std::vector<SchoolPupils>> pupils(store::Session& session);
  static Status put(store::Session& session, const SchoolPupils& pupils);
  // Pupils of each canteen that year; a year without any gives the last year that has, marked provisional.
  static Result<std::map<std::string, PupilCount>> pupils_in(store::Session& session, int school_year);
};

// A date as stored: AAAA-MM-JJ, or empty.
[[nodiscard]] std::string day_text(const std::optional<Day>& day);
[[nodiscard]] std::optional<Day> day_of(const std::string& text);

}  // namespace parvis::canteen
