#include "street/suggestion_replay.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "base/hashing.hpp"
#include "base/json.hpp"
#include "model/vision.hpp"
#include "street/draft_body.hpp"
#include "street/public_text.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

constexpr int replay_deadline_ms = 30'000;

json::object settings_json(const FusionSettings& s) {
  return {{"photo_weight", s.photo_weight},       {"text_weight", s.text_weight},
          {"prior_weight", s.prior_weight},       {"temperature", s.temperature},
          {"abstain_below", s.abstain_below},     {"preselect_from", s.preselect_from},
          {"preselect_gap", s.preselect_gap},     {"danger_from", s.danger_from},
          {"disagree_from", s.disagree_from},     {"clean_from", s.clean_from},
          {"prior_smoothing", s.prior_smoothing}, {"shown", static_cast<std::int64_t>(s.shown)}};
}

FusionSettings settings_of(const json::object& o) {
  FusionSettings s;
  s.photo_weight = base::number_or(o, "photo_weight");
  s.text_weight = base::number_or(o, "text_weight");
  s.prior_weight = base::number_or(o, "prior_weight");
  s.temperature = base::number_or(o, "temperature", 1);
  s.abstain_below = base::number_or(o, "abstain_below");
  s.preselect_from = base::number_or(o, "preselect_from");
  s.preselect_gap = base::number_or(o, "preselect_gap");
  s.danger_from = base::number_or(o, "danger_from");
  s.disagree_from = base::number_or(o, "disagree_from");
  s.clean_from = base::number_or(o, "clean_from");
  s.prior_smoothing = base::number_or(o, "prior_smoothing");
  s.shown = static_cast<std::size_t>(base::integer_or(o, "shown"));
  return s;
}

ClassProbabilities classes_of(const model::PhotoReading& reading) {
  ClassProbabilities classes;
  for (const auto& one : reading.classes) classes[one.name] = one.probability;
  return classes;
}

std::string after(const std::string& text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string();
}

// One replay: fills the inputs one by one and collects what is missing.
class Replay {
 public:
  Replay(StreetContext& context, const VisionOf& vision_of, const decision::Decision& recorded)
      : context_(context), vision_of_(vision_of), recorded_(recorded) {}

  Result<decision::ReplayResult> run() {
    auto basis = fusion_basis_of_record();
    PARVIS_CHECK(read_inputs());
    decision::ReplayResult result;
    result.missing = std::move(missing_);
    if (!basis || !result.missing.empty()) return result;
    decision::Decision again;
    put_output(again, suggest(basis->catalogue, input_, basis->settings), basis->settings);
    return decision::compared(recorded_, again);
  }

 private:
  std::optional<FusionBasis> fusion_basis_of_record() {
    const auto text = context_.ledger->materials().text(recorded_.config_sha256);
    auto basis = text ? fusion_basis(*text) : tl::make_unexpected(text.error());
    if (basis) return std::move(*basis);
    missing_.emplace_back("Les rubriques et les réglages de ce moment ne sont pas conservés.");
    return std::nullopt;
  }

  Status read_inputs() {
    for (const decision::Input& input : recorded_.inputs) {
      if (const std::string photo = after(input.ref, "photo:"); !photo.empty())
        read_photo(photo, input.sha256);
      else if (input.ref.starts_with("area:"))
        read_counts(input.sha256);
      else if (input.ref.ends_with("/text"))
        PARVIS_CHECK(read_text(input.sha256));
      else
        missing_.push_back("Cette version ne sait pas relire «\u00A0" + input.ref + "\u00A0».");
    }
    return {};
  }

  void read_photo(const std::string& id, const std::string& sha) {
    const auto path = context_.originals.path_of(sha);
    if (!path) {
      missing_.push_back("La photo " + id + " n’est plus conservée.");
      return;
    }
    if (const auto actual = base::sha256_file(*path); !actual || *actual != sha) {
      missing_.push_back("La photo " + id + " n’est plus celle qui avait été lue.");
      return;
    }
    model::Vision* vision = model_of_record();
    if (!vision) return;
    const auto reading = vision->read(*path, replay_deadline_ms);
    if (reading)
      input_.photos.push_back(classes_of(*reading));
    else
      missing_.push_back("La photo " + id + " n’a pas pu être relue. " + reading.error().message);
  }

  // Asked for once; its absence is said once.
  model::Vision* model_of_record() {
    if (asked_) return vision_;
    asked_ = true;
    const auto found = vision_of_(recorded_.model.sha256);
    if (found)
      vision_ = *found;
    else
      missing_.push_back("Le modèle «\u00A0" + recorded_.model.name + "\u00A0» (" +
                         recorded_.model.sha256.substr(0, 12) + ") ne peut pas être chargé. " +
                         found.error().message);
    return vision_;
  }

  // Every area of the record carries the digest of the same counts.
  void read_counts(const std::string& sha) {
    if (counts_read_) return;
    counts_read_ = true;
    const auto text = context_.ledger->materials().text(sha);
    auto counts = text ? counts_of(*text) : tl::make_unexpected(text.error());
    if (counts)
      input_.place_counts = std::move(*counts);
    else
      missing_.emplace_back("Les fréquences du secteur à ce moment ne sont pas conservées.");
  }

  Status read_text(const std::string& sha) {
    PARVIS_TRY(texts, context_.database.read([&](store::Session& session) { return texts_of(session); }));
    for (const std::string& kept : texts) {
      input_.text = clean_text(kept, max_description_characters);  // as make_suggestion reads it
      if (base::sha256_hex(input_.text) == sha) return {};
    }
    input_.text.clear();
    missing_.emplace_back("Le texte lu n’est plus conservé\u00A0: il a été effacé ou modifié depuis.");
    return {};
  }

  // Where the text may stand: the draft, the report that it became, the report itself.
  Result<std::vector<std::string>> texts_of(store::Session& session) {
    std::vector<std::string> texts;
    if (const std::string draft = after(recorded_.subject, "street_draft:"); !draft.empty()) {
      const auto found = context_.reports.draft(session, draft, context_.clock.now());
      if (found) texts.push_back(draft_body(found->body).text);
    }
    std::vector<std::string> reports;
    if (const std::string report = after(recorded_.subject, "street_report:"); !report.empty())
      reports.push_back(report);
    PARVIS_TRY(
        rows, session.query("SELECT report_id FROM street_suggestion WHERE decision_id = ?", {recorded_.id}));
    for (const auto row : rows) reports.push_back(row.text("report_id"));
    for (const std::string& id : reports) {
      const auto report = context_.reports.by_id(session, id);
      if (report) texts.push_back(report->description);
    }
    return texts;
  }

  StreetContext& context_;
  const VisionOf& vision_of_;
  const decision::Decision& recorded_;
  FusionInput input_;
  std::vector<std::string> missing_;
  model::Vision* vision_ = nullptr;
  bool asked_ = false, counts_read_ = false;
};

}  // namespace

std::string fusion_text(const Catalogue& catalogue, const FusionSettings& settings) {
  json::array categories;
  for (const Category& category : catalogue.all()) categories.push_back(to_json(category));
  return base::canonical_json(
      json::object{{"categories", std::move(categories)}, {"settings", settings_json(settings)}});
}

Result<FusionBasis> fusion_basis(const std::string& text) {
  PARVIS_TRY(object, base::parse_json_object(text));
  PARVIS_TRY(list, base::need_array(object, "categories"));
  PARVIS_TRY(settings, base::need_object(object, "settings"));
  std::vector<Category> categories;
  for (const auto& item : list) {
    if (!item.is_object()) return fail(ErrorKind::invalid, "Une rubrique est un objet JSON.");
    PARVIS_TRY(category, parse_category(item.get_object()));
    categories.push_back(std::move(category));
  }
  PARVIS_TRY(catalogue, Catalogue::of({}, std::move(categories)));
  return FusionBasis{std::move(catalogue), settings_of(settings)};
}

std::string counts_text(const std::map<std::string, double>& counts) {
  json::object object;
  for (const auto& [leaf, count] : counts) object[leaf] = count;
  return base::canonical_json(object);
}

Result<std::map<std::string, double>> counts_of(const std::string& text) {
  PARVIS_TRY(object, base::parse_json_object(text));
  std::map<std::string, double> counts;
  for (const auto& member : object) counts[std::string(member.key())] = base::number_or(object, member.key());
  return counts;
}

void put_output(decision::Decision& decision, const Suggestion& suggestion, const FusionSettings& settings) {
  for (const LeafProbability& leaf : suggestion.top)
    decision.alternatives.push_back({leaf.code, leaf.label, leaf.p});
  decision.abstained = suggestion.abstained;
  if (!suggestion.abstained && !suggestion.top.empty()) {
    decision.value = suggestion.top.front().code;
    decision.label = suggestion.top.front().label;
  }
  decision.confidence = suggestion.top.empty() ? 0 : suggestion.top.front().p;
  decision.threshold = settings.abstain_below;
  decision.explanation_method = "fusion photo, texte, lieu";
  decision.explanation = suggestion.reason;
  for (const Factor& factor : suggestion.factors)
    decision.factors.push_back({factor.input, factor.text, 0, 0});
}

VisionOf vision_in_use(StreetContext& context) {
  return [&context](const std::string& model_sha) -> Result<model::Vision*> {
    if (!context.vision)
      return fail(ErrorKind::unavailable, "Le modèle de photos n'est pas installé.", {}, "model_missing");
    PARVIS_TRY(model, context.vision->model());
    if (model.sha256 != model_sha)
      return fail(ErrorKind::not_found, "Il n’est plus installé.", model.sha256, "model_gone");
    return context.vision;
  };
}

decision::Replayer suggestion_replayer(StreetContext& context, VisionOf vision_of) {
  return [&context, vision_of = std::move(vision_of)](const decision::Decision& recorded) {
    return Replay(context, vision_of, recorded).run();
  };
}

}  // namespace parvis::street
