#include "grants/matching/profile.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include "base/identifiers.hpp"
#include "base/text.hpp"

namespace parvis::grants {
namespace {

constexpr std::size_t siren_digits = 9, siret_digits = 14;
constexpr std::size_t year_digits = 4;
constexpr double full_word_letters = 7;
constexpr int first_year = 1980, last_year = 2100;

using Tokens = std::vector<std::string>;

bool phrase_at(const Tokens& tokens, std::size_t at, const PairRules::Phrase& phrase) {
  return at + phrase.size() <= tokens.size() &&
         std::equal(phrase.begin(), phrase.end(), tokens.begin() + static_cast<std::ptrdiff_t>(at));
}

// `phrases` come longest first.
Tokens without(const Tokens& tokens, const std::vector<PairRules::Phrase>& phrases) {
  Tokens kept;
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t taken = 0;
    for (const PairRules::Phrase& phrase : phrases) {
      if (tokens[i] == phrase.front() && phrase_at(tokens, i, phrase)) {
        taken = phrase.size();
        break;
      }
    }
    if (taken == 0) kept.push_back(tokens[i]);
    i += std::max<std::size_t>(taken, 1);
  }
  return kept;
}

bool is_year(std::string_view digits) {
  const auto digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  if (digits.size() != year_digits || !std::all_of(digits.begin(), digits.end(), digit)) return false;
  const int year = std::stoi(std::string(digits));
  return year >= first_year && year <= last_year;
}

// «Fonctionnement2022» is two words.
Tokens tokens_of(std::string_view text, const PairRules& rules) {
  Tokens tokens;
  for (std::string& token : base::words(text)) {
    const std::size_t word = token.size() > year_digits ? token.size() - year_digits : 0;
    const bool with_year = word > 0 && std::isalpha(static_cast<unsigned char>(token[word - 1])) != 0 &&
                           is_year(std::string_view(token).substr(word));
    if (!with_year) {
      tokens.push_back(rules.written_out(token));
      continue;
    }
    tokens.push_back(rules.written_out(token.substr(0, word)));
    tokens.push_back(token.substr(word));
  }
  return tokens;
}

// "18", "18e", "1re", "2eme": the digits.
std::optional<std::string> counted(const std::string& token) {
  std::size_t digits = 0;
  while (digits < token.size() && std::isdigit(static_cast<unsigned char>(token[digits])) != 0) ++digits;
  if (digits == 0 || digits > 4) return std::nullopt;
  const std::string_view tail = std::string_view(token).substr(digits);
  static const std::set<std::string_view> endings = {"", "e", "er", "re", "ere", "eme", "nd", "nde", "ans"};
  if (!endings.contains(tail)) return std::nullopt;
  return token.substr(0, digits);
}

class TitleReader {
 public:
  TitleReader(const Tokens& tokens, const PairRules& rules, Profile& into)
      : tokens_(tokens), rules_(rules), into_(into) {}

  void read() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (const auto digits = counted(tokens_[i])) {
        take_number(i, *digits);
      } else if (!take_part(i) && !rules_.is("stop_words", tokens_[i]) && !rules_.is("markers", tokens_[i])) {
        take_word(i);
      }
    }
    join_sayings();
    for (const TitleWord& word : into_.words) into_.title_letters += word.text;
  }

 private:
  [[nodiscard]] std::string before(std::size_t i) const { return i == 0 ? std::string() : tokens_[i - 1]; }
  [[nodiscard]] std::string after(std::size_t i) const {
    return i + 1 < tokens_.size() ? tokens_[i + 1] : std::string();
  }
  enum class CountedKind { edition, session };
  // «18e édition» before «édition 18»: the word that follows goes first.
  [[nodiscard]] std::optional<CountedKind> counted_kind(std::size_t i) const {
    for (const std::string& word : {after(i), before(i)}) {
      if (rules_.is("edition_markers", word)) return CountedKind::edition;
      if (rules_.is("session_markers", word)) return CountedKind::session;
    }
    return std::nullopt;
  }

  void take_number(std::size_t i, const std::string& digits) {
    if (is_year(digits)) {
      into_.years.insert(std::stoi(digits));
    } else if (const auto kind = counted_kind(i)) {
      (*kind == CountedKind::edition ? into_.editions : into_.sessions).insert(digits);
    } else if (rules_.is("part_markers", before(i))) {
      into_.parts.insert(before(i) + " " + digits);
    } else if (digits.front() != '0') {
      into_.numbers.insert(digits);
    }
  }

  bool take_part(std::size_t i) {
    if (!rules_.is("part_words", tokens_[i]) || !rules_.is("part_markers", before(i))) return false;
    into_.parts.insert(before(i) + " " + tokens_[i]);
    return true;
  }

  void take_word(std::size_t i) {
    const std::string& text = tokens_[i];
    const bool place = rules_.is("place_markers", before(i)) || before(i) == "a" ||
                       (i > 1 && (before(i) == "de" || before(i) == "les") &&
                        (rules_.is("place_markers", tokens_[i - 2]) || tokens_[i - 2] == "a"));
    const double weight = std::min(1.0, static_cast<double>(text.size()) / full_word_letters);
    into_.words.push_back({text, rules_.meaning(text), place, weight});
  }

  // A saying counts wherever its words stand, as word order is often lost in lists.
  void join_sayings() {
    for (const PairRules::Saying& saying : rules_.sayings()) {
      std::vector<std::size_t> at;
      for (const std::string& word : saying.words) {
        if (rules_.is("stop_words", word) || rules_.is("markers", word)) continue;
        const auto found = std::find_if(into_.words.begin(), into_.words.end(),
                                        [&](const TitleWord& known) { return known.text == word; });
        if (found == into_.words.end()) {
          at.clear();
          break;
        }
        at.push_back(static_cast<std::size_t>(found - into_.words.begin()));
      }
      if (at.empty()) continue;
      std::sort(at.begin(), at.end());
      TitleWord joined{base::join(saying.words, " "), saying.meaning, false, 1};
      for (auto gone = at.rbegin(); gone != at.rend(); ++gone)
        into_.words.erase(into_.words.begin() + static_cast<std::ptrdiff_t>(*gone));
      into_.words.insert(into_.words.begin() + static_cast<std::ptrdiff_t>(at.front()), std::move(joined));
    }
  }

  const Tokens& tokens_;
  const PairRules& rules_;
  Profile& into_;
};

void read_title(const Request& request, const PairRules& rules, Profile& profile) {
  const Tokens all = tokens_of(request.title, rules);
  const Tokens plain = without(all, rules.boilerplate());
  TitleReader(plain, rules, profile).read();
  if (profile.words.empty() && profile.numbers.empty()) TitleReader(all, rules, profile).read();
}

void read_name(const Request& request, const PairRules& rules, Profile& profile) {
  const Tokens all = tokens_of(request.name, rules);
  const Tokens bare = without(all, rules.name_kin());
  profile.kin = bare.size() < all.size();
  const auto take = [&](const std::string& token) {
    const double weight = std::min(1.0, static_cast<double>(token.size()) / full_word_letters);
    profile.name_words.push_back({token, rules.meaning(token), false, weight});
    profile.name_letters += token;
  };
  for (const std::string& token : bare) {
    if (!rules.is("stop_words", token) && !rules.is("name_drop", token)) take(token);
  }
  if (!profile.name_words.empty()) return;
  for (const std::string& token : all) take(token);
}

}  // namespace

Profile profile_of(const Request& request, const PairRules& rules) {
  Profile profile;
  // Only the SIREN part has to hold: lists keep SIRETs with a wrong establishment part.
  const std::string bare = base::bare_identifier(request.siret);
  if (bare.size() == siren_digits || bare.size() == siret_digits) {
    if (base::siren_verdict(bare.substr(0, siren_digits)).right())
      profile.siren = bare.substr(0, siren_digits);
  }
  if (base::rna_verdict(request.rna).right()) profile.rna = base::bare_identifier(request.rna);
  profile.iban_key = request.iban_key;
  profile.pieces = request.pieces;
  std::sort(profile.pieces.begin(), profile.pieces.end());
  read_name(request, rules, profile);
  read_title(request, rules, profile);
  return profile;
}

}  // namespace parvis::grants
