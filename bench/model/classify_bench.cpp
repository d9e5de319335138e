// Photo to head input through the vision worker: photos a second and CPU a photo. The program is its own
// worker.
//   classify_bench PHOTO MODEL_FOLDER [CALLERS] [SECONDS]
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

#include "model/vision.hpp"

int main(int argc, char** argv) {
  using namespace parvis::model;
  using Clock = std::chrono::steady_clock;
  if (argc > 1 && std::string_view(argv[1]) == "vision-worker") return vision_worker_main();
  if (argc < 3) {
    std::fprintf(stderr, "usage: classify_bench PHOTO MODEL_FOLDER [CALLERS] [SECONDS]\n");
    return 2;
  }
  const int callers = argc > 3 ? std::atoi(argv[3]) : 1;
  const std::chrono::seconds length(argc > 4 ? std::atoi(argv[4]) : 5);
  VisionSettings settings;
  settings.model_folder = argv[2];
  settings.worker_threads = callers;
  const auto vision = start_vision(settings);
  const auto first = vision->read(argv[1], 60'000);
  if (!first) {
    std::fprintf(stderr, "%s (%s)\n", first.error().message.c_str(), first.error().detail.c_str());
    return 1;
  }
  std::atomic<std::int64_t> photos = 0, cpu_ns = 0;
  const auto start = Clock::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < callers; ++i)
    threads.emplace_back([&] {
      while (Clock::now() - start < length) {
        const auto reading = vision->read(argv[1], 60'000);
        if (!reading) continue;
        ++photos;
        cpu_ns += reading->cpu_ns;
      }
    });
  for (auto& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  const auto count = static_cast<double>(photos);
  std::printf("callers %d: %.1f photos/s, %.2f CPU ms a photo in the worker, %.1f photos/s/core\n", callers,
              count / seconds, static_cast<double>(cpu_ns) / count / 1e6,
              1e9 * count / static_cast<double>(cpu_ns));
}
