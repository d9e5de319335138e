// Text scenarios of the API (tests/scenarios/street/*.txt) against a real server, on both databases. A file
// is a list of steps; each begins with a line `== what it shows`. Then, a line each:
//   GET|POST|PUT|PATCH|DELETE PATH     the request; ${name} is replaced by a kept value
//   as: ROLE                           a staff role; without it, the public
//   json: {...} | field: NAME=VALUE | photo: NAME=jpeg|broken|empty
//   -> STATUS                          the expected status, then a JSON subset up to a blank line
//   keep: NAME = KEY.KEY               from the JSON answer; or `location`, `after MARK` (up to a quote)
//   has: TEXT / not: TEXT              in the answer (body and headers)
//   jobs | minutes: N | vision: down|up | disk: full|free | mails: N | mail has: TEXT | mail not: TEXT
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.hpp"
#include "street/test_schema.hpp"
#include "street/test_street.hpp"

namespace parvis::street {
namespace {

namespace fs = std::filesystem;
namespace json = base::json;

std::vector<std::string> scenario_files() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(PARVIS_SOURCE_DIR "/tests/scenarios/street")) {
    if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Every member and, for arrays, every expected element at its place must be there; more may be.
bool holds(const json::value& whole, const json::value& part) {
  if (part.is_object()) {
    if (!whole.is_object()) return false;
    for (const auto& member : part.get_object()) {
      const auto* found = whole.get_object().if_contains(member.key());
      if (!found || !holds(*found, member.value())) return false;
    }
    return true;
  }
  if (part.is_array()) {
    if (!whole.is_array() || whole.get_array().size() < part.get_array().size()) return false;
    for (std::size_t i = 0; i < part.get_array().size(); ++i) {
      if (!holds(whole.get_array()[i], part.get_array()[i])) return false;
    }
    return true;
  }
  if (whole.is_number() && part.is_number()) {
    return std::abs(whole.to_number<double>() - part.to_number<double>()) < 1e-9;
  }
  return whole == part;
}

class Scenario {
 public:
  Scenario(TestTown& town, std::string name) : town_(town), name_(std::move(name)) {}

  void run() {
    std::ifstream file(PARVIS_SOURCE_DIR "/tests/scenarios/street/" + name_ + ".txt");
    std::string line;
    while (std::getline(file, line)) {
      ++number_;
      if (expecting_) {
        if (!base::trim(line).empty()) {
          expected_ += line + "\n";
          continue;
        }
        check_expected();
        continue;
      }
      step(fill(std::string(base::trim(line))));
    }
    if (expecting_) check_expected();
  }

 private:
  std::string where() const { return name_ + ".txt:" + std::to_string(number_) + " «" + title_ + "»"; }

  std::string fill(std::string line) const {
    for (const auto& [name, value] : kept_) {
      const std::string mark = "${" + name + "}";
      for (std::size_t at = line.find(mark); at != std::string::npos; at = line.find(mark)) {
        line.replace(at, mark.size(), value);
      }
    }
    return line;
  }

  void step(const std::string& line) {
    if (line.empty() || line[0] == '#') return;
    const std::size_t space = line.find(' ');
    const std::string word = line.substr(0, space),
                      rest = space == std::string::npos ? "" : line.substr(space + 1);
    if (word == "==") {
      title_ = rest;
    } else if (word == "GET" || word == "POST" || word == "PUT" || word == "PATCH" || word == "DELETE") {
      method_ = word;
      path_ = rest;
      role_.clear();
      json_.clear();
      fields_.clear();
      photos_.clear();
    } else if (word == "as:") {
      role_ = rest;
    } else if (word == "json:") {
      json_ = rest;
    } else if (word == "field:") {
      fields_.push_back(split(rest));
    } else if (word == "photo:") {
      photos_.push_back(split(rest));
    } else if (word == "->") {
      send();
      EXPECT_EQ(std::to_string(reply_.status), rest) << where() << "\n" << reply_.body.substr(0, 1500);
      expecting_ = true;
    } else if (word == "keep:") {
      keep(rest);
    } else if (word == "has:") {
      EXPECT_NE(all_of_reply().find(rest), std::string::npos) << where() << " lacks " << rest << "\n"
                                                              << all_of_reply().substr(0, 3000);
    } else if (word == "not:") {
      EXPECT_EQ(all_of_reply().find(rest), std::string::npos) << where() << " shows " << rest;
    } else {
      world(line, word, rest);
    }
  }

  void world(const std::string& line, const std::string& word, const std::string& rest) {
    if (word == "jobs")
      town_.run_jobs();
    else if (word == "minutes:")
      town_.clock.advance(std::chrono::minutes{std::stoi(rest)});
    else if (word == "vision:")
      set_vision(rest == "up");
    else if (word == "disk:")
      town_.originals.full = rest == "full";
    else if (word == "mails:")
      EXPECT_EQ(std::to_string(town_.mailer.sent.size()), rest) << where();
    else if (line.rfind("mail has: ", 0) == 0)
      EXPECT_NE(mails().find(line.substr(10)), std::string::npos) << where() << "\n" << mails();
    else if (line.rfind("mail not: ", 0) == 0)
      EXPECT_EQ(mails().find(line.substr(10)), std::string::npos) << where();
    else
      ADD_FAILURE() << where() << " unknown step: " << line;
  }

  void set_vision(bool up) {
    if (up)
      town_.vision.failure.reset();
    else
      town_.vision.failure = Error{ErrorKind::unavailable, "Le modèle ne répond pas.", {}, "vision_down"};
  }

  std::string mails() const {
    std::string out;
    for (const net::Mail& mail : town_.mailer.sent)
      out += mail.to + "\n" + mail.subject + "\n" + mail.text + "\n";
    return out;
  }

  std::string all_of_reply() const {
    std::string out;
    for (const auto& [name, value] : reply_.headers.pairs()) out += name + ": " + value + "\n";
    return out + "\n" + reply_.body;
  }

  static std::pair<std::string, std::string> split(const std::string& text) {
    const std::size_t at = text.find('=');
    return {text.substr(0, at), at == std::string::npos ? "" : text.substr(at + 1)};
  }

  std::string photo_bytes(const std::string& name, const std::string& kind) const {
    std::string jpeg = small_jpeg(name);
    if (kind == "empty") return {};
    if (kind == "broken") jpeg.resize(jpeg.size() - 6);
    return jpeg;
  }

  void send() {
    std::string headers, body;
    if (!role_.empty()) headers += "X-Test-Role: " + role_ + "\r\n";
    if (!json_.empty()) {
      headers += "Content-Type: application/json\r\n";
      body = json_;
    } else if (!fields_.empty() || !photos_.empty()) {
      headers += "Content-Type: multipart/form-data; boundary=limite\r\n";
      for (const auto& [name, value] : fields_) {
        body += "--limite\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
      }
      for (const auto& [name, kind] : photos_) {
        body += "--limite\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"" + name +
                "\"\r\nContent-Type: image/jpeg\r\n\r\n" + photo_bytes(name, kind) + "\r\n";
      }
      body += "--limite--\r\n";
    } else if (method_ != "GET" && method_ != "DELETE") {
      headers += "Content-Type: application/json\r\n";
      body = "{}";
    }
    headers +=
        "Accept: " + std::string(path_.rfind("/api/", 0) == 0 ? "application/json" : "text/html") + "\r\n";
    reply_ = town_.ask(net::request_text(method_, path_, headers, body));
    hold_against_schema();
  }

  // What the OpenAPI document says of the answer is true of every answer.
  void hold_against_schema() {
    const auto match = town_.router.match(method_, path_.substr(0, path_.find('?')));
    if (reply_.status / 100 != 2 || match.route == nullptr || match.route->options.response_schema.empty())
      return;
    auto schema = base::parse_json_object(match.route->options.response_schema);
    auto answer = base::parse_json(reply_.body);
    ASSERT_TRUE(schema && answer) << where();
    EXPECT_EQ(schema_fault(*answer, *schema), "") << where() << " " << method_ << " " << path_;
  }

  void check_expected() {
    expecting_ = false;
    const std::string text = fill(std::exchange(expected_, {}));
    if (base::trim(text).empty()) return;
    auto want = base::parse_json(text);
    ASSERT_TRUE(want) << where() << " " << want.error().message;
    auto got = base::parse_json(reply_.body);
    ASSERT_TRUE(got) << where() << " not JSON: " << reply_.body.substr(0, 500);
    EXPECT_TRUE(holds(*got, *want)) << where() << "\nwanted " << text << "\ngot "
                                    << reply_.body.substr(0, 4000);
  }

  void keep(const std::string& rest) {
    const auto [raw_name, raw_path] = split(rest);
    const std::string name(base::trim(raw_name)), path(base::trim(raw_path));
    if (path == "location" || path == "body") {
      kept_[name] = path == "body" ? reply_.body : std::string(reply_.headers.get("Location"));
      return;
    }
    if (path.rfind("after ", 0) == 0) {  // text after a mark, up to a quote, in the body
      const std::string mark = path.substr(6);
      const std::size_t at = reply_.body.find(mark);
      ASSERT_NE(at, std::string::npos) << where();
      const std::size_t start = at + mark.size();
      kept_[name] = reply_.body.substr(start, reply_.body.find('"', start) - start);
      return;
    }
    auto value = base::parse_json(reply_.body);
    ASSERT_TRUE(value) << where();
    json::value at = *value;
    for (const std::string& key : base::split(path, '.')) {
      if (at.is_array()) {
        const auto index = static_cast<std::size_t>(std::stoul(key));
        ASSERT_LT(index, at.get_array().size()) << where() << " " << reply_.body;
        at = json::value(at.get_array()[index]);
      } else {
        ASSERT_TRUE(at.is_object() && at.get_object().contains(key))
            << where() << " " << path << " in " << reply_.body;
        at = json::value(at.get_object().at(key));
      }
    }
    kept_[name] = at.is_string() ? std::string(at.get_string()) : json::serialize(at);
  }

  TestTown& town_;
  std::string name_, title_, method_, path_, role_, json_, expected_;
  std::vector<std::pair<std::string, std::string>> fields_, photos_;
  std::map<std::string, std::string> kept_;
  net::Reply reply_;
  bool expecting_ = false;
  int number_ = 0;
};

class StreetScenario : public testing::TestWithParam<std::tuple<std::string, store::Backend>> {};

TEST_P(StreetScenario, Holds) {
  const auto [name, backend] = GetParam();
  if (!store::can_test(backend)) GTEST_SKIP() << "PARVIS_TEST_POSTGRES is not set";
  TestTown town(backend);
  ASSERT_TRUE(town.problem) << town.problem.error().message << " " << town.problem.error().detail;
  Scenario(town, name).run();
}

INSTANTIATE_TEST_SUITE_P(Files, StreetScenario,
                         testing::Combine(testing::ValuesIn(scenario_files()),
                                          testing::Values(store::Backend::sqlite, store::Backend::postgres)),
                         [](const auto& one) {
                           std::string name =
                               std::get<0>(one.param) + "_" + store::backend_name(std::get<1>(one.param));
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace parvis::street
