// Any bytes on the repair desk: a clear error or a session whose log rebuilds its result.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "grants/repair/repair_outputs.hpp"
#include "grants/repair/repair_session.hpp"

namespace {

std::shared_ptr<const parvis::grants::RepairPlan> plan() {
  using namespace parvis::grants;
  static const auto made = [] {
    RepairPlan out;
    const auto add = [&](const char* name, FieldReads reads, FieldRole role) {
      FieldPlan field;
      field.name = name;
      field.reads = reads;
      field.role = role;
      out.fields.push_back(field);
    };
    add("nom", FieldReads::text, FieldRole::receiver_name);
    add("siret", FieldReads::siret, FieldRole::receiver_id);
    add("montant", FieldReads::amount, FieldRole::amount);
    add("date", FieldReads::date, FieldRole::none);
    add("versement", FieldReads::period, FieldRole::none);
    add("nature", FieldReads::nature, FieldRole::none);
    return std::make_shared<const RepairPlan>(std::move(out));
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis::grants;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  // Workbooks are decoded in a child of the program, which this is not.
  if (bytes.starts_with("PK")) return 0;
  auto session = RepairSession::open(bytes, plan());
  if (!session) return 0;
  const auto again = RepairSession::resume(bytes, plan(), session->journal());
  if (!again || repaired_csv(again->table()) != repaired_csv(session->table())) std::abort();
  (void)session->answer(RepairAnswer::accept("all"));
  (void)session->answer(RepairAnswer::undo("all"));
  return 0;
}
