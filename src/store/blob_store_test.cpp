#include "store/blob_store.hpp"

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <csignal>
#include <thread>
#include <vector>

#include "base/file.hpp"
#include "base/hashing.hpp"
#include "base/ids.hpp"

namespace parvis::store {
namespace {

namespace fs = std::filesystem;

class Blobs : public testing::Test {
 protected:
  ~Blobs() override { fs::remove_all(root_); }
  [[nodiscard]] std::vector<fs::path> files() const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(root_))
      if (entry.is_regular_file()) found.push_back(entry.path().lexically_relative(root_));
    return found;
  }
  fs::path root_ = fs::temp_directory_path() / ("parvis_blobs_" + base::random_token(9));
  FileBlobStore store_{root_};
};

TEST_F(Blobs, stand_under_their_digest_two_folders_deep) {
  const auto name = store_.put("abc").value();
  EXPECT_EQ(name, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(store_.path_of(name).value(), root_ / "ba" / "78" / name);
  EXPECT_EQ(store_.read(name).value(), "abc");
}

TEST_F(Blobs, putting_twice_keeps_one_and_leaves_nothing_beside) {
  const auto first = store_.put("abc").value();
  EXPECT_EQ(store_.put("abc").value(), first);
  ASSERT_TRUE(base::write_file_durably(root_ / "source", "abc"));
  EXPECT_EQ(store_.put_file(root_ / "source").value(), first);
  EXPECT_EQ(files().size(), 2U);  // the blob and the source, which stays
}

TEST_F(Blobs, a_large_file_passes_through) {
  const std::string bytes = base::random_bytes(3'000'001);
  fs::create_directories(root_);
  ASSERT_TRUE(base::write_file_durably(root_ / "source", bytes));
  const auto name = store_.put_file(root_ / "source").value();
  EXPECT_EQ(name, base::sha256_hex(bytes));
  EXPECT_EQ(store_.read(name).value(), bytes);
}

TEST_F(Blobs, what_is_not_there_is_not_found) {
  const std::string absent(64, 'a');
  EXPECT_EQ(store_.read(absent).error().kind, ErrorKind::not_found);
  EXPECT_EQ(store_.path_of(absent).error().kind, ErrorKind::not_found);
  EXPECT_EQ(store_.remove(absent).error().kind, ErrorKind::not_found);
  EXPECT_EQ(store_.put_file(root_ / "none").error().kind, ErrorKind::not_found);
}

TEST_F(Blobs, a_name_that_is_no_digest_reaches_no_file) {
  ASSERT_TRUE(store_.put("abc"));
  for (const std::string name :
       {"", "..", "../../etc/passwd", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
    EXPECT_EQ(store_.read(name).error().kind, ErrorKind::not_found) << name;
}

TEST_F(Blobs, removed_ones_are_gone) {
  const auto name = store_.put("abc").value();
  ASSERT_TRUE(store_.remove(name));
  EXPECT_FALSE(store_.read(name));
  EXPECT_TRUE(store_.put("abc"));
}

TEST_F(Blobs, many_threads_put_the_same_and_different_bytes) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      for (int k = 0; k < 10; ++k) {
        EXPECT_TRUE(store_.put("same"));
        EXPECT_TRUE(store_.put(std::to_string(i) + "/" + std::to_string(k)));
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(files().size(), 81U);
}

TEST_F(Blobs, what_a_crash_left_a_day_ago_is_cleared) {
  fs::create_directories(root_ / "incoming");
  ASSERT_TRUE(base::write_file_durably(root_ / "incoming" / "old", "x"));
  ASSERT_TRUE(base::write_file_durably(root_ / "incoming" / "new", "x"));
  fs::last_write_time(root_ / "incoming" / "old", fs::file_time_type::clock::now() - std::chrono::hours(25));
  const FileBlobStore again(root_);
  EXPECT_EQ(files(), std::vector<fs::path>{"incoming/new"});
}

// A limit on the size of files stands for a full disk: the write fails half way.
TEST_F(Blobs, a_write_that_fails_leaves_nothing) {
  ASSERT_TRUE(store_.put("abc"));
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{100'000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const auto put = store_.put(std::string(200'000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_FALSE(put);
  EXPECT_EQ(files().size(), 1U);
}

// On a real file system of 64 KiB, where the machine lets the test mount one.
TEST_F(Blobs, a_full_disk_has_its_own_code) {
  fs::create_directories(root_);
  if (::mount("tmpfs", root_.c_str(), "tmpfs", 0, "size=64k") != 0)
    GTEST_SKIP() << "this test needs the right to mount a tmpfs";
  FileBlobStore small(root_);
  const auto kept = small.put("abc");
  const auto refused = small.put(std::string(200'000, 'x'));
  const auto still = small.put("def");
  const auto left = files().size();
  ::umount(root_.c_str());
  ASSERT_TRUE(kept);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(refused.error().code, "disk_full");
  EXPECT_TRUE(still);
  EXPECT_EQ(left, 2U);
}

}  // namespace
}  // namespace parvis::store
