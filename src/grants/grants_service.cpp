#include "grants/grants_service.hpp"

#include "base/file.hpp"
#include "grants/checking/check_routes.hpp"
#include "grants/grants_routes.hpp"
#include "quality/table_schema/sentence.hpp"
#include "quality/table_schema/table_check.hpp"

namespace parvis::grants {
namespace {

constexpr std::string_view published_schema = "scdl/subventions";
constexpr std::size_t shown_errors = 20;

// The errors of a file that is about to be published, as sentences with their row.
Result<std::vector<std::string>> errors_of(SchemaShelf& schemas, std::string_view csv) {
  PARVIS_TRY(ready, schemas.ready(std::string(published_schema)));
  const quality::SentenceWriter sentences(*ready.program);
  std::vector<std::string> errors;
  quality::TableCheckOptions options;
  options.fields_match = quality::FieldsMatch::exact;
  quality::TableCheck check(ready.program, options, [&](const quality::Finding& finding) {
    if (quality::is_warning(finding.code) || errors.size() == shown_errors) return;
    std::string text = "ligne " + std::to_string(finding.row) + ", " + std::string(finding.name) + ". ";
    sentences.append(text, finding);
    errors.push_back(std::move(text));
  });
  PARVIS_CHECK(check.feed(csv));
  PARVIS_TRY(summary, check.finish());
  if (!summary.valid() && errors.empty()) errors.emplace_back("le fichier n’est pas valide.");
  return errors;
}

}  // namespace

GrantsSettings GrantsSettings::from(const base::Settings& settings) {
  GrantsSettings out;
  out.base_url = settings.text("street.base_url", out.base_url);
  while (!out.base_url.empty() && out.base_url.back() == '/') out.base_url.pop_back();
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
