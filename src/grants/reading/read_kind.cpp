#include "grants/reading/read_kind.hpp"

#include <array>
#include <cstddef>

#include "grants/reading/choice_reading.hpp"
#include "grants/reading/identifier_reading.hpp"
#include "grants/reading/period_reading.hpp"

namespace parvis::grants {

namespace {

constexpr std::array<std::string_view, 10> kind_names{"amount", "date", "period",  "siret",  "siren",
                                                      "rna",    "rate", "boolean", "nature", "conditions"};

}  // namespace

std::string_view to_text(ReadKind kind) {
  return kind_names.at(static_cast<std::size_t>(kind));
}

std::optional<ReadKind> read_kind_named(std::string_view name) {
  for (std::size_t i = 0; i < kind_names.size(); ++i)
    if (kind_names.at(i) == name) return static_cast<ReadKind>(i);
  return std::nullopt;
}

void ColumnEvidence::add(ReadKind kind, std::string_view cell) {
  switch (kind) {
    case ReadKind::amount:
      amounts.add(cell);
      break;
    case ReadKind::date:
      dates.add(cell);
      break;
    case ReadKind::period:
      add_period(dates, cell);
      break;
    case ReadKind::rate:
      rates.add(cell);
      break;
    default:
      break;
  }
}

Reading read(ReadKind kind, std::string_view cell, const ColumnEvidence& column) {
  switch (kind) {
    case ReadKind::amount:
      return read_amount(cell, column.amounts);
    case ReadKind::date:
      return read_date(cell, column.dates);
    case ReadKind::period:
      return read_period(cell, column.dates);
    case ReadKind::siret:
      return read_siret(cell);
    case ReadKind::siren:
      return read_siren(cell);
    case ReadKind::rna:
      return read_rna(cell);
    case ReadKind::rate:
      return read_rate(cell, column.rates);
    case ReadKind::boolean:
      return read_boolean(cell);
    case ReadKind::nature:
      return read_nature(cell);
    case ReadKind::conditions:
      return read_conditions(cell);
  }
  return missing();
}

}  // namespace parvis::grants
