// What the shared list of expected results says, against this checker: cells, schema verdicts, tables.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <tuple>

#include "base/file.hpp"
#include "base/json.hpp"
#include "quality/table_reader/sniff.hpp"
#include "quality/table_schema/quick_test.hpp"
#include "quality/table_schema/schema.hpp"
#include "quality/table_schema/table_check.hpp"

namespace parvis::quality {
namespace {

namespace fs = std::filesystem;
namespace json = base::json;

const fs::path grants = fs::path(PARVIS_SHARED_DIR) / "data/grants";

#define NEEDS_SHARED_DATA() \
  if (!fs::exists(grants / "expected")) GTEST_SKIP() << "the shared data of grants is not here"

using Place = std::tuple<std::uint64_t, std::uint64_t, std::string>;  // row, field, code; 0 for null

std::string text_of(const fs::path& path) {
  return base::read_file(path).value_or(std::string());
}

// A cell after a field with the options given beside it; nothing: missing.
std::optional<Cause> read_cell(const json::object& line) {
  json::object field = line.at("options").as_object();
  field["name"] = "cell";
  field["type"] = line.at("type");
  field["format"] = line.at("format");
  const auto schema = read_schema(json::serialize(json::object{{"fields", json::array{field}}}));
  if (!schema) return Cause::form;
  const ColumnProgram program(schema->fields.front(), schema->missing_values);
  const std::string cell(line.at("source").as_string());
  if (program.is_missing(cell)) return std::nullopt;
  CellValue value;
  return program.reader.read(cell, value);
}

TEST(TableParity, ReadsEveryCellAsExpected) {
  NEEDS_SHARED_DATA();
  std::ifstream lines(grants / "expected/cells.jsonl");
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const auto wanted = base::parse_json_object(line);
    ASSERT_TRUE(wanted);
    const auto read = read_cell(*wanted);
    const std::string outcome = !read ? "missing" : *read == Cause::none ? "value" : "invalid";
    EXPECT_EQ(outcome, base::text_or(*wanted, "outcome")) << line;
  }
  EXPECT_EQ(count, 165U);
}

TEST(TableParity, JudgesEverySchemaAsExpected) {
  NEEDS_SHARED_DATA();
  const auto verdicts = base::parse_json(text_of(grants / "expected/schema_validity.json"));
  ASSERT_TRUE(verdicts);
  for (const auto& verdict : verdicts->as_array()) {
    const std::string file(verdict.as_array()[0].as_string());
    const auto faults = schema_faults(text_of(grants / "schemas_datagouv" / file));
    const std::string found = faults.empty() ? "ok" : faults.front().code;
    EXPECT_EQ(found, std::string(verdict.as_array()[1].as_string()))
        << file << (faults.empty() ? "" : faults.front().message);
  }
  EXPECT_EQ(verdicts->as_array().size(), 340U);
}

struct Found {
  std::set<Place> structure, custom;
  bool schema_valid = true;
};

Found check(const fs::path& folder, FieldsMatch match, bool quick = true, ScanPath path = ScanPath::automatic,
            std::size_t step = 0) {
  Found found;
  auto schema = read_schema(text_of(folder / "schema.json"));
  if (!schema) {
    found.schema_valid = false;
    return found;
  }
  const auto program = std::make_shared<const SchemaProgram>(std::move(*schema));
  std::string text = text_of(folder / "data.csv");
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  TableCheckOptions options;
  options.fields_match = match;
  options.delimiter = guess_dialect(text, true).dialect.delimiter;
  options.quick = quick;
  options.path = path;
  options.guess_encoding_errors = false;
  if (step != 0) options.block_bytes = step;
  TableCheck checker(program, options, [&](const Finding& finding) {
    if (is_warning(finding.code)) return;
    const bool custom = finding.code >= FindingCode::check_error;
    (custom ? found.custom : found.structure)
        .emplace(finding.row, finding.field, std::string(peer_text(finding.code)));
  });
  for (std::size_t at = 0; at < text.size(); at += step == 0 ? text.size() : step)
    EXPECT_TRUE(checker.feed(std::string_view(text).substr(at, step == 0 ? text.size() : step)));
  EXPECT_TRUE(checker.finish());
  return found;
}

std::uint64_t number_or_zero(const json::value& value) {
  return value.is_null() ? 0 : static_cast<std::uint64_t>(value.as_int64());
}

std::set<Place> expected_structure(const json::object& peer) {
  std::set<Place> places;
  if (const auto* errors = peer.if_contains("errors"))
    for (const auto& error : errors->as_array())
      places.emplace(number_or_zero(error.as_array()[0]), number_or_zero(error.as_array()[1]),
                     std::string(error.as_array()[3].as_string()));
  return places;
}

// Only what custom checks say; a field list of one is its field.
std::set<Place> expected_custom(const json::object& peer) {
  std::set<Place> places;
  if (const auto* errors = peer.if_contains("errors"))
    for (const auto& error : errors->as_array()) {
      const std::string code(error.as_array()[3].as_string());
      static const std::set<std::string> of_checks = {"custom-check-error", "one-of-required", "check-error"};
      if (!of_checks.contains(code) && !code.ends_with("-value")) continue;
      const auto& fields = error.as_array()[1];
      places.emplace(number_or_zero(error.as_array()[0]),
                     fields.is_null() ? 0 : number_or_zero(fields.as_array()[0]), code);
    }
  return places;
}

std::string listed(const std::set<Place>& places) {
  std::ostringstream text;
  for (const auto& [row, field, code] : places) text << " (" << row << "," << field << "," << code << ")";
  return text.str();
}

std::set<Place> without(const std::set<Place>& all, const std::set<Place>& known) {
  std::set<Place> rest;
  std::set_difference(all.begin(), all.end(), known.begin(), known.end(), std::inserter(rest, rest.begin()));
  return rest;
}

TEST(TableParity, FindsInEveryTableWhatThePeersFind) {
  NEEDS_SHARED_DATA();
  std::size_t cases = 0;
  for (const auto& entry : fs::directory_iterator(grants / "expected/tables")) {
    ++cases;
    const std::string name = entry.path().filename();
    const auto expected = base::parse_json_object(text_of(entry.path() / "expected.json"));
    ASSERT_TRUE(expected) << name;
    const auto& frictionless = expected->at("frictionless").as_object();
    const Found exact = check(entry.path(), FieldsMatch::exact);
    if (frictionless.contains("exception")) {
      EXPECT_FALSE(exact.schema_valid) << name;
      continue;
    }
    const auto wanted = expected_structure(frictionless);
    EXPECT_EQ(listed(without(wanted, exact.structure)), "") << name << ": not found";
    EXPECT_EQ(listed(without(exact.structure, wanted)), "") << name << ": too much";

    const auto& validata = expected->at("validata").as_object();
    if (validata.contains("exception")) continue;
    const Found named = check(entry.path(), FieldsMatch::partial);
    // The peer says one-of-required on blank rows, where nothing is to be said but blank-row.
    auto custom = expected_custom(validata);
    std::erase_if(custom, [&](const Place& place) {
      return std::get<2>(place) == "one-of-required" && wanted.contains({std::get<0>(place), 0, "blank-row"});
    });
    EXPECT_EQ(listed(without(custom, named.custom)), "") << name << ": custom not found";
    EXPECT_EQ(listed(without(named.custom, custom)), "") << name << ": custom too much";
  }
  EXPECT_EQ(cases, 50U);
}

// The same answer for any block size, with vector code or without, by quick tests or the general way.
TEST(TableParity, GivesTheSameAnswerWhateverTheWay) {
  NEEDS_SHARED_DATA();
  for (const auto& entry : fs::directory_iterator(grants / "expected/tables")) {
    const std::string name = entry.path().filename();
    const Found usual = check(entry.path(), FieldsMatch::partial);
    for (const std::size_t step : {1U, 7U, 4096U}) {
      if (step == 1 && fs::file_size(entry.path() / "data.csv") > 20'000) continue;
      const Found other = check(entry.path(), FieldsMatch::partial, false, ScanPath::plain, step);
      EXPECT_EQ(usual.structure, other.structure) << name << " step " << step;
      EXPECT_EQ(usual.custom, other.custom) << name << " step " << step;
    }
  }
}

}  // namespace
}  // namespace parvis::quality
