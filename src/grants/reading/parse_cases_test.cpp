// The 195 texts of the shared examples, one by one.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/file.hpp"
#include "base/json.hpp"
#include "grants/reading/read_kind.hpp"

namespace parvis::grants {
namespace {

using base::json::object;

ColumnEvidence evidence_of(const object& example, ReadKind kind, std::string_view text) {
  ColumnEvidence column;
  column.add(kind, text);
  if (const auto* cells = example.if_contains("column"))
    for (const auto& cell : cells->as_array()) column.add(kind, std::string(cell.as_string()));
  return column;
}

std::set<std::string> texts(const object& example, std::string_view key) {
  std::set<std::string> out;
  if (const auto* list = example.if_contains(key))
    for (const auto& item : list->as_array()) out.emplace(item.as_string());
  return out;
}

TEST(ParseCases, EverySharedText) {
  const auto bytes =
      base::read_file(std::string(PARVIS_SHARED_DIR) + "/data/grants/expected/parse_cases.json");
  if (!bytes) GTEST_SKIP() << "shared grants data is absent";
  const auto cases = base::parse_json(*bytes);
  ASSERT_TRUE(cases);
  std::size_t right = 0;
  for (const auto& item : cases->as_array()) {
    const object& example = item.as_object();
    const std::string id = base::text_or(example, "id");
    const auto kind = read_kind_named(base::text_or(example, "kind"));
    ASSERT_TRUE(kind) << id;
    const std::string text = base::text_or(example, "text");
    const Reading reading = read(*kind, text, evidence_of(example, *kind, text));
    const std::set<std::string> candidates(reading.candidates.begin(), reading.candidates.end());
    const std::set<std::string> warnings(reading.warnings.begin(), reading.warnings.end());
    const bool same = to_text(reading.outcome) == base::text_or(example, "outcome") &&
                      reading.value == base::text_or(example, "value") &&
                      candidates == texts(example, "candidates") && warnings == texts(example, "warn");
    if (same) ++right;
    EXPECT_TRUE(same) << base::json::serialize(item) << "\n  read: " << to_text(reading.outcome) << " «"
                      << reading.value << "» " << code(reading.cause);
  }
  EXPECT_EQ(right, cases->as_array().size());
  EXPECT_EQ(cases->as_array().size(), 195U);
}

}  // namespace
}  // namespace parvis::grants
