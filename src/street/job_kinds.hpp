// Kinds of the jobs of street reports, as stored in the queue.
#pragma once

#include <string_view>

namespace parvis::street {

inline constexpr std::string_view job_cover_photo = "street.photo.cover";  // {photo}
inline constexpr std::string_view job_late_suggestion = "street.suggest";  // {report}
inline constexpr std::string_view job_notice = "street.notice";            // {report, seq, code, author_only}
inline constexpr std::string_view job_nightly = "street.nightly";          // {}

}  // namespace parvis::street
