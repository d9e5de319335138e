// From a photo to three proposals over HTTP: photo_http_bench PORT PHOTO RATE SECONDS [CONNECTIONS]
//
// Sends POST /api/street/drafts at a fixed rate whatever the answers take (open loop): a latency counts from
// the instant the photo was due, so a server that falls behind cannot hide it. Each photo carries a number in
// a JPEG comment, so that the server keeps each as a new file. Prints p50, p99, the rate reached and the
// failures; an answer without proposals counts as a failure. bench/photo_http starts a server and runs this.
// Goals: p50 < 60 ms and p99 < 150 ms at 10 a second with a 5-megapixel JPEG; 40 a second sustained on two
// cores.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/file.hpp"
#include "net/loopback_client.hpp"

namespace {

using namespace parvis;
using Clock = std::chrono::steady_clock;

constexpr std::size_t comment_bytes = 14;  // marker, length and ten digits

// The photo with `number` in a comment right after its first marker.
std::string numbered(const std::string& photo, int number) {
  std::string digits = std::to_string(number);
  digits.insert(0, comment_bytes - 4 - digits.size(), '0');
  return photo.substr(0, 2) + std::string("\xff\xfe\x00\x0c", 4) + digits + photo.substr(2);
}

std::string request_of(const std::string& photo) {
  const std::string boundary = "parvis-bench-boundary";
  std::string body = "--" + boundary +
                     "\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"photo.jpg\"\r\n"
                     "Content-Type: image/jpeg\r\n\r\n" +
                     photo + "\r\n--" + boundary + "--\r\n";
  return "POST /api/street/drafts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; "
         "boundary=" +
         boundary + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct Run {
  double rate = 10;
  int total = 0;
  std::uint16_t port = 0;
  std::string photo;
  Clock::time_point start;
  std::atomic<int> next{0}, failed{0}, without{0};
  std::mutex lock;
  std::vector<double> milliseconds;
};

void send_due(Run& run) {
  auto client = std::make_unique<net::LoopbackClient>(run.port);
  for (int i = run.next++; i < run.total; i = run.next++) {
    const auto due =
        run.start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(i / run.rate));
    const std::string request = request_of(numbered(run.photo, i));
    std::this_thread::sleep_until(due);
    const net::Reply reply = client->send(request) ? client->receive() : net::Reply{};
    const double took = std::chrono::duration<double, std::milli>(Clock::now() - due).count();
    if (reply.status == 0) client = std::make_unique<net::LoopbackClient>(run.port);
    if (reply.status != 200)
      ++run.failed;
    else if (reply.body.find("\"categories\"") == std::string::npos)
      ++run.without;
    const std::lock_guard guard(run.lock);
    run.milliseconds.push_back(took);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count < 5) {
    std::fprintf(stderr, "Usage: photo_http_bench PORT PHOTO RATE SECONDS [CONNECTIONS]\n");
    return 2;
  }
  Run run;
  run.port = static_cast<std::uint16_t>(std::atoi(words[1]));
  const auto photo = base::read_file(words[2]);
  if (!photo) return 2;
  run.photo = *photo;
  run.rate = std::atof(words[3]);
  run.total = static_cast<int>(run.rate * std::atof(words[4]));
  const int connections = count > 5 ? std::atoi(words[5]) : 32;
  run.start = Clock::now() + std::chrono::milliseconds(200);
  std::vector<std::thread> threads;
  for (int i = 0; i < connections; ++i) threads.emplace_back([&run] { send_due(run); });
  for (auto& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(Clock::now() - run.start).count();
  std::sort(run.milliseconds.begin(), run.milliseconds.end());
  const auto at = [&](double share) {
    if (run.milliseconds.empty()) return 0.0;
    return run
        .milliseconds[static_cast<std::size_t>(share * static_cast<double>(run.milliseconds.size() - 1))];
  };
  std::printf(
      "asked %.0f/s, reached %.1f/s, %d photos, p50 %.1f ms, p99 %.1f ms, failed %d, without proposals %d\n",
      run.rate, static_cast<double>(run.total) / seconds, run.total, at(0.5), at(0.99), run.failed.load(),
      run.without.load());
  return run.failed + run.without == 0 ? 0 : 1;
}
