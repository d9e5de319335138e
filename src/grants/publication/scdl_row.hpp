// One row of the open data on grants, after the SCDL schema «subventions» 2.1.1 and the arrêté of 17 November
// 2017. A row is typed: what the schema refuses cannot be expressed, so the file written from rows is valid
// by construction. Pure, thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"

namespace parvis::grants {

enum class Nature { cash, kind, both };

struct ScdlRow {
  std::string giver_name;
  std::string giver_siret;  // 14 digits, right sums
  base::Day agreed_on{};
  std::string act_reference;  // may be empty
  std::string beneficiary_name;
  std::string beneficiary_siret;  // 14 digits, right sums; empty when only the RNA is known
  std::string beneficiary_rna;    // W and nine digits, or empty
  std::string purpose;            // at most 256 characters
  std::int64_t amount_cents = 0;  // before any split between beneficiaries
  Nature nature = Nature::cash;
  std::string terms;                   // unique, échelonné or free text of at most 256 characters
  base::Day paid_from{};               // one date, or the first of a period
  std::optional<base::Day> paid_to{};  // not before paid_from
  std::string rae;                     // at most 5 characters
  bool notified = false;               // notificationUE
  int share_bp = 10000;                // ten-thousandths of the amount: 100 to 10,000
  std::string scheme;                  // dispositifAide

  friend bool operator==(const ScdlRow&, const ScdlRow&) = default;
};

// The schema's columns, in its order.
inline constexpr std::array<std::string_view, 16> scdl_columns = {
    "nomAttribuant",   "idAttribuant",   "dateConvention",        "referenceDecision",
    "nomBeneficiaire", "idBeneficiaire", "rnaBeneficiaire",       "objet",
    "montant",         "nature",         "conditionsVersement",   "datesPeriodeVersement",
    "idRAE",           "notificationUE", "pourcentageSubvention", "dispositifAide"};

using ScdlCells = std::array<std::string, 16>;

// Why a cell cannot be published as it stands.
struct CellFault {
  std::string_view column;
  std::string message;  // French: what is wrong and what to write
};

struct ReadRow {
  ScdlRow row;  // meaningful only without fault
  std::vector<CellFault> faults;
};

// From cells as the schema writes them («1234.5», «2024-01-31/2024-02-29», «oui»).
[[nodiscard]] ReadRow read_scdl_row(const std::map<std::string, std::string, std::less<>>& cells);
[[nodiscard]] ScdlCells write_scdl_row(const ScdlRow& row);

// What makes two rows of two versions the same grant: giver, day, act, beneficiary and purpose.
[[nodiscard]] std::string scdl_identity(const ScdlRow& row);
// Whom the money goes to: SIREN, else RNA, else the folded name.
[[nodiscard]] std::string beneficiary_key(const ScdlRow& row);

}  // namespace parvis::grants
