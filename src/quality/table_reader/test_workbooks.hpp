// Workbooks made for tests, part by part.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace parvis::quality {

using ArchiveParts = std::vector<std::pair<std::string, std::string>>;  // name, content

// A zip of the parts, as bytes.
std::string make_zip(const ArchiveParts& parts);

struct TestSheet {
  std::string name;
  std::string xml;    // what stands inside <worksheet>
  std::string state;  // "", "hidden"
};

// An XLSX of these sheets. `styles` stands inside <styleSheet>, `texts` inside <sst>.
std::string make_xlsx(const std::vector<TestSheet>& sheets, const std::string& styles = {},
                      const std::string& texts = {}, bool date1904 = false);
// An ODS whose <office:spreadsheet> holds `tables`, with `styles` as automatic styles.
std::string make_ods(const std::string& tables, const std::string& styles = {});

// An open file without a name that holds `bytes`; closed at the end.
class TestFile {
 public:
  explicit TestFile(const std::string& bytes);
  ~TestFile();
  TestFile(const TestFile&) = delete;
  TestFile& operator=(const TestFile&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace parvis::quality
