#include "model/photo_table.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>

#include "base/csv.hpp"
#include "base/file.hpp"
#include "base/hashing.hpp"

namespace parvis::model {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t max_table_bytes = 512ULL << 20;
constexpr int read_deadline_ms = 60'000;
constexpr int read_tries = 3;

class Columns {
 public:
  explicit Columns(const std::vector<std::string>& header) {
    for (std::size_t i = 0; i < header.size(); ++i) at_[header[i]] = i;
  }
  [[nodiscard]] bool has(const std::string& name) const { return at_.contains(name); }
  [[nodiscard]] std::string text(const std::vector<std::string>& row, const std::string& name) const {
    const auto found = at_.find(name);
    return found == at_.end() || found->second >= row.size() ? std::string() : row[found->second];
  }

 private:
  std::map<std::string, std::size_t> at_;
};

// Sets of rows that share a key (union-find).
class Sets {
 public:
  explicit Sets(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join_by(const std::string& kind, const std::string& key, std::size_t row) {
    if (key.empty()) return;
    const auto [found, fresh] = first_.emplace(kind + "\t" + key, row);
    if (!fresh) parent_[root(row)] = root(found->second);
  }

 private:
  std::vector<std::size_t> parent_;
  std::map<std::string, std::size_t> first_;
};

std::optional<std::vector<float>> cached(const fs::path& file) {
  const auto bytes = base::read_file(file, 64 << 20);
  if (!bytes || bytes->empty() || bytes->size() % sizeof(float) != 0) return std::nullopt;
  std::vector<float> values(bytes->size() / sizeof(float));
  std::memcpy(values.data(), bytes->data(), bytes->size());
  return values;
}

Result<std::vector<float>> input_of(const fs::path& photo, Vision& vision) {
  for (int attempt = 1;; ++attempt) {
    auto reading = vision.read(photo, read_deadline_ms);
    if (reading) return std::move(reading->input);
    // a worker that died on another photo comes back
    if (reading.error().kind != ErrorKind::unavailable || attempt == read_tries)
      return tl::make_unexpected(reading.error());
    std::this_thread::sleep_for(std::chrono::milliseconds(300 * attempt));
  }
}

Status fill(TablePhoto& photo, Vision& vision, const fs::path& cache) {
  PARVIS_TRY(sha, base::sha256_file(photo.path));
  photo.sha256 = sha;
  const auto file = cache / (sha + ".f32");
  if (auto known = cached(file)) {
    photo.input = std::move(*known);
    return {};
  }
  PARVIS_TRY(input, input_of(photo.path, vision));
  photo.input = std::move(input);
  const auto* bytes = reinterpret_cast<const char*>(photo.input.data());
  return base::write_file_durably(file, {bytes, photo.input.size() * sizeof(float)});
}

}  // namespace

Result<std::vector<TablePhoto>> read_photo_table(const fs::path& csv, const fs::path& root,
                                                 const TableFilter& filter) {
  PARVIS_TRY(text, base::read_file(csv, max_table_bytes));
  PARVIS_TRY(rows, base::parse_csv(text));
  const Columns columns(rows.empty() ? std::vector<std::string>() : rows.front());
  if (!columns.has("path") || !columns.has("class"))
    return fail(ErrorKind::invalid, "Le tableau des photos doit avoir les colonnes « path » et « class ».",
                csv.string(), "photo_table");
  std::vector<TablePhoto> photos;
  Sets sets(rows.size());
  std::vector<std::size_t> row_of;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto ship = columns.text(rows[i], "weights_may_ship");
    if (ship == "no" || (filter.shippable_only && ship != "yes")) continue;
    auto source = columns.text(rows[i], "source");
    if (source.empty()) source = "ville";
    photos.push_back(
        {root / columns.text(rows[i], "path"), columns.text(rows[i], "class"), source, {}, {}, {}});
    sets.join_by("group", columns.text(rows[i], "group"), i);
    sets.join_by("near", columns.text(rows[i], "near_duplicate_group"), i);
    row_of.push_back(i);
  }
  for (std::size_t i = 0; i < photos.size(); ++i) photos[i].group = std::to_string(sets.root(row_of[i]));
  return photos;
}

Result<std::vector<BrokenPhoto>> fill_inputs(std::vector<TablePhoto>& photos, Vision& vision,
                                             const fs::path& cache, int threads,
                                             const std::function<void(std::size_t, std::size_t)>& progress) {
  std::error_code error;
  fs::create_directories(cache, error);
  std::atomic<std::size_t> next = 0, finished = 0;
  std::mutex mutex;
  std::vector<BrokenPhoto> broken;
  std::optional<Error> fatal;
  const auto work = [&] {
    for (std::size_t i = next++; i < photos.size(); i = next++) {
      const auto status = fill(photos[i], vision, cache);
      const std::scoped_lock lock(mutex);
      if (!status) {
        if (status.error().kind == ErrorKind::unavailable) fatal = status.error();
        broken.push_back({photos[i].path, status.error().message});
      }
      if (progress) progress(++finished, photos.size());
      if (fatal) return;
    }
  };
  std::vector<std::thread> workers;
  for (int i = 0; i < std::max(1, threads); ++i) workers.emplace_back(work);
  for (auto& worker : workers) worker.join();
  if (fatal) return tl::make_unexpected(*fatal);
  std::erase_if(photos, [](const TablePhoto& photo) { return photo.input.empty(); });
  return broken;
}

std::string data_hash(const std::vector<TablePhoto>& photos) {
  std::vector<std::string> lines;
  for (const auto& photo : photos)
    lines.push_back(photo.sha256 + "\t" + photo.label + "\t" + photo.source + "\n");
  std::sort(lines.begin(), lines.end());
  base::Sha256 hash;
  for (const auto& line : lines) hash.add(line);
  return hash.hex();
}

}  // namespace parvis::model
