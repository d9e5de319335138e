// The table checker over HTTP against a real server: verdicts, refusals, blocks, and clients that leave.
#include <gmock/gmock.h>

#include <chrono>
#include <future>
#include <thread>

#include "base/json.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "grants/checking/check_routes.hpp"
#include "net/loopback_client.hpp"
#include "net/server.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;
using net::LoopbackClient;
using net::Reply;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view header =
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,objet,"
    "montant,"
    "nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,pourcentageSubvention\n";

std::string row(int number, std::string_view date = "2024-01-31") {
  return "Sainte-Aubaine,23350001600040," + std::string(date) + ",D-" + std::to_string(number) +
         ",Association,38047555800058,Projet,1500.50,aide en numéraire,unique,2024-01-01/2024-12-31,,non,1\n";
}

std::string table(int rows, int bad_every) {
  std::string text(header);
  for (int i = 1; i <= rows; ++i) text += row(i, i % bad_every == 0 ? "31/01/2024" : "2024-01-31");
  return text;
}

std::vector<json::object> lines_of(std::string_view body) {
  std::vector<json::object> lines;
  for (const auto& line : base::split(body, '\n')) {
    if (line.empty()) continue;
    const auto parsed = base::parse_json_object(line);
    EXPECT_TRUE(parsed) << line;
    if (parsed) lines.push_back(*parsed);
  }
  return lines;
}

std::size_t count_of(const std::vector<json::object>& lines, std::string_view type) {
  std::size_t count = 0;
  for (const auto& line : lines) count += base::text_or(line, "type") == type ? 1 : 0;
  return count;
}

class CheckApi : public testing::Test {
 protected:
  CheckApi() {
    base::set_log_level(base::LogLevel::silent);
    server_settings.port = 0;
    server_settings.worker_threads = 4;
    settings.max_per_minute = 1000;
    settings.max_per_hour = 10'000;
  }
  ~CheckApi() override { server.reset(); }

  void start() {
    desk = std::make_unique<CheckDesk>(settings);
    add_check_api(router, *desk);
    server = std::make_unique<net::Server>(server_settings, router, metrics);
    ASSERT_TRUE(server->start());
  }

  Reply ask(std::string_view text) { return LoopbackClient(server->port(), 30).ask(text); }
  Reply check(std::string_view query, std::string_view body, std::string_view type = "text/csv") {
    return ask(net::request_text("POST", "/api/v1/grants/check?" + std::string(query),
                                 "Content-Type: " + std::string(type) + "\r\n", body));
  }
  std::string begin(std::string_view body = R"({"schema":"scdl/subventions","name":"a.csv"})") {
    const Reply reply = ask(
        net::request_text("POST", "/api/v1/grants/check/runs", "Content-Type: application/json\r\n", body));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return base::text_or(*base::parse_json_object(reply.body), "id");
  }
  Reply block(const std::string& id, int number, std::string_view bytes) {
    return ask(net::request_text("POST",
                                 "/api/v1/grants/check/runs/" + id + "/blocks/" + std::to_string(number),
                                 "Content-Type: application/octet-stream\r\n", bytes));
  }
  Reply finish(const std::string& id) {
    return ask(
        net::request_text("POST", "/api/v1/grants/check/runs/" + id + "/finish", "Content-Length: 0\r\n"));
  }

  CheckSettings settings;
  net::ServerSettings server_settings;
  net::Router router;
  net::Metrics metrics;
  std::unique_ptr<CheckDesk> desk;
  std::unique_ptr<net::Server> server;
};

TEST_F(CheckApi, AValidTableAndOneWithErrorsAreBothAnswered200) {
  start();
  const Reply good = check("schema=scdl/subventions", table(20, 1000));
  EXPECT_EQ(good.status, 200);
  EXPECT_TRUE(good.whole);
  EXPECT_THAT(good.body, HasSubstr(R"("valid":true,"rows":20)"));
  const Reply bad = check("schema=scdl/subventions", table(20, 5));
  EXPECT_EQ(bad.status, 200);
  const auto lines = lines_of(bad.body);
  EXPECT_EQ(count_of(lines, "file"), 1U);
  EXPECT_EQ(count_of(lines, "error"), 4U);
  EXPECT_EQ(base::text_or(lines.front(), "type"), "file");
  EXPECT_EQ(base::text_or(lines.back(), "type"), "summary");
  EXPECT_THAT(bad.body, HasSubstr("Écrivez 2024-01-31."));
}

TEST_F(CheckApi, LinesComeWhileTheBodyIsStillSent) {
  start();
  LoopbackClient client(server->port());
  const std::string first = table(20'000, 5);  // more than the head that is looked at
  const std::string rest = row(20'001, "31/01/2024");
  ASSERT_TRUE(
      client.send("POST /api/v1/grants/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                  "Content-Length: " +
                  std::to_string(first.size() + rest.size()) + "\r\n\r\n" + first));
  EXPECT_THAT(client.receive_until("Écrivez 2024-01-31."), HasSubstr("200 OK"));
  ASSERT_TRUE(client.send(rest));
  EXPECT_THAT(client.receive_until("0\r\n\r\n"), HasSubstr(R"("rows":20001,"errors":4001)"));
}

TEST_F(CheckApi, OtherFormsAreWritten) {
  start();
  EXPECT_THAT(check("format=csv", table(5, 5)).body, HasSubstr("erreur;6;6;3;dateConvention;"));
  EXPECT_THAT(check("format=text", table(5, 5)).body, HasSubstr("fichier non valide"));
  EXPECT_TRUE(base::parse_json_object(check("format=json", table(5, 5)).body));
  EXPECT_EQ(check("format=pdf", table(5, 5)).status, 400);
}

TEST_F(CheckApi, RefusesByStatus) {
  settings.max_file_mb = 1;
  start();
  EXPECT_EQ(check("schema=inconnu/inconnu", table(1, 2)).status, 422);
  EXPECT_EQ(check("schema=../../etc/passwd", table(1, 2)).status, 422);
  EXPECT_EQ(check("", "x", "image/png").status, 415);
  EXPECT_EQ(check("", std::string("%PDF-1.7\n\0\1\2", 12), "application/octet-stream").status, 415);
  EXPECT_EQ(ask("POST /api/v1/grants/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                "Content-Length: 1048577\r\n\r\n")
                .status,
            413);
  EXPECT_EQ(begin("{}").empty(), false);
  EXPECT_EQ(ask(net::request_text("POST", "/api/v1/grants/check/runs", "Content-Type: application/json\r\n",
                                  R"({"size":1048577})"))
                .status,
            413);
}

TEST_F(CheckApi, ATableOfExactlyTheLimitIsRead) {
  settings.max_file_mb = 1;
  start();
  std::string text = table(100, 1000);
  text += "\"" + std::string((1U << 20U) - text.size() - 3, 'x') + "\"\n";
  ASSERT_EQ(text.size(), 1U << 20U);
  const Reply reply = check("", text);
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr(R"("rows":101)"));
}

TEST_F(CheckApi, ABodyThatIsCutCutsTheAnswerAndFreesTheWorker) {
  server_settings.max_body_streams = 1;
  start();
  {
    LoopbackClient client(server->port());
    const std::string text = table(20'000, 5);
    client.send(
        "POST /api/v1/grants/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
        "Content-Length: 9000000\r\n\r\n" +
        text);
    client.end_sending();
    const Reply reply = client.receive();
    EXPECT_FALSE(reply.whole);
    EXPECT_THAT(reply.body, Not(HasSubstr("summary")));
  }
  EXPECT_EQ(check("", table(3, 2)).status, 200);
}

TEST_F(CheckApi, AClientThatLeavesFreesItsPlace) {
  server_settings.max_body_streams = 1;
  start();
  {
    LoopbackClient client(server->port());
    client.send(
        "POST /api/v1/grants/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
        "Content-Length: 9000000\r\n\r\n" +
        std::string(header));
  }
  int status = 0;
  for (int i = 0; i < 100 && status != 200; ++i) {
    status = check("", table(3, 2)).status;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(status, 200);
}

TEST_F(CheckApi, BlocksGiveWhatTheWholeBodyGives) {
  start();
  const std::string text = table(30'000, 5);
  const std::string id = begin();
  std::size_t from = 0;
  std::string last;
  for (int number = 0; from < text.size(); ++number, from += 1'000'001) {
    const Reply reply = block(id, number, std::string_view(text).substr(from, 1'000'001));
    ASSERT_EQ(reply.status, 200) << reply.body;
    last = reply.body;
  }
  EXPECT_THAT(last, HasSubstr(R"("errors":6000)"));
  const Reply end = finish(id);
  EXPECT_THAT(end.body, HasSubstr(R"("valid":false,"rows":30000,"errors":6000)"));
  EXPECT_THAT(end.body, HasSubstr(R"("state":"done")"));
  EXPECT_EQ(finish(id).status, 404);
}

TEST_F(CheckApi, FirstErrorsOfARunComeBeforeItsEndAndAreBounded) {
  settings.lines_per_group = 10;
  start();
  const std::string id = begin();
  const Reply reply = block(id, 0, table(20'000, 5));
  const auto lines = lines_of(reply.body);
  EXPECT_EQ(count_of(lines, "error"), 10U);
  const auto& progress = lines.back().at("progress").as_object();
  EXPECT_EQ(base::integer_or(progress, "errors", 0), 4000);
  EXPECT_THAT(json::serialize(progress.at("groups")), HasSubstr(R"("label":"Date jour/mois/année")"));
}

TEST_F(CheckApi, ABlockSentTwiceIsReadOnce) {
  start();
  const std::string id = begin();
  const Reply first = block(id, 0, table(100, 5));
  EXPECT_EQ(block(id, 0, table(100, 5)).body, first.body);
  EXPECT_EQ(block(id, 2, "x").status, 409);
  EXPECT_THAT(finish(id).body, HasSubstr(R"("rows":100,"errors":20)"));
}

TEST_F(CheckApi, ABlockHoldsAtTheLimitAndOneBeyond) {
  settings.max_block_bytes = 20'000;
  start();
  const std::string id = begin();
  const std::string text = table(1000, 5).substr(0, 20'000);
  EXPECT_EQ(block(id, 0, text).status, 200);
  EXPECT_EQ(block(id, 1, text + "x").status, 413);
}

TEST_F(CheckApi, AFileThatIsNoTableSaysSoInItsProgress) {
  start();
  const std::string id = begin();
  block(id, 0, std::string("%PDF-1.7\n\0\1\2", 12));
  EXPECT_THAT(finish(id).body, HasSubstr(R"("state":"failed")"));
}

TEST_F(CheckApi, RunsAreFewAndAnIdleOneGivesItsPlace) {
  settings.max_runs = 2;
  settings.free_run_after_s = 3600;
  start();
  begin();
  begin();
  EXPECT_EQ(
      ask(net::request_text("POST", "/api/v1/grants/check/runs", "Content-Type: application/json\r\n", "{}"))
          .status,
      503);
  EXPECT_EQ(desk->runs().count(), 2U);
}

TEST_F(CheckApi, AnIdleRunIsForgotten) {
  settings.max_runs = 1;
  settings.free_run_after_s = 0;
  start();
  const std::string lost = begin();
  begin();
  EXPECT_EQ(block(lost, 0, "x").status, 404);
}

TEST_F(CheckApi, OneSenderIsAskedToWait) {
  settings.max_per_minute = 2;
  start();
  check("", table(1, 2));
  check("", table(1, 2));
  const Reply reply = check("", table(1, 2));
  EXPECT_EQ(reply.status, 429);
  EXPECT_FALSE(reply.headers.get("Retry-After").empty());
}

}  // namespace
}  // namespace parvis::grants
