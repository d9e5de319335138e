#include "quality/table_reader/sheet_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace parvis::quality {
namespace {

constexpr double ms_a_day = 86'400'000;
constexpr double last_serial_1900 = 2'958'466;  // the day after 31 December 9999

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// The format without quoted text, escaped characters, colours, locales and conditions; first section only.
std::string shown_letters(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == ';') break;
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const auto inside = code.substr(i + 1, code.find(']', i) - i - 1);
      const bool elapsed = !inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos;
      if (elapsed) out += '[';
      i = std::min(code.find(']', i), code.size());
    } else {
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
  }
  return out;
}

std::string padded(unsigned value, int width) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%0*u", width, value);
  return text.data();
}

std::string time_of_day(unsigned ms) {
  std::string text =
      padded(ms / 3'600'000, 2) + ":" + padded(ms / 60'000 % 60, 2) + ":" + padded(ms / 1000 % 60, 2);
  if (ms % 1000 != 0) text += "." + padded(ms % 1000, 3);
  return text;
}

std::optional<double> parse_double(std::string_view text) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// Days of the serial system from 1970-01-01; nothing for days that never were.
std::optional<std::int64_t> epoch_days(std::int64_t serial, bool date1904) {
  using namespace std::chrono;
  constexpr auto day = [](int y, unsigned m, unsigned d) {
    return sys_days(year(y) / month(m) / std::chrono::day(d)).time_since_epoch().count();
  };
  if (date1904) return day(1904, 1, 1) + serial;
  if (serial < 1 || serial == 60) return std::nullopt;
  return day(1899, 12, serial < 60 ? 31 : 30) + serial;
}

bool put_date(TableCell& cell, double serial, NumberForm form, bool date1904) {
  const double offset = date1904 ? 1462 : 0;
  if (serial < 0 || serial + offset >= last_serial_1900) return false;
  auto whole = static_cast<std::int64_t>(std::floor(serial));
  auto ms = static_cast<unsigned>(std::llround((serial - std::floor(serial)) * ms_a_day));
  if (ms >= static_cast<unsigned>(ms_a_day)) {
    ms = 0;
    ++whole;
  }
  if (whole == 0 && form == NumberForm::time) {
    cell.kind = CellKind::time;
    cell.text = time_of_day(ms);
    return true;
  }
  const auto days = epoch_days(whole, date1904);
  if (!days) return false;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(*days))};
  cell.text = padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" +
              padded(static_cast<unsigned>(date.month()), 2) + "-" +
              padded(static_cast<unsigned>(date.day()), 2);
  cell.kind = ms == 0 && form == NumberForm::date ? CellKind::date : CellKind::datetime;
  if (cell.kind == CellKind::datetime) cell.text += "T" + time_of_day(ms);
  return true;
}

}  // namespace

NumberForm number_form(std::string_view format_code) {
  const auto letters = shown_letters(format_code);
  const auto any = [&](const char* of) { return letters.find_first_of(of) != std::string::npos; };
  if (letters == "general" || letters == "standard" || any("[")) return NumberForm::plain;
  if (any("0#?")) {
    // digits beside letters: a fraction of a second ("ss.000") is time, the rest are numbers
    if (!any("hs") || any("%")) return any("%") ? NumberForm::percent : NumberForm::plain;
  }
  const bool time = any("hs");
  const bool date = any("yd") || (any("m") && !time);
  if (date) return time ? NumberForm::datetime : NumberForm::date;
  return time ? NumberForm::time : NumberForm::plain;
}

NumberForm builtin_number_form(std::uint32_t id) {
  if (id == 9 || id == 10) return NumberForm::percent;
  if (id == 22) return NumberForm::datetime;
  if ((id >= 18 && id <= 21) || id == 45 || id == 47) return NumberForm::time;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
    return NumberForm::date;
  if (id >= 32 && id <= 35) return NumberForm::time;
  return NumberForm::plain;
}

std::optional<std::string> number_text(std::string_view stored) {
  const bool minus = stored.starts_with('-');
  const auto unsigned_text = stored.substr(minus ? 1 : 0);
  const bool whole = !unsigned_text.empty() && std::all_of(unsigned_text.begin(), unsigned_text.end(), digit);
  if (whole && (unsigned_text[0] != '0' || stored == "0")) return std::string(stored);
  const auto value = parse_double(stored);
  if (!value) return std::nullopt;
  if (*value == 0) return "0";
  const double size = std::fabs(*value);
  const bool plain = size >= 1e-7 && size < 1e21;
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), *value,
                                 plain ? std::chars_format::fixed : std::chars_format::scientific)
                       .ptr;
  return std::string(text.data(), end);
}

void put_number(TableCell& cell, std::string_view stored, NumberForm form, bool date1904) {
  const auto text = number_text(stored);
  if (!text) {
    cell.kind = CellKind::text;
    cell.text = stored;
    return;
  }
  if (form == NumberForm::percent) cell.notes |= note_percent;
  if (form == NumberForm::date || form == NumberForm::time || form == NumberForm::datetime) {
    if (put_date(cell, parse_double(stored).value_or(-1), form, date1904)) return;
    cell.notes |= note_impossible;
  }
  cell.kind = CellKind::number;
  cell.text = *text;
}

std::optional<std::string> duration_text(std::string_view iso_duration) {
  if (!iso_duration.starts_with("PT")) return std::nullopt;
  auto rest = iso_duration.substr(2);
  std::array<unsigned, 3> parts{};
  std::string fraction;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    constexpr std::string_view units = "HMS";
    const auto [end, code] = std::from_chars(rest.data(), rest.data() + rest.size(), parts[i]);
    if (code != std::errc()) continue;
    auto after = rest.substr(static_cast<std::size_t>(end - rest.data()));
    if (i == 2 && (after.starts_with('.') || after.starts_with(','))) {
      const auto digits = after.find_first_not_of("0123456789", 1);
      fraction = after.substr(1, std::min(digits, after.size()) - 1);
      after.remove_prefix(std::min(digits, after.size()));
    }
    if (!after.starts_with(units[i])) {
      parts[i] = 0;
      continue;
    }
    rest = after.substr(1);
  }
  if (!rest.empty()) return std::nullopt;
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return padded(parts[0], 2) + ":" + padded(parts[1], 2) + ":" + padded(parts[2], 2) +
         (fraction.empty() ? "" : "." + fraction);
}

std::optional<std::string> iso_date_text(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd";
  constexpr std::size_t date_length = 10;
  if (text.ends_with('Z')) text.remove_suffix(1);
  if (text.size() != date_length && text.size() < form.size()) return std::nullopt;
  for (std::size_t i = 0; i < std::min(text.size(), form.size()); ++i)
    if (form[i] == 'd' ? !digit(text[i]) : text[i] != form[i]) return std::nullopt;
  std::string out(text.substr(0, form.size()));
  if (text.size() <= form.size()) return out;
  auto fraction = text.substr(form.size());
  if ((fraction[0] != '.' && fraction[0] != ',') || !std::all_of(fraction.begin() + 1, fraction.end(), digit))
    return std::nullopt;
  fraction = fraction.substr(1, fraction.find_last_not_of('0'));
  if (!fraction.empty()) out += "." + std::string(fraction);
  return out;
}

}  // namespace parvis::quality
