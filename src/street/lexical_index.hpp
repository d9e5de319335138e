// The words of each leaf with their weights: what a text is compared with while no leaf has enough labelled
// texts. Built once per catalogue; immutable.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "street/category.hpp"

namespace parvis::street {

struct LexicalIndex {
  struct Phrase {
    std::vector<std::string> stems;
    std::size_t leaf = 0;
    double weight = 0;
  };
  std::vector<std::string> leaves;                                           // codes
  std::map<std::string, std::vector<std::pair<std::size_t, double>>> words;  // stem -> (leaf, weight)
  std::vector<Phrase> phrases;                                               // keywords of several words
};

std::shared_ptr<const LexicalIndex> build_lexical_index(const std::vector<const Category*>& leaves);

// Folded, stemmed words of a text without those that carry no meaning, in order; `original` receives the
// words as written, beside each stem.
std::vector<std::string> meaningful_stems(std::string_view text,
                                          std::vector<std::string>* original = nullptr);

}  // namespace parvis::street
