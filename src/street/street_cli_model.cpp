#include "street/street_cli_model.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <map>
#include <memory>
#include <thread>

#include "base/file.hpp"
#include "base/hashing.hpp"
#include "base/json.hpp"
#include "model/calibration.hpp"
#include "model/photo_evaluation.hpp"
#include "model/photo_table.hpp"
#include "model/vision.hpp"
#include "street/suggestion_fusion.hpp"

namespace parvis::street {
namespace {

namespace fs = std::filesystem;
namespace json = base::json;

constexpr int done = 0, refused = 1, wrong_usage = 2;
constexpr int classify_deadline_ms = 60'000;
constexpr std::size_t threshold_least = 30;
constexpr double threshold_precision = 0.70, sure_precision = 0.95, no_threshold = 2.0;

int failed(std::ostream& err, const Error& error) {
  err << error.message << '\n';
  if (!error.detail.empty()) err << "  (" << error.detail << ")\n";
  return error.kind == ErrorKind::internal ? exit_code(error.kind) : refused;
}

fs::path default_cache() {
  if (const char* folder = std::getenv("PARVIS_CACHE")) return folder;
  if (const char* home = std::getenv("HOME")) return fs::path(home) / ".cache/parvis";
  return fs::temp_directory_path() / "parvis-cache";
}

ModelPlaces with_defaults(ModelPlaces places) {
  const auto home = base::home_folder();
  if (places.model.empty()) places.model = home / "models/street-full";
  if (places.categories.empty()) places.categories = home / "reference/street/categories.json";
  if (places.cache.empty()) places.cache = default_cache();
  return places;
}

int cores() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

std::unique_ptr<model::Vision> vision_for(const ModelPlaces& places, int threads) {
  model::VisionSettings settings;
  settings.model_folder = places.model;
  settings.cache_folder = places.cache / "networks";
  settings.worker_threads = threads;
  std::error_code error;
  fs::create_directories(settings.cache_folder, error);
  return model::start_vision(settings);
}

double rounded(double value, double steps = 1e6) {
  return std::round(value * steps) / steps;
}

// ---- classify

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
  line["energy_basis"] = model::energy_label(reading.energy.basis);
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

// ---- tables of photos

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

struct Loaded {
  ModelPlaces places;
  model::PhotoModel model;
  std::vector<model::TablePhoto> table;
};

Result<Loaded> load(const TableOptions& options, std::ostream& err) {
  Loaded loaded;
  loaded.places = with_defaults(options.places);
  PARVIS_TRY(base_model, model::load_photo_model(loaded.places.model));
  loaded.model = std::move(base_model);
  PARVIS_TRY(table, model::read_photo_table(options.photos, options.root, {options.shippable_only}));
  loaded.table = std::move(table);
  const auto vision = vision_for(loaded.places, cores());
  const auto folder = loaded.places.cache / "features" / loaded.model.pipeline.fingerprint();
  PARVIS_TRY(broken, model::fill_inputs(loaded.table, *vision, folder, cores(), Progress(err)));
  for (const auto& photo : broken) err << photo.path.string() << " : " << photo.message << '\n';
  if (loaded.table.empty())
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

double threshold_of(const std::vector<model::Judged>& judged, double precision, std::size_t least) {
  std::vector<double> sure;
  std::vector<bool> right;
  for (const auto& one : judged) {
    const auto first = model::ranking(one.probabilities).front();
    sure.push_back(one.probabilities[first]);
    right.push_back(first == one.truth);
  }
  return model::threshold_for_precision(sure, right, precision, no_threshold, least);
}

json::object energy_since(std::clock_t start) {
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  const auto energy = model::estimate_energy(seconds, 0, seconds);
  return {{"cpu_seconds", rounded(seconds, 100)},
          {"energy_uwh", rounded(energy.uwh, 1)},
          {"energy_basis", model::energy_label(energy.basis)}};
}

json::object sources_json(const std::vector<model::TablePhoto>& table) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& photo : table) ++counts[photo.source];
  json::object out;
  for (const auto& [name, count] : counts) out[name] = count;
  return out;
}

Status write_photo_list(const fs::path& folder, const std::vector<model::TablePhoto>& table) {
  std::string lines;
  for (const auto& photo : table) lines += photo.sha256 + "\t" + photo.label + "\t" + photo.source + "\n";
  return base::write_file_durably(folder / "photos.tsv", lines);
}

Result<json::object> train(const TrainOptions& options, std::ostream& err) {
  PARVIS_TRY(loaded, load(options.table, err));
  const auto start = std::clock();
  auto model = std::move(loaded.model);
  model.classes = model::classes_of(loaded.table);
  model.name = options.out.filename().string();
  const auto material = model::material_of(loaded.table, model.classes);
  std::erase_if(loaded.table, [&](const auto& photo) {
    return std::find(model.classes.begin(), model.classes.end(), photo.label) == model.classes.end();
  });
  if (model.classes.size() < 2)
    return fail(ErrorKind::invalid, "Il faut au moins deux classes de 20 photos pour entraîner un modèle.");
  const model::DotProducts products(material.photos.inputs);
  const auto training = training_of(model.settings);
  PARVIS_TRY(head, model::train_head(material.photos, products, training));
  model.head = std::move(head);
  PARVIS_TRY(held, model::held_out_by_source(material, products, 1, training));
  // photos of one source only: groups stand in for what no other source can tell
  if (held.rows.empty()) {
    PARVIS_TRY(by_group, model::held_out_by_group(material, products, 1, 5, 20'260'601, training));
    held = std::move(by_group);
  }
  model::Rows truth;
  for (const auto& one : held.judged) truth.push_back(one.truth);
  model.temperature = model::fit_temperature(held.scores, truth);
  model::set_temperature(held, model.temperature);
  model.threshold = threshold_of(held.judged, threshold_precision, threshold_least);
  model.settings["threshold_95"] = threshold_of(held.judged, sure_precision, threshold_least);
  model.settings["data_sha256"] = model::data_hash(loaded.table);
  model.settings["seed"] = 0;
  const auto sources = sources_json(loaded.table);
  auto report = energy_since(start);
  PARVIS_TRY(sha,
             model::save_photo_model(options.out, model,
                                     {{"name", model.name}, {"sources", sources}, {"training", report}}));
  PARVIS_CHECK(write_photo_list(options.out, loaded.table));
  report["model"] = json::object{{"name", model.name}, {"sha256", sha}};
  report["photos"] = loaded.table.size();
  report["sources"] = sources;
  report["temperature"] = model.temperature;
  report["threshold"] = model.threshold;
  report["held_out_top1"] = model::top_k(held.judged, 1);
  report["held_out_top3"] = model::top_k(held.judged, 3);
  return report;
}

Result<json::object> adapt(const AdaptOptions& options, std::ostream& err) {
  PARVIS_TRY(loaded, load(options.table, err));
  const auto start = std::clock();
  auto model = std::move(loaded.model);
  if (model.settings.contains("base"))
    return fail(ErrorKind::invalid,
                "Ce modèle est déjà adapté : partez du modèle livré, avec toutes les photos.",
                "adapting an adapted model");
  const auto material = model::material_of(loaded.table, model.classes);
  PARVIS_TRY(adapted, model::adapt_head(model.head, model.temperature, material.photos.inputs,
                                        material.photos.labels, adaptation_of(model.settings)));
  model::HeldOut held{{}, adapted.left_out, {}};
  for (std::size_t i = 0; i < adapted.left_out.size(); ++i)
    held.judged.push_back({material.photos.labels[i],
                           model::softmax(adapted.left_out[i], adapted.temperature), material.groups[i],
                           material.photos.sources[i]});
  model.settings["base"] = model.name;
  model.settings["base_head_sha256"] = base::text_or(model.settings, "head_sha256");
  model.settings["town_photos"] = material.photos.labels.size();
  model.settings["data_sha256"] = model::data_hash(loaded.table);
  model.name = options.out.filename().string();
  model.head = std::move(adapted.head);
  model.temperature = adapted.temperature;
  model.threshold = threshold_of(held.judged, threshold_precision, 1);
  model.settings["threshold_95"] = threshold_of(held.judged, sure_precision, 1);
  auto report = energy_since(start);
  PARVIS_TRY(sha,
             model::save_photo_model(options.out, model, {{"name", model.name}, {"adaptation", report}}));
  PARVIS_CHECK(write_photo_list(options.out, loaded.table));
  report["model"] = json::object{{"name", model.name}, {"sha256", sha}};
  report["photos"] = material.photos.labels.size();
  report["temperature"] = model.temperature;
  report["threshold"] = model.threshold;
  report["left_out_top1"] = model::top_k(held.judged, 1);
  report["left_out_top3"] = model::top_k(held.judged, 3);
  return report;
}

// ---- evaluate

json::array interval_json(const model::Interval& interval) {
  return {rounded(interval.low, 1e4), rounded(interval.high, 1e4)};
}

json::object figures_json(const model::HeldOut& held, const model::PhotoModel& model) {
  model::EvaluationSettings settings;
  settings.threshold = model.threshold;
  const auto figures = model::figures_of(held.judged, model.classes.size(), settings);
  auto plain = held;
  model::set_temperature(plain, 1);
  json::array classes, confusion;
  for (const auto& one : figures.classes)
    classes.push_back(json::object{{"class", model.classes[one.index]},
                                   {"n", one.n},
                                   {"precision", rounded(one.precision, 1e4)},
                                   {"recall", rounded(one.recall, 1e4)},
                                   {"f1", rounded(one.f1, 1e4)}});
  for (const auto& row : model::confusion(held.judged, model.classes.size()))
    confusion.push_back(json::value_from(row));
  return {{"n", figures.n},
          {"groups", figures.groups},
          {"sources", figures.sources},
          {"top1", rounded(figures.top1, 1e4)},
          {"top1_interval", interval_json(figures.top1_interval)},
          {"top3", rounded(figures.top3, 1e4)},
          {"top3_interval", interval_json(figures.top3_interval)},
          {"macro_f1", rounded(figures.macro_f1, 1e4)},
          {"macro_f1_interval", interval_json(figures.macro_f1_interval)},
          {"balanced_accuracy", rounded(figures.balanced_accuracy, 1e4)},
          {"calibration_error", rounded(figures.calibration_error, 1e4)},
          {"calibration_error_before_temperature", rounded(model::calibration_error(plain.judged), 1e4)},
          {"threshold", model.threshold},
          {"abstention", rounded(figures.abstention, 1e4)},
          {"precision_kept", rounded(figures.precision_kept, 1e4)},
          {"classes", classes},
          {"confusion", confusion}};
}

// The threshold is set on the photos of even groups and judged on the others.
json::object coverage_json(const model::HeldOut& held) {
  std::vector<model::Judged> validation, test;
  for (const auto& one : held.judged)
    (base::sha256_hex(one.group)[0] % 2 == 0 ? validation : test).push_back(one);
  const auto coverage = model::coverage_at_precision(validation, test, sure_precision);
  return {{"threshold", rounded(coverage.threshold, 1e4)},
          {"coverage", rounded(coverage.coverage, 1e4)},
          {"precision", rounded(coverage.precision, 1e4)}};
}

json::object curve_json(const std::map<std::size_t, model::TownPoint>& curve) {
  json::object out;
  for (const auto& [k, point] : curve)
    out[std::to_string(k)] =
        json::object{{"towns", point.towns},
                     {"balanced_accuracy", rounded(point.balanced_accuracy, 1e4)},
                     {"top1", rounded(point.top1, 1e4)},
                     {"top3", rounded(point.top3, 1e4)},
                     {"logistic_balanced_accuracy", rounded(point.logistic_balanced_accuracy, 1e4)},
                     {"coverage_at_95", rounded(point.coverage_95, 1e4)},
                     {"precision_there", rounded(point.precision_95, 1e4)}};
  return out;
}

Result<json::object> evaluate(const EvaluateOptions& options, std::ostream& err) {
  PARVIS_TRY(loaded, load(options.table, err));
  const auto& model = loaded.model;
  const auto material = model::material_of(loaded.table, model.classes);
  const model::DotProducts products(material.photos.inputs);
  const auto training = training_of(model.settings);
  json::object out{{"split", options.split},
                   {"model", json::object{{"name", model.name}, {"sha256", model.sha256}}},
                   {"photos", material.photos.labels.size()},
                   {"photos_of_other_classes", loaded.table.size() - material.photos.labels.size()}};
  if (options.split == "new-town") {
    PARVIS_TRY(curve, model::new_town_curve(material, products, model.temperature, training,
                                            adaptation_of(model.settings)));
    out["curve"] = curve_json(curve);
    return out;
  }
  PARVIS_TRY(held,
             options.split == "source"
                 ? model::held_out_by_source(material, products, model.temperature, training)
                 : model::held_out_by_group(material, products, model.temperature, 5, 20'260'601, training));
  out["figures"] = figures_json(held, model);
  out["coverage_at_95"] = coverage_json(held);
  return out;
}

int told(const Result<json::object>& report, bool json_line, std::ostream& out, std::ostream& err) {
  if (!report) return failed(err, report.error());
  if (json_line) {
    out << json::serialize(*report) << '\n';
    return done;
  }
  for (const auto& [key, value] : *report)
    if (key != "figures" || !value.is_object()) {
      out << key << " : " << json::serialize(value) << '\n';
    } else {
      for (const auto& [name, figure] : value.get_object())
        out << "  " << name << " : " << json::serialize(figure) << '\n';
    }
  return done;
}

// ---- arguments

constexpr std::string_view usage =
    "  classify PHOTO… [--text T] [--model DIR] [--json]   trois rubriques proposées par photo\n"
    "  train --photos CSV --root DIR --out DIR [--model DIR] [--shippable-only]\n"
    "                                                      entraîne la tête du modèle de photos\n"
    "  evaluate --photos CSV --root DIR [--model DIR] [--split group|source|new-town] [--json]\n"
    "                                                      dit ce que vaut un modèle\n"
    "  adapt --photos CSV --root DIR --model DIR --out DIR adapte le modèle livré aux photos de la ville\n"
    "Exemple : parvis street classify --json photo.jpg\n";

struct Arguments {
  std::map<std::string, std::string> values;
  std::vector<std::string> words;
  std::string wrong;
  [[nodiscard]] std::string text(const std::string& name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
  }
  [[nodiscard]] bool has(const std::string& name) const { return values.contains(name); }
};

Arguments parse(const std::vector<std::string>& args) {
  constexpr std::array<std::string_view, 8> with_value{"--text", "--model", "--photos", "--root",
                                                       "--out",  "--split", "--cache",  "--categories"};
  constexpr std::array<std::string_view, 2> flags{"--json", "--shippable-only"};
  Arguments parsed;
  for (std::size_t i = 1; i < args.size(); ++i) {
    const auto known = [&](const auto& names) {
      return std::find(names.begin(), names.end(), args[i]) != names.end();
    };
    if (known(flags)) {
      parsed.values[args[i]] = "1";
    } else if (known(with_value) && i + 1 < args.size()) {
      parsed.values[args[i]] = args[i + 1];
      ++i;
    } else if (args[i].starts_with("--")) {
      parsed.wrong = args[i];
    } else {
      parsed.words.push_back(args[i]);
    }
  }
  return parsed;
}

ModelPlaces places_of(const Arguments& arguments) {
  return {arguments.text("--model"), arguments.text("--categories"), arguments.text("--cache")};
}

TableOptions table_of(const Arguments& arguments) {
  return {places_of(arguments), arguments.text("--photos"), arguments.text("--root"),
          arguments.has("--shippable-only")};
}

bool good_usage(const std::string& name, const Arguments& arguments) {
  if (!arguments.wrong.empty()) return false;
  if (name == "classify") return !arguments.words.empty();
  const bool table = arguments.has("--photos") && arguments.has("--root") && arguments.words.empty();
  if (name == "evaluate") {
    const auto split = arguments.has("--split") ? arguments.text("--split") : "source";
    return table && (split == "group" || split == "source" || split == "new-town");
  }
  return table && arguments.has("--out");
}

}  // namespace

int street_classify(const ClassifyOptions& options, std::ostream& out, std::ostream& err) {
  const auto places = with_defaults(options.places);
  const auto text = base::read_file(places.categories);
  if (!text) return failed(err, text.error());
  const auto catalogue = Catalogue::parse(*text);
  if (!catalogue) return failed(err, catalogue.error());
  const auto vision = vision_for(places, 1);
  if (const auto identity = vision->model(); !identity) return failed(err, identity.error());
  bool all_good = true;
  for (const auto& photo : options.photos) {
    auto line = classify_one(photo, options.text, *vision, *catalogue);
    all_good = all_good && line.has_value();
    json::object whole{{"file", photo.string()}};
    if (line) {
      for (auto& [key, value] : *line) whole[key] = std::move(value);
    } else {
      whole["error"] = line.error().message;
    }
    if (options.json) {
      out << json::serialize(whole) << '\n' << std::flush;
    } else if (line) {
      write_plain(whole, out);
    } else {
      err << photo.string() << " : " << line.error().message << '\n';
    }
  }
  return all_good ? done : refused;
}

int street_train(const TrainOptions& options, std::ostream& out, std::ostream& err) {
  return told(train(options, err), true, out, err);
}

int street_adapt(const AdaptOptions& options, std::ostream& out, std::ostream& err) {
  return told(adapt(options, err), true, out, err);
}

int street_evaluate(const EvaluateOptions& options, std::ostream& out, std::ostream& err) {
  return told(evaluate(options, err), options.json, out, err);
}

bool is_model_command(std::string_view name) {
  return name == "classify" || name == "train" || name == "evaluate" || name == "adapt";
}

std::string_view model_usage() {
  return usage;
}

int street_model_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (args.empty() || !is_model_command(args[0])) {
    err << usage;
    return wrong_usage;
  }
  if (args.size() > 1 && (args[1] == "--help" || args[1] == "-h")) {
    out << usage;
    return done;
  }
  const auto arguments = parse(args);
  if (!good_usage(args[0], arguments)) {
    err << usage;
    return wrong_usage;
  }
  if (args[0] == "train") return street_train({table_of(arguments), arguments.text("--out")}, out, err);
  if (args[0] == "adapt") return street_adapt({table_of(arguments), arguments.text("--out")}, out, err);
  if (args[0] == "evaluate")
    return street_evaluate(
        {table_of(arguments), arguments.has("--split") ? arguments.text("--split") : "source",
         arguments.has("--json")},
        out, err);
  ClassifyOptions options{places_of(arguments), {}, arguments.text("--text"), arguments.has("--json")};
  options.photos.assign(arguments.words.begin(), arguments.words.end());
  return street_classify(options, out, err);
}

}  // namespace parvis::street
