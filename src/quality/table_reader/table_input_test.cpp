#include "quality/table_reader/table_input.hpp"

#include <gmock/gmock.h>
#include <unistd.h>
#include <zlib.h>

#include <fstream>

#include "quality/table_reader/test_sources.hpp"
#include "quality/table_reader/test_workbooks.hpp"

namespace parvis::quality {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::string_literals;

using Cells = std::vector<std::string>;

std::vector<Cells> texts(RowSource& rows) {
  std::vector<Cells> all;
  TableRow row;
  while (rows.next(row).value_or(false)) {
    auto& cells = all.emplace_back();
    for (const auto& cell : row.cells) cells.push_back(cell.text);
  }
  return all;
}

ReadOptions options_of_tests() {
  ReadOptions options;
#ifdef __SANITIZE_ADDRESS__
  options.sheet_process.max_memory_bytes = 0;
#endif
  return options;
}

struct Opened {
  InputFacts facts;
  std::vector<Cells> rows;
  std::string error, message;
};

Opened opened(Result<TableInput> input, const ReadOptions& options) {
  if (!input) return {{}, {}, input.error().code, input.error().message};
  Opened result;
  result.facts = input->facts;
  auto rows = rows_of(std::move(*input), options);
  if (!rows) return {{}, {}, rows.error().code, rows.error().message};
  result.rows = texts(**rows);
  return result;
}

Opened read_bytes(const std::string& bytes, const ReadOptions& options = options_of_tests()) {
  return opened(open_input(memory_source(bytes), options), options);
}

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0'), in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

const std::vector<Cells> table = {{"nom", "montant"}, {"Été", "1"}};
const std::string csv = "nom;montant\r\nÉté;1\r\n";

TEST(OpenInput, ReadsEveryTypeTheSame) {
  const auto xlsx =
      make_xlsx({{"F",
                  "<sheetData><row><c t=\"str\"><v>nom</v></c><c t=\"str\"><v>montant</v></c></row>"
                  "<row><c t=\"str\"><v>Été</v></c><c><v>1</v></c></row></sheetData>",
                  ""}});
  const auto cell = [](const std::string& text) {
    return "<table:table-cell office:value-type=\"string\"><text:p>" + text + "</text:p></table:table-cell>";
  };
  const auto ods = make_ods("<table:table table:name=\"F\"><table:table-row>" + cell("nom") +
                            cell("montant") + "</table:table-row><table:table-row>" + cell("Été") +
                            cell("1") + "</table:table-row></table:table>");
  const std::string json = "[{\"nom\":\"Été\",\"montant\":1}]";
  const std::vector<std::pair<std::string, FileType>> files = {
      {csv, FileType::csv},
      {xlsx, FileType::xlsx},
      {ods, FileType::ods},
      {json, FileType::json},
      {"{\"nom\":\"Été\",\"montant\":1}\n", FileType::json_lines}};
  for (const auto& [bytes, type] : files) {
    for (const auto& packed : {bytes, gzip(bytes), make_zip({{"données/t.csv", bytes}})}) {
      const auto read = read_bytes(packed);
      EXPECT_EQ(read.error, "") << file_type_name(type) << ' ' << read.message;
      EXPECT_EQ(read.rows, table) << file_type_name(type);
      EXPECT_EQ(read.facts.type, type);
    }
  }
}

TEST(OpenInput, SaysHowItWasPackedAndWritten) {
  EXPECT_EQ(read_bytes(gzip(csv)).facts.packing, "gzip");
  const auto zipped =
      read_bytes(make_zip({{"t.csv", csv}, {"Licence.pdf", "%PDF"}, {"__MACOSX/t.csv", "x"}}));
  EXPECT_EQ(zipped.facts.packing, "zip");
  EXPECT_EQ(zipped.facts.inner_name, "t.csv");
  EXPECT_EQ(zipped.rows, table);
  const auto plain = read_bytes("\xEF\xBB\xBFsep=;\r\n" + csv);
  EXPECT_EQ(plain.rows, table);
  EXPECT_EQ(plain.facts.plain_offset, 10U);
  EXPECT_EQ(plain.facts.encoding.bom_bytes, 3U);
  EXPECT_EQ(plain.facts.dialect.dialect.first_line, 2U);
  EXPECT_FALSE(zipped.facts.plain_offset);
}

TEST(OpenInput, ReadsOtherEncodings) {
  EXPECT_EQ(read_bytes("nom;montant\n\xC9t\xE9;1\n").rows, table);
  std::string wide = "\xFF\xFE"s;
  for (const char c : "sep=;\nnom;montant\n"s) wide += {c, '\0'};
  wide += "\xC9\0t\0\xE9\0;\0"s + "1\0\n\0"s;
  EXPECT_EQ(read_bytes(wide).rows, table);
  auto options = options_of_tests();
  options.encoding = Encoding::mac_roman;
  EXPECT_EQ(read_bytes("nom;montant\n\x83t\x8E;1\n", options).rows, table);
  options.encoding.reset();
  options.delimiter = '|';
  EXPECT_THAT(read_bytes(csv, options).rows[0], ElementsAre("nom;montant"));
}

TEST(OpenInput, AccentsThatComeLateDecideTheEncodingThen) {
  std::string text = "nom;montant\n";
  while (text.size() < 2 * sniff_head_bytes) text += "abcdefgh;1\n";
  const auto read = read_bytes(text + "\xC9t\xE9;1\n");
  EXPECT_THAT(read.rows.back(), ElementsAre("Été", "1"));
  auto input = open_input(memory_source(text + "\xC9t\xE9;1\n"), options_of_tests());
  auto rows = rows_of(std::move(*input), options_of_tests()).value();
  (void)texts(*rows);
  EXPECT_FALSE(rows->facts().encoding_error) << "the whole file is windows-1252";
  auto mixed = open_input(memory_source(text + "Été\n\xE9t\xE9;1\n"), options_of_tests());
  rows = rows_of(std::move(*mixed), options_of_tests()).value();
  const auto count = texts(*rows).size();
  ASSERT_TRUE(rows->facts().encoding_error);
  EXPECT_EQ(rows->facts().encoding_error->row, count);
}

TEST(OpenInput, RefusesWhatIsNoTable) {
  EXPECT_EQ(read_bytes("").error, "source-error");
  EXPECT_EQ(read_bytes(gzip("")).error, "source-error");
  EXPECT_EQ(read_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(100, '\0')).message,
            "Enregistrez ce classeur au format .xlsx ou .ods, puis recommencez.");
  EXPECT_EQ(read_bytes("%PDF-1.4").error, "format-error");
  EXPECT_EQ(read_bytes(gzip(gzip(csv))).error, "format-error");
  EXPECT_EQ(read_bytes(make_zip({{"a.csv", csv}, {"b.csv", csv}})).error, "format-error");
  EXPECT_THAT(read_bytes(make_zip({{"a.csv", csv}, {"b.csv", csv}})).message, HasSubstr("2 fichiers"));
  EXPECT_EQ(read_bytes(make_zip({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w/>"}})).error,
            "format-error");
  EXPECT_EQ(open_input("/nowhere/table.csv").error().code, "source-error");
}

TEST(OpenInput, TheLimitOnBytesHoldsForTextsAndArchives) {
  auto options = options_of_tests();
  options.limits.max_bytes = csv.size();
  EXPECT_EQ(read_bytes(csv, options).error, "");
  EXPECT_EQ(read_bytes(csv + "x", options).error, "too-many-bytes");
  const auto zip = make_zip({{"t.csv", csv}});
  options.limits.max_bytes = zip.size();
  EXPECT_EQ(read_bytes(zip, options).error, "");
  options.limits.max_bytes = zip.size() - 1;
  EXPECT_EQ(read_bytes(zip, options).error, "too-many-bytes");
}

TEST(OpenInput, RefusesBombs) {
  const std::string zeros(64U << 20, '0');
  const auto drained = [](const std::string& packed) {
    auto input = open_input(memory_source(packed), options_of_tests());
    if (!input) return input.error().code;
    const auto rest = read_head(*input->text, 1U << 30);
    return rest ? "" : rest.error().code;
  };
  EXPECT_EQ(drained(gzip(zeros)), "ratio-too-high");
  EXPECT_EQ(drained(make_zip({{"t.csv", zeros}})), "ratio-too-high");
}

TEST(OpenInput, ReadsTheSheetAskedByNameOrNumber) {
  const auto sheet = [](const std::string& value) {
    return "<sheetData><row><c><v>" + value + "</v></c></row></sheetData>";
  };
  const auto book =
      make_xlsx({{"Cachée", sheet("1"), "hidden"}, {"Deux", sheet("2"), ""}, {"Trois", sheet("3"), ""}});
  auto options = options_of_tests();
  EXPECT_THAT(read_bytes(book, options).rows, ElementsAre(Cells{"2"})) << "the first that is not hidden";
  options.sheet = "Trois";
  EXPECT_THAT(read_bytes(book, options).rows, ElementsAre(Cells{"3"}));
  options.sheet = "1";
  EXPECT_THAT(read_bytes(book, options).rows, ElementsAre(Cells{"1"}));
  options.sheet = "Quatre";
  EXPECT_EQ(read_bytes(book, options).error, "format-error");
  EXPECT_THAT(read_bytes(book, options).message, HasSubstr("Cachée, Deux, Trois"));
}

TEST(OpenInput, ReadsFilesAndFoldersByPath) {
  const auto path = std::filesystem::temp_directory_path() / ("table_input_" + std::to_string(::getpid()));
  std::ofstream(path, std::ios::binary)
      << make_xlsx({{"F", "<sheetData><row><c><v>7</v></c></row></sheetData>", ""}});
  const auto options = options_of_tests();
  EXPECT_THAT(opened(open_input(path, options), options).rows, ElementsAre(Cells{"7"}));
  std::filesystem::remove(path);
  EXPECT_EQ(open_input(std::filesystem::temp_directory_path(), options).error().code, "source-error");
}

TEST(RealFile, OfLeHavreIsTheOnlyTableOfItsArchive) {
  const auto path = std::filesystem::path(PARVIS_SHARED_DIR) /
                    "data/grants/real/le_havre/OD.SUBVENTION_CONVENTION_CODAH.json.zip";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the shared data is absent";
  const auto options = options_of_tests();
  const auto read = opened(open_input(path, options), options);
  EXPECT_EQ(read.facts.type, FileType::json);
  EXPECT_EQ(read.rows.size(), 31U);
  EXPECT_EQ(read.rows[0].size(), 15U);
  EXPECT_EQ(read.rows[1][3], "247 600 596 00107");
}

TEST(RealFile, OfToulouseIsUtf8WithAMarkAndSemicolons) {
  const auto path =
      std::filesystem::path(PARVIS_SHARED_DIR) / "data/grants/real/toulouse/subventions-toulouse_2022.csv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the shared data is absent";
  const auto options = options_of_tests();
  auto input = open_input(path, options);
  ASSERT_TRUE(input);
  EXPECT_EQ(input->facts.encoding.bom_bytes, 3U);
  EXPECT_EQ(input->facts.dialect.dialect.delimiter, ';');
  auto rows = rows_of(std::move(*input), options).value();
  EXPECT_EQ(texts(*rows).size(), 397U);
  EXPECT_EQ(rows->facts().crlf, 397U);
  EXPECT_FALSE(rows->facts().encoding_error);
}

TEST(RealFile, ExamplesOfTheStandardAreReadWhole) {
  const auto folder = std::filesystem::path(PARVIS_SHARED_DIR) / "data/grants/scdl_examples";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the shared data is absent";
  const auto options = options_of_tests();
  for (const auto* name : {"exemples/exemple_valide.csv", "exemples/exemple_invalide_erreurs_cellules.csv",
                           "exemple-duplicate-column.csv"}) {
    const auto read = opened(open_input(folder / name, options), options);
    EXPECT_EQ(read.facts.dialect.dialect.delimiter, ',') << name;
    EXPECT_GE(read.rows.size(), 10U) << name;
    EXPECT_GE(read.rows[0].size(), 15U) << name;
  }
}

}  // namespace
}  // namespace parvis::quality
