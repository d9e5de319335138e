// What a person says of a repair, from the accept file to the lines of the log.
#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "grants/repair/repair_session.hpp"

namespace parvis::grants {

namespace {

namespace json = base::json;

std::optional<std::uint64_t> as_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool selects_one(std::string_view term, const RepairChange& change) {
  if (term == "all") return true;
  if (const auto seq = as_number(term)) return change.seq == *seq;
  if (term.starts_with("rule:"))
    return change.rule == term.substr(5) || code(change.defect) == term.substr(5);
  if (term.starts_with("column:")) return change.field == term.substr(7);
  return false;
}

}  // namespace

RepairAnswer RepairAnswer::accept(std::string which, std::size_t candidate) {
  RepairAnswer out;
  out.which = std::move(which);
  out.candidate = candidate;
  return out;
}

RepairAnswer RepairAnswer::undo(std::string which) {
  RepairAnswer out;
  out.kind = Kind::undo;
  out.which = std::move(which);
  return out;
}

RepairAnswer RepairAnswer::give(std::uint64_t row, std::string field, std::string value) {
  RepairAnswer out;
  out.kind = Kind::value;
  out.row = row;
  out.field = std::move(field);
  out.value = std::move(value);
  return out;
}

RepairAnswer RepairAnswer::map(std::size_t position, std::string field) {
  RepairAnswer out;
  out.kind = Kind::column;
  out.position = position;
  out.field = std::move(field);
  return out;
}

RepairAnswer RepairAnswer::everywhere(std::string field, std::string value) {
  RepairAnswer out;
  out.kind = Kind::constant;
  out.field = std::move(field);
  out.value = std::move(value);
  return out;
}

bool selects(std::string_view which, const RepairChange& change) {
  bool any = false;
  for (std::size_t at = 0; at <= which.size();) {
    const auto end = std::min(which.find(',', at), which.size());
    if (!selects_one(base::trim(which.substr(at, end - at)), change)) return false;
    any = true;
    at = end + 1;
  }
  return any;
}

Status RepairSession::answer_all(const json::object& answers) {
  const auto each = [&](std::string_view key, const auto& act) -> Status {
    const auto* list = answers.if_contains(key);
    if (list == nullptr) return {};
    if (!list->is_array())
      return fail(ErrorKind::invalid, "«\u00A0" + std::string(key) + "\u00A0» doit être une liste.");
    for (const auto& item : list->get_array()) PARVIS_CHECK(act(item));
    return {};
  };
  const auto object_of = [](const json::value& item) {
    return item.is_object() ? item.get_object() : json::object{};
  };
  PARVIS_CHECK(each("columns", [&](const json::value& item) -> Status {
    const auto object = object_of(item);
    auto position = static_cast<std::size_t>(std::max<std::int64_t>(base::integer_or(object, "position"), 0));
    const std::string label = base::text_or(object, "label");
    for (const auto& column : table_.maps().columns)
      if (position == 0 && !label.empty() && column.label == label) position = column.position + 1;
    return answer(RepairAnswer::map(position, base::text_or(object, "field")));
  }));
  PARVIS_CHECK(each("constants", [&](const json::value& item) -> Status {
    const auto object = object_of(item);
    return answer(RepairAnswer::everywhere(base::text_or(object, "field"), base::text_or(object, "value")));
  }));
  PARVIS_CHECK(each("values", [&](const json::value& item) -> Status {
    const auto object = object_of(item);
    const auto row = std::max<std::int64_t>(base::integer_or(object, "row"), 0);
    return answer(RepairAnswer::give(static_cast<std::uint64_t>(row), base::text_or(object, "field"),
                                     base::text_or(object, "value")));
  }));
  const auto which = [](const json::value& item, const json::object& object) {
    return item.is_string() ? std::string(item.get_string()) : base::text_or(object, "which");
  };
  PARVIS_CHECK(each("accept", [&](const json::value& item) -> Status {
    const auto object = object_of(item);
    const auto candidate =
        static_cast<std::size_t>(std::max<std::int64_t>(base::integer_or(object, "candidate"), 0));
    return answer(RepairAnswer::accept(which(item, object), candidate));
  }));
  return each("undo", [&](const json::value& item) -> Status {
    return answer(RepairAnswer::undo(which(item, object_of(item))));
  });
}

}  // namespace parvis::grants
