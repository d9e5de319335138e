#include "model/vision_worker.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "base/file.hpp"
#include "model/energy.hpp"
#include "model/face_finder.hpp"
#include "model/feature_extractor.hpp"
#include "model/vision.hpp"
#include "model/vision_wire.hpp"

namespace parvis::model {
namespace {

namespace json = base::json;

constexpr std::uint64_t max_worker_file_bytes = 256ULL << 20;

double resident_gb() {
  const auto text = base::read_file("/proc/self/statm", 256);
  if (!text) return 0;
  const auto pages = std::strtod(text->c_str() + std::min(text->find(' '), text->size()), nullptr);
  return pages * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e9;
}

struct Answer {
  json::object text;
  std::vector<float> floats;
};

void put_checks(json::object& out, const PictureChecks& checks) {
  out["dark"] = checks.brightness < dark_below;
  out["blurry"] = checks.sharpness < blurry_below;
  // as text: 64 bits do not fit every JSON number
  out["dhash"] = std::to_string(checks.dhash);
}

// What the worker can do, loaded once; a part that is missing answers with its own error.
class Abilities {
 public:
  Abilities(const WorkerSetup& setup, const EngineMaker& make_engine) {
    engine_ = make_engine(setup);
    if (!setup.pipeline.backbones.empty()) extractor_ = FeatureExtractor::load(*engine_, setup.pipeline);
    if (!setup.faces_folder.empty()) faces_ = FaceFinder::load(*engine_, setup.faces_folder);
  }

  Result<Answer> answer(const json::object& request) const {
    const auto photo = base::read_file(base::text_or(request, "photo"), max_worker_file_bytes);
    if (!photo) return tl::make_unexpected(photo.error());
    const Bytes bytes(reinterpret_cast<const std::uint8_t*>(photo->data()), photo->size());
    const auto op = base::text_or(request, "op");
    if (op == "check") return check(bytes);
    if (op == "read") return read(bytes);
    if (op == "faces") return faces(bytes);
    if (op == "derive") return derive(bytes, request);
    return fail(ErrorKind::internal, "Demande inconnue.", op);
  }

 private:
  static Result<Answer> check(Bytes photo) {
    PARVIS_TRY(base, decode_base(photo));
    const auto pixels = make_view(base, checks_view_pixels, View::squash);
    Answer answer;
    put_checks(answer.text, check_picture(pixels));
    return answer;
  }

  Result<Answer> read(Bytes photo) const {
    if (!extractor_) return tl::make_unexpected(extractor_.error());
    PARVIS_TRY(features, extractor_->extract(photo));
    Answer answer;
    put_checks(answer.text, features.checks);
    answer.text["feature"] = features.feature.size();
    answer.floats = std::move(features.feature);
    answer.floats.insert(answer.floats.end(), features.input.begin(), features.input.end());
    return answer;
  }

  Result<Answer> faces(Bytes photo) const {
    if (!faces_) return tl::make_unexpected(faces_.error());
    PARVIS_TRY(boxes, faces_->find(photo));
    Answer answer;
    answer.text["boxes"] = boxes_to_json(boxes);
    return answer;
  }

  static Result<Answer> derive(Bytes photo, const json::object& request) {
    PARVIS_TRY(list, base::need_array(request, "boxes"));
    auto boxes = boxes_from_json(list);
    for (auto& box : boxes) box = enlarged(box, FaceSettings{}.enlarge);
    PARVIS_TRY(pair, derive_photo(photo, boxes));
    PARVIS_CHECK(base::write_file_durably(base::text_or(request, "shown"), pair.shown.jpeg));
    PARVIS_CHECK(base::write_file_durably(base::text_or(request, "thumb"), pair.thumb.jpeg));
    return Answer{{{"width", pair.shown.width},
                   {"height", pair.shown.height},
                   {"thumb_width", pair.thumb.width},
                   {"thumb_height", pair.thumb.height}},
                  {}};
  }

  std::unique_ptr<Engine> engine_;
  Result<FeatureExtractor> extractor_ =
      fail(ErrorKind::unavailable, "Aucun modèle de photos n'est installé.", "no pipeline", "model_missing");
  Result<FaceFinder> faces_ = fail(ErrorKind::unavailable, "La recherche de visages n'est pas installée.",
                                   "no faces folder", "model_missing");
};

class Worker {
 public:
  Worker(int fd, const Abilities& abilities) : fd_(fd), abilities_(abilities) {}

  void start(int threads) {
    for (int i = 0; i < threads; ++i) std::thread([this] { serve(); }).detach();
  }

  void put(json::object request) {
    const std::scoped_lock lock(queue_mutex_);
    queue_.push_back(std::move(request));
    waiting_.notify_one();
  }

 private:
  json::object take() {
    std::unique_lock lock(queue_mutex_);
    waiting_.wait(lock, [this] { return !queue_.empty(); });
    auto request = std::move(queue_.front());
    queue_.pop_front();
    return request;
  }

  [[noreturn]] void serve() {
    for (;;) {
      const auto request = take();
      const auto start = std::chrono::steady_clock::now();
      CpuShare cpu;
      auto result = abilities_.answer(request);
      json::object out =
          result ? std::move(result->text) : json::object{{"error", error_to_json(result.error())}};
      out["id"] = request.at("id");
      out["cpu_ns"] = cpu.finish();
      out["ms"] = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
      out["resident_gb"] = resident_gb();
      const std::scoped_lock lock(send_mutex_);
      // a parent that is gone is noticed by the reading thread
      (void)send_message(fd_, out,
                         result ? std::span<const float>(result->floats) : std::span<const float>());
    }
  }

  int fd_;
  const Abilities& abilities_;
  std::mutex queue_mutex_, send_mutex_;
  std::condition_variable waiting_;
  std::deque<json::object> queue_;
};

void limit_process(const WorkerSetup& setup) {
  if (setup.max_memory_bytes > 0) {
    const rlimit memory{setup.max_memory_bytes, setup.max_memory_bytes};
    ::setrlimit(RLIMIT_AS, &memory);
  }
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);  // a core file would hold a citizen's photo
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

}  // namespace

json::object setup_to_json(const WorkerSetup& setup) {
  json::array backbones, blocks;
  for (const auto& one : setup.pipeline.backbones)
    backbones.push_back(json::object{{"name", one.name},
                                     {"folder", one.folder.string()},
                                     {"size", one.input_size},
                                     {"views", json::value_from(one.views)}});
  for (const auto& one : setup.pipeline.blocks)
    blocks.push_back(json::object{{"backbone", one.backbone},
                                  {"output", one.output},
                                  {"transform", static_cast<int>(one.transform)},
                                  {"weight", one.weight},
                                  {"size", one.size}});
  return {{"backbones", backbones},
          {"blocks", blocks},
          {"faces", setup.faces_folder.string()},
          {"cache", setup.cache_folder.string()},
          {"threads", setup.threads},
          {"max_memory_bytes", static_cast<std::int64_t>(setup.max_memory_bytes)}};
}

Result<WorkerSetup> setup_from_json(const json::object& object) {
  WorkerSetup setup;
  PARVIS_TRY(backbones, base::need_array(object, "backbones"));
  PARVIS_TRY(blocks, base::need_array(object, "blocks"));
  for (const auto& value : backbones) {
    const auto& one = value.as_object();
    PARVIS_TRY(views, base::need_array(one, "views"));
    BackboneFiles files;
    files.name = base::text_or(one, "name");
    files.folder = base::text_or(one, "folder");
    files.input_size = static_cast<int>(base::integer_or(one, "size"));
    for (const auto& view : views) files.views.emplace_back(view.as_string());
    setup.pipeline.backbones.push_back(std::move(files));
  }
  for (const auto& value : blocks) {
    const auto& one = value.as_object();
    setup.pipeline.blocks.push_back({base::text_or(one, "backbone"), base::text_or(one, "output"),
                                     static_cast<Transform>(base::integer_or(one, "transform")),
                                     base::number_or(one, "weight", 1),
                                     static_cast<std::size_t>(base::integer_or(one, "size"))});
  }
  setup.faces_folder = base::text_or(object, "faces");
  setup.cache_folder = base::text_or(object, "cache");
  setup.threads = static_cast<int>(std::clamp<std::int64_t>(base::integer_or(object, "threads", 1), 1, 256));
  setup.max_memory_bytes = static_cast<std::uint64_t>(base::integer_or(object, "max_memory_bytes"));
  return setup;
}

int serve_vision(int fd, const EngineMaker& make_engine) {
  auto first = receive_message(fd);
  if (!first) return exit_code(first.error().kind);
  const auto setup = setup_from_json(first->text);
  if (!setup) return exit_code(setup.error().kind);
  limit_process(*setup);
  if (const auto started = start_images(); !started) return exit_code(started.error().kind);
  const Abilities abilities(*setup, make_engine);
  Worker worker(fd, abilities);
  worker.start(setup->threads);
  while (auto request = receive_message(fd)) worker.put(std::move(request->text));
  // The parent is gone: threads may be deep in a decoder, and there is nothing to save.
  std::_Exit(0);
}

int vision_worker_main(int fd) {
  return serve_vision(
      fd, [](const WorkerSetup& setup) { return openvino_engine(setup.threads, setup.cache_folder); });
}

}  // namespace parvis::model
