// Which words of one list stand in another: equal, of one meaning, with slips, or run together. What is left
// on each side tells siblings from twins. Pure.
#pragma once

#include <vector>

#include "grants/matching/profile.hpp"

namespace parvis::grants {

struct Alignment {
  struct Match {
    std::size_t left = 0, right = 0;
    double likeness = 1;  // 1 equal or of one meaning, less with slips
  };
  std::vector<Match> matches;
  std::vector<std::size_t> left_only, right_only;  // words that found no partner
  double shared = 0;                               // weight of matches times likeness
  double left_weight = 0, right_weight = 0;        // of all words
  double left_rest = 0, right_rest = 0;            // of the words without partner
};

[[nodiscard]] Alignment align(const std::vector<TitleWord>& left, const std::vector<TitleWord>& right);

struct NameComparison {
  double likeness = 0;  // 0 to 1; 1 when one name's words all stand in the other and little is left
  Alignment words;      // of Profile::name_words
};
[[nodiscard]] NameComparison compare_names(const Profile& left, const Profile& right);

}  // namespace parvis::grants
