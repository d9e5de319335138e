// Between a photo as received and what anyone sees of it: faces found and covered, a picture and a thumbnail
// without metadata under a random name, and a person who publishes it. The original is opened only with a
// reason, on record.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "street/report.hpp"
#include "street/street_access.hpp"
#include "street/street_context.hpp"

namespace parvis::street {

class PhotoDesk {
 public:
  explicit PhotoDesk(StreetContext& context) : context_(context) {}

  // The job: faces found, covered, derivatives written. A photo that cannot be decoded ends as «echec»; an
  // unavailable vision is an error, so that the job is tried again.
  Status cover(const std::string& photo_id);
  // Boxes drawn by hand: derivatives made again from the original under a new name; the old address is dead.
  Result<Photo> cover_by_hand(const std::string& photo_id, std::vector<BlurBox> boxes, const Staff& staff);
  // Errors: invalid while the cover is not done.
  Result<Photo> publish(const std::string& photo_id, bool published, const Staff& staff);
  // File of the original; needs street.photo.original and a reason, both written to the history and the audit
  // log.
  Result<std::filesystem::path> original(const std::string& photo_id, const std::string& reason,
                                         const Staff& staff);

  // A published derivative of a public report, by random name; anything else is not_found.
  Result<std::filesystem::path> published_file(const std::string& name, bool thumb);
  // A covered derivative for staff who may read the report.
  Result<std::filesystem::path> staff_file(const std::string& photo_id, bool thumb, const Staff& staff);

 private:
  StreetContext& context_;
};

}  // namespace parvis::street
