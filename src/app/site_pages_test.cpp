#include "app/site_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parvis::app {
namespace {

using testing::HasSubstr;
using testing::Not;

class SitePages : public testing::Test {
 protected:
  SitePages() {
    const std::filesystem::path web = std::filesystem::path(PARVIS_SOURCE_DIR) / "web";
    auto pages = net::Pages::load({web / "pages", web / "fr.json", web / "dist/manifest.json"});
    EXPECT_TRUE(pages);
    town_.name = "Sainte-Aubaine-sur-Loue";
    town_.phone = "03 81 00 00 00";
    town_.publication_director = "Camille Ornans";
    town_.host = "Syndicat numérique de la Loue";
    town_.host_address = "4 quai des Lavandières, 25000 Besançon";
    town_.host_phone = "03 81 00 00 01";
    town_.colour = "#ffcc00";
    context_.pages = *pages;
    context_.town = [this] { return town_; };
    context_.home = [this] { return home_; };
    add_site_routes(router_, context_);
  }

  net::Response get(const std::string& path) {
    net::Request request;
    request.method = "GET";
    request.path = path;
    request.headers.add("Accept", "text/html");
    return router_.answer(request);
  }
  static std::string text(const net::Response& response) {
    const auto* body = std::get_if<std::string>(&response.body);
    return body != nullptr ? *body : std::string();
  }

  account::Town town_;
  Result<base::json::object> home_ = base::json::object{};
  SiteContext context_;
  net::Router router_;
};

TEST_F(SitePages, EveryPageOfTheFooterOpens) {
  for (const char* path :
       {"/", "/accessibilite", "/mentions-legales", "/donnees-personnelles", "/ecoconception", "/plan"}) {
    const auto response = get(path);
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_THAT(text(response), HasSubstr("Sainte-Aubaine-sur-Loue</title>")) << path;
    EXPECT_THAT(text(response), HasSubstr("Accessibilité\u00a0: non conforme")) << path;
  }
  EXPECT_THAT(text(get("/mentions-legales")),
              testing::AllOf(HasSubstr("Camille Ornans"), HasSubstr("Syndicat numérique de la Loue"),
                             HasSubstr("4 quai des Lavandières"), HasSubstr("tel:03 81 00 00 01")));
  EXPECT_THAT(text(get("/accessibilite")), HasSubstr("24 novembre 2026"));
}

TEST_F(SitePages, FirstPageOpensWithoutItsBlocks) {
  home_ = fail(ErrorKind::unavailable, "La base ne répond pas.");
  const auto response = get("/");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(text(response), Not(HasSubstr("Où en est-on")));
}

TEST_F(SitePages, FirstPageShowsWhatServicesGive) {
  home_ = base::json::object{{"figures", {{"open", "42"}, {"resolved", "118"}}}};
  EXPECT_THAT(text(get("/")), HasSubstr("118"));
}

TEST_F(SitePages, ThemeFollowsTheTown) {
  EXPECT_THAT(text(get("/theme.css")), HasSubstr("--brand:#866a03"));
  town_.colour = "#0b5563";
  EXPECT_THAT(text(get("/theme.css")), HasSubstr("--brand:#0b5563"));
  town_.colour = "nonsense";
  EXPECT_EQ(text(get("/theme.css")), "");
  EXPECT_EQ(get("/theme.css").headers.get("Content-Type"), "text/css; charset=utf-8");
}

TEST_F(SitePages, AnUnknownAddressGetsAPageInFrench) {
  const auto response = get("/nulle-part");
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(text(response), HasSubstr("Page introuvable"));
}

TEST_F(SitePages, ATownNameIsNeverMarkup) {
  town_.name = "<script>alert(1)</script>";
  show_town(town_, context_);
  EXPECT_THAT(text(get("/")), Not(HasSubstr("<script>alert")));
}

}  // namespace
}  // namespace parvis::app
