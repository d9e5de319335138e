// Text in URLs, urlencoded forms and cookies: the parsers declared in http.hpp.
#include <charconv>
#include <string>

#include "base/text.hpp"
#include "net/http.hpp"

namespace parvis::net {
namespace {

tl::unexpected<Error> broken(std::string_view detail) {
  return fail(ErrorKind::invalid, "L’adresse ou le formulaire contient un texte mal encodé.",
              std::string(detail), "bad_encoding");
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return broken("percent sign");
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (decoded.find('\0') != std::string::npos) return broken("NUL");
  if (!base::valid_utf8(decoded)) return broken("UTF-8");
  return decoded;
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return encoded;
}

Result<Fields> parse_urlencoded(std::string_view text, std::size_t max_fields) {
  Fields fields;
  while (!text.empty()) {
    const auto end = text.find('&');
    const auto pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (pair.empty()) continue;
    if (fields.pairs().size() == max_fields) {
      return fail(ErrorKind::invalid, "Il y a trop de champs.", "urlencoded fields", "too_many_fields");
    }
    const auto equals = pair.find('=');
    PARVIS_TRY(name, percent_decode(pair.substr(0, equals), true));
    const auto raw = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    PARVIS_TRY(value, percent_decode(raw, true));
    fields.add(std::move(name), std::move(value));
  }
  return fields;
}

Fields parse_cookies(std::string_view header) {
  Fields cookies;
  while (!header.empty()) {
    const auto end = header.find(';');
    const auto pair = base::trim(header.substr(0, end));
    header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    auto value = base::trim(pair.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    // A cookie of another program on the same host need not be ours to read.
    auto decoded = percent_decode(value, false);
    if (decoded) cookies.add(std::string(base::trim(pair.substr(0, equals))), std::move(*decoded));
  }
  return cookies;
}

}  // namespace parvis::net
