// A day of the service, then a search everywhere for what a resident confided: e-mail, phone, name, the
// secret of their link, the place in their photo. Only staff with the right, and the resident, may read it.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>

#include "base/hashing.hpp"
#include "street/test_street.hpp"

namespace parvis::street {
namespace {

constexpr const char* email = "jeanne.marqueur@exemple.fr";
constexpr const char* phone = "06 12 34 56 78";
constexpr const char* name = "Jeanne Marqueur";
constexpr const char* neighbour = "voisin.repere@exemple.fr";

std::string big_endian(std::uint32_t value, int bytes) {
  std::string out;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 0xFF);
  return out;
}

// One entry of a TIFF directory, its value elsewhere in the file or, when short, in place.
std::string entry(std::uint32_t tag, std::uint32_t type, std::uint32_t count, const std::string& value) {
  return big_endian(tag, 2) + big_endian(type, 2) + big_endian(count, 4) + value;
}

std::string degrees(std::uint32_t whole, std::uint32_t minutes, std::uint32_t hundredths) {
  return big_endian(whole, 4) + big_endian(1, 4) + big_endian(minutes, 4) + big_endian(1, 4) +
         big_endian(hundredths, 4) + big_endian(100, 4);
}

// A photo taken at 48°51'12.34" N 2°21'07.89" E by a phone that signs with its owner's name.
std::string photo_with_gps() {
  const std::string owner = std::string(name) + '\0';
  constexpr std::uint32_t first = 8, gps = first + 2 + 2 * 12 + 4, data = gps + 2 + 4 * 12 + 4;
  std::string tiff = "MM" + big_endian(42, 2) + big_endian(first, 4);
  tiff += big_endian(2, 2) +
          entry(0x013B, 2, static_cast<std::uint32_t>(owner.size()), big_endian(data + 48, 4)) +  // Artist
          entry(0x8825, 4, 1, big_endian(gps, 4)) + big_endian(0, 4);
  tiff += big_endian(4, 2) + entry(1, 2, 2, std::string("N\0\0\0", 4)) + entry(2, 5, 3, big_endian(data, 4)) +
          entry(3, 2, 2, std::string("E\0\0\0", 4)) + entry(4, 5, 3, big_endian(data + 24, 4)) +
          big_endian(0, 4);
  tiff += degrees(48, 51, 1234) + degrees(2, 21, 789) + owner;
  const std::string exif = std::string("Exif\0\0", 6) + tiff;
  const std::string plain = small_jpeg("photo");
  return plain.substr(0, 2) + "\xFF\xE1" + big_endian(static_cast<std::uint32_t>(exif.size()) + 2, 2) + exif +
         plain.substr(2);
}

class LeakTest : public testing::TestWithParam<store::Backend> {
 protected:
  void SetUp() override {
    if (!store::can_test(GetParam())) GTEST_SKIP() << "PARVIS_TEST_POSTGRES is not set";
    testing::internal::CaptureStderr();
    town_ = std::make_unique<TestTown>(GetParam());
    ASSERT_TRUE(town_->problem) << town_->problem.error().detail;
    base::set_log_level(base::LogLevel::debug);
    a_day();
    base::set_log_level(base::LogLevel::silent);
  }
  void TearDown() override {
    if (!IsSkipped() && !log_read_) testing::internal::GetCapturedStderr();
  }

  net::Reply ask(const std::string& method, const std::string& path, const std::string& role = {},
                 const std::string& body = {}, std::string type = "application/json") {
    std::string fields = "Accept: text/html, application/json\r\n";
    if (!role.empty()) fields += "X-Test-Role: " + role + "\r\n";
    if (!body.empty()) fields += "Content-Type: " + std::move(type) + "\r\n";
    return town_->ask(net::request_text(method, path, fields, body));
  }
  base::json::object asked(const std::string& method, const std::string& path, const std::string& role,
                           const std::string& body, int status) {
    const auto reply = ask(method, path, role, body);
    EXPECT_EQ(reply.status, status) << path << " " << reply.body;
    const auto object = base::parse_json_object(reply.body);
    return object ? *object : base::json::object{};
  }

  void send_report() {
    std::string body;
    for (const auto& [field, value] : std::map<std::string, std::string>{
             {"client_ref", "jour-1"},
             {"category", "VOI-NID"},
             {"address", "4 rue Haute"},
             {"lat", "48.9001"},
             {"lon", "2.4001"},
             {"description",
              std::string("Un trou dans la chaussée. Rappelez-moi au ") + phone + " ou à " + email},
             {"email", email},
             {"phone", phone},
             {"name", name}}) {
      body.append("--limite\r\nContent-Disposition: form-data; name=\"")
          .append(field)
          .append("\"\r\n\r\n")
          .append(value)
          .append("\r\n");
    }
    body +=
        "--limite\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"Jeanne Marqueur.jpg\"\r\n"
        "Content-Type: image/jpeg\r\n\r\n" +
        photo_with_gps() + "\r\n--limite--\r\n";
    const auto reply = ask("POST", "/api/street/reports", {}, body, "multipart/form-data; boundary=limite");
    ASSERT_EQ(reply.status, 201) << reply.body;
    const auto sent = base::parse_json_object(reply.body);
    ref_ = base::text_or(*sent, "ref");
    const std::string url = base::text_or(*sent, "url");
    secret_ = url.substr(url.find("t=") + 2);
  }

  std::string move_to(const std::string& order) {
    const auto report = asked("GET", "/api/street/reports/" + ref_, "regulation", {}, 200);
    const std::string version = std::to_string(base::integer_or(report, "version"));
    return base::text_or(asked("POST", "/api/street/reports/" + ref_ + "/transitions", "regulation",
                               "{\"version\": " + version + ", " + order + "}", 200),
                         "state");
  }

  // The report comes in, a neighbour follows it, the team asks, plans and closes, everyone is told.
  void a_day() {
    send_report();
    const auto followed = asked("POST", "/api/street/reports/" + ref_ + "/me-too", {},
                                R"({"email": ")" + std::string(neighbour) + "\"}", 200);
    const std::string url = base::text_or(followed, "url");
    follower_ = url.substr(url.find("t=") + 2);
    town_->run_jobs();
    for (const std::string& page : {"/signalements/" + ref_ + "?t=" + secret_, "/suivi/" + secret_})
      EXPECT_LT(ask("GET", page).status, 400);
    EXPECT_EQ(ask("GET", "/suivi/" + secret_ + "x").status, 404);
    const auto detail = asked("GET", "/api/street/reports/" + ref_, "regulation", {}, 200);
    const auto photo = base::text_or(detail.at("photos").as_array().at(0).as_object(), "id");
    EXPECT_EQ(base::text_or(detail.at("contact").as_object(), "phone"), phone);
    asked("POST", "/api/street/photos/" + photo + "/publication", "regulation", R"({"published": true})",
          200);
    EXPECT_EQ(ask("GET", "/api/street/photos/" + photo + "/original?reason=essai", "administration").status,
              200);
    EXPECT_EQ(ask("GET", "/api/street/export.csv?contact=1", "regulation").status, 200);
    EXPECT_EQ(move_to(R"("to": "programme", "date": "2026-06-03")"), "programme");
    town_->run_jobs();
    town_->clock.advance(std::chrono::minutes{45});
    EXPECT_EQ(move_to(R"("to": "resolu", "text": "Le trou est rebouché.")"), "resolu");
    town_->clock.advance(std::chrono::minutes{45});
    town_->run_jobs();
  }

  // What nobody else may read; the place in the photo in every way it could be written.
  std::vector<std::string> confided() const {
    return {email, phone, "0612345678", "612345678", "Marqueur", "marqueur", secret_, "48.8534", "2.35219"};
  }
  void expect_nothing_confided(const std::string& where, const std::string& text) const {
    for (const std::string& one : confided())
      EXPECT_EQ(text.find(one), std::string::npos) << where << " tells " << one << "\n"
                                                   << text.substr(0, 2000);
  }
  std::string log() {
    log_read_ = true;
    return testing::internal::GetCapturedStderr();
  }

  std::unique_ptr<TestTown> town_;
  std::string ref_, secret_, follower_;
  bool log_read_ = false;
};

TEST_P(LeakTest, NothingOfItInTheLog) {
  const std::string text = log();
  EXPECT_NE(text.find("/suivi/{secret}"), std::string::npos) << "the access log is not there: " << text;
  expect_nothing_confided("the log", text);
  for (const std::string& one : {std::string(neighbour), follower_})
    EXPECT_EQ(text.find(one), std::string::npos) << one;
}

TEST_P(LeakTest, NothingOfItInWhatEveryoneMayRead) {
  std::string photo;
  for (const std::string& path :
       {std::string("/signalements"), "/signalements/" + ref_, "/signalements/" + ref_ + "?t=" + follower_,
        std::string("/signalements?q=Marqueur"), std::string("/api/street/public/reports"),
        std::string("/api/street/public/map?bbox=2.0,48.0,3.0,49.0&zoom=18"),
        std::string("/api/street/public/map?bbox=2.0,48.0,3.0,49.0&zoom=8"),
        std::string("/api/street/public/export.csv"), std::string("/api/street/public/export.geojson"),
        std::string("/api/street/public/basemap.geojson"), std::string("/api/street/categories")}) {
    const auto reply = ask("GET", path);
    EXPECT_EQ(reply.status, 200) << path;
    std::string all = reply.body;
    for (const auto& [field, value] : reply.headers.pairs())
      all.append("\n").append(field).append(": ").append(value);
    if (const auto asked = path.find("q="); asked != std::string::npos) {
      EXPECT_EQ(all.find(ref_), std::string::npos) << "found by the name of its author";
      continue;
    }
    expect_nothing_confided(path, all);
    if (const auto at = all.find("/photos/"); at != std::string::npos && photo.empty())
      photo = all.substr(at, all.find('"', at) - at);
  }
  ASSERT_FALSE(photo.empty());
  const auto shown = ask("GET", photo);
  EXPECT_EQ(shown.status, 200);
  expect_nothing_confided("the published photo", shown.body);
  EXPECT_EQ(shown.body.find("Exif"), std::string::npos);
}

TEST_P(LeakTest, NothingOfItForStaffWithoutTheRight) {
  for (const std::string role : {"lecture", "agent_terrain", "chef_equipe"}) {
    for (const std::string& path : {std::string("/api/street/reports"), std::string("/api/street/counts"),
                                    std::string("/api/street/map?bbox=2.0,48.0,3.0,49.0&zoom=18"),
                                    std::string("/api/street/export.csv?contact=1")}) {
      const auto reply = ask("GET", path, role);
      EXPECT_TRUE(reply.status == 200 || reply.status == 403) << role << " " << path;
      // agents read the words as typed; the contact is kept apart
      std::string body = reply.body;
      const std::string words = std::string("Rappelez-moi au ") + phone + " ou à " + email;
      for (auto at = body.find(words); at != std::string::npos; at = body.find(words))
        body.erase(at, words.size());
      expect_nothing_confided(std::string(role).append(" ").append(path), body);
    }
    const auto detail = asked("GET", "/api/street/reports/" + ref_, role, {}, 200);
    EXPECT_FALSE(detail.contains("contact")) << role;
    EXPECT_EQ(base::json::serialize(detail).find("Marqueur"), std::string::npos) << role;
    EXPECT_EQ(base::json::serialize(detail).find(secret_), std::string::npos) << role;
  }
}

TEST_P(LeakTest, NothingOfItInTheMailOfOthersNorTheOtherWayRound) {
  int own = 0, others = 0;
  for (const net::Mail& mail : town_->mailer.sent) {
    const std::string text = mail.from + mail.reply_to + mail.subject + mail.text + mail.html;
    if (mail.to == email) {
      ++own;
      EXPECT_NE(text.find(secret_), std::string::npos);
      EXPECT_EQ(text.find(neighbour), std::string::npos);
      EXPECT_EQ(text.find(follower_), std::string::npos);
    } else {
      ++others;
      EXPECT_EQ(mail.to, neighbour);
      EXPECT_NE(text.find(follower_), std::string::npos);
      expect_nothing_confided("a mail to " + mail.to, text);
    }
  }
  EXPECT_GE(own, 2);
  EXPECT_GE(others, 1);
}

TEST_P(LeakTest, NothingOfItInTheAuditLogNorInTheDecisions) {
  const auto lines =
      town_->database->read([](store::Session& session) { return store::audit_lines(session, 0); });
  ASSERT_FALSE(lines->empty());
  for (const std::string& line : *lines) expect_nothing_confided("the audit log", line);
  const std::vector<std::pair<std::string, std::string>> kept{{"decision", "body"},
                                                              {"decision_event", "body"},
                                                              {"decision_material", "body"},
                                                              {"audit_content", "content"},
                                                              {"job", "payload"}};
  for (const auto& [table, column] : kept) {
    const auto rows =
        town_->database->read([&, statement = "SELECT " + column + " FROM " + table](
                                  store::Session& session) { return session.query(statement); });
    ASSERT_TRUE(rows) << table;
    for (const auto row : *rows) expect_nothing_confided(table, row.text(column));
  }
  const auto decisions =
      town_->database->read([](store::Session& session) { return session.query("SELECT id FROM decision"); });
  EXPECT_FALSE(decisions->empty());
}

TEST_P(LeakTest, TheSecretOfALinkIsKeptOnlyAsAHash) {
  const auto rows = town_->database->read([](store::Session& session) {
    return session.query("SELECT secret_hash FROM street_subscription WHERE reason = 'auteur'");
  });
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ((*rows)[0].text("secret_hash"), base::sha256_hex(secret_));
}

INSTANTIATE_TEST_SUITE_P(On, LeakTest, testing::Values(store::Backend::sqlite, store::Backend::postgres),
                         [](const auto& one) { return std::string(store::backend_name(one.param)); });

}  // namespace
}  // namespace parvis::street
