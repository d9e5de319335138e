// `parvis audit`: exports the chained log, signs its head, and verifies an export without server or database.
#include <algorithm>
#include <fstream>
#include <iostream>

#include "app/arguments.hpp"
#include "app/audit_watch.hpp"
#include "app/commands.hpp"
#include "app/house.hpp"
#include "store/audit_checkpoint.hpp"
#include "store/audit_log.hpp"

namespace parvis::app {
namespace {

constexpr const char* usage =
    R"(Usage : parvis audit export [--data DOSSIER] [--database URL]      écrit le journal et ses points de contrôle
        parvis audit checkpoint [--data DOSSIER] [--database URL]  signe maintenant la tête du journal
        parvis audit checkpoints [--data DOSSIER] [--database URL] écrit les points de contrôle seuls
        parvis audit key [--data DOSSIER]                          écrit la clé publique de signature
        parvis audit verify FICHIER [POINTS] [--key CLÉ]           vérifie un export, sans base ni serveur

FICHIER est un export, une ligne JSON par acte et, après celle qu’il couvre, chaque point de contrôle signé.
POINTS est un fichier de points de contrôle gardés ailleurs : sans eux, une fin coupée ne se voit pas.
CLÉ est la clé publique (64 caractères) ou un fichier qui la contient : sans elle, un journal récrit et signé
d’une autre clé ne se voit pas.
Exemple : parvis audit export > journal.ndjson && parvis audit verify journal.ndjson points.ndjson --key cle.txt
)";

constexpr std::size_t key_characters = 64;

using Lines = std::vector<std::string>;

Result<std::string> trusted_key(const std::string& given) {
  std::string key = given;
  if (!given.empty() && given.size() != key_characters) {
    std::ifstream in(given);
    if (!in || !(in >> key)) return fail(ErrorKind::not_found, "Fichier introuvable : " + given + ".");
  }
  if (!key.empty() &&
      (key.size() != key_characters || key.find_first_not_of("0123456789abcdef") != std::string::npos))
    return fail(ErrorKind::invalid, "La clé publique compte 64 caractères hexadécimaux.", {}, "usage");
  return key;
}

// Checkpoints kept elsewhere: each one signed, all by one key; some may be left out.
Result<std::vector<store::AuditCheckpoint>> kept_points(const std::string& file, std::string& key) {
  std::ifstream in(file);
  if (!in) return fail(ErrorKind::not_found, "Fichier introuvable : " + file + ".");
  store::CheckpointChain chain(key);
  std::vector<store::AuditCheckpoint> points;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    auto point = chain.read(line);
    if (!point)
      return fail(ErrorKind::invalid, file + " : " + point.error().message + ".", {}, point.error().code);
    points.push_back({point->seq, point->hash});
  }
  key = chain.key();
  std::sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
  return points;
}

Status verify(const Arguments& arguments, std::ostream& out, bool& holds) {
  const auto& files = arguments.rest();
  PARVIS_TRY(key, trusted_key(arguments.text("key")));
  std::ifstream log(files[1], std::ios::binary);
  if (!log) return fail(ErrorKind::not_found, "Fichier introuvable : " + files[1] + ".");
  std::vector<store::AuditCheckpoint> points;
  if (files.size() > 2) {
    PARVIS_TRY(read, kept_points(files[2], key));
    points = std::move(read);
  }
  const auto verdict = store::verify_audit(log, points, key);
  holds = verdict.bad_seq == 0;
  if (!holds) {
    out << "Ligne " << verdict.bad_seq << " : " << verdict.why << ".\n";
    return {};
  }
  out << verdict.lines << " lignes vérifiées, la chaîne est intacte.\n";
  if (verdict.checkpoints > 0)
    out << verdict.checkpoints << " points de contrôle signés par la clé " << verdict.key
        << (arguments.has("key")
                ? ".\n"
                : " (clé lue dans le fichier : comparez-la à celle que vous avez gardée).\n");
  return {};
}

Status write_checkpoints(House& house, std::ostream& out) {
  std::int64_t after = 0;
  while (true) {
    PARVIS_TRY(lines, house.database->read(
                          [&](store::Session& session) { return store::checkpoint_lines(session, after); }));
    if (lines.empty()) return {};
    for (const auto& line : lines) out << line << "\n";
    PARVIS_TRY(last, store::parse_checkpoint(lines.back()));
    after = last.seq;
  }
}

Status checkpoint_now(House& house, std::ostream& out, std::ostream& err) {
  PARVIS_TRY(key, audit_key(house));
  PARVIS_TRY(point, house.database->write([&](store::Session& session) {
    return store::add_checkpoint(session, house.clock.now(), key);
  }));
  if (point)
    out << store::checkpoint_text(*point) << "\n";
  else
    err << "Aucune ligne depuis le dernier point de contrôle.\n";
  return {};
}

Status ask_house(const std::string& action, const Arguments& arguments, std::ostream& out,
                 std::ostream& err) {
  PARVIS_TRY(house, open_house(arguments));
  if (action == "export") return store::export_audit(*house->database, out);
  if (action == "checkpoints") return write_checkpoints(*house, out);
  if (action == "checkpoint") return checkpoint_now(*house, out, err);
  PARVIS_TRY(key, audit_key(*house));
  out << key.public_key() << "\n";
  return {};
}

bool well_formed(const Lines& rest) {
  if (rest.empty()) return false;
  if (rest[0] == "verify") return rest.size() == 2 || rest.size() == 3;
  return rest.size() == 1 &&
         (rest[0] == "export" || rest[0] == "checkpoint" || rest[0] == "checkpoints" || rest[0] == "key");
}

}  // namespace

int audit_command(const Args& args, std::ostream& out, std::ostream& err) {
  const auto arguments = Arguments::parse(args, {"data", "database", "key"}, {"help"});
  if (!arguments || arguments->has("help") || !well_formed(arguments->rest())) {
    err << usage;
    return arguments && arguments->has("help") ? 0 : 2;
  }
  const std::string& action = arguments->rest()[0];
  bool holds = true;
  const Status done =
      action == "verify" ? verify(*arguments, out, holds) : ask_house(action, *arguments, out, err);
  if (!done) return refuse(done.error(), err);
  return holds ? 0 : 1;
}

}  // namespace parvis::app
