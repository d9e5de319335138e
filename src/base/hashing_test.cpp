#include "base/hashing.hpp"

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/ids.hpp"

namespace parvis::base {
namespace {

TEST(Sha256, vectors_of_fips_180) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 pieces;
  for (int i = 0; i < 1000; ++i) pieces.add(std::string(1000, 'a'));
  EXPECT_EQ(pieces.hex(), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, of_a_file_is_that_of_its_bytes) {
  const auto path = std::filesystem::path(testing::TempDir()) / ("parvis-" + random_token());
  const std::string bytes = random_bytes(200'000);
  ASSERT_TRUE(write_file_durably(path, bytes));
  EXPECT_EQ(sha256_file(path).value(), sha256_hex(bytes));
  std::filesystem::remove(path);
  EXPECT_EQ(sha256_file(path).error().kind, ErrorKind::not_found);
}

// RFC 4231, test cases 1 and 2.
TEST(Hmac, vectors) {
  EXPECT_EQ(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Encodings, base64url_of_rfc_4648_without_padding) {
  EXPECT_EQ(base64url(""), "");
  EXPECT_EQ(base64url("f"), "Zg");
  EXPECT_EQ(base64url("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64url("\xff\xfe"), "__4");
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string bytes = random_bytes(size);
    EXPECT_EQ(from_base64url(base64url(bytes)).value(), bytes);
    EXPECT_EQ(unhex(hex(bytes)).value(), bytes);
  }
  EXPECT_FALSE(from_base64url("a+b"));
  EXPECT_FALSE(unhex("abc"));
  EXPECT_FALSE(unhex("zz"));
}

TEST(Encodings, equality_in_constant_time_is_equality) {
  EXPECT_TRUE(constant_time_equal("abc", "abc"));
  EXPECT_FALSE(constant_time_equal("abc", "abd"));
  EXPECT_FALSE(constant_time_equal("abc", "abcd"));
  EXPECT_TRUE(constant_time_equal("", ""));
}

TEST(Ids, uuids_are_of_version_7_and_sort_by_time) {
  const std::string id = uuid_v7(from_millis(0x0123456789AB));
  EXPECT_TRUE(is_uuid(id));
  EXPECT_EQ(id.substr(0, 15), "01234567-89ab-7");
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos);
  EXPECT_LT(uuid_v7(from_millis(1000)), uuid_v7(from_millis(1001)));
  EXPECT_NE(uuid_v7(from_millis(1000)), uuid_v7(from_millis(1000)));
}

TEST(Ids, other_shapes_are_no_uuid) {
  for (const char* text :
       {"", "0", "01234567-89ab-7cde-8123-456789abcde", "01234567-89AB-7cde-8123-456789abcdef",
        "01234567x89ab-7cde-8123-456789abcdef", "01234567-89ab-7cde-8123-456789abcdefa"})
    EXPECT_FALSE(is_uuid(text)) << text;
}

TEST(Ids, tokens_carry_their_bytes) {
  EXPECT_EQ(from_base64url(random_token(16))->size(), 16U);
  EXPECT_NE(random_token(), random_token());
}

}  // namespace
}  // namespace parvis::base
