#include "model/test_vision.hpp"

#include "base/file.hpp"

namespace parvis::model {
namespace {

// The head of a 1 × 1 JPEG with one empty scan: enough for whoever looks at its outline.
constexpr std::string_view tiny_jpeg(
    "\xFF\xD8\xFF\xC0\x00\x0B\x08\x00\x01\x00\x01\x01\x01\x11\x00\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00\x00"
    "\xFF\xD9",
    29);

}  // namespace

Result<PhotoFacts> TestVision::inspect(const std::filesystem::path& photo, std::string_view name) {
  return check_photo_file(photo, name);
}

Result<PhotoReading> TestVision::read(const std::filesystem::path&, int) {
  if (failure) return tl::make_unexpected(*failure);
  PhotoReading reading;
  reading.classes = classes;
  reading.feature.assign(1280, 1.0F);
  reading.abstained = classes.empty() || classes.front().probability < 0.4;
  reading.milliseconds = 20;
  reading.cpu_ns = 20'000'000;
  reading.energy = estimate_energy(0.020, 0, 0.020);
  reading.model = model().value();
  return reading;
}

Result<std::vector<FaceBox>> TestVision::find_faces(const std::filesystem::path&, int) {
  if (failure) return tl::make_unexpected(*failure);
  return faces;
}

Result<DerivedFiles> TestVision::derive(const std::filesystem::path&, const std::vector<FaceBox>&,
                                        const std::filesystem::path& shown,
                                        const std::filesystem::path& thumb, int) {
  if (failure) return tl::make_unexpected(*failure);
  PARVIS_CHECK(base::write_file_durably(shown, tiny_jpeg));
  PARVIS_CHECK(base::write_file_durably(thumb, tiny_jpeg));
  return DerivedFiles{1, 1, 1, 1};
}

Result<ModelIdentity> TestVision::model() const {
  return ModelIdentity{"essai", std::string(64, '0')};
}

}  // namespace parvis::model
