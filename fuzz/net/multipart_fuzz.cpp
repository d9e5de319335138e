// The parser gives the same parts whatever the pieces its input comes in, and never more bytes than it was
// given. The first byte chooses the size of the pieces.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/multipart.hpp"

namespace {

using parvis::Status;

struct Record : parvis::net::PartReceiver {
  std::string seen;
  std::size_t bytes_given = 0;
  Status part_begins(parvis::net::PartHead head) override {
    seen += "<" + head.name + "|" + head.filename.value_or("-") + "|" + head.content_type + ">";
    return {};
  }
  Status part_bytes(std::string_view bytes) override {
    seen += bytes;
    bytes_given += bytes.size();
    return {};
  }
  Status part_ends() override {
    seen += "</>";
    return {};
  }
};

std::string outcome(std::string_view body, std::size_t piece) {
  Record record;
  parvis::net::MultipartParser parser("b", record);
  for (std::size_t at = 0; at < body.size(); at += piece) {
    if (const auto fed = parser.feed(body.substr(at, piece)); !fed) return "refused " + fed.error().code;
  }
  if (record.bytes_given > body.size()) std::abort();
  if (const auto ended = parser.finish(); !ended) return "refused " + ended.error().code;
  return record.seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = outcome(body, body.size() + 1);
  const auto pieces = outcome(body, data[0] % 16U + 1U);
  // A body that is both cut and malformed may be refused for either reason.
  const bool both_refused = whole.starts_with("refused") && pieces.starts_with("refused");
  if (whole != pieces && !both_refused) std::abort();
  return 0;
}
