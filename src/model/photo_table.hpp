// A table of labelled photos (CSV with `path` and `class`; optional `source`, `group`,
// `near_duplicate_group`, `weights_may_ship`) and the features of its photos, kept on disk by the photo's
// sha256 so that no file is read twice.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/vision.hpp"

namespace parvis::model {

struct TablePhoto {
  std::filesystem::path path;
  std::string label, source, group, sha256;
  std::vector<float> input;
};

struct TableFilter {
  bool shippable_only = false;  // rows marked `yes` only; else `yes`, `tdm` and unmarked ones
};

// Rows of the filter, without features; `group` joins rows that share a group or a near-duplicate group.
// Errors: not_found, invalid (column missing).
Result<std::vector<TablePhoto>> read_photo_table(const std::filesystem::path& csv,
                                                 const std::filesystem::path& root,
                                                 const TableFilter& filter = {});

struct BrokenPhoto {
  std::filesystem::path path;
  std::string message;
};

// Fills sha256 and input by `vision`, several at a time; what cannot be read leaves the table and is
// answered. `cache` is the folder of this pipeline's features. `progress` hears how many of all are done.
Result<std::vector<BrokenPhoto>> fill_inputs(
    std::vector<TablePhoto>& photos, Vision& vision, const std::filesystem::path& cache, int threads,
    const std::function<void(std::size_t, std::size_t)>& progress = {});

// sha256 of the sorted lines `sha256<TAB>class<TAB>source<LF>`.
std::string data_hash(const std::vector<TablePhoto>& photos);

}  // namespace parvis::model
