// `parvis audit` and `parvis decision` as a person runs them, on a data folder of their own.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/audit_watch.hpp"
#include "app/commands.hpp"
#include "app/house.hpp"
#include "base/file.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "model/test_vision.hpp"
#include "store/audit_checkpoint.hpp"

namespace parvis::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class DataFolder : public testing::Test {
 protected:
  void SetUp() override {
    base::set_log_level(base::LogLevel::silent);
    HouseOptions options;
    options.data = data_;
    options.with_vision = false;
    auto opened = House::open(options);
    ASSERT_TRUE(opened) << opened.error().message << " " << opened.error().detail;
    house_ = std::move(*opened);
  }
  void TearDown() override {
    house_.reset();
    fs::remove_all(data_);
  }
  int run(Args args) {
    out_.str({});
    err_.str({});
    return run_program(args, out_, err_);
  }
  int run_here(Args args) {
    args.insert(args.end(), {"--data", data_.string()});
    return run(std::move(args));
  }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(data_ / name, std::ios::binary) << text;
    return (data_ / name).string();
  }
  void save_towns(int count) {
    for (int i = 0; i < count; ++i) ASSERT_TRUE(house_->town->save(house_->town->town(), "test"));
  }
  const fs::path data_ = fs::temp_directory_path() / ("parvis-data-" + base::random_token());
  std::unique_ptr<House> house_;
  std::ostringstream out_, err_;
};

TEST_F(DataFolder, AnExportIsVerifiedWithTheKeyAlone) {
  save_towns(4);
  ASSERT_EQ(run_here({"audit", "checkpoint"}), 0) << err_.str();
  const std::string points = file("points.ndjson", out_.str());
  save_towns(2);
  ASSERT_EQ(run_here({"audit", "export"}), 0);
  const std::string log = out_.str();
  ASSERT_EQ(run_here({"audit", "key"}), 0);
  const std::string key = file("key.txt", out_.str());
  house_.reset();  // from here on there is neither server nor database
  EXPECT_EQ(run({"audit", "verify", file("log.ndjson", log), points, "--key", key}), 0) << out_.str();
  EXPECT_THAT(out_.str(), HasSubstr("la chaîne est intacte"));
  EXPECT_THAT(out_.str(), HasSubstr("1 points de contrôle signés"));

  std::string tampered = log;
  tampered.replace(tampered.find("\"at\":\"2"), 7, "\"at\":\"3");
  EXPECT_EQ(run({"audit", "verify", file("tampered.ndjson", tampered)}), 1);
  EXPECT_THAT(out_.str(), HasSubstr("Ligne 2"));

  const std::string cut = log.substr(0, log.find('\n', log.find("\"seq\":3")) + 1);
  EXPECT_EQ(run({"audit", "verify", file("cut.ndjson", cut)}), 0) << "nothing tells of the tail";
  EXPECT_EQ(run({"audit", "verify", file("cut.ndjson", cut), points}), 1);
  EXPECT_THAT(out_.str(), HasSubstr("s’arrête avant le point de contrôle"));

  std::string forged = log;
  const auto sig = forged.find("\"sig\":\"") + 7;
  forged[sig] = forged[sig] == '0' ? '1' : '0';
  EXPECT_EQ(run({"audit", "verify", file("forged.ndjson", forged)}), 1);
  EXPECT_THAT(out_.str(), HasSubstr("une signature qui ne correspond pas"));

  EXPECT_EQ(run({"audit", "verify", file("log.ndjson", log), "--key", std::string(64, 'a')}), 1);
  EXPECT_THAT(out_.str(), HasSubstr("autre clé"));
}

TEST_F(DataFolder, AuditRefusesWhatItCannotRead) {
  EXPECT_EQ(run({"audit"}), 2);
  EXPECT_EQ(run({"audit", "--help"}), 0);
  EXPECT_EQ(run({"audit", "verify"}), 2);
  EXPECT_EQ(run({"audit", "verify", "a", "b", "c"}), 2);
  EXPECT_EQ(run({"audit", "verify", (data_ / "absent").string()}), 1);
  const std::string empty = file("empty.ndjson", "");
  EXPECT_EQ(run({"audit", "verify", empty, "--key", file("key.txt", "short")}), 2);
  EXPECT_EQ(run({"audit", "verify", empty, file("points.ndjson", R"({"seq":1,"hash":"00"})")}), 1)
      << "a checkpoint without signature proves nothing";
}

TEST_F(DataFolder, ACheckpointIsSignedOnlyWhenSomethingWasWritten) {
  EXPECT_EQ(run_here({"audit", "checkpoint"}), 0);
  EXPECT_EQ(out_.str(), "");
  save_towns(1);
  EXPECT_EQ(run_here({"audit", "checkpoint"}), 0);
  EXPECT_TRUE(store::parse_checkpoint(out_.str().substr(0, out_.str().size() - 1)));
  EXPECT_EQ(run_here({"audit", "checkpoint"}), 0);
  EXPECT_EQ(out_.str(), "");
  EXPECT_EQ(run_here({"audit", "checkpoints"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("\"sig\":"));
}

TEST_F(DataFolder, TheFirstCheckpointOfADayIsMailedToTheProtectionOfficer) {
  auto town = house_->town->town();
  town.dpo_email = "dpd@ville.example";
  ASSERT_TRUE(house_->town->save(town, "test"));
  store::JobWorker jobs(*house_->database, house_->clock);
  ASSERT_TRUE(watch_audit(jobs, *house_));
  const auto next_hour = [&] {
    return house_->database->write([](store::Session& session) -> Status {
      PARVIS_CHECK(session.execute("UPDATE job SET run_after = 0 WHERE kind = 'audit.checkpoint'"));
      return {};
    });
  };
  const auto mails = [&] {
    std::vector<std::string> texts;
    for (const auto& entry : fs::directory_iterator(data_ / "mail"))
      texts.push_back(*base::read_file(entry.path()));
    return texts;
  };
  ASSERT_TRUE(next_hour());
  EXPECT_TRUE(*jobs.run_one());
  ASSERT_EQ(mails().size(), 1U);
  EXPECT_THAT(mails()[0], HasSubstr("dpd@ville.example"));
  save_towns(1);
  ASSERT_TRUE(next_hour());
  EXPECT_TRUE(*jobs.run_one());
  EXPECT_EQ(mails().size(), 1U) << "one a day";
  EXPECT_EQ(run_here({"audit", "checkpoints"}), 0);
  const std::string lines = out_.str();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
}

TEST_F(DataFolder, ALoadedModelStandsInTheRegistryAndInTheLog) {
  ASSERT_TRUE(tell_model_loaded(*house_)) << "no model, nothing to tell";
  house_->vision = std::make_unique<model::TestVision>();
  ASSERT_TRUE(tell_model_loaded(*house_));
  EXPECT_EQ(run_here({"decision", "models"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr(std::string(64, '0')));
  EXPECT_EQ(run_here({"audit", "export"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("\"action\":\"model.loaded\""));
}

// A record whose settings were never kept: each form of the command says so.
TEST_F(DataFolder, G03ReplaysWhatWasRecordedOrSaysWhy) {
  decision::Decision unknown;
  unknown.use_case = "voirie";
  unknown.config_sha256 = std::string(64, 'c');
  const auto recorded = house_->ledger->record(unknown);
  ASSERT_TRUE(recorded);
  EXPECT_EQ(run_here({"decision", "replay", recorded->id, "--json"}), 1);
  EXPECT_THAT(out_.str(), HasSubstr("\"identical\":false"));
  EXPECT_THAT(out_.str(), HasSubstr("réglages"));
  EXPECT_EQ(run_here({"decision", "replay", "--all"}), 1);
  EXPECT_THAT(out_.str(), HasSubstr("décision non rejouée"));
  EXPECT_EQ(run_here({"decision", "show", recorded->id}), 0);
  EXPECT_THAT(out_.str(), HasSubstr(recorded->id));
  EXPECT_EQ(run_here({"decision", "replay", "inconnue"}), 1);
  EXPECT_EQ(run_here({"decision", "replay"}), 2);
  EXPECT_EQ(run_here({"decision", "replay", recorded->id, "--all"}), 2);
}

}  // namespace
}  // namespace parvis::app
