// g++ 12 with the address sanitizer takes an empty boost::optional of Beast's parser for an uninitialised
// one.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include "net/request_decoder.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <limits>
#include <string>

namespace parvis::net {
namespace {

namespace http = boost::beast::http;

tl::unexpected<Error> broken(const std::string& detail) {
  return fail(ErrorKind::invalid, "La demande est mal formée.", detail, "bad_request");
}

}  // namespace

struct RequestDecoder::State {
  http::request_parser<http::buffer_body> parser;
};

RequestDecoder::RequestDecoder() : state_(std::make_unique<State>()) {
  // The gate and the server's own settings hold the limits.
  state_->parser.header_limit(std::numeric_limits<std::uint32_t>::max());
  state_->parser.body_limit(boost::none);
}

RequestDecoder::~RequestDecoder() = default;

Status RequestDecoder::head(std::string_view head, std::size_t max_query_fields, Request& request) {
  boost::beast::error_code failed;
  const auto used = state_->parser.put(boost::asio::buffer(head.data(), head.size()), failed);
  if (failed || used != head.size() || !state_->parser.is_header_done())
    return broken("head: " + failed.message());

  const auto& message = state_->parser.get();
  request.method = std::string(message.method_string());
  const std::string_view target(message.target().data(), message.target().size());
  const auto question = target.find('?');
  PARVIS_TRY(path, percent_decode(target.substr(0, question), false));
  request.path = std::move(path);
  if (question != std::string_view::npos) {
    PARVIS_TRY(query, parse_urlencoded(target.substr(question + 1), max_query_fields));
    request.query = std::move(query);
  }
  for (const auto& field : message)
    request.headers.add(std::string(field.name_string()), std::string(field.value()));
  for (const auto& [name, value] : request.headers.pairs()) {
    if (!equal_ignoring_case(name, "Cookie")) continue;
    const auto cookies = parse_cookies(value);
    for (const auto& [key, content] : cookies.pairs()) request.cookies.add(key, content);
  }
  return {};
}

std::optional<std::uint64_t> RequestDecoder::content_length() const {
  const auto length = state_->parser.content_length();
  return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

bool RequestDecoder::complete() const {
  return state_->parser.is_done();
}
bool RequestDecoder::keep_alive() const {
  return state_->parser.keep_alive();
}
bool RequestDecoder::http_1_0() const {
  return state_->parser.get().version() == 10;
}

bool RequestDecoder::expects_continue() const {
  return !http_1_0() && state_->parser.get().find(http::field::expect) != state_->parser.get().end();
}

Result<std::size_t> RequestDecoder::body(std::string_view bytes, const Take& take) {
  std::array<char, 16 * 1024> piece;
  std::size_t used = 0;
  while (!state_->parser.is_done()) {
    auto& out = state_->parser.get().body();
    out.data = piece.data();
    out.size = piece.size();
    out.more = true;
    boost::beast::error_code failed;
    const auto eaten =
        state_->parser.put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), failed);
    used += eaten;
    const auto filled = piece.size() - out.size;
    out.data = nullptr;
    out.size = 0;
    if (failed && failed != http::error::need_buffer && failed != http::error::need_more) {
      return broken("body: " + failed.message());
    }
    if (filled > 0) PARVIS_CHECK(take({piece.data(), filled}));
    if (eaten == 0 && filled == 0) break;
  }
  // What is left over is the framing of a chunk: Beast would wait for ever for the CR of a bare LF.
  const auto left = bytes.substr(used);
  for (auto lf = left.find('\n'); !state_->parser.is_done() && lf != std::string_view::npos;
       lf = left.find('\n', lf + 1)) {
    if (lf == 0 || left[lf - 1] != '\r') return broken("bare LF in a chunk");
  }
  return used;
}

}  // namespace parvis::net
