#include "canteen/intake/holiday_inference.hpp"

#include <algorithm>
#include <deque>

namespace parvis::canteen {
namespace {

using base::plus_days;
using base::weekday;

constexpr int wednesday = 2, saturday = 5;

bool class_day(const Day& day) {
  return weekday(day) != wednesday && weekday(day) < saturday;
}

// Usual guests before each day: the median of the last 40 days that had any.
class Usual {
 public:
  void add(double eaten) {
    if (eaten <= 0) return;
    last_.push_back(eaten);
    if (last_.size() > window) last_.pop_front();
  }
  [[nodiscard]] double median() const {
    if (last_.empty()) return 0;
    std::vector<double> sorted(last_.begin(), last_.end());
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2),
                     sorted.end());
    return sorted[sorted.size() / 2];
  }

 private:
  static constexpr std::size_t window = 40;
  std::deque<double> last_;
};

class Inference {
 public:
  explicit Inference(const HolidayInput& input) : input_(input) {
    for (const auto& known : input.breaks)
      for (Day day = known.first; day <= known.last; day = plus_days(day, 1)) off_.insert(day);
    if (input.eaten.empty()) return;
    from_ = input.eaten.begin()->first;
    to_ = input.eaten.rbegin()->first;
  }

  HolidayAnswer run() {
    if (!input_.eaten.empty()) {
      open_attended();
      join_empty();
      drop_fragments();
      sort_rest();
    }
    collect();
    return std::move(answer_);
  }

 private:
  [[nodiscard]] bool school_day(const Day& day) const {
    return class_day(day) && !off_.contains(day) && !input_.public_holidays.contains(day);
  }
  [[nodiscard]] bool empty_school_day(const Day& day) const {
    return from_ <= day && day <= to_ && school_day(day) && !input_.eaten.contains(day);
  }

  void open_attended() {
    Usual usual;
    for (const auto& [day, eaten] : input_.eaten) {
      if (!class_day(day)) continue;
      if (off_.contains(day) && eaten > 0 && eaten > input_.open_share * usual.median()) {
        off_.erase(day);
        answer_.attended.push_back(day);
        changed_.insert(day);
      }
      usual.add(eaten);
    }
  }

  // The next class day before or after, over week-ends, Wednesdays and public holidays; a day of a break ends
  // the way.
  [[nodiscard]] std::optional<Day> break_beside(const Day& day, int step) const {
    for (Day next = plus_days(day, step);; next = plus_days(next, step)) {
      if (off_.contains(next) || asked_.contains(next)) return next;
      if (class_day(next) && !input_.public_holidays.contains(next)) return std::nullopt;
    }
  }

  [[nodiscard]] bool at_summer(const std::optional<Day>& day) const {
    if (!day) return false;
    const auto month = static_cast<unsigned>(day->month());
    return month == 7 || month == 8 || asked_.contains(*day);
  }

  // One empty day may make the next one touch the break: until nothing moves.
  void join_empty() {
    std::set<Day> empty;
    for (Day day = from_; day <= to_; day = plus_days(day, 1))
      if (empty_school_day(day)) empty.insert(day);
    for (bool moved = true; moved;) {
      moved = false;
      for (auto at = empty.begin(); at != empty.end();) {
        const auto before = break_beside(*at, -1), after = break_beside(*at, 1);
        if (!before && !after) {
          ++at;
          continue;
        }
        if (at_summer(before) || at_summer(after)) {
          asked_.insert(*at);
          moved = true;
        } else {
          join(*at, before ? *before : *after);
          moved = true;
        }
        at = empty.erase(at);
      }
    }
  }

  void join(const Day& day, const Day& break_day) {
    answer_.joined.push_back(day);
    changed_.insert(day);
    const int step = break_day < day ? 1 : -1;
    for (Day next = break_day; next != day; next = plus_days(next, step)) off_.insert(next);
    off_.insert(day);
    // The week-end beside is off too.
    for (Day next = plus_days(day, step); weekday(next) >= saturday; next = plus_days(next, step))
      off_.insert(next);
  }

  [[nodiscard]] std::vector<SchoolBreak> runs() const {
    std::vector<SchoolBreak> out;
    for (const Day& day : off_) {
      if (!out.empty() && plus_days(out.back().last, 1) == day) {
        out.back().last = day;
      } else {
        out.push_back({day, day, false});
      }
    }
    return out;
  }

  // What attendance left of a break between two open days: fewer than two class days are no break of their
  // own.
  void drop_fragments() {
    for (const auto& run : runs()) {
      const Day before = previous_class_day(run.first), after = next_class_day(run.last);
      if (!opened(before) && !opened(after)) continue;
      int class_days = 0;
      for (Day day = run.first; day <= run.last; day = plus_days(day, 1))
        class_days += class_day(day) && !input_.public_holidays.contains(day) ? 1 : 0;
      if (class_days >= 2) continue;
      for (Day day = run.first; day <= run.last; day = plus_days(day, 1)) off_.erase(day);
    }
  }
  [[nodiscard]] bool opened(const Day& day) const { return changed_.contains(day) && !off_.contains(day); }
  [[nodiscard]] Day previous_class_day(Day day) const {
    do {
      day = plus_days(day, -1);
    } while (!class_day(day) || input_.public_holidays.contains(day));
    return day;
  }
  [[nodiscard]] Day next_class_day(Day day) const {
    do {
      day = plus_days(day, 1);
    } while (!class_day(day) || input_.public_holidays.contains(day));
    return day;
  }

  [[nodiscard]] bool bridge(const Day& day) const {
    constexpr int friday = 4;
    return (weekday(day) == friday && input_.public_holidays.contains(plus_days(day, -1))) ||
           (weekday(day) == 0 && input_.public_holidays.contains(plus_days(day, 1)));
  }

  void sort_rest() {
    for (Day day = from_; day <= to_; day = plus_days(day, 1)) {
      if (!empty_school_day(day) || asked_.contains(day)) continue;
      (bridge(day) ? answer_.bridges_closed : answer_.holes).push_back(day);
    }
  }

  void collect() {
    answer_.breaks = runs();
    for (auto& run : answer_.breaks) {
      const auto touched = changed_.lower_bound(plus_days(run.first, -4));
      run.inferred = touched != changed_.end() && *touched <= plus_days(run.last, 4);
    }
    std::sort(answer_.joined.begin(), answer_.joined.end());
    answer_.asked.assign(asked_.begin(), asked_.end());
  }

  const HolidayInput& input_;
  std::set<Day> off_, changed_, asked_;
  Day from_{}, to_{};
  HolidayAnswer answer_;
};

}  // namespace

HolidayAnswer infer_holidays(const HolidayInput& input) {
  return Inference(input).run();
}

}  // namespace parvis::canteen
