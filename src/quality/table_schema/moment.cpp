#include "quality/table_schema/moment.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace parvis::quality {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Exactly `count` digits at `at`, which moves behind them; -1 otherwise.
int digits(std::string_view text, std::size_t& at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_digit(text[at + i])) return -1;
    value = value * 10 + (text[at + i] - '0');
  }
  at += count;
  return value;
}

struct Named {
  std::string_view name;
  int number;
};

// Folded names and usual short forms.
constexpr std::array<Named, 43> months{
    {{"january", 1},   {"jan", 1},       {"janvier", 1},  {"janv", 1},      {"february", 2},
     {"feb", 2},       {"fevrier", 2},   {"fevr", 2},     {"fev", 2},       {"march", 3},
     {"mar", 3},       {"mars", 3},      {"april", 4},    {"apr", 4},       {"avril", 4},
     {"avr", 4},       {"may", 5},       {"mai", 5},      {"june", 6},      {"jun", 6},
     {"juin", 6},      {"july", 7},      {"jul", 7},      {"juillet", 7},   {"juil", 7},
     {"august", 8},    {"aug", 8},       {"aout", 8},     {"september", 9}, {"sept", 9},
     {"sep", 9},       {"septembre", 9}, {"october", 10}, {"octobre", 10},  {"oct", 10},
     {"november", 11}, {"novembre", 11}, {"nov", 11},     {"december", 12}, {"dec", 12},
     {"decembre", 12}, {"febr", 2},      {"aou", 8}}};
constexpr std::array<std::string_view, 21> weekdays{
    "monday", "tuesday", "wednesday", "thursday", "friday",   "saturday", "sunday",
    "mon",    "tue",     "wed",       "thu",      "fri",      "sat",      "sun",
    "lundi",  "mardi",   "mercredi",  "jeudi",    "vendredi", "samedi",   "dimanche"};

std::optional<int> month_named(std::string_view folded) {
  for (const auto& month : months)
    if (month.name == folded) return month.number;
  return std::nullopt;
}

// The longest name that stands at the front of the folded text.
std::size_t month_in_front(std::string_view folded, int& number) {
  std::size_t longest = 0;
  for (const auto& month : months)
    if (month.name.size() > longest && folded.substr(0, month.name.size()) == month.name) {
      longest = month.name.size();
      number = month.number;
    }
  return longest;
}

bool read_zone(std::string_view text, MomentParts& parts) {
  if (text == "Z" || text == "z") {
    parts.zone_seconds = 0;
    return true;
  }
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return false;
  std::size_t at = 1;
  const int hours = digits(text, at, 2);
  if (hours < 0 || hours > 23) return false;
  int minutes = 0;
  if (at < text.size()) {
    if (text[at] == ':') ++at;
    minutes = digits(text, at, 2);
    if (minutes < 0 || minutes > 59 || at != text.size()) return false;
  }
  parts.zone_seconds = (text[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
  return true;
}

// Reads `text` by `format` with the freedom of strptime: a number may have one digit less than usual.
class PatternWalk {
 public:
  PatternWalk(std::string_view text, std::string_view format) : text_(text), format_(format) {}

  bool run(MomentParts& parts) {
    MomentParts found;
    found.has_date = true;
    found.has_time = true;
    if (!walk(0, 0, found)) return false;
    parts = found;
    return true;
  }

 private:
  bool walk(std::size_t at, std::size_t in_format, MomentParts parts_now) {
    MomentParts& parts = best_;
    if (++steps_ > 10'000) return false;
    if (in_format == format_.size()) {
      if (at != text_.size() || !finish(parts_now)) return false;
      parts = parts_now;
      return true;
    }
    const char c = format_[in_format];
    if (c == '%' && in_format + 1 < format_.size()) return directive(at, in_format, parts_now);
    if (c == ' ') {
      std::size_t end = at;
      while (end < text_.size() && text_[end] == ' ') ++end;
      return end > at && walk(end, in_format + 1, parts_now);
    }
    return at < text_.size() && same_letter(text_[at], c) && walk(at + 1, in_format + 1, parts_now);
  }

  static bool same_letter(char a, char b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(a) == lower(b);
  }

  bool number(std::size_t at, std::size_t next, std::size_t least, std::size_t most, int low, int high,
              int MomentParts::*into, const MomentParts& parts, int (*change)(int) = nullptr) {
    for (std::size_t count = most; count >= least && count > 0; --count) {
      std::size_t end = at;
      const int value = digits(text_, end, count);
      if (value < low || value > high) continue;
      MomentParts with = parts;
      with.*into = change == nullptr ? value : change(value);
      if (walk(end, next, with)) return true;
    }
    return false;
  }

  bool directive(std::size_t at, std::size_t in_format, const MomentParts& parts) {
    const std::size_t next = in_format + 2;
    switch (format_[in_format + 1]) {
      case 'Y':
        return number(at, next, 4, 4, 1, 9999, &MomentParts::year, parts);
      case 'y':
        return number(at, next, 2, 2, 0, 99, &MomentParts::year, parts,
                      [](int value) { return value < 69 ? 2000 + value : 1900 + value; });
      case 'm':
        return number(at, next, 1, 2, 1, 12, &MomentParts::month, parts);
      case 'd':
        return number(at, next, 1, 2, 1, 31, &MomentParts::day, parts);
      case 'H':
        return number(at, next, 1, 2, 0, 23, &MomentParts::hour, parts);
      case 'I':
        twelve_hours_ = true;
        return number(at, next, 1, 2, 1, 12, &MomentParts::hour, parts);
      case 'M':
        return number(at, next, 1, 2, 0, 59, &MomentParts::minute, parts);
      case 'S':
        return number(at, next, 1, 2, 0, 61, &MomentParts::second, parts);
      case 'f':
        return fraction(at, next, parts);
      case 'b':
      case 'B':
        return month(at, next, parts);
      case 'a':
      case 'A':
        return weekday(at, next, parts);
      case 'p':
        return half_of_day(at, next, parts);
      case 'z':
        return zone(at, next, parts);
      case '%':
        return at < text_.size() && text_[at] == '%' && walk(at + 1, next, parts);
      case 'j':
        return day_of_year(at, next, parts);
      default:
        return false;
    }
  }

  bool fraction(std::size_t at, std::size_t next, const MomentParts& parts) {
    for (std::size_t count = 6; count > 0; --count) {
      std::size_t end = at;
      int value = digits(text_, end, count);
      if (value < 0) continue;
      for (std::size_t i = count; i < 6; ++i) value *= 10;
      MomentParts with = parts;
      with.microsecond = value;
      if (walk(end, next, with)) return true;
    }
    return false;
  }

  bool month(std::size_t at, std::size_t next, const MomentParts& parts) {
    std::size_t end = at;
    while (end < text_.size() && text_[end] != ' ' && text_[end] != '-' && text_[end] != '/' &&
           text_[end] != '.' && !is_digit(text_[end]))
      ++end;
    MomentParts with = parts;
    int found = 0;
    const std::string folded = base::fold(text_.substr(at, end - at));
    if (month_in_front(folded, found) != folded.size() || folded.empty()) return false;
    with.month = found;
    return walk(end, next, with);
  }

  bool weekday(std::size_t at, std::size_t next, const MomentParts& parts) {
    const std::string folded = base::lower_ascii(text_.substr(at));
    for (const std::string_view day : weekdays)
      if (std::string_view(folded).substr(0, day.size()) == day && walk(at + day.size(), next, parts))
        return true;
    return false;
  }

  bool half_of_day(std::size_t at, std::size_t next, const MomentParts& parts) {
    const std::string word = base::lower_ascii(text_.substr(at, 2));
    if (word != "am" && word != "pm") return false;
    const bool before = afternoon_.has_value();
    afternoon_ = word == "pm";
    if (walk(at + 2, next, parts)) return true;
    if (!before) afternoon_.reset();
    return false;
  }

  bool zone(std::size_t at, std::size_t next, const MomentParts& parts) {
    for (const std::size_t size : {6U, 5U, 1U}) {
      MomentParts with = parts;
      if (at + size <= text_.size() && read_zone(text_.substr(at, size), with) && walk(at + size, next, with))
        return true;
    }
    return false;
  }

  bool day_of_year(std::size_t at, std::size_t next, const MomentParts& parts) {
    for (std::size_t count = 3; count > 0; --count) {
      std::size_t end = at;
      const int value = digits(text_, end, count);
      if (value < 1 || value > 366) continue;
      day_of_year_ = value;
      if (walk(end, next, parts)) return true;
      day_of_year_.reset();
    }
    return false;
  }

  bool finish(MomentParts& parts) const {
    if (twelve_hours_ && afternoon_) parts.hour = parts.hour % 12 + (*afternoon_ ? 12 : 0);
    if (day_of_year_) {
      int left = *day_of_year_;
      parts.month = 1;
      while (parts.month < 12 && left > 28 && real_day(parts.year, parts.month, left) == false) {
        int length = 31;
        while (!real_day(parts.year, parts.month, length)) --length;
        left -= length;
        ++parts.month;
      }
      parts.day = left;
    }
    return real_day(parts.year, parts.month, parts.day);
  }

  std::string_view text_;
  std::string_view format_;
  MomentParts best_;
  int steps_ = 0;
  bool twelve_hours_ = false;
  std::optional<bool> afternoon_;
  std::optional<int> day_of_year_;

 public:
  [[nodiscard]] const MomentParts& best() const { return best_; }
};

// One word of a free date or time. False: it has no meaning there.
bool free_word(std::string_view word, MomentParts& parts, bool& day_seen, bool& month_seen, bool& year_seen) {
  std::size_t at = 0;
  if (word.size() == 4 && digits(word, at, 4) >= 0) {
    if (year_seen) return false;
    year_seen = true;
    at = 0;
    parts.year = digits(word, at, 4);
    return parts.year > 0;
  }
  if (const auto month = month_named(word)) {
    if (month_seen) return false;
    month_seen = true;
    parts.month = *month;
    return true;
  }
  std::size_t end = 0;
  while (end < word.size() && is_digit(word[end])) ++end;
  const std::string_view tail = word.substr(end);
  if (end == 0 || end > 2) return std::find(weekdays.begin(), weekdays.end(), word) != weekdays.end();
  if (day_seen ||
      !(tail.empty() || tail == "st" || tail == "nd" || tail == "rd" || tail == "th" || tail == "er"))
    return false;
  day_seen = true;
  at = 0;
  parts.day = digits(word, at, end);
  return true;
}

bool free_time(std::string_view word, std::string_view half, MomentParts& parts) {
  std::size_t end = 0;
  while (end < word.size() && is_digit(word[end])) ++end;
  if (end == 0 || end > 2) return false;
  std::size_t at = 0;
  parts.hour = digits(word, at, end);
  if (at < word.size()) {
    if (word[at++] != ':') return false;
    parts.minute = digits(word, at, 2);
    if (parts.minute < 0) return false;
    if (at < word.size()) {
      if (word[at++] != ':') return false;
      parts.second = digits(word, at, 2);
      if (parts.second < 0 || at != word.size()) return false;
    }
  } else if (half.empty()) {
    return false;
  }
  if (!half.empty()) {
    if (parts.hour < 1 || parts.hour > 12) return false;
    parts.hour = parts.hour % 12 + (half == "pm" ? 12 : 0);
  }
  return parts.hour < 24 && parts.minute < 60 && parts.second < 60;
}

}  // namespace

bool real_day(int year, int month, int day) {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= lengths[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

// Days of the proleptic Gregorian calendar, counted in eras of 400 years that start on 1 March.
std::int64_t days_since_epoch(int year, int month, int day) {
  const std::int64_t shifted = static_cast<std::int64_t>(year) - (month <= 2 ? 1 : 0);
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
  const std::int64_t of_era = shifted - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

std::int64_t microseconds_of(const MomentParts& parts) {
  const std::int64_t days = parts.has_date ? days_since_epoch(parts.year, parts.month, parts.day) : 0;
  const std::int64_t seconds =
      days * 86400 + parts.hour * 3600 + parts.minute * 60 + parts.second - parts.zone_seconds.value_or(0);
  return seconds * 1'000'000 + parts.microsecond;
}

namespace {

bool take(std::string_view text, std::size_t& at, char wanted) {
  if (at >= text.size() || text[at] != wanted) return false;
  ++at;
  return true;
}

}  // namespace

bool read_iso_date(std::string_view text, MomentParts& parts, bool& is_short) {
  std::size_t at = 0;
  parts.year = digits(text, at, 4);
  if (parts.year < 1 || !take(text, at, '-')) return false;
  const auto one_or_two = [&](int& into) {
    std::size_t two = at;
    into = digits(text, two, 2);
    if (into >= 0) {
      at = two;
      return true;
    }
    into = digits(text, at, 1);
    is_short = true;
    return into >= 0;
  };
  if (!one_or_two(parts.month) || !take(text, at, '-')) return false;
  if (!one_or_two(parts.day) || at != text.size()) return false;
  parts.has_date = true;
  return real_day(parts.year, parts.month, parts.day);
}

bool read_iso_time(std::string_view text, MomentParts& parts) {
  std::size_t at = 0;
  parts.hour = digits(text, at, 2);
  if (parts.hour < 0 || !take(text, at, ':')) return false;
  parts.minute = digits(text, at, 2);
  if (parts.minute < 0 || !take(text, at, ':')) return false;
  parts.second = digits(text, at, 2);
  if (parts.second < 0) return false;
  if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
    ++at;
    int scale = 100'000;
    const std::size_t from = at;
    for (; at < text.size() && is_digit(text[at]); ++at, scale /= 10)
      parts.microsecond += (text[at] - '0') * scale;
    if (at == from) return false;
  }
  parts.has_time = true;
  const bool midnight = parts.hour == 24 && parts.minute == 0 && parts.second == 0 && parts.microsecond == 0;
  if ((parts.hour > 23 && !midnight) || parts.minute > 59 || parts.second > 59) return false;
  return at == text.size() || read_zone(text.substr(at), parts);
}

bool read_iso_datetime(std::string_view text, MomentParts& parts) {
  if (text.size() < 19 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) return false;
  bool is_short = false;
  return read_iso_date(text.substr(0, 10), parts, is_short) && !is_short &&
         read_iso_time(text.substr(11), parts);
}

bool read_free_moment(std::string_view text, MomentParts& parts) {
  std::string folded = base::fold(base::trim(text));
  std::replace(folded.begin(), folded.end(), ',', ' ');
  std::vector<std::string> words;
  for (auto& word : base::split(folded, ' ')) {
    while (!word.empty() && word.back() == '.') word.pop_back();
    if (!word.empty()) words.push_back(std::move(word));
  }
  bool day = false;
  bool month = false;
  bool year = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string half =
        i + 1 < words.size() && (words[i + 1] == "am" || words[i + 1] == "pm") ? words[i + 1] : "";
    std::string word = words[i];
    if (half.empty() && word.size() > 2 && (word.ends_with("am") || word.ends_with("pm"))) {
      half = word.substr(word.size() - 2);
      word.resize(word.size() - 2);
      words.insert(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, half);
    }
    MomentParts with = parts;
    if (!parts.has_time && free_time(word, half, with)) {
      parts = with;
      parts.has_time = true;
      if (!half.empty()) ++i;
      continue;
    }
    if (!free_word(words[i], parts, day, month, year)) return false;
  }
  parts.has_date = day && month && year;
  if (!parts.has_date && (day || month || year)) return false;
  return (parts.has_date && real_day(parts.year, parts.month, parts.day)) ||
         (!parts.has_date && parts.has_time);
}

bool read_by_pattern(std::string_view text, std::string_view format, MomentParts& parts) {
  PatternWalk walk(text, format);
  if (!walk.run(parts)) return false;
  parts = walk.best();
  return true;
}

std::optional<double> read_duration(std::string_view text) {
  double sign = 1;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    sign = text[0] == '-' ? -1 : 1;
    text.remove_prefix(1);
  }
  if (text.size() < 2 || text[0] != 'P') return std::nullopt;
  constexpr std::string_view order = "YMWDTHMS";
  constexpr std::array<double, 8> seconds{31'556'952, 2'629'746, 604'800, 86'400, 0, 3600, 60, 1};
  std::size_t unit = 0;
  double total = 0;
  for (std::size_t at = 1; at < text.size();) {
    if (text[at] == 'T') {
      if (unit > 4) return std::nullopt;
      unit = 5;
      ++at;
      continue;
    }
    double value = 0;
    double scale = 1;
    const std::size_t from = at;
    for (; at < text.size() && is_digit(text[at]); ++at) value = value * 10 + (text[at] - '0');
    if (at == from) return std::nullopt;
    if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
      const std::size_t point = at++;
      for (; at < text.size() && is_digit(text[at]); ++at) value += (text[at] - '0') * (scale /= 10);
      if (at == point + 1) return std::nullopt;
    }
    if (at >= text.size()) return std::nullopt;
    const std::size_t last = unit < 5 ? 4 : 8;
    const std::size_t found = order.substr(0, last).find(text[at], unit);
    if (found == std::string_view::npos) return std::nullopt;
    total += value * seconds[found];
    unit = found + 1;
    ++at;
  }
  return sign * total;
}

}  // namespace parvis::quality
