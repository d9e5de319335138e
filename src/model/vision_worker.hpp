// The child's side of Vision: reads requests from a socket, answers each on one of its threads.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "base/json.hpp"
#include "model/engine.hpp"
#include "model/model_folder.hpp"

namespace parvis::model {

// The first message of the parent.
struct WorkerSetup {
  FeaturePipeline pipeline;  // without backbones: no reading
  std::filesystem::path faces_folder, cache_folder;
  int threads = 1;
  std::uint64_t max_memory_bytes = 0;  // of address space; 0: none
};
base::json::object setup_to_json(const WorkerSetup& setup);
Result<WorkerSetup> setup_from_json(const base::json::object& object);

using EngineMaker = std::function<std::unique_ptr<Engine>(const WorkerSetup&)>;

// Serves until the peer closes; answers the exit code.
int serve_vision(int fd, const EngineMaker& make_engine);

}  // namespace parvis::model
