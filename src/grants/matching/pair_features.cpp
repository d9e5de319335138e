#include "grants/matching/pair_features.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "grants/matching/word_likeness.hpp"

namespace parvis::grants {
namespace {

using Figures = Comparison;

struct FeatureLine {
  std::string_view name;
  int direction;
};

constexpr std::array<FeatureLine, pair_features> lines = {{
    {"same_number", 1},     {"other_number", -1},    {"name_unlike", -1},   {"other_association", -1},
    {"name_replaced", -1},  {"title_equal", 1},      {"title_unlike", -1},  {"title_unshared", -1},
    {"letters_unlike", -1}, {"words_replaced", -1},  {"words_added", -1},   {"audience_opposed", -1},
    {"period_opposed", -1}, {"edition_opposed", -1}, {"count_opposed", -1}, {"activity_opposed", -1},
    {"place_opposed", -1},  {"kind_one_sided", -1},  {"kind_shared", 1},    {"amount_equal", 1},
    {"amount_gap", -1},     {"pieces_shared", 1},
}};

constexpr double one_name_from = 0.9;
constexpr double slipped_rest = 0.5;  // likeness of the rests of two names that are one word with slips
constexpr double most_replaced = 2, most_added = 3, most_gap = 2;

void set(Figures& to, PairFeature feature, double value) {
  to.figures[static_cast<std::size_t>(feature)] = value;
}

bool both_and_apart(const std::set<std::string>& a, const std::set<std::string>& b) {
  if (a.empty() || b.empty()) return false;
  return std::none_of(a.begin(), a.end(), [&](const std::string& item) { return b.contains(item); });
}

bool share_one(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& item) { return b.contains(item); });
}

template <class Says>
bool any_left(const std::vector<TitleWord>& words, const std::vector<std::size_t>& only, Says says) {
  return std::any_of(only.begin(), only.end(), [&](std::size_t i) { return says(words[i]); });
}

std::string letters_of(const std::vector<TitleWord>& names, const std::vector<std::size_t>& only) {
  std::string letters;
  for (const std::size_t i : only) letters += names[i].text;
  return letters;
}

// «Syndicat CGT Toulouse» and «Syndicat UNSA Toulouse»: most words shared, two bodies. Rests that read alike
// are slips of one word.
bool names_parted(const Profile& left, const Profile& right, const Alignment& words) {
  if (words.left_only.empty() || words.right_only.empty()) return false;
  return trigram_likeness(letters_of(left.name_words, words.left_only),
                          letters_of(right.name_words, words.right_only)) < slipped_rest;
}

void compare_numbers(const Profile& left, const Profile& right, Figures& to) {
  const auto same = [](const std::string& a, const std::string& b) { return !a.empty() && a == b; };
  const bool shared =
      same(left.siren, right.siren) || same(left.rna, right.rna) || same(left.iban_key, right.iban_key);
  const bool two = !left.siren.empty() && !right.siren.empty() && left.siren != right.siren;
  set(to, PairFeature::same_number, shared ? 1 : 0);
  set(to, PairFeature::other_number, two && !shared ? 1 : 0);
  to.names = compare_names(left, right);
  set(to, PairFeature::name_unlike, 1 - to.names.likeness);
  const bool parted = !shared && names_parted(left, right, to.names.words);
  // «Les Amis de…» has a number of its own; two clubs with two numbers need one name to be one.
  const double asked = two && left.kin == right.kin ? one_name_from : same_name_from;
  set(to, PairFeature::other_association, !shared && (parted || to.names.likeness < asked) ? 1 : 0);
  set(to, PairFeature::name_replaced, parted ? 1 : 0);
}

// Editions that move with the years are one event coming back.
bool editions_oppose(const Request& a, const Profile& left, const Request& b, const Profile& right) {
  if (!both_and_apart(left.editions, right.editions)) return false;
  if (!a.year || !b.year || *a.year == *b.year) return true;
  const int step = std::stoi(*left.editions.begin()) - std::stoi(*right.editions.begin());
  return step != *a.year - *b.year;
}

void compare_kinds(const Profile& left, const Profile& right, Figures& to) {
  bool one_sided = false, shared = false;
  const auto kind = [&](WordKind asked) {
    const auto says = [&](const TitleWord& word) { return word.meaning.kind == asked; };
    const bool l = any_left(left.words, to.titles.left_only, says);
    const bool r = any_left(right.words, to.titles.right_only, says);
    one_sided = one_sided || l != r;
    return l && r;
  };
  const auto place = [](const TitleWord& word) { return word.place && word.meaning.kind == WordKind::other; };
  set(to, PairFeature::audience_opposed, kind(WordKind::audience) ? 1 : 0);
  set(to, PairFeature::activity_opposed, kind(WordKind::activity) ? 1 : 0);
  const bool sessions = both_and_apart(left.sessions, right.sessions);
  set(to, PairFeature::period_opposed, kind(WordKind::period) || sessions ? 1 : 0);
  set(to, PairFeature::count_opposed, both_and_apart(left.numbers, right.numbers) ? 1 : 0);
  set(to, PairFeature::place_opposed,
      any_left(left.words, to.titles.left_only, place) && any_left(right.words, to.titles.right_only, place)
          ? 1
          : 0);
  for (const Alignment::Match& match : to.titles.matches)
    shared = shared || left.words[match.left].meaning.kind != WordKind::other;
  shared = shared || share_one(left.numbers, right.numbers) || share_one(left.sessions, right.sessions) ||
           share_one(left.editions, right.editions);
  set(to, PairFeature::kind_one_sided, one_sided ? 1 : 0);
  set(to, PairFeature::kind_shared, shared ? 1 : 0);
}

void compare_titles(const Profile& left, const Profile& right, Figures& to) {
  to.titles = align(left.words, right.words);
  const Alignment& titles = to.titles;
  const double all = titles.left_weight + titles.right_weight;
  const double least = std::min(titles.left_weight, titles.right_weight);
  set(to, PairFeature::title_unlike, all > 0 ? std::max(0.0, 1 - 2 * titles.shared / all) : 1);
  set(to, PairFeature::title_unshared, least > 0 ? std::max(0.0, 1 - titles.shared / least) : 1);
  set(to, PairFeature::letters_unlike, 1 - trigram_likeness(left.title_letters, right.title_letters));
  const double replaced = std::min(titles.left_rest, titles.right_rest);
  const double added = std::abs(titles.left_rest - titles.right_rest);
  set(to, PairFeature::words_replaced, std::min(most_replaced, replaced));
  set(to, PairFeature::words_added, std::min(most_added, added));
}

void compare_amounts(const Request& a, const Request& b, Figures& to) {
  if (!a.amount_cents || !b.amount_cents) return;
  set(to, PairFeature::amount_equal, *a.amount_cents == *b.amount_cents ? 1 : 0);
  if (*a.amount_cents <= 0 || *b.amount_cents <= 0) return;
  const double ratio = static_cast<double>(*a.amount_cents) / static_cast<double>(*b.amount_cents);
  set(to, PairFeature::amount_gap, std::min(most_gap, std::abs(std::log(ratio))));
}

}  // namespace

std::string_view to_text(PairFeature feature) {
  return lines[static_cast<std::size_t>(feature)].name;
}

int direction(PairFeature feature) {
  return lines[static_cast<std::size_t>(feature)].direction;
}

Comparison compare(const Request& a, const Profile& left, const Request& b, const Profile& right) {
  Comparison to;
  compare_numbers(left, right, to);
  compare_titles(left, right, to);
  compare_kinds(left, right, to);
  set(to, PairFeature::edition_opposed, editions_oppose(a, left, b, right) ? 1 : 0);
  const bool nothing_left = to.titles.left_only.empty() && to.titles.right_only.empty();
  const bool opposed =
      to[PairFeature::period_opposed] + to[PairFeature::edition_opposed] + to[PairFeature::count_opposed] > 0;
  set(to, PairFeature::title_equal, nothing_left && !opposed && !to.titles.matches.empty() ? 1 : 0);
  compare_amounts(a, b, to);
  const auto shared_piece = [&](const std::string& piece) {
    return std::binary_search(right.pieces.begin(), right.pieces.end(), piece);
  };
  set(to, PairFeature::pieces_shared,
      std::any_of(left.pieces.begin(), left.pieces.end(), shared_piece) ? 1 : 0);
  return to;
}

bool same_association(const Comparison& comparison) {
  if (comparison[PairFeature::same_number] > 0) return true;
  return comparison[PairFeature::other_number] == 0 && comparison[PairFeature::other_association] == 0;
}

}  // namespace parvis::grants
