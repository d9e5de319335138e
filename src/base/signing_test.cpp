#include "base/signing.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "base/file.hpp"
#include "base/hashing.hpp"
#include "base/ids.hpp"

namespace parvis::base {
namespace {

namespace fs = std::filesystem;

class KeyFolder : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }
  const fs::path folder_ = fs::temp_directory_path() / ("parvis-key-" + random_token());
};

// RFC 8032 §7.1, tests 2 and 3.
TEST(Signature, HoldsForThePublishedVectors) {
  const std::string two = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
  EXPECT_TRUE(signature_holds(two, "\x72",
                              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
  const std::string three = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
  EXPECT_TRUE(signature_holds(three, "\xaf\x82",
                              "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                              "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));
}

TEST(Signature, EveryChangedBitIsRefused) {
  const auto key = SigningKey::make();
  const std::string message = "hash of the head";
  const std::string signature = key.sign(message);
  ASSERT_TRUE(signature_holds(key.public_key(), message, signature));
  for (std::size_t i = 0; i < message.size() * 8; ++i) {
    std::string changed = message;
    changed[i / 8] = static_cast<char>(changed[i / 8] ^ (1 << i % 8));
    EXPECT_FALSE(signature_holds(key.public_key(), changed, signature));
  }
  std::string raw = *unhex(signature);
  for (std::size_t i = 0; i < raw.size() * 8; ++i) {
    std::string changed = raw;
    changed[i / 8] = static_cast<char>(changed[i / 8] ^ (1 << i % 8));
    EXPECT_FALSE(signature_holds(key.public_key(), message, hex(changed)));
  }
  EXPECT_FALSE(signature_holds(SigningKey::make().public_key(), message, signature));
}

TEST(Signature, MalformedIsRefused) {
  const auto key = SigningKey::make();
  const std::string signature = key.sign("x");
  EXPECT_FALSE(signature_holds(key.public_key(), "x", ""));
  EXPECT_FALSE(signature_holds(key.public_key(), "x", signature.substr(2)));
  EXPECT_FALSE(signature_holds(key.public_key(), "x", signature + "00"));
  EXPECT_FALSE(signature_holds("", "x", signature));
  EXPECT_FALSE(signature_holds("zz", "x", signature));
}

TEST_F(KeyFolder, IsMadeOnceAndReadableByItsOwnerOnly) {
  const auto made = SigningKey::open(folder_ / "audit.key");
  ASSERT_TRUE(made) << made.error().detail;
  struct stat mode {};
  ASSERT_EQ(::stat((folder_ / "audit.key").c_str(), &mode), 0);
  EXPECT_EQ(mode.st_mode & 0777U, 0600U);
  const auto again = SigningKey::open(folder_ / "audit.key");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->public_key(), made->public_key());
  EXPECT_TRUE(signature_holds(made->public_key(), "m", again->sign("m")));
}

TEST_F(KeyFolder, AFileThatIsNoKeyIsRefused) {
  for (const std::string text :
       {"", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
    ASSERT_TRUE(write_file_durably(folder_ / "audit.key", text));
    const auto key = SigningKey::open(folder_ / "audit.key");
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().code, "key_broken");
  }
  EXPECT_FALSE(SigningKey::open(folder_ / "absent" / "audit.key"));
}

}  // namespace
}  // namespace parvis::base
