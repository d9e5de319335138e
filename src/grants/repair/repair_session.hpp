// A file on the repair desk (RP-1 to RP-13): read, understood, repaired by rule, then answered by people. The
// state is the source and the log: a session opened again from both is the same session. Pure but for the
// decoding of the bytes; one thread.
//
//   auto session = RepairSession::open(bytes, schema, headers);
//   session->answer(RepairAnswer::accept("rule:read-period"));
//   session->journal();                       // journal.jsonl
//   repair_outputs(*session, check);          // publiable.csv and the others
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "grants/repair/change_log.hpp"
#include "grants/repair/repair_table.hpp"

namespace parvis::grants {

struct RepairOptions {
  SourceOptions source;
  std::optional<std::size_t> header_row;  // record number from 1; absent: sought
  MapMemory memory;
};

// What a person says. `which` names lines of the log: "12", "rule:read-date" (a rule or a defect),
// "column:montant", "all", or several of them joined by "," which must all hold.
struct RepairAnswer {
  enum class Kind : std::uint8_t { accept, undo, value, column, constant };
  Kind kind = Kind::accept;
  std::string which;          // of accept and undo
  std::size_t candidate = 0;  // of accept, where there are several readings
  std::uint64_t row = 0;      // of value: record number
  std::string field;          // of value, column ("" keeps it aside) and constant
  std::string value;          // of value and constant
  std::size_t position = 0;   // of column: from 1

  static RepairAnswer accept(std::string which, std::size_t candidate = 0);
  static RepairAnswer undo(std::string which);
  static RepairAnswer give(std::uint64_t row, std::string field, std::string value);
  static RepairAnswer map(std::size_t position, std::string field);
  static RepairAnswer everywhere(std::string field, std::string value);
};

class RepairSession {
 public:
  // Errors: those of read_source; invalid when the file holds no table.
  static Result<RepairSession> open(std::string bytes, std::shared_ptr<const RepairPlan> plan,
                                    const RepairOptions& options = {});
  // The same session from the source and its journal, without running a rule. Errors: conflict for another
  // source ("other-source") or schema; invalid for a broken chain, naming the line.
  static Result<RepairSession> resume(std::string bytes, std::shared_ptr<const RepairPlan> plan,
                                      std::string_view journal);

  // Errors: not_found when nothing is meant, invalid when it cannot be done. Nothing is half done.
  Status answer(const RepairAnswer& answer);
  // An accept file: {"columns":[{position|label, field}], "constants":[{field, value}], "values":[{row,
  // field, value}], "accept":[which | {which, candidate}], "undo":[which]}. All are optional, done in this
  // order.
  Status answer_all(const base::json::object& answers);

  [[nodiscard]] const RepairTable& table() const { return table_; }
  [[nodiscard]] const std::vector<RepairChange>& changes() const { return log_.changes(); }
  [[nodiscard]] std::string journal() const;

 private:
  RepairSession(SourceFile source, std::shared_ptr<const RepairPlan> plan, HeaderPlace header);
  void begin(const MapMemory& memory);
  void set_rows_aside();
  Status accept(const RepairAnswer& answer);
  Status accept_line(RepairChange line, std::size_t candidate);
  Status undo(const RepairAnswer& answer);
  void undo_line(const RepairChange& line);
  Status give(const RepairAnswer& answer);
  Status map(std::size_t position, const std::string& field, std::uint64_t answers);
  Status everywhere(const RepairAnswer& answer);
  void write_value(std::size_t row, std::size_t field, const std::string& value, std::uint64_t answers);
  void undo_field(std::size_t field);

  RepairTable table_;
  ChangeLog log_;
};

// True when a selector names the line.
[[nodiscard]] bool selects(std::string_view which, const RepairChange& change);

}  // namespace parvis::grants
