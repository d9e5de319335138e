#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.hpp"
#include "grants/publication/publication_rules.hpp"
#include "grants/publication/scdl_file.hpp"
#include "grants/publication/scdl_row.hpp"

namespace parvis::grants {
namespace {

using Cells = std::map<std::string, std::string, std::less<>>;

Cells good() {
  return {{"nomAttribuant", "Sainte-Aubaine"},
          {"idAttribuant", "23350001600040"},
          {"dateConvention", "2025-06-27"},
          {"referenceDecision", "2025-03-103"},
          {"nomBeneficiaire", "Les Petits Débrouillards"},
          {"idBeneficiaire", "38047555800058"},
          {"rnaBeneficiaire", "W380475558"},
          {"objet", "Animations climat, « énergie »"},
          {"montant", "47800.2"},
          {"nature", "aide en nature;aide en numéraire"},
          {"conditionsVersement", "échelonné"},
          {"datesPeriodeVersement", "2025-03-14/2026-03-14"},
          {"notificationUE", "non"},
          {"pourcentageSubvention", "1"}};
}

ScdlRow row_of(const Cells& cells) {
  const ReadRow read = read_scdl_row(cells);
  EXPECT_TRUE(read.faults.empty()) << (read.faults.empty() ? "" : read.faults[0].message);
  return read.row;
}

std::vector<std::string_view> faulty(Cells cells, const std::string& column, const std::string& text) {
  cells[column] = text;
  std::vector<std::string_view> columns;
  for (const CellFault& fault : read_scdl_row(cells).faults) columns.push_back(fault.column);
  return columns;
}

TEST(ScdlRow, IsWrittenAsTheSchemaAsks) {
  const ScdlCells cells = write_scdl_row(row_of(good()));
  EXPECT_EQ(cells[8], "47800.20");
  EXPECT_EQ(cells[9], "aide en numéraire;aide en nature");
  EXPECT_EQ(cells[11], "2025-03-14/2026-03-14");
  EXPECT_EQ(cells[13], "non");
  EXPECT_EQ(cells[14], "1.00");
}

TEST(ScdlRow, WritingThenReadingGivesTheSameRow) {
  Cells cells = good();
  cells["pourcentageSubvention"] = "0.3333";
  cells["montant"] = "-0.05";
  const ScdlRow row = row_of(cells);
  const ScdlCells written = write_scdl_row(row);
  Cells again;
  for (std::size_t i = 0; i < written.size(); ++i) again[std::string(scdl_columns[i])] = written[i];
  EXPECT_EQ(row_of(again), row);
  EXPECT_EQ(written[8], "-0.05");
  EXPECT_EQ(written[14], "0.3333");
}

TEST(ScdlRow, NamesTheColumnThatCannotBePublished) {
  using testing::ElementsAre;
  const std::pair<std::string, std::vector<std::string>> bad[] = {
      {"idAttribuant", {"", "23350001600041", "233 500 016 00040", "00000000000000"}},
      {"dateConvention", {"", "2025-02-30", "27/06/2025"}},
      {"montant", {"", "1e3", "1.005", "NaN", "12 000", "1,5", "."}},
      {"nature", {"", "numéraire", "Aide en nature"}},
      {"objet", {"", std::string(257, 'a'), "deux\nlignes"}},
      {"datesPeriodeVersement", {"", "2025-02-30/2025-03-01", "2026-01-01/2025-01-01", "2025"}},
      {"notificationUE", {"", "Non", "true"}},
      {"pourcentageSubvention", {"", "0", "1.01", "100", "0.00999"}},
      {"idRAE", {"123456"}},
      {"rnaBeneficiaire", {"380475558"}}};
  for (const auto& [column, texts] : bad) {
    for (const std::string& text : texts) {
      EXPECT_THAT(faulty(good(), column, text), ElementsAre(column)) << column << " = " << text;
    }
  }
  EXPECT_THAT(faulty(good(), "objet", std::string(256, 'a')), ElementsAre());
}

TEST(ScdlRow, CorsicanRnaIsLeftOutWhenTheSiretIsThere) {
  Cells cells = good();
  cells["rnaBeneficiaire"] = "W2A1000049";
  EXPECT_EQ(row_of(cells).beneficiary_rna, "");
  cells["idBeneficiaire"] = "";
  EXPECT_EQ(read_scdl_row(cells).faults.size(), 1U);
}

std::vector<DatedRule> rules() {
  const auto text = base::read_file(PARVIS_SOURCE_DIR "/reference/grants/rules.json");
  EXPECT_TRUE(text);
  auto read = parse_rules(*text);
  EXPECT_TRUE(read) << read.error().message;
  return *read;
}

TEST(Rules, ApplyByTheDateOfTheFacts) {
  EXPECT_EQ(rule_on(rules(), "convention", *base::parse_day("1999-01-01")), nullptr);
  EXPECT_EQ(rule_on(rules(), "convention", *base::parse_day("2025-01-01"))->value, 23000);
  EXPECT_EQ(base::format_day(*publication_due(*base::parse_day("2025-11-30"), rules())), "2026-02-28");
  EXPECT_TRUE(
      stale(*rule_on(rules(), "convention", *base::parse_day("2025-01-01")), *base::parse_day("2026-11-24")));
}

TEST(Rules, OverlappingValuesAreRefused) {
  const auto read = parse_rules(R"([{"id":"a","value":1,"from":"2020-01-01"},
                                    {"id":"a","value":2,"from":"2021-01-01"}])");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::conflict);
}

Candidate candidate(const std::string& column = {}, const std::string& text = {}) {
  Cells cells = good();
  if (!column.empty()) cells[column] = text;
  return {row_of(cells), {}, false};
}

TEST(Judge, SeveralSmallGrantsCrossTheThresholdTogether) {
  Candidate first = candidate("montant", "12000");
  Candidate second = candidate("montant", "11000");
  second.row.purpose = "Autre projet";
  auto judged = judge({first, second}, rules(), Scope::above_threshold);
  EXPECT_TRUE(judged[0].below_threshold && judged[1].below_threshold);  // 23,000 exactly is not above
  second.row.amount_cents += 1;
  judged = judge({first, second}, rules(), Scope::above_threshold);
  EXPECT_TRUE(judged[0].published && judged[1].published);
  judged = judge({candidate("montant", "5")}, rules(), Scope::all);
  EXPECT_TRUE(judged[0].published);
}

TEST(Judge, HoldsWhatAPersonMustSee) {
  using testing::ElementsAre;
  const auto holds = [](std::vector<Candidate> rows) { return judge(rows, rules(), Scope::all)[0].holds; };
  EXPECT_THAT(holds({candidate("objet", "=cmd()")}), ElementsAre(Hold::formula));
  EXPECT_THAT(holds({candidate("nomBeneficiaire", "Mme Jeanne Exemple")}), ElementsAre(Hold::natural_person));
  EXPECT_THAT(holds({candidate("montant", "-5")}), ElementsAre(Hold::negative_amount));
  EXPECT_THAT(holds({candidate("pourcentageSubvention", "0.8")}), ElementsAre(Hold::shares));
  EXPECT_THAT(holds({candidate(), candidate()}), ElementsAre(Hold::twin));
  EXPECT_THAT(holds({candidate("nomBeneficiaire", "Madame Bovary en scène, association")}),
              ElementsAre(Hold::natural_person));
  Candidate lifted = candidate("objet", "@cmd");
  lifted.released = {Hold::formula};
  EXPECT_TRUE(judge({lifted}, rules(), Scope::all)[0].published);
  lifted.excluded = true;
  EXPECT_FALSE(judge({lifted}, rules(), Scope::all)[0].published);
}

TEST(Judge, SharesOfOneAgreementAddToOne) {
  Candidate first = candidate("pourcentageSubvention", "0.45");
  Candidate second = candidate("pourcentageSubvention", "0.55");
  second.row.beneficiary_siret = "23350001600040";
  const auto judged = judge({first, second}, rules(), Scope::all);
  EXPECT_TRUE(judged[0].published && judged[1].published);
}

TEST(ScdlFile, SameRowsSameBytesAndQuotesOnlyWhereNeeded) {
  const std::string text = scdl_csv({row_of(good())});
  EXPECT_EQ(text, scdl_csv({row_of(good())}));
  EXPECT_TRUE(text.starts_with("nomAttribuant,idAttribuant,"));
  EXPECT_THAT(text, testing::HasSubstr(",\"Animations climat, « énergie »\",47800.20,"));
  EXPECT_EQ(text.find('\r'), std::string::npos);
}

TEST(ScdlFile, ChangesSayWhatMovedBetweenTwoVersions) {
  const ScdlRow same = row_of(good());
  ScdlRow dearer = same;
  dearer.purpose = "Fonctionnement";
  ScdlRow cheaper = dearer;
  cheaper.amount_cents = 100;
  ScdlRow gone = same;
  gone.act_reference = "2024-1";
  ScdlRow fresh = same;
  fresh.act_reference = "2026-1";
  const auto found = changes({same, dearer, gone}, {same, cheaper, fresh});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].kind, RowChange::Kind::modified);
  EXPECT_THAT(found[0].columns, testing::ElementsAre("montant"));
  EXPECT_EQ(found[1].kind, RowChange::Kind::added);
  EXPECT_EQ(found[2].kind, RowChange::Kind::removed);
  EXPECT_EQ(found[2].before, gone);
}

}  // namespace
}  // namespace parvis::grants
