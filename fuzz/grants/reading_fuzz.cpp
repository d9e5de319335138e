// Any bytes under any reading rule: no crash, and what is read as a value from UTF-8 reads as itself.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "grants/reading/read_kind.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis::grants;
  if (size < 1) return 0;
  const auto kind = static_cast<ReadKind>(data[0] % 10);
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  ColumnEvidence column;
  column.add(kind, text);
  const Reading first = read(kind, text, column);
  if (first.outcome != Outcome::value || !parvis::base::valid_utf8(text)) return 0;
  const bool ambiguous_again = kind == ReadKind::amount || kind == ReadKind::rate;
  const Reading again = read(kind, first.value);
  const bool same = again.outcome == Outcome::value && again.value == first.value;
  if (!same && !(ambiguous_again && again.outcome == Outcome::ambiguous)) std::abort();
  return 0;
}
