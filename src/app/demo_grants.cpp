#include "app/demo_grants.hpp"

#include "base/file.hpp"

namespace parvis::app {
namespace {

constexpr int published_year = 2025;  // the first year of the file; the second one waits

}  // namespace

Result<DemoGrants> make_demo_grants(grants::GrantsService& service, const std::filesystem::path& folder,
                                    const std::string& actor) {
  PARVIS_TRY(bytes, base::read_file(folder / "subventions.csv"));
  PARVIS_TRY(file, service.repair().drop("subventions.csv", std::move(bytes), "scdl/subventions", actor));
  PARVIS_TRY(compared, service.pairs().compare(file.id, actor));
  PARVIS_TRY(taken, service.repair().send(file.id, file.version, actor));
  // Few of its grants pass the threshold: the town shows them all.
  PARVIS_CHECK(service.publication().set_scope(grants::Scope::all, actor));
  PARVIS_CHECK(service.publication().publish(published_year, actor));
  return DemoGrants{taken.added, compared.pairs};
}

}  // namespace parvis::app
