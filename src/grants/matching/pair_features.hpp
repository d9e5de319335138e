// What the matcher weighs: named figures that each compare two requests, and nothing about one of them alone,
// so that no habit of a service, a theme or a year can be learned. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "grants/matching/profile.hpp"
#include "grants/matching/title_alignment.hpp"

namespace parvis::grants {

enum class PairFeature : std::size_t {
  same_number,        // one SIREN, RNA or IBAN
  other_number,       // two SIREN, and no other number in common
  name_unlike,        // 1 − likeness of the names
  other_association,  // no number in common, and names under `same_name_from` or parted by words of their own
  name_replaced,      // no number in common, and each name has words that the other lacks
  title_equal,        // all words have a partner and nothing opposes
  title_unlike,       // 1 − share of the weight of both titles that found a partner
  title_unshared,     // 1 − the same share of the shorter title
  letters_unlike,     // 1 − likeness of the runs of three letters
  words_replaced,     // weight of words without partner on both sides, at most 2
  words_added,        // weight of words without partner on one side only, at most 3
  audience_opposed,   // filles / garçons
  period_opposed,     // printemps / automne, 1re / 2e session
  edition_opposed,    // 6e / 7e édition, unless the years differ by as much
  count_opposed,      // 20 / 5 logements
  activity_opposed,   // judo / danse
  place_opposed,      // two names of places
  kind_one_sided,     // an audience, a time or an activity on one side only
  kind_shared,        // the same audience, time, activity or count on both sides
  amount_equal,
  amount_gap,     // |ln ratio| of the amounts, at most 2
  pieces_shared,  // one document given with both; its weight is set, not learned
  count_of_them
};

inline constexpr std::size_t pair_features = static_cast<std::size_t>(PairFeature::count_of_them);
using PairFigures = std::array<double, pair_features>;

[[nodiscard]] std::string_view to_text(PairFeature feature);
// What a weight of this feature may say: +1 the same project, −1 another, 0 either.
[[nodiscard]] int direction(PairFeature feature);

struct Comparison {
  PairFigures figures{};
  Alignment titles;
  NameComparison names;
  [[nodiscard]] double operator[](PairFeature feature) const {
    return figures[static_cast<std::size_t>(feature)];
  }
};

inline constexpr double same_name_from = 0.8;

[[nodiscard]] Comparison compare(const Request& a, const Profile& left, const Request& b,
                                 const Profile& right);

// One association: a number in common, or names alike and no two SIREN.
[[nodiscard]] bool same_association(const Comparison& comparison);

}  // namespace parvis::grants
