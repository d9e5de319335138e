// The parts of the grants service that are reached over HTTP, one function each; grants_api.cpp adds them.
#pragma once

#include "account/staff_route.hpp"
#include "grants/desk/pair_desk.hpp"
#include "grants/desk/repair_desk.hpp"
#include "grants/grants_context.hpp"
#include "grants/publication/publication_desk.hpp"
#include "net/router.hpp"

namespace parvis::grants {

using account::staff_route;
[[nodiscard]] net::Param query_param(std::string name, net::ParamType type, std::string description);

// /api/v1/grants/publications…: the basket, answers, publishing, withdrawing. Rights grants.read and
// grants.publish.
void add_publication_api(net::Router& router, GrantsContext& context, PublicationDesk& desk);
// /donnees/subventions…: what the public downloads.
void add_publication_pages(net::Router& router, GrantsContext& context, PublicationDesk& desk);

// /api/v1/grants/files…: the repair desk. Rights grants.read and grants.repair.
void add_repair_api(net::Router& router, GrantsContext& context, RepairDesk& desk);

// /api/v1/grants/pairs…: what looks alike. Rights grants.read and grants.instruct.
void add_pair_api(net::Router& router, PairDesk& desk);

}  // namespace parvis::grants
