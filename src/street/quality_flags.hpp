// What is doubtful about a report's data: flags for people, never a silent correction. And the same look at a
// whole file of past reports, with figures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "street/area.hpp"
#include "street/category.hpp"
#include "street/report.hpp"

namespace parvis::street {

struct PhotoQuality {
  bool dark = false, blurry = false, already_seen = false;
  std::int64_t width = 0, height = 0;
};

struct QualityInput {
  const Report* report = nullptr;
  std::vector<PhotoQuality> photos;
  bool exif_conflict = false;
  bool at_default_point = false;
  Territory territory = Territory::unknown;
  const Category* category = nullptr;  // null: unknown code
};

inline constexpr std::int64_t small_photo_px = 320;
inline constexpr std::size_t short_text_characters = 10;

// Codes of the closed list, in its order, each at most once.
std::vector<std::string> quality_flags(const QualityInput& input);
std::string_view flag_label(std::string_view flag);  // «Position imprécise»
const std::vector<std::string_view>& all_flags();

// Columns read: open_dt, closed_dt, target_dt (local times without zone). Other columns are ignored.
struct BatchFigures {
  std::size_t rows = 0;
  std::size_t closed_before_opening = 0;
  std::size_t without_target = 0;
  std::size_t without_position = 0;
  std::size_t unreadable = 0;
};
class BatchChecker {
 public:
  // Positions of the columns; a column absent from the file is -1.
  explicit BatchChecker(const std::vector<std::string>& header);
  void row(const std::vector<std::string>& cells);
  const BatchFigures& figures() const { return figures_; }

 private:
  int opened_, closed_, target_, lat_, lon_;
  BatchFigures figures_;
};

}  // namespace parvis::street
