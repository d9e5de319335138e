// Reads workbooks in a real child: this test program is its own `sheet-reader`.
#include "quality/table_reader/sheet_process.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "quality/table_reader/test_workbooks.hpp"

namespace parvis::quality {
namespace {

SheetProcessSettings settings_of_tests() {
  SheetProcessSettings settings;
#ifdef __SANITIZE_ADDRESS__
  settings.max_memory_bytes = 0;  // its shadow memory alone is larger than any ceiling
#endif
  return settings;
}

std::string numbers(int rows) {
  std::string xml = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>";
  for (int i = 0; i < rows; ++i)
    xml += "<row><c t=\"str\"><f>A1</f><v>ligne " + std::to_string(i) + "</v></c><c><v>" + std::to_string(i) +
           "</v></c></row>";
  return make_xlsx({{"Un", "<sheetData/>", "hidden"}, {"Deux", xml + "</sheetData>", ""}});
}

TEST(SheetProcess, GivesTheSameAsInTheProcess) {
  const TestFile file(numbers(5000));
  const auto info = describe_workbook_apart(file.descriptor(), 2, {}, settings_of_tests());
  ASSERT_TRUE(info) << info.error().message << info.error().detail;
  EXPECT_EQ(info->sheets.size(), 2U);
  EXPECT_TRUE(info->sheets[0].hidden);
  EXPECT_EQ(info->sheets[1].first_rows, describe_workbook(file.descriptor(), 2)->sheets[1].first_rows);
  const auto apart = sheet_rows_apart(file.descriptor(), 1, {}, settings_of_tests()).value();
  const auto here = sheet_rows(file.descriptor(), 1).value();
  TableRow a, b;
  std::size_t count = 0;
  while (here->next(b).value()) {
    ASSERT_TRUE(apart->next(a).value());
    ASSERT_EQ(a, b);
    ++count;
  }
  EXPECT_FALSE(apart->next(a).value());
  EXPECT_FALSE(apart->next(a).value());
  EXPECT_EQ(count, 5000U);
  EXPECT_EQ(apart->facts().formulas, 5000U);
  EXPECT_EQ(apart->facts().hidden_columns, std::vector<std::uint32_t>{2});
}

TEST(SheetProcess, HandsOverTheErrorAfterTheRowsBeforeIt) {
  const TestFile file(numbers(100));
  ReadLimits limits;
  limits.max_cells = 20;
  const auto rows = sheet_rows_apart(file.descriptor(), 1, limits, settings_of_tests()).value();
  TableRow row;
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(rows->next(row).value());
  const auto refused = rows->next(row);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "too-many-cells");
  EXPECT_EQ(refused.error().kind, ErrorKind::too_large);
}

TEST(SheetProcess, ADamagedWorkbookIsARefusalAndAGoneChildToo) {
  const TestFile file("not a zip");
  const auto info = describe_workbook_apart(file.descriptor(), 0, {}, settings_of_tests());
  ASSERT_FALSE(info);
  EXPECT_EQ(info.error().code, "format-error");
  auto settings = settings_of_tests();
  settings.program = "/nowhere/parvis";
  const auto gone = describe_workbook_apart(file.descriptor(), 0, {}, settings);
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, "sheet-reader-ended");
}

TEST(SheetProcess, AChildPastItsMemoryIsOneRefusal) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the address sanitizer allows no ceiling of memory";
#endif
  const TestFile file(
      make_xlsx({{"F", "<sheetData/>", ""}}, {}, "<si><t>" + std::string(200U << 20, 'a') + "</t></si>"));
  auto settings = settings_of_tests();
  settings.max_memory_bytes = 400U << 20;
  ReadLimits limits;
  limits.max_ratio = 100'000;
  limits.max_record_bytes = 1U << 30;
  limits.max_shared_text_bytes = 1U << 30;
  const auto rows = sheet_rows_apart(file.descriptor(), 0, limits, settings).value();
  TableRow row;
  const auto refused = rows->next(row);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "sheet-reader-ended");
}

TEST(SheetProcess, RowsLeftUnreadEndTheirChild) {
  const TestFile file(numbers(50'000));
  TableRow row;
  EXPECT_TRUE(sheet_rows_apart(file.descriptor(), 1, {}, settings_of_tests()).value()->next(row).value());
}

// A test program without the command ran all its tests as its own reader, and each of these again.
TEST(SheetProcess, AReaderStartsNoReader) {
  const TestFile file(numbers(5));
  ::setenv("PARVIS_SHEET_READER", "1", 1);
  const auto info = describe_workbook_apart(file.descriptor(), 2, {}, settings_of_tests());
  ::unsetenv("PARVIS_SHEET_READER");
  ASSERT_FALSE(info);
  EXPECT_EQ(info.error().code, "sheet-reader-ended");
}

}  // namespace
}  // namespace parvis::quality
