// The server's way to pictures. Untrusted photos are decoded and seen by networks in a child process, `parvis
// vision-worker`, which has its own memory ceiling and is started again, after a growing delay, whenever it
// dies. A call then under way answers `unavailable`; nothing else is lost. All methods are thread-safe; calls
// run together, as many as the child has threads, and past `max_waiting_calls` the answer is `unavailable`
// (code "vision_busy").
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/energy.hpp"
#include "model/faces.hpp"
#include "model/linear_head.hpp"
#include "model/model_folder.hpp"
#include "model/photo_facts.hpp"

namespace parvis::model {

struct ModelIdentity {
  std::string name, sha256;
};

struct PhotoReading {
  std::vector<ClassProbability> classes;  // all, best first
  std::vector<float> feature;             // 1,280 values of the first backbone, for likeness
  std::vector<float> input;               // what the head took
  std::uint64_t dhash = 0;
  bool dark = false, blurry = false;
  bool abstained = true;  // the first class is below the model's threshold
  double milliseconds = 0;
  std::int64_t cpu_ns = 0;
  Energy energy;
  ModelIdentity model;
};

struct DerivedFiles {
  int width = 0, height = 0, thumb_width = 0, thumb_height = 0;
};

// What every user of pictures depends on: the child process in the server, a made-up one in tests.
class Vision {
 public:
  virtual ~Vision() = default;

  // check_photo_file, then dark and blurry from the child; without a child these two stay unknown. Errors:
  // those of check_photo, and unsupported (code "photo_broken") when the child cannot decode it.
  virtual Result<PhotoFacts> inspect(const std::filesystem::path& photo, std::string_view name) = 0;

  // One decoding: classes, feature, hash, flags. Errors: unsupported (broken photo); unavailable with code
  // "model_missing", "vision_busy", "vision_slow" (past the deadline) or "vision_down".
  virtual Result<PhotoReading> read(const std::filesystem::path& photo, int deadline_ms = 800) = 0;

  // Errors: as read. The boxes are not enlarged yet.
  virtual Result<std::vector<FaceBox>> find_faces(const std::filesystem::path& photo,
                                                  int deadline_ms = 20'000) = 0;

  // JPEG of at most 1,280 px and thumbnail of at most 320 px, upright, sRGB, no metadata; `boxes` enlarged by
  // 20 % and filled with one flat colour. Writes both files whole. Errors: as read, and those of writing.
  virtual Result<DerivedFiles> derive(const std::filesystem::path& photo, const std::vector<FaceBox>& boxes,
                                      const std::filesystem::path& shown, const std::filesystem::path& thumb,
                                      int deadline_ms = 20'000) = 0;

  // The photo model in use; unavailable with its reason when none could be loaded.
  [[nodiscard]] virtual Result<ModelIdentity> model() const = 0;
};

struct VisionSettings {
  std::filesystem::path worker_program = "/proc/self/exe";  // run as `worker_program vision-worker`
  std::filesystem::path model_folder;                       // empty: no suggestions
  FeaturePipeline pipeline;            // read without classes where there is no model folder
  std::filesystem::path faces_folder;  // empty: find_faces is unavailable
  std::filesystem::path cache_folder;  // of compiled networks; empty: none
  int worker_threads = 0;              // 0: one a core
  int max_waiting_calls = 64;
  std::uint64_t max_worker_memory_bytes = 6ULL << 30;  // address space of the child
  int kill_after_ms = 30'000;                          // a call that long means a child that hangs
  int first_restart_delay_ms = 100, max_restart_delay_ms = 10'000;
  PhotoLimits photo_limits;
  PowerModel power;
};

// Starts the child. Never fails for a missing model or child: the calls then answer unavailable.
std::unique_ptr<Vision> start_vision(const VisionSettings& settings);

// The hidden command `parvis vision-worker`: serves the socket `fd` until its peer closes it.
int vision_worker_main(int fd = 3);

}  // namespace parvis::model
