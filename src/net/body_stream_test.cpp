// Bodies that a handler reads while they come: the stream alone, then against a real server.
#include "net/body_stream.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <thread>

#include "base/log.hpp"
#include "net/loopback_client.hpp"
#include "net/server.hpp"

namespace parvis::net {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

std::string read_all(BodyStream& stream, std::size_t room = 7) {
  std::string all, piece(room, '\0');
  for (;;) {
    const auto count = stream.read(piece.data(), room);
    if (!count) return all + "!" + count.error().code;
    if (*count == 0) return all;
    all.append(piece, 0, *count);
  }
}

TEST(BodyStream, GivesWhatWasBroughtInOrderThenItsEnd) {
  BodyStream stream(1000, 1s);
  EXPECT_TRUE(stream.dry());
  EXPECT_TRUE(stream.push("abc"));
  EXPECT_TRUE(stream.push("defghijkl"));
  EXPECT_FALSE(stream.dry());
  stream.end();
  EXPECT_EQ(read_all(stream), "abcdefghijkl");
  EXPECT_EQ(read_all(stream), "");
}

TEST(BodyStream, SaysFullAtTheLimitAndSignalsOnceThereIsPlace) {
  BodyStream stream(10, 1s);
  int signals = 0;
  stream.on_room([&] { ++signals; });
  EXPECT_TRUE(stream.push("123456789"));
  EXPECT_FALSE(stream.push("0"));
  EXPECT_TRUE(stream.full());
  std::string piece(4, '\0');
  ASSERT_TRUE(stream.read(piece.data(), 4));
  EXPECT_EQ(signals, 0);
  ASSERT_TRUE(stream.read(piece.data(), 4));
  EXPECT_EQ(signals, 1);
  ASSERT_TRUE(stream.read(piece.data(), 4));
  EXPECT_EQ(signals, 1);
}

TEST(BodyStream, GivesWhatCameBeforeAnErrorAndNeverWaitsForEver) {
  BodyStream stream(1000, 20ms);
  stream.push("avant");
  EXPECT_EQ(read_all(stream), "avant!body_slow");
  stream.push("reste");
  stream.fail({ErrorKind::invalid, "", "", "body_cut"});
  EXPECT_EQ(read_all(stream), "reste!body_cut");
}

TEST(BodyStream, DropsWhatComesWhenTheReaderHasLeft) {
  BodyStream stream(4, 1s);
  int signals = 0;
  stream.on_room([&] { ++signals; });
  EXPECT_FALSE(stream.push("plein"));
  stream.leave();
  EXPECT_EQ(signals, 1);
  EXPECT_TRUE(stream.push("encore et encore"));
  EXPECT_EQ(read_all(stream), "");
}

// Answers each piece of the body with «n:» and its bytes, as soon as they are there.
class StreamedBodies : public testing::Test {
 protected:
  StreamedBodies() {
    base::set_log_level(base::LogLevel::silent);
    settings.port = 0;
    settings.worker_threads = 4;
    settings.stream_room_bytes = 256 * 1024;
    RouteOptions options;
    options.stream_body = true;
    options.accepts = {"text/plain"};
    options.body_limit_bytes = 8'000'000;
    router.add(
        {"POST", "/upper", "Écho", "test", [this](Request& request) { return upper(request); }, options});
    router.add({"POST", "/refuse", "Refus", "test",
                [](Request&) -> Result<Response> { return problem(422, "Non.", "no"); }, options});
    router.add(
        {"GET", "/hello", "Bonjour", "test", [](Request&) -> Result<Response> { return text("oui"); }});
  }
  ~StreamedBodies() override { server.reset(); }

  Result<Response> upper(Request& request) {
    if (!request.body_stream) return text("vide");
    return stream("text/plain", [this, from = request.body_stream](Sink& sink) -> Result<bool> {
      std::string piece(16 * 1024, '\0');
      const auto count = from->read(piece.data(), piece.size());
      if (!count) {
        last_error = count.error().code;
        ++ended;
        return tl::make_unexpected(count.error());
      }
      if (*count == 0) {
        ++ended;
        return false;
      }
      piece.resize(*count);
      for (char& c : piece) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      sink.write(piece);
      if (from->dry()) sink.send_now();
      return true;
    });
  }

  void start() {
    server = std::make_unique<Server>(settings, router, metrics);
    ASSERT_TRUE(server->start());
  }
  bool wait_for_end(int count = 1) {
    for (int i = 0; i < 500 && ended < count; ++i) std::this_thread::sleep_for(10ms);
    return ended >= count;
  }
  static std::string head(std::size_t size, std::string_view fields = {}) {
    return "POST /upper HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + std::string(fields) +
           "Content-Length: " + std::to_string(size) + "\r\n\r\n";
  }

  ServerSettings settings;
  Router router;
  Metrics metrics;
  std::atomic<int> ended = 0;
  std::string last_error;  // read once `ended` tells so
  std::unique_ptr<Server> server;
};

TEST_F(StreamedBodies, ReachTheHandlerWhole) {
  start();
  LoopbackClient client(server->port());
  const std::string body(3'000'000, 'x');
  auto sending = std::async(std::launch::async, [&] { return client.send(head(body.size()) + body); });
  const Reply reply = client.receive();
  EXPECT_TRUE(sending.get());
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(reply.whole);
  EXPECT_EQ(reply.body, std::string(3'000'000, 'X'));
  EXPECT_TRUE(client.closed());
}

TEST_F(StreamedBodies, AreAnsweredBeforeTheirEndHasCome) {
  start();
  LoopbackClient client(server->port());
  ASSERT_TRUE(client.send(head(8) + "abcd"));
  // The head and first piece are there although half of the body was never sent.
  EXPECT_THAT(client.receive_until("ABCD"), HasSubstr("200 OK"));
  ASSERT_TRUE(client.send("efgh"));
  EXPECT_THAT(client.receive_until("0\r\n\r\n"), HasSubstr("EFGH"));
  EXPECT_TRUE(wait_for_end());
}

TEST_F(StreamedBodies, InChunksAreReadToo) {
  start();
  LoopbackClient client(server->port());
  const Reply reply = client.ask(
      "POST /upper HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: "
      "chunked\r\n\r\n"
      "3\r\nabc\r\n5\r\ndefgh\r\n0\r\n\r\n");
  EXPECT_EQ(reply.body, "ABCDEFGH");
  EXPECT_TRUE(reply.whole);
}

TEST_F(StreamedBodies, WithBrokenChunksCutTheAnswer) {
  start();
  LoopbackClient client(server->port());
  const Reply reply = client.ask(
      "POST /upper HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: "
      "chunked\r\n\r\n"
      "3\r\nabc\r\nZZ\r\n");
  EXPECT_FALSE(reply.whole);
  ASSERT_TRUE(wait_for_end());
  EXPECT_EQ(last_error, "bad_request");
}

TEST_F(StreamedBodies, LimitsHoldAtTheLimitAndOneBeyond) {
  settings.stream_room_bytes = 64 * 1024;
  start();
  EXPECT_EQ(LoopbackClient(server->port()).ask(head(8'000'001)).status, 413);
  LoopbackClient client(server->port());
  const std::string body(8'000'000, 'x');
  auto sending = std::async(std::launch::async, [&] { return client.send(head(body.size()) + body); });
  EXPECT_EQ(client.receive().body.size(), body.size());
  EXPECT_TRUE(sending.get());
}

TEST_F(StreamedBodies, OfAnotherTypeAreRefused) {
  start();
  EXPECT_EQ(LoopbackClient(server->port())
                .ask("POST /upper HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: "
                     "3\r\n\r\nabc")
                .status,
            415);
}

TEST_F(StreamedBodies, MayBeEmpty) {
  start();
  const Reply reply = LoopbackClient(server->port())
                          .ask("POST /upper HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(reply.body, "vide");
}

TEST_F(StreamedBodies, ThatNobodyReadsDoNotHoldTheAnswer) {
  start();
  LoopbackClient client(server->port());
  std::string text = head(4'000'000);
  text.replace(text.find("/upper"), 6, "/refuse");
  ASSERT_TRUE(client.send(text + std::string(1000, 'x')));
  EXPECT_EQ(client.receive().status, 422);
}

TEST_F(StreamedBodies, WhoseClientLeavesWakeTheReader) {
  start();
  {
    LoopbackClient client(server->port());
    ASSERT_TRUE(client.send(head(1000) + "abc"));
    client.receive_until("ABC");
  }
  ASSERT_TRUE(wait_for_end());
  EXPECT_EQ(last_error, "body_cut");
}

TEST_F(StreamedBodies, ThatStopComingAreGivenUp) {
  settings.stream_idle_timeout_s = 0.3;
  start();
  LoopbackClient client(server->port());
  ASSERT_TRUE(client.send(head(1000) + "abc"));
  EXPECT_FALSE(client.receive().whole);
  ASSERT_TRUE(wait_for_end());
  EXPECT_EQ(last_error, "body_slow");
}

TEST_F(StreamedBodies, ThatTrickleAreGivenUpToo) {
  settings.stream_timeout_s = 0.5;
  start();
  LoopbackClient client(server->port());
  ASSERT_TRUE(client.send(head(1000)));
  for (int i = 0; i < 100 && ended == 0; ++i) {
    client.send("a");
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_TRUE(wait_for_end());
}

TEST_F(StreamedBodies, LeaveWorkersForEverybodyElse) {
  settings.max_body_streams = 2;
  start();
  LoopbackClient first(server->port()), second(server->port());
  ASSERT_TRUE(first.send(head(1000) + "a"));
  ASSERT_TRUE(second.send(head(1000) + "a"));
  first.receive_until("A");
  second.receive_until("A");
  EXPECT_EQ(LoopbackClient(server->port()).ask(head(3) + "abc").status, 503);
  EXPECT_EQ(LoopbackClient(server->port()).ask(request_text("GET", "/hello")).body, "oui");
}

TEST_F(StreamedBodies, AreWelcomedWhenAskedFor) {
  start();
  LoopbackClient client(server->port());
  ASSERT_TRUE(client.send(head(3, "Expect: 100-continue\r\n")));
  EXPECT_THAT(client.receive_until("\r\n\r\n"), HasSubstr("100 Continue"));
  ASSERT_TRUE(client.send("abc"));
  EXPECT_THAT(client.receive_until("0\r\n\r\n"), HasSubstr("ABC"));
}

TEST_F(StreamedBodies, DoNotHoldUpTheStop) {
  settings.stop_timeout_s = 0.3;
  start();
  LoopbackClient client(server->port());
  ASSERT_TRUE(client.send(head(1000) + "abc"));
  client.receive_until("ABC");
  server->stop();
  EXPECT_EQ(ended, 1);
}

}  // namespace
}  // namespace parvis::net
