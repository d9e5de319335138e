#include "grants/matching/request.hpp"

#include <charconv>
#include <cmath>

#include "base/hashing.hpp"
#include "base/text.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr double max_euros = 1e12;

std::optional<double> number_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return value->to_number<double>();
  if (!value->is_string()) return std::nullopt;
  const std::string_view text = base::trim(value->as_string());
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

}  // namespace

Result<Request> read_request(const json::object& object) {
  Request request;
  request.name = base::text_or(object, "name");
  request.title = base::text_or(object, "title");
  if (request.name.empty() && request.title.empty())
    return fail(ErrorKind::invalid, "Une demande sans nom (name) ni intitulé (title) ne peut être comparée.");
  if (!base::valid_utf8(request.name) || !base::valid_utf8(request.title))
    return fail(ErrorKind::invalid, "Le nom ou l'intitulé n'est pas en UTF-8.");
  request.theme = base::text_or(object, "theme");
  request.service = base::text_or(object, "service");
  request.siret = base::text_or(object, "siret");
  request.rna = base::text_or(object, "rna");
  request.iban_key = base::text_or(object, "iban_key");
  if (const json::value* pieces = object.if_contains("pieces"); pieces != nullptr && pieces->is_array()) {
    for (const json::value& piece : pieces->as_array()) {
      if (piece.is_string()) request.pieces.emplace_back(piece.as_string());
    }
  }
  if (const auto euros = number_of(object, "amount"); euros && std::abs(*euros) < max_euros)
    request.amount_cents = std::llround(*euros * 100);
  if (const auto year = number_of(object, "year"); year && *year >= 1900 && *year < 2200)
    request.year = static_cast<int>(*year);
  return request;
}

std::string fingerprint(const Request& request) {
  json::array parts = {request.name,  request.title, request.theme,   request.service,
                       request.siret, request.rna,   request.iban_key};
  for (const std::string& piece : request.pieces) parts.emplace_back(piece);
  parts.emplace_back(request.amount_cents ? json::value(*request.amount_cents) : json::value(nullptr));
  parts.emplace_back(request.year ? json::value(*request.year) : json::value(nullptr));
  return base::sha256_hex(base::canonical_json(parts));
}

}  // namespace parvis::grants
