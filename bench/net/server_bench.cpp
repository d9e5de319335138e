// What the server costs: requests a second over keep-alive connections, and memory per idle connection.
// Usage: server_bench [requests] [clients] [idle connections]
// Client threads run on the same processors, so the figure is what one machine does talking to itself.
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/log.hpp"
#include "net/loopback_client.hpp"
#include "net/server.hpp"

namespace {

using namespace parvis::net;  // NOLINT(google-build-using-namespace)

long resident_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
  }
  return 0;
}

double cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// Sixteen requests at a time on each connection, so that the clients' system calls weigh less than the
// server's.
void ask_many(std::uint16_t port, int requests) {
  constexpr int kAtOnce = 16;
  LoopbackClient client(port);
  std::string batch;
  for (int i = 0; i < kAtOnce; ++i)
    batch += request_text("GET", "/api/item?x=1", "Accept: application/json\r\n");
  for (int done = 0; done < requests; done += kAtOnce) {
    client.send(batch);
    for (int i = 0; i < kAtOnce; ++i) {
      if (client.receive().status != 200) std::abort();
    }
  }
}

void ask_one_by_one(std::uint16_t port, int requests) {
  LoopbackClient client(port);
  const auto request = request_text("GET", "/api/item?x=1", "Accept: application/json\r\n");
  for (int i = 0; i < requests; ++i) {
    if (client.ask(request).status != 200) std::abort();
  }
}

void measure(const char* name, void (*ask)(std::uint16_t, int), std::uint16_t port, int requests,
             int clients) {
  const auto start = std::chrono::steady_clock::now();
  const double cpu = cpu_seconds();
  std::vector<std::thread> threads;
  for (int i = 0; i < clients; ++i) threads.emplace_back(ask, port, requests / clients);
  for (auto& thread : threads) thread.join();
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("%s: %.0f requests/s, %.1f us CPU a request, client included\n", name, requests / wall,
              1e6 * (cpu_seconds() - cpu) / requests);
}

}  // namespace

int main(int argc, char** argv) {
  const auto argument = [&](int at, int otherwise) { return argc > at ? std::atoi(argv[at]) : otherwise; };
  const int requests = argument(1, 200'000);
  const int clients = argument(2, 4);
  const int idle = argument(3, 5000);
  parvis::base::set_log_level(parvis::base::LogLevel::silent);
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);

  Router router;
  Metrics metrics;
  router.add({"GET", "/api/item", "", "", [](Request& request) -> parvis::Result<Response> {
                return json("{\"x\":\"" + request.query_text("x") + "\"}");
              }});
  ServerSettings settings;
  settings.port = 0;
  settings.worker_threads = 1;
  settings.max_requests_per_connection = 1'000'000'000;
  settings.access_log = false;
  Server server(settings, router, metrics);
  if (!server.start()) return 1;
  measure("one by one", ask_one_by_one, server.port(), requests, clients);
  measure("sixteen at a time", ask_many, server.port(), requests, clients);

  const long before = resident_kb();
  std::vector<std::unique_ptr<LoopbackClient>> held;
  for (int i = 0; i < idle; ++i) {
    held.push_back(std::make_unique<LoopbackClient>(server.port()));
    if (!held.back()->connected() || held.back()->ask(request_text("GET", "/api/item")).status != 200) {
      std::printf("connection %d refused\n", i);
      break;
    }
  }
  const long grown = resident_kb() - before;
  std::printf("%zu idle connections: %ld kB more, %.1f kB each, both ends in this process\n", held.size(),
              grown, static_cast<double>(grown) / static_cast<double>(held.size()));
  return 0;
}
