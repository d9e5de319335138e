#include "street/street_cli_model.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace parvis::street {
namespace {

struct Ran {
  int code;
  std::string out, err;
};

Ran run(const std::vector<std::string>& args) {
  std::ostringstream out, err;
  const int code = street_model_command(args, out, err);
  return {code, out.str(), err.str()};
}

TEST(StreetModelCommands, WrongUsageIsTwoAndShowsAnExample) {
  for (const std::vector<std::string>& args :
       {std::vector<std::string>{},
        {"classify"},
        {"classify", "--unknown", "a.jpg"},
        {"train", "--photos", "a.csv"},
        {"evaluate", "--photos", "a", "--root", "b", "--split", "luck"},
        {"adapt", "--photos", "a", "--root", "b"}}) {
    const auto ran = run(args);
    EXPECT_EQ(ran.code, 2);
    EXPECT_TRUE(ran.out.empty());
    EXPECT_NE(ran.err.find("Exemple"), std::string::npos);
  }
}

TEST(StreetModelCommands, HelpGoesToStandardOutput) {
  const auto ran = run({"train", "--help"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("--shippable-only"), std::string::npos);
}

TEST(StreetModelCommands, MissingModelIsRefusedData) {
  const auto ran = run({"evaluate", "--model", "/nowhere", "--photos", "a.csv", "--root", "b"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_FALSE(ran.err.empty());
}

}  // namespace
}  // namespace parvis::street
