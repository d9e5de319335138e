#include "street/street_cli_model.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "street/street_cli_model_table.hpp"

namespace parvis::street {
namespace {

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

bool is_model_command(std::string_view name) {
  return name == "classify" || name == "train" || name == "evaluate" || name == "adapt";
}

std::string_view model_usage() {
  return usage;
}

int street_model_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (args.empty() || !is_model_command(args[0])) {
    err << usage;
    return command_wrong_usage;
  }
  if (args.size() > 1 && (args[1] == "--help" || args[1] == "-h")) {
    out << usage;
    return command_done;
  }
  const auto arguments = parse(args);
  if (!good_usage(args[0], arguments)) {
    err << usage;
    return command_wrong_usage;
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
