#include "canteen/intake/raw_table.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/hashing.hpp"

namespace parvis::canteen {
namespace {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Codes = std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>;

class Builder {
 public:
  explicit Builder(RawTable& table) : table_(table) {}

  void header(const quality::TableRow& row) {
    for (const auto& cell : row.cells) table_.columns.push_back({cell.text, {}, {}});
    codes_.resize(table_.columns.size());
  }

  Status row(const quality::TableRow& row) {
    const bool blank =
        std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.text.empty(); });
    if (blank) return {};
    if (table_.rows() >= max_table_rows)
      return fail(ErrorKind::too_large, "Le fichier a plus de 20 millions de lignes.", {}, "too-many-rows");
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      put(i, i < row.cells.size() ? std::string_view(row.cells[i].text) : std::string_view());
    const auto extra = row.cells.size() > table_.columns.size() &&
                       std::any_of(row.cells.begin() + static_cast<std::ptrdiff_t>(table_.columns.size()),
                                   row.cells.end(), [](const auto& cell) { return !cell.text.empty(); });
    if (extra) table_.long_rows.push_back(static_cast<std::uint32_t>(row.line));
    table_.lines.push_back(static_cast<std::uint32_t>(row.line));
    return {};
  }

 private:
  void put(std::size_t column, std::string_view text) {
    auto& codes = codes_[column];
    auto found = codes.find(text);
    if (found == codes.end()) {
      auto& values = table_.columns[column].values;
      found = codes.emplace(std::string(text), static_cast<std::uint32_t>(values.size())).first;
      values.emplace_back(text);
    }
    table_.columns[column].codes.push_back(found->second);
  }

  RawTable& table_;
  std::vector<Codes> codes_;
};

Result<RawTable> read_input(quality::TableInput input, std::string name,
                            const quality::ReadOptions& options) {
  RawTable table;
  table.file = std::move(name);
  const bool text = input.facts.type == quality::FileType::csv;
  if (text) table.encoding = quality::encoding_name(input.facts.encoding.encoding);
  table.encoding_guessed = text && input.facts.encoding.guessed;
  PARVIS_TRY(rows, quality::rows_of(std::move(input), options));
  Builder builder(table);
  quality::TableRow row;
  bool headed = false;
  while (true) {
    PARVIS_TRY(more, rows->next(row));
    if (!more) break;
    if (headed) {
      PARVIS_CHECK(builder.row(row));
    } else if (!row.cells.empty()) {
      builder.header(row);
      headed = true;
    }
  }
  if (table.rows() == 0)
    return fail(ErrorKind::invalid,
                "Le fichier «\u00A0" + table.file + "\u00A0» ne contient aucune ligne de données.", {},
                "empty-table");
  if (rows->facts().encoding_error) table.undecodable_line = rows->facts().encoding_error->line;
  return table;
}

}  // namespace

Result<RawTable> read_raw_table(const std::filesystem::path& path, const quality::ReadOptions& options) {
  PARVIS_TRY(sha256, base::sha256_file(path));
  PARVIS_TRY(input, quality::open_input(path, options));
  PARVIS_TRY(table, read_input(std::move(input), path.filename().string(), options));
  table.sha256 = std::move(sha256);
  return table;
}

Result<RawTable> read_raw_table(quality::ByteSourcePtr bytes, std::string name,
                                const quality::ReadOptions& options) {
  PARVIS_TRY(input, quality::open_input(std::move(bytes), options));
  return read_input(std::move(input), std::move(name), options);
}

}  // namespace parvis::canteen
