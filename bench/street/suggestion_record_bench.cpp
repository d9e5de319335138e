// What the decision record adds to a suggestion, on SQLite on this disk: `suggestion_record_bench [N]
// [FOLDER]`. Each round writes the settings and the counts down, looks whether they are kept, and records the
// decision with its audit line. Goal: p99 at most 2 ms. Prints one JSON line.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/ids.hpp"
#include "decision/ledger.hpp"
#include "store/audit_log.hpp"
#include "store/migrations.hpp"
#include "street/suggestion_replay.hpp"

namespace {

using namespace parvis;

double at(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::stoi(argv[1]) : 5000;
  const std::filesystem::path folder =
      std::filesystem::path(argc > 2 ? argv[2] : ".") / ("bench-" + base::random_token());
  std::filesystem::create_directories(folder);
  const auto text = base::read_file(base::home_folder() / "reference" / "street" / "categories.json");
  const auto catalogue = street::Catalogue::parse(*text);
  auto database = store::Database::open("sqlite:" + (folder / "bench.db").string());
  auto migrations = store::audit_migrations();
  for (auto& one : decision::decision_migrations()) migrations.push_back(one);
  if (!catalogue || !database || !store::migrate(**database, migrations)) return 1;
  base::SystemClock clock;
  decision::Ledger ledger(**database, clock, {0.02, "key"});
  const street::FusionSettings settings;
  const street::FusionInput input{{{{"pothole", 0.9}, {"other", 0.1}}}, "un trou", {{"VOI-NID", 12}}};
  const auto suggestion = street::suggest(*catalogue, input, settings);
  std::vector<double> all_ms, text_ms;
  for (int i = 0; i < rounds; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const std::string fusion = street::fusion_text(*catalogue, settings);
    const std::chrono::duration<double, std::milli> written = std::chrono::steady_clock::now() - start;
    decision::Decision decision;
    decision.use_case = "voirie";
    decision.subject = "street_draft:bench";
    decision.inputs = {{"photo:1", std::string(64, 'b'), "habitant", "personnelle"}};
    street::put_output(decision, suggestion, settings);
    const auto config = ledger.materials().keep(fusion);
    const auto counts = ledger.materials().keep(street::counts_text(input.place_counts));
    if (!config || !counts) return 1;
    decision.config_sha256 = *config;
    if (!ledger.record(std::move(decision))) return 1;
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    text_ms.push_back(written.count());
    all_ms.push_back(took.count());
  }
  std::filesystem::remove_all(folder);
  std::sort(all_ms.begin(), all_ms.end());
  std::sort(text_ms.begin(), text_ms.end());
  std::printf("{\"records\":%d,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"settings_text_p50_ms\":%.3f}\n", rounds,
              at(all_ms, 0.5), at(all_ms, 0.99), at(text_ms, 0.5));
  return 0;
}
