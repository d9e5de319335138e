#include "street/suggestion_replay.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "base/hashing.hpp"
#include "store/contract_test.hpp"
#include "street/report_intake.hpp"
#include "street/suggestion_service.hpp"
#include "street/test_street.hpp"

namespace parvis::street {
namespace {

using store::Backend;
using store::backend_of;

// The test engine under another name and hash: what a new head looks like from outside.
class OtherHead final : public model::Vision {
 public:
  explicit OtherHead(model::Vision& same) : same_(same) {}
  Result<model::PhotoFacts> inspect(const std::filesystem::path& photo, std::string_view name) override {
    return same_.inspect(photo, name);
  }
  Result<model::PhotoReading> read(const std::filesystem::path& photo, int deadline_ms) override {
    auto reading = same_.read(photo, deadline_ms);
    if (reading) reading->model = model().value();
    return reading;
  }
  Result<std::vector<model::FaceBox>> find_faces(const std::filesystem::path& photo, int ms) override {
    return same_.find_faces(photo, ms);
  }
  Result<model::DerivedFiles> derive(const std::filesystem::path& photo,
                                     const std::vector<model::FaceBox>& boxes,
                                     const std::filesystem::path& shown, const std::filesystem::path& thumb,
                                     int ms) override {
    return same_.derive(photo, boxes, shown, thumb, ms);
  }
  [[nodiscard]] Result<model::ModelIdentity> model() const override {
    return model::ModelIdentity{"essai-2", std::string(64, '1')};
  }

 private:
  model::Vision& same_;
};

const std::vector<std::string> sentences{"Un trou dans la chaussée", "Un matelas sur le trottoir", "",
                                         "Le lampadaire ne s’allume plus", "xyzzy"};

class SuggestionReplay : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    if (!store::can_test(GetParam()))
      GTEST_SKIP() << "PostgreSQL: set PARVIS_TEST_POSTGRES (scripts/postgres_for_tests start)";
    town_.emplace(GetParam());
    ASSERT_TRUE(town_->problem) << town_->problem.error().detail;
    ASSERT_TRUE(town_->context.database.write([&](store::Session& session) -> Status {
      PARVIS_TRY(square,
                 make_area("centre", "Centre", AreaKind::quartier,
                           R"({"type":"Polygon","coordinates":[[[5,46],[6,46],[6,47],[5,47],[5,46]]]})"));
      PARVIS_CHECK(town_->context.config.put_area(session, square));
      return {};
    }));
    replay_with(vision_in_use(town_->context));
  }
  void replay_with(VisionOf vision_of) {
    town_->ledger.replay_with("voirie", suggestion_replayer(town_->context, std::move(vision_of)));
  }
  SentPhoto photo(const std::string& mark) {
    const auto file = town_->database.folder() / (mark + ".jpg");
    std::ofstream(file, std::ios::binary) << small_jpeg(mark);
    return {mark + ".jpg", file};
  }
  static SentPlace place(bool known) {
    SentPlace place;
    if (known) place.position = base::LatLon{46.5, 5.5};
    place.source = PositionSource::carte;
    return place;
  }
  // A draft with what is given, as the page sends it; the id of its decision.
  std::string decide(const std::string& text, int photos, bool placed) {
    DraftInput input;
    input.text = text;
    input.place = place(placed);
    for (int i = 0; i < photos; ++i) input.photos.push_back(photo("p" + std::to_string(++photos_)));
    const auto answer = ReportIntake(town_->context).draft(input);
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
    draft_ = answer->id;
    return answer->suggestion ? answer->suggestion->record.decision_id : std::string();
  }
  std::string send(const std::string& description) {
    ReportInput input;
    input.draft_id = draft_;
    input.category = "PRO-ENC";
    input.description = description;
    input.place = place(true);
    const auto sent = ReportIntake(town_->context).submit(input);
    EXPECT_TRUE(sent) << (sent ? "" : sent.error().message);
    return sent->report.id;
  }
  decision::ReplayResult replay(const std::string& id) {
    const auto result = town_->ledger.replay(id);
    EXPECT_TRUE(result) << (result ? "" : result.error().detail);
    return *result;
  }
  Status run(const std::string& sql) {
    return town_->context.database.write([&](store::Session& session) -> Status {
      PARVIS_CHECK(session.execute(sql));
      return {};
    });
  }
  std::optional<TestTown> town_;
  std::string draft_;
  int photos_ = 0;
};

// Photos, text and place in every mixture; then the world moves on: the town renames a category, reports
// change what is usual in the district, the settings change. The record still gives the same answer.
TEST_P(SuggestionReplay, G03EveryRecordedSuggestionIsIdentical) {
  std::vector<std::string> decisions;
  for (int i = 0; i < 60; ++i) {
    town_->vision.classes = {{"pothole", 0.9 - 0.01 * i}, {"other", 0.1 + 0.01 * i}};
    const std::string& text = sentences[static_cast<std::size_t>(i) % sentences.size()];
    const auto id = decide(text, i % 3, i % 2 == 0);
    if (id.empty()) continue;  // neither photo nor text
    decisions.push_back(id);
    EXPECT_TRUE(replay(id).identical) << i;
    if (text.size() > 10) send(text + " ");
    town_->clock.advance(std::chrono::minutes(61));  // the counts of the place are taken anew
  }
  ASSERT_GE(decisions.size(), 50U);
  town_->context.settings.fusion.text_weight = 2;
  ASSERT_TRUE(town_->context.database.write([&](store::Session& session) -> Status {
    PARVIS_TRY(config, town_->context.config.load(session));
    Category renamed = *config->catalogue.find("VOI-NID");
    renamed.label = "Trou";
    renamed.keywords = {"matelas"};
    return town_->context.config.put_category(session, renamed);
  }));
  town_->vision.classes = {{"pothole", 0.9 - 0.01 * 59}, {"other", 0.1 + 0.01 * 59}};
  const auto last = replay(decisions.back());
  EXPECT_TRUE(last.identical) << (last.missing.empty() ? "" : last.missing[0])
                              << (last.differences.empty() ? "" : last.differences[0]);
}

TEST_P(SuggestionReplay, G03AnotherAnswerOfTheModelIsADifference) {
  const auto id = decide("", 1, false);
  town_->vision.classes = {{"illegal_dumping", 0.89}, {"other", 0.11}};
  const auto result = replay(id);
  EXPECT_FALSE(result.identical);
  EXPECT_TRUE(result.missing.empty());
  EXPECT_FALSE(result.differences.empty());
}

TEST_P(SuggestionReplay, G03AChangedHeadIsRefusedWithItsReason) {
  const auto with_photo = decide("Un matelas", 1, false);
  const auto words_only = decide("Un matelas", 0, false);
  OtherHead other(town_->vision);
  town_->context.vision = &other;
  const auto result = replay(with_photo);
  EXPECT_FALSE(result.identical);
  ASSERT_EQ(result.missing.size(), 1U);
  EXPECT_EQ(result.missing[0],
            "Le modèle «\u00A0essai\u00A0» (000000000000) ne peut pas être chargé. Il n’est plus installé.");
  EXPECT_TRUE(replay(words_only).identical) << "words need no photo model";
  replay_with([&](const std::string& sha) -> Result<model::Vision*> {
    EXPECT_EQ(sha, std::string(64, '0'));
    return &town_->vision;
  });
  EXPECT_TRUE(replay(with_photo).identical) << "the old head, found by its hash";
}

TEST_P(SuggestionReplay, AnErasedPhotoIsNamed) {
  const auto id = decide("Un matelas", 2, false);
  const auto sha = town_->ledger.view(id)->core.inputs[0].sha256;
  ASSERT_TRUE(town_->originals.remove(sha));
  const auto result = replay(id);
  ASSERT_EQ(result.missing.size(), 1U);
  EXPECT_NE(result.missing[0].find("n’est plus conservée"), std::string::npos) << result.missing[0];
}

TEST_P(SuggestionReplay, AReplacedPhotoIsNamed) {
  const auto id = decide("Un matelas", 1, false);
  const auto sha = town_->ledger.view(id)->core.inputs[0].sha256;
  const auto path = *town_->originals.path_of(sha);
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  std::ofstream(path, std::ios::binary) << "another picture";
  const auto result = replay(id);
  ASSERT_EQ(result.missing.size(), 1U);
  EXPECT_NE(result.missing[0].find("n’est plus celle qui avait été lue"), std::string::npos);
}

TEST_P(SuggestionReplay, AChangedOrErasedTextIsNamed) {
  const auto id = decide("Un matelas sur le trottoir", 1, false);
  const std::string report = send("Un matelas sur le trottoir\n");
  EXPECT_TRUE(replay(id).identical) << "the text of the draft stands in the report";
  ASSERT_TRUE(run("UPDATE street_report SET description = '' WHERE id = '" + report + "'"));
  const auto result = replay(id);
  ASSERT_EQ(result.missing.size(), 1U);
  EXPECT_NE(result.missing[0].find("effacé ou modifié depuis"), std::string::npos) << result.missing[0];
}

TEST_P(SuggestionReplay, AModelThatIsDownIsNamed) {
  const auto id = decide("", 1, false);
  town_->vision.failure = Error{ErrorKind::unavailable, "Le lecteur de photos ne répond pas.", {}, {}};
  const auto result = replay(id);
  ASSERT_EQ(result.missing.size(), 1U);
  EXPECT_NE(result.missing[0].find("n’a pas pu être relue"), std::string::npos);
}

// A record written before its settings were kept.
TEST_P(SuggestionReplay, SettingsThatWereNotKeptAreNamed) {
  decision::Decision old;
  old.use_case = "voirie";
  old.config_sha256 = std::string(64, 'c');
  old.inputs = {{"area:centre", std::string(64, 'd'), "ville", "non"}};
  const auto result = replay(town_->ledger.record(old)->id);
  ASSERT_EQ(result.missing.size(), 2U);
  EXPECT_NE(result.missing[0].find("réglages"), std::string::npos);
  EXPECT_NE(result.missing[1].find("secteur"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(On, SuggestionReplay, testing::Values(Backend::sqlite, Backend::postgres),
                         backend_of);

TEST(FusionText, SaysAllThatTheFusionDependsOn) {
  std::ifstream file(PARVIS_SOURCE_DIR "/reference/street/categories.json");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const auto catalogue = Catalogue::parse(text);
  ASSERT_TRUE(catalogue);
  FusionSettings settings;
  settings.photo_weight = 0.1 + 0.2;
  settings.shown = 5;
  const auto basis = fusion_basis(fusion_text(*catalogue, settings));
  ASSERT_TRUE(basis);
  EXPECT_EQ(fusion_text(basis->catalogue, basis->settings), fusion_text(*catalogue, settings));
  const FusionInput input{{{{"pothole", 0.6}, {"other", 0.4}}}, "matelas et sacs", {{"PRO-ENC", 12}}};
  const auto one = suggest(*catalogue, input, settings),
             two = suggest(basis->catalogue, input, basis->settings);
  ASSERT_EQ(one.ranked.size(), two.ranked.size());
  for (std::size_t i = 0; i < one.ranked.size(); ++i) {
    EXPECT_EQ(one.ranked[i].code, two.ranked[i].code);
    EXPECT_EQ(one.ranked[i].p, two.ranked[i].p);
  }
  EXPECT_EQ(*counts_of(counts_text(input.place_counts)), input.place_counts);
}

}  // namespace
}  // namespace parvis::street
