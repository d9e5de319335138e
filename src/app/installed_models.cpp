#include "app/installed_models.hpp"

#include <utility>

#include "base/hashing.hpp"

namespace parvis::app {
namespace {

namespace fs = std::filesystem;

// The folder on this shelf whose model.json has this hash; empty when there is none.
fs::path folder_on(const fs::path& shelf, const std::string& sha256) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(shelf, error)) {
    const auto actual = base::sha256_file(entry.path() / "model.json");
    if (actual && *actual == sha256) return entry.path();
  }
  return {};
}

}  // namespace

InstalledModels::InstalledModels(model::Vision* in_use, model::VisionSettings settings,
                                 const fs::path& past_models)
    : in_use_(in_use),
      settings_(std::move(settings)),
      shelves_{fs::absolute(settings_.model_folder).lexically_normal().parent_path(), past_models} {}

Result<model::Vision*> InstalledModels::of(const std::string& sha256) {
  if (in_use_) {
    const auto model = in_use_->model();
    if (model && model->sha256 == sha256) return in_use_;
  }
  if (const auto found = past_.find(sha256); found != past_.end()) return found->second.get();
  for (const auto& shelf : shelves_) {
    const auto folder = folder_on(shelf, sha256);
    if (folder.empty()) continue;
    auto settings = settings_;
    settings.model_folder = folder;
    auto vision = model::start_vision(settings);
    if (const auto model = vision->model(); !model || model->sha256 != sha256) continue;
    return (past_[sha256] = std::move(vision)).get();
  }
  return fail(ErrorKind::not_found, "Il n’est plus installé, ou son dossier est incomplet.", sha256,
              "model_gone");
}

}  // namespace parvis::app
