// `parvis canteen report`: the «Bilan» of a period, from a town's folder of files or from the database.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "canteen/waste/bilan_desk.hpp"

namespace parvis::canteen {

struct ReportOptions {
  BilanRequest request;
  std::string format = "html";  // html, json, csv
  bool french = false;          // of the CSV
  std::string data;             // a folder of town files; empty: the database
  std::string out;              // empty: standard output
  std::string home, database;   // of the database
};
// Nothing when help was asked or an option is wrong: `err` or `out` says which, and `code` is the exit code.
[[nodiscard]] std::optional<ReportOptions> read_report_options(const std::vector<std::string>& args,
                                                               std::ostream& out, std::ostream& err,
                                                               int& code);

// Exit codes: 0 done; 2 usage; 3 no figure, or the file refused; 4 red passport; 5 internal.
int report_of_folder(const ReportOptions& options, std::ostream& out, std::ostream& err);
int report_of_town(BilanDesk& desk, const ReportOptions& options, std::ostream& out, std::ostream& err);

}  // namespace parvis::canteen
