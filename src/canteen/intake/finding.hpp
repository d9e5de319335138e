// What reading a town's files has to say: faults, questions and proposals, each with its place, three
// examples and, where something can be mended, a repair with everything needed to take it back. Nothing is
// changed silently: a repair is applied only when its id is accepted. Plain values; not thread-safe while
// filled.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/code_list.hpp"
#include "base/json.hpp"

namespace parvis::canteen {

enum class Severity { error, question, warning, note };  // error: a row, or a file, is left out
inline constexpr base::CodeList<Severity, 4> severity_codes{{"erreur", "question", "alerte", "note"}};

// One cell that a repair changes: what to write back to undo it. `line` 0: not one line of the file.
struct Change {
  std::uint64_t line = 0;
  std::string column, before, after;
};

struct Repair {
  std::string id;        // stable for the same file and trap: "dates-inversees:greves.csv"
  std::string sentence;  // French, what accepting does
  std::vector<Change> undo;
};

inline constexpr std::size_t max_examples = 3;
inline constexpr std::size_t max_listed_lines = 1000;  // of one finding; rows_affected counts all

struct Finding {
  std::string code;  // "swapped-dates"
  Severity severity = Severity::warning;
  std::string file;        // as given by the caller, without its folder
  std::uint64_t line = 0;  // physical line of the first place; 0: the file as a whole
  std::string column;      // label in the file; empty: the row as a whole
  std::string value;       // as it stands there
  std::string message;     // French, for an agent
  std::size_t rows_affected = 0;
  std::vector<std::uint64_t> lines;
  std::vector<std::string> examples;
  std::optional<Repair> repair;

  // Counts one more place, keeps its line and, for the first three, its example.
  void add(std::uint64_t at_line, const std::string& example);
};

// Which repairs a person accepts.
struct Acceptance {
  bool all = true;
  std::set<std::string, std::less<>> ids;  // looked at when `all` is false
  [[nodiscard]] bool accepts(std::string_view id) const { return all || ids.contains(id); }
};
// "all", "none", or ids separated by commas.
[[nodiscard]] Acceptance acceptance_of(std::string_view text);

// «text» with the blanks that French puts inside.
[[nodiscard]] std::string in_quotes(std::string_view text);
[[nodiscard]] bool any_error(const std::vector<Finding>& findings);
// Header and one line per finding:
// file,line,column,value,code,severity,message_fr,repair_id,repair,rows_affected.
[[nodiscard]] std::string findings_csv(const std::vector<Finding>& findings, char separator = ',');
[[nodiscard]] base::json::array findings_json(const std::vector<Finding>& findings);

}  // namespace parvis::canteen
