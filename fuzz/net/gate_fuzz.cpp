// What the gate lets through has none of the shapes on which two readers could disagree, judged here by plain
// search instead of by the gate's own parser, and the HTTP library reads it without error.
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/gate.hpp"
#include "net/request_decoder.hpp"

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

std::string lower(std::string_view text) {
  std::string copy(text);
  for (char& c : copy) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return copy;
}

int count(std::string_view text, std::string_view word) {
  int found = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

void check_passed(std::string_view head) {
  const auto text = lower(head);
  must(count(text, "\r\nhost:") == 1);
  const int lengths = count(text, "\r\ncontent-length:");
  const int encodings = count(text, "\r\ntransfer-encoding:");
  must(lengths + encodings <= 1);
  must(count(text, "\r\n ") == 0 && count(text, "\r\n\t") == 0);
  must(count(text, "\n") == count(text, "\r\n") && count(text, "\r") == count(text, "\r\n"));
  must(text.find('\0') == std::string::npos);

  parvis::net::Request request;
  parvis::net::RequestDecoder decoder;
  const auto decoded = decoder.head(head, 100, request);
  // Only the decoding of percent signs may still fail.
  must(decoded.has_value() || decoded.error().code == "bad_encoding" ||
       decoded.error().code == "too_many_fields");
  if (!decoded) return;
  must(request.headers.has("Host"));
  must(decoder.content_length().has_value() == (lengths == 1));
  must(decoder.complete() || lengths == 1 || encodings == 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = parvis::net::find_head_end(bytes, 0);
  // However the bytes come, the same end is found.
  parvis::net::HeadEnd pieces;
  for (std::size_t seen = 0; seen < size && pieces.state == parvis::net::HeadState::more;) {
    const auto next = std::min(size, seen + 7);
    pieces = parvis::net::find_head_end(bytes.substr(0, next), seen);
    seen = next;
  }
  if (pieces.state == parvis::net::HeadState::complete)
    must(whole.state == pieces.state && whole.size == pieces.size);
  if (whole.state != parvis::net::HeadState::complete) return 0;
  const auto head = bytes.substr(0, whole.size);
  if (parvis::net::inspect_head(head).passed()) check_passed(head);
  return 0;
}
