// Which kind of likeness two requests have, once it is known whether they are one project. Pure.
#pragma once

#include "grants/matching/judgement.hpp"

namespace parvis::grants {

// Two years of the requests, or two titles that name years and none in common («Fonctionnement 2021» and «…
// 2022» given in one year); a title's year stands in where a request has none. False when unknown.
[[nodiscard]] bool other_year(const ComparedRequests& pair);
// Two amounts that look cut from one: 3 000 and 7 000.
[[nodiscard]] bool amounts_complete(const Request& a, const Request& b);
[[nodiscard]] Relation relation_of(const ComparedRequests& pair, const Comparison& comparison, bool same);

}  // namespace parvis::grants
