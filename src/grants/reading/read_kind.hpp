// One door to the reading rules: a kind by its name, a text, and the evidence of its column. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "grants/reading/amount_reading.hpp"
#include "grants/reading/date_reading.hpp"
#include "grants/reading/rate_reading.hpp"
#include "grants/reading/reading.hpp"

namespace parvis::grants {

enum class ReadKind : std::uint8_t {
  amount,
  date,
  period,
  siret,
  siren,
  rna,
  rate,
  boolean,
  nature,
  conditions
};

[[nodiscard]] std::optional<ReadKind> read_kind_named(std::string_view name);
[[nodiscard]] std::string_view to_text(ReadKind kind);

// What the cells of one column say together; only the part of its kind is filled.
struct ColumnEvidence {
  AmountEvidence amounts;
  DateEvidence dates;
  RateEvidence rates;

  void add(ReadKind kind, std::string_view cell);
};

[[nodiscard]] Reading read(ReadKind kind, std::string_view cell, const ColumnEvidence& column = {});

}  // namespace parvis::grants
