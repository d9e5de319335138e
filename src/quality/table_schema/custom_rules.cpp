// The custom checks that look at one cell: year intervals, telephone numbers, opening hours, the nomenclature
// of acts, coordinates in France.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "quality/table_schema/custom_check.hpp"

namespace parvis::quality {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// International plans: calling code, digits after it (ITU-T E.164 and the national plans of France's parts).
struct Country {
  std::string_view code;
  std::size_t least, most;
};
constexpr std::array<Country, 24> countries{
    {{"33", 9, 9},  {"590", 9, 9}, {"594", 9, 9}, {"596", 9, 9}, {"262", 9, 9},  {"508", 6, 9},
     {"687", 6, 6}, {"689", 6, 8}, {"681", 6, 6}, {"269", 7, 7}, {"32", 8, 9},   {"41", 9, 9},
     {"49", 6, 13}, {"44", 9, 10}, {"34", 9, 9},  {"39", 6, 12}, {"352", 6, 11}, {"351", 9, 9},
     {"376", 6, 9}, {"377", 8, 9}, {"31", 9, 9},  {"1", 10, 10}, {"212", 9, 9},  {"213", 8, 9}}};

std::string bare_number(std::string_view cell) {
  std::string bare;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const char c = cell[at];
    if (c == ' ' || c == '.' || c == '-' || c == '/' || c == '(' || c == ')') continue;
    if (cell.substr(at, 2) == "\u00A0") {
      ++at;
      continue;
    }
    if (cell.substr(at, 3) == "\u202F") {
      at += 2;
      continue;
    }
    bare += c;
  }
  return bare;
}

// The grammar of OpenStreetMap's opening_hours, the part that these files use: rules separated by `;` (or
// `||`), each days, then times, then a word such as off.
class OpeningHours {
 public:
  explicit OpeningHours(std::string_view text) : text_(text) {}

  bool read() {
    do {
      if (!rule()) return false;
      skip();
    } while (take("||") || take(";"));
    return at_ == text_.size();
  }

 private:
  static constexpr std::array<std::string_view, 9> days{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "SH"};
  static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  void skip() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(std::string_view word) {
    skip();
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  template <class Words>
  bool one_of(const Words& words) {
    return std::any_of(words.begin(), words.end(), [this](std::string_view word) { return take(word); });
  }
  int number(std::size_t most) {
    skip();
    const std::size_t from = at_;
    int value = 0;
    while (at_ < text_.size() && at_ - from < most && is_digit(text_[at_]))
      value = value * 10 + (text_[at_++] - '0');
    return at_ > from ? value : -1;
  }

  bool rule() {
    skip();
    if (take("24/7")) return true;
    bool any = false;
    any = date_range() || any;
    any = week_days() || any;
    take(":");
    any = times() || any;
    any = state() || any;
    return any;
  }
  bool state() {
    skip();
    bool found = take("off") || take("closed") || take("open") || take("unknown");
    skip();
    if (at_ < text_.size() && text_[at_] == '"') {
      const std::size_t end = text_.find('"', at_ + 1);
      if (end == std::string_view::npos) return false;
      at_ = end + 1;
      found = true;
    }
    return found;
  }
  bool month_day() {
    const std::size_t before = at_;
    if (!one_of(months)) {
      at_ = before;
      return false;
    }
    const std::size_t after = at_;
    const int day = number(2);
    skip();
    if (day > 31 || (day >= 0 && at_ < text_.size() && text_[at_] == ':')) at_ = after;
    return true;
  }
  bool date_range() {
    const std::size_t start = at_;
    const int year = number(4);
    if (year < 1000 || (skip(), at_ < text_.size() && text_[at_] == ':')) at_ = start;
    if (take("week")) {
      do {
        if (number(2) < 1) return false;
        if (take("-") && number(2) < 1) return false;
      } while (take(","));
      return true;
    }
    if (!month_day()) return at_ != start;
    do {
      const std::size_t before = at_;
      if (take("-") && !month_day() && number(2) < 1) {
        at_ = before;
        break;
      }
    } while (take(",") && month_day());
    return true;
  }
  bool week_day() {
    if (!one_of(days)) return false;
    if (take("[")) {
      do {
        take("-");
        if (number(1) < 1) return false;
      } while (take(",") || take("-"));
      return take("]");
    }
    return true;
  }
  bool week_days() {
    if (!week_day()) return false;
    while (true) {
      const std::size_t before = at_;
      if ((take("-") || take(",")) && week_day()) continue;
      at_ = before;
      return true;
    }
  }
  bool moment() {
    skip();
    if (take("(")) {
      if (!moment() || !(take("+") || take("-")) || !moment()) return false;
      return take(")");
    }
    static constexpr std::array<std::string_view, 4> events{"sunrise", "sunset", "dawn", "dusk"};
    if (one_of(events)) return true;
    const int hour = number(2);
    if (hour < 0 || hour > 48 || !take(":")) return false;
    const std::size_t from = at_;
    const int minute = number(2);
    return minute >= 0 && minute < 60 && at_ - from == 2;
  }
  bool span() {
    if (!moment()) return false;
    if (take("+")) return true;
    if (!take("-") || !moment()) return false;
    take("+");
    if (take("/") && number(3) < 1) return false;
    return true;
  }
  bool times() {
    std::size_t before = at_;
    if (!span()) {
      at_ = before;
      return false;
    }
    while (true) {
      before = at_;
      if (take(",") && span()) continue;
      at_ = before;
      return true;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// First part of a matter in the national list of acts sent to the prefecture (programme ACTES), folded.
constexpr std::array<std::string_view, 9> act_families{"commande publique",
                                                       "urbanisme",
                                                       "domaine et patrimoine",
                                                       "fonction publique",
                                                       "institutions et vie politique",
                                                       "libertes publiques et pouvoirs de police",
                                                       "finances locales",
                                                       "domaines de competences par themes",
                                                       "autres domaines de competences"};

struct Box {
  double west, east, south, north;
};
constexpr std::array<Box, 11> french_boxes{{{-5.5, 9.8, 41.2, 51.3},       // mainland and Corsica
                                            {-61.9, -60.9, 15.7, 16.6},    // Guadeloupe
                                            {-61.3, -60.7, 14.3, 15.0},    // Martinique
                                            {-54.7, -51.5, 2.0, 6.0},      // Guyane
                                            {55.1, 55.9, -21.5, -20.8},    // La Réunion
                                            {44.9, 45.4, -13.1, -12.5},    // Mayotte
                                            {-56.6, -56.0, 46.7, 47.2},    // Saint-Pierre-et-Miquelon
                                            {-63.2, -62.7, 17.8, 18.2},    // Saint-Martin, Saint-Barthélemy
                                            {163.5, 168.3, -22.9, -19.4},  // Nouvelle-Calédonie
                                            {-178.3, -176.0, -14.5, -13.1},   // Wallis-et-Futuna
                                            {-154.8, -134.4, -28.0, -7.8}}};  // Polynésie

bool in_france(double longitude, double latitude) {
  return std::any_of(french_boxes.begin(), french_boxes.end(), [=](const Box& box) {
    return longitude >= box.west && longitude <= box.east && latitude >= box.south && latitude <= box.north;
  });
}

}  // namespace

Cause year_interval_cause(std::string_view cell, bool year_alone) {
  if (cell.size() == 4 && all_digits(cell)) return year_alone ? Cause::none : Cause::form;
  if (cell.size() != 9 || cell[4] != '/' || !all_digits(cell.substr(0, 4)) || !all_digits(cell.substr(5)))
    return Cause::form;
  return cell.substr(0, 4) < cell.substr(5) ? Cause::none : Cause::order;
}

bool is_phone_number(std::string_view cell) {
  std::string bare = bare_number(cell);
  if (bare.starts_with("+"))
    bare.erase(0, 1);
  else if (bare.starts_with("00"))
    bare.erase(0, 2);
  else {
    if (!all_digits(bare)) return false;
    if (bare.size() == 10) return bare[0] == '0' && bare[1] != '0';
    if (bare.size() == 4) return bare[0] == '3' || bare[0] == '1';
    if (bare.size() == 2) return bare == "15" || bare == "17" || bare == "18";
    return bare.size() == 3 && bare[0] == '1' && bare[1] == '1';
  }
  if (!all_digits(bare)) return false;
  for (const auto& country : countries) {
    if (!bare.starts_with(country.code)) continue;
    std::string_view rest = std::string_view(bare).substr(country.code.size());
    if (rest.starts_with("0")) rest.remove_prefix(1);  // +33 (0)1 23 45 67 89
    return rest.size() >= country.least && rest.size() <= country.most;
  }
  return false;
}

bool are_opening_hours(std::string_view cell) {
  return OpeningHours(base::trim(cell)).read();
}

Cause nomenclature_cause(std::string_view cell) {
  const std::size_t slash = cell.find('/');
  if (slash == std::string_view::npos || cell.find('/', slash + 1) != std::string_view::npos)
    return Cause::form;
  const std::string_view first = cell.substr(0, slash);
  if (first.ends_with(" ") || cell.substr(slash + 1).starts_with(" ")) return Cause::spaces;
  const std::string folded = base::fold(first);
  return std::find(act_families.begin(), act_families.end(), folded) != act_families.end()
             ? Cause::none
             : Cause::not_in_list;
}

Cause french_coordinates_cause(double longitude, double latitude) {
  if (in_france(longitude, latitude)) return Cause::none;
  return in_france(latitude, longitude) ? Cause::swapped : Cause::outside;
}

}  // namespace parvis::quality
