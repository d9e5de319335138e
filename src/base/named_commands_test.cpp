#include "base/named_commands.hpp"

#include <gtest/gtest.h>

#include <array>
#include <sstream>

namespace parvis::base {
namespace {

int count(const std::vector<std::string>& args, std::ostream& out, std::ostream&) {
  out << args.size();
  return 7;
}

TEST(NamedCommands, RunsTheOneNamedAndSaysTheUsageOtherwise) {
  constexpr std::array<NamedCommand, 1> commands{{{"count", count}}};
  const auto run = [&](const std::vector<std::string>& args) {
    std::ostringstream out, err;
    const int code = run_named_command("table", "usage\n", commands, args, out, err);
    return std::to_string(code) + " " + out.str() + "|" + err.str();
  };
  EXPECT_EQ(run({"count", "a", "b"}), "7 2|");
  EXPECT_EQ(run({"--help"}), "0 usage\n|");
  EXPECT_EQ(run({}), "2 |usage\n");
  EXPECT_EQ(run({"other"}), "2 |Commande inconnue\u00A0: table other.\n\nusage\n");
}

}  // namespace
}  // namespace parvis::base
