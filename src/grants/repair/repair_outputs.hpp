// What leaves the desk (RP-13): rows that the table checker accepts and nobody need look at again, the others
// with their reasons, what was kept aside, and the sums that show that nothing was lost on the way. Pure but
// for the checker that is handed in.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "grants/repair/repair_session.hpp"

namespace parvis::grants {

// One error of the table checker on the repaired table.
struct RowFault {
  std::size_t row = 0;  // data row, from 0
  std::string field;
  std::string code;
  std::string message;  // French
};
// `csv`: UTF-8, commas, line feeds, the schema's header. Errors of the table as a whole are the Result's.
using CheckRepaired = std::function<Result<std::vector<RowFault>>(std::string_view csv)>;

struct Amounts {
  std::uint64_t rows = 0;
  std::int64_t cents = 0;
  std::uint64_t unread = 0;  // rows whose amount is empty or cannot be read
};

struct RepairOutputs {
  std::string publishable_csv, to_mend_csv, aside_csv;
  Amounts before;       // as read in the source, rows kept aside included
  Amounts publishable;  // rows with no error and nothing open
  Amounts to_mend;
  Amounts aside;                              // totals and repeated headers
  std::uint64_t publishable_if_accepted = 0;  // were every suggestion accepted
  [[nodiscard]] bool balanced() const { return before.rows == publishable.rows + to_mend.rows + aside.rows; }
};

// The whole repaired table, rows kept aside left out; the same bytes for the same state.
[[nodiscard]] std::string repaired_csv(const RepairTable& table);

// Errors: those of the checker.
Result<RepairOutputs> repair_outputs(const RepairSession& session, const CheckRepaired& check);

}  // namespace parvis::grants
