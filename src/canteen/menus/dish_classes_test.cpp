#include "canteen/menus/dish_classes.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "canteen/intake/intake.hpp"

namespace parvis::canteen {
namespace {

bool is(std::string_view text, DishClass which, int rank = 2) {
  return classes_of_dish(text, rank).test(static_cast<std::size_t>(which));
}

TEST(DishClasses, AGaletteNeedsTheWord) {
  EXPECT_TRUE(is("Galette des rois", DishClass::galette));
  EXPECT_TRUE(is("galette de Rois", DishClass::galette));
  EXPECT_FALSE(is("Mélange de trois riz", DishClass::galette));
  EXPECT_FALSE(is("crêpe /confiture muroise bio", DishClass::galette));
  EXPECT_FALSE(is("Rôti de bœuf froid", DishClass::galette));
}

TEST(DishClasses, FishIsNoStarterAndNoSpread) {
  EXPECT_TRUE(is("Filet de lieu sauce citron", DishClass::poisson));
  EXPECT_FALSE(is("thon", DishClass::poisson, 1));
  EXPECT_FALSE(is("Rillettes de saumon", DishClass::poisson));
  EXPECT_FALSE(is("Salade de thon", DishClass::poisson));
  EXPECT_FALSE(is("au milieu", DishClass::poisson));
}

TEST(DishClasses, MeatIsNotItsImitation) {
  EXPECT_TRUE(is("Sauté de bœuf* au gingembre", DishClass::viande));
  EXPECT_TRUE(is("Hachis Parmentier", DishClass::viande));
  EXPECT_FALSE(is("Boulettes végétales", DishClass::viande));
  EXPECT_FALSE(is("Haché de soja", DishClass::viande));
  EXPECT_FALSE(is("Chili sans viande", DishClass::viande));
  EXPECT_FALSE(is("Omelette au jambon", DishClass::viande));
  EXPECT_FALSE(is("Yaourt soja", DishClass::viande));
  EXPECT_TRUE(is("Jambon blanc", DishClass::porc));
  EXPECT_FALSE(is("Jambon de dinde", DishClass::porc));
}

TEST(DishClasses, TwoDishesJoinedAreAlternatives) {
  const auto both = classes_of_dish("Rôti de porc / Filet de poisson", 2);
  EXPECT_TRUE(both.test(static_cast<std::size_t>(DishClass::viande)));
  EXPECT_TRUE(both.test(static_cast<std::size_t>(DishClass::poisson)));
  EXPECT_TRUE(is("Salade de lentilles / Poulet", DishClass::viande)) << "each is read alone";
}

TEST(DishClasses, ADayWithoutMeatOrFish) {
  const auto menu = menu_of_day({{"Melon", 1}, {"Gratin de courgettes", 2}});
  ASSERT_TRUE(menu);
  EXPECT_TRUE(menu->classes.test(static_cast<std::size_t>(DishClass::sans_viande_ni_poisson)));
  EXPECT_FALSE(menu_of_day({{" -", 1}, {"", 2}}));
  const auto strike = menu_of_day({{"Grève", 1}});
  ASSERT_TRUE(strike);
  EXPECT_TRUE(strike->served_text);
  EXPECT_FALSE(strike->classes.test(static_cast<std::size_t>(DishClass::sans_viande_ni_poisson)));
}

TEST(DishClasses, TellsAStrikeInAnySpelling) {
  for (const auto* text : {"repas grève", "GREVE", "gréves", "repas grêve", "Menus grèves"})
    EXPECT_TRUE(tells_a_strike(text)) << text;
  EXPECT_FALSE(tells_a_strike("Gruyère"));
}

TEST(DishClasses, MarksAppearInSeptember2016) {
  const auto folder = std::filesystem::path(PARVIS_SHARED_DIR) / "data/canteen/nantes";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the shared menus are not here";
  std::size_t meat = 0, organic = 0, meat_before = 0, organic_before = 0, galettes = 0;
  std::set<Day> wednesdays;
  Day last_of_first{};
  for (const auto* name : {"menus_2011-2015.csv", "menus_2016-2019.csv"}) {
    const auto table = read_table(TableKind::menus, folder / name);
    ASSERT_TRUE(table) << table.error().message;
    for (const auto& row : std::get<std::vector<MenuRow>>(table->rows)) {
      const auto marks = marks_of_dish(row.dish);
      const bool before = row.day < base::make_day(2016, 9, 1);
      (before ? meat_before : meat) += marks.meat ? 1 : 0;
      (before ? organic_before : organic) += marks.organic ? 1 : 0;
      galettes += is(row.dish, DishClass::galette) ? 1 : 0;
      constexpr int wednesday = 2;
      if (base::weekday(row.day) == wednesday) wednesdays.insert(row.day);
      if (std::string_view(name) == "menus_2011-2015.csv") last_of_first = std::max(last_of_first, row.day);
    }
  }
  EXPECT_EQ(last_of_first, base::make_day(2016, 8, 31));
  EXPECT_EQ(meat, 209U);
  EXPECT_EQ(organic, 296U);
  EXPECT_EQ(meat_before, 1U);
  EXPECT_EQ(organic_before, 2U);
  EXPECT_EQ(galettes, 15U);
  EXPECT_EQ(wednesdays.size(), 427U);
}

}  // namespace
}  // namespace parvis::canteen
