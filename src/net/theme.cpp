#include "net/theme.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <optional>

namespace parvis::net {
namespace {

constexpr double minimum_contrast = 4.5;
constexpr double lightness_step = 0.002;
constexpr double tint_lightness = 0.955;
constexpr double tint_chroma = 0.014;
constexpr double hover_darkening = 0.09;

struct Rgb {
  std::array<double, 3> linear{};  // 0..1
};

struct Oklch {
  double lightness = 0, chroma = 0, hue = 0;  // hue in radians
};

double to_linear(double value) {
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double to_srgb(double value) {
  return value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<Rgb> parse_hex(std::string_view text) {
  if (text.empty() || text[0] != '#' || (text.size() != 4 && text.size() != 7)) return std::nullopt;
  const bool brief = text.size() == 4;
  Rgb colour;
  for (std::size_t i = 0; i < 3; ++i) {
    const int high = hex_digit(text[brief ? 1 + i : 1 + 2 * i]);
    const int low = brief ? high : hex_digit(text[2 + 2 * i]);
    if (high < 0 || low < 0) return std::nullopt;
    colour.linear[i] = to_linear((16 * high + low) / 255.0);
  }
  return colour;
}

std::string to_hex(const Rgb& colour) {
  std::array<unsigned, 3> byte{};
  for (std::size_t i = 0; i < 3; ++i) {
    byte[i] = static_cast<unsigned>(std::lround(255 * std::clamp(to_srgb(colour.linear[i]), 0.0, 1.0)));
  }
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "#%02x%02x%02x", byte[0], byte[1], byte[2]);
  return text.data();
}

Oklch to_oklch(const Rgb& colour) {
  const auto& [r, g, b] = colour.linear;
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const double a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  const double bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, std::hypot(a, bb), std::atan2(bb, a)};
}

Rgb unbounded_rgb(const Oklch& colour) {
  const double a = colour.chroma * std::cos(colour.hue);
  const double b = colour.chroma * std::sin(colour.hue);
  const double l = std::pow(colour.lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
  const double m = std::pow(colour.lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
  const double s = std::pow(colour.lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
  return {{4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
           -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
           -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s}};
}

bool in_gamut(const Rgb& colour) {
  return std::all_of(colour.linear.begin(), colour.linear.end(),
                     [](double value) { return value >= -1e-4 && value <= 1 + 1e-4; });
}

// Chroma goes down, hue and lightness stay, until sRGB can show the colour.
std::string to_hex(Oklch colour) {
  for (; colour.chroma > 0 && !in_gamut(unbounded_rgb(colour)); colour.chroma -= 0.002) {
  }
  colour.chroma = std::max(colour.chroma, 0.0);
  return to_hex(unbounded_rgb(colour));
}

double luminance(const Rgb& colour) {
  return 0.2126 * colour.linear[0] + 0.7152 * colour.linear[1] + 0.0722 * colour.linear[2];
}

bool readable(std::string_view brand, std::string_view tint) {
  return contrast_ratio(brand, "#ffffff") >= minimum_contrast &&
         contrast_ratio(brand, tint) >= minimum_contrast;
}

}  // namespace

double contrast_ratio(std::string_view one, std::string_view other) {
  const auto first = parse_hex(one);
  const auto second = parse_hex(other);
  if (!first || !second) return 0;
  const auto [dark, light] = std::minmax({luminance(*first), luminance(*second)});
  return (light + 0.05) / (dark + 0.05);
}

Result<Theme> derive_theme(std::string_view colour) {
  const auto parsed = parse_hex(colour);
  if (!parsed) {
    return fail(ErrorKind::invalid, "La couleur s’écrit « #rrggbb », par exemple « #0b5563 ».");
  }
  const Oklch asked = to_oklch(*parsed);
  Theme theme;
  theme.asked = to_hex(*parsed);
  theme.tint = to_hex(Oklch{tint_lightness, std::min(asked.chroma, tint_chroma), asked.hue});
  Oklch used = asked;
  theme.brand = theme.asked;
  while (!readable(theme.brand, theme.tint) && used.lightness > 0) {
    used.lightness -= lightness_step;
    theme.brand = to_hex(used);
  }
  used.lightness = std::max(0.0, used.lightness - hover_darkening);
  theme.strong = to_hex(used);
  return theme;
}

std::string theme_css(const Theme& theme) {
  return ":root{--brand:" + theme.brand + ";--brand-strong:" + theme.strong + ";--brand-tint:" + theme.tint +
         "}\n";
}

}  // namespace parvis::net
