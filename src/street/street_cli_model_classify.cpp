#include <algorithm>
#include <atomic>
#include <cmath>
#include <future>
#include <thread>

#include "base/file.hpp"
#include "street/street_cli_model_table.hpp"
#include "street/suggestion_fusion.hpp"

namespace parvis::street {
namespace {

namespace fs = std::filesystem;
namespace json = base::json;

constexpr int classify_deadline_ms = 60'000;

json::object line_of(const model::PhotoReading& reading, const Suggestion& suggestion) {
  json::array classes, categories;
  for (const auto& one : reading.classes)
    classes.push_back(json::object{{"class", one.name}, {"probability", rounded(one.probability)}});
  for (const auto& leaf : suggestion.top)
    categories.push_back(
        json::object{{"code", leaf.code}, {"label", leaf.label}, {"probability", rounded(leaf.p)}});
  json::object line{{"classes", classes},
                    {"categories", categories},
                    {"abstained", suggestion.abstained},
                    {"reason", suggestion.reason},
                    {"milliseconds", rounded(reading.milliseconds, 1e3)}};
  line["energy_uwh"] = reading.energy.basis == model::EnergyBasis::unmeasurable
                           ? json::value(nullptr)
                           : json::value(rounded(reading.energy.uwh, 1e3));
  line["model"] = json::object{{"name", reading.model.name}, {"sha256", reading.model.sha256}};
  return line;
}

Result<json::object> classify_one(const fs::path& photo, const std::string& text, model::Vision& vision,
                                  const Catalogue& catalogue) {
  PARVIS_TRY(facts, model::check_photo_file(photo, photo.filename().string()));
  PARVIS_TRY(reading, vision.read(photo, classify_deadline_ms));
  FusionInput input;
  input.text = text;
  ClassProbabilities classes;
  for (const auto& one : reading.classes) classes[one.name] = one.probability;
  input.photos.push_back(std::move(classes));
  return line_of(reading, suggest(catalogue, input));
}

void write_plain(const json::object& line, std::ostream& out) {
  out << line.at("file").as_string() << '\n';
  for (const auto& value : line.at("categories").as_array()) {
    const auto& one = value.as_object();
    const int percent = static_cast<int>(std::lround(100 * one.at("probability").to_number<double>()));
    out << "  " << percent << " %  " << one.at("code").as_string() << "  " << one.at("label").as_string()
        << '\n';
  }
  out << "  " << line.at("reason").as_string() << '\n';
}

using Line = Result<json::object>;

// The lines of all photos, several photos at a time, each told as soon as those before it are.
template <class Classify, class Tell>
void in_order(std::size_t count, int threads, const Classify& classify, const Tell& tell) {
  std::vector<std::promise<Line>> lines(count);
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i)
    workers.emplace_back([&] {
      for (std::size_t at = next++; at < count; at = next++) lines[at].set_value(classify(at));
    });
  for (std::size_t i = 0; i < count; ++i) tell(i, lines[i].get_future().get());
  for (auto& worker : workers) worker.join();
}

void tell_line(const fs::path& photo, const Line& line, bool as_json, std::ostream& out, std::ostream& err) {
  json::object whole{{"file", photo.string()}};
  if (line) {
    for (const auto& [key, value] : *line) whole[key] = value;
  } else {
    whole["error"] = line.error().message;
  }
  if (as_json) {
    out << json::serialize(whole) << '\n' << std::flush;
  } else if (line) {
    write_plain(whole, out);
  } else {
    err << photo.string() << " : " << line.error().message << '\n';
  }
}

}  // namespace

int street_classify(const ClassifyOptions& options, std::ostream& out, std::ostream& err) {
  const auto places = with_defaults(options.places);
  const auto text = base::read_file(places.categories);
  if (!text) return told_error(err, text.error());
  const auto catalogue = Catalogue::parse(*text);
  if (!catalogue) return told_error(err, catalogue.error());
  const auto count = options.photos.size();
  const int threads = std::min(processor_cores(), static_cast<int>(std::min<std::size_t>(count, 1024)));
  auto settings = vision_settings(places, threads);
  settings.model_folder = places.model;
  const auto vision = model::start_vision(settings);
  if (const auto identity = vision->model(); !identity) return told_error(err, identity.error());
  bool all_good = true;
  in_order(
      count, threads,
      [&](std::size_t i) { return classify_one(options.photos[i], options.text, *vision, *catalogue); },
      [&](std::size_t i, const Line& line) {
        all_good = all_good && line.has_value();
        tell_line(options.photos[i], line, options.json, out, err);
      });
  return all_good ? command_done : command_refused;
}

}  // namespace parvis::street
