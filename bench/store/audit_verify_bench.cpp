// Lines of the audit log verified per second, from memory: `audit_verify_bench [LINES]`. Goal: 500,000.
#include <chrono>
#include <iostream>
#include <sstream>
#include <string>

#include "base/hashing.hpp"
#include "store/audit_log.hpp"

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::stoi(argv[1]) : 1'000'000;
  std::string log, prev(64, '0');
  for (int i = 1; i <= count; ++i) {
    const std::string line =
        parvis::store::audit_text({"decision.recorded", "system", "2026-01-02T03:04:05.678Z",
                                   "decision:0193d2f0-1111-7abc-8def-0123456789ab", prev, prev, i});
    prev = parvis::base::sha256_hex(line);
    log += line + "\n";
  }
  std::istringstream in(log);
  const auto start = std::chrono::steady_clock::now();
  const auto verdict = parvis::store::verify_audit(in);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout << "{\"lines\":" << verdict.lines << ",\"bad_seq\":" << verdict.bad_seq
            << ",\"seconds\":" << took.count()
            << ",\"lines_per_second\":" << static_cast<long>(count / took.count()) << "}\n";
  return verdict.bad_seq == 0 ? 0 : 1;
}
