// The files of one published version, made from typed rows: the SCDL CSV, the same rows as JSON, a Data
// Package descriptor, a DCAT entry, and what changed since the version before. The same rows give the same
// bytes. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "grants/publication/scdl_row.hpp"

namespace parvis::grants {

// UTF-8 without mark, comma, LF, header first: as DE-4 asks.
[[nodiscard]] std::string scdl_csv(const std::vector<ScdlRow>& rows);
// One array of objects, numbers as numbers, absent cells as null.
[[nodiscard]] std::string scdl_json(const std::vector<ScdlRow>& rows);

struct PublishedFile {
  std::string town;      // who publishes
  std::string base_url;  // of this server, without a slash at the end
  int year = 0;
  int version = 0;
  std::string made_at;  // 2026-01-31T09:00:00.000Z
  std::string csv_sha256;
  std::size_t csv_bytes = 0;
  std::size_t rows = 0;
};
inline constexpr std::string_view schema_version = "2.1.1";
[[nodiscard]] std::string stable_address(const PublishedFile& file);   // …/donnees/subventions/2025.csv
[[nodiscard]] std::string version_address(const PublishedFile& file);  // …/donnees/subventions/2025/v3.csv
[[nodiscard]] base::json::object data_package(const PublishedFile& file);
[[nodiscard]] base::json::object dcat_entry(const PublishedFile& file);

struct RowChange {
  enum class Kind { added, removed, modified } kind = Kind::added;
  ScdlRow before, after;                  // before: absent when added; after: absent when removed
  std::vector<std::string_view> columns;  // of a modified row
};
// By identity (giver, day, act, beneficiary, purpose), in the order of the newer file, removed rows last.
[[nodiscard]] std::vector<RowChange> changes(const std::vector<ScdlRow>& before,
                                             const std::vector<ScdlRow>& after);
[[nodiscard]] base::json::array to_json(const std::vector<RowChange>& changes);

}  // namespace parvis::grants
