#include "quality/table_reader/csv_records.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace parvis::quality {
namespace {

constexpr std::size_t block_bytes = 64U << 10;

class CsvRecords : public RowSource {
 public:
  CsvRecords(TextSourcePtr text, Dialect dialect, const ReadLimits& limits)
      : text_(std::move(text)), delimiter_(dialect.delimiter), limits_(limits), line_(dialect.first_line) {
    for (const char c : {delimiter_, '"', '\n', '\r'}) stops_[static_cast<unsigned char>(c)] = true;
  }

  Result<bool> next(TableRow& row) override {
    compact();
    PARVIS_TRY(some, have(0));
    if (!some) return false;
    row.row = ++row_;
    row.line = line_;
    row.hidden = false;
    literal_quotes_.clear();
    for (;;) {
      PARVIS_TRY(outcome, record(row));
      if (outcome == Outcome::record_end) break;
      if (!facts_.unclosed_quote)
        facts_.unclosed_quote =
            TablePlace{row.row, quote_line(), static_cast<std::uint32_t>(row.cells.size())};
      literal_quotes_.push_back(opened_);
    }
    finish(row);
    return true;
  }

  [[nodiscard]] const RowFacts& facts() const override { return facts_; }

 private:
  static constexpr std::size_t npos = std::string::npos;
  enum class Outcome { record_end, unclosed };

  // Whether byte `i` after the start of the record is there, reading more as needed.
  Result<bool> have(std::size_t i) {
    while (start_ + i >= buffer_.size()) {
      if (ended_) return false;
      PARVIS_TRY(count, text_->read(block_.data(), block_.size()));
      buffer_.append(block_.data(), count);
      ended_ = count == 0;
    }
    return true;
  }

  [[nodiscard]] char at(std::size_t i) const { return buffer_[start_ + i]; }
  [[nodiscard]] std::string_view text(std::size_t from, std::size_t to) const {
    return std::string_view(buffer_).substr(start_ + from, to - from);
  }

  [[nodiscard]] bool literal(std::size_t quote) const {
    return std::find(literal_quotes_.begin(), literal_quotes_.end(), quote) != literal_quotes_.end();
  }

  void compact() {
    start_ += size_;
    line_ += lines_;
    size_ = lines_ = 0;
    if (start_ < block_bytes && start_ < buffer_.size()) return;
    dropped_ += start_;
    buffer_.erase(0, start_);
    start_ = 0;
  }

  [[nodiscard]] tl::unexpected<Error> too_long() const {
    return tl::make_unexpected(limit_error(
        "La ligne " + std::to_string(line_) + " dépasse " + std::to_string(limits_.max_record_bytes >> 20) +
            "\u00a0Mio\u00a0: ce n’est sans doute pas un tableau, ou ses fins de ligne manquent.",
        "record-too-long"));
  }

  Result<Outcome> record(TableRow& row) {
    row.cells.clear();
    at_ = 0;
    for (bool more_cells = true; more_cells;) {
      if (row.cells.size() >= limits_.max_columns)
        return tl::make_unexpected(limit_error("La ligne " + std::to_string(line_) + " a plus de " +
                                                   std::to_string(limits_.max_columns) + " colonnes.",
                                               "too-many-columns"));
      auto& cell = row.cells.emplace_back();
      cell.kind = CellKind::text;
      PARVIS_TRY(starts, have(at_));
      if (starts && at(at_) == '"' && !literal(at_)) {
        opened_ = at_;
        PARVIS_TRY(closed, quoted(cell));
        if (!closed) return Outcome::unclosed;
      }
      PARVIS_TRY(more, bare(cell));
      more_cells = more;
    }
    PARVIS_CHECK(end_of_line());
    return Outcome::record_end;
  }

  // From an opening quote to after the closing one; false when there is none.
  Result<bool> quoted(TableCell& cell) {
    cell.notes |= note_quoted;
    std::size_t from = ++at_;
    for (;;) {
      PARVIS_TRY(some, have(at_));
      if (!some || at_ > limits_.max_record_bytes) return false;
      const auto found = buffer_.find('"', start_ + at_);
      if (found == npos) {
        at_ = buffer_.size() - start_;
        continue;
      }
      at_ = found - start_ + 1;
      if (at_ > limits_.max_record_bytes) return false;
      PARVIS_TRY(follows, have(at_));
      const bool doubled = follows && at(at_) == '"';
      cell.text += text(from, doubled ? at_ : at_ - 1);
      if (!doubled) return true;
      from = ++at_;
    }
  }

  // Up to the delimiter, which is passed (true), or to the end of the record (false).
  Result<bool> bare(TableCell& cell) {
    const bool after_quote = cell.has(note_quoted);
    auto from = at_;
    for (;;) {
      PARVIS_TRY(some, have(at_));
      if (!some) break;
      if (at_ > limits_.max_record_bytes) return too_long();
      const auto* begin = buffer_.data() + start_ + at_;
      const auto* stop = std::find_if(begin, static_cast<const char*>(buffer_.data() + buffer_.size()),
                                      [&](char c) { return stops_[static_cast<unsigned char>(c)]; });
      at_ += static_cast<std::size_t>(stop - begin);
      if (start_ + at_ == buffer_.size()) continue;
      if (at(at_) == delimiter_ || at(at_) != '"') break;
      cell.notes |= note_stray_quote;
      ++at_;
    }
    if (at_ > limits_.max_record_bytes) return too_long();
    cell.text += text(from, at_);
    if (after_quote && at_ > from) cell.notes |= note_stray_quote;
    PARVIS_TRY(some, have(at_));
    if (!some || at(at_) != delimiter_) return false;
    ++at_;
    return true;
  }

  // Passes the end of line at at_, if any, and closes the record.
  Status end_of_line() {
    size_ = at_;
    PARVIS_TRY(some, have(at_));
    if (!some) return {};
    const bool carriage_return = at(at_++) == '\r';
    PARVIS_TRY(follows, have(at_));
    const bool pair = carriage_return && follows && at(at_) == '\n';
    if (pair) ++at_;
    size_ = at_;
    return {};
  }

  // Counts ends of line in the first `size` bytes of the record.
  struct Ends {
    std::uint64_t lf = 0, crlf = 0, cr = 0;
  };
  [[nodiscard]] Ends ends(std::size_t size) const {
    Ends found;
    const auto record_text = text(0, size);
    for (auto i = record_text.find_first_of("\r\n"); i != npos;
         i = record_text.find_first_of("\r\n", i + 1)) {
      if (record_text[i] == '\n') {
        ++found.lf;
      } else if (i + 1 < size && record_text[i + 1] == '\n') {
        ++found.crlf;
        ++i;
      } else {
        ++found.cr;
      }
    }
    return found;
  }

  [[nodiscard]] std::uint64_t quote_line() const {
    const auto before = ends(opened_);
    return line_ + before.lf + before.crlf + before.cr;
  }

  void finish(TableRow& row) {
    const auto found = ends(size_);
    facts_.lf += found.lf;
    facts_.crlf += found.crlf;
    facts_.cr += found.cr;
    lines_ = found.lf + found.crlf + found.cr;
    const bool nul = text(0, size_).find('\0') != npos;
    std::uint32_t column = 0;
    for (auto& cell : row.cells) {
      ++column;
      if (nul && cell.text.find('\0') != npos) {
        cell.notes |= note_nul_byte;
        ++facts_.nul_bytes;
      }
      if (!cell.has(note_stray_quote)) continue;
      ++facts_.stray_quotes;
      if (facts_.stray_quote_places.size() < RowFacts::max_listed)
        facts_.stray_quote_places.push_back({row.row, row.line, column});
    }
    if (const auto bad = text_->first_bad();
        bad && !facts_.encoding_error && *bad < dropped_ + start_ + size_)
      facts_.encoding_error = TablePlace{row.row, row.line, 0};
    if (row.cells.size() == 1 && row.cells[0].text.empty() && !row.cells[0].has(note_quoted))
      row.cells.clear();
  }

  TextSourcePtr text_;
  char delimiter_;
  ReadLimits limits_;
  std::array<bool, 256> stops_{};  // bytes that end a run of plain text
  RowFacts facts_;
  std::vector<char> block_ = std::vector<char>(block_bytes);
  std::string buffer_;
  std::size_t start_ = 0;                    // of the record in buffer_
  std::size_t size_ = 0;                     // of the record, its end of line included
  std::size_t at_ = 0;                       // in the record
  std::size_t opened_ = 0;                   // the last opening quote
  std::vector<std::size_t> literal_quotes_;  // of the record, that never close
  std::uint64_t dropped_ = 0;                // bytes of text before buffer_
  std::uint64_t row_ = 0, line_ = 1, lines_ = 0;
  bool ended_ = false;
};

}  // namespace

RowSourcePtr csv_records(TextSourcePtr text, Dialect dialect, const ReadLimits& limits) {
  return std::make_unique<CsvRecords>(std::move(text), dialect, limits);
}

}  // namespace parvis::quality
