#include "net/metrics.hpp"

#include <algorithm>
#include <sstream>

namespace parvis::net {
namespace {

std::string label(std::string_view value) {
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '\\' || c == '"') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

void heading(std::ostream& out, std::string_view name, std::string_view help, std::string_view type) {
  out << "# HELP " << name << ' ' << help << "\n# TYPE " << name << ' ' << type << '\n';
}

}  // namespace

void Metrics::request(std::string_view method, std::string_view route, int status, double seconds) {
  const auto bucket = static_cast<std::size_t>(
      std::lower_bound(kBuckets_s.begin(), kBuckets_s.end(), seconds) - kBuckets_s.begin());
  const std::lock_guard lock(mutex_);
  ++requests_[Key{std::string(method), std::string(route), status}];
  auto found = latency_.find(route);
  if (found == latency_.end()) found = latency_.emplace(std::string(route), Latency{}).first;
  ++found->second.counts[bucket];
  found->second.sum_s += seconds;
}

void Metrics::gauge(std::string name, std::string help, std::function<double()> read) {
  const std::lock_guard lock(mutex_);
  std::erase_if(gauges_, [&](const Gauge& known) { return known.name == name; });
  gauges_.push_back({std::move(name), std::move(help), std::move(read)});
}

void Metrics::forget_gauge(std::string_view name) {
  const std::lock_guard lock(mutex_);
  std::erase_if(gauges_, [&](const Gauge& known) { return known.name == name; });
}

void Metrics::count(std::string_view name, std::string_view help, double by) {
  const std::lock_guard lock(mutex_);
  auto found = counters_.find(name);
  if (found == counters_.end())
    found = counters_.emplace(std::string(name), Counter{std::string(help)}).first;
  found->second.value += by;
}

std::string Metrics::render() const {
  std::ostringstream out;
  out.precision(15);
  const std::lock_guard lock(mutex_);
  heading(out, "parvis_http_requests_total", "Requests answered.", "counter");
  for (const auto& [key, count] : requests_) {
    out << "parvis_http_requests_total{method=" << label(key.method) << ",route=" << label(key.route)
        << ",status=\"" << key.status << "\"} " << count << '\n';
  }
  heading(out, "parvis_http_request_seconds", "Time from the last byte of a request to its answer.",
          "histogram");
  for (const auto& [route, latency] : latency_) {
    const auto series = "parvis_http_request_seconds_bucket{route=" + label(route) + ",le=\"";
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kBuckets_s.size(); ++i) {
      sum += latency.counts[i];
      out << series << kBuckets_s[i] << "\"} " << sum << '\n';
    }
    sum += latency.counts.back();
    out << series << "+Inf\"} " << sum << '\n';
    out << "parvis_http_request_seconds_sum{route=" << label(route) << "} " << latency.sum_s << '\n';
    out << "parvis_http_request_seconds_count{route=" << label(route) << "} " << sum << '\n';
  }
  for (const auto& [name, counter] : counters_) {
    heading(out, name, counter.help, "counter");
    out << name << ' ' << counter.value << '\n';
  }
  for (const auto& gauge : gauges_) {
    heading(out, gauge.name, gauge.help, "gauge");
    out << gauge.name << ' ' << gauge.read() << '\n';
  }
  return out.str();
}

}  // namespace parvis::net
