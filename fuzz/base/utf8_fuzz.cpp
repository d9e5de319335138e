// Text functions on any bytes: none may read past the end, and valid UTF-8 stays valid through each of them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace base = parvis::base;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool valid = base::valid_utf8(text);
  const std::string outputs[] = {base::nfc(text),          base::fold(text),
                                 base::search_terms(text), base::strip_tags(text),
                                 base::escape_html(text),  base::first_code_points(text, 3)};
  if (!valid) return 0;
  for (const auto& output : outputs)
    if (!base::valid_utf8(output)) std::abort();
  if (base::nfc(outputs[0]) != outputs[0]) std::abort();
  if (base::fold(outputs[1]) != outputs[1]) std::abort();
  if (base::code_points(outputs[5]) > 3) std::abort();
  return 0;
}
