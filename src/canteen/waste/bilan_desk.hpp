// Makes the report of a period from the town's database, and keeps each as it was made: asking again for the
// same period from the same data gives the same one, and a new factor makes a new one beside. Thread-safe;
// one report at a time is computed.
#pragma once

#include <mutex>
#include <vector>

#include "canteen/canteen_context.hpp"
#include "canteen/desk/stored_history.hpp"
#include "canteen/waste/bilan.hpp"
#include "canteen/waste/waste_store.hpp"

namespace parvis::canteen {

// Names of the shipped file's factors, then the town's own.
Result<std::vector<Factor>> shipped_factors(const std::filesystem::path& reference_dir);

class BilanDesk {
 public:
  explicit BilanDesk(CanteenContext& context) : context_(context) {}

  // Today's date and the town's name are filled in. Errors: invalid (code "from", "to"); not_found
  // ("no_rows", "no_history"); unavailable (code "busy") while another one is computed.
  Result<Bilan> make(BilanRequest request);
  // The stored one of the same data, else made and stored.
  Result<base::json::object> report(const BilanRequest& request);
  // In force today for this town.
  Result<std::vector<Factor>> factors();

 private:
  struct Facts;
  Result<Facts> facts_of(const BilanRequest& request);
  Result<BilanRequest> filled(BilanRequest request) const;
  CanteenContext& context_;
  std::mutex one_at_a_time_;
};

}  // namespace parvis::canteen
