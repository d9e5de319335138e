// Boxes to hide, and how the answer of the CenterFace network becomes boxes. Pure.
#pragma once

#include <span>
#include <vector>

namespace parvis::model {

// In parts of the upright picture (0..1), origin at the top left.
struct FaceBox {
  double x = 0, y = 0, w = 0, h = 0;
  double score = 0;
};

struct FaceSettings {
  double threshold = 0.2;
  double overlap = 0.3;   // boxes over this intersection over union are one face
  double enlarge = 0.20;  // before filling, as a part of the box's size, shared between both sides
  // Larger uploads are shrunk to this before looking: the derivative shown has half of it, so that a face
  // lost here is below 12 px there.
  int max_side_pixels = 2560;
  int tile_side_pixels = 1280;
  int tile_overlap_pixels = 160;
  int small_side_pixels = 640;  // smaller uploads are also looked at doubled, for faces of 16 px
};

// Raw answers of the network for a picture of width × height, both multiples of 32: heatmap [h/4, w/4], size
// and offset [2, h/4, w/4], row-major. Boxes best first, overlaps removed.
std::vector<FaceBox> decode_faces(std::span<const float> heatmap, std::span<const float> size,
                                  std::span<const float> offset, int width, int height,
                                  const FaceSettings& settings = {});

// Joins boxes of several passes, best first, overlaps removed.
std::vector<FaceBox> merge_faces(std::vector<FaceBox> boxes, const FaceSettings& settings = {});

// Larger by `part` of its size in all (half on each side), cut at the picture's edge.
FaceBox enlarged(const FaceBox& box, double part);

}  // namespace parvis::model
