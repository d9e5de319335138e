#include "net/server_connection.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

#include "base/log.hpp"
#include "base/text.hpp"
#include "net/gate.hpp"

namespace parvis::net {
namespace {

constexpr std::size_t kHeadReadBytes = 4 * 1024;
constexpr std::size_t kBodyReadBytes = 64 * 1024;
constexpr double kLinger_s = 2;

}  // namespace

Connection::Connection(Shared& server, tcp::socket socket) : server_(server), socket_(std::move(socket)) {}

void Connection::begin() {
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  wait_for_request();
}

void Connection::wait_for_request() {
  exchange_.reset();
  scanned_ = 0;
  piece_ = {};
  if (!in_.empty()) {  // the client sent its next request without waiting
    phase_ = Phase::head;
    began_ = now();
    deadline_ = in_seconds(server_.settings.header_timeout_s);
    read_head();
    return;
  }
  if (server_.stopping) return close();
  std::string().swap(in_);  // an idle connection holds no buffer
  phase_ = Phase::idle;
  deadline_ = in_seconds(server_.settings.keep_alive_s);
  socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](error_code failed) {
    if (failed || self->phase_ != Phase::idle) return self->close();
    self->phase_ = Phase::head;
    self->began_ = now();
    self->deadline_ = in_seconds(self->server_.settings.header_timeout_s);
    self->read_more();
  });
}

void Connection::read_more() {
  const auto old = in_.size();
  const auto room = phase_ == Phase::body ? kBodyReadBytes : kHeadReadBytes;
  in_.resize(old + room);
  socket_.async_read_some(asio::buffer(in_.data() + old, room),
                          [self = shared_from_this(), old](error_code failed, std::size_t size) {
                            self->in_.resize(old + size);
                            if (failed && self->timed_out_) {
                              return self->refuse(408, {ErrorKind::invalid, "L’envoi a pris trop de temps.",
                                                        "read timeout", "request_timeout"});
                            }
                            if (failed) return self->close();
                            self->bytes_came();
                          });
}

void Connection::bytes_came() {
  if (phase_ == Phase::head) return read_head();
  if (phase_ == Phase::body) return read_body();
  close();
}

void Connection::read_head() {
  const auto& limits = server_.settings;
  const auto end = find_head_end(in_, scanned_);
  if (end.state == HeadState::refused) {
    return refuse(400, {ErrorKind::invalid, "La demande est mal formée.", "head byte", "bad_request"});
  }
  const bool more = end.state == HeadState::more;
  if (more ? in_.size() >= limits.max_header_bytes : end.size > limits.max_header_bytes) {
    return refuse(
        431, {ErrorKind::invalid, "Les en-têtes de la demande sont trop longs.", "head", "header_too_large"});
  }
  scanned_ = in_.size();
  if (more) return read_more();
  const std::string head = in_.substr(0, end.size);
  in_.erase(0, end.size);
  begin_exchange(head);
}

void Connection::begin_exchange(std::string_view head) {
  const auto& settings = server_.settings;
  const auto verdict = inspect_head(head, {settings.max_target_bytes, settings.max_header_fields});
  if (!verdict.passed()) {
    return refuse(verdict.status, {ErrorKind::invalid, "La demande est mal formée.",
                                   std::string(verdict.reason), "bad_request"});
  }
  exchange_ = std::make_shared<Exchange>();
  auto& exchange = *exchange_;
  auto& request = exchange.request;
  if (auto decoded = exchange.decoder.head(head, settings.max_query_fields, request); !decoded) {
    return refuse(400, decoded.error());
  }
  request.remote_address = client_address(request);
  exchange.match = server_.router.match(request.method, request.path);
  exchange.wire.http_1_0 = exchange.decoder.http_1_0();
  exchange.wire.keep_alive =
      exchange.decoder.keep_alive() && ++served_ < settings.max_requests_per_connection;
  if (exchange.decoder.complete()) return dispatch();
  if (exchange.match.route == nullptr) {  // nobody wants this body
    exchange.wire.keep_alive = false;
    return dispatch();
  }
  auto receiver = make_body_receiver(request, *exchange.match.route, settings, settings.temp_dir,
                                     exchange.decoder.content_length());
  if (!receiver) return refuse(http_status(receiver.error().kind), receiver.error());
  exchange.body = std::move(*receiver);
  if (request.body_stream && !take_stream_place()) {
    return refuse(503, {ErrorKind::unavailable,
                        "Le service est très demandé. Veuillez réessayer dans quelques secondes.",
                        "body streams", "overloaded"});
  }
  phase_ = Phase::body;
  deadline_ = in_seconds(settings.request_timeout_s) - (now() - began_);
  if (exchange.decoder.expects_continue() && in_.empty()) return send_continue();
  request.body_stream ? begin_stream() : read_body();
}

std::string Connection::client_address(const Request& request) const {
  error_code failed;
  const auto peer = socket_.remote_endpoint(failed);
  if (failed) return {};
  auto address = peer.address().to_string();
  const auto& trusted = server_.settings.trusted_proxies;
  if (std::find(trusted.begin(), trusted.end(), address) == trusted.end()) return address;
  // The last entry is the one that our own proxy wrote; the others are the client's word.
  const auto forwarded = request.header("X-Forwarded-For");
  const auto last = base::trim(forwarded.substr(forwarded.rfind(',') + 1));
  return last.empty() ? address : std::string(last);
}

void Connection::send_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  socket_.async_write_some(asio::buffer(kContinue.data(), kContinue.size()),
                           [self = shared_from_this()](error_code failed, std::size_t size) {
                             if (failed || size != kContinue.size()) return self->close();
                             const bool streamed = self->exchange_->request.body_stream != nullptr;
                             streamed ? self->begin_stream() : self->read_more();
                           });
}

void Connection::read_body() {
  auto& exchange = *exchange_;
  const auto used =
      exchange.decoder.body(in_, [&](std::string_view bytes) { return exchange.body->take(bytes); });
  if (!used) return refuse(http_status(used.error().kind), used.error());
  in_.erase(0, *used);
  if (!exchange.decoder.complete()) {
    // A chunk header longer than a read is no honest one.
    if (in_.size() >= kHeadReadBytes) {
      return refuse(400, {ErrorKind::invalid, "La demande est mal formée.", "chunk header", "bad_request"});
    }
    return read_more();
  }
  if (auto finished = exchange.body->finish(exchange.request); !finished) {
    return refuse(http_status(finished.error().kind), finished.error());
  }
  exchange.body.reset();
  dispatch();
}

void Connection::refuse(int status, Error error) {
  if (!exchange_) exchange_ = std::make_shared<Exchange>();
  exchange_->body.reset();  // its temporary files go now
  exchange_->wire.keep_alive = false;
  exchange_->refusal = Refusal{error.code == "disk_full" ? 507 : status, std::move(error)};
  dispatch();
}

void Connection::dispatch() {
  phase_ = Phase::working;
  deadline_ = Moment::max();
  auto& exchange = *exchange_;
  exchange.complete_at = now();
  exchange.wire.compress = server_.settings.compress_answers;
  exchange.request.request_id = server_.next_request_id();
  const bool taken = server_.pool.submit([self = shared_from_this(), held = exchange_] {
    self->make_answer(*held);
    asio::post(self->server_.io, [self, held] { self->send(std::move(held->out)); });
  });
  if (taken) return;
  server_.metrics.count("parvis_http_overload_total", "Requests refused because no worker was free.");
  auto busy =
      problem(503, "Le service est très demandé. Veuillez réessayer dans quelques secondes.", "overloaded");
  busy.header("Retry-After", "5");
  send(prepare(exchange.request, std::move(busy), exchange.wire));
}

void Connection::make_answer(Exchange& exchange) {
  auto& request = exchange.request;
  auto answer = exchange.refusal
                    ? server_.router.refuse(request, exchange.refusal->status, exchange.refusal->error)
                    : server_.router.answer(request, exchange.match);
  if (server_.stopping) exchange.wire.keep_alive = false;
  exchange.out = prepare(request, std::move(answer), exchange.wire);
  request.held.clear();
  const double seconds = std::chrono::duration<double>(now() - exchange.complete_at).count();
  const std::string_view route =
      request.route.empty() ? std::string_view("none") : std::string_view(request.route);
  const std::string_view method =
      exchange.match.route != nullptr ? std::string_view(request.method) : "other";
  server_.metrics.request(method, route, exchange.out.status, seconds);
  if (!server_.settings.access_log) return;
  base::log_info("http", {{"method", std::string(method)},
                          {"route", std::string(route)},
                          {"status", std::to_string(exchange.out.status)},
                          {"ms", std::to_string(static_cast<long>(seconds * 1000))},
                          {"bytes_in", std::to_string(request.body_bytes)},
                          {"request_id", request.request_id}});
}

void Connection::send(Outgoing out) {
  if (phase_ != Phase::working) return;  // closed meanwhile
  exchange_->out = std::move(out);
  head_left_ = exchange_->out.head;
  body_left_ = exchange_->out.first_bytes();
  last_piece_ = !exchange_->out.more;
  write_more();
}

void Connection::write_more() {
  phase_ = Phase::writing;
  deadline_ = in_seconds(server_.settings.write_timeout_s);
  const std::array<asio::const_buffer, 2> left = {asio::buffer(head_left_.data(), head_left_.size()),
                                                  asio::buffer(body_left_.data(), body_left_.size())};
  socket_.async_write_some(left, [self = shared_from_this()](error_code failed, std::size_t size) {
    if (failed) return self->close();
    const auto of_head = std::min(size, self->head_left_.size());
    self->head_left_.remove_prefix(of_head);
    self->body_left_.remove_prefix(size - of_head);
    if (self->head_left_.empty() && self->body_left_.empty()) return self->written();
    self->write_more();
  });
}

void Connection::written() {
  if (!last_piece_) return ask_next_piece();
  finish();
}

void Connection::ask_next_piece() {
  phase_ = Phase::working;
  deadline_ = Moment::max();
  server_.pool.push([self = shared_from_this(), held = exchange_] {
    Result<Piece> piece = fail(ErrorKind::internal, "", "producer threw");
    try {
      piece = next_piece(held->out.more, held->out.chunked);
    } catch (const std::exception& bug) {
      piece.error().detail = bug.what();
    }
    if (!piece && piece.error().code != "body_cut")  // a client that leaves is no fault
      base::log_error("http.stream", {{"route", held->request.route}, {"detail", piece.error().detail}});
    asio::post(self->server_.io, [self, made = std::move(piece)]() mutable {
      if (!made || self->phase_ != Phase::working) return self->close();
      self->piece_ = std::move(made->bytes);
      self->last_piece_ = made->done;
      self->body_left_ = self->piece_;
      if (self->piece_.empty()) return self->written();
      self->write_more();
    });
  });
}

void Connection::finish() {
  drop_stream();
  if (exchange_->out.keep_alive) return wait_for_request();
  linger();
}

// Closing with unread bytes makes the kernel reset the connection, and the client may never see the answer:
// so say that nothing more comes, then read what the client still sends, for a short while.
void Connection::linger() {
  if (phase_ != Phase::lingering) {
    phase_ = Phase::lingering;
    deadline_ = in_seconds(kLinger_s);
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    if (stream_reading_) return;  // that read goes on to linger
    in_.assign(kBodyReadBytes, '\0');
  }
  socket_.async_read_some(
      asio::buffer(in_.data(), in_.size()),
      [self = shared_from_this()](error_code failed, std::size_t) { self->linger_on(failed); });
}

void Connection::linger_on(error_code failed) {
  if (failed || phase_ != Phase::lingering) return close();
  linger();
}

void Connection::turn_away() {
  exchange_ = std::make_shared<Exchange>();
  phase_ = Phase::working;
  auto full = problem(503, "Le service est très demandé. Veuillez réessayer dans quelques secondes.",
                      "too_many_connections");
  full.header("Retry-After", "5");
  send(prepare(exchange_->request, std::move(full), exchange_->wire));
}

void Connection::check_deadline(Moment at) {
  check_stream_deadline(at);
  if (at < deadline_) return;
  deadline_ = Moment::max();
  if (phase_ != Phase::head && phase_ != Phase::body) return close();
  timed_out_ = true;  // the read that waits ends with an error and answers 408
  error_code ignored;
  socket_.cancel(ignored);
}

void Connection::stop_when_idle() {
  if (phase_ == Phase::idle) close();
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  phase_ = Phase::closed;
  drop_stream();
  error_code ignored;
  socket_.close(ignored);
  server_.connections.erase(shared_from_this());
  server_.open_connections = server_.connections.size();
}

}  // namespace parvis::net
