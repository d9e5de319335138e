#include "quality/table_reader/table_writer.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "quality/table_reader/sheet_reader.hpp"

namespace parvis::quality {
namespace {

using testing::ElementsAre;

std::string csv(const std::vector<std::string>& cells, const CsvForm& form = {}) {
  std::string out;
  append_csv(out, cells, form);
  return out;
}

TEST(AppendCsv, QuotesOnlyWhereNeeded) {
  EXPECT_EQ(csv({"a", "b c", "d,e", "f\"g", "h\ni", ""}), "a,b c,\"d,e\",\"f\"\"g\",\"h\ni\",\r\n");
  EXPECT_EQ(csv({"a,b", "c;d"}, {';', "\n"}), "a,b;\"c;d\"\n");
  EXPECT_EQ(csv({""}), "\"\"\r\n") << "not a blank line";
}

TEST(AppendCsv, GuardsFormulasWhenAsked) {
  CsvForm form;
  form.guard_formulas = true;
  EXPECT_EQ(csv({"=1+1", "-5", "+33 1", "@x", "a=b"}, form), "'=1+1,-5,'+33 1,'@x,a=b\r\n");
  EXPECT_EQ(csv({"=1+1"}), "=1+1\r\n");
}

TEST(WriteXlsx, GivesBackWhatItWasGiven) {
  const auto path =
      std::filesystem::temp_directory_path() / ("table_writer_" + std::to_string(::getpid()) + ".xlsx");
  ASSERT_TRUE(write_xlsx(
      path, {{"Été", {{"siret", "montant"}, {"83000000000012", "12.5"}, {"00012", "=1+1"}}, {1}}}));
  const int file = ::open(path.c_str(), O_RDONLY);
  EXPECT_EQ(describe_workbook(file, 0)->sheets[0].name, "Été");
  const auto rows = sheet_rows(file, 0).value();
  std::vector<std::string> cells;
  TableRow row;
  while (rows->next(row).value_or(false))
    for (const auto& cell : row.cells)
      cells.push_back((cell.kind == CellKind::number ? "n:" : "t:") + cell.text);
  EXPECT_THAT(cells, ElementsAre("t:siret", "t:montant", "t:83000000000012", "n:12.5", "t:00012", "t:=1+1"));
  ::close(file);
  std::filesystem::remove(path);
}

TEST(WriteXlsx, RefusesNamesAndSizesThatNoWorkbookHas) {
  EXPECT_FALSE(write_xlsx("unwritten.xlsx", {{"a/b", {}, {}}}));
  EXPECT_FALSE(write_xlsx("unwritten.xlsx", {{"a", {{std::string(32'768, 'x')}}, {}}}));
  EXPECT_FALSE(write_xlsx("/nowhere/x.xlsx", {{"a", {{"b"}}, {}}}));
}

}  // namespace
}  // namespace parvis::quality
