// `parvis decision`: shows a recorded decision, computes one or all of them again.
#include <cstdint>
#include <iostream>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/house.hpp"

namespace parvis::app {
namespace {

constexpr const char* usage =
    R"(Usage : parvis decision replay IDENTIFIANT… [--json] [--data DOSSIER] [--database URL]
        parvis decision replay --all [--json] [--data DOSSIER] [--database URL]
        parvis decision show IDENTIFIANT [--data DOSSIER] [--database URL]
        parvis decision models [--data DOSSIER] [--database URL]

Rejoue une décision avec le même modèle et les mêmes entrées : résultat identique, différent (et en quoi), ou
non rejouée (et ce qui manque). Le code de retour est 1 dès qu’une décision n’est pas identique.
« models » écrit le registre des modèles vus, une ligne JSON chacun.
Exemple : parvis decision replay 0193d2f0-1111-7abc-8def-0123456789ab --json
)";

struct Tally {
  std::int64_t identical = 0, different = 0, missing = 0;
  [[nodiscard]] std::int64_t all() const { return identical + different + missing; }
};

base::json::array texts(const std::vector<std::string>& list) {
  return base::json::array(list.begin(), list.end());
}

void write_result(const std::string& id, const decision::ReplayResult& result, bool json, std::ostream& out) {
  if (json) {
    out << base::json::serialize(base::json::object{{"id", id},
                                                    {"identical", result.identical},
                                                    {"differences", texts(result.differences)},
                                                    {"missing", texts(result.missing)}})
        << "\n";
    return;
  }
  out << id
      << (result.identical         ? " : résultat identique.\n"
          : result.missing.empty() ? " : résultat différent.\n"
                                   : " : décision non rejouée.\n");
  for (const auto& what : result.differences) out << "  " << what << "\n";
  for (const auto& what : result.missing) out << "  " << what << "\n";
}

class Replays {
 public:
  Replays(House& house, bool json, std::ostream& out) : house_(house), json_(json), out_(out) {}

  Status one(const std::string& id) {
    PARVIS_TRY(result, house_.ledger->replay(id));
    ++(result.identical ? tally.identical : result.missing.empty() ? tally.different : tally.missing);
    write_result(id, result, json_, out_);
    return {};
  }

  Status all() {
    std::string after;
    while (true) {
      PARVIS_TRY(ids, house_.ledger->ids(after));
      if (ids.empty()) return {};
      for (const auto& id : ids) PARVIS_CHECK(one(id));
      after = ids.back();
    }
  }

  Tally tally;

 private:
  House& house_;
  bool json_;
  std::ostream& out_;
};

Status replay(const Arguments& arguments, std::ostream& out, std::ostream& err, bool& identical) {
  PARVIS_TRY(house, open_house(arguments, true));
  Replays replays(*house, arguments.has("json"), out);
  const auto& rest = arguments.rest();
  if (arguments.has("all")) PARVIS_CHECK(replays.all());
  for (std::size_t i = 1; i < rest.size(); ++i) PARVIS_CHECK(replays.one(rest[i]));
  const Tally& tally = replays.tally;
  identical = tally.identical == tally.all();
  if (tally.all() != 1)
    err << tally.all() << " décisions : " << tally.identical << " identiques, " << tally.different
        << " différentes, " << tally.missing << " non rejouées.\n";
  return {};
}

Status show(const Arguments& arguments, std::ostream& out) {
  PARVIS_TRY(house, open_house(arguments));
  PARVIS_TRY(view, house->ledger->view(arguments.rest()[1]));
  out << base::json::serialize(decision::to_json(view.core)) << "\n";
  return {};
}

Status models(const Arguments& arguments, std::ostream& out) {
  PARVIS_TRY(house, open_house(arguments));
  PARVIS_TRY(all, house->models->all());
  for (const auto& one : all) out << base::json::serialize(decision::to_json(one)) << "\n";
  PARVIS_TRY(unknown, house->models->unregistered());
  for (const auto& sha256 : unknown)
    out << base::json::serialize(base::json::object{{"sha256", sha256}, {"registered", false}}) << "\n";
  return {};
}

bool well_formed(const Arguments& arguments) {
  const auto& rest = arguments.rest();
  if (rest.empty()) return false;
  if (rest[0] == "replay") return (rest.size() >= 2) != arguments.has("all");
  return (rest[0] == "show" && rest.size() == 2) || (rest[0] == "models" && rest.size() == 1);
}

}  // namespace

int decision_command(const Args& args, std::ostream& out, std::ostream& err) {
  const auto arguments = Arguments::parse(args, {"data", "database"}, {"help", "json", "all"});
  if (!arguments || arguments->has("help") || !well_formed(*arguments)) {
    err << usage;
    return arguments && arguments->has("help") ? 0 : 2;
  }
  const std::string& action = arguments->rest()[0];
  bool identical = true;
  const Status done = action == "replay" ? replay(*arguments, out, err, identical)
                      : action == "show" ? show(*arguments, out)
                                         : models(*arguments, out);
  if (!done) return refuse(done.error(), err);
  return identical ? 0 : 1;
}

}  // namespace parvis::app
