// The table checker on any bytes: with vector code, quick tests and one block, and plainly, a few bytes at a
// time: the same findings.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "quality/table_schema/table_check.hpp"

namespace {

using namespace parvis::quality;
using Place = std::tuple<std::uint64_t, std::uint64_t, std::uint32_t, FindingCode, Cause>;

std::shared_ptr<const SchemaProgram> program() {
  static const auto made = std::make_shared<const SchemaProgram>(*read_schema(R"({"fields":[
    {"name":"a","type":"integer","constraints":{"required":true,"minimum":3,"unique":true}},
    {"name":"b","type":"string","constraints":{"pattern":"^\\d{2}$"}},
    {"name":"c","type":"date"},{"name":"d","type":"number","constraints":{"maximum":9.5}},
    {"name":"e","type":"boolean"},{"name":"f","constraints":{"enum":["x","yy"]}}],
    "primaryKey":["a","b"],"custom_checks":[{"name":"siret","params":{"column":"b"}}]})"));
  return made;
}

std::vector<Place> findings(std::string_view text, std::size_t step, bool plain) {
  std::vector<Place> places;
  TableCheckOptions options;
  options.fields_match = FieldsMatch::exact;
  options.path = plain ? ScanPath::plain : ScanPath::automatic;
  options.quick = !plain;
  if (plain) options.block_bytes = step;
  TableCheck check(program(), options,
                   [&](const Finding& f) { places.emplace_back(f.row, f.line, f.field, f.code, f.cause); });
  for (std::size_t at = 0; at < text.size(); at += step)
    if (!check.feed(text.substr(at, step))) return {};
  if (!check.finish()) return {};
  return places;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = "a,b,c,d,e,f\n" + std::string(reinterpret_cast<const char*>(data), size);
  if (findings(text, text.size(), false) != findings(text, 7, true)) std::abort();
  return 0;
}
