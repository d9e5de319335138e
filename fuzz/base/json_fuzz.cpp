// The JSON parser and the canonical form on any bytes: what parses has a canonical form that parses again and
// is its own.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = parvis::base::parse_json(text);
  if (!value) return 0;
  const std::string canonical = parvis::base::canonical_json(*value);
  if (!parvis::base::valid_utf8(canonical)) std::abort();
  const auto again = parvis::base::parse_json(canonical);
  if (!again || parvis::base::canonical_json(*again) != canonical) std::abort();
  return 0;
}
