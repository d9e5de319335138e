#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "base/text.hpp"
#include "quality/table_reader/csv_records.hpp"

namespace parvis::quality {
namespace {

constexpr std::array delimiters = {',', ';', '\t', '|'};
constexpr std::size_t judged_records = 1000;
constexpr std::size_t header_records = 50;  // among which labels are sought
constexpr std::size_t header_bytes = 64U << 10;
constexpr double equal_steadiness = 0.05;  // shares of records closer than this are told apart by labels

std::string shown(char delimiter) {
  return delimiter == '\t' ? "la tabulation" : std::string("«\u00a0") + delimiter + "\u00a0»";
}

// «sep=;» and «"sep=;"», as Excel writes and reads it.
std::optional<DialectGuess> by_sep_line(std::string_view text) {
  const bool quoted = text.starts_with('"');
  const auto line = text.substr(quoted ? 1 : 0, 7);
  if (line.size() < 5 || base::lower_ascii(line.substr(0, 4)) != "sep=") return std::nullopt;
  auto rest = line.substr(5);
  if (quoted && rest.starts_with('"')) rest.remove_prefix(1);
  const std::size_t newline = rest.starts_with("\r\n")                           ? 2
                              : rest.starts_with('\n') || rest.starts_with('\r') ? 1
                                                                                 : 0;
  if (newline == 0 && !rest.empty()) return std::nullopt;
  DialectGuess guess;
  guess.dialect.delimiter = line[4];
  guess.dialect.skipped_bytes = (quoted ? 7 : 5) + newline;
  guess.dialect.first_line = 2;
  guess.evidence = "ligne sep= en tête\u00a0: " + shown(line[4]);
  return guess;
}

// Counts the cells of each record, with the quote rules of csv_records. Blank records are left out.
class Widths {
 public:
  Widths(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  std::vector<std::size_t> count(bool whole) {
    std::vector<std::size_t> widths;
    while (at_ < text_.size() && widths.size() < judged_records) {
      const auto start = at_;
      const auto width = record();
      if (at_ >= text_.size() && !whole && !widths.empty()) break;
      if (at_ > start + 1 || width > 1) widths.push_back(width);
    }
    return widths;
  }

 private:
  std::size_t record() {
    std::size_t width = 1;
    bool cell_starts = true;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"' && cell_starts) skip_quoted();
      cell_starts = c == delimiter_;
      if (cell_starts) ++width;
      if (c == '\n' || c == '\r') {
        ++at_;
        return width;
      }
    }
    return width;
  }

  // Leaves at_ on the closing quote; a quote that never closes is text.
  void skip_quoted() {
    for (auto i = at_ + 1;; i += 2) {
      i = text_.find('"', i);
      if (i == std::string_view::npos) return;
      if (i + 1 >= text_.size() || text_[i + 1] != '"') {
        at_ = i;
        return;
      }
    }
  }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
};

struct Candidate {
  char delimiter = ',';
  std::size_t width = 1;
  double steadiness = 0;
  std::size_t known = 0;
};

Candidate judged(std::string_view text, bool whole, char delimiter) {
  Candidate candidate;
  candidate.delimiter = delimiter;
  const auto widths = Widths(text, delimiter).count(whole);
  std::map<std::size_t, std::size_t> counts;
  for (const auto width : widths) ++counts[width];
  std::size_t most = 0;
  for (const auto& [width, count] : counts) {
    if (width < 2 || count < most) continue;
    candidate.width = width;
    most = count;
  }
  if (most > 0) candidate.steadiness = static_cast<double>(most) / static_cast<double>(widths.size());
  return candidate;
}

std::size_t known_labels(std::string_view text, char delimiter, const HeaderKnown& known) {
  Dialect dialect;
  dialect.delimiter = delimiter;
  const auto records = csv_records(
      text_source(memory_source(std::string(text.substr(0, header_bytes))), Encoding::utf_8), dialect);
  std::size_t best = 0;
  TableRow row;
  for (std::size_t i = 0; i < header_records && records->next(row).value_or(false); ++i) {
    const auto count = static_cast<std::size_t>(std::count_if(
        row.cells.begin(), row.cells.end(), [&](const TableCell& cell) { return known(cell.text); }));
    best = std::max(best, count);
  }
  return best;
}

}  // namespace

DialectGuess guess_dialect(std::string_view text, bool whole, const HeaderKnown& known) {
  if (auto guess = by_sep_line(text)) return *guess;
  std::vector<Candidate> candidates;
  for (const char delimiter : delimiters) candidates.push_back(judged(text, whole, delimiter));
  double steadiest = 0;
  for (const auto& one : candidates) steadiest = std::max(steadiest, one.steadiness);
  std::erase_if(candidates, [&](const Candidate& one) {
    return one.width < 2 || one.steadiness < steadiest - equal_steadiness;
  });
  DialectGuess guess;
  if (candidates.empty()) {
    guess.evidence = "une seule colonne";
    return guess;
  }
  if (known && candidates.size() > 1)
    for (auto& one : candidates) one.known = known_labels(text, one.delimiter, known);
  const auto better = [](const Candidate& a, const Candidate& b) {
    return a.known != b.known ? a.known < b.known : a.width < b.width;
  };
  const auto& best = *std::max_element(candidates.begin(), candidates.end(), better);
  guess.dialect.delimiter = best.delimiter;
  guess.evidence = std::to_string(best.width) + " colonnes séparées par " + shown(best.delimiter) + " dans " +
                   std::to_string(static_cast<int>(best.steadiness * 100)) + "\u00a0% des premières lignes";
  return guess;
}

}  // namespace parvis::quality
