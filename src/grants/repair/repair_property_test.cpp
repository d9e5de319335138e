// What no repair may ever do, tried on random damage: write an identifier that the source does not hold,
// change its own result, or lose the way from source and log to the result.
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "grants/repair/test_repair.hpp"
#include "quality/table_reader/table_writer.hpp"

namespace parvis::grants {
namespace {

using Random = std::mt19937;
using Cells = std::vector<std::string>;

std::size_t below(Random& random, std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

constexpr std::array<const char*, 6> sirets{"21060004500392", "24760059600107", "35600000009075",
                                            "38413899600028", "00638015800011", "38368967600021"};
constexpr std::array<const char*, 3> rnas{"W333216789", "W751234567", "W2A1000123"};

Cells right_row(Random& random) {
  return {"Ville",
          sirets[below(random, 2)],
          "2024-0" + std::to_string(1 + below(random, 9)) + "-1" + std::to_string(below(random, 10)),
          "D" + std::to_string(below(random, 99)),
          "Comité nº " + std::to_string(below(random, 9)),
          sirets[below(random, sirets.size())],
          below(random, 3) == 0 ? rnas[below(random, rnas.size())] : "",
          "Fête de l'été",
          std::to_string(below(random, 90000)) + (below(random, 2) == 0 ? ".5" : ""),
          "aide en numéraire",
          "échelonné",
          "2024-02-01/2024-03-31",
          "",
          "non",
          "0.5",
          ""};
}

std::string with_inserted(std::string text, Random& random, std::string_view piece) {
  return text.insert(below(random, text.size() + 1), piece);
}

// What hands and spreadsheets do to a cell.
std::string damaged(std::string text, Random& random) {
  constexpr std::array<const char*, 12> junk{" ",  "\u00A0", ".", "-", "0", "é",
                                             "\n", "'",      "/", "€", "O", "\u200B"};
  switch (below(random, 12)) {
    case 0:
      return "";
    case 1:
      return text.empty() ? text : text.erase(below(random, text.size()), 1);
    case 2:
      return with_inserted(std::move(text), random, junk[below(random, junk.size())]);
    case 3:
      return text + ".0";
    case 4:
      return "SIRET : " + text;
    case 5:
      return text.substr(0, text.size() / 2) + "E+13";
    case 6:
      if (!text.empty()) text[below(random, text.size())] = static_cast<char>('0' + below(random, 10));
      return text;
    case 7:
      return text.empty() || text[0] != '0' ? " " + text
                                            : text.substr(text.find_first_not_of('0') % text.size());
    case 8:
      return text.size() > 9 ? text.substr(0, 9) : text + "00000";
    case 9:
      return text + " / " + text;
    case 10:
      return sirets[below(random, sirets.size())];
    default:
      return rnas[below(random, rnas.size())];
  }
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

std::string made_file(Random& random, std::vector<Cells>& rows) {
  std::string csv;
  Cells labels;
  const auto plan = small_scdl().plan;
  for (const auto& field : plan->fields) labels.push_back(field.name);
  quality::append_csv(csv, labels);
  for (std::size_t i = 0; i < 30; ++i) {
    Cells row = right_row(random);
    for (std::size_t hits = below(random, 5); hits > 0; --hits) {
      auto& cell = row[below(random, row.size())];
      cell = damaged(std::move(cell), random);
    }
    row[0] = "Ville";  // so that no row is blank or a total
    quality::append_csv(csv, row);
    rows.push_back(std::move(row));
  }
  return csv;
}

TEST(RepairProperty, NoIdentifierIsInventedAndTheResultIsStable) {
  const auto plan = small_scdl().plan;
  for (unsigned seed = 1; seed <= 150; ++seed) {
    Random random(seed);
    std::vector<Cells> rows;
    const std::string csv = made_file(random, rows);
    const auto session = RepairSession::open(csv, plan);
    ASSERT_TRUE(session) << seed;
    const RepairTable& table = session->table();
    ASSERT_EQ(table.rows(), rows.size()) << seed;
    for (std::size_t row = 0; row < rows.size(); ++row)
      for (const auto* name : {"idAttribuant", "idBeneficiaire", "rnaBeneficiaire"}) {
        const auto field = *plan->field_named(name);
        const std::string& now = table.cell(row, field);
        EXPECT_NE(digits_of(rows[row][field]).find(digits_of(now)), std::string::npos)
            << seed << " " << name << " «" << rows[row][field] << "» -> «" << now << "»";
      }
    const std::string result = repaired_csv(table);
    const auto again = RepairSession::open(result, plan);
    ASSERT_TRUE(again);
    EXPECT_EQ(repaired_csv(again->table()), result) << seed;
    const auto rebuilt = RepairSession::resume(csv, plan, session->journal());
    ASSERT_TRUE(rebuilt) << rebuilt.error().message;
    EXPECT_EQ(repaired_csv(rebuilt->table()), result) << seed;
  }
}

TEST(RepairProperty, UndoingAllGivesTheSourceBack) {
  const auto plan = small_scdl().plan;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    std::vector<Cells> rows;
    auto session = RepairSession::open(made_file(random, rows), plan);
    ASSERT_TRUE(session);
    (void)session->answer(RepairAnswer::accept("all"));
    (void)session->answer(RepairAnswer::undo("all"));
    for (std::size_t row = 0; row < rows.size(); ++row)
      for (std::size_t field = 0; field < plan->fields.size(); ++field)
        EXPECT_EQ(session->table().cell(row, field), session->table().source_cell(row, field)->text)
            << seed << " " << field;
  }
}

}  // namespace
}  // namespace parvis::grants
