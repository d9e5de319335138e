#include "canteen/desk/count_store.hpp"

#include "canteen/desk/canteen_store.hpp"

namespace parvis::canteen {
namespace {

StoredCount count_of(const store::Row& row) {
  StoredCount out;
  out.canteen_id = row.text("canteen_id");
  out.service = row.text("service");
  out.day = day_of(row.text("day")).value_or(Day{});
  out.ordered = row.opt_real("ordered");
  out.eaten = row.opt_real("eaten");
  out.present = row.opt_real("present");
  out.flag = count_flag_codes.parse(row.text("flag")).value_or(CountFlag::doubtful);
  out.counted_at = base::from_millis(row.integer("counted_at"));
  out.source = row.text("source");
  out.counted_by = row.text("counted_by");
  out.version = row.integer("version");
  return out;
}

Status add(store::Session& session, const StoredCount& count) {
  PARVIS_TRY(
      added,
      session.execute(
          "INSERT INTO canteen_meal_day (canteen_id, service, day, ordered, eaten, present, flag, "
          "counted_at, source, counted_by, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON "
          "CONFLICT (canteen_id, service, day) DO NOTHING",
          {count.canteen_id, count.service, base::format_day(count.day), store::opt(count.ordered),
           store::opt(count.eaten), store::opt(count.present), std::string(count_flag_codes.code(count.flag)),
           base::to_millis(count.counted_at), count.source, count.counted_by}));
  if (added == 0)
    return fail(ErrorKind::conflict, "Quelqu’un a compté entre-temps : rechargez la page.", {}, "version");
  return {};
}

}  // namespace

Result<std::optional<StoredCount>> CountStore::find(store::Session& session, const std::string& canteen_id,
                                                    const std::string& service, const Day& day) {
  PARVIS_TRY(rows,
             session.query("SELECT * FROM canteen_meal_day WHERE canteen_id = ? AND service = ? AND day = ?",
                           {canteen_id, service, base::format_day(day)}));
  if (rows.empty()) return std::optional<StoredCount>();
  return std::optional<StoredCount>(count_of(rows[0]));
}

Result<bool> CountStore::put(store::Session& session, const StoredCount& count, bool exists) {
  if (!exists) {
    PARVIS_CHECK(add(session, count));
    return true;
  }
  const std::string day = base::format_day(count.day);
  PARVIS_TRY(before, find(session, count.canteen_id, count.service, count.day));
  if (!before || before->version != count.version)
    return fail(ErrorKind::conflict, "Quelqu’un a compté entre-temps : rechargez la page.", {}, "version");
  if (before->ordered == count.ordered && before->eaten == count.eaten && before->present == count.present &&
      before->flag == count.flag)
    return false;
  PARVIS_CHECK(session.execute(
      "INSERT INTO canteen_meal_day_past (canteen_id, service, day, version, ordered, eaten, counted_at, "
      "source, "
      "counted_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {before->canteen_id, before->service, day, before->version, store::opt(before->ordered),
       store::opt(before->eaten), base::to_millis(before->counted_at), before->source, before->counted_by}));
  PARVIS_CHECK(session.execute(
      "UPDATE canteen_meal_day SET ordered = ?, eaten = ?, present = ?, flag = ?, counted_at = ?, source = "
      "?, "
      "counted_by = ?, version = version + 1 WHERE canteen_id = ? AND service = ? AND day = ?",
      {store::opt(count.ordered), store::opt(count.eaten), store::opt(count.present),
       std::string(count_flag_codes.code(count.flag)), base::to_millis(count.counted_at), count.source,
       count.counted_by, count.canteen_id, count.service, day}));
  return true;
}

Result<std::vector<StoredCount>> CountStore::between(store::Session& session, const std::string& canteen_id,
                                                     const Day& from, const Day& to) {
  std::string sql = "SELECT * FROM canteen_meal_day WHERE service = 'midi' AND day >= ? AND day <= ?";
  std::vector<store::Value> values{base::format_day(from), base::format_day(to)};
  if (!canteen_id.empty()) {
    sql += " AND canteen_id = ?";
    values.emplace_back(canteen_id);
  }
  PARVIS_TRY(rows, session.query(sql + " ORDER BY day, canteen_id", values));
  std::vector<StoredCount> out;
  out.reserve(rows.size());
  for (const store::Row row : rows) out.push_back(count_of(row));
  return out;
}

Result<std::optional<Day>> CountStore::origin_at(store::Session& session, base::Instant cutoff) {
  PARVIS_TRY(
      rows, session.query("SELECT MAX(day) AS last FROM canteen_meal_day WHERE service = 'midi' AND eaten IS "
                          "NOT NULL AND counted_at <= ?",
                          {base::to_millis(cutoff)}));
  return day_of(rows[0].text("last"));
}

}  // namespace parvis::canteen
