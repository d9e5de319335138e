#include "grants/cell_command.hpp"

#include <fstream>
#include <iostream>
#include <string_view>

#include "base/json.hpp"
#include "quality/table_schema/cell_text.hpp"
#include "quality/table_schema/quick_test.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr std::string_view usage =
    "Usage : parvis grants cell FICHIER.jsonl      (- pour l’entrée standard)\n"
    "Une ligne {type, format, source, options} donne {outcome, value, cause}.\n"
    "Exemple : echo '{\"type\":\"date\",\"source\":\"31/01/2024\"}' | parvis grants cell -\n";

json::object answer(const std::string& line) {
  const auto asked = base::parse_json_object(line);
  if (!asked) return {{"error", asked.error().message}};
  json::object field;
  if (const json::value* options = asked->if_contains("options"); options != nullptr && options->is_object())
    field = options->as_object();
  field["name"] = "cellule";
  field["type"] = base::text_or(*asked, "type", "any");
  field["format"] = base::text_or(*asked, "format", "default");
  const auto schema = quality::read_schema(json::serialize(json::object{{"fields", json::array{field}}}));
  if (!schema) return {{"error", schema.error().message}};
  const quality::ColumnProgram program(schema->fields.front(), schema->missing_values);
  const std::string cell = base::text_or(*asked, "source");
  if (program.is_missing(cell)) return {{"outcome", "missing"}};
  quality::CellValue value;
  const quality::Cause cause = program.reader.read(cell, value);
  if (cause != quality::Cause::none) return {{"outcome", "invalid"}, {"cause", quality::to_text(cause)}};
  return {{"outcome", "value"}, {"value", quality::value_json(schema->fields.front(), value)}};
}

}  // namespace

int cell_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (args.size() != 1 || args[0] == "--help" || args[0] == "-h") {
    const bool help = args.size() == 1;
    (help ? out : err) << usage;
    return help ? 0 : 2;
  }
  std::ifstream file;
  if (args[0] != "-") {
    file.open(args[0]);
    if (!file) {
      err << "Fichier introuvable\u00A0: " << args[0] << ".\n";
      return 2;
    }
  }
  std::istream& in = args[0] == "-" ? std::cin : file;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) out << json::serialize(answer(line)) << '\n';
  return 0;
}

}  // namespace parvis::grants
