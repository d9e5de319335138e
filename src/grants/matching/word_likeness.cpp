#include "grants/matching/word_likeness.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace parvis::grants {
namespace {

constexpr std::size_t longest_word = 40;
constexpr std::size_t shortest_read = 3;  // nothing this short is read through slips

std::vector<std::uint32_t> trigrams(std::string_view text) {
  std::vector<std::uint32_t> grams;
  grams.reserve(text.size() + 2);
  std::uint32_t window = (' ' << 8U) | ' ';
  const auto push = [&](char c) {
    window = ((window << 8U) | static_cast<unsigned char>(c)) & 0xFFFFFFU;
    grams.push_back(window);
  };
  for (const char c : text) push(c);
  push(' ');
  push(' ');
  std::sort(grams.begin(), grams.end());
  return grams;
}

}  // namespace

std::size_t slips_between(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() > longest_word || b.size() - a.size() > most) return a == b ? 0 : most + 1;
  std::array<std::uint8_t, longest_word + 1> before{}, last{}, now{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = static_cast<std::uint8_t>(i);
    std::uint8_t least = now[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      int best = std::min({change, last[j] + 1, now[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = std::min(best, before[j - 2] + 1);
      now[j] = static_cast<std::uint8_t>(best);
      least = std::min(least, now[j]);
    }
    if (least > most) return most + 1;
    before = last;
    last = now;
  }
  return std::min<std::size_t>(last[b.size()], most + 1);
}

std::size_t slips_allowed(std::size_t length) {
  if (length <= 3) return 0;
  if (length <= 6) return 1;
  return length <= 10 ? 2 : 3;
}

bool same_but_slips(std::string_view a, std::string_view b) {
  if (std::min(a.size(), b.size()) <= shortest_read) return false;
  const std::size_t most = slips_allowed(std::max(a.size(), b.size()));
  return slips_between(a, b, most) <= most;
}

double trigram_likeness(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 1;
  const auto left = trigrams(a), right = trigrams(b);
  std::size_t shared = 0;
  for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
    if (left[i] == right[j]) {
      ++shared, ++i, ++j;
    } else if (left[i] < right[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return 2.0 * static_cast<double>(shared) / static_cast<double>(left.size() + right.size());
}

}  // namespace parvis::grants
