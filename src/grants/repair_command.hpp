// `parvis grants repair FILE --schema NAME|PATH --out DIR`: the repair desk from the command line.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::grants {

// `args` begins after "repair". Writes publiable.csv, a-corriger.csv, mis-de-cote.csv, journal.jsonl,
// rapport.json and rapport.html into DIR. With --accept or --undo a journal of the same file in DIR is gone
// on with. 0 all rows publishable, 1 refusals or suggestions left, 2 wrong usage or no such file or schema, 3
// not readable as a table, 4 schema not valid, 5 internal.
int repair_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::grants
