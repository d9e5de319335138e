#include "net/gate.hpp"

#include <algorithm>

#include "net/http.hpp"

namespace parvis::net {
namespace {

constexpr GateVerdict refuse(std::string_view reason, int status = 400) {
  return {status, reason};
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

bool is_token_char(char c) {
  if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_host(std::string_view value) {
  return !value.empty() && value.size() <= 255 && std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("-._:[]~%").find(c) != std::string_view::npos;
  });
}

// What the fields that frame a body say, gathered over the whole head.
struct Framing {
  bool http_1_0 = false;
  int hosts = 0;
  int lengths = 0;
  int encodings = 0;
};

GateVerdict inspect_request_line(std::string_view line, const GateLimits& limits, Framing& framing) {
  const auto first = line.find(' ');
  const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return refuse("request line");
  const auto method = line.substr(0, first);
  const auto target = line.substr(first + 1, second - first - 1);
  const auto version = line.substr(second + 1);
  if (!is_token(method) || method.size() > 32) return refuse("method");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return refuse("version");
  framing.http_1_0 = version == "HTTP/1.0";
  if (target.size() > limits.max_target_bytes) return refuse("target too long", 414);
  const bool asterisk = target == "*" && method == "OPTIONS";
  if (!asterisk && !target.starts_with('/')) return refuse("target form");
  const bool visible = std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  if (!visible || target.find('#') != std::string_view::npos) return refuse("target byte");
  return {};
}

GateVerdict inspect_field(std::string_view line, Framing& framing) {
  if (line.front() == ' ' || line.front() == '\t') return refuse("folded line");
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return refuse("field name");
  const auto name = line.substr(0, colon);
  const auto value = trimmed(line.substr(colon + 1));
  if (std::any_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\t'; })) {
    return refuse("control byte");
  }
  if (equal_ignoring_case(name, "Host")) {
    if (++framing.hosts > 1) return refuse("second Host");
    if (!is_host(value)) return refuse("Host value");
  } else if (equal_ignoring_case(name, "Content-Length")) {
    if (++framing.lengths > 1) return refuse("second Content-Length");
    if (value.empty() || value.size() > 12 || !is_digits(value)) return refuse("Content-Length value");
  } else if (equal_ignoring_case(name, "Transfer-Encoding")) {
    if (++framing.encodings > 1) return refuse("second Transfer-Encoding");
    if (!equal_ignoring_case(value, "chunked")) return refuse("Transfer-Encoding value");
  } else if (equal_ignoring_case(name, "Expect")) {
    if (!equal_ignoring_case(value, "100-continue")) return refuse("Expect value", 417);
  }
  return {};
}

}  // namespace

HeadEnd find_head_end(std::string_view bytes, std::size_t from) {
  // The last three bytes looked at may be the start of the blank line.
  for (std::size_t i = from > 3 ? from - 3 : 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '\n') {
      if (i == 0 || bytes[i - 1] != '\r') return {HeadState::refused};
      if (i == 1) return {HeadState::refused};  // a head does not start with a blank line
      if (i >= 3 && bytes[i - 2] == '\n') return {HeadState::complete, i + 1};
    } else if (c == '\r') {
      if (i + 1 < bytes.size() && bytes[i + 1] != '\n') return {HeadState::refused};
    } else if (is_control(c) && c != '\t') {
      return {HeadState::refused};
    }
  }
  return {};
}

GateVerdict inspect_head(std::string_view head, const GateLimits& limits) {
  const auto end = find_head_end(head, 0);
  if (end.state != HeadState::complete || end.size != head.size()) return refuse("head");
  head.remove_suffix(2);
  Framing framing;
  std::size_t fields = 0;
  for (bool first = true; !head.empty(); first = false) {
    const auto eol = head.find("\r\n");
    const auto line = head.substr(0, eol);
    head.remove_prefix(eol + 2);
    if (!first && ++fields > limits.max_header_fields) return refuse("too many fields", 431);
    const auto verdict = first ? inspect_request_line(line, limits, framing) : inspect_field(line, framing);
    if (!verdict.passed()) return verdict;
  }
  if (framing.hosts != 1) return refuse("no Host");
  if (framing.encodings > 0 && framing.lengths > 0) return refuse("Transfer-Encoding and Content-Length");
  if (framing.encodings > 0 && framing.http_1_0) return refuse("Transfer-Encoding on HTTP/1.0");
  return {};
}

}  // namespace parvis::net
