#include "base/geo.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace parvis::base {
namespace {

// A square of 0.01 degree with a square hole in its middle, and a second square further east.
constexpr const char* quarter = R"({"type":"MultiPolygon","coordinates":[
  [[[-4.50,48.39],[-4.49,48.39],[-4.49,48.40],[-4.50,48.40],[-4.50,48.39]],
   [[-4.496,48.394],[-4.494,48.394],[-4.494,48.396],[-4.496,48.396],[-4.496,48.394]]],
  [[[-4.47,48.39],[-4.46,48.39],[-4.46,48.40],[-4.47,48.40],[-4.47,48.39]]]]})";

TEST(Haversine, known_distances) {
  // One degree of latitude on this sphere, exactly pi R / 180.
  EXPECT_NEAR(haversine_m({48, 2}, {49, 2}), 111'195.08, 0.01);
  EXPECT_NEAR(haversine_m({0, 179.5}, {0, -179.5}), 111'195.08, 0.01);  // across the date line
  EXPECT_NEAR(haversine_m({90, 0}, {-90, 0}), 20'015'114.44, 0.01);
  EXPECT_NEAR(haversine_m({48.390394, -4.486076}, {48.856614, 2.3522219}), 504'945, 1'500);  // Brest to Paris
  EXPECT_EQ(haversine_m({48, 2}, {48, 2}), 0);
}

TEST(Haversine, holds_at_a_metre) {
  EXPECT_NEAR(haversine_m({48.39, -4.49}, {48.39 + 1 / 111'195.08, -4.49}), 1, 1e-6);
}

TEST(Area, holes_are_outside_and_edges_inside) {
  const auto area = parse_geojson_area(quarter).value();
  EXPECT_TRUE(contains(area, {48.392, -4.498}));
  EXPECT_FALSE(contains(area, {48.395, -4.495}));  // in the hole
  EXPECT_TRUE(contains(area, {48.394, -4.495}));   // on the hole's edge
  EXPECT_TRUE(contains(area, {48.39, -4.495}));    // on an edge
  EXPECT_TRUE(contains(area, {48.40, -4.50}));     // on a corner
  EXPECT_TRUE(contains(area, {48.395, -4.465}));   // in the second part
  EXPECT_FALSE(contains(area, {48.395, -4.48}));   // between the parts
  EXPECT_FALSE(contains(area, {48.4000001, -4.495}));
}

TEST(Area, a_ray_through_a_corner_counts_once) {
  const auto diamond =
      parse_geojson_area(R"({"type":"Polygon","coordinates":[[[0,-1],[1,0],[0,1],[-1,0],[0,-1]]]})").value();
  EXPECT_TRUE(contains(diamond, {0, 0}));
  EXPECT_FALSE(contains(diamond, {0, -1.5}));
  EXPECT_FALSE(contains(diamond, {0, 1.5}));
  EXPECT_FALSE(contains(diamond, {1, -0.5}));
}

TEST(Area, points_along_a_slanted_edge_are_inside) {
  const auto slope =
      parse_geojson_area(
          R"({"type":"Polygon","coordinates":[[[-4.51,48.36],[-4.43,48.42],[-4.51,48.42],[-4.51,48.36]]]})")
          .value();
  for (int i = 0; i <= 100; ++i) {
    const double t = i / 100.0;
    EXPECT_TRUE(contains(slope, {48.36 + t * 0.06, -4.51 + t * 0.08})) << i;
  }
}

TEST(Area, distance_is_0_inside_and_metres_outside) {
  const auto area = parse_geojson_area(quarter).value();
  EXPECT_EQ(distance_m(area, {48.392, -4.498}), 0);
  EXPECT_NEAR(distance_m(area, {48.401, -4.495}), 111.195, 0.01);
  EXPECT_NEAR(distance_m(area, {48.401, -4.489}), haversine_m({48.40, -4.49}, {48.401, -4.489}), 0.05);
  // From the middle of the hole the nearest edge is the hole's, east or west.
  EXPECT_NEAR(distance_m(area, {48.395, -4.495}), haversine_m({48.395, -4.495}, {48.395, -4.494}), 0.05);
}

TEST(Area, reads_features_and_collections) {
  const std::string polygon = R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]})";
  const std::string feature = R"({"type":"Feature","properties":{},"geometry":)" + polygon + "}";
  EXPECT_EQ(parse_geojson_area(feature)->polygons.size(), 1U);
  EXPECT_EQ(parse_geojson_area(R"({"type":"FeatureCollection","features":[)" + feature + "," + feature + "]}")
                ->polygons.size(),
            2U);
  EXPECT_EQ(
      parse_geojson_area(R"({"type":"GeometryCollection","geometries":[)" + polygon + "]}")->polygons.size(),
      1U);
}

TEST(Area, refuses_with_a_reason) {
  for (const char* text :
       {"", "[]", R"({"type":"Point","coordinates":[0,0]})", R"({"type":"FeatureCollection","features":[]})",
        R"({"type":"Polygon","coordinates":[]})",
        R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]})",       // open ring
        R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]})",             // three points
        R"({"type":"Polygon","coordinates":[[[0,0],[900000,0],[1,1],[0,0]]]})",  // Lambert 93
        R"({"type":"Polygon","coordinates":[[["0",0],[1,0],[1,1],[0,0]]]})"}) {
    const auto area = parse_geojson_area(text);
    ASSERT_FALSE(area) << text;
    EXPECT_EQ(area.error().kind, ErrorKind::invalid);
    EXPECT_FALSE(area.error().message.empty());
  }
}

TEST(Area, vertices_at_the_limit_and_one_beyond) {
  const std::string polygon = R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]})";
  EXPECT_TRUE(parse_geojson_area(polygon, 4));
  EXPECT_FALSE(parse_geojson_area(polygon, 3));
}

TEST(Area, survives_being_written) {
  const auto area = parse_geojson_area(quarter).value();
  const auto again = parse_geojson_area(to_geojson(area)).value();
  ASSERT_EQ(again.polygons.size(), 2U);
  EXPECT_EQ(again.polygons[0].outer, area.polygons[0].outer);
  EXPECT_EQ(again.polygons[0].holes, area.polygons[0].holes);
}

TEST(Box, of_an_area_and_around_a_place) {
  const auto box = bbox(parse_geojson_area(quarter).value());
  EXPECT_DOUBLE_EQ(box.south, 48.39);
  EXPECT_DOUBLE_EQ(box.west, -4.50);
  EXPECT_DOUBLE_EQ(box.north, 48.40);
  EXPECT_DOUBLE_EQ(box.east, -4.46);
  const LatLon centre{48.39, -4.49};
  const auto around = bbox_around(centre, 100);
  EXPECT_NEAR(haversine_m(centre, {around.north, centre.lon}), 100, 0.01);
  EXPECT_NEAR(haversine_m(centre, {centre.lat, around.east}), 100, 0.01);
}

TEST(Box, is_read_west_south_east_north) {
  const auto box = parse_bbox("-4.50, 48.39,-4.46,48.40").value();
  EXPECT_EQ(box.west, -4.50);
  EXPECT_EQ(box.north, 48.40);
  for (const char* text : {"", "1,2,3", "1,2,3,4,5", "a,b,c,d", "-4.46,48.39,-4.50,48.40",
                           "-4.5,48.4,-4.4,48.3", "0,0,181,1", "nan,0,1,1", "0,0,1,1x"})
    EXPECT_FALSE(parse_bbox(text)) << text;
}

TEST(Position, must_be_on_the_globe) {
  EXPECT_TRUE(valid_position({-90, 180}));
  EXPECT_FALSE(valid_position({90.0001, 0}));
  EXPECT_FALSE(valid_position({std::nan(""), 0}));
}

}  // namespace
}  // namespace parvis::base
