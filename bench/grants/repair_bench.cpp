// The repair desk on a made-up file: read, repaired by rule, log written and chained, sorted by the table
// checker. `repair_bench [rows] [share of damaged cells in per cent]`; the seed is fixed. CPU seconds of each
// step.
#include <sys/resource.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>

#include "base/identifiers.hpp"
#include "grants/repair/repair_report.hpp"
#include "grants/repair/table_recheck.hpp"
#include "quality/table_schema/schema_catalogue.hpp"

namespace {

using namespace parvis;

constexpr unsigned seed = 20261124;

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::string siret(std::mt19937& random) {
  for (;;) {
    std::string digits;
    for (int i = 0; i < 8; ++i)
      digits += static_cast<char>('0' + (i == 0 ? 1 + random() % 9 : random() % 10));
    for (char last = '0'; last <= '9'; ++last) {
      if (!base::siren_verdict(digits + last).right()) continue;
      for (int office = 10; office < 100; ++office)
        if (const std::string whole = digits + last + "000" + std::to_string(office);
            base::siret_verdict(whole).right())
          return whole;
    }
  }
}

std::string row(std::mt19937& random, unsigned damaged_percent) {
  const auto damaged = [&] { return random() % 100 < damaged_percent; };
  const std::string id = siret(random);
  const std::string day = std::to_string(10 + random() % 19);
  const std::string month = "0" + std::to_string(1 + random() % 9);
  std::string out = "Ville d'Exemple;";
  out += damaged() ? "210 600 045 00392;" : "21060004500392;";
  out += damaged() ? day + "/" + month + "/2024;" : "2024-" + month + "-" + day + ";";
  out +=
      "2024-" + std::to_string(random() % 1000) + ";Association n° " + std::to_string(random() % 5000) + ";";
  out += (damaged() ? id.substr(0, 3) + " " + id.substr(3) : id) + ";;";
  out += damaged() ? "Fête \n de l'été;" : "Fête de l'été;";
  const std::string euros = std::to_string(100 + random() % 90000);
  out += (damaged() ? euros + ",50 €" : euros) + ";";
  out += damaged() ? "numéraire;" : "aide en numéraire;";
  out += damaged() ? "UNIQUE;" : "unique;";
  out += damaged() ? "2024-" + month + ";" : "2024-" + month + "-" + day + ";";
  out += damaged() ? "Non;" : ";";
  out += damaged() ? "NON;" : "non;";
  out += damaged() ? "50 %;" : "0.5;";
  return out + "\r\n";
}

std::string made_file(std::size_t rows, unsigned damaged_percent) {
  std::mt19937 random(seed);
  std::string csv =
      "nomAttribuant;idAttribuant;dateConvention;referenceDecision;nomBeneficiaire;idBeneficiaire;"
      "rnaBeneficiaire;"
      "objet;montant;nature;conditionsVersement;datesPeriodeVersement;idRAE;notificationUE;"
      "pourcentageSubvention;"
      "dispositifAide\r\n";
  for (std::size_t i = 0; i < rows; ++i) {
    std::string line = row(random, damaged_percent);
    const auto inner = line.find('\n');
    if (inner + 1 < line.size()) {
      const auto start = line.rfind(';', inner) + 1;
      line.insert(start, 1, '"');
      line.insert(line.find(';', start), 1, '"');
    }
    csv += line;
  }
  return csv;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t rows = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 100'000;
  const auto damaged = static_cast<unsigned>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 20);
  auto schema = quality::shipped_schema("scdl/subventions");
  auto headers = grants::repair_headers();
  if (!schema || !headers) return EXIT_FAILURE;
  auto plan = grants::repair_plan(*schema, *headers);
  if (!plan) return EXIT_FAILURE;
  const auto program = std::make_shared<const quality::SchemaProgram>(std::move(*schema));
  std::string csv = made_file(rows, damaged);
  const std::size_t bytes = csv.size();
  const double start = cpu_seconds();
  auto session = grants::RepairSession::open(std::move(csv),
                                             std::make_shared<const grants::RepairPlan>(std::move(*plan)));
  if (!session) return EXIT_FAILURE;
  const double opened = cpu_seconds();
  const auto outputs = grants::repair_outputs(*session, grants::recheck_with(program));
  if (!outputs) return EXIT_FAILURE;
  const double sorted = cpu_seconds();
  const std::string journal = session->journal();
  const double logged = cpu_seconds();
  const auto report = grants::repair_report(*session, *outputs);
  const double ended = cpu_seconds();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%zu rows, %zu bytes, %u %% of cells damaged, %zu log lines (%zu bytes)\n", rows, bytes,
              damaged, session->changes().size(), journal.size());
  std::printf(
      "CPU s: repaired %.2f, sorted %.2f, log %.2f, report %.2f, all %.2f; peak %ld MiB; %llu rows "
      "publishable\n",
      opened - start, sorted - opened, logged - sorted, ended - logged, ended - start, usage.ru_maxrss / 1024,
      static_cast<unsigned long long>(outputs->publishable.rows));
  return report.empty() ? EXIT_FAILURE : EXIT_SUCCESS;
}
