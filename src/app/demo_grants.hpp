// The made-up grants of the demonstration town: reference/demo/subventions.csv dropped on the repair desk as
// a person would, compared with itself, sent to publication, and its first year published.
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "grants/grants_service.hpp"

namespace parvis::app {

struct DemoGrants {
  std::size_t rows = 0;   // in the basket of publication
  std::size_t pairs = 0;  // that wait for an answer
};

// `folder` holds subventions.csv. `actor` is the account that did it. The database must hold no grant.
Result<DemoGrants> make_demo_grants(grants::GrantsService& service, const std::filesystem::path& folder,
                                    const std::string& actor);

}  // namespace parvis::app
