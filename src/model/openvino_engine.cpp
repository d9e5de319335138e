#include <exception>
#include <mutex>
#include <openvino/openvino.hpp>

#include "model/engine.hpp"

namespace parvis::model {
namespace {

class OpenVinoNetwork final : public Network {
 public:
  explicit OpenVinoNetwork(ov::CompiledModel compiled) : compiled_(std::move(compiled)) {
    for (const auto& port : compiled_.outputs()) names_.push_back(port.get_any_name());
  }

  Result<std::vector<Tensor>> run(const Pixels& pixels) override {
    try {
      auto request = borrow();
      const ov::Shape shape{1, static_cast<std::size_t>(pixels.height),
                            static_cast<std::size_t>(pixels.width), 3};
      // OpenVINO takes a pointer that it does not write through for an input
      request.set_input_tensor(
          ov::Tensor(ov::element::u8, shape, const_cast<std::uint8_t*>(pixels.rgb.data())));
      request.infer();
      auto answer = tensors_of(request);
      give_back(std::move(request));
      return answer;
    } catch (const std::exception& error) {
      return fail(ErrorKind::internal, "Le réseau n'a pas pu lire cette photo.", error.what());
    }
  }

 private:
  ov::InferRequest borrow() {
    const std::scoped_lock lock(mutex_);
    if (free_.empty()) return compiled_.create_infer_request();
    auto request = std::move(free_.back());
    free_.pop_back();
    return request;
  }
  void give_back(ov::InferRequest request) {
    const std::scoped_lock lock(mutex_);
    free_.push_back(std::move(request));
  }
  std::vector<Tensor> tensors_of(ov::InferRequest& request) const {
    std::vector<Tensor> out;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const auto tensor = request.get_output_tensor(i);
      const auto* values = tensor.data<const float>();
      out.push_back({names_[i], tensor.get_shape(), {values, values + tensor.get_size()}});
    }
    return out;
  }

  ov::CompiledModel compiled_;
  std::vector<std::string> names_;
  std::mutex mutex_;
  std::vector<ov::InferRequest> free_;
};

class OpenVinoEngine final : public Engine {
 public:
  OpenVinoEngine(int threads, std::filesystem::path cache) : threads_(threads), cache_(std::move(cache)) {}

  Result<std::unique_ptr<Network>> load(const std::filesystem::path& folder, int side,
                                        const std::set<std::string>& outputs) override {
    try {
      if (!cache_.empty()) core_.set_property(ov::cache_dir(cache_.string()));
      auto model = core_.read_model((folder / "model.xml").string());
      keep_outputs(*model, outputs);
      if (side > 0) model->reshape(ov::PartialShape{1, side, side, 3});
      auto compiled = core_.compile_model(model, "CPU", ov::hint::inference_precision(ov::element::f32),
                                          ov::num_streams(threads_), ov::inference_num_threads(threads_));
      return std::make_unique<OpenVinoNetwork>(std::move(compiled));
    } catch (const std::exception& error) {
      return fail(ErrorKind::unavailable, "Le réseau de lecture des photos n'a pas pu être chargé.",
                  error.what(), "model_missing");
    }
  }

 private:
  static void keep_outputs(ov::Model& model, const std::set<std::string>& outputs) {
    if (outputs.empty()) return;
    const auto results = model.get_results();
    for (const auto& result : results)
      if (!outputs.contains(result->output(0).get_any_name())) model.remove_result(result);
  }

  ov::Core core_;
  int threads_;
  std::filesystem::path cache_;
};

}  // namespace

std::unique_ptr<Engine> openvino_engine(int threads, const std::filesystem::path& cache) {
  return std::make_unique<OpenVinoEngine>(threads, cache);
}

}  // namespace parvis::model
