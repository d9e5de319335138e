// What must hold of every route of the program, whichever room added it: described, guarded, cheap, and never
// an AI output without its decision.
#include "app/house_routes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "base/file.hpp"
#include "base/hashing.hpp"

namespace parvis::app {
namespace {

namespace fs = std::filesystem;
namespace json = base::json;

constexpr std::uint64_t max_queries_a_page = 10;
// A report replays days of the whole history: one statement for each of the town's tables, however long it
// is.
constexpr std::uint64_t max_queries_a_replay = 15;
constexpr const char* phrase = "une phrase assez longue";

constexpr std::string_view table_text =
    "nomAttribuant;idAttribuant;dateConvention;referenceDecision;nomBeneficiaire;idBeneficiaire;objet;"
    "montant;"
    "nature;conditionsVersement;datesPeriodeVersement;notificationUE;pourcentageSubvention\n"
    "Ville;23350001600040;2025-06-27;1;Les Amis du Théâtre;38047555800058;Festival de rue;30000;aide en "
    "numéraire;unique;2025-07-01;non;1.00\n"
    "Ville;23350001600040;2025-06-27;2;Les Amis du Théâtre;38047555800058;Festival de rue;30000;aide en "
    "numéraire;unique;2025-07-01;non;1.00\n";

bool takes_table(std::string_view method, std::string_view path) {
  return method == "POST" && (path == "/api/v1/grants/files" || path == "/api/v1/grants/publications/rows" ||
                              path == "/api/v1/canteen/imports");
}

// A house with reports, and one person of each role signed in. Made once: passwords cost time.
class TestHouse {
 public:
  TestHouse() : folder_(fs::temp_directory_path() / ("parvis_house_" + base::hex(base::random_bytes(8)))) {
    ::setenv("PARVIS_HOME", PARVIS_SOURCE_DIR, 1);
    fs::create_directories(folder_);
    std::ofstream(folder_ / "parvis.toml") << "decision.blind_rate = 0.0\n";
    HouseOptions options;
    options.data = folder_;
    options.with_vision = false;
    auto opened = House::open(options);
    EXPECT_TRUE(opened) << opened.error().detail;
    house_ = std::move(*opened);
    auto routes = HouseRoutes::make(*house_);
    EXPECT_TRUE(routes) << routes.error().detail;
    routes_ = std::move(*routes);
    for (const auto& role : account::roles()) sign_in(std::string(role.code));
    for (int i = 0; i < 30; ++i) send_report(i);
    send_photo();
    send_table();
    open_canteens();
    draft_ =
        base::text_or(*base::parse_json_object(std::get<std::string>(
                          ask("POST", "/api/street/drafts",
                              {{"text", "Des sacs"}, {"category", "PRO-SAC"}, {"lat", 48.85}, {"lon", 2.35}})
                              .body)),
                      "draft");
  }
  ~TestHouse() {
    routes_.reset();
    house_.reset();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  TestHouse(const TestHouse&) = delete;
  TestHouse& operator=(const TestHouse&) = delete;

  const net::Router& router() const { return routes_->router(); }
  House& house() { return *house_; }

  net::Response ask(const std::string& method, const std::string& target, const json::object& body = {},
                    const std::string& role = {}) {
    net::Request request;
    if (target.find("/canteen/orders/") != std::string::npos)
      request.headers.add("If-Match", std::to_string(meal_order().version));
    request.method = method;
    request.path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string::npos)
      request.query = net::parse_urlencoded(target.substr(target.find('?') + 1), 100).value();
    ++senders_;  // one address each: senders are limited by address
    request.remote_address = "10.0." + std::to_string(senders_ / 250) + "." + std::to_string(senders_ % 250);
    if (takes_table(method, request.path)) {
      request.headers.add("Content-Type", "multipart/form-data; boundary=limite");
      request.body_bytes = 1;
      const fs::path table = folder_ / ("table-" + std::to_string(senders_) + ".csv");
      std::ofstream(table) << table_text;
      request.files.push_back({"file", "dons.csv", "text/csv", table, fs::file_size(table)});
    } else if (method != "GET") {
      request.headers.add("Content-Type", "application/json");
      request.body = json::serialize(body);
      request.body_bytes = request.body.size();
      // a form reads its fields, the API its JSON
      for (const auto& member : body)
        if (member.value().is_string())
          request.form.add(std::string(member.key()), std::string(member.value().get_string()));
    }
    if (!role.empty()) {
      request.cookies.add("parvis_session", sessions_.at(role).token);
      request.headers.add("X-CSRF-Token", sessions_.at(role).principal.csrf);
    }
    return router().answer(request);
  }

  // The path of a route with what this house holds in place of its names; empty for a file of the site.
  std::string path_of(const std::string& pattern) {
    if (pattern.ends_with("...}")) return {};
    std::string path = pattern;
    std::string id = pattern.find("/photos/") != std::string::npos ? photo_id_ : std::string("inconnu");
    if (pattern.find("/grants/files/") != std::string::npos) id = table_id_;
    if (pattern.find("/grants/pairs/") != std::string::npos) id = pair_id_;
    if (pattern.find("/canteen/orders/") != std::string::npos) id = order_id_;
    if (pattern.find("/canteen/forecasts/") != std::string::npos) id = meal_order().forecast_id;
    if (pattern.find("/canteen/canteens/") != std::string::npos) id = canteen_id_;
    for (const auto& [name, value] : std::map<std::string, std::string>{{"{ref}", refs_.front()},
                                                                        {"{secret}", secret_},
                                                                        {"{id}", id},
                                                                        {"{date}", meal_day_},
                                                                        {"{canteen}", canteen_id_},
                                                                        {"{code}", "PRO-SAC"},
                                                                        {"{event}", "programme"},
                                                                        {"{year}", "2025"},
                                                                        {"{version}", "1"},
                                                                        {"{n}", "0"},
                                                                        {"{name}", "publiable.csv"},
                                                                        {"{file}", "inconnu.jpg"}}) {
      if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
    }
    if (pattern == "/signaler/deja-signale") path += "?d=" + draft_;
    if (pattern.ends_with("/map")) path += "?bbox=2.0,48.0,3.0,49.0&zoom=14";
    if (pattern.ends_with("/original")) path += "?reason=essai";
    const bool dated = pattern.ends_with("/canteen/days") || pattern.ends_with("/canteen/forecasts") ||
                       pattern.ends_with("/canteen/strike-sheets");
    if (dated) path += "?date=" + meal_day_;
    const bool ranged = pattern.ends_with("/canteen/outings") || pattern.ends_with("/canteen/closures") ||
                        pattern.ends_with("/canteen/menus") || pattern.ends_with("/canteen/counts");
    if (ranged) path += "?from=" + meal_day_ + "&to=" + meal_day_;
    const bool past = pattern.ends_with("/canteen/donations") || pattern.ends_with("/canteen/report");
    if (past) path += "?from=" + counted_from_ + "&to=" + counted_to_;
    if (pattern.ends_with("/exports/ma-cantine")) path += "?year=" + counted_to_.substr(0, 4);
    return path;
  }

  void sign_in(const std::string& role) {
    const std::string email = role + "@ville.example";
    if (!signed_up_.contains(role)) {
      EXPECT_TRUE(house_->accounts->add({"", role, email, {role}, {}, true}, phrase, "test"));
      signed_up_.insert(role);
    }
    auto in = house_->accounts->sign_in(email, phrase, "192.0.2.1");
    ASSERT_TRUE(in) << in.error().message;
    sessions_[role] = *in;
  }

  std::string send_report(int number) {
    const auto answer =
        ask("POST", "/api/street/reports",
            {{"description", "Des sacs poubelle sur le trottoir, numéro " + std::to_string(number)},
             {"address", std::to_string(number) + " rue des Tanneurs"},
             {"category", "PRO-SAC"},
             {"email", "habitant@exemple.fr"},
             {"lat", 48.85 + number * 0.002},
             {"lon", 2.35}});
    EXPECT_EQ(answer.status, 201) << std::get<std::string>(answer.body);
    const auto sent = base::parse_json_object(std::get<std::string>(answer.body));
    const std::string url = base::text_or(*sent, "url");
    secret_ = url.substr(url.find("t=") + 2);
    refs_.push_back(base::text_or(*sent, "ref"));
    return refs_.back();
  }

  // A report with a photo; it becomes the first one.
  void send_photo() {
    net::Request request;
    request.method = "POST";
    request.path = "/api/street/reports";
    request.remote_address = "10.9.9.9";
    request.headers.add("Content-Type", "multipart/form-data; boundary=limite");
    request.body_bytes = 1;
    request.form.add("address", "rue Neuve");
    request.form.add("category", "PRO-SAC");
    const fs::path photo = folder_ / "photo.jpg";
    fs::copy_file(PARVIS_SOURCE_DIR "/reference/demo/photos/sacs-1.jpg", photo);
    request.files.push_back({"photo", "sacs.jpg", "image/jpeg", photo, fs::file_size(photo)});
    const auto answer = router().answer(request);
    ASSERT_EQ(answer.status, 201) << std::get<std::string>(answer.body);
    refs_.insert(refs_.begin(),
                 base::text_or(*base::parse_json_object(std::get<std::string>(answer.body)), "ref"));
    const auto rows = house_->database->read(
        [](store::Session& session) { return session.query("SELECT id FROM street_photo"); });
    photo_id_ = (*rows)[0].text("id");
  }

  // A table of grants on the repair desk, and two of its rows that look alike.
  void send_table() {
    const auto answer = ask("POST", "/api/v1/grants/files", {}, "administration");
    ASSERT_EQ(answer.status, 201) << std::get<std::string>(answer.body);
    table_id_ = base::text_or(*base::parse_json_object(std::get<std::string>(answer.body)), "id");
    ask("POST", "/api/v1/grants/files/" + table_id_ + "/compare", {}, "administration");
    ask("POST", "/api/v1/grants/publications/rows", {}, "administration");
    const auto pairs = ask("GET", "/api/v1/grants/pairs?file=" + table_id_, {}, "administration");
    const auto list = base::parse_json_object(std::get<std::string>(pairs.body));
    ASSERT_FALSE(list->at("items").as_array().empty());
    pair_id_ = base::text_or(list->at("items").as_array()[0].as_object(), "id");
  }

  // Two canteens with fourteen months of counts, and a proposed order for the next service day.
  void open_canteens() {
    canteen::CanteenContext& context = house_->canteen->context();
    const auto made = house_->database->write([&](store::Session& session) -> Status {
      for (const char* key : {"A", "B"}) {
        canteen::Canteen canteen;
        canteen.key = canteen.label = key;
        PARVIS_TRY(saved, canteen::CanteenStore::put(session, canteen, context.clock.now()));
        canteen_id_ = saved.id;
        const int year = canteen::school_year_of(context.today());
        for (int i = year - 2; i <= year; ++i)
          PARVIS_CHECK(canteen::CanteenStore::put(session, canteen::SchoolPupils{saved.id, "École", i, 100}));
        for (int i = 1; i <= 420; ++i) {
          canteen::StoredCount count;
          count.canteen_id = saved.id;
          count.day = base::plus_days(context.today(), -i);
          count.ordered = 90;
          count.eaten = 80 + i % 5;
          PARVIS_CHECK(canteen::CountStore::put(session, count, false));
        }
      }
      return {};
    });
    ASSERT_TRUE(made) << made.error().message;
    counted_from_ = base::format_day(base::plus_days(context.today(), -21));
    counted_to_ = base::format_day(base::plus_days(context.today(), -1));
    const auto forecast = house_->canteen->forecasts().make("production");
    ASSERT_TRUE(forecast) << forecast.error().message;
    const auto rows = house_->database->read([&](store::Session& session) {
      return session.query("SELECT id, day FROM canteen_order WHERE canteen_id = ? ORDER BY day DESC LIMIT 1",
                           {canteen_id_});
    });
    ASSERT_FALSE(rows->empty());
    order_id_ = (*rows)[0].text("id");
    meal_day_ = (*rows)[0].text("day");
  }
  canteen::StoredOrder meal_order() {
    auto order = house_->database->read(
        [&](store::Session& session) { return canteen::OrderStore::find(session, order_id_); });
    EXPECT_TRUE(order) << order.error().message;
    return order.value_or(canteen::StoredOrder{});
  }
  // Answered by somebody else, or back to the proposal.
  void answer_meal_order(bool answered) {
    canteen::Write write;
    write.actor = "collègue";
    const auto order = meal_order();
    write.version = order.version;
    const bool is_answered = order.state != canteen::OrderState::proposed;
    if (answered) {
      EXPECT_TRUE(house_->canteen->orders().correct(order_id_, {order.proposed + 1, "autre", ""}, write));
    } else if (is_answered) {
      EXPECT_TRUE(house_->canteen->orders().take_back(order_id_, write));
    }
  }

  std::set<std::string> decisions() {
    auto rows = house_->database->read(
        [](store::Session& session) { return session.query("SELECT id FROM decision"); });
    std::set<std::string> ids;
    for (const auto row : *rows) ids.insert(row.text("id"));
    return ids;
  }
  std::int64_t version_of(const std::string& ref) {
    return house_->database
        ->read([&](store::Session& session) { return house_->street->reports.by_ref(session, ref); })
        ->version;
  }

 private:
  fs::path folder_;
  std::unique_ptr<House> house_;
  std::unique_ptr<HouseRoutes> routes_;
  std::map<std::string, account::SignedIn> sessions_;
  std::set<std::string> signed_up_;
  std::vector<std::string> refs_;
  std::string secret_, photo_id_, draft_, table_id_, pair_id_;
  std::string canteen_id_, order_id_, meal_day_, counted_from_, counted_to_;
  int senders_ = 0;
};

class HouseRoutesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { shared_ = new TestHouse; }
  static void TearDownTestSuite() {
    delete shared_;
    shared_ = nullptr;
  }
  TestHouse& town() { return *shared_; }
  static std::string name_of(const net::Route& route) { return route.method + " " + route.pattern; }
  static std::string text_of(const net::Response& response) {
    if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
    if (const auto* text = std::get_if<net::Response::SharedText>(&response.body)) return **text;
    return {};
  }
  static std::string code_of(const net::Response& response) {
    const auto problem = base::parse_json_object(text_of(response));
    return problem ? base::text_or(*problem, "code") : std::string();
  }

 private:
  inline static TestHouse* shared_ = nullptr;
};

// --- the description

json::object document_of(const std::string& text) {
  auto document = base::parse_json(text, 64);
  EXPECT_TRUE(document);
  return document ? document->as_object() : json::object{};
}

TEST_F(HouseRoutesTest, EveryRouteIsDescribedAndEveryDescribedPathIsServed) {
  const auto document = document_of(text_of(town().ask("GET", "/api/openapi.json")));
  std::set<std::string> described, served;
  for (const auto& path : document.at("paths").as_object())
    for (const auto& operation : path.value().as_object()) {
      std::string method(operation.key());
      std::transform(method.begin(), method.end(), method.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      described.insert(method + " " + std::string(path.key()));
      EXPECT_EQ(town().router().match(method, path.key()).status, 200) << method << " " << path.key();
    }
  for (const auto& route : town().router().routes()) {
    if (route->options.page) continue;
    std::string pattern = route->pattern;
    if (const auto dots = pattern.find("...}"); dots != std::string::npos) pattern.erase(dots, 3);
    served.insert(route->method + " " + pattern);
  }
  EXPECT_EQ(described, served);
  EXPECT_GT(served.size(), 40U);
}

void collect_references(const json::value& value, std::set<std::string>& found) {
  if (value.is_array())
    for (const auto& item : value.get_array()) collect_references(item, found);
  if (!value.is_object()) return;
  for (const auto& member : value.get_object()) {
    if (member.key() == "$ref" && member.value().is_string())
      found.emplace(member.value().get_string());
    else
      collect_references(member.value(), found);
  }
}

TEST_F(HouseRoutesTest, EveryReferenceOfTheDescriptionLeadsSomewhere) {
  const json::value document = document_of(text_of(town().ask("GET", "/api/openapi.json")));
  std::set<std::string> references, ids;
  collect_references(document, references);
  EXPECT_FALSE(references.empty());
  for (const auto& reference : references) {
    ASSERT_TRUE(reference.starts_with("#/")) << reference;
    boost::system::error_code missing;
    EXPECT_NE(document.find_pointer(reference.substr(1), missing), nullptr) << reference;
  }
  for (const auto& path : document.at("paths").as_object())
    for (const auto& operation : path.value().as_object()) {
      const std::string id = base::text_or(operation.value().as_object(), "operationId");
      EXPECT_TRUE(!id.empty() && ids.insert(id).second) << path.key() << " " << id;
    }
}

TEST_F(HouseRoutesTest, EveryNameOfAPathIsDescribed) {
  const auto document = document_of(text_of(town().ask("GET", "/api/openapi.json")));
  for (const auto& path : document.at("paths").as_object())
    for (const auto& operation : path.value().as_object()) {
      std::set<std::string> described;
      if (const auto* list = operation.value().as_object().if_contains("parameters"))
        for (const auto& one : list->as_array())
          if (base::text_or(one.as_object(), "in") == "path")
            described.insert(base::text_or(one.as_object(), "name"));
      const std::string text(path.key());
      std::set<std::string> named;
      for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
        named.insert(text.substr(at + 1, text.find('}', at) - at - 1));
      EXPECT_EQ(described, named) << text;
    }
}

// --- who may come in

// What everyone may ask of the API outside of /public/. A new one is written here by the person who opens it.
const std::set<std::string>& open_to_everyone() {
  static const std::set<std::string> routes{
      "GET /health",
      "GET /metrics",
      "GET /api/openapi.json",
      "GET /assets/{path...}",
      "POST /api/account/session",
      "GET /api/street/categories",
      "POST /api/street/drafts",
      "POST /api/street/reports",
      "POST /api/street/reports/{ref}/me-too",
      "POST /api/street/reports/{ref}/answer",
      "POST /api/v1/grants/check",
      "POST /api/v1/grants/check/runs",
      "POST /api/v1/grants/check/runs/{id}/blocks/{n}",
      "POST /api/v1/grants/check/runs/{id}/finish",
      "GET /donnees/subventions/{file}",
      "GET /donnees/subventions/{year}/{file}",
  };
  return routes;
}

TEST_F(HouseRoutesTest, OnlyTheNamedRoutesAreOpenToEveryone) {
  for (const auto& route : town().router().routes()) {
    if (route->options.access == net::Access::signed_in || route->options.page) continue;
    if (route->pattern.find("/public/") != std::string::npos) continue;
    EXPECT_TRUE(open_to_everyone().contains(name_of(*route))) << name_of(*route) << " is open to everyone";
  }
}

bool has_one(const account::Role& role, const std::vector<std::string>& rights) {
  return rights.empty() || std::any_of(rights.begin(), rights.end(), [&](const std::string& right) {
           return std::find(role.rights.begin(), role.rights.end(), right) != role.rights.end();
         });
}

TEST_F(HouseRoutesTest, EachRoleIsLetInWhereItsRightsSaySoAndNowhereElse) {
  for (const auto& route : town().router().routes()) {
    const std::string path = town().path_of(route->pattern);
    if (route->options.access != net::Access::signed_in || path.empty()) continue;
    const auto visitor = town().ask(route->method, path);
    EXPECT_EQ(visitor.status, 401) << name_of(*route);
    for (const auto& role : account::roles()) {
      const auto answer = town().ask(route->method, path, {}, std::string(role.code));
      const bool refused = answer.status == 403 && code_of(answer) == "right_missing";
      EXPECT_EQ(refused, !has_one(role, route->options.rights))
          << name_of(*route) << " as " << role.code << ": " << answer.status << " " << text_of(answer);
      EXPECT_NE(answer.status, 401) << name_of(*route) << " as " << role.code;
      EXPECT_LT(answer.status, 500) << name_of(*route) << " as " << role.code << ": " << text_of(answer);
      if (name_of(*route) == "DELETE /api/account/session") town().sign_in(std::string(role.code));
    }
  }
}

TEST_F(HouseRoutesTest, AWriteOfSomeoneSignedInNeedsTheToken) {
  for (const auto& route : town().router().routes()) {
    const std::string path = town().path_of(route->pattern);
    if (route->options.access != net::Access::signed_in || path.empty() || route->method == "GET") continue;
    EXPECT_TRUE(route->options.csrf) << name_of(*route);
  }
}

// --- what a page costs

TEST_F(HouseRoutesTest, NoPageAsksTheDatabaseMoreThanTenTimes) {
  int asked = 0;
  for (const auto& route : town().router().routes()) {
    std::string path = town().path_of(route->pattern);
    if (route->method != "GET" || path.empty()) continue;
    for (const std::string role : {"", "administration"}) {
      if (role.empty() && route->options.access == net::Access::signed_in) continue;
      const auto before = store::queries_run();
      const auto answer = town().ask("GET", path, {}, role);
      const auto queries = store::queries_run() - before;
      const bool replays = route->pattern.ends_with("/canteen/report");
      EXPECT_LE(queries, replays ? max_queries_a_replay : max_queries_a_page)
          << name_of(*route) << " as «" << role << "»";
      asked += answer.status == 200 ? 1 : 0;
    }
  }
  EXPECT_GT(asked, 30);
}

// --- no AI output without its decision (G-01)

// Bodies for the routes that change something; {version} is the report's own.
json::object body_for(const std::string& route, const std::string& other, std::int64_t version,
                      const canteen::StoredOrder& order) {
  if (route == "POST /api/v1/canteen/orders/{id}/correct") return {{"meals", 90}, {"reason", "autre"}};
  if (route == "POST /api/v1/canteen/orders/confirm")
    return {{"date", base::format_day(order.day)}, {"orders", json::object{{order.id, order.version}}}};
  if (route == "POST /api/street/drafts")
    return {{"text", "Des sacs poubelle sur le trottoir"}, {"lat", 48.9}, {"lon", 2.4}};
  if (route == "POST /api/street/reports")
    return {{"description", "Un nid de poule dangereux"}, {"address", "rue Neuve"}, {"category", "PRO-SAC"}};
  if (route == "PATCH /api/street/reports/{ref}") return {{"version", version}, {"priority", "urgente"}};
  if (route == "POST /api/street/reports/{ref}/transitions")
    return {{"version", version}, {"to", "programme"}, {"date", "2126-06-03"}};
  if (route == "POST /api/street/reports/{ref}/notes") return {{"text", "Vu sur place"}};
  if (route == "POST /api/street/reports/{ref}/duplicates") return {{"of", other}};
  if (route == "POST /api/v1/grants/files/{id}/answers")
    return {{"version", 1},
            {"values", json::array{json::object{{"row", 2}, {"field", "objet"}, {"value", "Un bal"}}}}};
  if (route == "POST /api/v1/grants/pairs/{id}/verdict") return {{"version", 1}, {"answer", "differents"}};
  return {};
}

// A probability with its value (the description of the API names the field), or the id of a decision.
bool gives_ai_output(const std::string& text, const std::set<std::string>& decisions) {
  static const std::regex probability("\"probability\":[0-9]");
  return std::regex_search(text, probability) ||
         std::any_of(decisions.begin(), decisions.end(),
                     [&](const std::string& id) { return text.find(id) != std::string::npos; });
}

TEST_F(HouseRoutesTest, NoAiOutputLeavesWithoutItsDecision) {
  std::set<std::string> gave, declared;
  int number = 100;
  for (const auto& route : town().router().routes()) {
    const std::string name = name_of(*route);
    if (route->options.ai_output) declared.insert(name);
    if (town().path_of(route->pattern).empty() || name == "DELETE /api/account/session") continue;
    // a report of its own, so that no route finds what another left
    const std::string ref = town().send_report(++number), other = town().send_report(++number);
    if (name == "DELETE /api/street/reports/{ref}/duplicates")
      town().ask("POST", "/api/street/reports/" + ref + "/duplicates", {{"of", other}}, "administration");
    if (route->pattern.find("/grants/") != std::string::npos) town().send_table();
    if (route->pattern.find("/canteen/orders/") != std::string::npos)
      town().answer_meal_order(name.ends_with("/undo") || name.ends_with("/approve"));
    std::string path = town().path_of(route->pattern);
    if (const auto at = route->pattern.find("{ref}"); at != std::string::npos)
      path = std::string(route->pattern).replace(at, 5, ref);
    const auto answer =
        town().ask(route->method, path, body_for(name, other, town().version_of(ref), town().meal_order()),
                   "administration");
    if (!gives_ai_output(text_of(answer), town().decisions())) continue;
    gave.insert(name);
    EXPECT_TRUE(answer.headers.has("Parvis-Decision")) << name;
  }
  EXPECT_EQ(gave, declared);
  EXPECT_GE(gave.size(), 5U);
}

TEST_F(HouseRoutesTest, EveryDecisionShownIsInTheLedger) {
  const auto list = base::parse_json_object(
      text_of(town().ask("GET", "/api/street/reports?limit=50", {}, "administration")));
  const auto known = town().decisions();
  int shown = 0;
  for (const auto& row : list->at("items").as_array()) {
    const auto* suggestion = row.as_object().if_contains("suggestion");
    if (suggestion == nullptr) continue;
    ++shown;
    EXPECT_TRUE(known.contains(base::text_or(suggestion->as_object(), "decision_id")));
  }
  EXPECT_GT(shown, 0);
}

}  // namespace
}  // namespace parvis::app
