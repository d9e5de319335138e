#include "net/multipart.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace parvis::net {
namespace {

namespace fs = std::filesystem;

class Multipart : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    dir_ = fs::temp_directory_path() /
           ("parvis-multipart-" + std::string(info->name()) + std::to_string(::getpid()));
    fs::create_directories(dir_);
  }
  void TearDown() override { fs::remove_all(dir_); }

  // Feeds `body` in pieces of `piece` bytes, then ends it.
  Status parse(std::string_view body, std::size_t piece, Request& request, UploadLimits limits = {}) {
    UploadReceiver receiver(limits, dir_);
    MultipartParser parser("XX", receiver);
    for (std::size_t at = 0; at < body.size(); at += piece) PARVIS_CHECK(parser.feed(body.substr(at, piece)));
    PARVIS_CHECK(parser.finish());
    receiver.hand_over(request);
    return {};
  }

  std::size_t files_left() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(dir_), fs::directory_iterator()));
  }

  fs::path dir_;
};

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string text_part(const std::string& name, const std::string& value) {
  return "--XX\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
}

std::string file_part(const std::string& name, const std::string& filename, const std::string& bytes) {
  return "--XX\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename +
         "\"\r\nContent-Type: image/jpeg\r\n\r\n" + bytes + "\r\n";
}

// Bytes that look like boundaries and line ends.
const std::string kTricky = "\r\n--X\r\n--\r\n-XX\r\r\n--XY" + std::string("\0\xFF\xD8", 3);
const std::string kBody = text_part("description", "Nid-de-poule\r\n--près du n° 4") +
                          file_part("photo", "C:\\img\\a \\\"b\\\".jpg", kTricky) + text_part("empty", "") +
                          file_part("none", "", "") + file_part("photo", "vide.jpg", "") + "--XX--\r\n";

TEST_F(Multipart, ReadsTheSameInPiecesOfAnySize) {
  for (std::size_t piece = 1; piece <= kBody.size(); ++piece) {
    Request request;
    ASSERT_TRUE(parse(kBody, piece, request)) << piece;
    EXPECT_EQ(request.form_text("description"), "Nid-de-poule\r\n--près du n° 4");
    EXPECT_TRUE(request.form.has("empty"));
    ASSERT_EQ(request.files.size(), 2U) << piece;
    EXPECT_EQ(request.files[0].field, "photo");
    EXPECT_EQ(request.files[0].filename, "a \"b\".jpg");
    EXPECT_EQ(request.files[0].content_type, "image/jpeg");
    EXPECT_EQ(request.files[0].bytes, kTricky.size());
    EXPECT_EQ(read(request.files[0].path), kTricky);
    EXPECT_EQ(request.files[1].filename, "vide.jpg");
    EXPECT_EQ(request.files[1].bytes, 0U);
  }
  EXPECT_EQ(files_left(), 0U);
}

TEST_F(Multipart, CutAtAnyByteIsRefusedAndLeavesNoFile) {
  const auto closing = kBody.size() - 2;  // the last CRLF belongs to the epilogue
  for (std::size_t size = 0; size < closing; ++size) {
    Request request;
    const auto outcome = parse(std::string_view(kBody).substr(0, size), 7, request);
    ASSERT_FALSE(outcome) << size;
    EXPECT_EQ(outcome.error().kind, ErrorKind::invalid);
    EXPECT_EQ(outcome.error().code, "multipart_cut") << size;
    ASSERT_EQ(files_left(), 0U) << size;
  }
}

TEST_F(Multipart, AMovedFileSurvivesTheRequest) {
  {
    Request request;
    ASSERT_TRUE(parse(kBody, 100, request));
    fs::rename(request.files[0].path, dir_ / "kept");
  }
  EXPECT_EQ(files_left(), 1U);
  EXPECT_EQ(read(dir_ / "kept"), kTricky);
}

TEST_F(Multipart, LimitsHoldAtTheLimitAndOneBeyond) {
  const UploadLimits limits{.max_file_bytes = 10, .max_files = 2, .max_form_fields = 2, .max_field_bytes = 5};
  const auto outcome = [&](const std::string& parts) {
    Request request;
    const auto status = parse(parts + "--XX--", 3, request, limits);
    return status ? std::string("ok") : status.error().code;
  };
  const std::string small = file_part("f", "a", "x");
  EXPECT_EQ(outcome(file_part("f", "a", std::string(10, 'x'))), "ok");
  EXPECT_EQ(outcome(file_part("f", "a", std::string(11, 'x'))), "file_too_large");
  EXPECT_EQ(outcome(small + small), "ok");
  EXPECT_EQ(outcome(small + small + small), "too_many_files");
  EXPECT_EQ(outcome(small + small + file_part("f", "a", "")), "too_many_files");
  EXPECT_EQ(outcome(text_part("a", "12345")), "ok");
  EXPECT_EQ(outcome(text_part("a", "123456")), "field_too_long");
  EXPECT_EQ(outcome(text_part("a", "") + text_part("b", "")), "ok");
  EXPECT_EQ(outcome(text_part("a", "") + text_part("b", "") + text_part("c", "")), "too_many_fields");
  EXPECT_EQ(files_left(), 0U);
}

TEST_F(Multipart, RefusesWhatIsNotMultipart) {
  Request request;
  const auto code = [&](std::string_view body) {
    const auto status = parse(body, 5, request);
    return status ? std::string("ok") : status.error().code;
  };
  EXPECT_EQ(code("hello\r\n--XX--"), "multipart_malformed");
  EXPECT_EQ(code("--XXY\r\n"), "multipart_malformed");
  EXPECT_EQ(code("--XX\r\nContent-Type: text/plain\r\n\r\na\r\n--XX--"), "multipart_malformed");
  EXPECT_EQ(code("--XX\r\nContent-Disposition: form-data\r\n\r\na\r\n--XX--"), "multipart_malformed");
  EXPECT_EQ(code("--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\na\r\n--XX--"),
            "multipart_malformed");
  EXPECT_EQ(code("--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\na\r\n--XX--"),
            "multipart_malformed");
  EXPECT_EQ(code("--XX\r\n" + std::string(5000, 'a')), "multipart_malformed");
  EXPECT_EQ(code(text_part("a", "\xFF") + "--XX--"), "multipart_malformed");
  EXPECT_EQ(code("--XX--"), "ok");
}

TEST(MultipartBoundary, IsReadFromTheContentType) {
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=----WebKit1a").value(), "----WebKit1a");
  EXPECT_EQ(multipart_boundary("multipart/form-data; charset=utf-8; BOUNDARY=\"a b\"").value(), "a b");
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=" + std::string(70, 'a')).value().size(), 70U);
  EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')));
  EXPECT_FALSE(multipart_boundary("multipart/form-data"));
  EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary="));
  EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary=\"a"));
  EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary=a\xC3\xA9"));
}

}  // namespace
}  // namespace parvis::net
