#include "street/street_cli_model_table.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <thread>

#include "base/file.hpp"

namespace parvis::street {
namespace {

namespace fs = std::filesystem;
namespace json = base::json;

fs::path default_cache() {
  if (const char* folder = std::getenv("PARVIS_CACHE")) return folder;
  if (const char* home = std::getenv("HOME")) return fs::path(home) / ".cache/parvis";
  return fs::temp_directory_path() / "parvis-cache";
}

class Progress {
 public:
  explicit Progress(std::ostream& err) : err_(err), shown_(::isatty(STDERR_FILENO) != 0) {}
  void operator()(std::size_t finished, std::size_t all) const {
    if (!shown_ || (finished % 20 != 0 && finished != all)) return;
    err_ << "\r" << finished << " / " << all << " photos lues" << (finished == all ? "\n" : "") << std::flush;
  }

 private:
  std::ostream& err_;
  bool shown_;
};

}  // namespace

int told_error(std::ostream& err, const Error& error) {
  err << error.message << '\n';
  if (!error.detail.empty()) err << "  (" << error.detail << ")\n";
  return error.kind == ErrorKind::internal ? exit_code(error.kind) : command_refused;
}

int told_report(const Result<json::object>& report, bool json_line, std::ostream& out, std::ostream& err) {
  if (!report) return told_error(err, report.error());
  if (json_line) {
    out << json::serialize(*report) << '\n';
    return command_done;
  }
  for (const auto& [key, value] : *report)
    if (key != "figures" || !value.is_object()) {
      out << key << " : " << json::serialize(value) << '\n';
    } else {
      for (const auto& [name, figure] : value.get_object())
        out << "  " << name << " : " << json::serialize(figure) << '\n';
    }
  return command_done;
}

ModelPlaces with_defaults(ModelPlaces places) {
  const auto home = base::home_folder();
  if (places.model.empty()) places.model = home / "models/street-full";
  if (places.categories.empty()) places.categories = home / "reference/street/categories.json";
  if (places.cache.empty()) places.cache = default_cache();
  return places;
}

int processor_cores() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

double rounded(double value, double steps) {
  return std::round(value * steps) / steps;
}

model::VisionSettings vision_settings(const ModelPlaces& places, int threads) {
  model::VisionSettings settings;
  settings.cache_folder = places.cache / "networks";
  settings.worker_threads = threads;
  std::error_code error;
  fs::create_directories(settings.cache_folder, error);
  return settings;
}

Result<LoadedTable> load_table(const TableOptions& options, bool need_head, std::ostream& err) {
  LoadedTable loaded;
  loaded.places = with_defaults(options.places);
  PARVIS_TRY(base_model, need_head ? model::load_photo_model(loaded.places.model)
                                   : model::load_photo_plan(loaded.places.model));
  loaded.model = std::move(base_model);
  PARVIS_TRY(table, model::read_photo_table(options.photos, options.root, {options.shippable_only}));
  loaded.photos = std::move(table);
  auto settings = vision_settings(loaded.places, processor_cores());
  settings.pipeline = loaded.model.pipeline;
  const auto vision = model::start_vision(settings);
  const auto folder = loaded.places.cache / "features" / loaded.model.pipeline.fingerprint();
  PARVIS_TRY(broken, model::fill_inputs(loaded.photos, *vision, folder, processor_cores(), Progress(err)));
  for (const auto& photo : broken) err << photo.path.string() << " : " << photo.message << '\n';
  if (loaded.photos.empty())
    return fail(ErrorKind::invalid, "Aucune photo du tableau n'a pu être lue.", options.photos.string());
  return loaded;
}

model::TrainingSettings training_of(const json::object& settings) {
  const auto* found = settings.if_contains("training");
  const json::object one = found != nullptr && found->is_object() ? found->get_object() : json::object{};
  const model::TrainingSettings standard;
  return {base::number_or(one, "alpha", standard.alpha), base::number_or(one, "lambda", standard.lambda),
          base::number_or(one, "gamma", standard.gamma)};
}

model::AdaptationSettings adaptation_of(const json::object& settings) {
  const auto* found = settings.if_contains("adaptation");
  const json::object one = found != nullptr && found->is_object() ? found->get_object() : json::object{};
  const model::AdaptationSettings standard;
  return {base::number_or(one, "mu", standard.mu), base::number_or(one, "prior", standard.prior),
          base::number_or(one, "temperature_prior", standard.temperature_prior)};
}

}  // namespace parvis::street
