// The Boston 311 file of the first half of 2015, for tests and benches only: read through zcat, since it is
// shared data that no copy of the project carries.
#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

namespace parvis::street {

// Empty when the file is absent.
inline std::string boston_file(const std::string& shared_dir) {
  const std::string path = shared_dir + "/data/street/reports/boston311_2015_h1.csv.gz";
  if (!std::filesystem::exists(path)) return {};
  FILE* pipe = popen(("zcat '" + path + "'").c_str(), "r");
  if (pipe == nullptr) return {};
  std::string text;
  std::array<char, 65536> buffer{};
  while (const std::size_t read = fread(buffer.data(), 1, buffer.size(), pipe))
    text.append(buffer.data(), read);
  pclose(pipe);
  return text;
}

}  // namespace parvis::street
