#include "app/audit_watch.hpp"

#include <memory>
#include <utility>

#include "base/file.hpp"
#include "base/log.hpp"
#include "store/audit_checkpoint.hpp"

namespace parvis::app {
namespace {

constexpr std::uint64_t max_card_bytes = 1 << 20;

// The card that lies beside the model; empty when there is none.
base::json::object card_of(const std::filesystem::path& folder) {
  const auto text = base::read_file(folder / "card.json", max_card_bytes);
  auto card = text ? base::parse_json_object(*text) : tl::make_unexpected(text.error());
  return card ? std::move(*card) : base::json::object{};
}

net::Mail checkpoint_mail(const House& house, const account::Town& town, const store::Checkpoint& point) {
  net::Mail mail;
  mail.from = house.street->settings.mail_from;
  mail.to = town.dpo_email;
  mail.subject = "Journal de Parvis\u00A0: point de contrôle du jour";
  mail.text = "Bonjour,\n\nVoici le point de contrôle signé du journal chaîné de " + town.name +
              ". Conservez ce message\u00A0: si le journal est raccourci ou récrit un jour, la vérification "
              "le montrera.\n\n" +
              store::checkpoint_text(point) +
              "\n\nPour vérifier un export du journal, placez cette ligne dans un fichier points.ndjson, "
              "puis lancez\u00A0:\n"
              "parvis audit verify journal.ndjson points.ndjson --key " +
              point.key + "\n";
  return mail;
}

}  // namespace

Result<base::SigningKey> audit_key(const House& house) {
  return base::SigningKey::open(house.data / "audit.key");
}

Status tell_model_loaded(House& house) {
  if (!house.vision) return {};
  const auto model = house.vision->model();
  if (!model) return {};
  decision::ModelRecord record;
  record.sha256 = model->sha256;
  record.name = model->name;
  record.kind = "linéaire";
  record.card = card_of(house.vision_settings.model_folder);
  return house.models->loaded(record);
}

Status watch_audit(store::JobWorker& worker, House& house) {
  PARVIS_TRY(key, audit_key(house));
  auto mailed_day = std::make_shared<std::string>();
  store::register_audit_jobs(
      worker, *house.database, house.clock, key, [&house, mailed_day](const store::Checkpoint& point) {
        const auto town = house.town->town();
        const std::string day = base::format_day(house.clock.now(), town.zone);
        if (town.dpo_email.empty() || day == *mailed_day) return;
        const Status sent = house.mailer->send(checkpoint_mail(house, town, point));
        if (sent)
          *mailed_day = day;
        else
          base::log_warning("audit_checkpoint_not_mailed", {{"code", sent.error().code}});
      });
  return store::schedule_audit_jobs(*house.database, house.clock);
}

}  // namespace parvis::app
