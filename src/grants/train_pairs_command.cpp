#include "grants/train_pairs_command.hpp"

#include <charconv>
#include <fstream>
#include <optional>

#include "base/file.hpp"
#include "base/hashing.hpp"
#include "grants/matching/pair_report.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr int done = 0, refused = 1, wrong_use = 2, internal = 5;
constexpr std::string_view usage =
    "Usage : parvis grants train-pairs PAIRES.jsonl [--out DOSSIER] [--judged FICHIER] [--natural FICHIER]\n"
    "                                  [--folds N] [--seed N] [--head DOSSIER] [--rules FICHIER]\n"
    "  Entraîne le rapprochement de demandes sur des lignes {id, a, b, label} et dit ce qu'il vaut sur des\n"
    "  associations et des défauts jamais vus. --out écrit head.json, card.json et RESULTS.md.\n"
    "  --judged ajoute les paires jugées ici : le modèle n'est écrit que s'il fait mieux que l'actuel sur\n"
    "  des paires jugées d'associations qu'il n'a pas vues. --natural donne des paires pour mesurer "
    "seulement.\n"
    "Exemple : parvis grants train-pairs paires.jsonl --out models/grants-pairs\n";

struct TrainOptions {
  std::string pairs, judged, out;
  std::vector<std::string> natural;
  std::uint64_t seed = 1;
  std::size_t folds = 5;
  std::filesystem::path head = shipped_pair_head(), rules = PairRules::shipped_file();
};

template <class Number>
bool read_number(const std::string& text, Number& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc() && end == text.data() + text.size();
}

bool take_option(TrainOptions& options, const std::string& name, const std::string& value) {
  if (name == "--out") return options.out = value, true;
  if (name == "--judged") return options.judged = value, true;
  if (name == "--natural") return options.natural.push_back(value), true;
  if (name == "--head") return options.head = value, true;
  if (name == "--rules") return options.rules = value, true;
  if (name == "--seed") return read_number(value, options.seed);
  return name == "--folds" && read_number(value, options.folds) && options.folds >= 2;
}

std::optional<TrainOptions> read_options(const std::vector<std::string>& args) {
  TrainOptions options;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!args[i].starts_with("--")) {
      if (!options.pairs.empty()) return std::nullopt;
      options.pairs = args[i];
    } else if (i + 1 == args.size() || !take_option(options, args[i], args[i + 1])) {
      return std::nullopt;
    } else {
      ++i;
    }
  }
  return options.pairs.empty() ? std::nullopt : std::optional(options);
}

Result<std::vector<LabelledPair>> read_file(const std::string& path) {
  std::ifstream in(path);
  if (!in) return fail(ErrorKind::not_found, "Fichier introuvable : " + path);
  return read_labelled_pairs(in);
}

Result<json::object> card_of(const TrainOptions& options, const PairFiguresReport& report,
                             const PairHead& head, bool local) {
  PARVIS_TRY(sha256, base::sha256_file(options.pairs));
  return json::object{
      {"name", local ? "grants-pairs-local" : "grants-pairs"},
      {"task",
       "Rapprochement de demandes de subvention : même projet, parties, renouvellement, autre projet"},
      {"kind", "régression logistique sur figures nommées"},
      {"licence", "that of this project for the numbers; the pairs are not included"},
      {"trained_on", {{{"pairs_sha256", sha256}, {"pairs", report.pairs}}}},
      {"basis", local ? "paires jugées par les agents et paires publiques"
                      : "paires faites de noms publics (Toulouse Métropole 2022, Licence Ouverte 2.0) et de "
                        "défauts tirés par règle ; aucune demande réelle, aucune personne"},
      {"use", "aide : deux demandes se ressemblent, une personne répond ; aucun effet sans elle"},
      {"limits",
       {"Titres d'un seul mot (« Fonctionnement ») : seule l'association est comparée.",
        "Les listes de mots sont écrites pour des titres français courts (moins de 300 caractères).",
        "Une reformulation complète avec d'autres mots n'est pas reconnue.",
        "Le poids d'une pièce commune est posé, non appris."}},
      {"rules_sha256", head.rules_sha256},
      {"figures", report_card(report, head)}};
}

Status write_head(const TrainOptions& options, const PairFiguresReport& report, const PairHead& head,
                  std::ostream& out) {
  PARVIS_TRY(card, card_of(options, report, head, !options.judged.empty()));
  PARVIS_TRY(sha256, save_pair_head(options.out, head, card));
  PARVIS_CHECK(
      base::write_file_durably(std::filesystem::path(options.out) / "RESULTS.md", report_page(report, head)));
  out << "Modèle écrit dans " << options.out << " (sha256 " << sha256 << ").\n";
  return {};
}

// Judged pairs whose associations fall in the last fold measure; the others teach.
struct JudgedParts {
  std::vector<LabelledPair> teach, measure;
};

JudgedParts part_judged(const std::vector<LabelledPair>& judged, const PairRules& rules,
                        const TrainOptions& options) {
  const PreparedPairs prepared = prepare(judged, rules, options.folds, options.seed);
  JudgedParts parts;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const bool a = prepared.rows[i].fold + 1 == options.folds,
               b = prepared.rows[i].fold_b + 1 == options.folds;
    if (a && b) parts.measure.push_back(judged[i]);
    if (!a && !b) parts.teach.push_back(judged[i]);
  }
  return parts;
}

// False: the local head is not better, said on `out`.
Result<bool> local_is_better(const std::vector<LabelledPair>& measure, const PairRules& rules,
                             const TrainOptions& options, const PairHead& candidate, std::ostream& out) {
  PARVIS_TRY(present, load_pair_head(options.head));
  const PreparedPairs unseen = prepare(measure, rules, options.folds, options.seed);
  const ReplacementVerdict verdict = may_replace(unseen, present, candidate);
  out << (verdict.better ? "Retenu" : "Non retenu") << " : F1 " << verdict.candidate_f1 << " contre "
      << verdict.present_f1 << " sur " << measure.size() << " paires jugées non vues ; borne basse du gain "
      << verdict.gain_low << ".\n";
  return verdict.better;
}

Result<int> train(const TrainOptions& options, std::ostream& out) {
  PARVIS_TRY(rules, PairRules::load(options.rules));
  PARVIS_TRY(pairs, read_file(options.pairs));
  JudgedParts judged;
  if (!options.judged.empty()) {
    PARVIS_TRY(lines, read_file(options.judged));
    judged = part_judged(lines, rules, options);
    pairs.insert(pairs.end(), judged.teach.begin(), judged.teach.end());
  }
  const TrainingSettings settings{.folds = options.folds};
  const PreparedPairs prepared = prepare(pairs, rules, options.folds, options.seed);
  const PreparedPairs bare = prepare(pairs, rules.without_meanings(), options.folds, options.seed);
  PARVIS_TRY(head, train_pair_head(prepared.rows, settings));
  head.rules_sha256 = rules.sha256();
  PARVIS_TRY(report, report_on(prepared, bare, settings, options.seed));
  for (const std::string& file : options.natural) {
    PARVIS_TRY(natural, read_file(file));
    report.natural.push_back(judge_natural(std::filesystem::path(file).stem().string(),
                                           prepare(natural, rules, options.folds, options.seed), head));
  }
  out << report_page(report, head);
  if (!options.judged.empty()) {
    PARVIS_TRY(better, local_is_better(judged.measure, rules, options, head, out));
    if (!better) return refused;
  }
  if (!options.out.empty()) PARVIS_CHECK(write_head(options, report, head, out));
  return done;
}

}  // namespace

int train_pairs_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (!args.empty() && (args.front() == "--help" || args.front() == "-h")) {
    out << usage;
    return done;
  }
  const auto options = read_options(args);
  if (!options) {
    err << usage;
    return wrong_use;
  }
  const auto code = train(*options, out);
  if (code) return *code;
  err << code.error().message << '\n';
  if (code.error().kind == ErrorKind::not_found) return wrong_use;
  return code.error().kind == ErrorKind::invalid ? refused : internal;
}

}  // namespace parvis::grants
