#include "base/settings.hpp"

#include <toml++/toml.h>

#include <charconv>
#include <cstdlib>
#include <sstream>

#include "base/log.hpp"

namespace parvis::base {
namespace {

void flatten(const toml::table& table, const std::string& prefix,
             std::map<std::string, std::string, std::less<>>& values) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    if (const auto* child = node.as_table()) {
      flatten(*child, name + ".", values);
    } else if (const auto* text = node.as_string()) {
      values[name] = text->get();
    } else {
      std::ostringstream out;
      node.visit([&](const auto& value) { out << value; });
      values[name] = out.str();
    }
  }
}

std::string environment_name(std::string_view name) {
  std::string variable = "PARVIS_";
  for (const char c : name) {
    if (c == '.') {
      variable += '_';
    } else {
      variable += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
  }
  return variable;
}

// "12 Mo" is no number: half of it read would be a limit that nobody set.
template <class Number>
Number whole_number(std::string_view name, const std::string& value, Number otherwise) {
  Number number{};
  const auto outcome = std::from_chars(value.data(), value.data() + value.size(), number);
  if (!value.empty() && outcome.ec == std::errc{} && outcome.ptr == value.data() + value.size())
    return number;
  if (!value.empty()) log_warning("setting_unreadable", {{"name", std::string(name)}});
  return otherwise;
}

}  // namespace

Result<Settings> Settings::load(const std::filesystem::path& file,
                                const std::map<std::string, std::string>& overrides) {
  Settings settings;
  if (!file.empty() && std::filesystem::exists(file)) {
    try {
      flatten(toml::parse_file(file.string()), "", settings.file_);
    } catch (const toml::parse_error& error) {
      std::ostringstream where;
      where << error.source().begin;
      return fail(ErrorKind::invalid,
                  "Le fichier de réglages " + file.string() + " n’est pas lisible (" + where.str() + ").",
                  std::string(error.description()), "settings_invalid");
    }
  }
  for (const auto& [name, value] : overrides) settings.overrides_[name] = value;
  return settings;
}

std::string Settings::text(std::string_view name, std::string_view otherwise) const {
  if (const auto found = overrides_.find(name); found != overrides_.end()) return found->second;
  if (const char* variable = std::getenv(environment_name(name).c_str()); variable != nullptr)
    return variable;
  if (const auto found = file_.find(name); found != file_.end()) return found->second;
  return std::string(otherwise);
}

std::int64_t Settings::integer(std::string_view name, std::int64_t otherwise) const {
  return whole_number(name, text(name), otherwise);
}

double Settings::number(std::string_view name, double otherwise) const {
  return whole_number(name, text(name), otherwise);
}

bool Settings::flag(std::string_view name, bool otherwise) const {
  const std::string value = text(name);
  if (value.empty()) return otherwise;
  return value == "true" || value == "1" || value == "yes" || value == "oui";
}

bool Settings::has(std::string_view name) const {
  return !text(name).empty();
}

void Settings::set(std::string_view name, std::string_view value) {
  overrides_[std::string(name)] = std::string(value);
}

}  // namespace parvis::base
