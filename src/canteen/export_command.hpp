// `parvis canteen export`: what leaves the service as a file: the declaration for ma-cantine, the counts, the
// passports of the data. No name of a person and no count of diets is in any of them (PR-1).
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "canteen/canteen_context.hpp"
#include "canteen/waste/waste_desk.hpp"

namespace parvis::canteen {

struct ExportOptions {
  std::string what;  // ma-cantine, menus-scdl, counts, passport
  int year = 0;      // civil for ma-cantine, else the first of the school year
  bool french = false;
  std::string data;  // a folder of town files; empty: the database
  std::string out;   // empty: standard output
  std::string home, database;
};
[[nodiscard]] std::optional<ExportOptions> read_export_options(const std::vector<std::string>& args,
                                                               std::ostream& out, std::ostream& err,
                                                               int& code);

// Columns `canteen,date,service,ordered,eaten`, of one school year, by day then canteen; the key is the
// town's own.
[[nodiscard]] std::string counts_csv(const TownHistory& history, int school_year, bool french);

// Exit codes: 0 done; 1 some campaigns cannot leave, the rest is written; 2 usage; 3 nothing to write.
int export_of_folder(const ExportOptions& options, std::ostream& out, std::ostream& err);
int export_of_town(CanteenContext& context, WasteDesk& desk, const ExportOptions& options, std::ostream& out,
                   std::ostream& err);

}  // namespace parvis::canteen
