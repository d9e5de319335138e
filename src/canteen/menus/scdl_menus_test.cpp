#include "canteen/menus/scdl_menus.hpp"

#include <gtest/gtest.h>

#include "quality/table_reader/byte_source.hpp"
#include "quality/table_schema/schema_catalogue.hpp"
#include "quality/table_schema/table_check.hpp"

namespace parvis::canteen {
namespace {

ScdlMenus read(const std::string& text) {
  const auto raw = read_raw_table(quality::memory_source(text), "menus.csv");
  EXPECT_TRUE(raw) << raw.error().message;
  auto menus = read_scdl_menus(*raw);
  EXPECT_TRUE(menus) << menus.error().message;
  return menus ? *menus : ScdlMenus{};
}

ScdlDish blanquette() {
  ScdlDish dish;
  dish.restaurant = "École Jules Ferry";
  dish.restaurant_type = "élémentaire";
  dish.guests = "enfants";
  dish.day = base::make_day(2026, 11, 24);
  dish.component = "plat principal";
  dish.name = "Blanquette de veau, riz";
  dish.siqo = {"agriculture biologique"};
  dish.allergens = {"lait", "céréales contenant du gluten"};
  dish.textures = {"sans texture modifiée"};
  dish.price = 1.65;
  dish.published_at = "2026-11-20T10:00:00Z";
  return dish;
}

TEST(ScdlMenus, WhatIsWrittenIsReadBack) {
  const ScdlIssuer issuer{"Ville d’Exemple", "21440109300015", "Cuisine centrale", ""};
  const auto menus = read(write_scdl_menus(issuer, {blanquette()}));
  ASSERT_EQ(menus.dishes.size(), 1U);
  EXPECT_EQ(menus.issuer.authority, issuer.authority);
  const auto& dish = menus.dishes[0];
  EXPECT_EQ(dish.name, blanquette().name);
  EXPECT_EQ(dish.allergens, blanquette().allergens);
  EXPECT_EQ(dish.siqo, blanquette().siqo);
  EXPECT_EQ(dish.price, 1.65);
  EXPECT_EQ(dish.day, blanquette().day);
}

TEST(ScdlMenus, WhatIsWrittenFitsTheShippedSchema) {
  const quality::SchemaCatalogue catalogue({std::string(PARVIS_SOURCE_DIR) + "/reference/schemas"});
  const auto text = quality::schema_text("scdl/menus-collectifs", catalogue);
  ASSERT_TRUE(text) << text.error().message;
  auto schema = quality::read_schema(*text);
  ASSERT_TRUE(schema) << schema.error().message;
  const auto program = std::make_shared<const quality::SchemaProgram>(std::move(*schema));
  std::vector<std::string> errors;
  quality::TableCheckOptions options;
  options.fields_match = quality::FieldsMatch::exact;
  quality::TableCheck check(program, options, [&](const quality::Finding& finding) {
    if (!quality::is_warning(finding.code)) errors.emplace_back(quality::to_text(finding.code));
  });
  ASSERT_TRUE(check.feed(write_scdl_menus({"Ville", "21440109300015", "Cuisine", ""}, {blanquette()})));
  ASSERT_TRUE(check.finish());
  EXPECT_TRUE(errors.empty()) << errors.front();
}

TEST(ScdlMenus, OlderVersionsAreReadByName) {
  const auto snake = read(
      "menu_coll_nom,menu_rest_nom,menu_date,menu_type_repas,menu_type_plat,menu_nom_plat,"
      "menu_siqo_plat\nVille,École,2020-01-06,déjeuner,dessert,Pomme,Label Rouge\n");
  ASSERT_EQ(snake.dishes.size(), 1U);
  EXPECT_EQ(snake.dishes[0].component, "dessert");
  EXPECT_EQ(snake.dishes[0].siqo, (std::vector<std::string>{"Label Rouge"}));
  const auto camel =
      read("menuCollNom,menuDate,menuTypeRepas,menuTypePlat,menuNomPlat\nV,2022-01-06,goûter,pain,Pain\n");
  ASSERT_EQ(camel.dishes.size(), 1U);
  EXPECT_EQ(camel.dishes[0].meal, "goûter");
}

TEST(ScdlMenus, RowsWithoutDayOrNameAreLeftOutByLine) {
  const auto menus = read("menuDate,menuPlatNom\n2026-11-24,Pomme\nhier,Poire\n2026-11-24,\n");
  EXPECT_EQ(menus.dishes.size(), 1U);
  ASSERT_EQ(menus.findings.size(), 2U);
  EXPECT_EQ(menus.findings[0].line, 3U);
  EXPECT_EQ(menus.findings[1].line, 4U);
}

TEST(ScdlMenus, NamesAreCutAtTheFormatsLimit) {
  ScdlDish dish = blanquette();
  dish.name = std::string(max_scdl_dish_characters, 'a');
  EXPECT_EQ(read(write_scdl_menus({}, {dish})).dishes.at(0).name.size(), max_scdl_dish_characters);
  dish.name += 'b';
  EXPECT_EQ(read(write_scdl_menus({}, {dish})).dishes.at(0).name.size(), max_scdl_dish_characters);
}

TEST(ScdlMenus, DeclarationsGoBeforeWords) {
  ScdlDish dish = blanquette();
  const auto is = [&](DishClass which) {
    return classes_of_scdl_dish(dish, 2).test(static_cast<std::size_t>(which));
  };
  EXPECT_TRUE(is(DishClass::viande));
  EXPECT_TRUE(is(DishClass::bio));
  dish.regimes = {"végétarien"};
  EXPECT_FALSE(is(DishClass::viande));
  dish.regimes.clear();
  dish.component = "dessert";
  EXPECT_FALSE(is(DishClass::viande));
}

}  // namespace
}  // namespace parvis::canteen
