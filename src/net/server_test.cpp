// Against a real server on a free loopback port.
#include "net/server.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <fstream>
#include <future>
#include <iterator>
#include <thread>

#include "base/json.hpp"
#include "base/log.hpp"
#include "net/compress.hpp"
#include "net/loopback_client.hpp"

namespace parvis::net {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    base::set_log_level(base::LogLevel::silent);
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    settings.port = 0;
    settings.worker_threads = 2;
    settings.temp_dir =
        fs::temp_directory_path() / ("parvis-net-" + std::string(info->name()) + std::to_string(::getpid()));
    router.add({"GET", "/hello/{name}", "Bonjour", "test", [](Request& request) -> Result<Response> {
                  return text("Bonjour " + request.param("name"));
                }});
    router.add({"POST",
                "/echo",
                "Écho",
                "test",
                [](Request& request) -> Result<Response> {
                  PARVIS_TRY(body, request.body_text());
                  return text(body).header("X-On-Disk", request.body_file.empty() ? "no" : "yes");
                },
                {.accepts = {"text/plain", "application/json"}}});
    router.add({"POST", "/form", "Formulaire", "test", [](Request& request) -> Result<Response> {
                  std::string out;
                  for (const auto& [name, value] : request.form.pairs()) out += name + "=" + value + ";";
                  for (const auto& file : request.files) {
                    out += file.field + ":" + file.filename + ":" + std::to_string(file.bytes) + ";";
                  }
                  return text(out);
                }});
  }
  ~ServerTest() override {
    server.reset();
    fs::remove_all(settings.temp_dir);
  }

  void start() {
    server = std::make_unique<Server>(settings, router, metrics);
    const auto started = server->start();
    ASSERT_TRUE(started) << started.error().detail;
  }

  Reply ask(std::string_view bytes) { return LoopbackClient(server->port()).ask(bytes); }
  Reply get(std::string_view target, std::string_view fields = {}) {
    return ask(request_text("GET", target, fields));
  }

  std::size_t temp_files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(settings.temp_dir), fs::directory_iterator()));
  }

  ServerSettings settings;
  Router router;
  Metrics metrics;
  std::unique_ptr<Server> server;
};

TEST_F(ServerTest, AnswersOnAKeptConnection) {
  start();
  LoopbackClient client(server->port());
  for (int i = 0; i < 3; ++i) {
    const auto reply = client.ask(request_text("GET", "/hello/L%C3%A9a?x=1"));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "Bonjour Léa");
    EXPECT_FALSE(reply.headers.get("X-Request-Id").empty());
  }
}

TEST_F(ServerTest, AnswersRequestsSentAtOnceInOrder) {
  start();
  LoopbackClient client(server->port());
  client.send(request_text("GET", "/hello/a") +
              request_text("POST", "/echo", "Content-Type: text/plain\r\n", "b") +
              request_text("GET", "/hello/c"));
  EXPECT_EQ(client.receive().body, "Bonjour a");
  EXPECT_EQ(client.receive().body, "b");
  EXPECT_EQ(client.receive().body, "Bonjour c");
}

TEST_F(ServerTest, AnswersHeadWithoutBody) {
  start();
  LoopbackClient client(server->port());
  client.send(request_text("HEAD", "/hello/a"));
  const auto reply = client.receive(true);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.get("Content-Length"), "9");
  EXPECT_EQ(client.ask(request_text("GET", "/hello/b")).body, "Bonjour b");
}

TEST_F(ServerTest, ClosesAfterHttp10AndConnectionClose) {
  start();
  for (const auto* bytes : {"GET /hello/a HTTP/1.0\r\nHost: a\r\n\r\n",
                            "GET /hello/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"}) {
    LoopbackClient client(server->port());
    const auto reply = client.ask(bytes);
    EXPECT_EQ(reply.body, "Bonjour a");
    EXPECT_EQ(reply.headers.get("Connection"), "close");
    EXPECT_TRUE(client.closed());
  }
}

TEST_F(ServerTest, CarriesTheSecurityHeaders) {
  start();
  for (const auto* target : {"/hello/a", "/nowhere"}) {
    const auto reply = get(target);
    EXPECT_THAT(std::string(reply.headers.get("Content-Security-Policy")), HasSubstr("default-src 'self'"));
    EXPECT_THAT(std::string(reply.headers.get("Content-Security-Policy")),
                HasSubstr("frame-ancestors 'none'"));
    EXPECT_EQ(reply.headers.get("X-Content-Type-Options"), "nosniff");
    EXPECT_THAT(std::string(reply.headers.get("Permissions-Policy")), HasSubstr("geolocation=(self)"));
    EXPECT_FALSE(reply.headers.get("Referrer-Policy").empty());
  }
}

TEST_F(ServerTest, RefusesInFrenchAsProblemJson) {
  start();
  const auto reply = get("/nowhere");
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(reply.headers.get("Content-Type"), "application/problem+json");
  const auto document = base::parse_json_object(reply.body).value();
  EXPECT_EQ(base::text_or(document, "title"), "Introuvable");
  EXPECT_EQ(base::text_or(document, "code"), "not_found");
  EXPECT_EQ(base::integer_or(document, "status"), 404);
}

TEST_F(ServerTest, RefusesOtherMethodsAndTypes) {
  start();
  const auto method = ask(request_text("DELETE", "/hello/a"));
  EXPECT_EQ(method.status, 405);
  EXPECT_EQ(method.headers.get("Allow"), "GET, HEAD");
  EXPECT_EQ(ask(request_text("POST", "/echo", "Content-Type: image/png\r\n", "x")).status, 415);
  EXPECT_EQ(ask(request_text("POST", "/echo", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", "x"))
                .status,
            415);
  EXPECT_EQ(ask(request_text("POST", "/echo")).status, 200);
}

TEST_F(ServerTest, RefusesSmuggledShapesAndCloses) {
  start();
  const std::string tail = "GET /hello/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  for (const std::string head :
       {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +0\r\n\r\n",
        "GET /hello/a HTTP/1.1\r\nHost: a\r\nX: b\r\n folded\r\n\r\n", "GET /hello/a HTTP/1.1\nHost: a\n\n",
        "GET /hello/a HTTP/1.1\r\n\r\n", "GET /hello/a HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /hello/a HTTP/1.1\r\nHost: a\r\nX: b\x01\r\n\r\n"}) {
    LoopbackClient client(server->port());
    EXPECT_EQ(client.ask(head + tail).status, 400) << head;
    EXPECT_TRUE(client.closed()) << head;
  }
}

TEST_F(ServerTest, ReadsChunkedBodiesAndRefusesBrokenChunks) {
  start();
  const std::string head =
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n";
  LoopbackClient client(server->port());
  EXPECT_EQ(client.ask(head + "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n").body, "hello!");
  EXPECT_EQ(client.ask(head + "0\r\n\r\n").status, 200);
  for (const std::string chunks : {"5\nhello\n0\n\n", "x\r\nhello\r\n", "5\r\nhelloX\r\n0\r\n\r\n",
                                   "-1\r\n\r\n", "fffffffffffffffff\r\na"}) {
    LoopbackClient other(server->port());
    EXPECT_EQ(other.ask(head + chunks).status, 400) << chunks;
    EXPECT_TRUE(other.closed());
  }
}

TEST_F(ServerTest, HeaderLimitsHoldAtTheLimitAndOneBeyond) {
  settings.max_header_bytes = 500;
  settings.max_header_fields = 4;
  settings.max_target_bytes = 100;
  settings.max_query_fields = 2;
  start();
  const auto with_size = [](std::size_t size) {
    const auto bare = request_text("GET", "/hello/a", "X: \r\n");
    return request_text("GET", "/hello/a", "X: " + std::string(size - bare.size(), 'x') + "\r\n");
  };
  EXPECT_EQ(ask(with_size(500)).status, 200);
  EXPECT_EQ(ask(with_size(501)).status, 431);
  EXPECT_EQ(ask("GET /hello/a HTTP/1.1\r\nHost: a\r\nX: " + std::string(5000, 'x')).status, 431)
      << "without an end";
  EXPECT_EQ(get("/hello/a", "A: b\r\nA: b\r\nA: b\r\n").status, 200);
  EXPECT_EQ(get("/hello/a", "A: b\r\nA: b\r\nA: b\r\nA: b\r\n").status, 431);
  EXPECT_EQ(get("/hello/" + std::string(93, 'x')).status, 200);
  EXPECT_EQ(get("/hello/" + std::string(94, 'x')).status, 414);
  EXPECT_EQ(get("/hello/a?b=1&c=2").status, 200);
  EXPECT_EQ(get("/hello/a?b=1&c=2&d=3").status, 400);
}

TEST_F(ServerTest, BodyLimitsHoldAtTheLimitAndOneBeyond) {
  settings.max_body_bytes = 1000;
  settings.max_memory_body_bytes = 100;
  settings.max_form_bytes = 50;
  router.add({"POST",
              "/small",
              "Petit",
              "test",
              [](Request&) -> Result<Response> { return text("ok"); },
              {.body_limit_bytes = 10, .accepts = {"text/plain"}}});
  start();
  const auto post = [&](std::string_view target, std::string_view type, std::size_t size) {
    return ask(
        request_text("POST", target, "Content-Type: " + std::string(type) + "\r\n", std::string(size, 'x')));
  };
  EXPECT_EQ(post("/echo", "text/plain", 1000).status, 200);
  EXPECT_EQ(post("/echo", "text/plain", 1001).status, 413);
  EXPECT_EQ(post("/echo", "text/plain", 100).headers.get("X-On-Disk"), "no");
  const auto on_disk = post("/echo", "text/plain", 101);
  EXPECT_EQ(on_disk.headers.get("X-On-Disk"), "yes");
  EXPECT_EQ(on_disk.body, std::string(101, 'x'));
  EXPECT_EQ(post("/form", "application/x-www-form-urlencoded", 50).status, 200);
  EXPECT_EQ(post("/form", "application/x-www-form-urlencoded", 51).status, 413);
  EXPECT_EQ(post("/small", "text/plain", 10).status, 200);
  EXPECT_EQ(post("/small", "text/plain", 11).status, 413);
  const std::string chunked =
      "POST /small HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(ask(chunked + "a\r\n0123456789\r\n0\r\n\r\n").status, 200);
  EXPECT_EQ(ask(chunked + "b\r\n0123456789a\r\n").status, 413) << "before the end has come";
  EXPECT_EQ(temp_files(), 0U);
}

TEST_F(ServerTest, UploadLimitHoldsWithLargeFiles) {
  settings.max_upload_bytes = 3'000'000;
  settings.max_file_bytes = 2'000'000;
  start();
  const std::string fields = "Content-Type: multipart/form-data; boundary=XX\r\n";
  const auto upload = [&](std::size_t file_bytes) {
    return "--XX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n" +
           std::string(file_bytes, 'j') + "\r\n--XX--\r\n";
  };
  EXPECT_EQ(ask(request_text("POST", "/form", fields, upload(2'000'000))).body, "photo:a.jpg:2000000;");
  EXPECT_EQ(ask(request_text("POST", "/form", fields, upload(2'000'001))).status, 413);
  const auto refused = ask(request_text("POST", "/form", fields, upload(3'500'000)));
  EXPECT_EQ(refused.status, 413);
  EXPECT_THAT(refused.body, HasSubstr("3 Mo"));
  EXPECT_EQ(temp_files(), 0U);
}

TEST_F(ServerTest, AnUploadCutAnywhereLeavesNothing) {
  start();
  const std::string body =
      "--XX\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\nv\r\n"
      "--XX\r\nContent-Disposition: form-data; name=\"p\"; filename=\"a\"\r\n\r\nbytes\r\n--XX--";
  const std::string head =
      "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=XX\r\n";
  for (std::size_t size = 1; size <= body.size(); ++size) {
    const auto reply =
        ask(head + "Content-Length: " + std::to_string(size) + "\r\n\r\n" + body.substr(0, size));
    ASSERT_EQ(reply.status, size == body.size() ? 200 : 400) << size;
  }
  for (std::size_t size = 0; size < body.size(); size += 9) {  // the client goes away
    LoopbackClient client(server->port());
    client.send(head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body.substr(0, size));
    client.end_sending();
    EXPECT_EQ(client.receive().status, 0);
  }
  server->stop();
  EXPECT_EQ(temp_files(), 0U);
}

TEST_F(ServerTest, AsksForTheBodyWhenItIsWelcome) {
  start();
  const std::string expect = "Content-Type: text/plain\r\nExpect: 100-continue\r\n";
  LoopbackClient client(server->port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n" + expect + "\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  client.send("hi");
  EXPECT_EQ(client.receive().body, "hi");
  LoopbackClient refused(server->port());
  EXPECT_EQ(refused.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 90000000000\r\n" + expect + "\r\n")
                .status,
            413);
}

TEST_F(ServerTest, ReadsFormsAndCookies) {
  router.add(
      {"GET", "/cookie", "Cookie", "test", [](Request& request) -> Result<Response> {
         return text(request.cookie("parvis_session")).cookie({.name = "a", .value = "é b", .max_age_s = 60});
       }});
  start();
  EXPECT_EQ(
      ask(request_text("POST", "/form", "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n",
                       "texte=d%C3%A9chets+verts&a=&b"))
          .body,
      "texte=déchets verts;a=;b=;");
  EXPECT_EQ(ask(request_text("POST", "/form", "Content-Type: application/x-www-form-urlencoded\r\n", "a=%FF"))
                .status,
            400);
  const auto reply = get("/cookie", "Cookie: x=1; parvis_session=abc; y\r\n");
  EXPECT_EQ(reply.body, "abc");
  EXPECT_EQ(reply.headers.get("Set-Cookie"), "a=%C3%A9%20b; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
  EXPECT_EQ(get("/hello/%FF").status, 400);
  EXPECT_EQ(get("/hello/a%00").status, 400);
  EXPECT_EQ(get("/hello/a%2").status, 400);
}

TEST_F(ServerTest, DropsAHeaderThatWouldSplitTheAnswer) {
  router.add({"GET", "/split", "Coupe", "test", [](Request& request) -> Result<Response> {
                return text("ok").header("X-Evil", "a\r\nSet-Cookie: b=" + request.query_text("v"));
              }});
  start();
  const auto reply = get("/split?v=1");
  EXPECT_EQ(reply.status, 200);
  EXPECT_FALSE(reply.headers.has("Set-Cookie"));
}

TEST_F(ServerTest, StreamsAnExportAndCutsItOnError) {
  const auto rows = [](int last, bool fails) {
    return [last, fails, row = 0](Sink& sink) mutable -> Result<bool> {
      if (fails && row == last) return fail(ErrorKind::internal, "", "lost");
      sink.write("row " + std::to_string(row++) + "\n");
      return fails || row < last;
    };
  };
  router.add({"GET", "/export", "Export", "test", [rows](Request&) -> Result<Response> {
                return stream("text/csv", rows(50'000, false), "signalements é.csv");
              }});
  router.add({"GET", "/broken", "Export", "test",
              [rows](Request&) -> Result<Response> { return stream("text/csv", rows(50'000, true)); }});
  start();
  LoopbackClient client(server->port());
  const auto reply = client.ask(request_text("GET", "/export"));
  EXPECT_TRUE(reply.whole);
  EXPECT_THAT(reply.body, testing::EndsWith("row 49999\n"));
  EXPECT_EQ(reply.headers.get("Content-Disposition"),
            "attachment; filename*=UTF-8''signalements%20%C3%A9.csv");
  EXPECT_EQ(client.ask(request_text("GET", "/hello/a")).status, 200) << "the connection goes on";
  EXPECT_FALSE(get("/broken").whole);
  const auto old = ask("GET /export HTTP/1.0\r\nHost: a\r\n\r\n");
  EXPECT_EQ(old.body, reply.body);
}

TEST_F(ServerTest, SendsFilesOfAnySize) {
  fs::create_directories(settings.temp_dir);
  const auto path = settings.temp_dir / "big.bin";
  const std::string bytes(1'000'001, 'z');
  std::ofstream(path, std::ios::binary) << bytes;
  router.add({"GET", "/file", "Fichier", "test",
              [path](Request&) -> Result<Response> { return file(path, "image/jpeg"); }});
  router.add({"GET", "/gone", "Fichier", "test",
              [path](Request&) -> Result<Response> { return file(path.string() + "x", "image/jpeg"); }});
  start();
  LoopbackClient client(server->port());
  EXPECT_EQ(client.ask(request_text("GET", "/file")).body, bytes);
  EXPECT_EQ(client.ask(request_text("GET", "/gone")).status, 404);
}

TEST_F(ServerTest, CompressesTextsForThoseWhoAsk) {
  const std::string page = "<p>" + std::string(5000, 'a') + "</p>";
  router.add({"GET", "/page", "Page", "test",
              [page](Request&) -> Result<Response> { return html(page).header("ETag", "\"1\""); }});
  start();
  EXPECT_EQ(get("/page").body, page);
  const auto packed = get("/page", "Accept-Encoding: br;q=1, gzip\r\n");
  EXPECT_EQ(packed.headers.get("Content-Encoding"), "gzip");
  EXPECT_EQ(gunzip(packed.body, 10'000), page);
  EXPECT_FALSE(get("/page", "Accept-Encoding: gzip;q=0\r\n").headers.has("Content-Encoding"));
  EXPECT_EQ(get("/page", "If-None-Match: W/\"1\"\r\n").status, 304);
  EXPECT_EQ(get("/page", "If-None-Match: \"2\"\r\n").status, 200);
}

TEST_F(ServerTest, TellsToComeBackWhenNoWorkerIsFree) {
  settings.worker_threads = 1;
  settings.max_queued_requests = 1;
  std::promise<void> go;
  const std::shared_future<void> gate = go.get_future().share();
  std::atomic<int> running = 0;
  router.add({"GET", "/slow", "Lent", "test", [gate, &running](Request&) -> Result<Response> {
                ++running;
                gate.wait();
                return text("done");
              }});
  start();
  LoopbackClient first(server->port());
  LoopbackClient second(server->port());
  first.send(request_text("GET", "/slow"));
  while (running == 0) std::this_thread::yield();
  second.send(request_text("GET", "/slow"));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const auto refused = get("/slow");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.headers.get("Retry-After"), "5");
  go.set_value();
  EXPECT_EQ(first.receive().status, 200);
  EXPECT_EQ(second.receive().status, 200) << "at the limit it waits its turn";
}

TEST_F(ServerTest, TurnsAwayOneConnectionTooMany) {
  settings.max_connections = 2;
  start();
  LoopbackClient first(server->port());
  LoopbackClient second(server->port());
  EXPECT_EQ(first.ask(request_text("GET", "/hello/a")).status, 200);
  EXPECT_EQ(second.ask(request_text("GET", "/hello/a")).status, 200);
  LoopbackClient third(server->port());
  const auto refused = third.ask(request_text("GET", "/hello/a"));
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.headers.get("Retry-After"), "5");
}

TEST_F(ServerTest, GivesUpOnSlowSenders) {
  settings.header_timeout_s = 0.3;
  settings.request_timeout_s = 0.6;
  settings.keep_alive_s = 0.3;
  start();
  LoopbackClient idle(server->port());
  LoopbackClient head(server->port());
  LoopbackClient body(server->port());
  head.send("GET /hello/a HT");
  body.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nabc");
  EXPECT_TRUE(idle.closed());
  EXPECT_EQ(head.receive().status, 408);
  EXPECT_EQ(body.receive().status, 408);
  EXPECT_TRUE(body.closed());
}

TEST_F(ServerTest, ClosesAfterTheLastRequestOfAConnection) {
  settings.max_requests_per_connection = 2;
  start();
  LoopbackClient client(server->port());
  EXPECT_FALSE(client.ask(request_text("GET", "/hello/a")).headers.has("Connection"));
  EXPECT_EQ(client.ask(request_text("GET", "/hello/a")).headers.get("Connection"), "close");
  EXPECT_TRUE(client.closed());
}

TEST_F(ServerTest, StopsWithoutCuttingWhatIsUnderWay) {
  std::atomic<int> running = 0;
  router.add({"GET", "/slow", "Lent", "test", [&running](Request&) -> Result<Response> {
                ++running;
                std::this_thread::sleep_for(std::chrono::milliseconds(300));
                return text("done");
              }});
  start();
  LoopbackClient idle(server->port());
  LoopbackClient busy(server->port());
  EXPECT_EQ(idle.ask(request_text("GET", "/hello/a")).status, 200);
  busy.send(request_text("GET", "/slow"));
  while (running == 0) std::this_thread::yield();
  const auto port = server->port();
  std::thread stopping([&] { server->stop(); });
  const auto reply = busy.receive();
  EXPECT_EQ(reply.body, "done");
  EXPECT_EQ(reply.headers.get("Connection"), "close");
  EXPECT_TRUE(idle.closed());
  stopping.join();
  EXPECT_FALSE(LoopbackClient(port).connected());
}

TEST_F(ServerTest, SaysWhenItsPortIsTaken) {
  start();
  auto same = settings;
  same.port = server->port();
  Server other(same, router, metrics);
  const auto started = other.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().kind, ErrorKind::unavailable);
}

TEST_F(ServerTest, SurvivesAHandlerThatThrows) {
  router.add({"GET", "/bug", "Bogue", "test",
              [](Request&) -> Result<Response> { throw std::runtime_error("bug"); }});
  start();
  LoopbackClient client(server->port());
  const auto reply = client.ask(request_text("GET", "/bug"));
  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body, Not(HasSubstr("bug")));
  EXPECT_EQ(client.ask(request_text("GET", "/hello/a")).status, 200);
}

TEST_F(ServerTest, CountsWhatItAnswers) {
  add_standard_routes(router, metrics);
  start();
  LoopbackClient client(server->port());
  EXPECT_EQ(client.ask(request_text("GET", "/health")).body, R"({"status":"ok"})");
  EXPECT_EQ(client.ask(request_text("GET", "/hello/secret?q=1")).status, 200);
  EXPECT_EQ(client.ask(request_text("GET", "/nowhere/secret")).status, 404);
  const auto reply = client.ask(request_text("GET", "/metrics"));
  EXPECT_THAT(
      reply.body,
      HasSubstr("parvis_http_requests_total{method=\"GET\",route=\"/hello/{name}\",status=\"200\"} 1\n"));
  EXPECT_THAT(reply.body, HasSubstr("status=\"404\"} 1\n"));
  EXPECT_THAT(reply.body,
              HasSubstr("parvis_http_request_seconds_bucket{route=\"/hello/{name}\",le=\"+Inf\"} 1\n"));
  EXPECT_THAT(reply.body, HasSubstr("parvis_http_queue_length 0\n"));
  EXPECT_THAT(reply.body, HasSubstr("parvis_http_connections 1\n"));
  EXPECT_THAT(reply.body, Not(HasSubstr("secret")));
}

TEST_F(ServerTest, BelievesATrustedProxyOnly) {
  router.add({"GET", "/who", "Qui", "test",
              [](Request& request) -> Result<Response> { return text(request.remote_address); }});
  start();
  EXPECT_EQ(get("/who", "X-Forwarded-For: 192.0.2.1\r\n").body, "127.0.0.1");
  server.reset();
  settings.trusted_proxies = {"127.0.0.1"};
  start();
  EXPECT_EQ(get("/who", "X-Forwarded-For: 198.51.100.9, 192.0.2.1\r\n").body, "192.0.2.1");
  EXPECT_EQ(get("/who").body, "127.0.0.1");
}

}  // namespace
}  // namespace parvis::net
