// A file meant for «ma cantine», checked before it is sent: the platform's Table Schema, then the rules that
// its schemas do not hold and that need none of its data (keys of SIRET, addresses of managers, meals, sums
// of purchases). Every error at once. What depends on its database (a SIRET it does not know, rights, a year
// already declared) cannot be known here.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "canteen/intake/finding.hpp"

namespace parvis::canteen {

struct MaCantineVerdict {
  std::size_t rows = 0;
  std::vector<Finding> findings;
  [[nodiscard]] bool good() const { return !any_error(findings); }
};

// The platform takes CSV, TSV and XLSX; ODS is refused there, so here. `current_year` bounds the declared
// years. Errors: those of read_schema and of open_input.
Result<MaCantineVerdict> check_ma_cantine(std::string_view schema_json, const std::filesystem::path& file,
                                          int current_year);
// A shipped schema by its name: "achats_siret", "cantines_creer"… Errors: not_found, which lists the names.
Result<std::string> ma_cantine_schema(const std::string& name);

inline constexpr std::size_t max_sectors = 3;     // of one canteen
inline constexpr int first_declared_year = 2019;  // of the platform's campaigns

}  // namespace parvis::canteen
