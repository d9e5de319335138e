#include "canteen/command_options.hpp"

#include <algorithm>
#include <charconv>

#include "base/file.hpp"

namespace parvis::canteen {

std::optional<double> CommandOptions::number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

int told(const Error& error, std::ostream& err) {
  err << error.message << "\n";
  return error.kind == ErrorKind::internal ? no_model : file_refused;
}

int deliver(const std::string& bytes, const std::string& file, std::ostream& out, std::ostream& err) {
  if (file.empty()) {
    out << bytes;
    return done;
  }
  const Status saved = base::write_file_durably(file, bytes);
  return saved ? done : told(saved.error(), err);
}

bool asks_help(const std::vector<std::string>& args) {
  return !args.empty() && (args.front() == "--help" || args.front() == "-h");
}

std::optional<CommandOptions> CommandOptions::parse(const std::vector<std::string>& args,
                                                    const std::set<std::string>& valued,
                                                    const std::set<std::string>& flags) {
  CommandOptions options;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!args[i].starts_with("--")) {
      options.rest_.push_back(args[i]);
      continue;
    }
    const std::string name = args[i].substr(2);
    if (flags.contains(name)) {
      options.values_[name] = "";
    } else if (valued.contains(name) && i + 1 < args.size()) {
      options.values_[name] = args[++i];
    } else {
      return std::nullopt;
    }
  }
  return options;
}

std::string CommandOptions::text(std::string_view name, const std::string& otherwise) const {
  const auto found = values_.find(std::string(name));
  return found == values_.end() ? otherwise : found->second;
}

std::optional<double> CommandOptions::number(std::string_view name, double otherwise) const {
  return has(name) ? number_of(text(name)) : otherwise;
}

std::optional<std::vector<double>> CommandOptions::numbers(std::string_view name,
                                                           const std::string& otherwise) const {
  std::vector<double> values;
  const std::string list = text(name, otherwise);
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t comma = std::min(list.find(',', start), list.size());
    const auto value = number_of(std::string_view(list).substr(start, comma - start));
    if (!value) return std::nullopt;
    values.push_back(*value);
    start = comma + 1;
  }
  return values;
}

}  // namespace parvis::canteen
