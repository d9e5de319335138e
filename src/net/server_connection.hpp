// One connection of the server, and what connections need of their server. Inside the room only; with
// server.cpp the only files that know sockets. Everything of a Connection happens on the I/O thread, except
// the two steps that run on a worker with the connection at rest: making the answer, and making the next
// piece of a streamed answer. Callbacks, not coroutines: g++ 12 frees temporaries of a co_await expression
// twice.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>
#include <utility>

#include "base/ids.hpp"
#include "net/body_receiver.hpp"
#include "net/body_stream.hpp"
#include "net/metrics.hpp"
#include "net/outgoing.hpp"
#include "net/request_decoder.hpp"
#include "net/router.hpp"
#include "net/server_settings.hpp"
#include "net/worker_pool.hpp"

namespace parvis::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Moment = std::chrono::steady_clock::time_point;

inline Moment now() {
  return std::chrono::steady_clock::now();
}

inline Moment in_seconds(double seconds) {
  return now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                     std::chrono::duration<double>(seconds));
}

struct Refusal {
  int status;
  Error error;
};

// One request and its answer. The I/O thread and a worker hold it in turn, never together; but for a body
// that is streamed, of which the I/O thread keeps decoder and body while a worker has the rest.
struct Exchange {
  Request request;
  Router::Match match;
  RequestDecoder decoder;
  std::unique_ptr<BodyReceiver> body;
  std::optional<Refusal> refusal;
  WireContext wire;
  Moment complete_at;
  Outgoing out;
};

using ExchangePtr = std::shared_ptr<Exchange>;

struct Shared;

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& server, tcp::socket socket);
  void begin();
  void turn_away();  // one connection too many
  void check_deadline(Moment at);
  void stop_when_idle();
  void close();

 private:
  enum class Phase { idle, head, body, working, writing, lingering, closed };

  void wait_for_request();
  void read_more();
  void bytes_came();
  void read_head();
  void begin_exchange(std::string_view head);
  void read_body();
  void send_continue();
  void refuse(int status, Error error);
  void dispatch();
  void make_answer(Exchange& exchange);  // on a worker
  void send(Outgoing out);
  void write_more();
  void written();
  void ask_next_piece();
  void finish();
  void linger();
  void linger_on(error_code failed);
  // server_connection_stream.cpp
  bool take_stream_place();
  void begin_stream();
  void read_stream();
  void end_stream(std::optional<Error> error);
  void check_stream_deadline(Moment at);
  void drop_stream();
  std::string client_address(const Request& request) const;

  Shared& server_;
  tcp::socket socket_;
  Phase phase_ = Phase::idle;
  bool timed_out_ = false;
  Moment deadline_ = Moment::max();
  Moment began_;
  std::string in_;           // bytes come and not yet used
  std::size_t scanned_ = 0;  // of in_, already searched for the end of the head
  std::size_t served_ = 0;
  ExchangePtr exchange_;
  std::string piece_;  // of a streamed answer, being written
  bool last_piece_ = false;
  std::string_view head_left_;
  std::string_view body_left_;
  std::shared_ptr<BodyStream> stream_;  // of a streamed body, until the answer is over
  bool stream_over_ = false;            // nothing more of it is read
  bool stream_reading_ = false;         // a read of the socket is under way
  bool holds_stream_place_ = false;
  Moment stream_deadline_ = Moment::max();  // for the next bytes
  Moment stream_ends_ = Moment::max();      // for all of them
};

using ConnectionPtr = std::shared_ptr<Connection>;

// What connections need of their server.
struct Shared {
  Shared(ServerSettings given, const Router& routes, Metrics& counted)
      : settings(std::move(given)),
        router(routes),
        metrics(counted),
        pool(workers(settings), settings.max_queued_requests) {}

  static unsigned workers(const ServerSettings& settings) {
    return settings.worker_threads > 0 ? settings.worker_threads
                                       : std::max(4U, std::thread::hardware_concurrency());
  }

  // A reader may wait for a slow sender: some workers stay for everybody else.
  std::size_t max_body_streams() const {
    return settings.max_body_streams > 0 ? settings.max_body_streams : workers(settings) / 2;
  }

  std::string next_request_id() {
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "-%llx", ++requests);
    return id_prefix + text.data();
  }

  ServerSettings settings;
  const Router& router;
  Metrics& metrics;
  asio::io_context io{1};
  WorkerPool pool;
  std::unordered_set<ConnectionPtr> connections;  // I/O thread only
  std::atomic<std::size_t> open_connections = 0;
  std::size_t body_streams = 0;  // under way; I/O thread only
  std::string id_prefix = base::random_token(6);
  unsigned long long requests = 0;  // I/O thread only
  std::atomic<bool> stopping = false;
};

}  // namespace parvis::net
