#include "street/suggestion_fusion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>

#include "street/lexical_index.hpp"

namespace parvis::street {
namespace {

// Each part keeps this share spread evenly: no part alone can make a leaf impossible.
constexpr double photo_floor = 0.02, text_floor = 0.05;
// How fast a lexical score turns into certainty.
constexpr double lexical_sharpness = 0.9;
constexpr std::string_view clean_class = "clean_street";

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> class_names{{
    {"pothole", "un nid-de-poule"},
    {"road_crack", "une chaussée fissurée"},
    {"graffiti", "un graffiti"},
    {"illegal_dumping", "un dépôt de déchets"},
    {"dog_mess", "des déjections canines"},
    {"litter", "des détritus au sol"},
    {"overflowing_bin", "une corbeille ou un conteneur plein"},
    {"traffic_sign", "un panneau"},
    {"illegal_posters", "des affiches"},
    {"manhole", "une plaque ou un regard"},
    {"pavement_damage", "un trottoir abîmé"},
    {"street_light", "un lampadaire"},
    {"clean_street", "une rue en bon état"},
    {"other", "un autre sujet"},
}};

std::string_view class_name(std::string_view name) {
  for (const auto& [code, text] : class_names) {
    if (code == name) return text;
  }
  return name;
}

using Leaves = std::vector<const Category*>;

void normalise(std::vector<double>& values) {
  double sum = 0;
  for (double value : values) sum += value;
  for (double& value : values) value = sum > 0 ? value / sum : 1.0 / static_cast<double>(values.size());
}

std::vector<double> with_floor(std::vector<double> values, double floor) {
  const double even = 1.0 / static_cast<double>(values.size());
  for (double& value : values) value = (1.0 - floor) * value + floor * even;
  return values;
}

struct Parts {
  std::vector<double> text, prior, photo;  // empty: missing
};

std::vector<double> prior_of(const Leaves& leaves, const std::map<std::string, double>& counts,
                             double smoothing) {
  std::vector<double> prior(leaves.size(), smoothing / static_cast<double>(leaves.size()));
  double seen = 0;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (const auto found = counts.find(leaves[i]->code); found != counts.end()) {
      prior[i] += found->second;
      seen += found->second;
    }
  }
  if (seen <= 0) return {};
  normalise(prior);
  return prior;
}

// What text and prior say together: how the photo's unknown subject is shared out.
std::vector<double> shares(const Parts& parts, const FusionSettings& settings, std::size_t count) {
  std::vector<double> share(count, 1.0);
  for (std::size_t i = 0; i < count; ++i) {
    if (!parts.text.empty()) share[i] *= std::pow(parts.text[i], settings.text_weight);
    if (!parts.prior.empty()) share[i] *= std::pow(parts.prior[i], settings.prior_weight);
  }
  return share;
}

std::vector<double> photo_of(const Leaves& leaves, const ClassProbabilities& classes,
                             const std::vector<double>& share) {
  std::vector<double> photo(leaves.size(), 0.0);
  std::vector<bool> known(leaves.size(), false);
  double unknown_mass = 0;
  for (const auto& [name, probability] : classes) {
    double total = 0;
    for (const Category* leaf : leaves) {
      if (const auto weight = leaf->photo_classes.find(name); weight != leaf->photo_classes.end())
        total += weight->second;
    }
    if (total <= 0) {
      unknown_mass += probability;
      continue;
    }
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      const auto weight = leaves[i]->photo_classes.find(name);
      if (weight == leaves[i]->photo_classes.end() || weight->second <= 0) continue;
      known[i] = true;
      photo[i] += probability * weight->second / total;
    }
  }
  double open_share = 0;
  for (std::size_t i = 0; i < leaves.size(); ++i) open_share += known[i] ? 0.0 : share[i];
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (open_share > 0 && !known[i]) photo[i] += unknown_mass * share[i] / open_share;
  }
  normalise(photo);
  return with_floor(std::move(photo), photo_floor);
}

std::vector<double> fused(const Parts& parts, const FusionSettings& settings, std::size_t count) {
  std::vector<double> scores(count, 0.0);
  auto add = [&scores](const std::vector<double>& part, double weight) {
    for (std::size_t i = 0; i < part.size(); ++i) scores[i] += weight * std::log(part[i]);
  };
  add(parts.photo, settings.photo_weight);
  add(parts.text, settings.text_weight);
  add(parts.prior, settings.prior_weight);
  const double highest = *std::max_element(scores.begin(), scores.end());
  for (double& score : scores) score = std::exp((score - highest) / settings.temperature);
  normalise(scores);
  return scores;
}

std::string percent(double p) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%.0f %%", 100 * p);
  return buffer;
}

std::string quoted(std::string_view text) {
  return "« " + std::string(text) + " »";
}

Factor photo_factor(const ClassProbabilities& classes, std::size_t photos) {
  const auto best = std::max_element(classes.begin(), classes.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  std::string text = photos > 1 ? "Les photos montrent sans doute " : "La photo montre sans doute ";
  return {"photo", text + std::string(class_name(best->first)) + " (" + percent(best->second) + ")."};
}

Factor text_factor(const Catalogue& catalogue, const std::string& code,
                   const std::vector<std::string>& words) {
  std::string list;
  for (std::size_t i = 0; i < words.size() && i < 4; ++i) list += (i == 0 ? "" : ", ") + quoted(words[i]);
  return {"texte", (words.size() > 1 ? "Les mots " : "Le mot ") + list +
                       (words.size() > 1 ? " font" : " fait") + " penser à " + quoted(catalogue.label(code)) +
                       "."};
}

void explain(const Catalogue& catalogue, const FusionInput& input, const Parts& parts,
             const ClassProbabilities& classes, const std::map<std::string, std::vector<std::string>>& found,
             const Leaves& leaves, Suggestion& suggestion) {
  if (!parts.photo.empty()) {
    suggestion.inputs.emplace_back("photo");
    suggestion.factors.push_back(photo_factor(classes, input.photos.size()));
  }
  if (!parts.text.empty()) {
    suggestion.inputs.emplace_back("texte");
    for (const LeafProbability& leaf : suggestion.top) {
      const auto words = found.find(leaf.code);
      if (words == found.end() || words->second.empty()) continue;
      suggestion.factors.push_back(text_factor(catalogue, leaf.code, words->second));
      break;
    }
  }
  if (parts.prior.empty() || suggestion.top.empty()) return;
  suggestion.inputs.emplace_back("lieu");
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i]->code != suggestion.top.front().code) continue;
    suggestion.factors.push_back({"lieu", "Dans ce secteur, " + percent(parts.prior[i]) +
                                              " des signalements récents portent sur " +
                                              quoted(leaves[i]->label) + "."});
  }
}

std::string reason_of(const Suggestion& suggestion) {
  if (suggestion.nothing_seen) {
    return "Rien d'anormal n'a été reconnu sur la photo. Ajoutez un mot pour nous aider.";
  }
  if (suggestion.inputs.empty()) return "Sans photo ni description, aucune rubrique ne peut être proposée.";
  if (suggestion.abstained) {
    return "Nous ne sommes pas sûrs. Choisissez, ou laissez « Je ne sais pas » : un agent regardera.";
  }
  return "Proposition automatique, à vérifier.";
}

}  // namespace

ClassProbabilities join_photos(const std::vector<ClassProbabilities>& photos) {
  ClassProbabilities joined;
  if (photos.empty()) return joined;
  std::set<std::string> names;
  for (const ClassProbabilities& photo : photos) {
    for (const auto& entry : photo) names.insert(entry.first);
  }
  double sum = 0;
  for (const std::string& name : names) {
    double logs = 0;
    for (const ClassProbabilities& photo : photos) {
      const auto found = photo.find(name);
      logs += std::log(std::max(found == photo.end() ? 0.0 : found->second, 1e-6));
    }
    sum += joined[name] = std::exp(logs / static_cast<double>(photos.size()));
  }
  for (auto& entry : joined) entry.second /= sum;
  return joined;
}

std::map<std::string, double> lexical_probabilities(const Catalogue& catalogue, std::string_view text,
                                                    std::map<std::string, std::vector<std::string>>* found) {
  const LexicalIndex& index = catalogue.lexical();
  std::vector<std::string> written;
  const std::vector<std::string> stems = meaningful_stems(text, &written);
  std::vector<double> scores(index.leaves.size(), 0.0);
  std::set<std::string> seen;
  bool any = false;
  auto count = [&](std::size_t leaf, double weight, const std::string& word) {
    scores[leaf] += weight;
    any = true;
    if (found == nullptr) return;
    auto& words = (*found)[index.leaves[leaf]];
    if (weight >= 0.5 && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  };
  for (std::size_t i = 0; i < stems.size(); ++i) {
    if (!seen.insert(stems[i]).second) continue;
    const auto entry = index.words.find(stems[i]);
    if (entry == index.words.end()) continue;
    for (const auto& [leaf, weight] : entry->second) count(leaf, weight, written[i]);
  }
  for (const LexicalIndex::Phrase& phrase : index.phrases) {
    const auto start = std::search(stems.begin(), stems.end(), phrase.stems.begin(), phrase.stems.end());
    if (start == stems.end()) continue;
    count(phrase.leaf, phrase.weight, written[static_cast<std::size_t>(start - stems.begin())]);
  }
  std::map<std::string, double> probabilities;
  if (!any) return probabilities;
  const double highest = *std::max_element(scores.begin(), scores.end());
  for (double& score : scores) score = std::exp(lexical_sharpness * (score - highest));
  normalise(scores);
  for (std::size_t i = 0; i < scores.size(); ++i) probabilities[index.leaves[i]] = scores[i];
  return probabilities;
}

Suggestion suggest(const Catalogue& catalogue, const FusionInput& input, const FusionSettings& settings) {
  Suggestion suggestion;
  const Leaves leaves = catalogue.leaves();
  if (leaves.empty()) return suggestion;

  Parts parts;
  std::map<std::string, std::vector<std::string>> found;
  const auto lexical = lexical_probabilities(catalogue, input.text, &found);
  if (!lexical.empty()) {
    for (const Category* leaf : leaves) parts.text.push_back(lexical.at(leaf->code));
    parts.text = with_floor(std::move(parts.text), text_floor);
  }
  parts.prior = prior_of(leaves, input.place_counts, settings.prior_smoothing);
  const ClassProbabilities classes = join_photos(input.photos);
  if (!classes.empty()) parts.photo = photo_of(leaves, classes, shares(parts, settings, leaves.size()));

  const std::vector<double> p = fused(parts, settings, leaves.size());
  for (std::size_t i = 0; i < leaves.size(); ++i)
    suggestion.ranked.push_back({leaves[i]->code, leaves[i]->label, p[i]});
  std::stable_sort(suggestion.ranked.begin(), suggestion.ranked.end(),
                   [](const LeafProbability& a, const LeafProbability& b) { return a.p > b.p; });
  const auto shown = static_cast<std::ptrdiff_t>(std::min(settings.shown, suggestion.ranked.size()));
  suggestion.top.assign(suggestion.ranked.begin(), suggestion.ranked.begin() + shown);
  explain(catalogue, input, parts, classes, found, leaves, suggestion);

  const auto clean = classes.find(std::string(clean_class));
  const bool no_text = meaningful_stems(input.text).empty();
  suggestion.nothing_seen = no_text && clean != classes.end() && clean->second >= settings.clean_from;
  // place alone says what is common here, not what this is
  const bool evidence = !parts.photo.empty() || !parts.text.empty();
  const double first = suggestion.ranked.front().p;
  const double second = suggestion.ranked.size() > 1 ? suggestion.ranked[1].p : 0.0;
  suggestion.abstained = !evidence || suggestion.nothing_seen || first < settings.abstain_below;
  if (!suggestion.abstained && first >= settings.preselect_from && first - second >= settings.preselect_gap) {
    suggestion.preselected = suggestion.ranked.front().code;
  }
  suggestion.reason = reason_of(suggestion);
  return suggestion;
}

std::optional<std::string> needs_qualification(const Catalogue& catalogue, const Suggestion& suggestion,
                                               std::string_view chosen_category,
                                               const FusionSettings& settings) {
  for (const LeafProbability& leaf : suggestion.ranked) {
    const Category* category = catalogue.find(leaf.code);
    if (category != nullptr && category->danger() && leaf.p >= settings.danger_from) return "danger_probable";
  }
  if (suggestion.abstained || suggestion.ranked.empty()) return std::nullopt;
  const LeafProbability& first = suggestion.ranked.front();
  if (first.p >= settings.disagree_from && first.code != chosen_category) return "desaccord";
  return std::nullopt;
}

}  // namespace parvis::street
