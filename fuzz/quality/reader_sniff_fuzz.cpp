// Any bytes through what is found out about a file: every guess ends and stays in bounds, every decoding
// gives UTF-8, whatever the blocks.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "quality/table_reader/sniff.hpp"
#include "quality/table_reader/test_sources.hpp"

namespace {

using namespace parvis::quality;

std::string decoded(const std::string& bytes, std::size_t block, Encoding encoding) {
  auto text = text_source(dripping_source(bytes, block), encoding);
  auto out = read_head(*text, 1U << 20).value();
  if (!parvis::base::valid_utf8(out)) std::abort();
  if (text->first_bad() && *text->first_bad() >= out.size()) std::abort();
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const bool whole = data[0] % 2 == 0;
  const std::size_t block = 1 + data[1] % 16;
  (void)refusal(sniff_type(bytes, whole));
  const auto guess = guess_encoding(bytes, whole);
  if (guess.bom_bytes > bytes.size()) std::abort();
  const auto text = decoded(bytes.substr(guess.bom_bytes), size, guess.encoding);
  if (text != decoded(bytes.substr(guess.bom_bytes), block, guess.encoding)) std::abort();
  (void)decoded(bytes, block, static_cast<Encoding>(data[0] % 9));
  const auto dialect =
      guess_dialect(text, whole, [](std::string_view label) { return label.size() == 3; }).dialect;
  if (dialect.skipped_bytes > text.size()) std::abort();
  auto late = late_text_source(dripping_source(bytes, block));
  if (!parvis::base::valid_utf8(read_head(*late, 1U << 20).value())) std::abort();
  return 0;
}
