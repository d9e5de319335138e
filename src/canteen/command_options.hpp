// Options of `parvis canteen` commands: `--name value`, `--flag`, the rest in order; and their exit codes.
#pragma once

#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace parvis::canteen {

inline constexpr int done = 0, rows_refused = 1, wrong_use = 2, file_refused = 3, red_passport = 4,
                     no_model = 5;

// Says an error; the exit code.
int told(const Error& error, std::ostream& err);
// To the file, or to `out` when `file` is empty; the exit code.
int deliver(const std::string& bytes, const std::string& file, std::ostream& out, std::ostream& err);

[[nodiscard]] bool asks_help(const std::vector<std::string>& args);

class CommandOptions {
 public:
  // `valued` options take a value, `flags` none; names without dashes. Nothing for an unknown name or a
  // missing value.
  static std::optional<CommandOptions> parse(const std::vector<std::string>& args,
                                             const std::set<std::string>& valued,
                                             const std::set<std::string>& flags);
  [[nodiscard]] std::string text(std::string_view name, const std::string& otherwise = {}) const;
  [[nodiscard]] bool has(std::string_view name) const { return values_.contains(std::string(name)); }
  // Nothing when the value is no number.
  [[nodiscard]] std::optional<double> number(std::string_view name, double otherwise) const;
  [[nodiscard]] static std::optional<double> number_of(std::string_view text);
  // "70,15,1"; nothing when one of them is no number.
  [[nodiscard]] std::optional<std::vector<double>> numbers(std::string_view name,
                                                           const std::string& otherwise) const;
  [[nodiscard]] const std::vector<std::string>& rest() const { return rest_; }

 private:
  std::map<std::string, std::string> values_;
  std::vector<std::string> rest_;
};

}  // namespace parvis::canteen
