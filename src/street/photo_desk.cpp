#include "street/photo_desk.hpp"

#include <filesystem>
#include <utility>

#include "base/ids.hpp"
#include "base/log.hpp"
#include "model/vision.hpp"
#include "store/audit_log.hpp"

namespace parvis::street {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_reason_characters = 300;

// Two files under the temporary folder, gone with the object.
struct TempPair {
  explicit TempPair(const fs::path& folder) {
    fs::path base = folder.empty() ? fs::temp_directory_path() : folder;
    std::error_code ignored;
    fs::create_directories(base, ignored);
    const std::string name = base::random_token();
    shown = base / (name + ".jpg");
    thumb = base / (name + ".mini.jpg");
  }
  ~TempPair() {
    std::error_code ignored;
    fs::remove(shown, ignored);
    fs::remove(thumb, ignored);
  }
  TempPair(const TempPair&) = delete;
  TempPair& operator=(const TempPair&) = delete;
  fs::path shown, thumb;
};

std::vector<model::FaceBox> as_faces(const std::vector<BlurBox>& boxes) {
  std::vector<model::FaceBox> faces;
  for (const BlurBox& box : boxes) faces.push_back({box.x, box.y, box.w, box.h, box.score});
  return faces;
}

// Writes both derivatives and names them anew in `photo`.
Status render(StreetContext& context, Photo& photo) {
  PARVIS_TRY(original, context.originals.path_of(photo.original_sha));
  const TempPair files(context.settings.temp_dir);
  auto derived =
      context.vision->derive(original, as_faces(photo.blur_boxes), files.shown, files.thumb, 20'000);
  if (!derived) return tl::make_unexpected(derived.error());
  PARVIS_TRY(shown, context.derivatives.put_file(files.shown));
  PARVIS_TRY(thumb, context.derivatives.put_file(files.thumb));
  photo.public_sha = shown;
  photo.thumb_sha = thumb;
  photo.public_name = base::random_token();
  return {};
}

Result<Photo> read_photo(StreetContext& context, const std::string& id) {
  return context.database.read([&](store::Session& session) { return context.photos.by_id(session, id); });
}

Result<Report> read_report(StreetContext& context, const std::string& id) {
  return context.database.read([&](store::Session& session) { return context.reports.by_id(session, id); });
}

// Vehicles' plates are not found by this program: a person looks at those photos first.
bool needs_a_person(const Report& report) {
  return report.category.rfind("VEH-", 0) == 0;
}

Status write_photo(StreetContext& context, const Photo& photo, const Actor& actor, std::string_view what) {
  return context.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(context.photos.update(session, photo));
    PARVIS_TRY(report, context.reports.by_id(session, photo.report_id));
    EventDraft event{
        actor, std::string(what), {{"photo", photo.id}, {"cadres", photo.blur_boxes.size()}}, {}, false};
    PARVIS_TRY(written, context.reports.append_event(session, report, event, context.clock.now()));
    return {};
  });
}

Error not_covered() {
  return {ErrorKind::invalid, "Les visages ne sont pas encore masqués sur cette photo.", {}, "not_covered"};
}

Error no_vision() {
  return {ErrorKind::unavailable, "La lecture des photos n'est pas disponible.", {}, "vision_missing"};
}

Error no_photo() {
  return {ErrorKind::not_found, "Cette photo n'existe pas.", {}, {}};
}

}  // namespace

Status PhotoDesk::cover(const std::string& photo_id) {
  if (!context_.vision) return tl::make_unexpected(no_vision());
  auto read = read_photo(context_, photo_id);
  if (!read)
    return read.error().kind == ErrorKind::not_found ? Status() : Status(tl::make_unexpected(read.error()));
  Photo photo = std::move(*read);
  if (photo.blur_state != BlurState::en_attente) return {};
  PARVIS_TRY(original, context_.originals.path_of(photo.original_sha));
  auto faces = context_.vision->find_faces(original, 20'000);
  Status rendered;
  if (faces) {
    photo.blur_boxes.clear();
    for (const model::FaceBox& face : *faces) {
      photo.blur_boxes.push_back({"visage", face.x, face.y, face.w, face.h, face.score, "centerface"});
    }
    rendered = render(context_, photo);
  } else {
    rendered = tl::make_unexpected(faces.error());
  }
  if (!rendered && rendered.error().kind != ErrorKind::unsupported &&
      rendered.error().kind != ErrorKind::too_large) {
    return rendered;
  }
  photo.blur_state = rendered ? BlurState::fait : BlurState::echec;
  PARVIS_TRY(report, read_report(context_, photo.report_id));
  photo.published = rendered && context_.settings.photo_policy == PhotoPolicy::automatique &&
                    photo.kind != PhotoKind::piece && !needs_a_person(report);
  return write_photo(context_, photo, {ActorKind::systeme, {}}, rendered ? "photo_masquee" : "photo_echec");
}

Result<Photo> PhotoDesk::cover_by_hand(const std::string& photo_id, std::vector<BlurBox> boxes,
                                       const Staff& staff) {
  if (!context_.vision) return tl::make_unexpected(no_vision());
  PARVIS_TRY(photo, read_photo(context_, photo_id));
  PARVIS_TRY(report, read_report(context_, photo.report_id));
  PARVIS_CHECK(check_change(staff, report));
  photo.blur_boxes = std::move(boxes);
  PARVIS_CHECK(render(context_, photo));
  photo.blur_state = BlurState::fait_main;
  photo.published = false;
  PARVIS_CHECK(write_photo(context_, photo, staff.actor(), "photo_masquee_main"));
  return photo;
}

Result<Photo> PhotoDesk::publish(const std::string& photo_id, bool published, const Staff& staff) {
  PARVIS_TRY(photo, read_photo(context_, photo_id));
  PARVIS_TRY(report, read_report(context_, photo.report_id));
  PARVIS_CHECK(check_see(staff, report));
  // one that a person kept back stays covered, and may be shown after all
  const bool kept_back = photo.blur_state == BlurState::refuse && !photo.public_sha.empty();
  if (published && photo.blur_state != BlurState::fait && photo.blur_state != BlurState::fait_main &&
      !kept_back) {
    return tl::make_unexpected(not_covered());
  }
  if (published &&
      (photo.kind == PhotoKind::piece || context_.settings.photo_policy == PhotoPolicy::jamais)) {
    return fail(ErrorKind::forbidden, "Cette photo ne peut pas être publiée.", {}, "photo_policy");
  }
  photo.published = published;
  if (!published)
    photo.blur_state = BlurState::refuse;
  else if (kept_back)
    photo.blur_state = BlurState::fait_main;
  // a new name at each change: an address once known does not come back to life
  photo.public_name = base::random_token();
  PARVIS_CHECK(write_photo(context_, photo, staff.actor(), published ? "photo_publiee" : "photo_retiree"));
  return photo;
}

Result<fs::path> PhotoDesk::original(const std::string& photo_id, const std::string& reason,
                                     const Staff& staff) {
  if (!staff.may("street.photo.original")) {
    return fail(ErrorKind::forbidden, "Vous n'avez pas le droit d'ouvrir la photo d'origine.");
  }
  if (reason.empty() || reason.size() > max_reason_characters) {
    return fail(ErrorKind::invalid, "Écrivez pourquoi vous ouvrez la photo d'origine.", {}, "reason");
  }
  PARVIS_TRY(photo, read_photo(context_, photo_id));
  PARVIS_TRY(report, read_report(context_, photo.report_id));
  PARVIS_CHECK(check_see(staff, report));
  PARVIS_TRY(path, context_.originals.path_of(photo.original_sha));
  PARVIS_CHECK(context_.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(store::append_audit(session, context_.clock.now(), "street.photo.original", staff.id,
                                     photo.id, {{"report", report.ref}, {"reason", reason}}));
    PARVIS_TRY(written, context_.reports.append_event(
                            session, report,
                            {staff.actor(), "photo_originale_ouverte", {{"photo", photo.id}}, reason, false},
                            context_.clock.now()));
    return {};
  }));
  return path;
}

Result<fs::path> PhotoDesk::published_file(const std::string& name, bool thumb) {
  auto photo = context_.database.read(
      [&](store::Session& session) { return context_.photos.by_public_name(session, name); });
  if (!photo) return tl::make_unexpected(photo.error());
  PARVIS_TRY(report, read_report(context_, photo->report_id));
  if (report.visibility != Visibility::visible || !publicly_listed(report))
    return tl::make_unexpected(no_photo());
  return context_.derivatives.path_of(thumb ? photo->thumb_sha : photo->public_sha);
}

Result<fs::path> PhotoDesk::staff_file(const std::string& photo_id, bool thumb, const Staff& staff) {
  PARVIS_TRY(photo, read_photo(context_, photo_id));
  PARVIS_TRY(report, read_report(context_, photo.report_id));
  PARVIS_CHECK(check_see(staff, report));
  const std::string& sha = thumb ? photo.thumb_sha : photo.public_sha;
  if (sha.empty()) return tl::make_unexpected(no_photo());
  return context_.derivatives.path_of(sha);
}

}  // namespace parvis::street
