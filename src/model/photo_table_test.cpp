#include "model/photo_table.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

#include "base/file.hpp"
#include "model/photo_evaluation.hpp"

namespace parvis::model {
namespace {

namespace fs = std::filesystem;

class PhotoTable : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / ("photo_table_" + std::to_string(::getpid()));
    fs::create_directories(folder);
  }
  void TearDown() override { fs::remove_all(folder); }
  Result<std::vector<TablePhoto>> read(const std::string& csv, TableFilter filter = {}) {
    EXPECT_TRUE(base::write_file_durably(folder / "t.csv", csv));
    return read_photo_table(folder / "t.csv", folder, filter);
  }
  fs::path folder;
};

TEST_F(PhotoTable, GroupsJoinThroughNearDuplicates) {
  const auto photos = read(
      "path,class,source,weights_may_ship,group,near_duplicate_group\n"
      "a.jpg,x,s,yes,g1,\nb.jpg,x,s,yes,g1,n1\nc.jpg,y,s,tdm,g2,n1\nd.jpg,y,s,yes,g3,\ne.jpg,y,s,yes,,\nf."
      "jpg,y,s,no,g1,\n");
  ASSERT_TRUE(photos);
  ASSERT_EQ(photos->size(), 5u);
  EXPECT_EQ((*photos)[0].group, (*photos)[2].group);
  EXPECT_NE((*photos)[0].group, (*photos)[3].group);
  EXPECT_NE((*photos)[3].group, (*photos)[4].group);
}

TEST_F(PhotoTable, ShippableOnlyAndTownTables) {
  const std::string csv = "path,class,weights_may_ship\na.jpg,x,yes\nb.jpg,x,tdm\nc.jpg,x,\nd.jpg,x,no\n";
  EXPECT_EQ(read(csv)->size(), 3u);
  EXPECT_EQ(read(csv, {true})->size(), 1u);
  EXPECT_EQ(read("path,class\na.jpg,x\n")->front().source, "ville");
  EXPECT_EQ(read("chemin,classe\na,b\n").error().code, "photo_table");
}

TEST_F(PhotoTable, HashIgnoresOrder) {
  std::vector<TablePhoto> photos{{"a", "x", "s", "g", "01", {}}, {"b", "y", "s", "g", "02", {}}};
  const auto hash = data_hash(photos);
  std::reverse(photos.begin(), photos.end());
  EXPECT_EQ(data_hash(photos), hash);
}

// Two sources, two classes that one direction tells apart, and a shift between the sources.
std::vector<TablePhoto> made_up() {
  std::vector<TablePhoto> table;
  for (int i = 0; i < 160; ++i) {
    const int label = i % 2, source = i / 80;
    const float noise = static_cast<float>(i * 37 % 17) / 50.0F;
    table.push_back({"p",
                     label == 0 ? "a" : "b",
                     source == 0 ? "s" : "t",
                     std::to_string(i / 2),
                     std::to_string(i),
                     {label == 0 ? 1.0F : -1.0F, source == 0 ? 0.8F : -0.8F, noise}});
  }
  return table;
}

TEST(PhotoEvaluation, EverySplitFindsTheClass) {
  const auto table = made_up();
  const auto material = material_of(table, classes_of(table));
  const DotProducts products(material.photos.inputs);
  const auto by_source = held_out_by_source(material, products, 0.2).value();
  const auto by_group = held_out_by_group(material, products, 0.2).value();
  EXPECT_EQ(by_source.judged.size(), 160u);
  EXPECT_EQ(by_group.judged.size(), 160u);
  EXPECT_EQ(top_k(by_source.judged, 1), 1);
  EXPECT_EQ(top_k(by_group.judged, 1), 1);
  const auto curve = new_town_curve(material, products, 0.2).value();
  ASSERT_EQ(curve.size(), 4u);  // 80 photos a town leave none to test at K = 80
  EXPECT_EQ(curve.at(20).towns, 2u);
  EXPECT_GT(curve.at(20).balanced_accuracy, 0.99);
  EXPECT_GT(curve.at(20).logistic_balanced_accuracy, 0.99);
}

}  // namespace
}  // namespace parvis::model
