#include "quality/table_reader/json_rows.hpp"

#include <deque>
#include <unordered_map>
#include <utility>

#include "quality/table_reader/json_scanner.hpp"

namespace parvis::quality {
namespace {

// How much is looked at to know the columns before the header is given out.
constexpr std::size_t objects_ahead = 100;
constexpr std::size_t bytes_ahead = 1U << 20;

class JsonRows : public RowSource {
 public:
  JsonRows(TextSourcePtr text, const ReadLimits& limits)
      : scanner_(std::move(text), limits), limits_(limits) {}

  Result<bool> next(TableRow& row) override {
    if (!begun_) PARVIS_CHECK(begin());
    if (header_due_) {
      header_due_ = false;
      row = header();
      return true;
    }
    if (!ahead_.empty()) {
      row = std::move(ahead_.front());
      ahead_.pop_front();
    } else {
      PARVIS_TRY(some, read(row));
      if (!some) return false;
    }
    row.row = ++row_;
    return true;
  }

  [[nodiscard]] const RowFacts& facts() const override { return facts_; }

 private:
  TableRow header() {
    TableRow row;
    row.row = ++row_;
    row.line = 1;
    for (const auto& label : labels_) {
      row.cells.push_back({label, CellKind::text, 0});
    }
    return row;
  }

  Status begin() {
    begun_ = true;
    PARVIS_TRY(first, scanner_.peek());
    objects_ = first == '{';
    PARVIS_TRY(opened, scanner_.take_if('['));
    if (opened) {
      PARVIS_TRY(second, scanner_.peek());
      in_array_ = second == '{' || second == '[' || second == ']';
      objects_ = second == '{';
      bracket_passed_ = !in_array_;
    }
    if (!objects_) return {};
    PARVIS_CHECK(look_ahead());
    header_due_ = header_known_ = true;
    return {};
  }

  Status look_ahead() {
    std::size_t bytes = 0;
    while (ahead_.size() < objects_ahead && bytes < bytes_ahead) {
      TableRow row;
      PARVIS_TRY(some, read(row));
      if (!some) return {};
      for (const auto& cell : row.cells) bytes += cell.text.size() + sizeof cell;
      ahead_.push_back(std::move(row));
    }
    return {};
  }

  // The next element of the array, or the next line.
  Result<bool> read(TableRow& row) {
    row.cells.clear();
    row.hidden = false;
    if (ended_) return false;
    scanner_.start_row();
    PARVIS_TRY(some, reach_row());
    if (!some) return false;
    if (const auto first = scanner_.peek(); !first) return tl::make_unexpected(first.error());
    row.line = scanner_.line();
    PARVIS_CHECK(objects_ ? object(row) : array(row));
    ++read_;
    if (!facts_.encoding_error && scanner_.undecodable())
      facts_.encoding_error = TablePlace{read_ + (objects_ ? 1 : 0), row.line, 0};
    return true;
  }

  // Passes what stands before the next row; false at the end.
  Result<bool> reach_row() {
    if (in_array_) return next_element();
    if (bracket_passed_) return true;
    PARVIS_TRY(c, scanner_.peek());
    ended_ = c == '\0';
    return !ended_;
  }

  Result<bool> next_element() {
    PARVIS_TRY(closed, scanner_.take_if(']'));
    if (closed) {
      ended_ = true;
      PARVIS_TRY(after, scanner_.peek());
      if (after != '\0') return scanner_.error("rien n’est attendu après la fin du tableau");
      return false;
    }
    if (!first_element_) PARVIS_CHECK(scanner_.take(',', "une virgule est attendue entre deux éléments"));
    first_element_ = false;
    return true;
  }

  Status object(TableRow& row) {
    PARVIS_CHECK(scanner_.take('{', "un objet «\u00a0{…}\u00a0» est attendu, comme au début"));
    PARVIS_TRY(none, scanner_.take_if('}'));
    if (none) return {};
    for (;;) {
      key_.clear();
      PARVIS_CHECK(scanner_.string(key_));
      PARVIS_CHECK(scanner_.take(':', "«\u00a0:\u00a0» est attendu après une clé"));
      PARVIS_TRY(column, column_of(key_));
      if (row.cells.size() <= column) row.cells.resize(column + 1);
      PARVIS_CHECK(scanner_.value(row.cells[column]));
      PARVIS_TRY(ends, scanner_.take_if('}'));
      if (ends) break;
      PARVIS_CHECK(scanner_.take(',', "une virgule est attendue entre deux valeurs"));
    }
    return {};
  }

  Status array(TableRow& row) {
    if (!std::exchange(bracket_passed_, false))
      PARVIS_CHECK(scanner_.take('[', "un tableau «\u00a0[…]\u00a0» est attendu, comme au début"));
    PARVIS_TRY(none, scanner_.take_if(']'));
    if (none) return {};
    for (;;) {
      if (row.cells.size() >= limits_.max_columns) return too_many_columns();
      PARVIS_CHECK(scanner_.value(row.cells.emplace_back()));
      PARVIS_TRY(ends, scanner_.take_if(']'));
      if (ends) return {};
      PARVIS_CHECK(scanner_.take(',', "une virgule est attendue entre deux valeurs"));
    }
  }

  Result<std::size_t> column_of(const std::string& key) {
    const auto [found, added] = columns_.try_emplace(key, labels_.size());
    if (!added) return found->second;
    if (labels_.size() >= limits_.max_columns) return too_many_columns();
    labels_.push_back(key);
    if (header_known_ && facts_.late_labels.size() < RowFacts::max_listed) facts_.late_labels.push_back(key);
    return found->second;
  }

  [[nodiscard]] tl::unexpected<Error> too_many_columns() const {
    return tl::make_unexpected(limit_error("Ligne " + std::to_string(scanner_.line()) + "\u00a0: plus de " +
                                               std::to_string(limits_.max_columns) + " colonnes.",
                                           "too-many-columns"));
  }

  JsonScanner scanner_;
  ReadLimits limits_;
  RowFacts facts_;
  std::vector<std::string> labels_;
  std::unordered_map<std::string, std::size_t> columns_;
  std::deque<TableRow> ahead_;
  std::string key_;
  std::uint64_t row_ = 0, read_ = 0;
  bool begun_ = false, ended_ = false, objects_ = false;
  bool header_due_ = false, header_known_ = false;
  bool in_array_ = false;        // rows are the elements of one array, else values one after the other
  bool first_element_ = true;    //
  bool bracket_passed_ = false;  // that of the first line's array, to know this
};

}  // namespace

RowSourcePtr json_rows(TextSourcePtr text, const ReadLimits& limits) {
  return std::make_unique<JsonRows>(std::move(text), limits);
}

}  // namespace parvis::quality
