#include "street/street_context.hpp"

namespace parvis::street {

StreetSettings StreetSettings::from(const base::Settings& settings) {
  StreetSettings out;
  out.base_url = settings.text("street.base_url", out.base_url);
  while (!out.base_url.empty() && out.base_url.back() == '/') out.base_url.pop_back();
  out.mail_from = settings.text("street.mail_from", out.mail_from);
  out.basemap_file = settings.text("street.basemap_file");
  out.photo_policy = photo_policy_codes.parse(settings.text("street.photo_policy", "apres_verification"))
                         .value_or(PhotoPolicy::apres_verification);
  auto integer = [&](std::string_view name, auto& field) {
    field =
        static_cast<std::decay_t<decltype(field)>>(settings.integer(name, static_cast<std::int64_t>(field)));
  };
  integer("street.suggestion_deadline_ms", out.suggestion_deadline_ms);
  integer("street.late_suggestion_deadline_ms", out.late_suggestion_deadline_ms);
  integer("street.draft_days", out.draft_days);
  integer("street.message_fold_minutes", out.message_fold_minutes);
  integer("street.form_min_seconds", out.form_min_seconds);
  integer("street.form_max_hours", out.form_max_hours);
  integer("street.max_photo_mb", out.max_photo_mb);
  integer("street.max_request_mb", out.max_request_mb);
  integer("street.max_bulk", out.max_bulk);
  out.drafts_per_minute = settings.number("street.drafts_per_minute", out.drafts_per_minute);
  out.drafts_per_hour = settings.number("street.drafts_per_hour", out.drafts_per_hour);
  return out;
}

Status seed_street(StreetContext& context, const std::string& reference_dir) {
  return context.database.write(
      [&](store::Session& session) { return context.config.seed(session, reference_dir); });
}

}  // namespace parvis::street
