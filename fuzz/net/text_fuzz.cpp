// Percent signs, urlencoded forms, cookies, part heads and boundaries from anybody: no crash, and what is
// encoded decodes to itself.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "net/http.hpp"
#include "net/multipart.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto decoded = parvis::net::percent_decode(text, true);
  if (decoded) {
    const auto again = parvis::net::percent_decode(parvis::net::percent_encode(*decoded), false);
    if (!again || *again != *decoded) std::abort();
  }
  const auto form = parvis::net::parse_urlencoded(text, 50);
  if (form && form->pairs().size() > 50) std::abort();
  (void)parvis::net::parse_cookies(text);
  (void)parvis::net::parse_part_head(text);
  const auto boundary = parvis::net::multipart_boundary(text);
  if (boundary && (boundary->empty() || boundary->size() > 70)) std::abort();
  return 0;
}
