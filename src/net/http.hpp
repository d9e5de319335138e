// A request as a handler sees it and the answer it gives back. Nothing here knows about sockets: a test
// builds a Request by hand, calls the handler and looks at the Response. Neither type is thread-safe; one
// worker at a time owns them.
#pragma once

#include <any>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace parvis::net {

// Ordered name → value pairs; a name may occur several times. Names compare exactly.
class Fields {
 public:
  void add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }
  // First value of that name, or `otherwise`.
  [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise = {}) const;
  [[nodiscard]] const std::string* find(std::string_view name) const;  // first value; null when absent
  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }
  [[nodiscard]] bool empty() const { return pairs_.empty(); }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

// Header fields; names compare without case.
class Headers {
 public:
  void add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }
  void set(std::string_view name, std::string value);  // replaces every field of that name
  void remove(std::string_view name);
  [[nodiscard]] std::string_view get(std::string_view name) const;  // first value; empty when absent
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

class BodyStream;

// One file of a multipart body, already on disk. The file is deleted when the request ends: a handler that
// keeps it moves or copies it before it returns.
struct UploadedFile {
  std::string field;
  std::string filename;      // as sent, last path component only; never to be used as a path
  std::string content_type;  // as claimed by the sender
  std::filesystem::path path;
  std::uint64_t bytes = 0;
};

struct Request {
  std::string method;  // GET, POST, …
  std::string path;    // decoded, always starts with '/'; no query
  std::string route;   // pattern that matched, "/api/street/reports/{ref}"; what logs and metrics name
  Fields query;
  Headers headers;
  Fields cookies;
  Fields params;                    // the {names} of the route
  Fields form;                      // text fields of an urlencoded or multipart body
  std::string body;                 // empty for multipart and urlencoded bodies, and when body_file is set
  std::filesystem::path body_file;  // a body above max_memory_body_bytes, on disk until the request ends
  std::uint64_t body_bytes = 0;
  std::shared_ptr<BodyStream> body_stream;  // of a route with stream_body, whose body is still to come
  std::vector<UploadedFile> files;
  std::string request_id;
  std::string remote_address;                     // for limits only; never logged or stored
  std::any principal;                             // filled by the account room's hook
  std::vector<std::shared_ptr<const void>> held;  // what must live as long as the request (temporary files)

  // Values of the query string; typed parameters were validated before the handler runs.
  [[nodiscard]] std::string query_text(std::string_view name, std::string_view otherwise = {}) const {
    return query.text(name, otherwise);
  }
  [[nodiscard]] std::vector<std::string> query_all(std::string_view name) const { return query.all(name); }
  [[nodiscard]] std::optional<std::int64_t> query_integer(std::string_view name) const;
  [[nodiscard]] std::optional<double> query_number(std::string_view name) const;
  [[nodiscard]] bool query_flag(std::string_view name) const;  // 1, true, on, oui

  [[nodiscard]] std::string param(std::string_view name) const { return params.text(name); }
  [[nodiscard]] std::string_view header(std::string_view name) const { return headers.get(name); }
  [[nodiscard]] std::string cookie(std::string_view name) const { return cookies.text(name); }
  [[nodiscard]] std::string form_text(std::string_view name, std::string_view otherwise = {}) const {
    return form.text(name, otherwise);
  }
  [[nodiscard]] std::vector<std::string> form_all(std::string_view name) const { return form.all(name); }
  // The whole body as text, read back from disk when it was long.
  [[nodiscard]] Result<std::string> body_text() const;
  // Media type of the body, lower case, without parameters ("application/json").
  [[nodiscard]] std::string content_type() const;
  // True for a page asked by a browser: not under /api/, and Accept names text/html.
  [[nodiscard]] bool wants_html() const;
};

// Where a streamed answer is written. Pieces are gathered and sent when the producer returns.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void write(std::string_view piece) = 0;
  // What was written leaves when the producer returns, however little it is.
  virtual void send_now() {}
};

// Called again and again, on a worker, each time the client has taken the last piece; true = more to come,
// false = done. An error cuts the connection, so that the client cannot take half an export for a whole one.
using Producer = std::function<Result<bool>(Sink&)>;

struct Cookie {
  std::string name;
  std::string value = {};
  std::string path = "/";
  std::optional<std::int64_t> max_age_s = std::nullopt;  // absent: ends with the browser; 0: delete
  bool http_only = true;
  bool secure = false;
  std::string same_site = "Lax";
};

struct Response {
  using SharedText = std::shared_ptr<const std::string>;
  using Body = std::variant<std::string, SharedText, std::filesystem::path, Producer>;

  int status = 200;
  Headers headers;
  Body body;

  Response& header(std::string_view name, std::string value) &;
  Response&& header(std::string_view name, std::string value) &&;
  Response& cookie(const Cookie& cookie) &;
  Response&& cookie(const Cookie& cookie) &&;
};

[[nodiscard]] Response html(std::string page, int status = 200);
[[nodiscard]] Response json(std::string document,
                            int status = 200);  // the document as text, already serialised
[[nodiscard]] Response text(std::string content, int status = 200);
[[nodiscard]] Response no_content();                                        // 204
[[nodiscard]] Response redirect(std::string location, int status = 303);    // 303 after a POST
[[nodiscard]] Response file(std::filesystem::path path, std::string type);  // 404 when it cannot be read
// Chunked answer; `filename` makes it a download.
[[nodiscard]] Response stream(std::string type, Producer producer, std::string_view filename = {});
// RFC 9457: application/problem+json with title, status, detail (French), code.
[[nodiscard]] Response problem(const Error& error);
[[nodiscard]] Response problem(int status, std::string_view message, std::string_view code);
// French title of an HTTP status: 404 → "Introuvable".
[[nodiscard]] std::string_view status_title(int status);

// application/x-www-form-urlencoded, also the query string. Refuses broken percent signs, NUL and invalid
// UTF-8.
[[nodiscard]] Result<Fields> parse_urlencoded(std::string_view text, std::size_t max_fields);
[[nodiscard]] Result<std::string> percent_decode(std::string_view text, bool plus_is_space);
[[nodiscard]] std::string percent_encode(std::string_view text);
[[nodiscard]] Fields parse_cookies(std::string_view header);

}  // namespace parvis::net
