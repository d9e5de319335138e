// Counters for /metrics, in the Prometheus text format 0.0.4. Thread-safe; recording takes one short lock.
// Routes are named by their pattern, so the number of series is bounded by the routes and no path is kept.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::net {

class Metrics {
 public:
  void request(std::string_view method, std::string_view route, int status, double seconds);
  // A value read when /metrics is asked: queue length, open connections, jobs waiting…
  void gauge(std::string name, std::string help, std::function<double()> read);
  void forget_gauge(std::string_view name);
  // Adds to a named counter, made on first use.
  void count(std::string_view name, std::string_view help, double by = 1);
  [[nodiscard]] std::string render() const;

  static constexpr std::array<double, 10> kBuckets_s = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};

 private:
  struct Key {
    std::string method;
    std::string route;
    int status;
    auto operator<=>(const Key&) const = default;
  };
  struct Latency {
    std::array<std::uint64_t, kBuckets_s.size() + 1> counts{};
    double sum_s = 0;
  };
  struct Gauge {
    std::string name;
    std::string help;
    std::function<double()> read;
  };
  struct Counter {
    std::string help;
    double value = 0;
  };

  mutable std::mutex mutex_;
  std::map<Key, std::uint64_t> requests_;
  std::map<std::string, Latency, std::less<>> latency_;  // by route
  std::map<std::string, Counter, std::less<>> counters_;
  std::vector<Gauge> gauges_;
};

}  // namespace parvis::net
