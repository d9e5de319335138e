// What the matcher knows of one request for money or one funding already given: the words of the applicant
// and of the project, numbers that identify, an amount and a year. Nothing here judges the applicant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace parvis::grants {

struct Request {
  std::string name, title, theme, service;  // UTF-8 as received
  std::string siret, rna;                   // empty: not known
  std::string iban_key;                     // keyed digest of the IBAN, never the IBAN
  std::vector<std::string> pieces;          // sha256 of the pieces given
  std::optional<std::int64_t> amount_cents;
  std::optional<int> year;
};

// Keys name, siret, title, theme, amount (euros, number or plain decimal text), year, service; optional rna,
// iban_key, pieces. Other keys are ignored. Errors (invalid): neither a name nor a title; the message names
// the key.
Result<Request> read_request(const base::json::object& object);

// Changes when anything that the matcher compares changes: the memory of a pair judged different.
[[nodiscard]] std::string fingerprint(const Request& request);

}  // namespace parvis::grants
