#include "canteen/desk/menu_json.hpp"

#include "base/text.hpp"
#include "canteen/desk/forecast_words.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr std::size_t longest_line = 75;  // bytes of an iCalendar line (RFC 5545, 3.1)

json::array texts(const std::vector<std::string>& list) {
  json::array out;
  for (const std::string& text : list) out.emplace_back(text);
  return out;
}

json::array classes_json(const DishClasses& classes) {
  json::array out;
  const std::string text = classes_text(classes);
  if (text.empty()) return out;
  for (const std::string& one : base::split(text, ',')) out.emplace_back(one);
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c != '\r') out += c;
  }
  return out;
}

// Folded so that no line is longer than the format allows, never inside a character.
std::string folded(const std::string& line) {
  std::string out;
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t next = i + 1;
    while (next < line.size() && (static_cast<unsigned char>(line[next]) & 0xC0U) == 0x80U) ++next;
    if (width + (next - i) > longest_line) {
      out += "\r\n ";
      width = 1;
    }
    out.append(line, i, next - i);
    width += next - i;
    i = next;
  }
  return out + "\r\n";
}

std::string compact(const Day& day) {
  std::string text = base::format_day(day);
  std::erase(text, '-');
  return text;
}

std::string dishes_text(const DayMenu& menu) {
  std::string out;
  for (const Dish& dish : menu.dishes) out += (out.empty() ? "" : "\n") + dish.name;
  return out;
}

}  // namespace

json::object public_json(const DayMenu& menu) {
  json::array dishes;
  for (const Dish& dish : menu.dishes)
    dishes.push_back(json::object{{"name", dish.name},
                                  {"component", dish.component},
                                  {"siqo", texts(dish.siqo)},
                                  {"allergens", texts(dish.allergens)}});
  return {{"date", base::format_day(menu.day)},
          {"day", french_day(menu.day)},
          {"kitchen_id", menu.kitchen_id},
          {"service", menu.service},
          {"dishes", std::move(dishes)}};
}

json::object to_json(const DayMenu& menu) {
  json::object out = public_json(menu);
  auto& dishes = out["dishes"].get_array();
  for (std::size_t i = 0; i < dishes.size(); ++i) {
    dishes[i].get_object()["classes"] = classes_json(menu.dishes[i].classes);
    dishes[i].get_object()["classes_origin"] = menu.dishes[i].classes_origin;
  }
  out["state"] = menu.state;
  out["published_at"] = menu.published_at ? json::value(base::format_utc(*menu.published_at)) : json::value();
  return out;
}

std::string menus_ical(const std::vector<DayMenu>& menus, const std::string& town, base::Instant now) {
  std::string stamp = base::format_utc(now).substr(0, 19);
  std::erase(stamp, '-');
  std::erase(stamp, ':');
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Parvis//Menus//FR\r\nCALSCALE:GREGORIAN\r\n";
  out += folded("X-WR-CALNAME:" + escaped("Menus de la cantine, " + town));
  for (const DayMenu& menu : menus) {
    out += "BEGIN:VEVENT\r\n";
    out += folded("UID:menu-" + compact(menu.day) + "-" + menu.service + "-" + menu.kitchen_id + "@parvis");
    out += "DTSTAMP:" + stamp + "Z\r\nDTSTART;VALUE=DATE:" + compact(menu.day) + "\r\n";
    out += "DTEND;VALUE=DATE:" + compact(base::plus_days(menu.day, 1)) + "\r\n";
    out +=
        folded("SUMMARY:" + escaped("Menu : " + (menu.dishes.empty() ? std::string() : menu.dishes[0].name)));
    out += folded("DESCRIPTION:" + escaped(dishes_text(menu)));
    out += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
  }
  return out + "END:VCALENDAR\r\n";
}

}  // namespace parvis::canteen
