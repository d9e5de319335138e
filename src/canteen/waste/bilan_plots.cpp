#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/text.hpp"
#include "canteen/waste/bilan_output.hpp"
#include "net/pages.hpp"

namespace parvis::canteen {
namespace {

using net::french_number;

constexpr double width = 660, height = 230, left = 62, right = 10, top = 12, bottom = 36;
constexpr std::array<std::string_view, 12> short_months = {"janv.", "févr.", "mars",  "avr.", "mai",  "juin",
                                                           "juil.", "août",  "sept.", "oct.", "nov.", "déc."};

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

// 1, 2 or 5 times a power of ten, so that about four steps reach `most`.
double step_for(double most) {
  const double raw = std::max(most, 1.0) / 4;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (raw <= factor * power) return factor * power;
  }
  return 10 * power;
}

struct Axis {
  double most = 1, step = 1;
  explicit Axis(double value) : step(step_for(value)) {
    most = std::max(step, std::ceil(value / step) * step);
  }
  [[nodiscard]] double y(double value) const {
    return height - bottom - value / most * (height - top - bottom);
  }
  [[nodiscard]] double x(double value) const { return left + value / most * (width - left - right); }
};

std::string text_at(double x, double y, std::string_view anchor, const std::string& text) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + std::string(anchor) +
         "\">" + base::escape_html(text) + "</text>";
}

std::string line_from(double x1, double y1, double x2, double y2, std::string_view name) {
  return "<line class=\"" + std::string(name) + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) +
         "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) + "\"/>";
}

std::string open_plot(const std::string& title, const std::string& description) {
  return "<svg viewBox=\"0 0 " + number(width) + " " + number(height) + "\" role=\"img\"><title>" +
         base::escape_html(title) + "</title><desc>" + base::escape_html(description) + "</desc>";
}

std::string grid(const Axis& axis) {
  std::string out;
  for (double value = 0; value <= axis.most * 1.0001; value += axis.step) {
    out += line_from(left, axis.y(value), width - right, axis.y(value), value == 0 ? "axis" : "grid");
    out += text_at(left - 6, axis.y(value) + 4, "end", french_number(value));
  }
  return out;
}

std::string bar(double x, double bar_width, double value, const Axis& axis, std::string_view name) {
  const double y = axis.y(value);
  return "<rect class=\"" + std::string(name) + "\" x=\"" + number(x) + "\" y=\"" + number(y) +
         "\" width=\"" + number(bar_width) + "\" height=\"" + number(height - bottom - y) + "\"/>";
}

}  // namespace

std::string months_plot(const Bilan& bilan, bool missing) {
  const auto value = [missing](const GapSums& gap) { return missing ? gap.missing : gap.surplus; };
  double most = 0;
  for (const MonthGap& month : bilan.months)
    most = std::max({most, value(month.people), value(month.replayed)});
  const Axis axis(most);
  std::string out =
      open_plot(missing ? "Repas manquants par mois" : "Repas en trop par mois",
                "Deux barres par mois\u00A0: les commandes passées, puis les commandes proposées. Les "
                "chiffres sont dans le tableau qui suit.");
  out += grid(axis);
  const double place =
      (width - left - right) / static_cast<double>(std::max<std::size_t>(bilan.months.size(), 1));
  for (std::size_t i = 0; i < bilan.months.size(); ++i) {
    const MonthGap& month = bilan.months[i];
    const double x = left + place * static_cast<double>(i), bar_width = place * 0.36;
    out += bar(x + place * 0.12, bar_width, value(month.people), axis, "people");
    out += bar(x + place * 0.52, bar_width, value(month.replayed), axis, "replay");
    out += text_at(x + place / 2, height - bottom + 15, "middle",
                   std::string(short_months[static_cast<std::size_t>(month.month - 1)]));
    out += text_at(x + place / 2, height - bottom + 29, "middle", std::to_string(month.year));
  }
  return out + "</svg>";
}

std::string curve_plot(const Bilan& bilan) {
  const double days = static_cast<double>(std::max<std::size_t>(bilan.days, 1));
  // the curve's far ends would flatten the part that matters
  const double most_missing = std::max(3 * bilan.people.missing, 1.0) / days;
  double most_surplus = bilan.people.surplus / days;
  std::string points;
  std::vector<CurvePoint> shown;
  for (const CurvePoint& point : bilan.curve) {
    if (point.missing / days <= most_missing) shown.push_back(point);
  }
  for (const CurvePoint& point : shown) most_surplus = std::max(most_surplus, point.surplus / days);
  const Axis across(most_missing), up(most_surplus);
  std::string out = open_plot(
      "Repas en trop selon les repas manquants, par jour",
      "La ligne donne ce que les commandes proposées auraient laissé à chaque risque\u202F; le losange, "
      "les commandes passées. Sous la ligne, on fait mieux qu’elle.");
  out += grid(up);
  for (double value = across.step; value <= across.most * 1.0001; value += across.step)
    out += text_at(across.x(value), height - bottom + 15, "middle", french_number(value));
  out += text_at(width - right, height - bottom + 29, "end", "repas manquants par jour");
  for (const CurvePoint& point : shown) {
    points += number(across.x(point.missing / days)) + "," + number(up.y(point.surplus / days)) + " ";
  }
  out += "<polyline class=\"curve\" points=\"" + points + "\"/>";
  const double x = across.x(bilan.people.missing / days), y = up.y(bilan.people.surplus / days);
  out += "<path class=\"people\" d=\"M" + number(x) + " " + number(y - 7) + "l7 7l-7 7l-7 -7z\"/>";
  out += text_at(x + 9, y - 8, "start", "commandes passées");
  return out + "</svg>";
}

}  // namespace parvis::canteen
