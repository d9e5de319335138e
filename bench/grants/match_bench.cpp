// Speed and memory of the matcher, on made-up requests: one dossier against 200,000 fundings, one pair, and a
// million requests against themselves. `match_bench [rows] [one|all]`; seed fixed.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "grants/matching/match_all.hpp"

using namespace parvis::grants;

namespace {

constexpr std::uint64_t seed = 20261124;
constexpr std::size_t requests_an_association = 5;

std::string made_word(std::mt19937_64& draw) {
  static const std::vector<std::string> syllables = {"ba",  "ri",  "lo",  "mon", "tre", "vel",
                                                     "cha", "dor", "lin", "sa",  "gue", "pier",
                                                     "val", "nou", "ter", "qui", "fon", "mar"};
  std::string word;
  for (std::size_t i = 0; i < 3; ++i) word += syllables[draw() % syllables.size()];
  return word;
}

std::string siret_of(std::uint64_t number) {
  std::string siren = std::to_string(100'000'00 + number % 80'000'000);
  int sum = 0;
  for (std::size_t i = 0; i < siren.size(); ++i) {
    int digit = siren[siren.size() - 1 - i] - '0';
    if (i % 2 == 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  siren += static_cast<char>('0' + (10 - sum % 10) % 10);
  return siren + "00018";
}

std::vector<Request> made_requests(std::size_t rows) {
  static const std::vector<std::string> what = {"Festival de musique",     "Ateliers de danse",
                                                "Fonctionnement",          "Achat de matériel informatique",
                                                "Formation des bénévoles", "Course à pied",
                                                "Aide alimentaire",        "Exposition de peinture",
                                                "Travaux d'accessibilité", "Emploi d'un animateur",
                                                "Concerts d'été",          "Jardin partagé"};
  static const std::vector<std::string> whom = {"", " pour enfants", " pour seniors", " pour adultes"};
  std::mt19937_64 draw(seed);
  std::vector<std::string> places;
  for (std::size_t i = 0; i < 3000; ++i) places.push_back(made_word(draw));
  std::vector<Request> out;
  for (std::size_t i = 0; out.size() < rows; ++i) {
    const std::string name =
        "Association " + made_word(draw) + " " + made_word(draw) + " de " + places[draw() % places.size()];
    const std::string siret = draw() % 10 == 0 ? "" : siret_of(draw());
    for (std::size_t j = 0; j < requests_an_association && out.size() < rows; ++j) {
      Request request;
      request.name = name, request.siret = siret;
      request.title = what[draw() % what.size()] + whom[draw() % whom.size()] + " à " +
                      places[draw() % 40 == 0 ? draw() % places.size() : i % places.size()];
      request.amount_cents = static_cast<std::int64_t>(draw() % 200 + 1) * 10'000;
      request.year = 2020 + static_cast<int>(draw() % 5);
      out.push_back(std::move(request));
    }
  }
  std::shuffle(out.begin(), out.end(), draw);
  return out;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void print_use(const char* what) {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const auto cpu = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  std::printf("%s: CPU %.1f s so far, peak memory %.0f MB\n", what, cpu(use.ru_utime) + cpu(use.ru_stime),
              static_cast<double>(use.ru_maxrss) / 1024);
}

void one_dossier(const std::vector<Request>& known, const PairRules& rules, const PairHead& head) {
  auto start = std::chrono::steady_clock::now();
  AlikeIndex index;
  for (std::size_t i = 0; i < known.size(); ++i)
    index.add(static_cast<AlikeIndex::Id>(i), profile_of(known[i], rules));
  std::printf("index of %zu: %.2f s, %.1f MB\n", index.rows(), seconds_since(start),
              static_cast<double>(index.bytes()) / 1e6);
  const LookUp look_up = [&](AlikeIndex::Id id) { return std::optional(known[id]); };
  std::vector<double> times;
  for (std::size_t i = 0; i < 500; ++i) {
    Request asked = known[i * 97 % known.size()];
    asked.title += " 2026";
    start = std::chrono::steady_clock::now();
    const auto alike = find_alike(asked, index, look_up, rules, head);
    times.push_back(seconds_since(start) * 1000);
  }
  std::sort(times.begin(), times.end());
  std::printf("one dossier: median %.2f ms, 99th of 100 %.2f ms\n", times[times.size() / 2],
              times[times.size() * 99 / 100]);
}

void all_pairs(const std::vector<Request>& requests, const PairRules& rules, const PairHead& head) {
  const auto start = std::chrono::steady_clock::now();
  std::size_t alerts = 0;
  const auto counts = match_all(requests, rules, head,
                                [&](const MatchedPair& pair) { alerts += pair.judgement.alert ? 1 : 0; });
  std::printf("%zu against themselves: %.1f s; %zu candidates, %zu compared, %zu same, %zu alerts\n",
              requests.size(), seconds_since(start), counts.candidates, counts.compared, counts.given,
              alerts);
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t rows = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1'000'000;
  const std::string what = count > 2 ? arguments[2] : "all";
  const auto rules = PairRules::load(PairRules::shipped_file());
  const auto head = load_pair_head(shipped_pair_head());
  if (!rules || !head) {
    std::fprintf(stderr, "no rules or no head\n");
    return 1;
  }
  const auto requests = made_requests(rows);
  print_use("made");
  if (what == "one") {
    one_dossier(requests, *rules, *head);
  } else {
    all_pairs(requests, *rules, *head);
  }
  print_use("done");
  return 0;
}
