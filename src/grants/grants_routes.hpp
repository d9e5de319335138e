// The parts of the grants service that are reached over HTTP, one function each; grants_api.cpp adds them.
#pragma once

#include "grants/grants_context.hpp"
#include "grants/publication/publication_desk.hpp"
#include "net/router.hpp"

namespace parvis::grants {

// /api/v1/grants/publications…: the basket, answers, publishing, withdrawing. Rights grants.read and
// grants.publish.
void add_publication_api(net::Router& router, GrantsContext& context, PublicationDesk& desk);
// /donnees/subventions…: what the public downloads.
void add_publication_pages(net::Router& router, GrantsContext& context, PublicationDesk& desk);

}  // namespace parvis::grants
