// A closed list of ASCII codes for an enumeration, in the order of its values: what is stored, sent and read
// back. parse answers nothing for an unknown code; the caller says which field was wrong.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace parvis::base {

template <class E, std::size_t N>
struct CodeList {
  std::array<std::string_view, N> codes;

  constexpr std::string_view code(E value) const { return codes[static_cast<std::size_t>(value)]; }
  constexpr std::optional<E> parse(std::string_view text) const {
    for (std::size_t i = 0; i < N; ++i) {
      if (codes[i] == text) return static_cast<E>(i);
    }
    return std::nullopt;
  }
  static constexpr std::size_t size() { return N; }
};

}  // namespace parvis::base
