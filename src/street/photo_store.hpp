// How the photos of reports are kept: rows here, files in blob stores. A derivative is reached only by a
// random name that changes at each rendering, so that a withdrawn picture's address is dead at once.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "store/sql.hpp"
#include "street/report.hpp"

namespace parvis::street {

class PhotoStore {
 public:
  Result<std::string> add(store::Session& session, Photo photo) const;  // id
  Result<Photo> by_id(store::Session& session, std::string_view id) const;
  // Only a published derivative answers; anything else is not_found.
  Result<Photo> by_public_name(store::Session& session, std::string_view name) const;
  Result<std::vector<Photo>> of_report(store::Session& session, std::string_view report_id) const;
  // Photos of a page of reports, by report, in rank order: one query.
  Result<std::map<std::string, std::vector<Photo>>> of_reports(
      store::Session& session, const std::vector<std::string>& report_ids) const;
  // Rewrites blur state, boxes, derivative names and publication. `published` is refused (invalid) unless the
  // blur state is fait or fait_main.
  Status update(store::Session& session, const Photo& photo) const;
  // Takes the picture out of public at once: name forgotten, published false.
  Status withdraw(store::Session& session, std::string_view id) const;
  Result<bool> sha_known(store::Session& session, std::string_view original_sha,
                         std::string_view other_report) const;
  Result<std::vector<Photo>> to_purge(store::Session& session, base::Instant now, std::size_t limit) const;
  Status mark_purged(store::Session& session, std::string_view id, base::Instant at) const;
  // Whether any photo of the report still waits for its blur: nothing leaves before.
  Result<bool> all_blurred(store::Session& session, std::string_view report_id) const;
};

}  // namespace parvis::street
