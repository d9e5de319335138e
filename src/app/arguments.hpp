// Command-line arguments: `--name value`, `--name=value`, `--flag`, and the rest in order. Unknown names are
// refused, so that a typing error never passes silently.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace parvis::app {

class Arguments {
 public:
  // `options` take a value, `flags` take none; names without dashes. Errors: invalid (code "usage").
  static Result<Arguments> parse(const std::vector<std::string>& args, const std::set<std::string>& options,
                                 const std::set<std::string>& flags = {});

  [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise = {}) const;
  [[nodiscard]] bool has(std::string_view name) const { return values_.contains(std::string(name)); }
  [[nodiscard]] const std::vector<std::string>& rest() const { return rest_; }

 private:
  std::map<std::string, std::string> values_;
  std::vector<std::string> rest_;
};

}  // namespace parvis::app
