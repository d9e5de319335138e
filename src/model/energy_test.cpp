#include "model/energy.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>

namespace parvis::model {
namespace {

namespace fs = std::filesystem;

TEST(Energy, ExampleOfTheRule) {
  const auto energy = estimate_energy(0.040, 0, 0.040, {.watts_per_core = 4.2});
  EXPECT_NEAR(energy.uwh, 46.7, 0.05);
  EXPECT_EQ(energy_label(energy.basis), "estimé");
}

TEST(Energy, MemoryCounts) {
  EXPECT_NEAR(estimate_energy(0, 2, 3600, {}).uwh, 2 * 0.3725 * 1e6, 1e-6);
}

TEST(Energy, UnknownIsNeverZero) {
  for (const double bad : {-1.0, 0.0, std::nan(""), HUGE_VAL}) {
    const auto energy = estimate_energy(bad, 0, 1);
    EXPECT_EQ(energy_label(energy.basis), "non mesurable") << bad;
  }
}

TEST(Energy, CounterWraps) {
  EXPECT_EQ(counter_difference(10, 25, 100), 15u);
  EXPECT_EQ(counter_difference(90, 5, 100), 15u);
}

class FakePowercap : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("powercap_test_" + std::to_string(::getpid()));
    add("intel-rapl:0", "package-0", 1000);
    add("intel-rapl:0:0", "core", 500);
    add("intel-rapl:1", "psys", 9000);
  }
  void TearDown() override { fs::remove_all(root_); }
  void add(const std::string& folder, const std::string& name, std::uint64_t uj) {
    fs::create_directories(root_ / folder);
    std::ofstream(root_ / folder / "name") << name << "\n";
    std::ofstream(root_ / folder / "max_energy_range_uj") << 10'000'000 << "\n";
    set(folder, uj);
  }
  void set(const std::string& folder, std::uint64_t uj) {
    std::ofstream(root_ / folder / "energy_uj") << uj << "\n";
  }
  fs::path root_;
};

TEST_F(FakePowercap, CountsPackagesOnlyAndWraps) {
  auto meter = RaplMeter::open(root_);
  ASSERT_TRUE(meter);
  set("intel-rapl:0", 3'601'000);
  set("intel-rapl:1", 9'000'000);
  EXPECT_NEAR(meter->take_uwh().value(), 1000, 1e-9);
  set("intel-rapl:0", 1000);
  EXPECT_NEAR(meter->take_uwh().value(), (10'000'000 - 3'600'000) / 3600.0, 1e-9);
}

TEST(Energy, NoRaplSaysSo) {
  EXPECT_EQ(RaplMeter::open("/nowhere").error().kind, ErrorKind::unavailable);
}

TEST(CpuShare, SharesOfNestedWorkSumToTheWhole) {
  CpuShare outer;
  volatile double x = 0;
  for (int i = 0; i < 3'000'000; ++i) x = x + 1;
  std::int64_t inner_ns = 0;
  {
    CpuShare inner;
    for (int i = 0; i < 3'000'000; ++i) x = x + 1;
    inner_ns = inner.finish();
  }
  const auto outer_ns = outer.finish();
  EXPECT_GT(inner_ns, 0);
  EXPECT_GT(outer_ns, inner_ns);
}

}  // namespace
}  // namespace parvis::model
