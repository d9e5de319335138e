#include <string>
#include <string_view>

#include "base/text.hpp"
#include "grants/repair/repair_report.hpp"

namespace parvis::grants {

namespace {

constexpr std::size_t max_shown_changes = 500;  // the journal holds them all

constexpr std::string_view head =
    "<!doctype html>\n<html lang=\"fr\">\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>Rapport de réparation</title>\n<style>\n"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f;"
    "background:#fff}\n"
    "h1{line-height:1.2}table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}\n"
    "caption{text-align:left;font-weight:600;padding:.5rem 0}\n"
    "th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #c8c8d0;"
    "overflow-wrap:anywhere}\n"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}\n"
    "del{background:#fbe3e1}ins{background:#dff2e1;text-decoration:none}\n"
    "</style>\n";

std::string_view outcome_word(RepairOutcome outcome) {
  switch (outcome) {
    case RepairOutcome::repaired:
      return "réparé";
    case RepairOutcome::suggest:
      return "proposé, à confirmer";
    case RepairOutcome::refused:
      return "laissé tel quel";
    case RepairOutcome::flagged:
      return "signalé";
    case RepairOutcome::kept_aside:
      return "mis de côté";
    case RepairOutcome::undone:
      return "annulé";
  }
  return "";
}

// 1234567 -> «1 234 567».
std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, "\u202F");
  }
  return digits;
}

std::string amount(std::int64_t cents) {
  const std::string text = euros(cents);
  const auto point = text.find('.');
  const bool negative = text.starts_with('-');
  const std::string whole =
      text.substr(negative ? 1 : 0, point == std::string::npos ? point : point - (negative ? 1 : 0));
  std::string out = (negative ? "-" : "") + grouped(std::stoull(whole));
  if (point != std::string::npos) out += "," + text.substr(point + 1);
  return out + "\u00A0€";
}

class Page {
 public:
  Page() : out_(head) {}
  void title(std::string_view level, std::string_view text) {
    (((((out_ += '<') += level) += '>') += base::escape_html(text)) += "</") += level;
    out_ += ">\n";
  }
  void paragraph(std::string_view text) { ((out_ += "<p>") += base::escape_html(text)) += "</p>\n"; }
  void open_table(std::string_view caption, const std::vector<std::string_view>& labels) {
    ((out_ += "<table><caption>") += base::escape_html(caption)) += "</caption><thead><tr>";
    for (const auto label : labels) ((out_ += "<th scope=\"col\">") += base::escape_html(label)) += "</th>";
    out_ += "</tr></thead><tbody>\n";
  }
  void row(const std::vector<std::string>& cells) {
    out_ += "<tr>";
    for (const auto& cell : cells) ((out_ += "<td>") += base::escape_html(cell)) += "</td>";
    out_ += "</tr>\n";
  }
  void change_row(const std::vector<std::string>& cells, std::string_view before, std::string_view after) {
    out_ += "<tr>";
    for (const auto& cell : cells) ((out_ += "<td>") += base::escape_html(cell)) += "</td>";
    ((out_ += "<td><del>") += base::escape_html(before)) += "</del></td>";
    ((out_ += "<td><ins>") += base::escape_html(after)) += "</ins></td></tr>\n";
  }
  void close_table() { out_ += "</tbody></table>\n"; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

void control_sums(Page& page, const RepairOutputs& outputs) {
  page.open_table("Sommes de contrôle",
                  {"", "Lignes", "Somme des montants", "Montants illisibles ou absents"});
  const auto line = [&](std::string label, const Amounts& amounts) {
    page.row({std::move(label), grouped(amounts.rows), amount(amounts.cents), grouped(amounts.unread)});
  };
  line("Fichier reçu", outputs.before);
  line("Publiables", outputs.publishable);
  line("À corriger", outputs.to_mend);
  line("Mises de côté", outputs.aside);
  page.close_table();
}

void columns(Page& page, const RepairTable& table) {
  page.open_table("Colonnes", {"Dans le fichier", "Champ du schéma"});
  for (const auto& column : table.maps().columns)
    page.row({column.label, column.field ? table.plan().fields[*column.field].name : "mise de côté"});
  page.close_table();
}

void defects(Page& page, const RepairSession& session) {
  page.open_table("Constats", {"Constat", "Colonne", "Nombre", "Suite", "Explication"});
  for (const auto& count : count_defects(session))
    page.row({std::string(phrase(count.defect)), count.column, grouped(count.count),
              std::string(outcome_word(count.outcome)), count.why});
  page.close_table();
}

void changes(Page& page, const RepairSession& session) {
  page.open_table("Cellules changées", {"Ligne", "Champ", "Constat", "Par", "Avant", "Après"});
  std::size_t shown = 0;
  std::size_t all = 0;
  for (const auto& change : session.changes()) {
    if (!change.about_cell() || !change.after || change.outcome != RepairOutcome::repaired ||
        change.undone_by != 0)
      continue;
    ++all;
    if (shown == max_shown_changes) continue;
    ++shown;
    page.change_row({std::to_string(change.line), change.field, std::string(phrase(change.defect)),
                     change.by == ChangedBy::rule ? "règle" : "personne"},
                    change.before, *change.after);
  }
  page.close_table();
  if (all > shown)
    page.paragraph(grouped(shown) + " changements affichés sur " + grouped(all) +
                   "\u00A0: le journal les contient tous.");
}

}  // namespace

std::string repair_page(const RepairSession& session, const RepairOutputs& outputs) {
  const RepairTable& table = session.table();
  const SourceReading& reading = table.source().reading;
  Page page;
  page.title("h1", "Rapport de réparation");
  page.paragraph((reading.name.empty() ? std::string("Fichier reçu") : reading.name) + ", " +
                 grouped(reading.bytes) + " octets, empreinte SHA-256 " + reading.sha256 + ".");
  page.paragraph("Schéma " + table.plan().schema_name + " " + table.plan().schema_version + ".");
  page.paragraph(grouped(outputs.publishable.rows) + " lignes publiables sur " + grouped(table.data_rows()) +
                 "\u202F; " + grouped(outputs.publishable_if_accepted) +
                 " si toutes les propositions sont acceptées.");
  control_sums(page, outputs);
  columns(page, table);
  defects(page, session);
  changes(page, session);
  return page.take();
}

}  // namespace parvis::grants
