#include "base/settings.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/file.hpp"
#include "base/ids.hpp"

namespace parvis::base {
namespace {

class SettingsFile : public testing::Test {
 protected:
  ~SettingsFile() override {
    std::filesystem::remove(path_);
    ::unsetenv("PARVIS_NET_MAX_UPLOAD_BYTES");
  }
  Result<Settings> load(std::string_view toml, const std::map<std::string, std::string>& overrides = {}) {
    EXPECT_TRUE(write_file_durably(path_, toml));
    return Settings::load(path_, overrides);
  }
  std::filesystem::path path_ = std::filesystem::path(testing::TempDir()) / (random_token() + ".toml");
};

TEST_F(SettingsFile, values_of_every_type) {
  const auto settings = load(
                            "zone = 'Europe/Paris'\n[net]\nmax_upload_bytes = 26_214_400\nstrict = "
                            "true\n[model]\nthreshold = 0.5\n")
                            .value();
  EXPECT_EQ(settings.text("zone"), "Europe/Paris");
  EXPECT_EQ(settings.integer("net.max_upload_bytes", 1), 26'214'400);
  EXPECT_EQ(settings.number("model.threshold", 0), 0.5);
  EXPECT_TRUE(settings.flag("net.strict", false));
  EXPECT_TRUE(settings.has("zone"));
  EXPECT_FALSE(settings.has("net"));
}

TEST_F(SettingsFile, absent_ones_give_the_default) {
  const auto settings = Settings::load(path_).value();
  EXPECT_EQ(settings.text("zone", "Etc/UTC"), "Etc/UTC");
  EXPECT_EQ(settings.integer("net.max_upload_bytes", 7), 7);
  EXPECT_TRUE(settings.flag("net.strict", true));
}

TEST_F(SettingsFile, the_environment_wins_over_the_file_and_an_override_over_both) {
  ::setenv("PARVIS_NET_MAX_UPLOAD_BYTES", "200", 1);
  EXPECT_EQ(load("net.max_upload_bytes = 100").value().integer("net.max_upload_bytes", 0), 200);
  EXPECT_EQ(load("net.max_upload_bytes = 100", {{"net.max_upload_bytes", "300"}})
                .value()
                .integer("net.max_upload_bytes", 0),
            300);
}

TEST_F(SettingsFile, unreadable_toml_says_where) {
  const auto settings = load("a = 1\nb = = 2\n");
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().kind, ErrorKind::invalid);
  EXPECT_NE(settings.error().message.find("line 2"), std::string::npos) << settings.error().message;
}

// A limit misread would be a limit not kept.
TEST_F(SettingsFile, a_number_must_be_one_from_end_to_end) {
  const auto settings = load(
                            "a = '12 Mo'\nb = ''\nc = '0x10'\nd = '1.5'\ne = ' 12'\nf = "
                            "'9223372036854775807'\ng = '9223372036854775808'\n")
                            .value();
  for (const char* name : {"a", "b", "c", "d", "e", "g"}) EXPECT_EQ(settings.integer(name, -1), -1) << name;
  EXPECT_EQ(settings.integer("f", -1), 9'223'372'036'854'775'807);
  EXPECT_EQ(settings.number("d", -1), 1.5);
  EXPECT_EQ(settings.number("a", -1), -1);
}

}  // namespace
}  // namespace parvis::base
