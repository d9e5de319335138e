// Networks behind one small interface: OpenVINO in the product, a made-up one in tests. Thread-safe.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/image.hpp"

namespace parvis::model {

struct Tensor {
  std::string name;
  std::vector<std::size_t> shape;
  std::vector<float> values;
};

class Network {
 public:
  virtual ~Network() = default;
  // One picture, uint8 [1, height, width, 3]; float32 answers in the order of the network. Errors: internal.
  virtual Result<std::vector<Tensor>> run(const Pixels& pixels) = 0;
};

class Engine {
 public:
  virtual ~Engine() = default;
  // `folder` holds model.xml and model.bin; `side` fixes the input to a square, 0 leaves it free; what is not
  // in `outputs` is not computed (empty: all is). Errors: unavailable.
  virtual Result<std::unique_ptr<Network>> load(const std::filesystem::path& folder, int side,
                                                const std::set<std::string>& outputs) = 0;
};

// float32 always: the default precision changes answers between machines. As many streams as threads, one
// request a caller. `cache` may be empty.
std::unique_ptr<Engine> openvino_engine(int threads, const std::filesystem::path& cache);

}  // namespace parvis::model
