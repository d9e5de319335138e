#include "base/file.hpp"

#include <gtest/gtest.h>

#include <cerrno>

#include "base/ids.hpp"

namespace parvis::base {
namespace {

class Folder : public testing::Test {
 protected:
  Folder() { std::filesystem::create_directories(path_); }
  ~Folder() override { std::filesystem::remove_all(path_); }
  std::filesystem::path path_ = std::filesystem::path(testing::TempDir()) / random_token();
};

TEST_F(Folder, a_file_is_replaced_whole_and_leaves_nothing_beside) {
  ASSERT_TRUE(write_file_durably(path_ / "a", "un"));
  ASSERT_TRUE(write_file_durably(path_ / "a", std::string("deux\0trois", 10)));
  EXPECT_EQ(read_file(path_ / "a").value(), std::string("deux\0trois", 10));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path_), {}), 1);
}

TEST_F(Folder, size_at_the_limit_and_one_beyond) {
  ASSERT_TRUE(write_file_durably(path_ / "a", "12345678"));
  EXPECT_TRUE(read_file(path_ / "a", 8));
  EXPECT_EQ(read_file(path_ / "a", 7).error().kind, ErrorKind::too_large);
}

TEST_F(Folder, an_absent_file_is_not_found) {
  EXPECT_EQ(read_file(path_ / "none").error().kind, ErrorKind::not_found);
  EXPECT_FALSE(write_file_durably(path_ / "none" / "a", "x"));
}

TEST_F(Folder, a_folder_is_no_file) {
  EXPECT_FALSE(read_file(path_));
}

TEST(File, a_full_disk_has_its_own_code) {
  EXPECT_EQ(file_error(ENOSPC, "write", "x").kind, ErrorKind::unavailable);
  EXPECT_EQ(file_error(ENOSPC, "write", "x").code, "disk_full");
  EXPECT_EQ(file_error(EDQUOT, "write", "x").code, "disk_full");
  EXPECT_EQ(file_error(ENOENT, "open", "x").kind, ErrorKind::not_found);
  EXPECT_EQ(file_error(EIO, "read", "x").kind, ErrorKind::internal);
}

TEST(File, the_program_knows_where_it_lies) {
  EXPECT_EQ(program_path().filename(), "base_test");
}

}  // namespace
}  // namespace parvis::base
