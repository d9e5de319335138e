// A Vision for tests of other rooms: no child, no network. Answers are set by the test; the header check and
// EXIF are the real ones, derivatives are copies of a tiny JPEG.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "model/vision.hpp"

namespace parvis::model {

class TestVision final : public Vision {
 public:
  std::vector<ClassProbability> classes{{"illegal_dumping", 0.9}, {"other", 0.1}};
  std::vector<FaceBox> faces;
  std::optional<Error> failure;  // of read, find_faces and derive

  Result<PhotoFacts> inspect(const std::filesystem::path& photo, std::string_view name) override;
  Result<PhotoReading> read(const std::filesystem::path& photo, int deadline_ms) override;
  Result<std::vector<FaceBox>> find_faces(const std::filesystem::path& photo, int deadline_ms) override;
  Result<DerivedFiles> derive(const std::filesystem::path& photo, const std::vector<FaceBox>& boxes,
                              const std::filesystem::path& shown, const std::filesystem::path& thumb,
                              int deadline_ms) override;
  [[nodiscard]] Result<ModelIdentity> model() const override;
};

}  // namespace parvis::model
