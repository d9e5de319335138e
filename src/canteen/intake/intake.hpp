// One file of a town's canteens, read into typed rows. What can be understood is kept, whatever stands beside
// it; each cell that cannot is a finding with its line and column. Nothing is stored here. Reading is I/O;
// the rest is pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/day.hpp"
#include "canteen/intake/column_map.hpp"
#include "canteen/intake/finding.hpp"

namespace parvis::canteen {

using base::Day;

// `line` is the physical line of the row in its file. Texts are as in the file, byte for byte, where they are
// keys (site, canteen, school), trimmed elsewhere.
struct SiteName {
  std::string name, type;
  auto operator<=>(const SiteName&) const = default;
};
struct CountRow {
  std::uint32_t line = 0, site = 0;  // site: into CountTable::sites
  Day day;
  std::optional<double> ordered, eaten;  // whole numbers >= 0
};
struct CountTable {
  std::vector<SiteName> sites;
  std::vector<CountRow> rows;  // in the order of the file
};
struct CityRow {
  std::uint32_t line = 0;
  Day day;
  std::optional<double> ordered, eaten;
};
struct CanteenRow {
  std::uint32_t line = 0;
  std::string name, type, sector, siret;
};
struct SiteRow {
  std::uint32_t line = 0;
  SiteName site;
  std::optional<SiteName> canteen;  // none: «hors périmètre»
};
struct SchoolRow {
  std::uint32_t line = 0;
  std::string school;
  std::optional<SiteName> canteen;
};
struct PupilRow {
  std::uint32_t line = 0;
  std::string school;
  int school_year = 0;  // its first calendar year
  double pupils = 0;
};
struct MenuRow {
  std::uint32_t line = 0;
  Day day;
  int rank = 0;  // from 1; the order of the file within the day when there is no column
  std::string dish, component;
};
struct HolidayRow {
  std::uint32_t line = 0;
  std::string name, zone;
  Day first, last;  // days off, both included
};
struct StrikeRow {
  std::uint32_t line = 0;
  Day day;
  std::string scope;
};
struct StrikeSheetRow {
  std::uint32_t line = 0;
  std::string canteen;
  Day day;
  std::optional<double> staff_expected, staff_declared, teachers_declared, classes_closed;
  std::optional<double> strength;  // 0 to 1, share of the usual guests expected
  std::string service;             // normal, froid, pique-nique, fermé
};
struct OutingRow {
  std::uint32_t line = 0;
  std::string canteen, class_label;
  Day day;
  double pupils_away = 0;
  bool picnic = false;
};
struct ClosureRow {
  std::uint32_t line = 0;
  std::string canteen, reason, host;
  Day first, last;
};
struct SchoolYearRow {
  std::uint32_t line = 0;
  int school_year = 0;
  Day first, last;  // first and last day of class
};
struct PublicHolidayRow {
  std::uint32_t line = 0;
  Day day;
};

using IntakeRows =
    std::variant<CountTable, std::vector<CanteenRow>, std::vector<SiteRow>, std::vector<SchoolRow>,
                 std::vector<PupilRow>, std::vector<MenuRow>, std::vector<HolidayRow>, std::vector<StrikeRow>,
                 std::vector<StrikeSheetRow>, std::vector<OutingRow>, std::vector<ClosureRow>,
                 std::vector<CityRow>, std::vector<SchoolYearRow>, std::vector<PublicHolidayRow>>;

struct IntakeOptions {
  quality::ReadOptions read;
  std::map<Field, std::string> mapping;  // labels by field, from an earlier file
  std::string service = "midi";          // rows of another service are left out, and said
  std::string zone = "B";                // of the holidays to keep; empty: all
  double max_meals = 5000;               // of one row: above, the row is refused
  double max_pupils = 5000;
};

struct IntakeTable {
  TableKind kind = TableKind::counts;
  std::string file, sha256, encoding;
  IntakeRows rows;
  std::size_t rows_read = 0, rows_kept = 0;
  std::vector<Finding> findings;
  base::json::object mapping;              // label by field, to be shown and saved
  std::vector<std::string> other_columns;  // labels that nothing uses
};

// Errors: those of read_raw_table; invalid "wrong-kind" when required columns are missing (the message says
// which, and what the file looks like).
Result<IntakeTable> read_table(TableKind kind, const std::filesystem::path& path,
                               const IntakeOptions& options = {});
Result<IntakeTable> read_table(TableKind kind, quality::ByteSourcePtr bytes, std::string name,
                               const IntakeOptions& options = {});
Result<IntakeTable> table_of(TableKind kind, const RawTable& raw, const IntakeOptions& options = {});

inline constexpr std::size_t max_listed_faults =
    1000;  // of one code and column of a file; the rest is counted

}  // namespace parvis::canteen
