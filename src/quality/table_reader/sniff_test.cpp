#include "quality/table_reader/sniff.hpp"

#include <gtest/gtest.h>

namespace parvis::quality {
namespace {

using namespace std::string_literals;

std::string in(Encoding encoding, std::u32string_view text) {
  std::string bytes;
  for (const auto point : text)
    for (unsigned byte = 0; byte < 256; ++byte)
      if (decode_byte(encoding, static_cast<unsigned char>(byte)) == point) {
        bytes += static_cast<char>(byte);
        break;
      }
  return bytes;
}

std::string utf16(std::string_view ascii, bool big) {
  std::string bytes;
  for (const char c : ascii) bytes += big ? std::string{'\0', c} : std::string{c, '\0'};
  return bytes;
}

TEST(SniffType, GoesByTheBytes) {
  EXPECT_EQ(sniff_type("", true), FileType::empty);
  EXPECT_EQ(sniff_type("\xEF\xBB\xBF", true), FileType::empty);
  EXPECT_EQ(sniff_type("\x1F\x8B\x08", true), FileType::gzip);
  EXPECT_EQ(sniff_type("PK\x03\x04....", true), FileType::zip);
  EXPECT_EQ(sniff_type("%PDF-1.7\n", true), FileType::other);
  EXPECT_EQ(sniff_type("\n<html><table>", true), FileType::other);
  EXPECT_EQ(sniff_type("a;b\n1;2\n", true), FileType::csv);
  EXPECT_EQ(sniff_type("a;b\n1\0;2\n"s, true), FileType::csv) << "NUL bytes are the records' business";
}

TEST(SniffType, TellsOldWorkbooksFromLockedOnes) {
  const auto mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s;
  EXPECT_EQ(sniff_type(mark + std::string(600, '\0'), true), FileType::old_xls);
  EXPECT_EQ(sniff_type(mark + std::string(600, '\0') + utf16("EncryptedPackage", false), true),
            FileType::locked_workbook);
  EXPECT_EQ(refusal(FileType::old_xls)->message,
            "Enregistrez ce classeur au format .xlsx ou .ods, puis recommencez.");
  EXPECT_EQ(refusal(FileType::old_xls)->code, "format-error");
  EXPECT_EQ(refusal(FileType::empty)->code, "source-error");
  EXPECT_FALSE(refusal(FileType::csv));
}

TEST(SniffType, TellsJsonFromCsvThatStartsWithABracket) {
  EXPECT_EQ(sniff_type("[ {\"a\": 1}]", true), FileType::json);
  EXPECT_EQ(sniff_type("[[\"a\"],[1]]", true), FileType::json);
  EXPECT_EQ(sniff_type("[]", true), FileType::json);
  EXPECT_EQ(sniff_type("{\"a\": 1}\n{\"a\": 2}\n", true), FileType::json_lines);
  EXPECT_EQ(sniff_type("[\"a\",\"b\"]\n[1,2]\n", true), FileType::json_lines);
  EXPECT_EQ(sniff_type("[nom],[date]\na,b\n", true), FileType::csv);
  EXPECT_EQ(sniff_type("\xFF\xFE"s + utf16("[{\"a\":1}]", false), true), FileType::json);
}

TEST(GuessEncoding, MarksGoFirst) {
  EXPECT_EQ(guess_encoding("\xEF\xBB\xBF"s + "a", true).bom_bytes, 3U);
  EXPECT_EQ(guess_encoding("\xFF\xFE\0\0a\0\0\0"s, true).encoding, Encoding::utf_32_le);
  EXPECT_EQ(guess_encoding("\0\0\xFE\xFF\0\0\0a"s, true).encoding, Encoding::utf_32_be);
  EXPECT_EQ(guess_encoding("\xFF\xFE"s + "a\0"s, true).encoding, Encoding::utf_16_le);
  EXPECT_EQ(guess_encoding("\xFE\xFF"s + "\0a"s, true).encoding, Encoding::utf_16_be);
}

TEST(GuessEncoding, TellsUtf16ByItsZeros) {
  EXPECT_EQ(guess_encoding(utf16("nom;montant\r\nA;1\r\n", false), true).encoding, Encoding::utf_16_le);
  EXPECT_EQ(guess_encoding(utf16("nom;montant\r\nA;1\r\n", true), true).encoding, Encoding::utf_16_be);
  EXPECT_EQ(guess_encoding("nom;mon\0tant\r\nA;1\r\n"s, true).encoding, Encoding::utf_8);
}

TEST(GuessEncoding, JudgesEightBitEncodingsByLettersInsideWords) {
  const std::u32string_view text =
      U"Bénéficiaire;Objet\r\nComité des fêtes;Œuvre théâtrale à l'école, Noël\r\nÉcole d'été;Août\r\n";
  for (const auto encoding :
       {Encoding::windows_1252, Encoding::iso_8859_15, Encoding::mac_roman, Encoding::cp850}) {
    const auto guess = guess_encoding(in(encoding, text), true);
    EXPECT_EQ(guess.encoding, encoding) << encoding_name(encoding);
    EXPECT_TRUE(guess.guessed);
  }
}

TEST(GuessEncoding, TakesWindows1252WhenNothingTellsItFromLatin9) {
  EXPECT_EQ(guess_encoding(in(Encoding::windows_1252, U"été;montant\nl’été;12 €\n"), true).encoding,
            Encoding::windows_1252);
  EXPECT_EQ(guess_encoding("\xE9t\xE9;b\n", true).encoding, Encoding::windows_1252);
  EXPECT_EQ(guess_encoding("\xE9t\xE9;12 \xA4\n", true).encoding, Encoding::iso_8859_15)
      << "0xA4 is € only there";
}

TEST(GuessEncoding, Utf8ThatTurnsInvalidStaysUtf8) {
  const auto guess = guess_encoding("été;à;où\n\xE9t\xE9;\xE0\n", true);
  EXPECT_EQ(guess.encoding, Encoding::utf_8);
  EXPECT_FALSE(guess.guessed);
}

TEST(GuessEncoding, OneDamagedWordDoesNotMakeAnEightBitFileUtf8) {
  std::string text = "num\xC3\xA9raire\n";  // UTF-8 pasted into a windows-1252 file
  for (int i = 0; i < 30; ++i) text += "\xE9t\xE9\n";
  EXPECT_EQ(guess_encoding(text, true).encoding, Encoding::windows_1252);
}

TEST(GuessEncoding, ACharacterCutByTheHeadIsNoFault) {
  EXPECT_EQ(guess_encoding("\xC3\xA9t\xC3", false).encoding, Encoding::utf_8);
  EXPECT_TRUE(guess_encoding("abc", true).ascii);
}

TEST(GuessDialect, TakesTheSeparatorOfASepLine) {
  const auto guess = guess_dialect("sep=;\r\na;b\r\n", true);
  EXPECT_EQ(guess.dialect.delimiter, ';');
  EXPECT_EQ(guess.dialect.skipped_bytes, 7U);
  EXPECT_EQ(guess.dialect.first_line, 2U);
  EXPECT_EQ(guess_dialect("\"sep=|\"\na|b\n", true).dialect.delimiter, '|');
  EXPECT_EQ(guess_dialect("sep=;\na;b\n", true).dialect.skipped_bytes, 6U);
}

TEST(GuessDialect, TakesTheSteadiestWidth) {
  EXPECT_EQ(guess_dialect("a,b,c\n1,2,3\n", true).dialect.delimiter, ',');
  EXPECT_EQ(guess_dialect("nom;montant\nA, B et C;1,5\nD;2\n", true).dialect.delimiter, ';');
  EXPECT_EQ(guess_dialect("a\tb\n1\t2\n", true).dialect.delimiter, '\t');
  EXPECT_EQ(guess_dialect("a|b\n1|2\n", true).dialect.delimiter, '|');
  EXPECT_EQ(guess_dialect("\"a;b\",c\n\"d;e\",f\n", true).dialect.delimiter, ',')
      << "quoted separators do not count";
}

TEST(GuessDialect, KnownLabelsDecideBetweenEquallySteadyReadings) {
  const std::string text = "nom,objet;x,montant\n1,2;3,4\n1,2;3,4\n";
  EXPECT_EQ(
      guess_dialect(text, true, [](std::string_view label) { return label == "nom"; }).dialect.delimiter,
      ',');
  EXPECT_EQ(guess_dialect(text, true, [](std::string_view label) { return label == "nom,objet"; })
                .dialect.delimiter,
            ';');
}

TEST(GuessDialect, OneColumnIsReadWithCommas) {
  EXPECT_EQ(guess_dialect("nom\nA\nB\n", true).dialect.delimiter, ',');
  EXPECT_EQ(guess_dialect("", true).dialect.delimiter, ',');
}

}  // namespace
}  // namespace parvis::quality
