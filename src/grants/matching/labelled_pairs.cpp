#include "grants/matching/labelled_pairs.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "grants/matching/relation.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

Result<LabelledPair> read_pair(const json::object& object) {
  LabelledPair pair;
  pair.id = base::text_or(object, "id");
  PARVIS_TRY(a, base::need_object(object, "a"));
  PARVIS_TRY(b, base::need_object(object, "b"));
  PARVIS_TRY(left, read_request(a));
  PARVIS_TRY(right, read_request(b));
  pair.a = std::move(left), pair.b = std::move(right);
  if (object.contains("same")) {
    pair.same = base::flag_or(object, "same");
  } else {
    PARVIS_TRY(label, base::need_integer(object, "label"));
    if (label != 0 && label != 1) return fail(ErrorKind::invalid, "« label » vaut 0 ou 1.");
    pair.same = label == 1;
  }
  pair.relation = base::text_or(object, "relation");
  if (const json::value* rules = object.if_contains("rules"); rules != nullptr && rules->is_array()) {
    for (const json::value& rule : rules->as_array()) {
      if (rule.is_string()) pair.rules.emplace_back(rule.as_string());
    }
  }
  return pair;
}

}  // namespace

Result<std::vector<LabelledPair>> read_labelled_pairs(std::istream& in) {
  std::vector<LabelledPair> pairs;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (base::trim(line).empty()) continue;
    const auto at = "Ligne " + std::to_string(number) + " : ";
    if (line.size() > max_pair_line_bytes) return fail(ErrorKind::too_large, at + "ligne trop longue.");
    auto object = base::parse_json_object(line);
    if (!object) return fail(ErrorKind::invalid, at + object.error().message);
    auto pair = read_pair(*object);
    if (!pair) return fail(ErrorKind::invalid, at + pair.error().message);
    pairs.push_back(std::move(*pair));
  }
  return pairs;
}

PreparedPairs prepare(std::vector<LabelledPair> pairs, const PairRules& rules, std::size_t folds,
                      std::uint64_t seed) {
  PreparedPairs prepared;
  prepared.pairs = std::move(pairs);
  for (const LabelledPair& pair : prepared.pairs)
    prepared.profiles.push_back({profile_of(pair.a, rules), profile_of(pair.b, rules)});
  const PairGroups groups = group_by_association(prepared.profiles);
  const auto fold = deal_folds(groups.count, folds, seed);
  prepared.associations = groups.count;
  for (std::size_t i = 0; i < prepared.pairs.size(); ++i) {
    const LabelledPair& pair = prepared.pairs[i];
    const ProfilePair& profile = prepared.profiles[i];
    const ComparedRequests compared{pair.a, profile.a, pair.b, profile.b};
    prepared.rows.push_back({compare(pair.a, profile.a, pair.b, profile.b).figures, pair.same,
                             other_year(compared), groups.a[i], groups.b[i], fold[groups.a[i]],
                             fold[groups.b[i]]});
  }
  return prepared;
}

}  // namespace parvis::grants
