#include "app/arguments.hpp"

namespace parvis::app {

Result<Arguments> Arguments::parse(const std::vector<std::string>& args, const std::set<std::string>& options,
                                   const std::set<std::string>& flags) {
  Arguments parsed;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const std::string& arg = args[i];
    if (!arg.starts_with("--")) {
      parsed.rest_.push_back(arg);
      continue;
    }
    const auto equals = arg.find('=');
    const std::string name = arg.substr(2, equals == std::string::npos ? equals : equals - 2);
    if (flags.contains(name) && equals == std::string::npos) {
      parsed.values_[name] = "1";
    } else if (!options.contains(name)) {
      return fail(ErrorKind::invalid, "Option inconnue : " + arg + ".", {}, "usage");
    } else if (equals != std::string::npos) {
      parsed.values_[name] = arg.substr(equals + 1);
    } else if (i + 1 < args.size()) {
      parsed.values_[name] = args[++i];
    } else {
      return fail(ErrorKind::invalid, "L’option " + arg + " attend une valeur.", {}, "usage");
    }
  }
  return parsed;
}

std::string Arguments::text(std::string_view name, std::string_view otherwise) const {
  const auto found = values_.find(std::string(name));
  return found == values_.end() ? std::string(otherwise) : found->second;
}

}  // namespace parvis::app
