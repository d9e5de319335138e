// The French words of reference/grants/pair_rules.json, ready to look up: what a title carries for form only,
// what means the same, what opposes (ages, times, activities), how words are shortened. Immutable after
// loading, so shared by all threads. All words are folded.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace parvis::grants {

// What a word of a title says; `other` for all that the rules do not name (places among them).
enum class WordKind : std::uint8_t { other, audience, period, activity };

struct Meaning {
  int concept_id = -1;  // words of one number mean the same; -1: none
  WordKind kind = WordKind::other;
};

class PairRules {
 public:
  // Errors: not_found; invalid when the format is another or an entry is not folded text.
  static Result<PairRules> load(const std::filesystem::path& file);
  static Result<PairRules> parse(std::string_view text);
  // The same rules without any meaning of words: what the figures owe to the word lists is measured with it.
  [[nodiscard]] PairRules without_meanings() const;
  // reference/grants/pair_rules.json of this installation.
  static std::filesystem::path shipped_file();

  // Lookups take a folded word. `meaning` also reads one slip in words of five letters or more.
  [[nodiscard]] Meaning meaning(const std::string& word) const;
  [[nodiscard]] const std::string& written_out(const std::string& word) const;  // abbreviation or the word
  [[nodiscard]] bool is(std::string_view list, const std::string& word) const;  // "stop_words", "markers"…

  using Phrase = std::vector<std::string>;
  // Longest first.
  [[nodiscard]] const std::vector<Phrase>& boilerplate() const { return boilerplate_; }
  [[nodiscard]] const std::vector<Phrase>& name_kin() const { return name_kin_; }
  struct Saying {
    Phrase words;
    Meaning meaning;
  };
  [[nodiscard]] const std::vector<Saying>& sayings() const { return sayings_; }  // meanings of several words
  [[nodiscard]] double set_weight(const std::string& name) const;
  [[nodiscard]] const std::string& sha256() const { return sha256_; }

 private:
  void learn_slips();

  std::unordered_map<std::string, Meaning> meanings_;
  std::unordered_map<std::string, std::string> one_letter_less_;  // of a known long word -> that word
  std::unordered_map<std::string, std::string> abbreviations_;
  std::map<std::string, std::set<std::string>, std::less<>> lists_;
  std::vector<Phrase> boilerplate_, name_kin_;
  std::vector<Saying> sayings_;
  std::map<std::string, double> set_weights_;
  std::string sha256_;
};

}  // namespace parvis::grants
