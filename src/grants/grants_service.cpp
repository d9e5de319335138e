#include "grants/grants_service.hpp"

#include "base/file.hpp"
#include "grants/checking/check_routes.hpp"
#include "grants/grants_routes.hpp"
#include "grants/repair/table_recheck.hpp"

namespace parvis::grants {
namespace {

constexpr std::string_view published_schema = "scdl/subventions";
constexpr std::size_t shown_errors = 20;

// The errors of a file that is about to be published, as sentences with their row.
Result<std::vector<std::string>> errors_of(SchemaShelf& schemas, std::string_view csv) {
  PARVIS_TRY(ready, schemas.ready(std::string(published_schema)));
  PARVIS_TRY(faults, recheck_with(ready.program)(csv));
  std::vector<std::string> errors;
  for (const RowFault& fault : faults) {
    if (errors.size() == shown_errors) break;
    // the header is record 1
    errors.push_back("ligne " + std::to_string(fault.row + 2) + ", " + fault.field + ". " + fault.message);
  }
  return errors;
}

}  // namespace

GrantsSettings GrantsSettings::from(const base::Settings& settings) {
  GrantsSettings out;
  out.max_file_mb = settings.integer("grants.max_file_mb", out.max_file_mb);
  out.check = CheckSettings::from(settings);
  return out;
}

GrantsService::GrantsService(GrantsContext context)
    : context_(std::move(context)),
      publication_(context_, [this](std::string_view csv) { return errors_of(schemas_, csv); }),
      repair_(context_, schemas_, publication_),
      checks_(context_.settings.check) {}

Result<std::unique_ptr<GrantsService>> GrantsService::make(GrantsContext context) {
  PARVIS_TRY(text, base::read_file(context.settings.reference_dir / "grants" / "rules.json"));
  PARVIS_TRY(rules, parse_rules(text));
  context.rules = std::move(rules);
  std::unique_ptr<GrantsService> service(new GrantsService(std::move(context)));
  PARVIS_TRY(pairs, PairDesk::make(service->context_, service->repair_));
  service->pairs_ = std::move(pairs);
  return service;
}

void GrantsService::add_routes(net::Router& router) {
  add_publication_api(router, context_, publication_);
  add_publication_pages(router, context_, publication_);
  add_repair_api(router, context_, repair_);
  add_pair_api(router, *pairs_);
  add_check_api(router, checks_);
  if (context_.pages != nullptr) add_check_page(router, checks_, *context_.pages);
}

}  // namespace parvis::grants
