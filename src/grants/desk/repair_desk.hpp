// The repair desk («Atelier de réparation») over stored files: drop a file, see what was found and changed,
// answer, undo, download, send to publication. Each rule on each column is one recorded decision.
// Thread-safe; a session is opened from source and journal, and the last few stay open.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "grants/desk/schema_shelf.hpp"
#include "grants/desk/table_file_store.hpp"
#include "grants/grants_context.hpp"
#include "grants/matching/request.hpp"
#include "grants/publication/publication_desk.hpp"
#include "grants/repair/repair_outputs.hpp"
#include "grants/repair/repair_session.hpp"

namespace parvis::grants {

// One row as it was and as it is, with what was said of its cells.
struct RepairedRow {
  std::uint64_t row = 0, line = 0;
  bool aside = false;
  std::vector<std::string> before, after;  // by field of the schema
  std::vector<RepairChange> changes;       // about this row, undone ones left out
};

struct RowFilter {
  std::string defect;       // code; empty: any
  bool waiting = false;     // only rows that wait for a person
  std::uint64_t after = 0;  // record number: rows after it
  std::size_t limit = 50;
};

class RepairDesk {
 public:
  RepairDesk(GrantsContext& context, SchemaShelf& schemas, PublicationDesk& publication)
      : context_(context), schemas_(schemas), publication_(publication) {}

  // Errors: too_large; those of read_source; schema_unknown.
  Result<TableFile> drop(const std::string& name, std::string bytes, const std::string& schema,
                         const std::string& actor);
  Result<std::vector<TableFile>> files(const std::string& before, int limit);
  // Records of the batches of a file by "rule" or "rule/field".
  Result<std::map<std::string, std::string>> decisions(const std::string& id);
  Result<TableFile> file(const std::string& id);
  Result<std::vector<RepairedRow>> rows(const std::string& id, const RowFilter& filter);
  // Names of the schema's fields, in the order of `before` and `after` of a row.
  Result<std::vector<std::string>> fields(const std::string& id);
  // Lines of the log about columns and the file, and per defect those that wait.
  Result<std::vector<RepairChange>> column_lines(const std::string& id);
  // Errors: conflict for an old version; those of RepairSession::answer_all. Nothing is half done.
  Result<TableFile> answer(const std::string& id, std::int64_t version, const base::json::object& answers,
                           const std::string& actor);
  // The rows that are not kept aside, as requests, with their record numbers.
  using AsRequest = std::function<std::optional<Request>(const RepairTable&, std::size_t row)>;
  Result<std::vector<std::pair<std::uint64_t, Request>>> requests(const std::string& id,
                                                                  const AsRequest& as_request);
  // publiable.csv, a-corriger.csv, mis-de-cote.csv, journal.jsonl, rapport.json, rapport.html. Errors:
  // not_found for another name.
  Result<std::string> output(const std::string& id, const std::string& name);
  // The publishable rows enter the publication's basket.
  Result<Taken> send(const std::string& id, std::int64_t version, const std::string& actor);
  Status remove(const std::string& id, std::int64_t version, const std::string& actor);

 private:
  struct Open {
    std::string id, journal_sha256;
    ReadySchema schema;
    std::mutex lock;
    std::optional<RepairSession> session;
  };
  Result<std::shared_ptr<Open>> open(const TableFile& file);
  void keep(std::shared_ptr<Open> open);
  void forget(const std::string& id);
  Status record_batches(store::Session& session, const TableFile& file, const RepairSession& repair);
  Status record_answers(store::Session& session, const TableFile& file, const RepairSession& repair,
                        std::size_t first_new);

  GrantsContext& context_;
  SchemaShelf& schemas_;
  PublicationDesk& publication_;
  std::mutex lock_;
  std::list<std::shared_ptr<Open>> open_;  // the last used first
};

}  // namespace parvis::grants
