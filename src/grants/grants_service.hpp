// The grants service of one installation: its context and desks, made once, and its routes.
#pragma once

#include <memory>

#include "grants/checking/check_desk.hpp"
#include "grants/desk/pair_desk.hpp"
#include "grants/desk/repair_desk.hpp"
#include "grants/desk/schema_shelf.hpp"
#include "grants/grants_context.hpp"
#include "grants/publication/publication_desk.hpp"
#include "net/router.hpp"

namespace parvis::grants {

class GrantsService {
 public:
  // Reads the dated rules of `context.settings.reference_dir` and the shipped pair model. Errors: those of
  // the files.
  static Result<std::unique_ptr<GrantsService>> make(GrantsContext context);
  GrantsService(const GrantsService&) = delete;
  GrantsService& operator=(const GrantsService&) = delete;

  // The service must outlive the router.
  void add_routes(net::Router& router);

  [[nodiscard]] PublicationDesk& publication() { return publication_; }
  [[nodiscard]] RepairDesk& repair() { return repair_; }
  [[nodiscard]] PairDesk& pairs() { return *pairs_; }

 private:
  explicit GrantsService(GrantsContext context);
  GrantsContext context_;
  SchemaShelf schemas_;
  PublicationDesk publication_;
  RepairDesk repair_;
  std::unique_ptr<PairDesk> pairs_;
  CheckDesk checks_;
};

}  // namespace parvis::grants
