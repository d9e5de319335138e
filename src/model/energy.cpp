#include "model/energy.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>
#include <mutex>
#include <string>

#include "base/file.hpp"

namespace parvis::model {
namespace {

constexpr double joules_per_wh = 3600;

std::optional<std::uint64_t> number_in(const std::filesystem::path& path) {
  const auto text = base::read_file(path, 64);
  if (!text) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::int64_t process_cpu_ns() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

class CpuLedger {
 public:
  static CpuLedger& instance() {
    static CpuLedger ledger;
    return ledger;
  }
  void enter(CpuShare* share) {
    const std::scoped_lock lock(mutex_);
    settle();
    under_way_.push_back(share);
  }
  void leave(CpuShare* share) {
    const std::scoped_lock lock(mutex_);
    settle();
    under_way_.erase(std::find(under_way_.begin(), under_way_.end(), share));
  }

 private:
  void settle() {
    const auto now = process_cpu_ns();
    if (!under_way_.empty()) {
      const auto part = (now - last_) / static_cast<std::int64_t>(under_way_.size());
      for (auto* share : under_way_) share->cpu_ns_ += part;
    }
    last_ = now;
  }
  std::mutex mutex_;
  std::vector<CpuShare*> under_way_;
  std::int64_t last_ = 0;
};

CpuShare::CpuShare() {
  CpuLedger::instance().enter(this);
}

CpuShare::~CpuShare() {
  if (!finished_) CpuLedger::instance().leave(this);
}

std::int64_t CpuShare::finish() {
  if (!finished_) CpuLedger::instance().leave(this);
  finished_ = true;
  return cpu_ns_;
}

std::string_view energy_label(EnergyBasis basis) {
  switch (basis) {
    case EnergyBasis::measured:
      return "mesuré";
    case EnergyBasis::estimated:
      return "estimé";
    case EnergyBasis::unmeasurable:
      break;
  }
  return "non mesurable";
}

Energy estimate_energy(double cpu_seconds, double gb_held, double wall_seconds, const PowerModel& power) {
  const double joules = cpu_seconds * power.watts_per_core + gb_held * power.watts_per_gb * wall_seconds;
  const bool sensible =
      cpu_seconds >= 0 && gb_held >= 0 && wall_seconds >= 0 && std::isfinite(joules) && joules > 0;
  if (!sensible) return {};
  return {joules / joules_per_wh * 1e6, EnergyBasis::estimated};
}

std::uint64_t counter_difference(std::uint64_t before, std::uint64_t now, std::uint64_t range) {
  return now >= before ? now - before : now + (range - before);
}

Result<RaplMeter> RaplMeter::open(const std::filesystem::path& root) {
  RaplMeter meter;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(root, error)) {
    const auto name = entry.path().filename().string();
    // "intel-rapl:0" is a package; "intel-rapl:0:1" lies inside it, and "psys" holds the packages themselves
    if (!name.starts_with("intel-rapl:") || std::count(name.begin(), name.end(), ':') != 1) continue;
    const auto label = base::read_file(entry.path() / "name", 64);
    if (!label || !label->starts_with("package")) continue;
    Domain domain{entry.path() / "energy_uj", 0, 0};
    const auto range = number_in(entry.path() / "max_energy_range_uj"), now = number_in(domain.counter);
    if (!range || !now) continue;
    domain.range_uj = *range;
    domain.last_uj = *now;
    meter.domains_.push_back(domain);
  }
  if (meter.domains_.empty())
    return fail(
        ErrorKind::unavailable,
        "Cette machine ne donne pas sa consommation d'énergie. L'administrateur peut ouvrir la lecture du "
        "compteur RAPL au groupe du service.",
        "no readable RAPL package domain");
  return meter;
}

Result<double> RaplMeter::take_uwh() {
  double uj = 0;
  for (auto& domain : domains_) {
    const auto now = number_in(domain.counter);
    if (!now)
      return fail(ErrorKind::unavailable, "Le compteur d'énergie n'est plus lisible.",
                  domain.counter.string());
    uj += static_cast<double>(counter_difference(domain.last_uj, *now, domain.range_uj));
    domain.last_uj = *now;
  }
  return uj / joules_per_wh;
}

}  // namespace parvis::model
