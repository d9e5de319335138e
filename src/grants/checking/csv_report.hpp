// Findings as rows of a CSV file, for people who read them in a spreadsheet: semicolon, UTF-8 with mark.
#pragma once

#include <memory>

#include "quality/table_schema/check_report.hpp"

namespace parvis::grants {

[[nodiscard]] std::unique_ptr<quality::CheckReport> csv_report(const quality::SchemaProgram& program,
                                                               quality::CheckReport::Write write);

}  // namespace parvis::grants
