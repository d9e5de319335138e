#include "street/report_query.hpp"

#include <algorithm>
#include <cstdio>

#include "base/hashing.hpp"
#include "base/text.hpp"
#include "store/full_text.hpp"
#include "street/map_cells.hpp"
#include "street/report_row.hpp"

namespace parvis::street {
namespace {

constexpr int max_found = 1000;
constexpr std::size_t max_export_page = 500;
constexpr std::int64_t max_walked_for_count = 20'000;
// Under this many rows of cells a box is read by cell; a wider one holds so much that walking the order is
// quicker.
constexpr std::int64_t cell_rows_read = 48;

// Stands for the cells of the box. SQLite reads them by a join on their ranges; PostgreSQL would guess too
// high how many rows that gives and read the whole table, but knows it of constants.
constexpr std::string_view in_box = "{box}";

class Builder {
 public:
  Builder(const ReportFilter& filter, SortBy sort) : filter_(filter), sort_(sort) {}

  Walk build() {
    order();
    choose_index();
    conditions();
    return std::move(walk_);
  }

  void found(const std::vector<std::string>& ids) {
    walk_.nothing = ids.empty();
    found_ = true;
    walk_.lead.push_back("id IN (" + placeholders(ids.size()) + ")");
    for (const std::string& id : ids) walk_.lead_values.emplace_back(id);
  }

 private:
  std::optional<bool> open() const {
    if (filter_.open) return filter_.open;
    if (filter_.late_at) return true;
    if (filter_.states.empty()) return std::nullopt;
    const bool first = is_open(filter_.states.front());
    const bool same = std::all_of(filter_.states.begin(), filter_.states.end(),
                                  [first](State state) { return is_open(state) == first; });
    return same ? std::optional<bool>(first) : std::nullopt;
  }

  void order() {
    switch (sort_) {
      case SortBy::received:
        walk_.order = {"received_at", "id"};
        break;
      case SortBy::deadline:
        walk_.order = {"due_key", "id"};
        break;
      case SortBy::priority:
        walk_.order = {"priority", "received_at", "id"};
        break;
    }
  }

  void lead(const std::string& condition, store::Value value) {
    walk_.lead.push_back(condition);
    walk_.lead_values.push_back(std::move(value));
  }
  void rest(const std::string& condition, store::Value value) {
    walk_.rest.push_back(condition);
    walk_.rest_values.push_back(std::move(value));
  }

  void walk_by(std::string_view index) { walk_.index = "street_report_" + std::string(index); }

  void lead_open(bool value) {
    lead("is_open = ?", std::int64_t{value ? 1 : 0});
    open_led_ = true;
  }

  void choose_index() {
    if (found_) return;
    if (filter_.bbox && cell_rows(*filter_.bbox, report_cell_level) <= cell_rows_read) {
      by_cell_ = true;
      return;
    }
    const auto is_open_wanted = open();
    if (sort_ == SortBy::received)
      choose_for_received(is_open_wanted);
    else
      choose_for_urgency(is_open_wanted);
    received_range();
  }

  void choose_for_received(std::optional<bool> wanted) {
    if (!filter_.assignee.empty()) {
      walk_by("assignee");
      lead("assignee = ?", filter_.assignee);
      // the index is partial: it must be seen to hold every row asked for
      walk_.lead.emplace_back("assignee <> ''");
    } else if (filter_.teams.size() == 1) {
      walk_by(wanted ? "team_open" : "team");
      lead("team = ?", filter_.teams.front());
      if (wanted) lead_open(*wanted);
    } else if (filter_.states.size() == 1) {
      walk_by("state");
      lead("state = ?", std::string(state_codes.code(filter_.states.front())));
    } else if (filter_.categories.size() == 1 && filter_.families.empty()) {
      walk_by("category");
      lead("category = ?", filter_.categories.front());
    } else if (wanted) {
      walk_by("open_received");
      lead_open(*wanted);
    } else if (filter_.public_only) {
      walk_by("public");
      lead("is_public = ?", std::int64_t{1});
    } else {
      walk_by("received");
    }
  }

  void choose_for_urgency(std::optional<bool> wanted) {
    const std::string_view by = sort_ == SortBy::deadline ? "due" : "priority";
    if (wanted && sort_ == SortBy::deadline && filter_.teams.size() == 1) {
      walk_by("team_due");
      lead("team = ?", filter_.teams.front());
      lead_open(*wanted);
    } else if (wanted) {
      walk_by("open_" + std::string(by));
      lead_open(*wanted);
    } else {
      walk_by(by);
    }
  }

  void received_range() {
    auto& where = sort_ == SortBy::received ? walk_.lead : walk_.rest;
    auto& values = sort_ == SortBy::received ? walk_.lead_values : walk_.rest_values;
    if (filter_.from) {
      where.emplace_back("received_at >= ?");
      values.emplace_back(base::to_millis(*filter_.from));
    }
    if (filter_.to) {
      where.emplace_back("received_at < ?");
      values.emplace_back(base::to_millis(*filter_.to));
    }
    range_done_ = true;
  }

  void one_of(std::string_view column, const std::vector<std::string>& wanted) {
    if (wanted.empty()) return;
    walk_.rest.push_back(std::string(column) + " IN (" + placeholders(wanted.size()) + ")");
    for (const std::string& value : wanted) walk_.rest_values.emplace_back(value);
  }

  void conditions() {
    if (!range_done_) received_range_in_rest();
    if (const auto wanted = open(); wanted && !open_led_) rest("is_open = ?", std::int64_t{*wanted ? 1 : 0});
    std::vector<std::string> states;
    for (State state : filter_.states) states.emplace_back(state_codes.code(state));
    one_of("state", states);
    categories();
    one_of("team", filter_.teams);
    if (!filter_.assignee.empty()) rest("assignee = ?", filter_.assignee);
    if (filter_.late_at) rest("due_key < ?", base::to_millis(*filter_.late_at));
    if (!filter_.area.empty()) rest("area_ids LIKE ?", "%|" + filter_.area + "|%");
    if (!filter_.flag.empty()) rest("quality_flags LIKE ?", "%|" + filter_.flag + "|%");
    if (filter_.photos_to_check) {
      walk_.rest.emplace_back(
          "id IN (SELECT report_id FROM street_photo WHERE published = 0 AND kind <> 'piece' "
          "AND blur_state IN ('fait', 'fait_main', 'a_verifier', 'echec'))");
    }
    if (filter_.public_only) rest("is_public = ?", std::int64_t{1});
    box();
  }

  void received_range_in_rest() {
    if (filter_.from) rest("received_at >= ?", base::to_millis(*filter_.from));
    if (filter_.to) rest("received_at < ?", base::to_millis(*filter_.to));
  }

  void categories() {
    if (filter_.categories.empty() && filter_.families.empty()) return;
    std::string condition;
    if (!filter_.categories.empty())
      condition = "category IN (" + placeholders(filter_.categories.size()) + ")";
    for (const std::string& category : filter_.categories) walk_.rest_values.emplace_back(category);
    for (const std::string& family : filter_.families) {
      condition += condition.empty() ? "category LIKE ?" : " OR category LIKE ?";
      walk_.rest_values.emplace_back(family + "-%");
    }
    walk_.rest.push_back("(" + condition + ")");
  }

  void box() {
    if (!filter_.bbox) return;
    const base::BBox& box = *filter_.bbox;
    if (by_cell_) {
      walk_.lead.emplace_back(in_box);
      if (const auto wanted = open()) walk_.box_open = *wanted ? " AND c.is_open = 1" : " AND c.is_open = 0";
    }
    rest("lat >= ?", box.south);
    rest("lat <= ?", box.north);
    rest("lon >= ?", box.west);
    rest("lon <= ?", box.east);
  }

  const ReportFilter& filter_;
  SortBy sort_;
  Walk walk_;
  bool found_ = false, by_cell_ = false, open_led_ = false, range_done_ = false;
};

std::string joined(const std::vector<std::string>& conditions, std::string_view otherwise) {
  if (conditions.empty()) return std::string(otherwise);
  std::string text;
  for (const std::string& condition : conditions) {
    if (!text.empty()) text += " AND ";
    text += condition;
  }
  return text;
}

store::Sql with_index(std::string_view before, const Walk& walk, std::string_view after,
                      const ReportFilter& filter) {
  const std::string start = std::string(before) + " FROM street_report";
  const std::string end = " WHERE " + std::string(after);
  const std::size_t box = end.find(in_box);
  if (box == std::string::npos)
    return {start + (walk.index.empty() ? "" : " INDEXED BY " + walk.index) + end, start + end};
  const auto with_box = [&](const std::string& text) {
    return std::string(end).replace(box, in_box.size(), text);
  };
  return {
      "WITH r(a, b) AS (VALUES " + cell_ranges(*filter.bbox, report_cell_level) + ") " + start +
          with_box("id IN (SELECT c.id FROM r CROSS JOIN street_report c WHERE c.cell16 BETWEEN r.a AND r.b" +
                   walk.box_open + ")"),
      start + with_box(in_cell_ranges("cell16", *filter.bbox, report_cell_level))};
}

std::vector<store::Value> values_of(const Walk& walk) {
  std::vector<store::Value> values = walk.lead_values;
  values.insert(values.end(), walk.rest_values.begin(), walk.rest_values.end());
  return values;
}

std::string order_by(const Walk& walk, bool descending) {
  std::string text = " ORDER BY ";
  for (std::size_t i = 0; i < walk.order.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::string(walk.order[i]) + (descending ? " DESC" : " ASC");
  }
  return text;
}

// The sort values of the last row and its id; opaque to the caller.
std::string cursor_of(const Report& report, SortBy sort, const store::Row& row) {
  std::string text = std::string(sort_codes.code(sort)) + "|";
  if (sort == SortBy::deadline) text += std::to_string(row.integer("due_key")) + "|";
  if (sort == SortBy::priority) text += std::to_string(static_cast<int>(report.priority)) + "|";
  if (sort != SortBy::deadline) text += std::to_string(base::to_millis(report.received_at)) + "|";
  return base::base64url(text + report.id);
}

Status bad_cursor() {
  return fail(ErrorKind::invalid, "Cette page de liste n'existe plus : revenez au début.", {}, "cursor");
}

Status continue_after(const PageRequest& page, Walk& walk) {
  if (page.cursor.empty()) return {};
  const auto decoded = base::from_base64url(page.cursor);
  if (!decoded) return bad_cursor();
  const std::vector<std::string> parts = base::split(*decoded, '|');
  if (parts.size() != walk.order.size() + 1 || parts.front() != sort_codes.code(page.sort))
    return bad_cursor();
  std::vector<store::Value> values;
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    if (parts[i].empty() || parts[i].size() > 18 ||
        parts[i].find_first_not_of("0123456789-") != std::string::npos) {
      return bad_cursor();
    }
    values.emplace_back(static_cast<std::int64_t>(std::strtoll(parts[i].c_str(), nullptr, 10)));
  }
  values.emplace_back(parts.back());
  walk.rest.push_back("(" + column_list(walk.order) + (page.descending ? ") < (" : ") > (") +
                      placeholders(values.size()) + ")");
  walk.rest_values.insert(walk.rest_values.end(), values.begin(), values.end());
  return {};
}

struct Count {
  std::int64_t count = 0;
  bool exact = true;
};

// Looks at a bounded stretch of the walk only: a rare filter on a huge table answers "at least".
Result<Count> count_of(store::Session& session, const Walk& walk, const ReportFilter& filter) {
  const std::string inner = "SELECT CASE WHEN " + joined(walk.rest, "1 = 1") + " THEN 1 ELSE 0 END AS hit";
  const store::Sql looked = with_index(
      inner, walk, joined(walk.lead, "1 = 1") + " LIMIT " + std::to_string(max_walked_for_count), filter);
  auto summed = [](const std::string& from) {
    return "SELECT count(*) AS looked, count(CASE WHEN hit = 1 THEN 1 END) AS hits FROM (" + from +
           ") walked";
  };
  std::vector<store::Value> values = walk.rest_values;  // they stand first in the text
  values.insert(values.end(), walk.lead_values.begin(), walk.lead_values.end());
  PARVIS_TRY(rows, session.query({summed(looked.sqlite), summed(looked.postgres)}, values));
  const std::int64_t hits = rows[0].integer("hits");
  return Count{std::min(hits, max_counted),
               hits <= max_counted && rows[0].integer("looked") < max_walked_for_count};
}

}  // namespace

std::string reference_in(std::string_view text) {
  text = base::trim(text);
  if (text.size() < 6 || text.size() > 12 || text[4] != '-') return {};
  const std::string_view digits = text.substr(5);
  auto all_digits = [](std::string_view part) {
    return part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (!all_digits(text.substr(0, 4)) || !all_digits(digits)) return {};
  return std::string(text.substr(0, 5)) + std::string(7 - digits.size(), '0') + std::string(digits);
}

Result<Walk> plan(store::Session& session, const ReportFilter& filter, SortBy sort) {
  if (const std::string ref = reference_in(filter.query); !ref.empty()) {
    // a number is looked for everywhere the person may look
    ReportFilter alone;
    alone.public_only = filter.public_only;
    Walk walk = Builder(alone, sort).build();
    walk.index.clear();
    walk.lead.insert(walk.lead.begin(), "ref = ?");
    walk.lead_values.insert(walk.lead_values.begin(), ref);
    return walk;
  }
  Builder builder(filter, sort);
  if (!filter.query.empty()) {
    const std::string_view collection = filter.public_only ? "street_public" : "street_report";
    PARVIS_TRY(ids, store::search_text(session, collection, filter.query, max_found));
    builder.found(ids);
  }
  return builder.build();
}

Result<store::Rows> rows_matching(store::Session& session, const ReportFilter& filter,
                                  std::string_view columns, std::size_t limit) {
  PARVIS_TRY(walk, plan(session, filter, SortBy::received));
  if (walk.nothing) return store::Rows{};
  const std::string where = joined(walk.lead, "1 = 1") + " AND " + joined(walk.rest, "1 = 1") +
                            order_by(walk, true) + " LIMIT " + std::to_string(limit);
  return session.query(with_index("SELECT " + std::string(columns), walk, where, filter), values_of(walk));
}

Result<ReportPage> ReportStore::page_of(store::Session& session, const ReportFilter& filter,
                                        const PageRequest& page) const {
  PARVIS_TRY(walk, plan(session, filter, page.sort));
  ReportPage result;
  if (walk.nothing) return result;
  PARVIS_CHECK(continue_after(page, walk));
  const std::size_t limit = std::clamp<std::size_t>(page.limit, 1, max_export_page);
  const std::string where = joined(walk.lead, "1 = 1") + " AND " + joined(walk.rest, "1 = 1") +
                            order_by(walk, page.descending) + " LIMIT " + std::to_string(limit + 1);
  static const std::string columns = "SELECT " + column_list(report_columns());
  PARVIS_TRY(rows, session.query(with_index(columns, walk, where, filter), values_of(walk)));
  for (std::size_t i = 0; i < rows.size() && i < limit; ++i) {
    result.items.push_back(report_of(rows[i]));
    if (i + 1 == limit && rows.size() > limit)
      result.next_cursor = cursor_of(result.items.back(), page.sort, rows[i]);
  }
  return result;
}

Result<ReportPage> ReportStore::list(store::Session& session, const ReportFilter& filter,
                                     const PageRequest& page) const {
  PageRequest bounded = page;
  bounded.limit = std::min(page.limit, max_page);
  PARVIS_TRY(result, page_of(session, filter, bounded));
  PARVIS_TRY(walk, plan(session, filter, page.sort));
  if (walk.nothing) return result;
  PARVIS_TRY(count, count_of(session, walk, filter));
  result.total_estimate = std::max(count.count, static_cast<std::int64_t>(result.items.size()));
  result.total_is_exact = count.exact;
  return result;
}

}  // namespace parvis::street
