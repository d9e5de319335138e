// From what the photo model saw, what the person wrote and where and when it is, to ranked categories. Pure
// and deterministic: same inputs and settings, same answer bit for bit.
//
// log p(leaf) = a log p_photo + b log p_text + c log p_prior, renormalised; a missing part has weight 0. The
// photo mass on `other` and `clean_street` is spread over the leaves that the photo model does not know, in
// proportion to text and prior, so that an unknown subject is never forced into a known leaf.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "street/category.hpp"

namespace parvis::street {

using ClassProbabilities = std::map<std::string, double>;  // class of the photo model -> probability

struct FusionInput {
  std::vector<ClassProbabilities>
      photos;        // one per photo; several are joined by the mean of log-probabilities
  std::string text;  // as written by the person
  std::map<std::string, double>
      place_counts;  // leaf -> reports of the area and season over 24 months; empty: none
};

struct FusionSettings {
  double photo_weight = 1.0, text_weight = 1.0, prior_weight = 0.5;
  double temperature = 1.0;
  double abstain_below = 0.40;
  double preselect_from = 0.80, preselect_gap = 0.20;
  double danger_from = 0.20;    // a danger leaf at this probability sends the report to qualification
  double disagree_from = 0.90;  // a first suggestion this sure that the citizen did not take, too
  double clean_from = 0.80;
  double prior_smoothing = 5.0;  // pseudo-reports spread evenly
  std::size_t shown = 3;
};

struct LeafProbability {
  std::string code, label;
  double p = 0;
};

struct Factor {
  std::string input;  // photo, texte, lieu
  std::string text;   // French sentence for the person
};

struct Suggestion {
  std::vector<LeafProbability> ranked;  // every leaf, best first
  std::vector<LeafProbability> top;     // the first `shown`
  bool abstained = true;
  std::optional<std::string> preselected;
  bool nothing_seen = false;        // clean street and no text
  std::string reason;               // French, what the screen says
  std::vector<std::string> inputs;  // photo, texte, lieu
  std::vector<Factor> factors;
};

Suggestion suggest(const Catalogue& catalogue, const FusionInput& input, const FusionSettings& settings = {});

// Mean of the log-probabilities, renormalised.
ClassProbabilities join_photos(const std::vector<ClassProbabilities>& photos);

// Lexical score of each leaf on label, definition and keywords; sums to 1, empty when no word is known.
// `found` receives, per leaf, the words of the text that counted.
std::map<std::string, double> lexical_probabilities(
    const Catalogue& catalogue, std::string_view text,
    std::map<std::string, std::vector<std::string>>* found = nullptr);

// SG-6: the report must be read by a person before it is routed. Answers the reason code, or nothing:
// danger_probable, desaccord.
std::optional<std::string> needs_qualification(const Catalogue& catalogue, const Suggestion& suggestion,
                                               std::string_view chosen_category,
                                               const FusionSettings& settings = {});

}  // namespace parvis::street
