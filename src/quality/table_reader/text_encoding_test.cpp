#include "quality/table_reader/text_encoding.hpp"

#include <gtest/gtest.h>

#include "quality/table_reader/test_sources.hpp"

namespace parvis::quality {
namespace {

using namespace std::string_literals;

struct Decoded {
  std::string text;
  std::optional<std::uint64_t> first_bad;
};

Decoded decode(const std::string& bytes, Encoding encoding, std::size_t block = 1U << 20) {
  auto source = text_source(dripping_source(bytes, block), encoding);
  auto text = read_head(*source, 1U << 30).value();
  return {std::move(text), source->first_bad()};
}

TEST(TextSource, ReadsTheEightBitEncodings) {
  EXPECT_EQ(decode("\x80 \x9Cuvre l\x92\xE9t\xE9", Encoding::windows_1252).text, "€ œuvre l’été");
  EXPECT_EQ(decode("\xA4 \xBDuvre", Encoding::iso_8859_15).text, "€ œuvre");
  EXPECT_EQ(decode("\x8Et\x8E \xDB", Encoding::mac_roman).text, "été €");
  EXPECT_EQ(decode("\x82t\x82 \x85", Encoding::cp850).text, "été à");
}

TEST(TextSource, ReadsTheWideEncodingsWhateverTheBlocks) {
  for (std::size_t block = 1; block < 6; ++block) {
    EXPECT_EQ(decode("\xE9\0\x3D\xD8\x00\xDE"s, Encoding::utf_16_le, block).text, "é😀");
    EXPECT_EQ(decode("\0\xE9\xD8\x3D\xDE\x00"s, Encoding::utf_16_be, block).text, "é😀");
    EXPECT_EQ(decode("\xE9\0\0\0\x00\xF6\x01\0"s, Encoding::utf_32_le, block).text, "é😀");
    EXPECT_EQ(decode("\0\0\0\xE9\0\x01\xF6\x00"s, Encoding::utf_32_be, block).text, "é😀");
    EXPECT_EQ(decode("aé€😀", Encoding::utf_8, block).text, "aé€😀");
  }
}

TEST(TextSource, ReadsWhatIsNotUtf8AsWindows1252AndSaysWhere) {
  for (std::size_t block = 1; block < 4; ++block) {
    const auto decoded = decode("\xC3\xA9 \xE9t\xE9", Encoding::utf_8, block);
    EXPECT_EQ(decoded.text, "é été");
    EXPECT_EQ(decoded.first_bad, 3U);
  }
  EXPECT_EQ(decode("ok \xE2\x82", Encoding::utf_8).text, "ok â‚") << "a sequence that the end cuts";
  EXPECT_FALSE(decode("été", Encoding::utf_8).first_bad);
}

TEST(TextSource, RefusesOverlongFormsAndSurrogates) {
  for (const auto* bad :
       {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xF4\x90\x80\x80", "\x80"})
    EXPECT_EQ(decode(bad, Encoding::utf_8).first_bad, 0U);
}

TEST(TextSource, PutsAReplacementForLoneSurrogatesAndHalfUnits) {
  const auto lone = decode("\x3D\xD8\x41\0"s, Encoding::utf_16_le);
  EXPECT_EQ(lone.text, "\uFFFDA");
  EXPECT_EQ(lone.first_bad, 0U);
  EXPECT_EQ(decode("A\0B"s, Encoding::utf_16_le).text, "A\uFFFD");
}

TEST(Encoding, NamesAreReadInAnyCase) {
  EXPECT_EQ(encoding_named("UTF-8"), Encoding::utf_8);
  EXPECT_EQ(encoding_named("Latin1"), Encoding::windows_1252);
  EXPECT_EQ(encoding_named("cp850"), Encoding::cp850);
  EXPECT_FALSE(encoding_named("ebcdic"));
  EXPECT_EQ(encoding_name(Encoding::mac_roman), "mac-roman");
}

}  // namespace
}  // namespace parvis::quality
