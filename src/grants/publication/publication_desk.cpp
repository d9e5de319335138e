#include "grants/publication/publication_desk.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/csv.hpp"
#include "base/hashing.hpp"
#include "store/audit_log.hpp"

namespace parvis::grants {
namespace {

using Cells = std::map<std::string, std::string, std::less<>>;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Result<std::vector<std::vector<std::string>>> records_of(std::string_view csv) {
  if (csv.starts_with(byte_order_mark)) csv.remove_prefix(byte_order_mark.size());
  const std::string_view first = csv.substr(0, csv.find('\n'));
  const char separator = std::count(first.begin(), first.end(), ';') > 0 ? ';' : ',';
  PARVIS_TRY(records, base::parse_csv(csv, separator));
  if (records.empty()) return fail(ErrorKind::invalid, "Le fichier est vide.");
  const auto& header = records[0];
  for (const std::string_view column : {scdl_columns[0], scdl_columns[4], scdl_columns[8]}) {
    if (std::find(header.begin(), header.end(), column) == header.end()) {
      return fail(ErrorKind::invalid,
                  "La colonne « " + std::string(column) +
                      " » manque : déposez un fichier au schéma SCDL, ou passez d’abord par l’atelier de "
                      "réparation.");
    }
  }
  return records;
}

Cells cells_of(const std::vector<std::string>& header, const std::vector<std::string>& record) {
  Cells cells;
  for (std::size_t i = 0; i < std::min(header.size(), record.size()); ++i)
    cells.emplace(header[i], record[i]);
  return cells;
}

bool blank(const std::vector<std::string>& record) {
  return std::all_of(record.begin(), record.end(), [](const std::string& cell) { return cell.empty(); });
}

std::string plural(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n < 2 ? one : many);
}

}  // namespace

Result<Taken> PublicationDesk::take(const std::string& file_name, std::string_view csv,
                                    const std::string& actor) {
  PARVIS_TRY(records, records_of(csv));
  const std::string sha256 = base::sha256_hex(csv);
  Taken taken;
  std::vector<BasketRow> rows;
  std::set<int> years;
  for (std::size_t i = 1; i < records.size(); ++i) {
    if (blank(records[i])) continue;
    ReadRow read = read_scdl_row(cells_of(records[0], records[i]));
    const auto number = static_cast<std::int64_t>(i + 1);
    if (!read.faults.empty()) {
      taken.refused.push_back({number, std::move(read.faults)});
      continue;
    }
    BasketRow row;
    row.year = static_cast<int>(read.row.agreed_on.year());
    row.candidate.row = std::move(read.row);
    row.origin_name = file_name;
    row.origin_sha256 = sha256;
    row.origin_row = number;
    years.insert(row.year);
    rows.push_back(std::move(row));
  }
  taken.years.assign(years.begin(), years.end());
  PARVIS_TRY(decision_id, record(taken, sha256, rows));
  taken.decision_id = decision_id;
  if (rows.empty()) return taken;
  PARVIS_CHECK(context_.database.write([&](store::Session& session) -> Status {
    taken.added = taken.replaced = 0;  // the transaction may run again
    std::map<std::string, int> twins;
    for (BasketRow& row : rows) {
      row.decision_id = taken.decision_id;
      const int twin = twins[std::to_string(row.year) + scdl_identity(row.candidate.row)]++;
      PARVIS_TRY(replaced, PublicationStore::put_row(session, row, twin, context_.clock.now()));
      ++(replaced ? taken.replaced : taken.added);
    }
    return store::append_audit(session, context_.clock.now(), "grants.basket", actor, "table:" + sha256,
                               {{"rows", rows.size()}});
  }));
  return taken;
}

// One record for the batch: which rules looked at which file, and how many rows they hold back.
Result<std::string> PublicationDesk::record(const Taken& taken, const std::string& sha256,
                                            const std::vector<BasketRow>& rows) {
  if (context_.ledger == nullptr) return std::string();
  std::vector<Candidate> candidates;
  candidates.reserve(rows.size());
  for (const BasketRow& row : rows) candidates.push_back(row.candidate);
  std::map<std::string_view, std::size_t> counts;
  for (const Judged& judged : judge(candidates, context_.rules, Scope::all)) {
    for (const Hold hold : judged.holds) ++counts[to_text(hold)];
  }
  decision::Decision made;
  made.use_case = "subventions";
  made.kind = "détecter";
  made.register_entry = "subventions-controle";
  made.legal_effect = "aucun";
  made.subject = "table:" + sha256;
  made.model.kind = "règles";
  made.model.name = "lignes à voir avant publication";
  made.inputs.push_back({"table:" + sha256, sha256, "fichier déposé", "non"});
  made.abstained = counts.empty();
  for (const auto& [code, count] : counts) {
    if (made.value.empty()) made.value = code;
    made.factors.push_back({std::string(french(*hold_of(code))), std::to_string(count), 1, 0});
  }
  made.label = plural(counts.size(), "motif d’attente", "motifs d’attente");
  made.explanation_method = "règles";
  made.explanation = plural(rows.size(), "ligne lue, ", "lignes lues, ") +
                     plural(taken.refused.size(), "refusée.", "refusées.");
  PARVIS_TRY(recorded, context_.ledger->record(std::move(made), false));
  return recorded.id;
}

Result<YearView> PublicationDesk::view(store::Session& session, int year) {
  YearView out;
  out.year = year;
  PARVIS_TRY(scope, PublicationStore::scope(session));
  out.scope = scope;
  PARVIS_TRY(rows, PublicationStore::rows_of(session, year));
  PARVIS_TRY(versions, PublicationStore::publications(session, year));
  out.versions = std::move(versions);
  std::vector<Candidate> candidates;
  candidates.reserve(rows.size());
  for (const BasketRow& row : rows) candidates.push_back(row.candidate);
  const std::vector<Judged> verdicts = judge(candidates, context_.rules, scope);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ScdlRow& row = candidates[i].row;
    out.excluded += rows[i].candidate.excluded ? 1 : 0;
    out.waiting += verdicts[i].holds.empty() ? 0 : 1;
    out.below += verdicts[i].below_threshold && verdicts[i].holds.empty() ? 1 : 0;
    if (verdicts[i].published) {
      ++out.publishable;
      out.publishable_cents += row.amount_cents * row.share_bp / 10000;
    }
    out.rows.push_back({std::move(rows[i]), verdicts[i], publication_due(row.agreed_on, context_.rules)});
  }
  return out;
}

Result<YearView> PublicationDesk::year(int year) {
  PARVIS_TRY(out, context_.database.read([&](store::Session& session) { return view(session, year); }));
  std::vector<ScdlRow> before;
  std::vector<ScdlRow> after;
  const auto last = std::find_if(out.versions.begin(), out.versions.end(),
                                 [](const Publication& made) { return !made.withdrawn_at; });
  if (last != out.versions.end()) {
    PARVIS_TRY(rows, rows_of_version(*last));
    before = std::move(rows);
  }
  for (const YearRow& row : out.rows) {
    if (row.judged.published) after.push_back(row.basket.candidate.row);
  }
  out.changes = changes(before, after);
  return out;
}

Result<std::vector<int>> PublicationDesk::years() {
  return context_.database.read([](store::Session& session) { return PublicationStore::years(session); });
}

Result<std::vector<ScdlRow>> PublicationDesk::rows_of_version(const Publication& publication) {
  PARVIS_TRY(csv, context_.files.read(publication.csv_sha256));
  PARVIS_TRY(records, records_of(csv));
  std::vector<ScdlRow> rows;
  for (std::size_t i = 1; i < records.size(); ++i) {
    rows.push_back(read_scdl_row(cells_of(records[0], records[i])).row);
  }
  return rows;
}

Status PublicationDesk::answer(const std::string& row_id, const RowAnswer& answer, const std::string& actor) {
  if (answer.kind == RowAnswer::Kind::exclude && answer.why.empty()) {
    return fail(ErrorKind::invalid, "Dites pourquoi cette ligne n’est pas publiée.", {}, "why");
  }
  return context_.database.write([&](store::Session& session) -> Status {
    PARVIS_TRY(row, PublicationStore::row(session, row_id));
    row.version = answer.version;
    std::vector<Hold>& released = row.candidate.released;
    if (answer.kind == RowAnswer::Kind::release) {
      if (std::find(released.begin(), released.end(), answer.hold) == released.end()) {
        released.push_back(answer.hold);
      }
    } else {
      row.candidate.excluded = answer.kind == RowAnswer::Kind::exclude;
      row.excluded_why = answer.why;
      if (answer.kind == RowAnswer::Kind::restore) released.clear();
    }
    PARVIS_CHECK(PublicationStore::save_answer(session, row, context_.clock.now()));
    return store::append_audit(session, context_.clock.now(), "grants.publication.answer", actor,
                               "row:" + row_id, {{"hold", to_text(answer.hold)}, {"why", answer.why}});
  });
}

Result<Publication> PublicationDesk::publish(int year, const std::string& actor) {
  PARVIS_TRY(now, this->year(year));
  std::vector<ScdlRow> rows;
  for (const YearRow& row : now.rows) {
    if (row.judged.published) rows.push_back(row.basket.candidate.row);
  }
  if (rows.empty()) {
    return fail(ErrorKind::conflict, "Aucune ligne de cette année n’est prête à publier.", {},
                "nothing_to_publish");
  }
  if (now.changes.empty()) {
    return fail(ErrorKind::conflict, "Rien n’a changé depuis la dernière version publiée.", {},
                "nothing_changed");
  }
  const std::string csv = scdl_csv(rows);
  PARVIS_TRY(errors, check_(csv));
  if (!errors.empty()) {
    return fail(ErrorKind::conflict, "Publication annulée : " + errors[0], {}, "not_valid");
  }
  Publication made;
  made.made_at = context_.clock.now();
  const quality::Passport passport =
      publication_passport(now, context_.rules, base::sha256_hex(csv), made.made_at);
  if (passport.colour() == quality::Colour::red) {
    return fail(ErrorKind::conflict, "Le passeport de ces données est rouge : la publication attend.", {},
                "passport_red");
  }
  PARVIS_TRY(csv_sha256, context_.files.put(csv));
  PARVIS_TRY(json_sha256, context_.files.put(scdl_json(rows)));
  made.year = year;
  made.version = now.versions.empty() ? 1 : now.versions.front().version + 1;
  made.rows = static_cast<std::int64_t>(rows.size());
  made.amount_cents = now.publishable_cents;
  made.csv_sha256 = csv_sha256;
  made.json_sha256 = json_sha256;
  made.csv_bytes = static_cast<std::int64_t>(csv.size());
  made.passport = quality::to_json(passport);
  made.changes = to_json(now.changes);
  made.made_by = actor;
  PARVIS_CHECK(context_.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(PublicationStore::add(session, made));
    return store::append_audit(session, made.made_at, "grants.publication", actor,
                               "publication:" + std::to_string(year) + "/v" + std::to_string(made.version),
                               {{"sha256", csv_sha256}, {"rows", made.rows}});
  }));
  return made;
}

Status PublicationDesk::withdraw(int year, int version, const std::string& why, const std::string& actor) {
  if (why.empty()) return fail(ErrorKind::invalid, "Dites pourquoi cette version est retirée.", {}, "why");
  return context_.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(PublicationStore::withdraw(session, year, version, why, context_.clock.now()));
    return store::append_audit(session, context_.clock.now(), "grants.publication.withdraw", actor,
                               "publication:" + std::to_string(year) + "/v" + std::to_string(version),
                               {{"why", why}});
  });
}

Status PublicationDesk::set_scope(Scope scope, const std::string& actor) {
  return context_.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(PublicationStore::set_scope(session, scope));
    return store::append_audit(session, context_.clock.now(), "grants.publication.scope", actor,
                               "setting:publication.scope", {{"all", scope == Scope::all}});
  });
}

Result<Publication> PublicationDesk::standing(int year, int version) {
  PARVIS_TRY(versions, context_.database.read([&](store::Session& session) {
    return PublicationStore::publications(session, year);
  }));
  for (const Publication& made : versions) {
    if (version != 0 && made.version == version && made.withdrawn_at) {
      return fail(ErrorKind::not_found, "Cette version a été retirée : " + made.withdrawn_why, {},
                  "withdrawn");
    }
    if (!made.withdrawn_at && (version == 0 || made.version == version)) return made;
  }
  return fail(ErrorKind::not_found, "Aucune publication pour cette année.");
}

Result<std::vector<Publication>> PublicationDesk::all_versions() {
  return context_.database.read(
      [](store::Session& session) { return PublicationStore::publications(session, 0); });
}

PublishedFile PublicationDesk::described(const Publication& made) const {
  return {context_.town_name(),
          context_.settings.base_url,
          made.year,
          made.version,
          base::format_utc(made.made_at),
          made.csv_sha256,
          static_cast<std::size_t>(made.csv_bytes),
          static_cast<std::size_t>(made.rows)};
}

}  // namespace parvis::grants
