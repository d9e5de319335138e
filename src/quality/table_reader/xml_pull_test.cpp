#include "quality/table_reader/xml_pull.hpp"

#include <gtest/gtest.h>

#include "quality/table_reader/test_sources.hpp"

namespace parvis::quality {
namespace {

using Event = XmlPull::Event;

std::string events(const std::string& xml, std::size_t block = 1U << 20, const ReadLimits& limits = {}) {
  XmlPull pull(dripping_source(xml, block), limits);
  std::string out;
  for (;;) {
    const auto event = pull.next();
    if (!event) return out + "!" + event.error().code;
    if (*event == Event::finish) return out;
    if (*event == Event::text) out += std::string(pull.text()) + "|";
    if (*event == Event::start) out += "<" + std::string(pull.name()) + " " + pull.attribute("v") + ">";
    if (*event == Event::end) out += "</" + std::string(pull.name()) + ">";
  }
}

TEST(XmlPull, GivesEventsWithoutPrefixesWhateverTheBlocks) {
  const std::string xml =
      "\xEF\xBB\xBF<?xml version='1.0'?><x:a v=\"1 &lt; 2 > 0\" w='&quot;'><!-- <b> --><b/>un &amp; "
      "&#233;&#x20AC;"
      "<![CDATA[<c>]]></x:a>";
  for (const std::size_t block : {1, 2, 3, 7, 1000})
    EXPECT_EQ(events(xml, block), "<a 1 < 2 > 0><b ></b>un & é€|<c>|</a>") << block;
}

TEST(XmlPull, ReadsUtf16) {
  EXPECT_EQ(events(std::string("\xFF\xFE<\0a\0/\0>\0", 10)), "<a ></a>");
}

TEST(XmlPull, LeavesUnknownEntitiesAsTheyAre) {
  EXPECT_EQ(events("<a>&x; & &#0xD800; &#99999999;</a>"), "<a >&x; & &#0xD800; &#99999999;|</a>");
}

TEST(XmlPull, RefusesDocumentTypes) {
  EXPECT_EQ(events("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"), "!format-error");
}

TEST(XmlPull, RefusesWhatIsCutShort) {
  for (const auto* bad : {"<a", "<a v='", "<!-- ", "<![CDATA[", "<?xml", "< >", "</>"})
    EXPECT_EQ(events(bad), "!format-error") << bad;
}

TEST(XmlPull, RefusesATokenBeyondTheLimit) {
  ReadLimits limits;
  limits.max_record_bytes = 1000;
  XmlPull pull(repeated_source("<a>", "text", 1ULL << 30), limits);
  ASSERT_TRUE(pull.next());
  const auto refused = pull.next();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "record-too-long");
}

TEST(XmlPull, SkipsAndGathersElements) {
  XmlPull pull(memory_source("<r><a><b>no</b></a><c>x<d>y</d>z</c></r>"), {});
  ASSERT_EQ(pull.next().value(), Event::start);
  ASSERT_EQ(pull.next().value(), Event::start);
  ASSERT_TRUE(pull.skip());
  ASSERT_EQ(pull.next().value(), Event::start);
  EXPECT_EQ(pull.name(), "c");
  std::string text;
  ASSERT_TRUE(pull.inner_text(text));
  EXPECT_EQ(text, "xyz");
  EXPECT_EQ(pull.next().value(), Event::end);
}

}  // namespace
}  // namespace parvis::quality
