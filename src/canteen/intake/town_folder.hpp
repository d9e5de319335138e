// A town's folder of files, as towns keep them, read into one TownHistory: counts, sites, canteens, pupils,
// menus, holidays, strikes. Each file is known by its columns. Every trap found is a finding; repairs that
// are accepted are applied. Reads files; one call, one thread.
#pragma once

#include <filesystem>
#include <vector>

#include "canteen/intake/finding.hpp"
#include "canteen/intake/intake.hpp"
#include "canteen/town_history.hpp"
#include "quality/passport/passport.hpp"

namespace parvis::canteen {

struct TownFolderOptions {
  IntakeOptions intake;
  Acceptance accept;
};

struct TownFolder {
  TownHistory history;
  std::vector<Finding> findings;
  std::vector<quality::Passport> passports;  // comptages, effectifs, calendrier, menus, grèves
  std::vector<std::string> files;            // read, relative to the folder
  std::set<Day> holes;                       // school days without any count
};

// Errors: not_found; invalid "no-counts" when no file holds counts. A file that cannot be read is a finding.
Result<TownFolder> read_town_folder(const std::filesystem::path& folder,
                                    const TownFolderOptions& options = {});

}  // namespace parvis::canteen
