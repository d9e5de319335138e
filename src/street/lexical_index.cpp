#include "street/lexical_index.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/text.hpp"

namespace parvis::street {
namespace {

// folded words that say nothing of the subject
constexpr std::array<std::string_view, 96> empty_words{
    "a",    "ai",     "alors",    "apres",   "au",       "aussi", "aux",   "avec",   "avez",  "bonjour",
    "c",    "ca",     "car",      "ce",      "ces",      "cet",   "cette", "chez",   "d",     "dans",
    "de",   "depuis", "des",      "devant",  "donc",     "du",    "elle",  "en",     "entre", "est",
    "et",   "etait",  "etre",     "fait",    "faut",     "face",  "il",    "ils",    "j",     "jai",
    "je",   "jour",   "jours",    "l",       "la",       "le",    "les",   "leur",   "m",     "ma",
    "mais", "merci",  "mes",      "mon",     "n",        "ne",    "nous",  "numero", "on",    "ont",
    "ou",   "par",    "pas",      "plus",    "pour",     "pres",  "qu",    "que",    "qui",   "s",
    "sa",   "sans",   "se",       "ses",     "si",       "son",   "sont",  "sous",   "sur",   "t",
    "tous", "tout",   "tres",     "un",      "une",      "vers",  "voir",  "votre",  "vous",  "y",
    "cote", "merci",  "signaler", "signale", "probleme", "urgent"};

bool says_nothing(std::string_view folded) {
  return folded.size() < 2 || std::find(empty_words.begin(), empty_words.end(), folded) != empty_words.end();
}

// The definition after its first sentence tells what does not belong here.
std::string_view first_sentence(std::string_view text) {
  return text.substr(0, text.find(". "));
}

using Weights = std::map<std::string, double>;

void raise(Weights& weights, std::string_view text, double weight) {
  for (const std::string& stem : meaningful_stems(text)) {
    double& held = weights[stem];
    held = std::max(held, weight);
  }
}

constexpr double keyword_weight = 3.0, label_weight = 2.5, hint_weight = 0.8, definition_weight = 0.8;

}  // namespace

std::vector<std::string> meaningful_stems(std::string_view text, std::vector<std::string>* original) {
  std::vector<std::string> stems;
  for (const std::string& word : base::words(text)) {
    const std::string folded = base::fold(word);
    if (says_nothing(folded)) continue;
    stems.push_back(base::stem_fr(word));
    if (original != nullptr) original->push_back(word);
  }
  return stems;
}

std::shared_ptr<const LexicalIndex> build_lexical_index(const std::vector<const Category*>& leaves) {
  auto index = std::make_shared<LexicalIndex>();
  std::vector<Weights> by_leaf(leaves.size());
  std::map<std::string, std::set<std::size_t>> leaves_of;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const Category& leaf = *leaves[i];
    index->leaves.push_back(leaf.code);
    raise(by_leaf[i], first_sentence(leaf.definition), definition_weight);
    raise(by_leaf[i], leaf.hint, hint_weight);
    raise(by_leaf[i], leaf.label, label_weight);
    for (const std::string& keyword : leaf.keywords) {
      const auto stems = meaningful_stems(keyword);
      if (stems.size() == 1) {
        raise(by_leaf[i], keyword, keyword_weight);
      } else if (stems.size() > 1) {
        index->phrases.push_back({stems, i, keyword_weight});
        raise(by_leaf[i], keyword, definition_weight);
      }
    }
    for (const auto& [stem, weight] : by_leaf[i]) leaves_of[stem].insert(i);
  }
  const double count = static_cast<double>(leaves.size());
  auto rarity = [&](const std::string& stem) {
    const auto found = leaves_of.find(stem);
    const double holders = found == leaves_of.end() ? 1.0 : static_cast<double>(found->second.size());
    return std::log((count + 1.0) / holders) / std::log(count + 1.0);  // 1 when a single leaf has the word
  };
  for (std::size_t i = 0; i < by_leaf.size(); ++i) {
    for (const auto& [stem, weight] : by_leaf[i]) index->words[stem].emplace_back(i, weight * rarity(stem));
  }
  return index;
}

}  // namespace parvis::street
