// The same steps as models/recipes/reference_head.py, number by number (models/recipes/parity.json).
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <numeric>

#include "base/file.hpp"
#include "model/calibration.hpp"
#include "model/head_training.hpp"
#include "model/model_folder.hpp"

namespace parvis::model {
namespace {

namespace fs = std::filesystem;
namespace json = base::json;

const fs::path models = fs::path(PARVIS_SOURCE_DIR) / "models";
constexpr double tolerance = 1e-4;

template <class T>
std::vector<T> list(const json::value& value) {
  std::vector<T> out;
  for (const auto& one : value.as_array()) out.push_back(static_cast<T>(one.to_number<double>()));
  return out;
}

template <class T>
std::vector<std::vector<T>> table(const json::value& value) {
  std::vector<std::vector<T>> out;
  for (const auto& row : value.as_array()) out.push_back(list<T>(row));
  return out;
}

void expect_near(const std::vector<double>& actual, const std::vector<double>& expected, const char* what) {
  ASSERT_EQ(actual.size(), expected.size()) << what;
  for (std::size_t i = 0; i < actual.size(); ++i) EXPECT_NEAR(actual[i], expected[i], tolerance) << what << i;
}

void expect_near(const Scores& actual, const Scores& expected, const char* what) {
  ASSERT_EQ(actual.size(), expected.size()) << what;
  for (std::size_t i = 0; i < actual.size(); ++i) expect_near(actual[i], expected[i], what);
}

Scores rows_of(const std::vector<float>& flat, std::size_t columns) {
  Scores out;
  for (std::size_t i = 0; i < flat.size(); i += columns)
    out.emplace_back(flat.begin() + static_cast<std::ptrdiff_t>(i),
                     flat.begin() + static_cast<std::ptrdiff_t>(i + columns));
  return out;
}

class Parity : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto text = base::read_file(models / "recipes/parity.json");
    if (!text) GTEST_SKIP() << "no parity vectors";
    vectors = base::parse_json_object(*text).value();
  }
  json::object vectors;
};

void check_training(const json::object& one) {
  LabelledPhotos photos{table<float>(one.at("vectors")), list<std::size_t>(one.at("labels")), {}, 3};
  for (const auto& source : one.at("sources").as_array()) photos.sources.emplace_back(source.as_string());
  const DotProducts products(photos.inputs);
  const auto head = train_head(photos, products).value();
  expect_near({head.mean.begin(), head.mean.end()}, list<double>(one.at("mean")), "mean");
  expect_near({head.bias.begin(), head.bias.end()}, list<double>(one.at("bias")), "bias");
  expect_near(rows_of(head.weights, 3), table<double>(one.at("weights")), "weights");
  Scores scores;
  for (const auto& x : photos.inputs) scores.push_back(head.scores(x).value());
  expect_near(scores, table<double>(one.at("scores")), "scores");
  const double temperature = one.at("temperature").to_number<double>();
  EXPECT_NEAR(fit_temperature(scores, photos.labels), temperature, 1e-9);

  Rows all(photos.labels.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  expect_near(score_fold(photos, products, all, all).value().scores, scores, "fold");

  const auto adapted = adapt_head(head, temperature, table<float>(one.at("town_vectors")),
                                  list<std::size_t>(one.at("town_labels")))
                           .value();
  expect_near(rows_of(adapted.head.weights, 3), table<double>(one.at("town_weights")), "town weights");
  expect_near({adapted.head.bias.begin(), adapted.head.bias.end()}, list<double>(one.at("town_bias")),
              "town bias");
  expect_near(adapted.left_out, table<double>(one.at("town_left_out_scores")), "left out");
  EXPECT_NEAR(adapted.temperature, one.at("town_temperature").to_number<double>(), 1e-9);
}

TEST_F(Parity, MorePhotosThanDimensions) {
  check_training(vectors.at("primal").as_object());
}
TEST_F(Parity, FewerPhotosThanDimensions) {
  check_training(vectors.at("dual").as_object());
}

TEST_F(Parity, Threshold) {
  const auto& one = vectors.at("threshold").as_object();
  std::vector<bool> right;
  for (const int r : list<int>(one.at("right"))) right.push_back(r != 0);
  EXPECT_DOUBLE_EQ(
      threshold_for_precision(list<double>(one.at("p1")), right, one.at("precision").to_number<double>(), 2,
                              one.at("least").to_number<std::size_t>()),
      one.at("answer").to_number<double>());
}

std::vector<float> pattern(std::size_t seed, std::size_t count) {
  std::vector<float> out(count);
  for (std::size_t i = 0; i < count; ++i)
    out[i] = static_cast<float>(static_cast<double>((i * 7919 + seed * 104'729) % 6007) / 1001.2);
  return out;
}

// Of three views.
std::vector<float> mean_pattern(std::size_t seed, std::size_t count) {
  std::vector<float> mean(count);
  for (std::size_t view = 0; view < 3; ++view) {
    const auto values = pattern(seed + view, count);
    for (std::size_t i = 0; i < count; ++i) mean[i] += values[i] / 3.0F;
  }
  return mean;
}

TEST_F(Parity, ShippedHeadsOnMadeUpFeatures) {
  for (const auto& [name, answers] : vectors.at("shipped").as_object()) {
    const auto model = load_photo_model(models / std::string(name));
    ASSERT_TRUE(model) << std::string(name) << ": " << model.error().detail;
    const auto& blocks = model->pipeline.blocks;
    for (const auto& answer : answers.as_array()) {
      const auto photo = answer.at("photo").to_number<std::size_t>();
      RawFeatures raw;
      for (std::size_t b = 0; b < blocks.size(); ++b) {
        const std::size_t size = blocks[b].output == "features"  ? 1280
                                 : blocks[b].backbone == "lite0" ? 1824
                                                                 : 1968;
        raw[blocks[b].backbone + "/" + blocks[b].output] = mean_pattern(100 * photo + 10 * b, size);
      }
      const auto x = join_blocks(model->pipeline, raw).value();
      const auto scores = model->head.scores(x).value();
      expect_near(scores, list<double>(answer.at("scores")), "scores");
      expect_near(softmax(scores, model->temperature), list<double>(answer.at("probabilities")),
                  "probabilities");
    }
  }
}

class SpoiltModel : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!load_photo_model(models / "street-full")) GTEST_SKIP() << "no shipped model";
    folder = fs::temp_directory_path() / ("spoilt_model_" + std::to_string(::getpid()));
    fs::create_directories(folder);
    fs::copy(models / "street-full", folder / "street", fs::copy_options::recursive);
    fs::copy(models / "backbones", folder / "backbones", fs::copy_options::recursive);
  }
  void TearDown() override { fs::remove_all(folder); }
  fs::path folder;
};

TEST_F(SpoiltModel, EveryFileIsChecked) {
  ASSERT_TRUE(load_photo_model(folder / "street"));
  for (const char* file :
       {"street/head.bin", "backbones/lite0-int8/model.bin", "backbones/lite2-int8/model.xml"}) {
    const auto good = base::read_file(folder / file).value();
    auto bad = good;
    bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 1);
    ASSERT_TRUE(base::write_file_durably(folder / file, bad));
    const auto spoilt = load_photo_model(folder / "street");
    ASSERT_FALSE(spoilt) << file;
    EXPECT_EQ(spoilt.error().code, "model_broken") << file;
    fs::remove(folder / file);
    EXPECT_EQ(load_photo_model(folder / "street").error().code, "model_missing") << file;
    ASSERT_TRUE(base::write_file_durably(folder / file, good));
  }
  ASSERT_TRUE(load_photo_model(folder / "street"));
}

TEST_F(SpoiltModel, SavedModelReadsTheSame) {
  const auto model = load_photo_model(folder / "street").value();
  const auto sha = save_photo_model(folder / "copy", model, {});
  ASSERT_TRUE(sha);
  const auto copy = load_photo_model(folder / "copy");
  ASSERT_TRUE(copy) << copy.error().detail;
  EXPECT_EQ(copy->sha256, *sha);
  EXPECT_EQ(copy->head.weights, model.head.weights);
  EXPECT_EQ(copy->pipeline.fingerprint(), model.pipeline.fingerprint());
  EXPECT_EQ(copy->temperature, model.temperature);
}

}  // namespace
}  // namespace parvis::model
