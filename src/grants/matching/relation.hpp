// Which kind of likeness two requests have, once it is known whether they are one project. Pure.
#pragma once

#include "grants/matching/judgement.hpp"

namespace parvis::grants {

// Years of the requests, or those written in the titles where a request has none; false when unknown.
[[nodiscard]] bool other_year(const ComparedRequests& pair);
// Two amounts that look cut from one: 3 000 and 7 000.
[[nodiscard]] bool amounts_complete(const Request& a, const Request& b);
[[nodiscard]] Relation relation_of(const ComparedRequests& pair, const Comparison& comparison, bool same);

}  // namespace parvis::grants
