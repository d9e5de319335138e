// Runs the worker as a real child: this test program is its own `vision-worker`, with a made-up engine.
#include "model/vision.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <thread>

#include "base/file.hpp"
#include "model/vision_worker.hpp"

namespace parvis::model {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

// "features" are the first four bytes of the picture; PARVIS_TEST_ENGINE_MS makes it slow.
class TestNetwork final : public Network {
 public:
  Result<std::vector<Tensor>> run(const Pixels& pixels) override {
    if (const char* ms = std::getenv("PARVIS_TEST_ENGINE_MS"))
      std::this_thread::sleep_for(milliseconds(std::atoi(ms)));
    return std::vector<Tensor>{{"features", {1, 4}, {pixels.rgb.begin(), pixels.rgb.begin() + 4}}};
  }
};

class TestEngine final : public Engine {
 public:
  Result<std::unique_ptr<Network>> load(const fs::path& folder, int, const std::set<std::string>&) override {
    if (folder == "nowhere") return fail(ErrorKind::unavailable, "absent", "test", "model_missing");
    return std::make_unique<TestNetwork>();
  }
};

// Direct children of this process.
std::vector<int> children() {
  std::vector<int> pids;
  for (const auto& task : fs::directory_iterator("/proc/self/task")) {
    std::ifstream in(task.path() / "children");
    for (int pid = 0; in >> pid;) pids.push_back(pid);
  }
  return pids;
}

class VisionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const fs::path folder = fs::path(PARVIS_SHARED_DIR) / "data/street/phone_exif";
    if (!fs::exists(folder)) GTEST_SKIP() << "shared phone photos are absent";
    photo = folder / "photo 2.JPG";
    out = fs::temp_directory_path() / ("vision_test_" + std::to_string(::getpid()));
    fs::create_directories(out);
    settings.pipeline.backbones = {{"tiny", "anywhere", {}, {}, 64, {"squash"}}};
    settings.pipeline.blocks = {{"tiny", "features", Transform::l2, 1, 4}};
    settings.worker_threads = 2;
    settings.first_restart_delay_ms = 20;
  }
  void TearDown() override {
    ::unsetenv("PARVIS_TEST_ENGINE_MS");
    fs::remove_all(out);
  }
  Result<PhotoReading> read_within(Vision& vision, int seconds) {
    for (int i = 0; i < seconds * 20; ++i) {
      if (auto reading = vision.read(photo, 5'000)) return reading;
      std::this_thread::sleep_for(milliseconds(50));
    }
    return vision.read(photo, 5'000);
  }
  VisionSettings settings;
  fs::path photo, out;
};

TEST_F(VisionTest, ReadsInTheChild) {
  const auto vision = start_vision(settings);
  const auto reading = vision->read(photo, 20'000);
  ASSERT_TRUE(reading) << reading.error().detail;
  EXPECT_EQ(reading->feature.size(), 4u);
  EXPECT_EQ(reading->input.size(), 4u);
  EXPECT_NE(reading->dhash, 0u);
  EXPECT_GT(reading->cpu_ns, 0);
  EXPECT_EQ(reading->energy.basis, EnergyBasis::estimated);
  EXPECT_GT(reading->energy.uwh, 0);
  EXPECT_TRUE(reading->classes.empty());
}

TEST_F(VisionTest, InspectsAndDerives) {
  const auto vision = start_vision(settings);
  const auto facts = vision->inspect(photo, "photo 2.JPG");
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->dark, std::optional(false));
  EXPECT_TRUE(facts->lat.has_value());
  const auto files = vision->derive(photo, {{0.1, 0.1, 0.2, 0.2, 1}}, out / "shown.jpg", out / "thumb.jpg");
  ASSERT_TRUE(files) << files.error().detail;
  EXPECT_EQ(std::max(files->thumb_width, files->thumb_height), 320);
  EXPECT_EQ(check_photo_file(out / "thumb.jpg", "t")->width, files->thumb_width);
  EXPECT_EQ(vision->find_faces(photo, 1'000).error().kind, ErrorKind::unavailable);
}

TEST_F(VisionTest, BrokenPhotoLeavesOthersAlone) {
  const auto vision = start_vision(settings);
  std::ofstream(out / "bad.jpg") << "\xFF\xD8\xFF\xE0 nothing";
  const auto bad = vision->read(out / "bad.jpg", 20'000);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().kind, ErrorKind::unsupported);
  EXPECT_TRUE(vision->read(photo, 20'000));
}

TEST_F(VisionTest, KilledDuringACall) {
  ::setenv("PARVIS_TEST_ENGINE_MS", "3000", 1);
  const auto vision = start_vision(settings);
  std::thread killer([] {
    std::this_thread::sleep_for(milliseconds(400));
    for (const int pid : children()) ::kill(pid, SIGKILL);
  });
  const auto start = std::chrono::steady_clock::now();
  const auto reading = vision->read(photo, 20'000);
  killer.join();
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(reading.error().code, "vision_down");
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(2'500));
  ::setenv("PARVIS_TEST_ENGINE_MS", "0", 1);
  EXPECT_TRUE(read_within(*vision, 10));
}

TEST_F(VisionTest, HangingChildIsReplaced) {
  ::setenv("PARVIS_TEST_ENGINE_MS", "60000", 1);
  settings.kill_after_ms = 500;
  const auto vision = start_vision(settings);
  EXPECT_EQ(vision->read(photo, 100).error().code, "vision_slow");
  ::setenv("PARVIS_TEST_ENGINE_MS", "0", 1);
  EXPECT_TRUE(read_within(*vision, 10));
}

TEST_F(VisionTest, QueueIsBounded) {
  ::setenv("PARVIS_TEST_ENGINE_MS", "1500", 1);
  settings.max_waiting_calls = 3;
  const auto vision = start_vision(settings);
  std::atomic<int> busy = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 6; ++i)
    callers.emplace_back([&] {
      const auto reading = vision->read(photo, 200);
      if (!reading && reading.error().code == "vision_busy") ++busy;
    });
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(busy, 3);
}

TEST_F(VisionTest, CallsRunTogether) {
  ::setenv("PARVIS_TEST_ENGINE_MS", "1500", 1);
  const auto vision = start_vision(settings);
  ASSERT_TRUE(vision->read(photo, 20'000));
  const auto start = std::chrono::steady_clock::now();
  std::thread other([&] { EXPECT_TRUE(vision->read(photo, 20'000)); });
  EXPECT_TRUE(vision->read(photo, 20'000));
  other.join();
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(2'800));
}

TEST_F(VisionTest, MissingModelAndMissingWorker) {
  settings.pipeline = {};
  settings.model_folder = out / "no model here";
  {
    const auto vision = start_vision(settings);
    EXPECT_EQ(vision->read(photo, 1'000).error().code, "model_missing");
    EXPECT_EQ(vision->model().error().kind, ErrorKind::unavailable);
    EXPECT_TRUE(vision->derive(photo, {}, out / "a.jpg", out / "b.jpg"));
  }
  settings.worker_program = "/nowhere/parvis";
  const auto vision = start_vision(settings);
  const auto facts = vision->inspect(photo, "photo");
  ASSERT_TRUE(facts);
  EXPECT_FALSE(facts->dark.has_value());
  EXPECT_EQ(vision->derive(photo, {}, out / "a.jpg", out / "b.jpg").error().kind, ErrorKind::unavailable);
}

TEST_F(VisionTest, NoChildStaysBehind) {
  { const auto vision = start_vision(settings); }
  EXPECT_TRUE(children().empty());
}

}  // namespace
}  // namespace parvis::model

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "vision-worker")
    return parvis::model::serve_vision(
        3, [](const parvis::model::WorkerSetup&) { return std::make_unique<parvis::model::TestEngine>(); });
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
