#include "net/static_files.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

#include "net/compress.hpp"

namespace parvis::net {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() {
    dir_ = fs::temp_directory_path() / ("parvis-static-" + std::to_string(::getpid()));
    fs::remove_all(dir_);
    fs::create_directories(dir_ / "dist/assets");
    write("dist/index.html", "<h1>" + std::string(2000, 'a') + "</h1>");
    write("dist/assets/main.3f9a1c2b.js", script_);
    write("dist/assets/photo.jpg", std::string(3000, 'j'));
    write("dist/tokens.css", std::string(2000, 'c'));
    write("dist/tokens.css.br", "ready made");
    write("secret.txt", "secret");
    fs::create_symlink(dir_ / "secret.txt", dir_ / "dist/link.txt");
    files_ = StaticFiles::load(dir_ / "dist").value();
  }
  ~StaticFilesTest() override { fs::remove_all(dir_); }

  void write(const std::string& name, const std::string& bytes) {
    std::ofstream(dir_ / name, std::ios::binary) << bytes;
  }

  static std::string body(const Response& response) {
    const auto* text = std::get_if<Response::SharedText>(&response.body);
    return text != nullptr ? **text : std::get<std::string>(response.body);
  }

  Response serve(std::string_view path, std::string accepted = {}) {
    Request request;
    request.method = "GET";
    request.headers.add("Accept-Encoding", std::move(accepted));
    return files_.serve(request, path);
  }

  const std::string script_ = "export const a = '" + std::string(3000, 'x') + "'";
  fs::path dir_;
  StaticFiles files_;
};

TEST_F(StaticFilesTest, AHashedNameIsKeptAYear) {
  EXPECT_EQ(serve("assets/main.3f9a1c2b.js").headers.get("Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(serve("index.html").headers.get("Cache-Control"), "no-cache");
  EXPECT_EQ(serve("tokens.css").headers.get("Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, GivesTheSmallestFormAccepted) {
  EXPECT_EQ(body(serve("assets/main.3f9a1c2b.js")), script_);
  const auto packed = serve("assets/main.3f9a1c2b.js", "gzip");
  EXPECT_EQ(packed.headers.get("Content-Encoding"), "gzip");
  EXPECT_EQ(gunzip(body(packed), 10'000), script_);
  const auto brotli = serve("assets/main.3f9a1c2b.js", "gzip, deflate, br");
  EXPECT_EQ(brotli.headers.get("Content-Encoding"), "br");
  EXPECT_NE(brotli.headers.get("ETag"), packed.headers.get("ETag"));
  EXPECT_EQ(body(serve("tokens.css", "br")), "ready made");
  EXPECT_FALSE(serve("assets/photo.jpg", "br, gzip").headers.has("Content-Encoding"));
  EXPECT_EQ(serve("assets/photo.jpg").headers.get("Content-Type"), "image/jpeg");
}

TEST_F(StaticFilesTest, NothingOutsideTheFolderIsReached) {
  for (const auto* path :
       {"../secret.txt", "assets/../../secret.txt", "/etc/passwd", "link.txt", "tokens.css.br", "assets", "",
        ".", "..\\secret.txt", "assets//main.3f9a1c2b.js"}) {
    EXPECT_EQ(serve(path).status, 404) << path;
  }
}

TEST_F(StaticFilesTest, APageOfTheDeskFallsBackToItsIndex) {
  Router router;
  add_static_routes(router, "/agent", files_, "index.html");
  const auto ask = [&](std::string path) {
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    return router.answer(request);
  };
  for (const auto* path : {"/agent", "/agent/", "/agent/signalements/12"}) {
    EXPECT_THAT(body(ask(path)), testing::StartsWith("<h1>")) << path;
  }
  EXPECT_EQ(body(ask("/agent/assets/main.3f9a1c2b.js")), script_);
  EXPECT_EQ(ask("/agent/assets/other.js").status, 404);
}

TEST_F(StaticFilesTest, SizeLimitHoldsAtTheLimitAndOneBeyond) {
  std::uint64_t total = 0;
  for (const auto& entry : fs::recursive_directory_iterator(dir_ / "dist")) {
    if (entry.is_regular_file() && !entry.is_symlink() && entry.path().extension() != ".br")
      total += entry.file_size();
  }
  EXPECT_TRUE(StaticFiles::load(dir_ / "dist", total));
  EXPECT_EQ(StaticFiles::load(dir_ / "dist", total - 1).error().kind, ErrorKind::too_large);
  EXPECT_EQ(StaticFiles::load(dir_ / "absent").error().kind, ErrorKind::not_found);
}

TEST(Coding, ReadsAcceptEncoding) {
  EXPECT_TRUE(accepts_coding("gzip, br", "br"));
  EXPECT_TRUE(accepts_coding("GZIP;q=0.5", "gzip"));
  EXPECT_FALSE(accepts_coding("gzip;q=0.0, br", "gzip"));
  EXPECT_FALSE(accepts_coding("", "gzip"));
  EXPECT_FALSE(accepts_coding("gzipped", "gzip"));
}

}  // namespace
}  // namespace parvis::net
