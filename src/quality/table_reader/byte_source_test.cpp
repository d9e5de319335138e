#include "quality/table_reader/byte_source.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <array>

#include "quality/table_reader/test_sources.hpp"
#include "quality/table_reader/unpack_meter.hpp"

namespace parvis::quality {
namespace {

constexpr std::size_t everything = 1U << 30;

std::string gzip(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

Result<std::string> gunzip(const std::string& packed, const ReadLimits& limits = {}) {
  auto source = gunzip_source(dripping_source(packed, 7), limits);
  return read_head(*source, everything);
}

TEST(ByteSource, PutsBackWhatWasLookedAt) {
  auto source = joined_source("abc", memory_source("def"));
  EXPECT_EQ(read_head(*source, everything).value(), "abcdef");
  EXPECT_EQ(read_head(*source, everything).value(), "");
}

TEST(ByteSource, AnAbsentFileAndAFolderAreSourceErrors) {
  for (const auto* path : {"/nowhere/table.csv", "/"}) {
    const auto source = file_source(path);
    ASSERT_FALSE(source);
    EXPECT_EQ(source.error().code, "source-error");
  }
}

TEST(ByteSource, GivesTheBytesUpToTheLimitAndRefusesOneMore) {
  auto at = limited_source(memory_source("12345"), 5);
  EXPECT_EQ(read_head(*at, everything).value(), "12345");
  auto beyond = limited_source(memory_source("123456"), 5);
  const auto refused = read_head(*beyond, everything);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "too-many-bytes");
  EXPECT_EQ(refused.error().kind, ErrorKind::too_large);
}

TEST(Gunzip, ReadsMembersOneAfterTheOtherAndIgnoresPadding) {
  EXPECT_EQ(gunzip(gzip("nom;montant\n") + gzip("a;1\n") + std::string(512, '\0')).value(),
            "nom;montant\na;1\n");
  EXPECT_EQ(gunzip(gzip("")).value(), "");
}

TEST(Gunzip, ACutOrDamagedArchiveIsAFormatError) {
  auto packed = gzip("nom;montant\na;1\n");
  for (const auto& bad : {packed.substr(0, packed.size() - 1), packed.substr(0, 12), std::string()}) {
    const auto text = gunzip(bad);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, "format-error");
  }
  packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1);  // the checksum
  EXPECT_FALSE(gunzip(packed));
}

TEST(Gunzip, RefusesOneByteBeyondTheUnpackedLimit) {
  ReadLimits limits;
  limits.max_unpacked_bytes = 1000;
  EXPECT_TRUE(gunzip(gzip(std::string(1000, 'a')), limits));
  const auto refused = gunzip(gzip(std::string(1001, 'a')), limits);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "too-many-unpacked-bytes");
}

TEST(Gunzip, RefusesABombByItsRatio) {
  const auto refused = gunzip(gzip(std::string(32U << 20, 'a')));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "ratio-too-high");
  ReadLimits wide;
  wide.max_ratio = 2000;
  EXPECT_EQ(gunzip(gzip(std::string(32U << 20, 'a')), wide)->size(), 32U << 20);
}

TEST(UnpackMeter, CountsTheRatioOnlyPastTheFreeBytes) {
  ReadLimits limits;
  limits.ratio_free_bytes = 1000;
  limits.max_ratio = 10;
  EXPECT_TRUE(UnpackMeter(limits).take(1000, 1));
  EXPECT_TRUE(UnpackMeter(limits).take(1010, 101));
  EXPECT_FALSE(UnpackMeter(limits).take(1010, 100));
}

}  // namespace
}  // namespace parvis::quality
