#include <array>
#include <cmath>
#include <cstdio>

#include "net/pages.hpp"

namespace parvis::net {
namespace {

constexpr std::string_view thousands_space = "\u202f";
constexpr std::string_view unit_space = "\u00a0";

struct Span {
  long long seconds;
  std::string_view one, many;
};

constexpr long long minute = 60, hour = 60 * minute, day = 24 * hour, month = 30 * day, year = 365 * day;
constexpr std::array<Span, 5> spans{{{year, "an", "ans"},
                                     {month, "mois", "mois"},
                                     {day, "jour", "jours"},
                                     {hour, "heure", "heures"},
                                     {minute, "minute", "minutes"}}};

}  // namespace

std::string french_number(double value, int decimals) {
  std::array<char, 64> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, std::fabs(value));
  if (length <= 0 || static_cast<std::size_t>(length) >= buffer.size()) return "–";
  const std::string digits(buffer.data(), static_cast<std::size_t>(length));
  const auto point = digits.find('.');
  const std::string whole = digits.substr(0, point);
  std::string text;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) text += thousands_space;
    text += whole[i];
  }
  if (point != std::string::npos) text += "," + digits.substr(point + 1);
  const bool zero = digits.find_first_not_of("0.") == std::string::npos;
  return value < 0 && !zero ? "-" + text : text;
}

std::string french_count(long long count, std::string_view one, std::string_view many) {
  std::string text = french_number(static_cast<double>(count));
  text += unit_space;
  return text.append(std::abs(count) < 2 ? one : many);
}

std::string french_distance(double metres) {
  const bool far = metres >= 999.5;
  std::string text = "à " + (far ? french_number(metres / 1000, 1) : french_number(metres));
  text += unit_space;
  return text.append(far ? "km" : "m");
}

std::string french_ago(long long seconds) {
  for (const auto& span : spans) {
    if (seconds >= span.seconds) return "il y a " + french_count(seconds / span.seconds, span.one, span.many);
  }
  return "à l’instant";
}

}  // namespace parvis::net
