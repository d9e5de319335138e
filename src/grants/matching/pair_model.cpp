#include "grants/matching/pair_model.hpp"

#include <cmath>

#include "base/file.hpp"
#include "base/hashing.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr std::string_view format = "parvis-pairs-head/1";
constexpr std::uint64_t max_head_bytes = 100'000;

tl::unexpected<Error> broken(std::string detail) {
  return fail(ErrorKind::invalid,
              "Le modèle de rapprochement est abîmé. Réinstallez-le ou entraînez-en un autre.",
              std::move(detail), "model_broken");
}

Result<std::string> read_part(const std::filesystem::path& file) {
  auto text = base::read_file(file, max_head_bytes);
  if (!text && text.error().kind == ErrorKind::not_found)
    return fail(ErrorKind::not_found, "Aucun modèle de rapprochement n'est installé.", file.string(),
                "model_missing");
  return text;
}

}  // namespace

double probability_of(double logit) {
  return logit >= 0 ? 1 / (1 + std::exp(-logit)) : std::exp(logit) / (1 + std::exp(logit));
}

double PairHead::logit(const PairFigures& figures) const {
  double sum = start;
  for (std::size_t i = 0; i < pair_features; ++i) sum += weights[i] * figures[i];
  return sum;
}

double PairHead::probability(const PairFigures& figures) const {
  return probability_of(logit(figures));
}

std::string pair_head_text(const PairHead& head) {
  json::object weights;
  for (std::size_t i = 0; i < pair_features; ++i)
    weights[to_text(static_cast<PairFeature>(i))] = head.weights[i];
  const json::object root = {{"format", format},
                             {"start", head.start},
                             {"weights", weights},
                             {"same_from", head.same_from},
                             {"alert_from", head.alert_from},
                             {"rules_sha256", head.rules_sha256}};
  return json::serialize(root) + "\n";
}

Result<PairHead> read_pair_head(std::string_view text) {
  auto root = base::parse_json_object(text);
  if (!root) return broken(root.error().detail);
  if (base::text_or(*root, "format") != format) return broken("format");
  PairHead head;
  PARVIS_TRY(weights, base::need_object(*root, "weights"));
  if (weights.size() != pair_features) return broken("number of weights");
  for (std::size_t i = 0; i < pair_features; ++i) {
    const auto weight = base::opt_number(weights, to_text(static_cast<PairFeature>(i)));
    if (!weight || !std::isfinite(*weight)) return broken(std::string(to_text(static_cast<PairFeature>(i))));
    head.weights[i] = *weight;
  }
  head.start = base::number_or(*root, "start", std::nan(""));
  head.same_from = base::number_or(*root, "same_from", std::nan(""));
  head.alert_from = base::number_or(*root, "alert_from", std::nan(""));
  if (!std::isfinite(head.start) || !std::isfinite(head.same_from) || !std::isfinite(head.alert_from))
    return broken("start or thresholds");
  head.rules_sha256 = base::text_or(*root, "rules_sha256");
  head.sha256 = base::sha256_hex(text);
  return head;
}

Result<PairHead> load_pair_head(const std::filesystem::path& folder) {
  PARVIS_TRY(text, read_part(folder / "head.json"));
  PARVIS_TRY(card_text, read_part(folder / "card.json"));
  PARVIS_TRY(head, read_pair_head(text));
  const auto card = base::parse_json_object(card_text);
  if (!card || base::text_or(*card, "head_sha256") != head.sha256) return broken("sha256 of head.json");
  return head;
}

Result<std::string> save_pair_head(const std::filesystem::path& folder, const PairHead& head,
                                   json::object card) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::string text = pair_head_text(head);
  card["head_sha256"] = base::sha256_hex(text);
  PARVIS_CHECK(base::write_file_durably(folder / "head.json", text));
  PARVIS_CHECK(base::write_file_durably(folder / "card.json", json::serialize(card) + "\n"));
  return base::text_or(card, "head_sha256");
}

std::filesystem::path shipped_pair_head() {
  return base::home_folder() / "models/grants-pairs";
}

}  // namespace parvis::grants
