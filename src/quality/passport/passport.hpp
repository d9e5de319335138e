// The quality passport of one version of a data set («pas de données, pas d’IA»): a colour per check, the
// worst one wins, with the default limits of governance. Red data are never trained on and never published.
// Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace parvis::quality {

enum class Colour { green, orange, red };
[[nodiscard]] std::string_view to_text(Colour colour);  // vert, orange, rouge

enum class Check {
  completeness,
  validity,
  plausibility,
  swapped_dates,
  duplicates,
  freshness,
  coherence,
  leakage,
  representativity,
  licence,
  personal_data,
  lineage
};
[[nodiscard]] std::string_view to_text(Check check);  // complétude, validité, …

struct CheckResult {
  Check check = Check::validity;
  Colour colour = Colour::green;
  double measure = 0;    // share, ratio or count, as the check defines it
  std::string sentence;  // French, for an agent
};

// From which share on a check is orange, and from which it is red.
struct Limits {
  double orange = 0, red = 0;
};
// Defaults for completeness (2 %, 10 %), validity (1 %, 5 %), plausibility (2 %, 10 %), duplicates (1 %, 5
// %), freshness (2 ×, 5 ×) and coherence (0.5 %, 3 %). Others have no number: 0, 0.
[[nodiscard]] Limits default_limits(Check check);
// Green up to the orange limit, which still is green, as the red one is orange.
[[nodiscard]] Colour colour_of(double measure, const Limits& limits);
// A check on a share of `part` in `whole`, with its default limits; nothing to look at is green.
[[nodiscard]] CheckResult share_check(Check check, std::size_t part, std::size_t whole, std::string sentence);

struct Passport {
  std::string dataset;  // "subventions-2025"
  std::string sha256;   // of the version described
  std::string made_at;
  std::size_t rows = 0;
  std::vector<CheckResult> checks;
  [[nodiscard]] Colour colour() const;
};
[[nodiscard]] base::json::object to_json(const Passport& passport);

}  // namespace parvis::quality
