// How reports leave as files: staff CSV (UTF-8 with BOM, semicolons), open-data CSV (commas) and GeoJSON (RFC
// 7946, longitude then latitude). Open data carries neither text nor photo: dates to the day, positions to 4
// decimals.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "street/area.hpp"
#include "street/category.hpp"
#include "street/report.hpp"

namespace parvis::street {

struct ExportContext {
  const Catalogue* catalogue = nullptr;
  const Areas* areas = nullptr;
  std::string zone = "Europe/Paris";
};

std::string staff_csv_header(bool with_contact);
// `contact` is written only where the header has its columns.
std::string staff_csv_row(const Report& report, const ExportContext& context, bool with_contact,
                          const Contact* contact);

std::string open_csv_header();
// Empty for a report that is not public.
std::string open_csv_row(const Report& report, const ExportContext& context);
// One Feature, or nothing for a report that is not public. Without position: geometry null.
std::optional<std::string> open_geojson_feature(const Report& report, const ExportContext& context);
// Table Schema of the open CSV.
base::json::object open_table_schema();

// A cell that a spreadsheet would run (= + - @ tab) gets a leading apostrophe; quoted where needed.
std::string csv_cell(std::string_view text, char separator);

}  // namespace parvis::street
