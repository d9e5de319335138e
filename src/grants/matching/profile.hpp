// A request made ready for comparison: form words gone, abbreviations written out, numbers sorted by what
// they count, words given their meaning. Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "grants/matching/pair_rules.hpp"
#include "grants/matching/request.hpp"

namespace parvis::grants {

// A word of a title or of a name.
struct TitleWord {
  std::string text;  // folded, written out
  Meaning meaning;
  bool place = false;  // follows «quartier», «site de», «à»…
  double weight = 1;   // longer words say more: length / 7, at most 1
};

struct Profile {
  std::string siren, rna, iban_key;  // bare; empty: not known or not right
  std::vector<std::string> pieces;   // sorted
  std::vector<TitleWord> name_words;
  std::string name_letters;  // the name words run together
  bool kin = false;          // the name says «Les Amis de», «Fédération»…: a body beside another
  std::vector<TitleWord> words;
  std::string title_letters;  // the title words run together
  std::set<std::string> editions, sessions, parts, numbers;
  std::set<int> years;  // written in the title
};

[[nodiscard]] Profile profile_of(const Request& request, const PairRules& rules);

}  // namespace parvis::grants
