#include "quality/table_schema/finding.hpp"

#include <array>

namespace parvis::quality {
namespace {

constexpr std::array<std::string_view, finding_codes> code_names{"blank-header",
                                                                 "unmatched-header",
                                                                 "blank-label",
                                                                 "duplicate-label",
                                                                 "incorrect-label",
                                                                 "missing-label",
                                                                 "extra-label",
                                                                 "blank-row",
                                                                 "primary-key",
                                                                 "foreign-key",
                                                                 "missing-cell",
                                                                 "extra-cell",
                                                                 "type-error",
                                                                 "constraint-error",
                                                                 "unique-error",
                                                                 "encoding-error",
                                                                 "format-error",
                                                                 "source-error",
                                                                 "schema-error",
                                                                 "resource-error",
                                                                 "unclosed-quote",
                                                                 "check-error",
                                                                 "siret",
                                                                 "siren",
                                                                 "one-of-required",
                                                                 "compare-columns-value",
                                                                 "sum-columns-value",
                                                                 "cohesive-columns-value",
                                                                 "year-interval-value",
                                                                 "phone-number-value",
                                                                 "opening-hours-value",
                                                                 "nomenclature-acte",
                                                                 "french-gps-coordinates",
                                                                 "deprecated-check",
                                                                 "missing-optional-label",
                                                                 "extra-label",
                                                                 "encoding-guessed",
                                                                 "date-short",
                                                                 "stray-quote",
                                                                 "spaced-identifier",
                                                                 "outside-scdl-pattern",
                                                                 "pattern-undecided",
                                                                 "foreign-keys-skipped"};

constexpr std::array<std::string_view, 49> cause_names{"",
                                                       "required",
                                                       "pattern",
                                                       "enum",
                                                       "enum-case",
                                                       "enum-space",
                                                       "min-length",
                                                       "max-length",
                                                       "minimum",
                                                       "maximum",
                                                       "exclusive-minimum",
                                                       "exclusive-maximum",
                                                       "array-item",
                                                       "category",
                                                       "form",
                                                       "comma",
                                                       "spaces",
                                                       "currency",
                                                       "percent",
                                                       "letters",
                                                       "day-first",
                                                       "impossible-day",
                                                       "month-only",
                                                       "with-time",
                                                       "not-listed",
                                                       "length",
                                                       "character",
                                                       "checksum",
                                                       "siren-part",
                                                       "zeros",
                                                       "repeated",
                                                       "scientific",
                                                       "siren-only",
                                                       "empty-key",
                                                       "twin",
                                                       "probable-twin",
                                                       "not-comparable",
                                                       "compare",
                                                       "partly-filled",
                                                       "order",
                                                       "swapped",
                                                       "outside",
                                                       "not-in-list",
                                                       "unknown-check",
                                                       "bad-parameter",
                                                       "no-reference-list",
                                                       "absent-column",
                                                       "wrong-type"};

}  // namespace

std::string_view to_text(FindingCode code) {
  return code_names[static_cast<std::size_t>(code)];
}

std::string_view peer_text(FindingCode code) {
  switch (code) {
    case FindingCode::siret:
    case FindingCode::siren:
    case FindingCode::nomenclature_acte:
      return "custom-check-error";
    default:
      return to_text(code);
  }
}

std::string_view to_text(Cause cause) {
  return cause_names[static_cast<std::size_t>(cause)];
}

}  // namespace parvis::quality
