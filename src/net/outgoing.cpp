#include "net/outgoing.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>

#include "base/log.hpp"
#include "base/text.hpp"
#include "net/compress.hpp"

namespace parvis::net {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;
constexpr std::size_t kMinCompressedBytes = 1024;  // below it the answer fits one packet anyway
constexpr int kGzipLevel = 5;

constexpr std::pair<std::string_view, std::string_view> kSecurityHeaders[] = {
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri "
     "'none'; "
     "form-action 'self'; frame-ancestors 'none'"},
    {"Referrer-Policy", "strict-origin-when-cross-origin"},
    {"X-Content-Type-Options", "nosniff"},
    {"Permissions-Policy", "geolocation=(self), camera=(self), microphone=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
};

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 429:
      return "Too Many Requests";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
}

// RFC 9110 date, once a second per worker.
const std::string& http_date() {
  thread_local std::time_t at = 0;
  thread_local std::string text;
  const auto now = std::time(nullptr);
  if (now != at) {
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 40> buffer{};
    static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const int size = std::snprintf(buffer.data(), buffer.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                   kDays[parts.tm_wday], parts.tm_mday, kMonths[parts.tm_mon],
                                   parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    text.assign(buffer.data(), static_cast<std::size_t>(std::max(size, 0)));
    at = now;
  }
  return text;
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  if (etag.empty()) return false;
  const auto opaque = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  while (!if_none_match.empty()) {
    const auto comma = if_none_match.find(',');
    const auto tag = base::trim(if_none_match.substr(0, comma));
    if (tag == "*" || opaque(tag) == opaque(etag)) return true;
    if_none_match = comma == std::string_view::npos ? std::string_view{} : if_none_match.substr(comma + 1);
  }
  return false;
}

bool safe_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
  });
}

void add_defaults(const Request& request, Response& response) {
  auto& headers = response.headers;
  for (const auto& [name, value] : kSecurityHeaders) {
    if (!headers.has(name)) headers.add(std::string(name), std::string(value));
  }
  if (!headers.has("Cache-Control")) {
    const bool page = headers.get("Content-Type").starts_with("text/html");
    // Pages may be kept for the back button, which keeps what was typed in a form; data may not.
    headers.add("Cache-Control", page ? "private, no-cache" : "no-store");
  }
  if (!request.request_id.empty()) headers.set("X-Request-Id", request.request_id);
}

void make_not_modified(const Request& request, Response& response) {
  const bool read = request.method == "GET" || request.method == "HEAD";
  if (!read || response.status != 200) return;
  if (!etag_matches(request.header("If-None-Match"), response.headers.get("ETag"))) return;
  response.status = 304;
  response.headers.remove("Content-Type");
  response.headers.remove("Content-Encoding");
  response.body = std::string();
}

void compress_text(const Request& request, Response& response) {
  auto* text = std::get_if<std::string>(&response.body);
  if (text == nullptr || text->size() < kMinCompressedBytes || response.headers.has("Content-Encoding"))
    return;
  if (!is_compressible(response.headers.get("Content-Type"))) return;
  response.headers.add("Vary", "Accept-Encoding");
  if (!accepts_coding(request.header("Accept-Encoding"), "gzip")) return;
  auto packed = gzip(*text, kGzipLevel);
  if (packed.empty() || packed.size() >= text->size()) return;
  *text = std::move(packed);
  response.headers.add("Content-Encoding", "gzip");
}

struct OpenFile {
  std::ifstream in;
  std::uint64_t left = 0;
};

std::shared_ptr<OpenFile> open_file(const std::filesystem::path& path) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  auto file = std::make_shared<OpenFile>();
  file->in.open(path, std::ios::binary);
  if (failed || !file->in) return nullptr;
  file->left = size;
  return file;
}

Result<bool> send_file_piece(OpenFile& file, Sink& sink) {
  std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(file.left, kPieceBytes)), '\0');
  file.in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
  if (file.in.gcount() != static_cast<std::streamsize>(piece.size())) {
    return fail(ErrorKind::internal, "", "file shorter than announced");
  }
  file.left -= piece.size();
  sink.write(piece);
  return file.left > 0;
}

class Gather : public Sink {
 public:
  void write(std::string_view piece) override { bytes.append(piece); }
  void send_now() override { leaves = true; }
  std::string bytes;
  bool leaves = false;
};

// Settles what the body is and how its length is told; returns the length field.
std::string settle_body(Response& response, const WireContext& context, bool head_only, Outgoing& out) {
  const auto length_field = [](std::uint64_t size) {
    return "Content-Length: " + std::to_string(size) + "\r\n";
  };
  if (response.status == 204 || response.status == 304) return {};
  if (auto* path = std::get_if<std::filesystem::path>(&response.body)) {
    auto opened = open_file(*path);
    if (!opened) return length_field(0);
    const auto size = opened->left;
    if (!head_only && size > 0) {
      out.more = [opened](Sink& sink) { return send_file_piece(*opened, sink); };
    }
    return length_field(size);
  }
  if (auto* producer = std::get_if<Producer>(&response.body)) {
    if (!head_only) out.more = std::move(*producer);
    out.chunked = !context.http_1_0;
    if (context.http_1_0) out.keep_alive = false;
    return out.chunked ? "Transfer-Encoding: chunked\r\n" : "";
  }
  if (auto* shared = std::get_if<Response::SharedText>(&response.body)) {
    if (!head_only) out.shared_body = *shared;
    return length_field((*shared)->size());
  }
  auto& text = std::get<std::string>(response.body);
  const auto field = length_field(text.size());
  if (!head_only) out.body = std::move(text);
  return field;
}

}  // namespace

Outgoing prepare(const Request& request, Response response, const WireContext& context) {
  if (const auto* path = std::get_if<std::filesystem::path>(&response.body)) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(*path, failed))
      response = problem(404, "Ce fichier n’existe plus.", "not_found");
  }
  add_defaults(request, response);
  make_not_modified(request, response);
  if (context.compress) compress_text(request, response);

  Outgoing out;
  out.status = response.status;
  out.keep_alive = context.keep_alive && !context.http_1_0;
  const auto framing = settle_body(response, context, request.method == "HEAD", out);
  out.head.reserve(1024);
  out.head += "HTTP/1.1 " + std::to_string(response.status) + ' ';
  out.head += reason_phrase(response.status);
  out.head += "\r\nDate: " + http_date() + "\r\n" + framing;
  for (const auto& [name, value] : response.headers.pairs()) {
    if (!safe_value(value) || !safe_value(name)) {
      base::log_error("http.header_dropped", {{"route", request.route}, {"request_id", request.request_id}});
      continue;
    }
    ((((out.head += name) += ": ") += value) += "\r\n");
  }
  if (!out.keep_alive) out.head += "Connection: close\r\n";
  out.head += "\r\n";
  return out;
}

Result<Piece> next_piece(const Producer& producer, bool chunked) {
  Gather gather;
  bool more = true;
  // Small pieces are gathered, so that a row-by-row export does not cost a packet a row.
  while (more && !gather.leaves && gather.bytes.size() < kPieceBytes / 4) {
    PARVIS_TRY(again, producer(gather));
    more = again;
  }
  Piece piece;
  piece.done = !more;
  if (!chunked) {
    piece.bytes = std::move(gather.bytes);
    return piece;
  }
  if (!gather.bytes.empty()) {
    std::array<char, 20> size{};
    const int digits = std::snprintf(size.data(), size.size(), "%zx\r\n", gather.bytes.size());
    piece.bytes.assign(size.data(), static_cast<std::size_t>(digits));
    piece.bytes += gather.bytes;
    piece.bytes += "\r\n";
  }
  if (piece.done) piece.bytes += "0\r\n\r\n";
  return piece;
}

}  // namespace parvis::net
