#include "grants/match_command.hpp"

#include <fstream>
#include <iostream>
#include <map>
#include <optional>

#include "base/json.hpp"
#include "base/text.hpp"
#include "grants/matching/judgement.hpp"
#include "grants/matching/labelled_pairs.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr int done = 0, some_refused = 1, wrong_use = 2, internal = 5;
constexpr std::string_view usage =
    "Usage : parvis grants match FICHIER.jsonl [--level alert|all] [--head DOSSIER] [--rules FICHIER]\n"
    "  Compare deux demandes par ligne {id, a, b} et répond {id, same, p, relation, alert, reasons}.\n"
    "  --level alert ne garde que les lignes à montrer d'office ; « - » lit l'entrée standard.\n"
    "Exemple : parvis grants match paires.jsonl --level all > rapprochements.jsonl\n";

struct MatchOptions {
  std::string file;
  bool only_alerts = false;
  std::filesystem::path head = shipped_pair_head(), rules = PairRules::shipped_file();
};

std::optional<MatchOptions> read_options(const std::vector<std::string>& args) {
  MatchOptions options;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const bool valued = args[i] == "--level" || args[i] == "--head" || args[i] == "--rules";
    if (!valued) {
      if (!options.file.empty() || (args[i].starts_with("-") && args[i] != "-")) return std::nullopt;
      options.file = args[i];
      continue;
    }
    if (i + 1 == args.size()) return std::nullopt;
    const std::string& value = args[++i];
    if (args[i - 1] == "--head") options.head = value;
    if (args[i - 1] == "--rules") options.rules = value;
    if (args[i - 1] != "--level") continue;
    if (value != "alert" && value != "all") return std::nullopt;
    options.only_alerts = value == "alert";
  }
  return options.file.empty() ? std::nullopt : std::optional(options);
}

Result<Judgement> judge_line(const json::object& line, const PairRules& rules, const PairHead& head) {
  PARVIS_TRY(a, base::need_object(line, "a"));
  PARVIS_TRY(b, base::need_object(line, "b"));
  PARVIS_TRY(left, read_request(a));
  PARVIS_TRY(right, read_request(b));
  return judge(left, right, rules, head);
}

json::object answer(const json::value& id, const Judgement& judgement) {
  json::array reasons;
  for (const Reason& reason : judgement.reasons)
    reasons.push_back({{"feature", reason.feature}, {"text", reason.text}, {"weight", reason.weight}});
  return {{"id", id},
          {"same", judgement.same},
          {"p", judgement.p},
          {"logit", judgement.logit},
          {"relation", to_text(judgement.relation)},
          {"alert", judgement.alert},
          {"reasons", reasons}};
}

int match_lines(std::istream& in, std::ostream& out, const MatchOptions& options, const PairRules& rules,
                const PairHead& head) {
  int code = done;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (base::trim(line).empty()) continue;
    Result<json::object> object = fail(ErrorKind::too_large, "Ligne trop longue.");
    if (line.size() <= max_pair_line_bytes) object = base::parse_json_object(line);
    const json::value id = object && object->contains("id") ? object->at("id") : json::value(nullptr);
    const Result<Judgement> judgement =
        object ? judge_line(*object, rules, head) : tl::make_unexpected(object.error());
    if (!judgement) {
      code = some_refused;
      const std::string why = "Ligne " + std::to_string(number) + " : " + judgement.error().message;
      out << json::serialize(json::object{{"id", id}, {"error", why}}) << '\n';
    } else if (!options.only_alerts || judgement->alert) {
      out << json::serialize(answer(id, *judgement)) << '\n';
    }
  }
  return code;
}

}  // namespace

int match_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (!args.empty() && (args.front() == "--help" || args.front() == "-h")) {
    out << usage;
    return done;
  }
  const auto options = read_options(args);
  if (!options) {
    err << usage;
    return wrong_use;
  }
  const auto rules = PairRules::load(options->rules);
  const auto head = load_pair_head(options->head);
  if (!rules || !head) {
    err << (rules ? head.error() : rules.error()).message << '\n';
    return internal;
  }
  if (options->file == "-") return match_lines(std::cin, out, *options, *rules, *head);
  std::ifstream file(options->file);
  if (!file) {
    err << "Fichier introuvable : " << options->file << '\n';
    return wrong_use;
  }
  return match_lines(file, out, *options, *rules, *head);
}

}  // namespace parvis::grants
