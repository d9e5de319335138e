// Photos over HTTP: published pictures for everyone, covered ones for staff, originals with a reason.
#include <utility>

#include "street/photo_desk.hpp"
#include "street/report_desk.hpp"
#include "street/request_fields.hpp"
#include "street/street_routes.hpp"
#include "street/street_schemas.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

net::Response picture(const std::filesystem::path& path, const std::string& caching) {
  net::Response response = net::file(path, "image/jpeg");
  response.headers.set("Cache-Control", caching);
  return response;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// «NAME.jpg» or «NAME.mini.jpg».
Result<net::Response> get_published(StreetContext& context, net::Request& request) {
  std::string name = request.param("file");
  constexpr std::string_view mini = ".mini.jpg", full = ".jpg";
  const bool thumb = ends_with(name, mini);
  if (!ends_with(name, full)) return fail(ErrorKind::not_found, "Cette photo n'existe pas.");
  name.resize(name.size() - (thumb ? mini : full).size());
  PARVIS_TRY(path, PhotoDesk(context).published_file(name, thumb));
  // short: a photo taken back must not live on in caches
  return picture(path, "public, max-age=300");
}

Result<net::Response> get_covered(StreetContext& context, net::Request& request, bool thumb) {
  PARVIS_TRY(staff, require_staff(request, "street.read"));
  PARVIS_TRY(path, PhotoDesk(context).staff_file(request.param("id"), thumb, staff));
  return picture(path, "private, no-store");
}

Result<net::Response> get_original(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.photo.original"));
  PARVIS_TRY(path, PhotoDesk(context).original(request.param("id"), request.query_text("reason"), staff));
  net::Response response = net::file(path, "application/octet-stream");
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.set("Content-Disposition", "attachment; filename=\"original\"");
  return response;
}

json::object photo_state(const Photo& photo) {
  return {{"id", photo.id},
          {"blur_state", blur_state_codes.code(photo.blur_state)},
          {"published", photo.published},
          {"boxes", photo.blur_boxes.size()}};
}

Result<net::Response> post_publication(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.triage"));
  PARVIS_TRY(body, body_object(request));
  PARVIS_TRY(photo, PhotoDesk(context).publish(request.param("id"), base::flag_or(body, "published"), staff));
  return json_answer(photo_state(photo));
}

Result<net::Response> put_boxes(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.triage"));
  PARVIS_TRY(body, body_object(request));
  PARVIS_TRY(list, base::need_array(body, "boxes"));
  std::vector<BlurBox> boxes;
  for (const auto& one : list) {
    if (!one.is_object())
      return fail(ErrorKind::invalid, "Un cadre se décrit par x, y, w et h.", {}, "boxes");
    const json::object& from = one.get_object();
    BlurBox box{base::text_or(from, "kind", "autre"),
                base::number_or(from, "x"),
                base::number_or(from, "y"),
                base::number_or(from, "w"),
                base::number_or(from, "h"),
                1.0,
                staff.id};
    const bool inside = box.x >= 0 && box.y >= 0 && box.w > 0 && box.h > 0 && box.x + box.w <= 1.0001 &&
                        box.y + box.h <= 1.0001;
    if (!inside) return fail(ErrorKind::invalid, "Un cadre sort de la photo.", {}, "boxes");
    boxes.push_back(std::move(box));
  }
  PARVIS_TRY(photo, PhotoDesk(context).cover_by_hand(request.param("id"), std::move(boxes), staff));
  return json_answer(photo_state(photo));
}

Result<net::Response> post_photos(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.work"));
  const auto kind = photo_kind_codes.parse(request.form_text("kind", "apres"));
  if (!kind) return fail(ErrorKind::invalid, "Cette sorte de photo n'existe pas.", {}, "kind");
  PARVIS_TRY(answers,
             ReportDesk(context).add_photos(request.param("ref"), *kind, photo_files(request), staff));
  json::array photos;
  for (const PhotoAnswer& answer : answers) {
    json::object one{{"id", answer.photo ? answer.photo->id : ""}, {"name", answer.name}};
    if (answer.error) one["error"] = answer.error->message;
    photos.push_back(std::move(one));
  }
  return json_answer(json::object{{"photos", std::move(photos)}}, 201);
}

}  // namespace

void add_photo_routes(net::Router& router, StreetContext& context) {
  net::RouteOptions open;
  open.response_type = "image/jpeg";
  open.page = true;
  router.add({"GET", "/photos/{file}", "Photo publiée", "street",
              [&context](net::Request& request) { return get_published(context, request); }, open});
  auto add = [&](std::string method, std::string pattern, std::string summary,
                 std::vector<std::string> rights, net::Handler handler,
                 std::string type = "application/json") {
    net::RouteOptions options = staff_route(std::move(rights));
    options.response_type = std::move(type);
    options.response_schema = answer_schema(method, pattern);
    router.add(
        {std::move(method), std::move(pattern), std::move(summary), "street", std::move(handler), options});
  };
  add(
      "GET", "/api/street/photos/{id}/vue.jpg", "Photo masquée, pour les agents", {"street.read"},
      [&context](net::Request& request) { return get_covered(context, request, false); }, "image/jpeg");
  add(
      "GET", "/api/street/photos/{id}/mini.jpg", "Vignette masquée, pour les agents", {"street.read"},
      [&context](net::Request& request) { return get_covered(context, request, true); }, "image/jpeg");
  add(
      "GET", "/api/street/photos/{id}/original", "Photo d'origine, avec un motif", {"street.photo.original"},
      [&context](net::Request& request) { return get_original(context, request); },
      "application/octet-stream");
  add("POST", "/api/street/photos/{id}/publication", "Publie ou retire une photo", {"street.triage"},
      [&context](net::Request& request) { return post_publication(context, request); });
  add("PUT", "/api/street/photos/{id}/boxes", "Redessine les cadres qui masquent", {"street.triage"},
      [&context](net::Request& request) { return put_boxes(context, request); });
  add("POST", "/api/street/reports/{ref}/photos", "Ajoute des photos, après intervention", {"street.work"},
      [&context](net::Request& request) { return post_photos(context, request); });
}

}  // namespace parvis::street
