#include "grants/checking/finding_groups.hpp"

#include <algorithm>

#include "grants/checking/finding_label.hpp"

namespace parvis::grants {

std::uint64_t FindingGroups::add(const quality::Finding& finding) {
  ++(quality::is_warning(finding.code) ? warnings_ : errors_);
  const Key key{finding.field, finding.code, finding.cause};
  auto found = groups_.find(key);
  if (found == groups_.end()) {
    if (groups_.size() >= max_groups_) {
      ++outside_;
      return 0;
    }
    FindingGroup group;
    group.field = finding.field;
    group.name = finding.name;
    group.code = finding.code;
    group.cause = finding.cause;
    group.first_line = finding.line;
    sentences_.append(group.example, finding);
    found = groups_.emplace(key, std::move(group)).first;
  }
  found->second.changed = true;
  return ++found->second.count;
}

std::vector<const FindingGroup*> FindingGroups::sorted() const {
  std::vector<const FindingGroup*> list;
  for (const auto& [key, group] : groups_) list.push_back(&group);
  std::stable_sort(list.begin(), list.end(), [](const FindingGroup* a, const FindingGroup* b) {
    return std::tuple(a->warning(), a->field, b->count) < std::tuple(b->warning(), b->field, a->count);
  });
  return list;
}

std::vector<const FindingGroup*> FindingGroups::changes() {
  std::vector<const FindingGroup*> list;
  for (auto& [key, group] : groups_) {
    if (group.changed) list.push_back(&group);
    group.changed = false;
  }
  return list;
}

base::json::object group_json(const FindingGroup& group) {
  return {{"field", group.field},
          {"name", group.name},
          {"code", to_text(group.code)},
          {"cause", to_text(group.cause)},
          {"label", finding_label(group.code, group.cause)},
          {"warning", group.warning()},
          {"count", group.count},
          {"first_line", group.first_line},
          {"example", group.example}};
}

}  // namespace parvis::grants
