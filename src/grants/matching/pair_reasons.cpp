#include "grants/matching/pair_reasons.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.hpp"
#include "grants/matching/relation.hpp"

namespace parvis::grants {
namespace {

constexpr std::size_t quoted_code_points = 80;
constexpr std::string_view nbsp = "\u00A0", narrow = "\u202F";

std::string in_guillemets(std::string_view text) {
  std::string shown = base::first_code_points(base::trim(text), quoted_code_points);
  if (shown.size() < base::trim(text).size()) shown += "…";
  return "«" + std::string(nbsp) + shown + std::string(nbsp) + "»";
}

std::string lead(std::string_view text) {
  return std::string(text) + std::string(nbsp) + ": ";
}

std::string two(std::string_view what, const std::string& a, const std::string& b) {
  return lead(what) + in_guillemets(a) + " et " + in_guillemets(b);
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::lround(share * 100))) + std::string(narrow) + "%";
}

template <class Says>
std::string listed(const std::vector<TitleWord>& words, const std::vector<std::size_t>& only, Says says) {
  std::vector<std::string> texts;
  for (const std::size_t i : only) {
    if (says(words[i])) texts.push_back(words[i].text);
  }
  return base::join(texts, ", ");
}

std::string first_apart(const std::set<std::string>& of, const std::set<std::string>& from) {
  for (const std::string& item : of) {
    if (!from.contains(item)) return item;
  }
  return of.empty() ? std::string() : *of.begin();
}

class Teller {
 public:
  Teller(const ComparedRequests& pair, const Comparison& comparison) : pair_(pair), found_(comparison) {}

  [[nodiscard]] std::string operator()(PairFeature feature) const {
    switch (feature) {
      case PairFeature::same_number:
      case PairFeature::other_number:
      case PairFeature::name_unlike:
      case PairFeature::other_association:
      case PairFeature::name_replaced:
        return about_names(feature);
      case PairFeature::title_equal:
      case PairFeature::title_unlike:
      case PairFeature::title_unshared:
      case PairFeature::letters_unlike:
        return about_titles(feature);
      case PairFeature::amount_equal:
      case PairFeature::amount_gap:
        return about_amounts(feature);
      default:
        return about_words(feature);
    }
  }

 private:
  [[nodiscard]] std::string about_names(PairFeature feature) const {
    const Profile &left = pair_.left, &right = pair_.right;
    if (feature == PairFeature::same_number) {
      if (!left.siren.empty() && left.siren == right.siren) return "Même association (SIREN)";
      return !left.rna.empty() && left.rna == right.rna ? "Même association (RNA)" : "Même compte bancaire";
    }
    if (feature == PairFeature::other_number)
      return lead("Autre entité juridique, SIREN") + left.siren + " et " + right.siren;
    if (feature == PairFeature::other_association)
      return "Aucun numéro commun et noms d'associations différentes";
    if (feature == PairFeature::name_replaced) {
      const auto all = [](const TitleWord&) { return true; };
      return two("Noms qui diffèrent par", listed(left.name_words, found_.names.words.left_only, all),
                 listed(right.name_words, found_.names.words.right_only, all));
    }
    return two(found_.names.likeness >= 0.8 ? "Noms proches, écrits autrement" : "Noms différents",
               pair_.a.name, pair_.b.name);
  }

  [[nodiscard]] std::string about_titles(PairFeature feature) const {
    switch (feature) {
      case PairFeature::title_equal:
        if (base::fold(pair_.a.title) == base::fold(pair_.b.title))
          return lead("Titres identiques") + in_guillemets(pair_.a.title);
        return two("Titres de même sens", pair_.a.title, pair_.b.title);
      case PairFeature::title_unlike:
        return lead("Part des mots des titres sans correspondance") +
               percent(found_[PairFeature::title_unlike]);
      case PairFeature::title_unshared:
        return lead("Part du titre le plus court absente de l'autre") +
               percent(found_[PairFeature::title_unshared]);
      default:
        return lead("Part des titres écrite autrement") + percent(found_[PairFeature::letters_unlike]);
    }
  }

  [[nodiscard]] std::string about_amounts(PairFeature feature) const {
    const std::int64_t a = pair_.a.amount_cents.value_or(0), b = pair_.b.amount_cents.value_or(0);
    if (feature == PairFeature::amount_equal) return lead("Montants égaux") + french_euros(a);
    if (amounts_complete(pair_.a, pair_.b))
      return lead("Montants complémentaires") + french_euros(a) + " + " + french_euros(b) + " = " +
             french_euros(a + b);
    return lead("Montants différents") + french_euros(a) + " et " + french_euros(b);
  }

  [[nodiscard]] std::string of_kind(std::string_view what, WordKind kind) const {
    const auto says = [&](const TitleWord& word) { return word.meaning.kind == kind; };
    return two(what, left_words(says), right_words(says));
  }

  [[nodiscard]] std::string about_words(PairFeature feature) const {
    const Profile &left = pair_.left, &right = pair_.right;
    const auto all = [](const TitleWord&) { return true; };
    switch (feature) {
      case PairFeature::words_replaced:
        return two("Mots qui diffèrent", left_words(all), right_words(all));
      case PairFeature::words_added:
        return "Un titre en dit plus que l'autre";
      case PairFeature::audience_opposed:
        return of_kind("Publics différents", WordKind::audience);
      case PairFeature::activity_opposed:
        return of_kind("Activités différentes", WordKind::activity);
      case PairFeature::period_opposed:
        if (!left.sessions.empty() && !right.sessions.empty())
          return two("Sessions différentes", first_apart(left.sessions, right.sessions),
                     first_apart(right.sessions, left.sessions));
        return of_kind("Périodes différentes", WordKind::period);
      case PairFeature::edition_opposed:
        return two("Éditions différentes", first_apart(left.editions, right.editions),
                   first_apart(right.editions, left.editions));
      case PairFeature::count_opposed:
        return two("Nombres différents", first_apart(left.numbers, right.numbers),
                   first_apart(right.numbers, left.numbers));
      case PairFeature::place_opposed: {
        const auto place = [](const TitleWord& word) { return word.place; };
        return two("Lieux différents", left_words(place), right_words(place));
      }
      case PairFeature::kind_one_sided:
        return "Un public, une période ou une activité n'est dit que d'un côté";
      case PairFeature::kind_shared:
        return "Même public, même période, même activité ou même nombre dans les deux titres";
      default:
        return "Une même pièce est jointe aux deux demandes";
    }
  }

  template <class Says>
  [[nodiscard]] std::string left_words(Says says) const {
    return listed(pair_.left.words, found_.titles.left_only, says);
  }
  template <class Says>
  [[nodiscard]] std::string right_words(Says says) const {
    return listed(pair_.right.words, found_.titles.right_only, says);
  }

  const ComparedRequests& pair_;
  const Comparison& found_;
};

}  // namespace

std::string french_euros(std::int64_t cents) {
  const std::string whole = std::to_string(std::abs(cents) / 100);
  std::string grouped = cents < 0 ? "−" : "";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) grouped += narrow;
    grouped += whole[i];
  }
  const auto rest = std::abs(cents) % 100;
  if (rest != 0) grouped += "," + std::string(rest < 10 ? "0" : "") + std::to_string(rest);
  return grouped + std::string(nbsp) + "€";
}

std::vector<Reason> reasons_of(const ComparedRequests& pair, const Comparison& comparison,
                               const PairHead& head) {
  std::vector<Reason> reasons;
  const Teller tell(pair, comparison);
  for (std::size_t i = 0; i < pair_features; ++i) {
    const double weight = head.weights[i] * comparison.figures[i];
    if (weight == 0) continue;
    const auto feature = static_cast<PairFeature>(i);
    reasons.push_back({std::string(to_text(feature)), tell(feature), weight});
  }
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const Reason& a, const Reason& b) { return std::abs(a.weight) > std::abs(b.weight); });
  reasons.push_back({"start", "Point de départ, avant toute comparaison", head.start});
  return reasons;
}

}  // namespace parvis::grants
