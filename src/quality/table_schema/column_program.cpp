#include "quality/table_schema/column_program.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "quality/table_schema/quick_test.hpp"

namespace parvis::quality {
namespace {

constexpr std::size_t max_shapes = 4;
constexpr std::size_t max_shape_length = 32;

// The one ASCII range of a set; false for others. A set that also knows wide characters qualifies: the shape
// only says which ASCII texts fit.
bool ascii_range(const CharacterSet& set, std::uint8_t& low, std::uint8_t& width) {
  int first = -1;
  int last = -1;
  for (int c = 0; c < 128; ++c) {
    if (!set.contains(static_cast<char32_t>(c))) continue;
    if (first < 0) first = c;
    if (last >= 0 && c != last + 1) return false;
    last = c;
  }
  if (first < 0) return false;
  low = static_cast<std::uint8_t>(first);
  width = static_cast<std::uint8_t>(last - first);
  return true;
}

// Follows every way through the program; gives up on anything that is not a fixed sequence.
class ShapeFinder {
 public:
  explicit ShapeFinder(const PatternProgram& program) : program_(program) {}

  std::vector<FixedShape> run() {
    if (program_.needs_backtracking || program_.steps.size() > 400 || !follow(0, {}, false)) return {};
    return shapes_;
  }

 private:
  bool follow(std::uint32_t step, FixedShape shape, bool ended) {
    while (++steps_ < 2000) {
      const PatternStep& now = program_.steps[step];
      switch (now.op) {
        case PatternOp::set: {
          if (ended || shape.length == max_shape_length) return false;
          if (!ascii_range(program_.sets[now.x], shape.low[shape.length], shape.width[shape.length]))
            return false;
          ++shape.length;
          break;
        }
        case PatternOp::split:
          if (!follow(now.x, shape, ended)) return false;
          step = now.y;
          continue;
        case PatternOp::jump:
          step = now.x;
          continue;
        case PatternOp::start:
          if (shape.length > 0) return false;
          break;
        case PatternOp::end:
        case PatternOp::text_end:
          ended = true;
          break;
        case PatternOp::save:
          break;
        case PatternOp::accept:
          if (shapes_.size() == max_shapes) return false;
          shapes_.push_back(shape);
          return ended;
        default:
          return false;
      }
      ++step;
    }
    return false;
  }

  const PatternProgram& program_;
  std::vector<FixedShape> shapes_;
  int steps_ = 0;
};

std::optional<CellValue> bound(const CellReader& reader, const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  CellValue value;
  if (reader.read(*text, value) != Cause::none) return std::nullopt;
  return value;
}

// A bound in billionths; false when it has no such form.
bool in_billionths(const std::optional<CellValue>& value, std::int64_t& into) {
  if (!value) return true;
  const auto scaled = [&]() -> std::optional<std::int64_t> {
    if (value->kind != CellValue::Kind::number || value->number.kind != Decimal::Kind::finite)
      return std::nullopt;
    Decimal number = value->number;
    number.exponent += 9;
    if (number.digits == 0) return 0;
    if (number.exponent < 0 || number.exponent > 18) return std::nullopt;
    for (std::int32_t i = 0; i < number.exponent; ++i) {
      if (number.digits > static_cast<WideInteger>(std::numeric_limits<std::int64_t>::max() / 10))
        return std::nullopt;
      number.digits *= 10;
    }
    if (number.digits > static_cast<WideInteger>(std::numeric_limits<std::int64_t>::max()))
      return std::nullopt;
    const auto size = static_cast<std::int64_t>(number.digits);
    return number.negative ? -size : size;
  }();
  if (!scaled) return false;
  into = *scaled;
  return true;
}

FixedShape iso_date_shape() {
  FixedShape shape;
  for (const char c : std::string_view("dddd-dd-dd")) {
    shape.low[shape.length] = static_cast<std::uint8_t>(c == 'd' ? '0' : '-');
    shape.width[shape.length] = c == 'd' ? 9 : 0;
    ++shape.length;
  }
  return shape;
}

void choose_quick_test(ColumnProgram& program) {
  const SchemaField& field = *program.field;
  const FieldConstraints& c = field.constraints;
  const bool bounded =
      program.minimum || program.maximum || program.exclusive_minimum || program.exclusive_maximum;
  const bool sized = c.min_length || c.max_length;
  const bool listed = c.allowed || field.categories;
  const bool plain_text =
      field.type == FieldType::any || (field.type == FieldType::string && field.format == "default");
  if (plain_text && !listed && !c.pattern && !c.min_length) {
    program.quick = c.max_length ? QuickTest::short_text : QuickTest::always;
    program.max_bytes = c.max_length.value_or(0);
  } else if (plain_text && c.pattern && !listed && !sized) {
    program.shapes = fixed_shapes(*program.pattern);
    if (!program.shapes.empty()) program.quick = QuickTest::shape;
  } else if (plain_text && c.allowed && !field.categories && !c.pattern && !sized) {
    program.words = WordTable(*c.allowed);
    program.quick = QuickTest::words;
  } else if (field.type == FieldType::boolean && !listed) {
    std::vector<std::string> words = field.true_values;
    words.insert(words.end(), field.false_values.begin(), field.false_values.end());
    program.words = WordTable(words);
    program.quick = QuickTest::words;
  } else if (field.type == FieldType::date && (field.format == "default" || field.format == "%Y-%m-%d") &&
             !bounded && !listed) {
    program.shapes = {iso_date_shape()};
    program.quick = QuickTest::iso_date;
  } else if ((field.type == FieldType::number || field.type == FieldType::integer) && !listed &&
             !program.exclusive_minimum && !program.exclusive_maximum && field.bare_number &&
             field.group_char.empty() && field.decimal_char == ".") {
    program.least = std::numeric_limits<std::int64_t>::min();
    program.most = std::numeric_limits<std::int64_t>::max();
    program.allow_point = field.type == FieldType::number;
    if (in_billionths(program.minimum, program.least) && in_billionths(program.maximum, program.most))
      program.quick = QuickTest::plain_number;
  }
}

}  // namespace

std::vector<FixedShape> fixed_shapes(const PatternProgram& program) {
  return ShapeFinder(program).run();
}

WordTable::WordTable(const std::vector<std::string>& words) {
  std::size_t size = 4;
  while (size < words.size() * 4) size *= 2;
  mask_ = size - 1;
  slots_.resize(size);
  for (const auto& word : words) {
    Slot slot;
    slot.used = true;
    slot.text = word;
    std::memcpy(&slot.first, word.data(), std::min<std::size_t>(8, word.size()));
    if (word.size() > 8) std::memcpy(&slot.last, word.data() + word.size() - 8, 8);
    std::size_t at = word_hash(slot.first, slot.last, word.size()) & mask_;
    while (slots_[at].used) at = (at + 1) & mask_;
    slots_[at] = std::move(slot);
  }
}

ColumnProgram::ColumnProgram(const SchemaField& of, const std::vector<std::string>& missing_values)
    : field(&of), reader(of), missing(of.missing_values.value_or(missing_values)) {
  only_empty_is_missing = missing.size() == 1 && missing.front().empty();
  const FieldConstraints& c = of.constraints;
  if (c.pattern) pattern = std::make_shared<const PatternProgram>(*compile_pattern(*c.pattern));
  minimum = bound(reader, c.minimum);
  maximum = bound(reader, c.maximum);
  exclusive_minimum = bound(reader, c.exclusive_minimum);
  exclusive_maximum = bound(reader, c.exclusive_maximum);
  const auto fill = [this](const std::vector<std::string>& texts, std::unordered_set<std::string>& into) {
    for (const auto& text : texts) {
      CellValue value;
      if (reader.read(text, value) != Cause::none) continue;
      std::string canonical;
      append_canonical(canonical, value);
      into.insert(std::move(canonical));
    }
  };
  if (c.allowed) fill(*c.allowed, allowed);
  if (of.categories) fill(*of.categories, categories);
  if (!of.array_item.empty())
    item = std::make_unique<ColumnProgram>(of.array_item.front(), std::vector<std::string>{});
  choose_quick_test(*this);
}

bool ColumnProgram::is_listed_missing(std::string_view cell) const {
  return std::find(missing.begin(), missing.end(), cell) != missing.end();
}

}  // namespace parvis::quality
