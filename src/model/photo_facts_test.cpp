#include "model/photo_facts.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parvis::model {
namespace {

std::vector<std::uint8_t> jpeg(std::uint32_t width, std::uint32_t height, int scans, bool end = true) {
  const auto hi = [](std::uint32_t v) { return static_cast<std::uint8_t>(v >> 8); };
  const auto lo = [](std::uint32_t v) { return static_cast<std::uint8_t>(v & 255); };
  std::vector<std::uint8_t> out{0xFF, 0xD8,       0xFF,       0xC2,      0,         8,
                                8,    hi(height), lo(height), hi(width), lo(width), 0};
  for (int i = 0; i < scans; ++i)
    for (const int b : {0xFF, 0xDA, 0, 2, 1, 0xFF, 0, 0xFF, 0xD0, 2})
      out.push_back(static_cast<std::uint8_t>(b));
  if (end) out.push_back(0xFF), out.push_back(0xD9);
  return out;
}

Error refused(Bytes bytes, const PhotoLimits& limits = {}) {
  const auto result = check_photo(bytes, "photo 1.jpg", limits);
  EXPECT_FALSE(result);
  return result ? Error{} : result.error();
}

Bytes as_bytes(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(PhotoFacts, SizeAndKindByContent) {
  const auto facts = check_photo(jpeg(4000, 3000, 1), "x.png");
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->mime, "image/jpeg");
  EXPECT_EQ(facts->width, 4000);
  EXPECT_EQ(facts->height, 3000);
  EXPECT_FALSE(facts->small);
  EXPECT_TRUE(check_photo(jpeg(319, 400, 1), "x")->small);
  EXPECT_FALSE(check_photo(jpeg(320, 400, 1), "x")->small);
}

TEST(PhotoFacts, LimitsAtAndOneBeyond) {
  EXPECT_TRUE(check_photo(jpeg(12'000, 4166, 20), "x"));
  EXPECT_EQ(refused(jpeg(12'001, 100, 1)).code, "photo_pixels");
  EXPECT_EQ(refused(jpeg(10'000, 5001, 1)).code, "photo_pixels");
  EXPECT_TRUE(check_photo(jpeg(10'000, 5000, 1), "x"));
  EXPECT_EQ(refused(jpeg(100, 100, 21)).code, "photo_scans");
  EXPECT_EQ(refused(jpeg(100, 100, 21)).kind, ErrorKind::too_large);
  auto heavy = jpeg(400, 400, 1);
  EXPECT_TRUE(check_photo(heavy, "x", {.max_photo_bytes = heavy.size()}));
  EXPECT_EQ(refused(heavy, {.max_photo_bytes = heavy.size() - 1}).code, "photo_bytes");
}

TEST(PhotoFacts, EveryRefusalNamesThePhoto) {
  const std::string heic = std::string("\0\0\0\x18", 4) + "ftypheic" + std::string(20, '\0');
  for (const auto& error :
       {refused({}), refused(as_bytes("bonjour")), refused(as_bytes(heic)), refused(as_bytes("%PDF-1.7 ")),
        refused(jpeg(100, 100, 1, false)), refused(as_bytes("\xFF\xD8\xFF\xE0")), refused(jpeg(100, 0, 1))}) {
    EXPECT_EQ(error.kind, ErrorKind::unsupported);
    EXPECT_NE(error.message.find("photo 1.jpg"), std::string::npos) << error.message;
  }
  EXPECT_NE(refused(as_bytes(heic)).message.find("le plus compatible"), std::string::npos);
  EXPECT_EQ(refused(jpeg(100, 100, 1, false)).code, "photo_truncated");
}

TEST(PhotoFacts, CutAnywhereIsRefused) {
  const auto whole = jpeg(400, 400, 3);
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(check_photo(Bytes(whole).first(length), "x"));
}

TEST(PhotoFacts, DateWithAndWithoutOffset) {
  PhotoFacts facts;
  EXPECT_FALSE(facts.taken_at("Europe/Paris"));
  facts.taken = ExifDate{2026, 6, 1, 9, 0, 0, std::nullopt};
  EXPECT_EQ(base::format_utc(*facts.taken_at("Europe/Paris")), "2026-06-01T07:00:00.000Z");
  facts.taken->offset_minutes = -60;
  EXPECT_EQ(base::format_utc(*facts.taken_at("Europe/Paris")), "2026-06-01T10:00:00.000Z");
}

}  // namespace
}  // namespace parvis::model
