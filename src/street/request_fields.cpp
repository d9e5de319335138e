#include "street/request_fields.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "base/text.hpp"
#include "street/public_text.hpp"
#include "street/street_secrets.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

std::vector<std::string> list_of(const net::Request& request, std::string_view name) {
  std::vector<std::string> out;
  for (const std::string& value : request.query_all(name)) {
    for (std::string& part : base::split(value, ',')) {
      if (!base::trim(part).empty()) out.emplace_back(base::trim(part));
    }
  }
  return out;
}

// A day or an instant; a day ends at the next midnight when it closes a period.
Result<std::optional<base::Instant>> instant_of(const net::Request& request, std::string_view name,
                                                const std::string& zone, bool closing) {
  const std::string text = request.query_text(name);
  if (text.empty()) return std::optional<base::Instant>();
  if (auto day = base::parse_day(text)) {
    const base::Day at = closing ? base::plus_days(*day, 1) : *day;
    return std::optional<base::Instant>(base::instant_on(at, 0, zone));
  }
  PARVIS_TRY(instant, base::parse_instant(text));
  return std::optional<base::Instant>(instant);
}

}  // namespace

Result<std::optional<double>> number_field(const json::object& object, std::string_view key) {
  const auto* found = object.if_contains(key);
  if (!found || found->is_null()) return std::optional<double>();
  if (found->is_number()) return std::optional<double>(found->to_number<double>());
  std::string text =
      found->is_string() ? std::string(base::trim(std::string(found->get_string()))) : std::string("?");
  if (text.empty()) return std::optional<double>();
  std::replace(text.begin(), text.end(), ',', '.');
  double value = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc() || end != last || !std::isfinite(value)) {
    return fail(ErrorKind::invalid,
                "«\u00A0" + std::string(key) + "\u00A0» doit être un nombre, par exemple 48,8566.", {},
                std::string(key));
  }
  return std::optional<double>(value);
}

Result<SentPlace> place_field(const json::object& object) {
  SentPlace place;
  PARVIS_TRY(lat, number_field(object, "lat"));
  PARVIS_TRY(lon, number_field(object, "lon"));
  if (lat.has_value() != lon.has_value()) {
    return fail(ErrorKind::invalid, "Donnez la latitude et la longitude, ou aucune des deux.", {}, "place");
  }
  if (lat) {
    if (!base::valid_position({*lat, *lon})) {
      return fail(ErrorKind::invalid, "Cette position n'existe pas.", {}, "place");
    }
    place.position = base::LatLon{*lat, *lon};
  }
  PARVIS_TRY(precision, number_field(object, "position_precision"));
  PARVIS_TRY(accuracy, number_field(object, "accuracy"));
  place.precision_m = precision ? precision : accuracy;
  // a place without a source was read on a device when it has a precision, else typed or pointed by hand
  const PositionSource otherwise = place.precision_m ? PositionSource::appareil : PositionSource::carte;
  place.source = position_source_codes.parse(base::text_or(object, "position_source")).value_or(otherwise);
  return place;
}

std::vector<SentPhoto> photo_files(const net::Request& request) {
  std::vector<SentPhoto> photos;
  for (const net::UploadedFile& file : request.files) {
    if (file.field != "photo" && file.field != "photos" && file.field != "photo[]") continue;
    // a browser sends an empty part for a file field left alone
    if (file.bytes == 0 && file.filename.empty()) continue;
    photos.push_back({file.filename.empty() ? "photo" : clean_text(file.filename, 120), file.path});
  }
  return photos;
}

Result<ReportInput> report_input(const net::Request& request) {
  PARVIS_TRY(fields, body_object(request));
  ReportInput input;
  input.draft_id = base::text_or(fields, "draft");
  input.client_ref = base::text_or(fields, "client_ref");
  if (input.client_ref.size() > 100)
    return fail(ErrorKind::invalid, "La référence d'envoi est trop longue.", {}, "client_ref");
  input.category = base::text_or(fields, "category");
  input.description = base::text_or(fields, "description");
  input.address = base::text_or(fields, "address");
  input.email = std::string(base::trim(base::text_or(fields, "email")));
  input.name = base::text_or(fields, "name");
  input.phone = base::text_or(fields, "phone");
  PARVIS_TRY(place, place_field(fields));
  input.place = place;
  input.photos = photo_files(request);
  return input;
}

Status check_form(const StreetContext& context, const json::object& fields, bool time_needed) {
  if (!base::text_or(fields, "site_web").empty()) {
    return fail(ErrorKind::invalid,
                "Ce formulaire a été refusé\u00A0: un champ caché était rempli. Rechargez la page.", {},
                "decoy");
  }
  const std::string time = base::text_or(fields, "form_time");
  if (time.empty() && !time_needed) return {};
  const StreetSettings& settings = context.settings;
  switch (form_age(settings.secret_key, time, context.clock.now(), settings.form_min_seconds,
                   settings.form_max_hours)) {
    case FormAge::right:
      return {};
    case FormAge::too_soon:
      return fail(ErrorKind::invalid,
                  "Ce formulaire a été envoyé trop vite. Vérifiez-le, puis envoyez-le de nouveau.", {},
                  "too_soon");
    case FormAge::too_old:
    case FormAge::forged:
      break;
  }
  return fail(
      ErrorKind::invalid,
      "Cette page est restée ouverte trop longtemps. Vos réponses sont gardées\u00A0: envoyez de nouveau.",
      {}, "too_old");
}

Result<ReportFilter> filter_of(const net::Request& request, const Config& config,
                               const StreetContext& context, const Staff* staff) {
  ReportFilter filter;
  const std::string zone = context.town().zone;
  for (const std::string& code : list_of(request, "state")) {
    const auto state = state_codes.parse(code);
    if (!state) return fail(ErrorKind::invalid, "L'état « " + code + " » n'existe pas.", {}, "state");
    filter.states.push_back(*state);
  }
  filter.categories = list_of(request, "category");
  std::vector<std::string> families = list_of(request, "family");
  if (!staff) {
    for (const std::string& family : list_of(request, "famille")) families.push_back(family);
  }
  for (const std::string& family : families) {
    filter.families.push_back(family);
    for (const Category& category : config.catalogue.all()) {
      if (category.family == family) filter.categories.push_back(category.code);
    }
  }
  filter.query = request.query_text("q");
  filter.area = request.query_text("area");
  PARVIS_TRY(from, instant_of(request, "from", zone, false));
  PARVIS_TRY(to, instant_of(request, "to", zone, true));
  filter.from = from;
  filter.to = to;
  if (const std::string box = request.query_text("bbox"); !box.empty()) {
    PARVIS_TRY(bbox, base::parse_bbox(box));
    filter.bbox = bbox;
  }
  if (request.query.has("open")) filter.open = request.query_flag("open");
  filter.public_only = !staff || !(staff->may("street.read_private") || staff->may("street.triage"));
  if (!staff) return filter;
  filter.teams = list_of(request, "team");
  filter.assignee = request.query_flag("mine") ? staff->id : request.query_text("assignee");
  filter.flag = request.query_text("flag");
  filter.photos_to_check = request.query_text("photos") == "to_check";
  if (request.query_flag("late")) filter.late_at = context.clock.now();
  if (request.query_text("due") == "soon") filter.late_at = context.clock.now() + std::chrono::hours{24};
  return filter;
}

void apply_public_names(const net::Request& request, ReportFilter& filter, base::Instant now) {
  const std::string state = request.query_text("etat");
  if (state == "ouverts") filter.open = true;
  if (state == "clos") filter.open = false;
  if (auto one = state_codes.parse(state)) filter.states = {*one};
  const std::int64_t days = request.query_integer("depuis").value_or(0);
  if (days > 0 && days <= 3660) filter.from = now - std::chrono::days{days};
}

Result<PageRequest> page_of(const net::Request& request) {
  PageRequest page;
  if (const std::string sort = request.query_text("sort"); !sort.empty()) {
    const auto by = sort_codes.parse(sort);
    if (!by) return fail(ErrorKind::invalid, "Le tri « " + sort + " » n'existe pas.", {}, "sort");
    page.sort = *by;
  }
  page.descending = request.query_text("order", "desc") != "asc";
  page.cursor = request.query_text("cursor");
  const auto limit = request.query_integer("limit").value_or(50);
  if (limit < 1 || limit > static_cast<std::int64_t>(max_page)) {
    return fail(ErrorKind::invalid, "Demandez de 1 à 200 lignes.", {}, "limit");
  }
  page.limit = static_cast<std::size_t>(limit);
  return page;
}

}  // namespace parvis::street
