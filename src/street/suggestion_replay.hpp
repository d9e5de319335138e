// A suggestion of a category, computed again from its decision record (G-03): the photos by their hash, the
// text by its reference, the catalogue, the settings and the counts of the place as they were (kept as
// materials of the ledger), the photo model by its hash. What was erased or changed since is named, never
// guessed.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/result.hpp"
#include "decision/ledger.hpp"
#include "street/category.hpp"
#include "street/street_context.hpp"
#include "street/suggestion_fusion.hpp"

namespace parvis::street {

// All that the fusion depends on beside its inputs, as canonical JSON.
std::string fusion_text(const Catalogue& catalogue, const FusionSettings& settings);
struct FusionBasis {
  Catalogue catalogue;
  FusionSettings settings;
};
Result<FusionBasis> fusion_basis(const std::string& text);

// Counts of leaves of a place, as canonical JSON.
std::string counts_text(const std::map<std::string, double>& counts);
Result<std::map<std::string, double>> counts_of(const std::string& text);

// What of a suggestion stands in the record as its output: the same code writes it and computes it again.
void put_output(decision::Decision& decision, const Suggestion& suggestion, const FusionSettings& settings);

// The photo model of this hash; an error when it is not installed any more.
using VisionOf = std::function<Result<model::Vision*>(const std::string& model_sha)>;
// Only the model in use; any other is gone.
VisionOf vision_in_use(StreetContext& context);

decision::Replayer suggestion_replayer(StreetContext& context, VisionOf vision_of);

}  // namespace parvis::street
