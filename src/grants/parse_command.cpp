#include "grants/parse_command.hpp"

#include <fstream>
#include <iostream>
#include <string_view>

#include "base/json.hpp"
#include "base/text.hpp"
#include "grants/reading/read_kind.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr int done = 0, refused = 1, wrong_usage = 2;

constexpr std::string_view usage =
    "Usage : parvis grants parse FICHIER.jsonl   (« - » pour l'entrée standard)\n"
    "  Une ligne par texte : {\"id\", \"kind\", \"text\", \"column\"}, où column donne les autres valeurs de "
    "la\n"
    "  colonne et kind vaut amount, date, period, siret, siren, rna, rate, boolean, nature ou conditions.\n"
    "Exemple : echo '{\"id\":1,\"kind\":\"amount\",\"text\":\"1 234,50 €\"}' | parvis grants parse -\n";

Result<json::object> answer(const json::object& line) {
  PARVIS_TRY(kind_name, base::need_text(line, "kind"));
  PARVIS_TRY(text, base::need_text(line, "text"));
  const auto kind = read_kind_named(kind_name);
  if (!kind)
    return fail(ErrorKind::invalid, "Genre de texte inconnu\u00A0: «\u00A0" + kind_name + "\u00A0».");
  ColumnEvidence column;
  column.add(*kind, text);
  if (const auto* cells = line.if_contains("column"); cells != nullptr && cells->is_array())
    for (const auto& cell : cells->get_array())
      if (cell.is_string()) column.add(*kind, std::string_view(cell.get_string()));
  const Reading reading = read(*kind, text, column);
  json::object out;
  if (const auto* id = line.if_contains("id")) out["id"] = *id;
  out["outcome"] = to_text(reading.outcome);
  const bool has_value = reading.outcome == Outcome::value || reading.outcome == Outcome::suggest;
  if (has_value) out["value"] = reading.value;
  if (!reading.candidates.empty())
    out["candidates"] = json::array(reading.candidates.begin(), reading.candidates.end());
  out["warn"] = json::array(reading.warnings.begin(), reading.warnings.end());
  if (!reading.note.empty()) out["note"] = reading.note;
  out["cause"] = code(reading.cause);
  out["why"] = sentence(reading.cause);
  return out;
}

int parse_lines(std::istream& in, std::ostream& out) {
  int status = done;
  std::int64_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (base::trim(line).empty()) continue;
    auto object = base::parse_json_object(line);
    auto told = object ? answer(*object) : tl::make_unexpected(object.error());
    if (!told) {
      told = json::object{{"line", number}, {"error", told.error().message}};
      status = refused;
    }
    out << json::serialize(*told) << '\n';
  }
  return status;
}

}  // namespace

int parse_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  const bool help = args.size() == 1 && args[0] == "--help";
  if (args.size() != 1 || help || (args[0].starts_with("-") && args[0] != "-")) {
    (help ? out : err) << usage;
    return help ? done : wrong_usage;
  }
  if (args[0] == "-") return parse_lines(std::cin, out);
  std::ifstream file(args[0], std::ios::binary);
  if (!file) {
    err << "Fichier introuvable\u00A0: " << args[0] << '\n';
    return wrong_usage;
  }
  return parse_lines(file, out);
}

}  // namespace parvis::grants
