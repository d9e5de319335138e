#include "model/exif.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "model/photo_facts.hpp"

namespace parvis::model {
namespace {

namespace fs = std::filesystem;

std::vector<std::uint8_t> bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A little-endian TIFF with a GPS directory, written by hand so that each field can be spoilt.
struct GpsBlock {
  std::string lat_ref = "N", lon_ref = "W";
  std::uint32_t degrees = 48, denominator = 1, minutes = 30;
  std::uint16_t orientation = 6;

  [[nodiscard]] std::vector<std::uint8_t> bytes() const {
    std::vector<std::uint8_t> out{'I', 'I', 42, 0, 8, 0, 0, 0};
    const auto u16 = [&](std::uint32_t v) {
      out.push_back(static_cast<std::uint8_t>(v & 255));
      out.push_back(static_cast<std::uint8_t>(v >> 8 & 255));
    };
    const auto u32 = [&](std::uint32_t v) { u16(v & 0xFFFF), u16(v >> 16); };
    const auto entry = [&](std::uint32_t tag, std::uint32_t type, std::uint32_t count, std::uint32_t value) {
      u16(tag), u16(type), u32(count), u32(value);
    };
    u16(2);
    entry(0x0112, 3, 1, orientation);
    entry(0x8825, 4, 1, 38);
    u32(0);
    const std::uint32_t values = 38 + 2 + 4 * 12 + 4;
    u16(4);
    entry(1, 2, 2, lat_ref.empty() ? 0 : static_cast<std::uint32_t>(lat_ref[0]));
    entry(2, 5, 3, values);
    entry(3, 2, 2, lon_ref.empty() ? 0 : static_cast<std::uint32_t>(lon_ref[0]));
    entry(4, 5, 3, values);
    u32(0);
    u32(degrees), u32(denominator), u32(minutes), u32(1), u32(0), u32(1);
    return out;
  }
};

TEST(Exif, ReadsHandMadePosition) {
  const auto facts = parse_exif(GpsBlock{}.bytes());
  ASSERT_TRUE(facts.lat && facts.lon);
  EXPECT_DOUBLE_EQ(*facts.lat, 48.5);
  EXPECT_DOUBLE_EQ(*facts.lon, -48.5);
  EXPECT_EQ(facts.orientation, 6);
}

TEST(Exif, NoPositionWithoutLettersOrDenominators) {
  for (const auto& block :
       {GpsBlock{.lat_ref = ""}, GpsBlock{.lon_ref = ""}, GpsBlock{.lon_ref = "X"},
        GpsBlock{.denominator = 0}, GpsBlock{.degrees = 0, .minutes = 0}, GpsBlock{.degrees = 91}}) {
    const auto facts = parse_exif(block.bytes());
    EXPECT_FALSE(facts.lat.has_value());
    EXPECT_FALSE(facts.lon.has_value());
  }
}

TEST(Exif, OutOfRangeOrientationIsUpright) {
  EXPECT_EQ(parse_exif(GpsBlock{.orientation = 9}.bytes()).orientation, 1);
  EXPECT_EQ(parse_exif(GpsBlock{.orientation = 0}.bytes()).orientation, 1);
}

TEST(Exif, AnyCutIsHarmless) {
  const auto whole = GpsBlock{}.bytes();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto facts = parse_exif(Bytes(whole).first(length));
    EXPECT_FALSE(facts.lat.has_value()) << length;
  }
}

TEST(Exif, DirectoryThatPointsAtItselfEnds) {
  auto block = GpsBlock{}.bytes();
  block[8 + 2 + 12 + 8] = 8;  // the GPS directory is the main one
  EXPECT_FALSE(parse_exif(block).lat.has_value());
}

TEST(Exif, PhonePhotos) {
  const fs::path folder = fs::path(PARVIS_SHARED_DIR) / "data/street/phone_exif";
  if (!fs::exists(folder)) GTEST_SKIP() << "shared phone photos are absent";
  std::map<int, int> orientations;
  int positions = 0;
  for (const auto& file : fs::directory_iterator(folder)) {
    const auto facts = read_exif(bytes_of(file.path()));
    ++orientations[facts.orientation];
    ASSERT_TRUE(facts.lat && facts.lon) << file.path();
    ++positions;
    EXPECT_GT(*facts.lat, 51.40);
    EXPECT_LT(*facts.lat, 51.42);
    EXPECT_GE(*facts.lon, -2.60);
    EXPECT_LE(*facts.lon, -2.49);
    EXPECT_TRUE(facts.taken.has_value());
    if (file.path().filename() == "bath photo 2.JPG") {
      EXPECT_NEAR(*facts.lat, 51.41436, 5e-6);
      EXPECT_NEAR(*facts.lon, -2.49624, 5e-6);
    }
  }
  EXPECT_EQ(positions, 10);
  EXPECT_EQ(orientations, (std::map<int, int>{{1, 2}, {3, 2}, {6, 6}}));
}

}  // namespace
}  // namespace parvis::model
