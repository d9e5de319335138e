#include "canteen/intake/ma_cantine_check.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "base/file.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "canteen/intake/cell_values.hpp"
#include "quality/table_reader/table_input.hpp"
#include "quality/table_schema/sentence.hpp"
#include "quality/table_schema/table_check.hpp"

namespace parvis::canteen {
namespace {

namespace fs = std::filesystem;

// One part at least before the @, a dotted name after it, nothing that a name cannot hold.
bool is_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos)
    return false;
  const std::string_view host = text.substr(at + 1);
  const std::size_t dot = host.find('.');
  return dot != 0 && dot != std::string_view::npos && host.back() != '.' &&
         text.find_first_of(" \t,;<>()") == std::string_view::npos;
}

// As the platform: Luhn's sum over the 14 digits (its SIREN is not looked at), and La Poste's exception.
bool is_siret(const std::string& text) {
  const auto verdict = base::siret_verdict(text);
  return verdict.right() || verdict.cause == base::IdentifierCause::siren_part;
}

// The rules of one row, by the names of its columns.
class RowRules {
 public:
  RowRules(const std::vector<std::string>& labels, const std::string& file, int current_year,
           std::vector<Finding>& findings)
      : file_(file), current_year_(current_year), findings_(findings) {
    for (std::size_t i = 0; i < labels.size(); ++i) column_.emplace(labels[i], i);
  }

  void check(std::uint64_t line, const std::vector<std::string>& cells) {
    line_ = line;
    cells_ = &cells;
    identifiers();
    managers();
    canteen();
    declaration();
  }

 private:
  [[nodiscard]] bool has(const std::string& label) const { return column_.contains(label); }
  [[nodiscard]] std::string text(const std::string& label) const {
    const auto found = column_.find(label);
    return found == column_.end() || found->second >= cells_->size() ? std::string()
                                                                     : tidy_text((*cells_)[found->second]);
  }
  [[nodiscard]] double number(const std::string& label) const { return read_number(text(label)).value_or(0); }

  void refuse(const std::string& label, const std::string& code, const std::string& why) {
    Finding finding;
    finding.code = code;
    finding.severity = Severity::error;
    finding.file = file_;
    finding.column = label;
    finding.value = text(label);
    finding.message = "Ligne " + std::to_string(line_) + ", colonne " + in_quotes(label) + "\u00A0: " + why;
    finding.add(line_, finding.value);
    findings_.push_back(std::move(finding));
  }

  void identifiers() {
    for (const auto* label : {"siret", "siret_cuisine_centrale", "siret_livreur_repas"}) {
      const std::string siret = text(label);
      if (!siret.empty() && !is_siret(siret))
        refuse(label, "siret",
               in_quotes(siret) + " n’est pas un SIRET\u00A0: 14 chiffres dont la clé est juste.");
    }
    const std::string siren = text("siren_unite_legale");
    if (siren.empty()) return;
    constexpr std::size_t siren_digits = 9;
    if (siren.size() != siren_digits || siren.find_first_not_of("0123456789") != std::string::npos)
      refuse("siren_unite_legale", "siren", in_quotes(siren) + " n’est pas un SIREN\u00A0: 9 chiffres.");
    const std::string insee = text("code_insee");
    constexpr std::size_t insee_digits = 5;
    if (has("code_insee") && insee.size() != insee_digits)
      refuse(
          "code_insee", "insee",
          "Une cantine connue par son unité légale a besoin du code INSEE de sa commune, sur 5 caractères.");
  }

  void managers() {
    const std::string addresses = text("gestionnaires_additionnels");
    if (addresses.empty()) return;
    for (const auto& address : base::split(addresses, ','))
      if (!is_address(base::trim(address)))
        refuse("gestionnaires_additionnels", "email",
               in_quotes(base::trim(address)) + " n’est pas une adresse.");
  }

  void canteen() {
    if (!has("nombre_repas_jour")) return;
    const double daily = number("nombre_repas_jour"), yearly = number("nombre_repas_an");
    if (!text("nombre_repas_jour").empty() && daily <= 0)
      refuse("nombre_repas_jour", "meals", "Le nombre de repas par jour doit dépasser 0.");
    if (!text("nombre_repas_an").empty() && yearly < daily)
      refuse("nombre_repas_an", "meals", "Le nombre de repas par an est inférieur au nombre par jour.");
    const std::string sectors = text("secteurs");
    if (!sectors.empty() && base::split(sectors, ',').size() > max_sectors)
      refuse("secteurs", "sectors", "Une cantine a 3 secteurs au plus.");
    const std::string central = text("siret_cuisine_centrale");
    if (!central.empty() && central == text("siret"))
      refuse("siret_cuisine_centrale", "central-kitchen",
             "La cuisine centrale ne peut être la cantine elle-même.");
    if (!central.empty() && base::fold(text("type_production")).find("sur place") != std::string::npos)
      refuse("siret_cuisine_centrale", "central-kitchen",
             "Une cantine qui cuisine sur place n’a pas de cuisine centrale.");
    if (!text("administration_tutelle").empty() && base::fold(text("modèle_économique")) == "prive")
      refuse("administration_tutelle", "ministry", "Une administration de tutelle suppose un modèle public.");
  }

  void declaration() {
    if (!has("année_bilan") || text("année_bilan").empty()) return;
    const double year = number("année_bilan");
    if (year < first_declared_year || year > current_year_ + 1)
      refuse("année_bilan", "year", in_quotes(text("année_bilan")) + " n’est pas une année qui se déclare.");
    if (!text("valeur_totale").empty() && number("valeur_totale") <= 0)
      refuse("valeur_totale", "total", "La valeur totale doit dépasser 0.");
    parts_of_their_whole();
    sum_below_total("valeur_", {"bio", "siqo", "externalites_performance", "egalim_autres"});
    sum_below_total("valeur_", {"viandes_volailles", "produits_de_la_mer"});
  }

  // «X_dont_Y», «X_egalim» and «X_france» are parts of «X»; every value is a part of the total.
  void parts_of_their_whole() {
    for (const auto& [label, column] : column_) {
      if (!label.starts_with("valeur_") || label == "valeur_totale" || number(label) <= 0) continue;
      if (number(label) > number("valeur_totale"))
        refuse(label, "above-total", "La valeur dépasse la valeur totale (" + text("valeur_totale") + ").");
      for (const auto* part : {"_dont_commerce_equitable", "_egalim", "_france"}) {
        if (!label.ends_with(part)) continue;
        const std::string whole = label.substr(0, label.size() - std::string_view(part).size());
        if (has(whole) && number(label) > number(whole))
          refuse(label, "above-whole", "La valeur dépasse celle de " + in_quotes(whole) + ".");
      }
    }
  }

  void sum_below_total(const std::string& prefix, std::initializer_list<const char*> names) {
    double sum = 0;
    for (const auto* name : names) sum += number(prefix + name);
    constexpr double cent = 0.005;
    if (has(prefix + *names.begin()) && sum > number("valeur_totale") + cent)
      refuse("valeur_totale", "sum-above-total", "La somme des parties dépasse la valeur totale.");
  }

  std::string file_;
  int current_year_;
  std::vector<Finding>& findings_;
  std::map<std::string, std::size_t> column_;
  std::uint64_t line_ = 0;
  const std::vector<std::string>* cells_ = nullptr;
};

Finding from_schema(const quality::Finding& found, const quality::SentenceWriter& sentences,
                    const std::string& file) {
  Finding out;
  out.code = quality::to_text(found.code);
  out.severity = quality::is_warning(found.code) ? Severity::warning : Severity::error;
  out.file = file;
  out.column = found.name;
  out.value = found.cell;
  sentences.append(out.message, found);
  if (found.line > 0) out.message = "Ligne " + std::to_string(found.line) + "\u00A0: " + out.message;
  out.add(found.line, out.value);
  return out;
}

Finding refused_file(const std::string& file, std::string message) {
  Finding out;
  out.code = "file-format";
  out.severity = Severity::error;
  out.file = file;
  out.message = std::move(message);
  return out;
}

}  // namespace

Result<MaCantineVerdict> check_ma_cantine(std::string_view schema_json, const fs::path& file,
                                          int current_year) {
  PARVIS_TRY(schema, quality::read_schema(schema_json));
  const auto program = std::make_shared<const quality::SchemaProgram>(std::move(schema));
  quality::ReadOptions read;
  read.known_header = [&](std::string_view label) { return program->schema.field_number(label).has_value(); };
  PARVIS_TRY(input, quality::open_input(file, read));
  MaCantineVerdict out;
  const std::string name = file.filename().string();
  if (input.facts.type != quality::FileType::csv && input.facts.type != quality::FileType::xlsx) {
    out.findings.push_back(refused_file(name, "La plateforme n’accepte que les fichiers CSV et XLSX."));
    return out;
  }
  const bool sheet =
      input.facts.type == quality::FileType::xlsx;  // leaves out the empty cells at the end of a row
  const quality::SentenceWriter sentences(*program);
  quality::TableCheckOptions options;
  options.fields_match = quality::FieldsMatch::exact;
  quality::TableCheck check(program, options, [&](const quality::Finding& found) {
    out.findings.push_back(from_schema(found, sentences, name));
  });
  PARVIS_TRY(rows, quality::rows_of(std::move(input), read));
  quality::TableRow row;
  std::vector<std::string> cells;
  std::unique_ptr<RowRules> rules;
  std::size_t width = 0;
  while (true) {
    PARVIS_TRY(more, rows->next(row));
    if (!more) break;
    cells.clear();
    for (const auto& cell : row.cells) cells.push_back(cell.text);
    if (sheet && rules && !cells.empty() && cells.size() < width) cells.resize(width);
    check.feed_row(row.row, row.line, cells);
    if (rules) {
      ++out.rows;
      rules->check(row.line, cells);
    } else {
      width = cells.size();
      rules = std::make_unique<RowRules>(cells, name, current_year, out.findings);
    }
  }
  PARVIS_TRY(summary, check.finish());
  return out;
}

Result<std::string> ma_cantine_schema(const std::string& name) {
  const fs::path folder = base::home_folder() / "reference" / "canteen" / "ma-cantine";
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none))
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  if (std::find(names.begin(), names.end(), name) == names.end())
    return fail(ErrorKind::not_found, "Schéma de «\u00A0ma cantine\u00A0» inconnu\u00A0: " + in_quotes(name) +
                                          ". Connus\u00A0: " + base::join(names, ", ") + ".");
  return base::read_file(folder / (name + ".json"));
}

}  // namespace parvis::canteen
