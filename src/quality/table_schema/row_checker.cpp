#include "quality/table_schema/row_checker.hpp"

#include <algorithm>

#include "base/identifiers.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "quality/table_schema/plain_json.hpp"
#include "quality/table_schema/quick_test.hpp"

namespace parvis::quality {
namespace {

std::vector<std::uint16_t> numbers_of(const TableSchema& schema, const std::vector<std::string>& names) {
  std::vector<std::uint16_t> numbers;
  for (const auto& name : names)
    if (const auto number = schema.field_number(name)) numbers.push_back(static_cast<std::uint16_t>(*number));
  return numbers;
}

std::string fold_spaces(std::string_view text) {
  std::string folded;
  for (const char c : base::fold(text)) {
    if (c == ' ' && (folded.empty() || folded.back() == ' ')) continue;
    folded += c;
  }
  while (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

// Why a text is not in a list: only its case (or accents) differs, only its spaces, or more.
Cause list_cause(const std::vector<std::string>& allowed, std::string_view cell) {
  const std::string_view trimmed = trim_unicode(cell);
  for (const auto& item : allowed)
    if (item == trimmed) return Cause::enum_space;
  const std::string folded = fold_spaces(trimmed);
  for (const auto& item : allowed)
    if (fold_spaces(item) == folded) return Cause::enum_case;
  return Cause::not_allowed;
}

// Corsica and overseas have letters among the nine characters of an RNA; the pattern of SCDL knows digits
// alone. The peers' error stays, and the warning says that the number itself is right.
bool is_scdl_rna(std::string_view pattern) {
  return pattern.find("W\\d{9}") != std::string_view::npos ||
         pattern.find("W[0-9]{9}") != std::string_view::npos;
}
bool is_right_rna_outside(std::string_view cell) {
  return base::rna_verdict(cell).right() && base::rna_outside_scdl(cell);
}

std::uint64_t length_of(const CellValue& value) {
  return value.kind == CellValue::Kind::structure ? value.items : base::code_points(value.text);
}

}  // namespace

std::uint64_t key_hash(std::string_view bytes) {
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL ^ bytes.size();
  std::size_t at = 0;
  const auto step = [&hash](std::uint64_t word) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(hash ^ word) * 0xD6E8FEB86659FD93ULL;
    hash = static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
  };
  for (; at < bytes.size(); at += 8) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8 && at + i < bytes.size(); ++i)
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    step(word);
  }
  step(0xA0761D6478BD642FULL);
  return hash;
}

SchemaProgram::SchemaProgram(TableSchema read, const std::vector<std::string>& more_missing_values)
    : schema(std::move(read)) {
  std::vector<std::string> missing = schema.missing_values;
  missing.insert(missing.end(), more_missing_values.begin(), more_missing_values.end());
  columns.reserve(schema.fields.size());
  for (const auto& field : schema.fields) columns.emplace_back(field, missing);
  for (std::size_t i = 0; i < schema.fields.size(); ++i)
    if (schema.fields[i].constraints.unique)
      keys.push_back({KeyProgram::Kind::unique_field, {static_cast<std::uint16_t>(i)}, 0});
  if (!schema.primary_key.empty())
    keys.push_back({KeyProgram::Kind::primary, numbers_of(schema, schema.primary_key), 0});
  for (const auto& names : schema.unique_keys)
    keys.push_back({KeyProgram::Kind::unique_key, numbers_of(schema, names), 0});
  for (std::size_t i = 0; i < schema.foreign_keys.size(); ++i) {
    const ForeignKey& key = schema.foreign_keys[i];
    const auto number = static_cast<std::uint16_t>(i);
    keys.push_back({KeyProgram::Kind::foreign, numbers_of(schema, key.fields), number});
    if (key.resource.empty())
      keys.push_back({KeyProgram::Kind::referenced, numbers_of(schema, key.reference_fields), number});
  }
}

RowChecker::RowChecker(std::shared_ptr<const SchemaProgram> program, std::shared_ptr<const ColumnMap> map,
                       std::shared_ptr<const CheckPlan> checks, bool quick)
    : program_(std::move(program)), map_(std::move(map)), checks_(std::move(checks)), quick_(quick) {
  const std::size_t fields = program_->columns.size();
  matchers_.resize(fields);
  item_matchers_.resize(fields);
  states_.assign(fields, CellState::missing);
  position_.assign(fields, -1);
  for (std::size_t i = 0; i < fields; ++i) {
    const ColumnProgram& column = program_->columns[i];
    if (column.pattern) matchers_[i] = std::make_unique<PatternMatcher>(column.pattern);
    if (column.item && column.item->pattern)
      item_matchers_[i] = std::make_unique<PatternMatcher>(column.item->pattern);
  }
  for (const auto& column : map_->columns) position_[column.field] = column.position;
  for (const auto& key : program_->keys)
    key_present_.push_back(!key.fields.empty() &&
                           std::all_of(key.fields.begin(), key.fields.end(),
                                       [this](std::uint16_t f) { return position_[f] >= 0; }));
}

bool RowChecker::all_missing(const std::string_view* cells, std::size_t count) const {
  for (const auto& column : map_->columns)
    if (column.position < count && !program_->columns[column.field].is_missing(cells[column.position]))
      return false;
  return std::all_of(map_->also_known.begin(), map_->also_known.end(),
                     [&](std::uint32_t position) { return position >= count || cells[position].empty(); });
}

void RowChecker::check(const std::string_view* cells, std::size_t count, std::uint64_t row,
                       std::uint64_t line, std::vector<Finding>& out, std::vector<KeyEntry>& keys) {
  const std::size_t start = out.size();
  Finding at;
  at.row = row;
  at.line = line;
  bool any = false;
  for (const auto& column : map_->columns) {
    const ColumnProgram& program = program_->columns[column.field];
    CellState& state = states_[column.field];
    if (column.position >= count || program.is_missing(cells[column.position])) {
      state = CellState::missing;
      if (!program.field->constraints.required) continue;
      Finding finding = at;
      finding.field = column.position + 1;
      finding.column = column.field;
      finding.name = program.field->name;
      finding.code = FindingCode::constraint_error;
      finding.cause = Cause::required;
      if (column.position < count) finding.cell = cells[column.position];
      out.push_back(finding);
      continue;
    }
    any = true;
    state = CellState::right;
    const std::string_view cell = cells[column.position];
    if (quick_ && program.certainly_right(cell)) continue;
    check_cell(column, cell, at, out);
  }
  if (!any && all_missing(cells, count)) {
    out.resize(start);
    at.code = FindingCode::blank_row;
    out.push_back(at);
    collect_keys(cells, count, at, out, keys);
    return;
  }
  if (count != map_->width()) widths(count, cells, at, out);
  if (!program_->keys.empty()) collect_keys(cells, count, at, out, keys);
  if (checks_ && !checks_->checks.empty())
    run_checks(*checks_, *program_, {cells, count, states_.data(), position_.data()}, at, out);
  if (out.size() - start > 1)
    std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(),
                     [](const Finding& a, const Finding& b) { return a.field - 1 < b.field - 1; });
}

void RowChecker::check_cell(const ColumnMap::Column& column, std::string_view cell, Finding at,
                            std::vector<Finding>& out) {
  const ColumnProgram& program = program_->columns[column.field];
  at.field = column.position + 1;
  at.column = column.field;
  at.name = program.field->name;
  at.cell = cell;
  at.cause = program.reader.read(cell, value_);
  if (at.cause != Cause::none) {
    at.code = FindingCode::type_error;
    out.push_back(at);
    states_[column.field] = CellState::wrong;
    return;
  }
  if (value_.date_short) {
    at.code = FindingCode::date_short;
    out.push_back(at);
  }
  constraints(program, matchers_[column.field].get(), value_, at, out);
  if (program.item) check_items(program, cell, at, out);
}

void RowChecker::constraints(const ColumnProgram& program, PatternMatcher* matcher, const CellValue& value,
                             Finding at, std::vector<Finding>& out) {
  const FieldConstraints& c = program.field->constraints;
  at.code = FindingCode::constraint_error;
  const auto broken = [&](Cause cause, std::uint64_t other = 0) {
    at.cause = cause;
    at.other = other;
    out.push_back(at);
  };
  if (c.min_length || c.max_length) {
    const std::uint64_t length = length_of(value);
    if (c.min_length && length < *c.min_length) broken(Cause::min_length, length);
    if (c.max_length && length > *c.max_length) broken(Cause::max_length, length);
  }
  // NaN compares with nothing, so it breaks every bound.
  if (program.minimum && !(compare(value, *program.minimum) >= 0)) broken(Cause::minimum);
  if (program.maximum && !(compare(value, *program.maximum) <= 0)) broken(Cause::maximum);
  if (program.exclusive_minimum && !(compare(value, *program.exclusive_minimum) > 0))
    broken(Cause::exclusive_minimum);
  if (program.exclusive_maximum && !(compare(value, *program.exclusive_maximum) < 0))
    broken(Cause::exclusive_maximum);
  if (c.pattern && matcher != nullptr) {
    const PatternVerdict verdict = matcher->match(value.text);
    if (verdict == PatternVerdict::differs) {
      broken(Cause::pattern);
      if (is_scdl_rna(*c.pattern) && is_right_rna_outside(value.text)) {
        at.code = FindingCode::outside_scdl_pattern;
        broken(Cause::none);
        at.code = FindingCode::constraint_error;
      }
    }
    if (verdict == PatternVerdict::undecided) {
      at.code = FindingCode::pattern_undecided;
      broken(Cause::none);
      at.code = FindingCode::constraint_error;
    }
  }
  if (!c.allowed && !program.field->categories) return;
  scratch_.clear();
  append_canonical(scratch_, value);
  if (c.allowed && !program.allowed.contains(scratch_)) broken(list_cause(*c.allowed, at.cell));
  if (program.field->categories && !program.categories.contains(scratch_)) broken(Cause::category);
}

void RowChecker::check_items(const ColumnProgram& program, std::string_view cell, const Finding& at,
                             std::vector<Finding>& out) {
  const auto parsed = base::parse_json(cell, 64);
  if (!parsed || !parsed->is_array()) return;
  PatternMatcher* matcher = item_matchers_[at.column].get();
  std::vector<Finding> inner;
  for (const auto& item : parsed->as_array()) {
    const std::string text = plain_json(item);
    CellValue value;
    if (item.is_null() || text.empty()) continue;
    const bool read = program.item->reader.read(text, value) == Cause::none;
    if (read) {
      Finding inside = at;
      inside.cell = text;
      constraints(*program.item, matcher, value, inside, inner);
      if (inner.empty()) continue;
    }
    Finding finding = at;
    finding.code = FindingCode::constraint_error;
    finding.cause = Cause::array_item;
    out.push_back(finding);
    return;
  }
}

void RowChecker::widths(std::size_t count, const std::string_view* cells, const Finding& at,
                        std::vector<Finding>& out) const {
  Finding finding = at;
  for (std::size_t position = count; position < map_->width(); ++position) {
    finding.code = FindingCode::missing_cell;
    finding.field = static_cast<std::uint32_t>(position + 1);
    finding.name = map_->labels[position];
    out.push_back(finding);
  }
  for (std::size_t position = map_->width(); position < count; ++position) {
    finding.code = FindingCode::extra_cell;
    finding.field = static_cast<std::uint32_t>(position + 1);
    finding.name = {};
    finding.cell = cells[position];
    out.push_back(finding);
  }
}

std::string RowChecker::key_bytes(const KeyProgram& key, const std::string_view* cells,
                                  std::size_t count) const {
  std::string bytes;
  bool any = false;
  CellValue value;
  for (const std::uint16_t field : key.fields) {
    const auto position = static_cast<std::size_t>(position_[field]);
    const ColumnProgram& program = program_->columns[field];
    if (position < count && !program.is_missing(cells[position]) &&
        program.reader.read(cells[position], value) == Cause::none) {
      any = true;
      append_canonical(bytes, value);
    }
    bytes += key_separator;
  }
  if (!any) bytes.clear();
  return bytes;
}

void RowChecker::collect_keys(const std::string_view* cells, std::size_t count, const Finding& at,
                              std::vector<Finding>& out, std::vector<KeyEntry>& keys) const {
  for (std::size_t i = 0; i < program_->keys.size(); ++i) {
    const KeyProgram& key = program_->keys[i];
    if (!key_present_[i]) continue;
    const std::string bytes = key_bytes(key, cells, count);
    if (bytes.empty()) {
      if (key.kind != KeyProgram::Kind::primary) continue;
      Finding finding = at;
      finding.code = FindingCode::primary_key;
      finding.cause = Cause::empty_key;
      out.push_back(finding);
      continue;
    }
    KeyEntry entry;
    entry.row = at.row;
    entry.line = at.line;
    entry.hash = key_hash(bytes);
    entry.key = static_cast<std::uint16_t>(i);
    if (key.fields.size() == 1) entry.field = static_cast<std::uint32_t>(position_[key.fields.front()] + 1);
    keys.push_back(entry);
  }
}

}  // namespace parvis::quality
