#include "quality/table_schema/csv_scanner.hpp"

#include "quality/table_reader/text_encoding.hpp"

namespace parvis::quality {
namespace {

// One record by the plain rules. Positions are absolute.
class PlainScan {
 public:
  PlainScan(std::string_view text, char delimiter, ScanEnd end, ScannedBlock& out)
      : text_(text), delimiter_(delimiter), end_(end), out_(out) {}

  // From out_.consumed on, to the last whole record.
  void run() {
    while (out_.consumed < text_.size())
      if (!record()) return;
  }

 private:
  enum class CellEnd : std::uint8_t { cell, record, out_of_text };

  // Line ends between `from` and `to`: LF, CR, CRLF as one.
  [[nodiscard]] std::uint32_t line_ends(std::size_t from, std::size_t to) const {
    std::uint32_t count = 0;
    for (std::size_t at = from; at < to; ++at)
      if (text_[at] == '\n' || (text_[at] == '\r' && !(at + 1 < text_.size() && text_[at + 1] == '\n')))
        ++count;
    return count;
  }

  bool record() {
    ScannedRecord record;
    record.start = static_cast<std::uint32_t>(out_.consumed);
    record.first_cell = static_cast<std::uint32_t>(out_.ends.size());
    const std::size_t strays = out_.stray.size();
    const std::size_t unclosed = out_.unclosed.size();
    std::size_t at = out_.consumed;
    std::uint32_t inner_lines = 0;
    while (true) {
      const CellEnd end =
          cell(at, inner_lines, static_cast<std::uint32_t>(out_.ends.size()) - record.first_cell);
      if (end == CellEnd::cell) continue;
      if (end == CellEnd::record) break;
      out_.ends.resize(record.first_cell);
      out_.stray.resize(strays);
      out_.unclosed.resize(unclosed);
      return false;
    }
    record.cells = static_cast<std::uint32_t>(out_.ends.size()) - record.first_cell;
    if (record.cells == 1 && out_.ends.back() == record.start) {
      out_.ends.pop_back();
      record.cells = 0;
    }
    record.lines = 1 + inner_lines;
    out_.records.push_back(record);
    out_.consumed = at;
    return true;
  }

  // Reads a cell from `at`, which moves behind its separator.
  CellEnd cell(std::size_t& at, std::uint32_t& inner_lines, std::uint32_t number) {
    std::size_t look = at;
    bool stray = false;
    if (look < text_.size() && text_[look] == '"') {
      std::size_t close = look + 1;
      if (closing(close)) {
        inner_lines += line_ends(look, close);
        look = close + 1;
        stray =
            look < text_.size() && text_[look] != delimiter_ && text_[look] != '\n' && text_[look] != '\r';
      } else if (end_ == ScanEnd::more) {
        return CellEnd::out_of_text;
      } else {
        out_.unclosed.push_back({static_cast<std::uint32_t>(out_.records.size()), number});
        ++look;
      }
    }
    for (; look < text_.size(); ++look) {
      const char c = text_[look];
      stray = stray || c == '"';
      if (c == delimiter_) return finish(at, look, look + 1, stray, number, CellEnd::cell);
      if (c == '\n') return finish(at, look, look + 1, stray, number, CellEnd::record);
      if (c == '\r') {
        if (look + 1 == text_.size() && end_ != ScanEnd::whole) return CellEnd::out_of_text;
        const bool pair = look + 1 < text_.size() && text_[look + 1] == '\n';
        return finish(at, look, look + (pair ? 2 : 1), stray, number, CellEnd::record);
      }
    }
    if (end_ != ScanEnd::whole) return CellEnd::out_of_text;
    return finish(at, look, look, stray, number, CellEnd::record);
  }

  CellEnd finish(std::size_t& at, std::size_t end, std::size_t next, bool stray, std::uint32_t number,
                 CellEnd kind) {
    out_.ends.push_back(static_cast<std::uint32_t>(end));
    if (stray) out_.stray.push_back({static_cast<std::uint32_t>(out_.records.size()), number});
    at = next;
    return kind;
  }

  // Moves `at` to the quote that closes; false: none does.
  bool closing(std::size_t& at) const {
    while (true) {
      at = text_.find('"', at);
      if (at == std::string_view::npos) return false;
      if (at + 1 == text_.size()) return end_ == ScanEnd::whole;
      if (text_[at + 1] != '"') return true;
      at += 2;
    }
  }

  std::string_view text_;
  char delimiter_;
  ScanEnd end_;
  ScannedBlock& out_;
};

}  // namespace

void ScannedBlock::clear() {
  ends.clear();
  records.clear();
  stray.clear();
  unclosed.clear();
  consumed = 0;
}

void scan_csv(std::string_view text, char delimiter, ScanEnd end, ScannedBlock& out, ScanPath path) {
  out.clear();
  // What the vector code leaves (from an odd quote on, an unfinished last record) is for the plain rules.
  if (path == ScanPath::automatic && vector_code_available() && scan_csv_avx2(text, delimiter, out) &&
      end == ScanEnd::more)
    return;
  PlainScan(text, delimiter, end, out).run();
}

std::string_view unquoted(std::string_view raw, std::string& scratch) {
  if (raw.empty() || raw.front() != '"') return raw;
  const std::size_t first = raw.find('"', 1);
  if (first == std::string_view::npos) return raw;  // never closed: text
  if (first + 1 == raw.size()) return raw.substr(1, first - 1);
  scratch.clear();
  std::size_t at = 1;
  while (at < raw.size()) {
    const std::size_t quote = raw.find('"', at);
    if (quote == std::string_view::npos) return raw;
    scratch += raw.substr(at, quote - at);
    at = quote + 1;
    if (at >= raw.size() || raw[at] != '"') break;
    scratch += '"';
    ++at;
  }
  if (at < raw.size()) scratch += raw.substr(at);
  return scratch;
}

std::size_t first_invalid_utf8(std::string_view text, ScanPath path) {
  std::size_t at = 0;
  if (path == ScanPath::automatic && vector_code_available()) at = valid_utf8_prefix_avx2(text);
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    bool cut = false;
    const std::size_t length = utf8_sequence(text.substr(at), cut);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace parvis::quality
