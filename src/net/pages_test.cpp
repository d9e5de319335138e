#include "net/pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace parvis::net {
namespace {

using testing::HasSubstr;
using testing::Not;

class PagesTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("parvis_pages_" + std::to_string(::getpid()) + "_" +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    write("pages/layout.mustache",
          "<title>{{#has_errors}}Erreur – {{/has_errors}}{{{page_title}}} – {{site.town.name}}</title>"
          "<link href=\"{{assets.style}}\">{{#nav_signaler}}ici{{/nav_signaler}}"
          "{{#parent_url}}{{{parent_url}}}|{{{parent_label}}}{{/parent_url}}<main>{{{content}}}</main>");
    write("pages/partials/item.mustache", "<li>{{name}}</li>");
    write("fr.json", R"({"errors":{"404":{"title":"Introuvable","message":"Rien ici.","advice":""}}})");
    write("manifest.json", R"({"styles/parvis.css":"/assets/parvis-1a.css"})");
    write("pages/error.mustache", "title: {{title}}\n---\n{{title}} {{message}} {{status}}");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    const auto path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
  Result<std::shared_ptr<Pages>> load() {
    return Pages::load({folder_ / "pages", folder_ / "fr.json", folder_ / "manifest.json"});
  }
  // Renders `text` as the body of a page.
  std::string page(const std::string& text, const base::json::object& view) {
    write("pages/test.mustache", "title: Essai {{name}}\nnav: signaler\nparent: /p Le parent\n---\n" + text);
    auto pages = load();
    if (!pages) return pages.error().detail;
    (*pages)->set_site({{"town", {{"name", "Sainte-Aubaine"}}}});
    auto made = (*pages)->render("test", view);
    return made ? *made : made.error().message;
  }

  std::filesystem::path folder_;
};

TEST_F(PagesTest, PutsTheBodyInTheLayout) {
  const auto made = page("<h1>Bonjour</h1>", {{"name", "un"}});
  EXPECT_THAT(made, HasSubstr("<title>Essai un – Sainte-Aubaine</title>"));
  EXPECT_THAT(made, HasSubstr("<main><h1>Bonjour</h1></main>"));
  EXPECT_THAT(made, HasSubstr("/assets/parvis-1a.css"));
  EXPECT_THAT(made, HasSubstr("ici"));
  EXPECT_THAT(made, HasSubstr("/p|Le parent"));
}

TEST_F(PagesTest, EscapesEveryValueOnce) {
  const auto made = page("<p title=\"{{name}}\">{{name}}</p>", {{"name", "<b>\"l'été\" & {{site}}</b>"}});
  EXPECT_THAT(made, Not(HasSubstr("<b>")));
  EXPECT_THAT(made, HasSubstr("&lt;b&gt;"));
  EXPECT_THAT(made, HasSubstr("<title>Essai &lt;b&gt;"));
  EXPECT_THAT(made, Not(HasSubstr("&amp;lt;")));
}

TEST_F(PagesTest, NeverTakesAValueForATemplate) {
  const auto made = page("{{> secret}}{{name}}", {{"name", "{{> item}}"}, {"secret", "vu {{name}}"}});
  EXPECT_THAT(made, Not(HasSubstr("vu ")));
  EXPECT_THAT(made, Not(HasSubstr("<li>")));
}

TEST_F(PagesTest, RefusesATemplateThatShowsAValueUnescaped) {
  write("pages/test.mustache", "{{{name}}}");
  ASSERT_FALSE(load());
  write("pages/test.mustache", "{{&name}}");
  ASSERT_FALSE(load());
}

TEST_F(PagesTest, RefusesABrokenTemplate) {
  write("pages/test.mustache", "{{#open}}never closed");
  EXPECT_FALSE(load());
}

TEST_F(PagesTest, HidesWhatIsAbsentOrEmpty) {
  const auto made = page("{{#a}}A{{/a}}{{#b}}B{{/b}}{{#c}}C{{/c}}{{#d}}D{{/d}}{{#e}}E{{/e}}{{^e}}no{{/e}}",
                         {{"a", ""}, {"b", nullptr}, {"c", false}, {"d", base::json::array{}}});
  EXPECT_THAT(made, HasSubstr("<main>no</main>"));
}

TEST_F(PagesTest, ListsPartialsAndCounts) {
  const auto made = page(
      "{{#has_items}}{{items_count}}{{#items_many}} lignes{{/items_many}}{{/has_items}}"
      "{{#items}}{{> item}}{{/items}}",
      {{"items", {{{"name", "un"}}, {{"name", "deux"}}}}});
  EXPECT_THAT(made, HasSubstr("2 lignes<li>un</li><li>deux</li>"));
}

TEST_F(PagesTest, MarksErrorsInTheTitle) {
  const auto made = page("", {{"errors", {{{"field", "place"}, {"message", "x"}}}}});
  EXPECT_THAT(made, HasSubstr("<title>Erreur – Essai"));
}

TEST_F(PagesTest, AnUnknownPageIsNotFound) {
  auto pages = load();
  ASSERT_TRUE(pages);
  const auto made = (*pages)->render("nowhere", {});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::not_found);
  EXPECT_FALSE((*pages)->render("layout", {}));
}

TEST_F(PagesTest, ErrorPagesHaveTheirOwnWords) {
  auto pages = load();
  ASSERT_TRUE(pages);
  EXPECT_THAT((*pages)->error_page(404), HasSubstr("Introuvable Rien ici. 404"));
  EXPECT_THAT((*pages)->error_page(404, "Ce numéro est inconnu."), HasSubstr("Ce numéro est inconnu."));
  EXPECT_EQ((*pages)->text("errors.404.title"), "Introuvable");
  EXPECT_EQ((*pages)->text("errors.404"), "errors.404");
  EXPECT_EQ((*pages)->text("none.at.all"), "none.at.all");
}

// The templates that ship, with nothing but a title: a missing key must never break a page.
TEST(ShippedPages, RenderWithoutData) {
  const std::filesystem::path web = std::filesystem::path(PARVIS_SOURCE_DIR) / "web";
  auto pages = Pages::load({web / "pages", web / "fr.json", web / "dist/manifest.json"});
  ASSERT_TRUE(pages) << pages.error().detail;
  for (const auto& entry : std::filesystem::directory_iterator(web / "pages")) {
    if (entry.path().extension() != ".mustache" || entry.path().stem() == "layout") continue;
    const auto made = (*pages)->render(entry.path().stem().string(), {});
    ASSERT_TRUE(made) << entry.path();
    EXPECT_THAT(*made, HasSubstr("<html lang=\"fr\">")) << entry.path();
    EXPECT_THAT(*made, HasSubstr("<h1")) << entry.path();
    EXPECT_THAT(*made, HasSubstr("</html>")) << entry.path();
    EXPECT_THAT(*made, Not(HasSubstr("{{"))) << entry.path();
  }
}

TEST(FrenchFormats, Numbers) {
  EXPECT_EQ(french_number(0), "0");
  EXPECT_EQ(french_number(999), "999");
  EXPECT_EQ(french_number(1234.5, 1), "1\u202f234,5");
  EXPECT_EQ(french_number(-1234567), "-1\u202f234\u202f567");
  EXPECT_EQ(french_number(-0.2), "0");
  EXPECT_EQ(french_count(0, "photo", "photos"), "0\u00a0photo");
  EXPECT_EQ(french_count(1, "photo", "photos"), "1\u00a0photo");
  EXPECT_EQ(french_count(2, "photo", "photos"), "2\u00a0photos");
}

TEST(FrenchFormats, DistancesAndAges) {
  EXPECT_EQ(french_distance(12.3), "à 12\u00a0m");
  EXPECT_EQ(french_distance(1234), "à 1,2\u00a0km");
  EXPECT_EQ(french_ago(-5), "à l’instant");
  EXPECT_EQ(french_ago(59), "à l’instant");
  EXPECT_EQ(french_ago(60), "il y a 1\u00a0minute");
  EXPECT_EQ(french_ago(3 * 86400 + 5), "il y a 3\u00a0jours");
  EXPECT_EQ(french_ago(400LL * 86400), "il y a 1\u00a0an");
}

}  // namespace
}  // namespace parvis::net
