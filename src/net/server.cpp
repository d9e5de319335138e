// The listening socket, the sweep of deadlines and the orderly stop; server_connection.cpp does the rest.
#include "net/server.hpp"

#include <unistd.h>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <filesystem>
#include <thread>
#include <utility>
#include <vector>

#include "net/server_connection.hpp"

namespace parvis::net {
namespace {

constexpr std::size_t kTurnedAway = 64;  // connections past max_connections that still get a polite 503
constexpr auto kSweepEvery = std::chrono::milliseconds(200);
constexpr auto kStaleUpload = std::chrono::hours(24);

void delete_stale_uploads(const std::filesystem::path& dir) {
  namespace fs = std::filesystem;
  std::error_code failed;
  fs::create_directories(dir, failed);
  for (auto at = fs::directory_iterator(dir, failed); !failed && at != fs::directory_iterator();
       at.increment(failed)) {
    std::error_code gone;
    const bool stale = fs::file_time_type::clock::now() - at->last_write_time(gone) > kStaleUpload;
    if (!gone && stale && at->path().filename().string().starts_with("upload-")) fs::remove(at->path(), gone);
  }
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerSettings settings, const Router& router, Metrics& metrics)
      : shared_(std::move(settings), router, metrics), acceptor_(shared_.io), sweeper_(shared_.io) {
    auto& dir = shared_.settings.temp_dir;
    if (dir.empty())
      dir = std::filesystem::temp_directory_path() / ("parvis-uploads-" + std::to_string(::getuid()));
  }

  Status start() {
    error_code failed;
    const auto address = asio::ip::make_address(shared_.settings.address, failed);
    const tcp::endpoint endpoint(address, shared_.settings.port);
    if (!failed) acceptor_.open(endpoint.protocol(), failed);
    if (!failed) acceptor_.set_option(tcp::acceptor::reuse_address(true), failed);
    if (!failed) acceptor_.bind(endpoint, failed);
    if (!failed) acceptor_.listen(tcp::acceptor::max_listen_connections, failed);
    if (failed) {
      return fail(ErrorKind::unavailable,
                  "L’adresse " + shared_.settings.address + ", port " + std::to_string(endpoint.port()) +
                      ", ne peut pas être ouverte.",
                  failed.message(), "bind");
    }
    port_ = acceptor_.local_endpoint().port();
    delete_stale_uploads(shared_.settings.temp_dir);
    shared_.metrics.gauge("parvis_http_queue_length", "Requests waiting for a worker.",
                          [this] { return static_cast<double>(shared_.pool.queued()); });
    shared_.metrics.gauge("parvis_http_connections", "Connections open.",
                          [this] { return static_cast<double>(shared_.open_connections.load()); });
    shared_.pool.start();
    accept();
    sweep();
    thread_ = std::thread([this] { shared_.io.run(); });
    return {};
  }

  std::uint16_t port() const { return port_; }

  void stop() {
    if (!thread_.joinable()) return;
    asio::post(shared_.io, [this] { begin_stop(); });
    thread_.join();
    shared_.pool.stop();
    shared_.io.restart();
    shared_.io.poll();  // lets go of what late workers posted
    for (const auto* name : {"parvis_http_queue_length", "parvis_http_connections"})
      shared_.metrics.forget_gauge(name);
  }

 private:
  void accept() {
    acceptor_.async_accept([this](error_code failed, tcp::socket socket) {
      if (shared_.stopping) return;
      if (failed) {  // out of descriptors: the sweep tries again
        accepting_ = false;
        return;
      }
      welcome(std::move(socket));
      accept();
    });
  }

  void welcome(tcp::socket socket) {
    const auto most = shared_.settings.max_connections;
    if (shared_.connections.size() >= most + kTurnedAway) return;
    const auto connection = std::make_shared<Connection>(shared_, std::move(socket));
    const bool full = shared_.connections.size() >= most;
    shared_.connections.insert(connection);
    shared_.open_connections = shared_.connections.size();
    full ? connection->turn_away() : connection->begin();
  }

  void sweep() {
    sweeper_.expires_after(kSweepEvery);
    sweeper_.async_wait([this](error_code failed) {
      if (failed) return;
      const auto at = now();
      const bool give_up = shared_.stopping && at > stop_by_;
      const std::vector<ConnectionPtr> all(shared_.connections.begin(), shared_.connections.end());
      for (const auto& connection : all) give_up ? connection->close() : connection->check_deadline(at);
      if (shared_.stopping && shared_.connections.empty()) return;
      if (!accepting_ && !shared_.stopping) {
        accepting_ = true;
        accept();
      }
      sweep();
    });
  }

  void begin_stop() {
    shared_.stopping = true;
    stop_by_ = in_seconds(shared_.settings.stop_timeout_s);
    error_code ignored;
    acceptor_.close(ignored);
    const std::vector<ConnectionPtr> all(shared_.connections.begin(), shared_.connections.end());
    for (const auto& connection : all) connection->stop_when_idle();
  }

  Shared shared_;
  tcp::acceptor acceptor_;
  asio::steady_timer sweeper_;
  bool accepting_ = true;
  Moment stop_by_ = Moment::max();
  std::uint16_t port_ = 0;
  std::thread thread_;
};

Server::Server(ServerSettings settings, const Router& router, Metrics& metrics)
    : impl_(std::make_unique<Impl>(std::move(settings), router, metrics)) {}

Server::~Server() {
  impl_->stop();
}

Status Server::start() {
  return impl_->start();
}
std::uint16_t Server::port() const {
  return impl_->port();
}
void Server::stop() {
  impl_->stop();
}

}  // namespace parvis::net
