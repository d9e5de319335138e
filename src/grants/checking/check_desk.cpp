#include "grants/checking/check_desk.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "quality/table_schema/schema_catalogue.hpp"

namespace parvis::grants {
namespace {

net::RateLimitSettings rate_settings(const CheckSettings& settings) {
  net::RateLimitSettings out;
  out.max_per_minute = static_cast<double>(settings.max_per_minute);
  out.max_per_hour = static_cast<double>(settings.max_per_hour);
  return out;
}

std::tuple<bool, bool, std::string_view> rank(const SchemaChoice& choice) {
  return {choice.name != default_check_schema, !choice.name.starts_with("scdl/"), choice.name};
}

std::vector<SchemaChoice> shipped_choices() {
  std::vector<SchemaChoice> list;
  for (const auto& entry : quality::SchemaCatalogue({quality::shipped_schemas_folder()}).list()) {
    SchemaChoice choice{entry.name, entry.name};
    if (const auto schema = quality::shipped_schema(entry.name); schema && !schema->title.empty()) {
      choice.title = schema->title;
    }
    list.push_back(std::move(choice));
  }
  std::sort(list.begin(), list.end(),
            [](const SchemaChoice& a, const SchemaChoice& b) { return rank(a) < rank(b); });
  return list;
}

}  // namespace

CheckDesk::CheckDesk(CheckSettings settings)
    : settings_(settings), runs_(settings), limit_(rate_settings(settings)) {}

Result<std::shared_ptr<const quality::SchemaProgram>> CheckDesk::program(const std::string& name) {
  const std::lock_guard guard(lock_);
  if (const auto found = programs_.find(name); found != programs_.end()) return found->second;
  auto schema = quality::shipped_schema(name);
  if (!schema) {
    const bool unknown = schema.error().kind == ErrorKind::not_found;
    return fail(
        ErrorKind::invalid,
        unknown ? "Le schéma «\u00A0" + name + "\u00A0» n’est pas connu ici." : schema.error().message,
        schema.error().detail, unknown ? "schema_unknown" : "schema_invalid");
  }
  auto made = std::make_shared<const quality::SchemaProgram>(std::move(*schema));
  return programs_.emplace(name, std::move(made)).first->second;
}

std::vector<SchemaChoice> CheckDesk::choices() {
  const std::lock_guard guard(lock_);
  if (choices_.empty()) choices_ = shipped_choices();
  return choices_;
}

Status CheckDesk::admit(const std::string& address) {
  if (!limit_.take(address)) return {};
  return fail(ErrorKind::unavailable,
              "Vous avez contrôlé beaucoup de fichiers. Veuillez patienter avant le suivant.", {},
              "too_many_requests");
}

quality::ReadLimits CheckDesk::read_limits() const {
  quality::ReadLimits limits;
  limits.max_bytes = static_cast<std::uint64_t>(settings_.max_file_mb) << 20U;
  limits.max_unpacked_bytes = 4 * limits.max_bytes;
  return limits;
}

}  // namespace parvis::grants
