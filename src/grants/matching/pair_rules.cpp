#include "grants/matching/pair_rules.hpp"

#include <algorithm>
#include <array>

#include "base/file.hpp"
#include "base/hashing.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "grants/matching/word_likeness.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr std::string_view format = "parvis-pair-rules/1";
constexpr std::uint64_t max_rules_bytes = 1'000'000;
constexpr std::size_t shortest_slipped_word = 5;
constexpr std::array<std::string_view, 8> word_lists = {"stop_words",      "markers",    "place_markers",
                                                        "part_markers",    "part_words", "edition_markers",
                                                        "session_markers", "name_drop"};

Result<std::vector<std::string>> texts(const json::value& value, std::string_view key) {
  std::vector<std::string> out;
  if (!value.is_array())
    return fail(ErrorKind::invalid,
                "La liste « " + std::string(key) + " » des règles de rapprochement manque.");
  for (const json::value& item : value.as_array()) {
    if (!item.is_string() || base::fold(item.as_string()) != item.as_string())
      return fail(ErrorKind::invalid,
                  "« " + std::string(key) + " » : mots en minuscules sans accent attendus.");
    out.emplace_back(item.as_string());
  }
  return out;
}

Result<std::vector<PairRules::Phrase>> phrases(const json::object& root, std::string_view key) {
  PARVIS_TRY(array, base::need_array(root, key));
  PARVIS_TRY(lines, texts(array, key));
  std::vector<PairRules::Phrase> out;
  for (const std::string& line : lines) out.push_back(base::split(line, ' '));
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return out;
}

// Every way to leave one letter out.
std::vector<std::string> shortened(const std::string& word) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < word.size(); ++i) out.push_back(word.substr(0, i) + word.substr(i + 1));
  return out;
}

}  // namespace

std::filesystem::path PairRules::shipped_file() {
  return base::home_folder() / "reference/grants/pair_rules.json";
}

Result<PairRules> PairRules::load(const std::filesystem::path& file) {
  PARVIS_TRY(text, base::read_file(file, max_rules_bytes));
  return parse(text);
}

Result<PairRules> PairRules::parse(std::string_view text) {
  PARVIS_TRY(root, base::parse_json_object(text));
  if (base::text_or(root, "format") != format)
    return fail(ErrorKind::invalid, "Ces règles de rapprochement sont d'un autre format.");
  PairRules rules;
  rules.sha256_ = base::sha256_hex(text);
  for (const std::string_view key : word_lists) {
    PARVIS_TRY(array, base::need_array(root, key));
    PARVIS_TRY(words, texts(array, key));
    rules.lists_[std::string(key)] = {words.begin(), words.end()};
  }
  PARVIS_TRY(boilerplate, phrases(root, "boilerplate"));
  PARVIS_TRY(kin, phrases(root, "name_kin"));
  rules.boilerplate_ = std::move(boilerplate);
  rules.name_kin_ = std::move(kin);
  PARVIS_TRY(abbreviations, base::need_object(root, "abbreviations"));
  for (const auto& [key, value] : abbreviations) {
    if (value.is_string()) rules.abbreviations_.emplace(key, value.as_string());
  }
  int next = 0;
  const std::array<std::pair<std::string_view, WordKind>, 4> families = {{{"audience", WordKind::audience},
                                                                          {"period", WordKind::period},
                                                                          {"activity", WordKind::activity},
                                                                          {"same", WordKind::other}}};
  for (const auto& [key, kind] : families) {
    PARVIS_TRY(groups, base::need_array(root, key));
    for (const json::value& group : groups) {
      PARVIS_TRY(words, texts(group, key));
      const Meaning meaning{next++, kind};
      for (const std::string& word : words) {
        if (word.find(' ') == std::string::npos) {
          rules.meanings_.emplace(word, meaning);
        } else {
          rules.sayings_.push_back({base::split(word, ' '), meaning});
        }
      }
    }
  }
  std::stable_sort(rules.sayings_.begin(), rules.sayings_.end(),
                   [](const Saying& a, const Saying& b) { return a.words.size() > b.words.size(); });
  if (const json::value* weights = root.if_contains("set_weights");
      weights != nullptr && weights->is_object()) {
    for (const auto& [key, value] : weights->as_object()) {
      if (value.is_number()) rules.set_weights_[std::string(key)] = value.to_number<double>();
    }
  }
  rules.learn_slips();
  return rules;
}

PairRules PairRules::without_meanings() const {
  PairRules bare = *this;
  bare.meanings_.clear();
  bare.one_letter_less_.clear();
  bare.sayings_.clear();
  return bare;
}

void PairRules::learn_slips() {
  std::vector<std::string> known;
  for (const auto& [word, meaning] : meanings_) {
    if (word.size() >= shortest_slipped_word) known.push_back(word);
  }
  std::sort(known.begin(), known.end());
  for (const std::string& word : known) {
    one_letter_less_.emplace(word, word);
    for (const std::string& less : shortened(word)) one_letter_less_.emplace(less, word);
  }
}

Meaning PairRules::meaning(const std::string& word) const {
  if (const auto found = meanings_.find(word); found != meanings_.end()) return found->second;
  if (word.size() > 4 && (word.back() == 's' || word.back() == 'x')) {
    if (const auto found = meanings_.find(word.substr(0, word.size() - 1)); found != meanings_.end())
      return found->second;
  }
  if (word.size() < shortest_slipped_word) return {};
  const auto look = [&](const std::string& as) -> const std::string* {
    const auto found = one_letter_less_.find(as);
    if (found == one_letter_less_.end() || slips_between(word, found->second, 1) > 1) return nullptr;
    return &found->second;
  };
  if (const std::string* known = look(word)) return meanings_.at(*known);
  for (const std::string& less : shortened(word)) {
    if (const std::string* known = look(less)) return meanings_.at(*known);
  }
  return {};
}

const std::string& PairRules::written_out(const std::string& word) const {
  const auto found = abbreviations_.find(word);
  return found == abbreviations_.end() ? word : found->second;
}

bool PairRules::is(std::string_view list, const std::string& word) const {
  const auto found = lists_.find(list);
  return found != lists_.end() && found->second.contains(word);
}

double PairRules::set_weight(const std::string& name) const {
  const auto found = set_weights_.find(name);
  return found == set_weights_.end() ? 0 : found->second;
}

}  // namespace parvis::grants
