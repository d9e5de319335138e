#include "street/photo_store.hpp"

#include "base/ids.hpp"
#include "street/report_row.hpp"

namespace parvis::street {
namespace {

const std::vector<std::string_view> columns{"id",
                                            "report_id",
                                            "event_seq",
                                            "kind",
                                            "rank",
                                            "original_sha",
                                            "bytes",
                                            "width",
                                            "height",
                                            "mime",
                                            "taken_at",
                                            "exif_lat",
                                            "exif_lon",
                                            "exif_error_m",
                                            "exif_bearing",
                                            "public_name",
                                            "public_sha",
                                            "thumb_sha",
                                            "blur_state",
                                            "blur_boxes",
                                            "published",
                                            "dhash",
                                            "feature_sha",
                                            "purge_original_after",
                                            "original_purged_at"};

std::string boxes_text(const std::vector<BlurBox>& boxes) {
  base::json::array array;
  for (const BlurBox& box : boxes) {
    array.emplace_back(base::json::object{{"kind", box.kind},
                                          {"x", box.x},
                                          {"y", box.y},
                                          {"w", box.w},
                                          {"h", box.h},
                                          {"score", box.score},
                                          {"by", box.by}});
  }
  return base::json::serialize(array);
}

std::vector<BlurBox> boxes_of(const std::string& text) {
  std::vector<BlurBox> boxes;
  const auto parsed = base::parse_json(text);
  if (!parsed || !parsed->is_array()) return boxes;
  for (const auto& item : parsed->get_array()) {
    if (!item.is_object()) continue;
    const auto& box = item.get_object();
    boxes.push_back({base::text_or(box, "kind", "autre"), base::number_or(box, "x"),
                     base::number_or(box, "y"), base::number_or(box, "w"), base::number_or(box, "h"),
                     base::number_or(box, "score"), base::text_or(box, "by", "")});
  }
  return boxes;
}

std::vector<store::Value> values_of(const Photo& photo) {
  store::Value lat, lon, name;
  if (photo.exif_position) {
    lat = photo.exif_position->lat;
    lon = photo.exif_position->lon;
  }
  if (!photo.public_name.empty()) name = photo.public_name;
  return {photo.id,
          photo.report_id,
          photo.event_seq,
          std::string(photo_kind_codes.code(photo.kind)),
          photo.rank,
          photo.original_sha,
          photo.bytes,
          photo.width,
          photo.height,
          photo.mime,
          millis_or_null(photo.taken_at),
          lat,
          lon,
          store::opt(photo.exif_error_m),
          store::opt(photo.exif_bearing),
          name,
          photo.public_sha,
          photo.thumb_sha,
          std::string(blur_state_codes.code(photo.blur_state)),
          boxes_text(photo.blur_boxes),
          std::int64_t{photo.published ? 1 : 0},
          photo.dhash,
          photo.feature_sha,
          millis_or_null(photo.purge_original_after),
          millis_or_null(photo.original_purged_at)};
}

Photo photo_of(const store::Row& row) {
  Photo photo;
  photo.id = row.text("id");
  photo.report_id = row.text("report_id");
  photo.event_seq = row.integer("event_seq");
  photo.kind = photo_kind_codes.parse(row.text("kind")).value_or(PhotoKind::ensemble);
  photo.rank = row.integer("rank");
  photo.original_sha = row.text("original_sha");
  photo.bytes = row.integer("bytes");
  photo.width = row.integer("width");
  photo.height = row.integer("height");
  photo.mime = row.text("mime");
  photo.taken_at = instant_or_nothing(row, "taken_at");
  if (!row.is_null("exif_lat"))
    photo.exif_position = base::LatLon{row.real("exif_lat"), row.real("exif_lon")};
  photo.exif_error_m = row.opt_real("exif_error_m");
  photo.exif_bearing = row.opt_real("exif_bearing");
  photo.public_name = row.text("public_name");
  photo.public_sha = row.text("public_sha");
  photo.thumb_sha = row.text("thumb_sha");
  photo.blur_state = blur_state_codes.parse(row.text("blur_state")).value_or(BlurState::en_attente);
  photo.blur_boxes = boxes_of(row.text("blur_boxes"));
  photo.published = row.boolean("published");
  photo.dhash = row.text("dhash");
  photo.feature_sha = row.text("feature_sha");
  photo.purge_original_after = instant_or_nothing(row, "purge_original_after");
  photo.original_purged_at = instant_or_nothing(row, "original_purged_at");
  return photo;
}

tl::unexpected<Error> absent() {
  return fail(ErrorKind::not_found, "Cette photo n'existe pas.", {}, "photo");
}

// The rule of every public picture: its faces and plates were covered, and a person or the policy let it out.
Status publishable(const Photo& photo) {
  if (!photo.published) return {};
  const bool covered = photo.blur_state == BlurState::fait || photo.blur_state == BlurState::fait_main;
  if (covered && photo.kind != PhotoKind::piece && !photo.public_name.empty()) return {};
  return fail(ErrorKind::invalid, "Cette photo ne peut pas être publiée : le floutage n'est pas fait.", {},
              "blur");
}

std::string select_where(std::string_view where) {
  return "SELECT " + column_list(columns) + " FROM street_photo WHERE " + std::string(where);
}

}  // namespace

Result<std::string> PhotoStore::add(store::Session& session, Photo photo) const {
  if (photo.id.empty()) photo.id = base::random_token();
  PARVIS_CHECK(publishable(photo));
  static const std::string statement =
      "INSERT INTO street_photo (" + column_list(columns) + ") VALUES (" + placeholders(columns.size()) + ")";
  PARVIS_TRY(written, session.execute(statement, values_of(photo)));
  static_cast<void>(written);
  return photo.id;
}

Result<Photo> PhotoStore::by_id(store::Session& session, std::string_view id) const {
  PARVIS_TRY(rows, session.query(select_where("id = ?"), {std::string(id)}));
  if (rows.empty()) return absent();
  return photo_of(rows[0]);
}

Result<Photo> PhotoStore::by_public_name(store::Session& session, std::string_view name) const {
  PARVIS_TRY(rows, session.query(select_where("public_name = ? AND published = 1"), {std::string(name)}));
  if (rows.empty()) return absent();
  return photo_of(rows[0]);
}

Result<std::vector<Photo>> PhotoStore::of_report(store::Session& session, std::string_view report_id) const {
  PARVIS_TRY(rows, session.query(select_where("report_id = ? ORDER BY rank, id"), {std::string(report_id)}));
  std::vector<Photo> photos;
  for (const auto row : rows) photos.push_back(photo_of(row));
  return photos;
}

Result<std::map<std::string, std::vector<Photo>>> PhotoStore::of_reports(
    store::Session& session, const std::vector<std::string>& report_ids) const {
  std::map<std::string, std::vector<Photo>> photos;
  if (report_ids.empty()) return photos;
  const std::vector<store::Value> values(report_ids.begin(), report_ids.end());
  PARVIS_TRY(rows, session.query(select_where("report_id IN (" + placeholders(report_ids.size()) +
                                              ") ORDER BY rank, id"),
                                 values));
  for (const auto row : rows) photos[row.text("report_id")].push_back(photo_of(row));
  return photos;
}

Status PhotoStore::update(store::Session& session, const Photo& photo) const {
  PARVIS_CHECK(publishable(photo));
  store::Value name;
  if (!photo.public_name.empty()) name = photo.public_name;
  PARVIS_TRY(
      changed,
      session.execute(
          "UPDATE street_photo SET kind = ?, rank = ?, public_name = ?, public_sha = ?, thumb_sha = ?, "
          "blur_state = ?, "
          "blur_boxes = ?, published = ?, dhash = ?, feature_sha = ?, purge_original_after = ? WHERE id = ?",
          {std::string(photo_kind_codes.code(photo.kind)), photo.rank, name, photo.public_sha,
           photo.thumb_sha, std::string(blur_state_codes.code(photo.blur_state)),
           boxes_text(photo.blur_boxes), std::int64_t{photo.published ? 1 : 0}, photo.dhash,
           photo.feature_sha, millis_or_null(photo.purge_original_after), photo.id}));
  if (changed == 0) return absent();
  return {};
}

Status PhotoStore::withdraw(store::Session& session, std::string_view id) const {
  PARVIS_TRY(changed,
             session.execute("UPDATE street_photo SET published = 0, public_name = NULL WHERE id = ?",
                             {std::string(id)}));
  if (changed == 0) return absent();
  return {};
}

Result<bool> PhotoStore::sha_known(store::Session& session, std::string_view original_sha,
                                   std::string_view other_report) const {
  PARVIS_TRY(rows, session.query(
                       "SELECT 1 AS one FROM street_photo WHERE original_sha = ? AND report_id <> ? LIMIT 1",
                       {std::string(original_sha), std::string(other_report)}));
  return !rows.empty();
}

Result<std::vector<Photo>> PhotoStore::to_purge(store::Session& session, base::Instant now,
                                                std::size_t limit) const {
  PARVIS_TRY(rows, session.query(select_where("purge_original_after <= ? AND original_purged_at IS NULL "
                                              "ORDER BY purge_original_after LIMIT ?"),
                                 {base::to_millis(now), static_cast<std::int64_t>(limit)}));
  std::vector<Photo> photos;
  for (const auto row : rows) photos.push_back(photo_of(row));
  return photos;
}

Status PhotoStore::mark_purged(store::Session& session, std::string_view id, base::Instant at) const {
  PARVIS_TRY(changed, session.execute("UPDATE street_photo SET original_purged_at = ? WHERE id = ?",
                                      {base::to_millis(at), std::string(id)}));
  if (changed == 0) return absent();
  return {};
}

Result<bool> PhotoStore::all_blurred(store::Session& session, std::string_view report_id) const {
  PARVIS_TRY(rows,
             session.query("SELECT count(*) AS n FROM street_photo WHERE report_id = ? AND kind <> 'piece' "
                           "AND blur_state NOT IN ('fait', 'fait_main', 'refuse')",
                           {std::string(report_id)}));
  return rows[0].integer("n") == 0;
}

}  // namespace parvis::street
