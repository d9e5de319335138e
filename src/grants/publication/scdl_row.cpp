#include "grants/publication/scdl_row.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/identifiers.hpp"
#include "base/text.hpp"

namespace parvis::grants {
namespace {

constexpr std::size_t most_text_characters = 256;
constexpr std::size_t most_rae_characters = 5;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

bool control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; });
}

// A decimal number with a point, scaled by 10^places; more places than that are refused unless zero.
std::optional<std::int64_t> scaled(std::string_view text, int places) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string fraction(point == std::string_view::npos ? "" : text.substr(point + 1));
  while (fraction.size() > static_cast<std::size_t>(places) && fraction.back() == '0') fraction.pop_back();
  if ((whole.empty() && fraction.empty()) || whole.size() > 13) return std::nullopt;
  if (fraction.size() > static_cast<std::size_t>(places)) return std::nullopt;
  fraction.resize(static_cast<std::size_t>(places), '0');
  std::int64_t value = 0;
  for (const char c : std::string(whole) + fraction) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

std::string decimal(std::int64_t value, int places) {
  std::int64_t scale = 1;
  for (int i = 0; i < places; ++i) scale *= 10;
  const std::int64_t size = value < 0 ? -value : value;
  char text[40];
  std::snprintf(text, sizeof text, "%s%lld.%0*lld", value < 0 ? "-" : "",
                static_cast<long long>(size / scale), places, static_cast<long long>(size % scale));
  return text;
}

constexpr std::pair<Nature, std::string_view> natures[] = {
    {Nature::cash, "aide en numéraire"},
    {Nature::kind, "aide en nature"},
    {Nature::both, "aide en numéraire;aide en nature"},
    {Nature::both, "aide en nature;aide en numéraire"}};

// Fills a row field after field and gathers what cannot be read.
class Reader {
 public:
  explicit Reader(const std::map<std::string, std::string, std::less<>>& cells) : cells_(cells) {}

  ReadRow read() {
    ScdlRow& row = answer_.row;
    row.giver_name = text("nomAttribuant", true, 0);
    row.giver_siret = siret("idAttribuant", true);
    row.agreed_on = day("dateConvention", cell("dateConvention"));
    row.act_reference = text("referenceDecision", false, 0);
    row.beneficiary_name = text("nomBeneficiaire", true, 0);
    row.beneficiary_siret = siret("idBeneficiaire", false);
    row.beneficiary_rna = rna(row.beneficiary_siret.empty());
    row.purpose = text("objet", true, most_text_characters);
    amount();
    nature();
    row.terms = text("conditionsVersement", true, most_text_characters);
    period();
    row.rae = text("idRAE", false, most_rae_characters);
    notified();
    share();
    row.scheme = text("dispositifAide", false, 0);
    return std::move(answer_);
  }

 private:
  std::string_view cell(std::string_view column) const {
    const auto found = cells_.find(column);
    return found == cells_.end() ? std::string_view() : std::string_view(found->second);
  }
  void fault(std::string_view column, std::string message) {
    answer_.faults.push_back({column, std::move(message)});
  }

  std::string text(std::string_view column, bool needed, std::size_t most) {
    std::string value(base::trim(base::nfc(cell(column))));
    if (value.empty()) {
      if (needed) fault(column, "Cette case doit être remplie.");
    } else if (control(value)) {
      fault(column, "La case contient un retour à la ligne ou un caractère de commande.");
    } else if (most > 0 && characters(value) > most) {
      fault(column, "Texte de " + std::to_string(characters(value)) + " caractères, " + std::to_string(most) +
                        " au plus.");
    }
    return value;
  }

  std::string siret(std::string_view column, bool needed) {
    const std::string value(cell(column));
    if (value.empty()) {
      if (needed) fault(column, "Le SIRET doit être rempli.");
      return value;
    }
    const base::IdentifierVerdict verdict = base::siret_verdict(value);
    if (!verdict.right() || verdict.spaced) {
      fault(column, "Ce SIRET ne peut pas être publié : 14 chiffres sans espace, dont la clé est juste.");
    }
    return value;
  }

  std::string rna(bool alone) {
    std::string value(cell("rnaBeneficiaire"));
    if (value.empty()) {
      if (alone) fault("idBeneficiaire", "Donnez le SIRET ou le numéro RNA du bénéficiaire.");
      return value;
    }
    if (!base::rna_verdict(value).right()) {
      fault("rnaBeneficiaire", "Le numéro RNA s’écrit W suivi de neuf chiffres.");
    } else if (base::rna_outside_scdl(value)) {
      // The SIRET is enough for the schema; without it the row cannot be written.
      if (alone) fault("rnaBeneficiaire", "Le schéma n’admet pas ce numéro RNA : ajoutez le SIRET.");
      return {};
    }
    return value;
  }

  base::Day day(std::string_view column, std::string_view value) {
    const auto read = base::parse_day(value);
    if (!read) fault(column, value.empty() ? "La date doit être remplie." : read.error().message);
    return read ? *read : base::Day{};
  }

  void amount() {
    const auto cents = scaled(cell("montant"), 2);
    if (!cents) fault("montant", "Le montant s’écrit en euros, avec un point et deux décimales au plus.");
    answer_.row.amount_cents = cents.value_or(0);
  }

  void nature() {
    const auto* found = std::find_if(std::begin(natures), std::end(natures),
                                     [&](const auto& known) { return known.second == cell("nature"); });
    if (found == std::end(natures)) {
      fault("nature", "Écrivez « aide en numéraire », « aide en nature », ou les deux séparées par « ; ».");
    } else {
      answer_.row.nature = found->first;
    }
  }

  void period() {
    const std::string_view value = cell("datesPeriodeVersement");
    const std::size_t slash = value.find('/');
    answer_.row.paid_from = day("datesPeriodeVersement", value.substr(0, slash));
    if (slash == std::string_view::npos) return;
    const base::Day last = day("datesPeriodeVersement", value.substr(slash + 1));
    if (last < answer_.row.paid_from) {
      fault("datesPeriodeVersement", "La période finit avant d’avoir commencé.");
    }
    answer_.row.paid_to = last;
  }

  void notified() {
    const std::string_view value = cell("notificationUE");
    if (value != "oui" && value != "non") fault("notificationUE", "Écrivez « oui » ou « non ».");
    answer_.row.notified = value == "oui";
  }

  void share() {
    const auto parts = scaled(cell("pourcentageSubvention"), 4);
    if (!parts || *parts < 100 || *parts > 10000) {
      fault("pourcentageSubvention", "La part va de 0.01 à 1 : 1.00 pour un bénéficiaire unique.");
    } else {
      answer_.row.share_bp = static_cast<int>(*parts);
    }
  }

  const std::map<std::string, std::string, std::less<>>& cells_;
  ReadRow answer_;
};

std::string period_text(const ScdlRow& row) {
  const std::string from = base::format_day(row.paid_from);
  return row.paid_to ? from + "/" + base::format_day(*row.paid_to) : from;
}

std::string share_text(int parts) {
  return parts % 100 == 0 ? decimal(parts / 100, 2) : decimal(parts, 4);
}

}  // namespace

ReadRow read_scdl_row(const std::map<std::string, std::string, std::less<>>& cells) {
  return Reader(cells).read();
}

ScdlCells write_scdl_row(const ScdlRow& row) {
  const auto* nature = std::find_if(std::begin(natures), std::end(natures),
                                    [&](const auto& known) { return known.first == row.nature; });
  return {row.giver_name,
          row.giver_siret,
          base::format_day(row.agreed_on),
          row.act_reference,
          row.beneficiary_name,
          row.beneficiary_siret,
          row.beneficiary_rna,
          row.purpose,
          decimal(row.amount_cents, 2),
          std::string(nature->second),
          row.terms,
          period_text(row),
          row.rae,
          row.notified ? "oui" : "non",
          share_text(row.share_bp),
          row.scheme};
}

std::string beneficiary_key(const ScdlRow& row) {
  if (!row.beneficiary_siret.empty()) return row.beneficiary_siret.substr(0, 9);
  return row.beneficiary_rna.empty() ? base::fold(row.beneficiary_name) : row.beneficiary_rna;
}

std::string scdl_identity(const ScdlRow& row) {
  return row.giver_siret.substr(0, 9) + "|" + base::format_day(row.agreed_on) + "|" +
         base::fold(row.act_reference) + "|" + beneficiary_key(row) + "|" + base::fold(row.purpose);
}

}  // namespace parvis::grants
