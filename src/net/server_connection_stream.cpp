// The body of a request that its handler reads while it comes (RouteOptions::stream_body): bytes go from the
// socket into a BodyStream, a worker reads them there and its answer may leave meanwhile. When the stream is
// full the socket is left alone until there is place; when the answer is over what still comes is let go.
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

#include "net/server_connection.hpp"

namespace parvis::net {
namespace {

constexpr std::size_t kStreamReadBytes = 64 * 1024;
// A chunk header longer than this is no honest one.
constexpr std::size_t kMaxFramingBytes = 4 * 1024;

Error body_cut() {
  return {ErrorKind::invalid, "L’envoi a été interrompu.", "body cut", "body_cut"};
}

}  // namespace

bool Connection::take_stream_place() {
  if (server_.body_streams >= server_.max_body_streams()) return false;
  ++server_.body_streams;
  holds_stream_place_ = true;
  return true;
}

void Connection::begin_stream() {
  auto& exchange = *exchange_;
  stream_ = exchange.request.body_stream;
  const std::weak_ptr<Connection> weak = weak_from_this();
  stream_->on_room([weak, &io = server_.io] {
    asio::post(io, [weak] {
      if (const auto self = weak.lock()) self->read_stream();
    });
  });
  exchange.wire.keep_alive = false;  // body and answer end each in its own time
  stream_ends_ = in_seconds(server_.settings.stream_timeout_s);
  dispatch();
  read_stream();
}

void Connection::read_stream() {
  if (!stream_ || stream_over_ || stream_reading_) return;
  auto& exchange = *exchange_;
  const auto used =
      exchange.decoder.body(in_, [&](std::string_view bytes) { return exchange.body->take(bytes); });
  if (!used) return end_stream(used.error());
  in_.erase(0, *used);
  if (exchange.decoder.complete()) return end_stream(std::nullopt);
  if (in_.size() >= kMaxFramingBytes) {
    return end_stream(Error{ErrorKind::invalid, "La demande est mal formée.", "chunk header", "bad_request"});
  }
  if (stream_->full()) {  // on_room calls again
    stream_deadline_ = stream_ends_;
    return;
  }
  stream_deadline_ = std::min(in_seconds(server_.settings.stream_idle_timeout_s), stream_ends_);
  stream_reading_ = true;
  const auto old = in_.size();
  in_.resize(old + kStreamReadBytes);
  socket_.async_read_some(asio::buffer(in_.data() + old, kStreamReadBytes),
                          [self = shared_from_this(), old](error_code failed, std::size_t size) {
                            self->stream_reading_ = false;
                            if (self->phase_ == Phase::lingering) return self->linger_on(failed);
                            self->in_.resize(old + size);
                            if (failed) return self->end_stream(body_cut());
                            self->read_stream();
                          });
}

void Connection::end_stream(std::optional<Error> error) {
  stream_over_ = true;
  stream_deadline_ = Moment::max();
  if (!stream_) return;
  if (error)
    stream_->fail(std::move(*error));
  else
    stream_->end();
}

void Connection::check_stream_deadline(Moment at) {
  if (at < stream_deadline_) return;
  end_stream(Error{ErrorKind::unavailable, "L’envoi a pris trop de temps.", "body slow", "body_slow"});
}

// The answer is over, or the connection: the reader, if there is still one, is woken.
void Connection::drop_stream() {
  if (!stream_) return;
  stream_->on_room({});
  stream_->fail(body_cut());
  stream_.reset();
  stream_over_ = true;
  stream_deadline_ = Moment::max();
  if (std::exchange(holds_stream_place_, false)) --server_.body_streams;
}

}  // namespace parvis::net
