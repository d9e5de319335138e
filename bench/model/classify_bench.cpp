// Photo to head input: CPU milliseconds of each part on one thread, then photos a second through the vision
// worker. The program is its own worker.
//   classify_bench PHOTO MODEL_FOLDER [CALLERS] [SECONDS]
//   classify_bench make OUT.jpg PHOTO...     writes a 2560 x 1944 JPEG: the photos as tiles, twenty in turn
#include <vips/vips.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/file.hpp"
#include "model/engine.hpp"
#include "model/vision.hpp"

namespace {

using namespace parvis::model;

constexpr int part_rounds = 60;

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Least and middle of `part_rounds` runs: the least is what a quiet core gives.
struct Cost {
  double least = 0, middle = 0;
};

template <class F>
Cost cost_of(F&& work) {
  std::vector<double> all;
  for (int i = 0; i < part_rounds; ++i) {
    const double start = cpu_ms();
    work();
    all.push_back(cpu_ms() - start);
  }
  std::sort(all.begin(), all.end());
  return {all.front(), all[all.size() / 2]};
}

void tell(const std::string& what, const Cost& cost) {
  std::printf("  %-24s %6.2f ms least, %6.2f middle\n", what.c_str(), cost.least, cost.middle);
}

int tell_parts(const char* photo, const PhotoModel& model) {
  const auto file = parvis::base::read_file(photo, 64 << 20);
  if (!file) return 1;
  const Bytes bytes(reinterpret_cast<const std::uint8_t*>(file->data()), file->size());
  const auto base = decode_base(bytes);
  if (!base) return 1;
  Cost all = cost_of([&] { (void)decode_base(bytes); });
  std::printf("parts, one thread, base %d x %d:\n", base->width, base->height);
  tell("decode", all);
  const auto engine = openvino_engine(1, {});
  const auto add = [&](const std::string& what, const Cost& cost) {
    tell(what, cost);
    all.least += cost.least, all.middle += cost.middle;
  };
  for (const auto& backbone : model.pipeline.backbones) {
    const auto network = engine->load(backbone.folder, backbone.input_size, {"features", "middle"});
    if (!network) return 1;
    for (const auto& name : backbone.views) {
      const auto view = view_of(name).value();
      add(backbone.name + " " + name, cost_of([&] { (void)make_view(*base, backbone.input_size, view); }));
      const auto pixels = make_view(*base, backbone.input_size, view);
      add(backbone.name + " inference", cost_of([&] { (void)(*network)->run(pixels); }));
    }
  }
  tell("sum", all);
  return 0;
}

int tell_throughput(const char* photo, const char* folder, int callers, std::chrono::seconds length) {
  using Clock = std::chrono::steady_clock;
  VisionSettings settings;
  settings.model_folder = folder;
  settings.worker_threads = callers;
  const auto vision = start_vision(settings);
  const auto first = vision->read(photo, 60'000);
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
        const auto reading = vision->read(photo, 60'000);
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
  return 0;
}

// Tiles keep about the detail of their own pixels: one small photo enlarged would decode too fast.
int make_photo(const char* out, const std::vector<std::string>& photos) {
  constexpr int across = 5, down = 4, tile_width = 512, tile_height = 486;
  if (photos.empty() || VIPS_INIT("classify_bench") != 0) return 2;
  std::vector<VipsImage*> tiles(static_cast<std::size_t>(across * down), nullptr);
  bool made = true;
  for (std::size_t i = 0; i < tiles.size(); ++i)
    made = made && vips_thumbnail(photos[i % photos.size()].c_str(), &tiles[i], tile_width, "height",
                                  tile_height, "crop", VIPS_INTERESTING_CENTRE, nullptr) == 0;
  VipsImage* whole = nullptr;
  made = made && vips_arrayjoin(tiles.data(), &whole, across * down, "across", across, nullptr) == 0 &&
         vips_jpegsave(whole, out, "Q", 90, nullptr) == 0;
  if (!made) std::fprintf(stderr, "%s", vips_error_buffer());
  if (whole != nullptr) g_object_unref(whole);
  for (VipsImage* tile : tiles)
    if (tile != nullptr) g_object_unref(tile);
  return made ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "vision-worker") return vision_worker_main();
  if (argc > 3 && std::string_view(argv[1]) == "make")
    return make_photo(argv[2], std::vector<std::string>(argv + 3, argv + argc));
  if (argc < 3) {
    std::fprintf(stderr, "usage: classify_bench PHOTO MODEL_FOLDER [CALLERS] [SECONDS]\n");
    return 2;
  }
  const auto model = load_photo_plan(argv[2]);
  if (!model || tell_parts(argv[1], *model) != 0) {
    std::fprintf(stderr, "the photo or the model cannot be read\n");
    return 1;
  }
  return tell_throughput(argv[1], argv[2], argc > 3 ? std::atoi(argv[3]) : 1,
                         std::chrono::seconds(argc > 4 ? std::atoi(argv[4]) : 5));
}
