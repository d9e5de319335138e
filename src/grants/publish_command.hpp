// `parvis grants publish --year A [--file F]… [--all] [--dry-run] [--json]`: publishes what is ready of a
// year, first taking the rows of checked files into its basket. What waits for a person is named and stays.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "grants/publication/publication_desk.hpp"

namespace parvis::grants {

struct PublishOptions {
  int year = 0;
  std::vector<std::string> files;  // UTF-8 SCDL files
  bool dry_run = false;            // says what would be published, writes nothing but the basket
  bool json = false;
};

// Messages on `err`, the result on `out`. 0 published (or would be) · 1 refused data, nothing ready · 5
// internal.
int publish_year(PublicationDesk& desk, const PublishOptions& options, std::ostream& out, std::ostream& err);

}  // namespace parvis::grants
