// What a kind of finding is called in a list, in two or three French words; the sentence of one finding is
// made by quality::SentenceWriter.
#pragma once

#include <string_view>

#include "quality/table_schema/finding.hpp"

namespace parvis::grants {

[[nodiscard]] std::string_view finding_label(quality::FindingCode code, quality::Cause cause);

}  // namespace parvis::grants
