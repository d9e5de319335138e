#include "grants/repair/repair_session.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "grants/repair/repair_journal.hpp"
#include "grants/repair/table_recheck.hpp"
#include "grants/repair/test_repair.hpp"

namespace parvis::grants {
namespace {

const std::string header =
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,"
    "rnaBeneficiaire,objet,"
    "montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,pourcentageSubvention,"
    "dispositifAide\n";
const std::string right_row =
    "Ville,21060004500392,2024-01-31,D1,Club,38413899600028,,Fête,1500,aide en "
    "numéraire,unique,2024-02-01,,non,1,\n";

// The right row with one cell replaced.
std::string row_with(std::size_t column, const std::string& text) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; at < right_row.size(); ++i) {
    const auto end = right_row.find_first_of(",\n", at);
    out += i == column ? text : right_row.substr(at, end - at);
    out += right_row[end];
    at = end + 1;
  }
  return out;
}

constexpr std::size_t id_giver = 1, date = 2, name = 4, id_receiver = 5, rna = 6, amount = 8, nature = 9,
                      period = 11, rate = 14;

RepairSession opened(const std::string& csv, const RepairOptions& options = {}) {
  auto session = RepairSession::open(csv, small_scdl().plan, options);
  EXPECT_TRUE(session) << session.error().message;
  return std::move(*session);
}

RepairOutputs outputs_of(const RepairSession& session) {
  auto outputs = repair_outputs(session, recheck_with(small_scdl().program));
  EXPECT_TRUE(outputs);
  return *outputs;
}

TEST(RepairSession, ARightFileIsLeftAlone) {
  const auto session = opened(header + right_row);
  for (const auto& change : session.changes()) EXPECT_FALSE(change.about_cell()) << code(change.defect);
  EXPECT_EQ(repaired_csv(session.table()), header + right_row);
  EXPECT_EQ(outputs_of(session).publishable.rows, 1U);
}

TEST(RepairSession, AcceptWritesByPersonAndUndoTakesBack) {
  auto session = opened(header + row_with(period, "2024-02"));
  EXPECT_EQ(outputs_of(session).publishable.rows, 0U);
  EXPECT_EQ(outputs_of(session).publishable_if_accepted, 1U);
  ASSERT_TRUE(session.answer(RepairAnswer::accept("rule:month-only")));
  EXPECT_EQ(cell_of(session, 2, "datesPeriodeVersement"), "2024-02-01/2024-02-29");
  EXPECT_EQ(session.changes().back().by, ChangedBy::person);
  EXPECT_EQ(outputs_of(session).publishable.rows, 1U);
  ASSERT_TRUE(session.answer(RepairAnswer::undo(std::to_string(session.changes().back().seq))));
  EXPECT_EQ(cell_of(session, 2, "datesPeriodeVersement"), "2024-02");
  EXPECT_EQ(outputs_of(session).publishable.rows, 0U);
  EXPECT_TRUE(session.answer(RepairAnswer::accept("all"))) << "the suggestion waits again";
}

TEST(RepairSession, UndoByRuleByColumnAndAll) {
  const std::string csv =
      header + row_with(amount, "1 500 €") + row_with(amount, "2 500 €") + row_with(date, "31/01/2024");
  auto session = opened(csv);
  EXPECT_EQ(cell_of(session, 3, "montant"), "2500");
  ASSERT_TRUE(session.answer(RepairAnswer::undo("rule:read-amount")));
  EXPECT_EQ(cell_of(session, 2, "montant"), "1 500 €");
  EXPECT_EQ(cell_of(session, 4, "dateConvention"), "2024-01-31");
  ASSERT_TRUE(session.answer(RepairAnswer::undo("column:dateConvention")));
  EXPECT_EQ(cell_of(session, 4, "dateConvention"), "31/01/2024");
  EXPECT_FALSE(session.answer(RepairAnswer::undo("all"))) << "nothing is left to undo";
  auto again = opened(csv);
  ASSERT_TRUE(again.answer(RepairAnswer::undo("all")));
  EXPECT_EQ(cell_of(again, 2, "montant"), "1 500 €");
  EXPECT_EQ(cell_of(again, 4, "dateConvention"), "31/01/2024");
}

TEST(RepairSession, ContradictoryDatesWaitAndOneAnswerSettlesTheColumn) {
  auto session = opened(header + row_with(date, "13/05/2018") + row_with(date, "05/13/2018") +
                        row_with(date, "04/05/2018") + row_with(date, "06/07/2018"));
  EXPECT_EQ(counted(session, "date-ambiguous"), 3U);
  ASSERT_TRUE(session.answer(RepairAnswer::accept("rule:date-ambiguous,column:dateConvention")));
  EXPECT_EQ(cell_of(session, 4, "dateConvention"), "2018-05-04");
  EXPECT_EQ(cell_of(session, 5, "dateConvention"), "2018-07-06");
}

TEST(RepairSession, AColumnGivenByAPersonIsReadAnewAndCanBeGivenBack) {
  std::string other = header;
  other.replace(other.find("idBeneficiaire"), 14, "Numéro");
  auto session = opened(other + row_with(id_receiver, "384 138 996 00028"));
  EXPECT_EQ(counted(session, "missing-column", "idBeneficiaire"), 1U);
  EXPECT_EQ(cell_of(session, 2, "idBeneficiaire"), "");
  ASSERT_TRUE(session.answer(RepairAnswer::map(6, "idBeneficiaire")));
  EXPECT_EQ(cell_of(session, 2, "idBeneficiaire"), "38413899600028");
  EXPECT_EQ(outputs_of(session).publishable.rows, 1U);
  ASSERT_TRUE(session.answer(RepairAnswer::undo("rule:column-map,column:Numéro")));
  EXPECT_EQ(cell_of(session, 2, "idBeneficiaire"), "");
  EXPECT_EQ(outputs_of(session).publishable.rows, 0U);
}

TEST(RepairSession, AContentAloneOnlySuggestsAColumn) {
  std::string other = header;
  other.replace(other.find("idBeneficiaire"), 14, "Numéro");
  auto session = opened(other + right_row + right_row + right_row);
  ASSERT_EQ(counted(session, "column-content"), 1U);
  ASSERT_TRUE(session.answer(RepairAnswer::accept("rule:column-content")));
  EXPECT_EQ(cell_of(session, 2, "idBeneficiaire"), "38413899600028");
}

TEST(RepairSession, TwoColumnsForOneFieldAreNotTakenSilently) {
  const auto session = opened("SIRET,N° SIRET,montant,objet\n38413899600028,38368967600021,5,a\n");
  EXPECT_EQ(counted(session, "two-columns"), 2U);
  EXPECT_EQ(cell_of(session, 2, "idBeneficiaire"), "");
}

TEST(RepairSession, TotalsRepeatedHeadersAndBlankRowsAreKeptAside) {
  auto session = opened(header + row_with(amount, "1000") + ",,,,,,,,,,,,,,,\n" + header +
                        row_with(amount, "500") + "Total,,,,,,,,1500,,,,,,,\n" + row_with(amount, "7"));
  EXPECT_EQ(session.table().data_rows(), 3U);
  EXPECT_EQ(counted(session, "total-row"), 1U);
  EXPECT_EQ(counted(session, "repeated-header"), 1U);
  EXPECT_EQ(counted(session, "blank-row"), 1U);
  const auto outputs = outputs_of(session);
  EXPECT_TRUE(outputs.balanced());
  EXPECT_EQ(outputs.publishable.cents, 150700);
  EXPECT_EQ(outputs.aside.rows, 2U);
  EXPECT_NE(outputs.aside_csv.find("Total"), std::string::npos);
  ASSERT_TRUE(session.answer(RepairAnswer::undo("rule:total-row")));
  EXPECT_EQ(session.table().data_rows(), 4U);
  EXPECT_EQ(outputs_of(session).to_mend.rows, 1U);
}

TEST(RepairSession, AHeaderBelowTheFirstRowAndAGiverAbove) {
  std::string without_giver = header.substr(header.find(',') + 1);
  const std::string row = right_row.substr(right_row.find(',') + 1);
  auto session = opened("Département de l'Yonne\n\n" + without_giver + row);
  EXPECT_EQ(counted(session, "header-not-first"), 1U);
  ASSERT_EQ(counted(session, "constant-above", "nomAttribuant"), 1U);
  EXPECT_EQ(outputs_of(session).publishable.rows, 0U);
  ASSERT_TRUE(session.answer(RepairAnswer::accept("rule:constant-above")));
  EXPECT_EQ(cell_of(session, 4, "nomAttribuant"), "Département de l'Yonne");
  EXPECT_EQ(outputs_of(session).publishable.rows, 1U);
}

TEST(RepairSession, RoundedIdentifiersAreRefusedAlsoThoseThatPass) {
  const auto session =
      opened(header + row_with(id_receiver, "22040000000000") + row_with(id_receiver, "38413899600028"));
  EXPECT_EQ(counted(session, "identifier-rounded", "idBeneficiaire"), 1U);
  EXPECT_EQ(cell_of(session, 2, "idBeneficiaire"), "22040000000000");
  EXPECT_EQ(outputs_of(session).publishable.rows, 1U);
}

TEST(RepairSession, ValuesOfAnotherColumnAreSaidOfTheColumn) {
  const auto session = opened(header + row_with(nature, "unique") + row_with(nature, "échelonné"));
  EXPECT_EQ(counted(session, "wrong-column", "nature"), 4U)
      << "two cells refused, two counted for the column";
}

TEST(RepairSession, TextDamageIsMended) {
  const auto session = opened(header + row_with(name, "Comit\xC3\x83\xC2\xA9 des f\xC3\x83\xC2\xAAtes") +
                              row_with(name, "\"Club \n de la Ville \"") + row_with(name, "Cafe\u0301") +
                              row_with(name, "Perdu \xEF\xBF\xBD"));
  EXPECT_EQ(cell_of(session, 2, "nomBeneficiaire"), "Comité des fêtes");
  EXPECT_EQ(cell_of(session, 3, "nomBeneficiaire"), "Club de la Ville");
  EXPECT_EQ(cell_of(session, 4, "nomBeneficiaire"), "Café");
  EXPECT_EQ(counted(session, "lost-character"), 1U);
}

TEST(RepairSession, AnEmptyCellIsNeverFilled) {
  const auto session = opened(header + row_with(amount, "néant") + row_with(13, "") + row_with(rate, ""));
  EXPECT_EQ(cell_of(session, 2, "montant"), "");
  EXPECT_EQ(counted(session, "required-empty", "montant"), 1U);
  EXPECT_EQ(cell_of(session, 3, "notificationUE"), "");
  EXPECT_EQ(cell_of(session, 4, "pourcentageSubvention"), "");
}

TEST(RepairSession, APersonGivesAnIdentifier) {
  auto session = opened(header + row_with(id_receiver, "384138996"));
  EXPECT_EQ(counted(session, "siren-in-siret"), 1U);
  ASSERT_TRUE(session.answer(RepairAnswer::give(2, "idBeneficiaire", "38413899600028")));
  EXPECT_EQ(outputs_of(session).publishable.rows, 1U);
  EXPECT_FALSE(session.answer(RepairAnswer::give(9, "idBeneficiaire", "x")));
  EXPECT_FALSE(session.answer(RepairAnswer::give(2, "inconnu", "x")));
}

TEST(RepairSession, AnAcceptFileIsDoneInOrder) {
  auto session = opened(header + row_with(period, "2024") + row_with(id_receiver, ""));
  const auto answers = base::parse_json_object(
      R"({"accept":["rule:year-only"],"values":[{"row":3,"field":"idBeneficiaire","value":"38413899600028"}]})");
  ASSERT_TRUE(session.answer_all(*answers));
  EXPECT_EQ(outputs_of(session).publishable.rows, 2U);
  EXPECT_FALSE(session.answer_all(*base::parse_json_object(R"({"accept":["999"]})")));
  EXPECT_FALSE(session.answer_all(*base::parse_json_object(R"({"accept":"all"})")));
}

TEST(RepairJournal, EveryChangedByteBreaksTheChain) {
  auto session = opened(header + row_with(amount, "1 500 €") + row_with(rna, "w333216789"));
  ASSERT_TRUE(session.answer(RepairAnswer::undo("rule:read-amount")));
  const std::string journal = session.journal();
  ASSERT_TRUE(read_journal(journal));
  for (std::size_t at = 0; at + 1 < journal.size(); at += 7) {
    std::string bad = journal;
    bad[at] = bad[at] == '0' ? '1' : '0';
    EXPECT_FALSE(read_journal(bad)) << at;
  }
  EXPECT_FALSE(read_journal(journal.substr(0, journal.size() - 1)));
  EXPECT_FALSE(read_journal(""));
}

TEST(RepairJournal, AnotherSourceOrSchemaIsRefused) {
  const std::string csv = header + right_row;
  const auto session = opened(csv);
  const auto other = RepairSession::resume(csv + right_row, small_scdl().plan, session.journal());
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, "other-source");
}

TEST(RepairJournal, AnsweredSessionsResumeAsTheyWere) {
  const std::string csv =
      header + row_with(period, "2024-02") + row_with(amount, "1 500 €") + row_with(id_receiver, "");
  auto session = opened(csv);
  ASSERT_TRUE(session.answer(RepairAnswer::accept("rule:month-only")));
  ASSERT_TRUE(session.answer(RepairAnswer::undo("rule:read-amount")));
  ASSERT_TRUE(session.answer(RepairAnswer::give(4, "idBeneficiaire", "38413899600028")));
  auto again = RepairSession::resume(csv, small_scdl().plan, session.journal());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(repaired_csv(again->table()), repaired_csv(session.table()));
  EXPECT_EQ(again->journal(), session.journal());
  ASSERT_TRUE(again->answer(RepairAnswer::undo("all")));
  ASSERT_TRUE(session.answer(RepairAnswer::undo("all")));
  EXPECT_EQ(again->journal(), session.journal());
}

TEST(RepairJournal, LinesAreCanonical) {
  const auto session = opened(header + row_with(name, "\"a\"\"b\\c\td\ne\x01\"") + row_with(amount, "1,500"));
  std::size_t lines = 0;
  for (std::size_t at = 0; at < session.journal().size(); ++lines) {
    const std::string journal = session.journal();
    const auto end = journal.find('\n', at);
    const std::string line = journal.substr(at, end - at);
    EXPECT_EQ(base::canonical_json(*base::parse_json(line)), line);
    at = end + 1;
  }
  EXPECT_GT(lines, 10U);
}

TEST(RepairBatches, OneRuleOnOneColumnIsOneBatch) {
  const auto session =
      opened(header + row_with(amount, "1 500 €") + row_with(amount, "environ 5") + row_with(amount, "2 €"));
  for (const auto& batch : repair_batches(session)) {
    if (batch.rule != "read-amount") continue;
    EXPECT_EQ(batch.column, "montant");
    EXPECT_EQ(batch.counts.at("repaired"), 2U);
    EXPECT_EQ(batch.counts.at("refused"), 1U);
    EXPECT_EQ(batch.log_sha256.size(), 64U);
  }
}

TEST(RepairPage, EscapesWhatTheFileSays) {
  const auto session = opened(header + row_with(amount, "<b>1</b>") + row_with(name, " <script>"));
  const std::string page = repair_page(session, outputs_of(session));
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;"), std::string::npos);
}

TEST(RepairSession, AFileWithoutATableIsRefused) {
  EXPECT_FALSE(RepairSession::open("", small_scdl().plan));
  RepairOptions options;
  options.header_row = 9;
  EXPECT_FALSE(RepairSession::open(header + right_row, small_scdl().plan, options));
}

}  // namespace
}  // namespace parvis::grants
