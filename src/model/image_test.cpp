#include "model/image.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/file.hpp"
#include "model/photo_facts.hpp"
#include "model/picture_checks.hpp"

namespace parvis::model {
namespace {

namespace fs = std::filesystem;

Bytes as_bytes(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

PictureChecks checks_of(const std::string& photo) {
  const auto base = decode_base(as_bytes(photo)).value();
  return check_picture(make_view(base, checks_view_pixels, View::squash));
}

class PhonePhotos : public ::testing::Test {
 protected:
  void SetUp() override {
    const fs::path folder = fs::path(PARVIS_SHARED_DIR) / "data/street/phone_exif";
    if (!fs::exists(folder)) GTEST_SKIP() << "shared phone photos are absent";
    for (const auto& file : fs::directory_iterator(folder))
      photos.push_back(base::read_file(file.path()).value());
  }
  std::vector<std::string> photos;
};

TEST_F(PhonePhotos, ViewsHaveTheSizeOfTheNetwork) {
  const auto base = decode_base(as_bytes(photos[0])).value();
  EXPECT_GE(std::max(base.width, base.height), 500);
  EXPECT_LT(std::max(base.width, base.height), 1000);
  for (const char* name : {"squash", "squash_flip", "zoom", "zoom_flip"}) {
    const auto pixels = make_view(base, 224, view_of(name).value());
    EXPECT_EQ(pixels.rgb.size(), 224u * 224 * 3) << name;
  }
  EXPECT_FALSE(view_of("sideways"));
}

TEST_F(PhonePhotos, DerivativesAreUprightSmallAndBare) {
  for (const auto& photo : photos) {
    const auto facts = check_photo(as_bytes(photo), "photo").value();
    const auto pair = derive_photo(as_bytes(photo), {});
    ASSERT_TRUE(pair);
    const auto shown = check_photo(as_bytes(pair->shown.jpeg), "photo").value();
    EXPECT_EQ(shown.width > shown.height, facts.width > facts.height);
    EXPECT_EQ(std::max(shown.width, shown.height), std::min(1280, std::max(facts.width, facts.height)));
    const auto thumb = check_photo(as_bytes(pair->thumb.jpeg), "photo").value();
    EXPECT_EQ(std::max(thumb.width, thumb.height), 320);
    for (const auto* jpeg : {&pair->shown.jpeg, &pair->thumb.jpeg}) {
      EXPECT_TRUE(find_exif(as_bytes(*jpeg)).empty());
      for (const char* trace : {"Exif", "http://ns.adobe.com", "Photoshop", "ICC_PROFILE", "Apple"})
        EXPECT_EQ(jpeg->find(trace), std::string::npos) << trace;
      // one picture in the file: no embedded thumbnail
      EXPECT_EQ(jpeg->find("\xFF\xD8\xFF", 1), std::string::npos);
    }
  }
}

TEST_F(PhonePhotos, BoxesAreFlat) {
  const FaceBox box{0.25, 0.25, 0.5, 0.5, 1};
  const auto pair = derive_photo(as_bytes(photos[0]), {box});
  ASSERT_TRUE(pair);
  for (const auto* jpeg : {&pair->shown.jpeg, &pair->thumb.jpeg}) {
    const auto pixels = decode_upright(as_bytes(*jpeg), 0).value();
    int low = 255, high = 0;
    for (int y = pixels.height * 30 / 100; y < pixels.height * 70 / 100; ++y)
      for (int x = pixels.width * 30 / 100; x < pixels.width * 70 / 100; ++x) {
        const int v = pixels.rgb[static_cast<std::size_t>((y * pixels.width + x) * 3)];
        low = std::min(low, v), high = std::max(high, v);
      }
    EXPECT_LE(high - low, 3);
  }
}

TEST_F(PhonePhotos, TruncatedIsRefusedBeforeDecoding) {
  for (const double part : {0.01, 0.3, 0.7, 0.95, 0.999}) {
    const auto cut =
        photos[0].substr(0, static_cast<std::size_t>(part * static_cast<double>(photos[0].size())));
    const auto result = check_photo(as_bytes(cut), "photo");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::unsupported);
  }
}

TEST_F(PhonePhotos, NoiseAfterAGoodHeaderIsUnsupported) {
  const auto head = photos[0].substr(0, 200) + std::string(1000, 'x');
  const auto result = decode_base(as_bytes(head));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "photo_broken");
}

TEST_F(PhonePhotos, SidesBecomeMultiples) {
  const auto pixels = decode_upright(as_bytes(photos[0]), 500, 32).value();
  EXPECT_EQ(pixels.width % 32, 0);
  EXPECT_EQ(pixels.height % 32, 0);
  EXPECT_LE(std::max(pixels.width, pixels.height), 512);
}

TEST_F(PhonePhotos, LikenessSurvivesShrinking) {
  const auto a = checks_of(photos[0]);
  const auto small = derive_photo(as_bytes(photos[0]), {}).value().thumb.jpeg;
  const auto b = checks_of(small);
  EXPECT_LE(__builtin_popcountll(a.dhash ^ b.dhash), 4);
  const auto other = checks_of(photos[1]);
  EXPECT_GT(__builtin_popcountll(a.dhash ^ other.dhash), 10);
  EXPECT_GT(a.sharpness, blurry_below);
  EXPECT_GT(a.brightness, dark_below);
}

TEST(Image, OtherLoadersAreBlocked) {
  const std::string svg =
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>)";
  const std::string gif(
      "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,"
      "\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02"
      "D\x01\x00;",
      35);
  const std::string ppm = "P6 1 1 255\nabc";
  for (const auto& text : {svg, gif, ppm}) EXPECT_FALSE(decode_base(as_bytes(text))) << text.substr(0, 4);
}

TEST(PictureChecks, BlackIsDarkAndFlatIsBlurry) {
  Pixels black{64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 5)};
  const auto checks = check_picture(black);
  EXPECT_LT(checks.brightness, dark_below);
  EXPECT_LT(checks.sharpness, blurry_below);
  EXPECT_EQ(checks.dhash, 0u);
  Pixels ramp{90, 80, {}};
  for (int y = 0; y < 80; ++y)
    for (int x = 0; x < 90; ++x)
      for (int c = 0; c < 3; ++c) ramp.rgb.push_back(static_cast<std::uint8_t>(255 - x));
  EXPECT_EQ(difference_hash(ramp), ~std::uint64_t{0});
  EXPECT_EQ(difference_hash(mirrored(ramp)), 0u);
}

}  // namespace
}  // namespace parvis::model
