// The closed lists of the grants schema (PA-6): notificationUE, nature, conditionsVersement. Usual spellings
// are read; free text only suggests. Pure.
#pragma once

#include <string_view>

#include "grants/reading/reading.hpp"

namespace parvis::grants {

// «oui» or «non».
[[nodiscard]] Reading read_boolean(std::string_view cell);
// «aide en numéraire», «aide en nature», or both joined by «;» in the order given.
[[nodiscard]] Reading read_nature(std::string_view cell);
// «unique», «échelonné», or the free text that the schema allows, as it stands.
[[nodiscard]] Reading read_conditions(std::string_view cell);

}  // namespace parvis::grants
