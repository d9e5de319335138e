#include "canteen/evaluate_command.hpp"

#include <optional>

#include "base/file.hpp"
#include "canteen/command_options.hpp"
#include "canteen/evaluation/score_files.hpp"
#include "canteen/evaluation/scores_text.hpp"

namespace parvis::canteen {
namespace {

constexpr std::string_view usage =
    "Usage\u00A0: parvis canteen evaluate FICHIER… --data DOSSIER [--rivals DOSSIER] [--order-level 0.95] "
    "[--strict] "
    "[--json SORTIE.json]\n"
    "  Compare des prévisions aux repas mangés, aux commandes des agents et à d’autres méthodes.\n"
    "  --strict   une ligne refusée ou manquante est une erreur\n"
    "Exemple\u00A0: parvis canteen evaluate essai/forecast_h15.csv --data donnees/nantes --strict\n";

int evaluate(const CommandOptions& options, double order_level, std::ostream& out, std::ostream& err) {
  const std::filesystem::path data = options.text("data");
  const auto refuse = [&err](const Error& error) {
    err << error.message << '\n';
    return file_refused;
  };
  const auto score_data = read_score_data(data, options.text("rivals", (data / ".." / "evaluate").string()));
  if (!score_data) return refuse(score_data.error());
  ForecastFiles files;
  for (const std::string& file : options.rest())
    if (const auto read = read_forecasts(file, order_level, files); !read) return refuse(read.error());
  const bool strict = options.has("strict");
  if (files.refused > 0)
    out << "REFUSED " << files.refused << " rows (origin too late for the horizon, or not finite)\n";
  if (files.refused > 0 && strict) return rows_refused;
  const auto scores = score(score_data->windows, files.by_horizon, score_data->strikes);
  for (const HorizonScores& horizon : scores) {
    const std::string table = scores_table(horizon);
    const bool missing = horizon.forecast_rows < horizon.truth_rows;
    out << (missing && strict ? table.substr(0, table.find('\n') + 1) : table);
    if (missing && strict) return rows_refused;
  }
  if (!options.has("json")) return done;
  const auto written =
      base::write_file_durably(options.text("json"), base::json::serialize(scores_json(scores)) + "\n");
  return written ? done : refuse(written.error());
}

}  // namespace

int evaluate_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (asks_help(args)) {
    out << usage;
    return done;
  }
  const auto options = CommandOptions::parse(args, {"data", "rivals", "order-level", "json"}, {"strict"});
  const auto level = options ? options->number("order-level", 0.95) : std::nullopt;
  if (!options || !level || options->rest().empty() || !options->has("data")) {
    err << usage;
    return wrong_use;
  }
  return evaluate(*options, *level, out, err);
}

}  // namespace parvis::canteen
