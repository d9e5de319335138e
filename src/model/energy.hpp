// Energy of a computation in µWh, measured by RAPL where the machine has it, else estimated (governance rules
// G-40, G-41). Unknown is `unmeasurable`, never zero.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace parvis::model {

enum class EnergyBasis { measured, estimated, unmeasurable };
std::string_view energy_label(EnergyBasis basis);  // «mesuré», «estimé», «non mesurable»

struct Energy {
  double uwh = 0;
  EnergyBasis basis = EnergyBasis::unmeasurable;
};

// Watts per core: Green Algorithms' TDP table gives 12 W for a core of unknown kind; memory 0.3725 W a GB.
struct PowerModel {
  double watts_per_core = 12.0;
  double watts_per_gb = 0.3725;
};

// CPU seconds × W per core + GB held × W per GB × wall seconds. 40 ms on a core of 4.2 W is 46.7 µWh.
// Negative or non-finite input is unmeasurable.
Energy estimate_energy(double cpu_seconds, double gb_held, double wall_seconds, const PowerModel& power = {});

// Package domains of Linux powercap (`/sys/class/powercap/intel-rapl:N`); core, uncore and dram lie inside or
// apart and are not added. Counters wrap at max_energy_range_uj.
class RaplMeter {
 public:
  // Errors: unavailable when there is no readable package domain (virtual machines, rights).
  static Result<RaplMeter> open(const std::filesystem::path& root = "/sys/class/powercap");
  // µWh of all packages since the last call (or since open).
  Result<double> take_uwh();

 private:
  struct Domain {
    std::filesystem::path counter;
    std::uint64_t range_uj = 0, last_uj = 0;
  };
  std::vector<Domain> domains_;
};

// `now` minus `before` on a counter that wraps to 0 after `range`.
std::uint64_t counter_difference(std::uint64_t before, std::uint64_t now, std::uint64_t range);

// CPU time of the whole process shared between the computations under way: at every start and end, the time
// since the last change is split evenly. The shares sum to the process's time. Thread-safe.
class CpuShare {
 public:
  CpuShare();
  ~CpuShare();
  CpuShare(const CpuShare&) = delete;
  CpuShare& operator=(const CpuShare&) = delete;
  // Nanoseconds of CPU so far; call on the thread that owns the object, once.
  std::int64_t finish();

 private:
  std::int64_t cpu_ns_ = 0;
  bool finished_ = false;
  friend class CpuLedger;
};

}  // namespace parvis::model
