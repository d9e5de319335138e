// The 0/1 columns of FE-4, each block with its penalty and the cause it is told under.
#include <initializer_list>

#include "canteen/forecast/features.hpp"

namespace parvis::canteen {
namespace {

// Where each block begins. Classes past the last one of a block (a break 40 days away) are a zero row.
struct Block {
  int first = 0, size = 0;
};
constexpr int break_classes = 16, holiday_classes = 6, start_classes = 7, end_classes = 9, months = 13;
constexpr std::initializer_list<DishClass> typed_dishes = {
    DishClass::viande, DishClass::poisson, DishClass::sans_viande_ni_poisson,
    DishClass::frites, DishClass::noel,    DishClass::dessert_de_fete,
    DishClass::bio,    DishClass::porc};
constexpr std::initializer_list<DishClass> own_dishes = {DishClass::viande, DishClass::poisson,
                                                         DishClass::sans_viande_ni_poisson, DishClass::frites,
                                                         DishClass::dessert_de_fete};
// A canteen's own days beside a break and at the ends of the year.
constexpr int own_near_break = 3, own_near_end = 4, own_near_start = 3;

class FlagWriter {
 public:
  explicit FlagWriter(std::vector<std::uint16_t>& out) : out_(&out) {}
  // One class of `size`; a value outside gives none.
  void one_of(int value, int size) {
    if (value >= 0 && value < size) out_->push_back(static_cast<std::uint16_t>(next_ + value));
    next_ += size;
  }
  void flag(bool on) { one_of(on ? 0 : -1, 1); }
  // The same class in the block of one type among three.
  void typed(int type, int value, int size) {
    one_of(value >= 0 && value < size ? type * size + value : -1, pupil_types * size);
  }

 private:
  std::vector<std::uint16_t>* out_;
  int next_ = 0;
};

struct BlockList {
  std::vector<double>* penalty;
  std::vector<Cause>* cause;
  void add(int size, double value, Cause told) const {
    penalty->insert(penalty->end(), static_cast<std::size_t>(size), value);
    cause->insert(cause->end(), static_cast<std::size_t>(size), told);
  }
};

FlagBlocks make_blocks() {
  FlagBlocks blocks;
  const BlockList shared{&blocks.shared, &blocks.shared_cause}, local{&blocks.local, &blocks.local_cause};
  const int dishes = static_cast<int>(dish_classes);
  shared.add(weekdays, 40, Cause::usual);
  shared.add(2 * break_classes + 2 * holiday_classes + 1, 40, Cause::breaks);
  shared.add(start_classes + end_classes, 40, Cause::ends_of_year);
  shared.add(dishes + 1, 40, Cause::menu);
  shared.add(53, 150, Cause::season);
  shared.add(pupil_types * static_cast<int>(typed_dishes.size()), 100, Cause::menu);
  shared.add(pupil_types * weekdays, 100, Cause::usual);
  shared.add(pupil_types * break_classes, 100, Cause::breaks);
  shared.add(pupil_types * (end_classes + start_classes), 100, Cause::ends_of_year);
  local.add(1 + weekdays, 20, Cause::usual);
  local.add(static_cast<int>(own_dishes.size()), 40, Cause::menu);
  local.add(1, 40, Cause::breaks);
  local.add(2, 40, Cause::ends_of_year);
  local.add(months, 60, Cause::season);
  return blocks;
}

}  // namespace

model::ArrowPattern pattern_of(const PanelDay& day, int type) {
  model::ArrowPattern pattern;
  const DayFacts& facts = day.facts;
  FlagWriter shared(pattern.flags);
  shared.one_of(day.weekday, weekdays);
  shared.one_of(facts.to_break, break_classes);
  shared.one_of(facts.since_break, break_classes);
  shared.one_of(facts.to_public_holiday, holiday_classes);
  shared.one_of(facts.since_public_holiday, holiday_classes);
  shared.flag(facts.bridge);
  shared.one_of(facts.rank_from_start, start_classes);
  shared.one_of(facts.rank_from_end, end_classes);
  for (std::size_t i = 0; i < dish_classes; ++i) shared.flag(day.menu[i]);
  shared.flag(!day.has_menu);
  shared.one_of(facts.iso_week - 1, 53);
  for (const DishClass dish : typed_dishes)
    shared.typed(type, day.menu[static_cast<std::size_t>(dish)] ? 0 : -1, 1);
  shared.typed(type, day.weekday, weekdays);
  shared.typed(type, facts.to_break, break_classes);
  shared.typed(type, facts.rank_from_end, end_classes);
  shared.typed(type, facts.rank_from_start, start_classes);
  FlagWriter local(pattern.local);
  local.flag(true);
  local.one_of(day.weekday, weekdays);
  for (const DishClass dish : own_dishes) local.flag(day.menu[static_cast<std::size_t>(dish)]);
  local.flag(facts.to_break <= own_near_break);
  local.flag(facts.rank_from_end <= own_near_end);
  local.flag(facts.rank_from_start <= own_near_start);
  local.one_of(day.month, months);
  return pattern;
}

const FlagBlocks& flag_blocks() {
  static const FlagBlocks blocks = make_blocks();
  return blocks;
}

}  // namespace parvis::canteen
