// The pieces that several report forms write. Pure.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "quality/table_schema/check_report.hpp"

namespace parvis::quality {

void append_number(std::string& out, std::uint64_t number);
void append_decimal(std::string& out, double number);                              // three decimals
void append_place(std::string& out, std::string_view key, std::uint64_t value);    // 0 is null
void append_pair(std::string& out, std::string_view key, std::string_view value);  // as JSON text
void append_pair_or_null(std::string& out, std::string_view key, std::string_view value);

[[nodiscard]] std::unique_ptr<CheckReport> make_junit_report(const SchemaProgram& program,
                                                             CheckReport::Write write);
[[nodiscard]] std::unique_ptr<CheckReport> make_frictionless_report(const SchemaProgram& program,
                                                                    CheckReport::Write write,
                                                                    std::uint64_t max_errors);

}  // namespace parvis::quality
