// What the tests of the matcher share: the shipped word lists and head, and requests in one line.
#pragma once

#include <string>

#include "grants/matching/judgement.hpp"

namespace parvis::grants::test {

inline const PairRules& rules() {
  static const PairRules loaded =
      *PairRules::load(std::string(PARVIS_SOURCE_DIR) + "/reference/grants/pair_rules.json");
  return loaded;
}

inline const PairHead& head() {
  static const PairHead loaded = *load_pair_head(std::string(PARVIS_SOURCE_DIR) + "/models/grants-pairs");
  return loaded;
}

inline Request request(std::string name, std::string title, std::int64_t euros = 3000, int year = 2024,
                       std::string siret = {}) {
  Request made;
  made.name = std::move(name), made.title = std::move(title), made.siret = std::move(siret);
  made.amount_cents = euros * 100, made.year = year;
  return made;
}

inline Judgement judge(const Request& a, const Request& b) {
  return grants::judge(a, b, rules(), head());
}

}  // namespace parvis::grants::test
