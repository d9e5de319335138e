// `parvis canteen import`: reads and checks files of a town's canteens and says everything that is wrong with
// them, by line, with the repairs proposed. It writes a report, never the data. A folder is read as a whole
// town.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::canteen {

// Exit: 0 done; 1 some rows refused, the rest good; 2 usage; 3 a file refused; 4 a red passport.
int import_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::canteen
