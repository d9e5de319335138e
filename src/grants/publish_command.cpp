#include "grants/publish_command.hpp"

#include "base/file.hpp"
#include "grants/publication/publication_view.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr int done = 0, refused = 1, internal = 5;
const std::string actor = "commande";

int failed(const Error& error, std::ostream& err) {
  err << error.message << "\n";
  return error.kind == ErrorKind::internal ? internal : refused;
}

Status take_files(PublicationDesk& desk, const PublishOptions& options, std::ostream& err) {
  for (const std::string& name : options.files) {
    PARVIS_TRY(bytes, base::read_file(name));
    PARVIS_TRY(taken, desk.take(name.substr(name.rfind('/') + 1), bytes, actor));
    err << name << " : " << taken.added << " lignes ajoutées, " << taken.replaced << " déjà là, "
        << taken.refused.size() << " refusées.\n";
    for (const RefusedRow& row : taken.refused) {
      for (const CellFault& fault : row.faults) {
        err << "  ligne " << row.row << ", " << fault.column << " : " << fault.message << "\n";
      }
    }
  }
  return {};
}

void say_waiting(const YearView& year, std::ostream& err) {
  for (const YearRow& row : year.rows) {
    for (const Hold hold : row.judged.holds) {
      err << "  attend : " << row.basket.candidate.row.beneficiary_name << " – " << french(hold) << "\n";
    }
  }
}

}  // namespace

int publish_year(PublicationDesk& desk, const PublishOptions& options, std::ostream& out, std::ostream& err) {
  if (const Status taken = take_files(desk, options, err); !taken) return failed(taken.error(), err);
  const auto year = desk.year(options.year);
  if (!year) return failed(year.error(), err);
  err << options.year << " : " << year->publishable << " lignes prêtes, " << year->waiting << " en attente, "
      << year->below << " sous le seuil, " << year->excluded << " écartées.\n";
  say_waiting(*year, err);
  if (options.dry_run) {
    if (options.json) out << json::serialize(to_json(*year)) << "\n";
    return year->publishable > 0 ? done : refused;
  }
  const auto made = desk.publish(options.year, actor);
  if (!made) return failed(made.error(), err);
  if (options.json) {
    out << json::serialize(to_json(*made)) << "\n";
  } else {
    out << stable_address(desk.described(*made)) << "\n";
  }
  err << "Version " << made->version << " publiée : " << made->rows << " lignes.\n";
  return done;
}

}  // namespace parvis::grants
