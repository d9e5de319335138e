#include "net/http.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace parvis::net {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

template <class Number>
std::optional<Number> whole_number(const std::string* text) {
  if (text == nullptr) return std::nullopt;
  Number value{};
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (failed != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

std::string cookie_field(const Cookie& cookie) {
  std::string field = cookie.name + "=" + percent_encode(cookie.value) + "; Path=" + cookie.path;
  if (cookie.max_age_s) field += "; Max-Age=" + std::to_string(*cookie.max_age_s);
  if (cookie.http_only) field += "; HttpOnly";
  if (cookie.secure) field += "; Secure";
  if (!cookie.same_site.empty()) field += "; SameSite=" + cookie.same_site;
  return field;
}

Response with_type(std::string content, int status, std::string type) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", std::move(type));
  response.body = std::move(content);
  return response;
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

const std::string* Fields::find(std::string_view name) const {
  for (const auto& [key, value] : pairs_) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::string Fields::text(std::string_view name, std::string_view otherwise) const {
  const auto* value = find(name);
  return value != nullptr ? *value : std::string(otherwise);
}

std::vector<std::string> Fields::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : pairs_) {
    if (key == name) values.push_back(value);
  }
  return values;
}

void Headers::remove(std::string_view name) {
  std::erase_if(pairs_, [name](const auto& pair) { return equal_ignoring_case(pair.first, name); });
}

void Headers::set(std::string_view name, std::string value) {
  remove(name);
  add(std::string(name), std::move(value));
}

std::string_view Headers::get(std::string_view name) const {
  for (const auto& [key, value] : pairs_) {
    if (equal_ignoring_case(key, name)) return value;
  }
  return {};
}

bool Headers::has(std::string_view name) const {
  return std::any_of(pairs_.begin(), pairs_.end(),
                     [name](const auto& pair) { return equal_ignoring_case(pair.first, name); });
}

std::optional<std::int64_t> Request::query_integer(std::string_view name) const {
  return whole_number<std::int64_t>(query.find(name));
}

std::optional<double> Request::query_number(std::string_view name) const {
  return whole_number<double>(query.find(name));
}

bool Request::query_flag(std::string_view name) const {
  const auto* value = query.find(name);
  return value != nullptr && (*value == "1" || *value == "true" || *value == "on" || *value == "oui");
}

Result<std::string> Request::body_text() const {
  if (body_file.empty()) return body;
  return base::read_file(body_file);
}

std::string Request::content_type() const {
  const auto value = headers.get("Content-Type");
  return base::lower_ascii(base::trim(value.substr(0, value.find(';'))));
}

bool Request::wants_html() const {
  return !path.starts_with("/api/") && headers.get("Accept").find("text/html") != std::string_view::npos;
}

Response& Response::header(std::string_view name, std::string value) & {
  headers.set(name, std::move(value));
  return *this;
}

Response&& Response::header(std::string_view name, std::string value) && {
  headers.set(name, std::move(value));
  return std::move(*this);
}

Response& Response::cookie(const Cookie& cookie) & {
  headers.add("Set-Cookie", cookie_field(cookie));
  return *this;
}

Response&& Response::cookie(const Cookie& cookie) && {
  headers.add("Set-Cookie", cookie_field(cookie));
  return std::move(*this);
}

Response html(std::string page, int status) {
  return with_type(std::move(page), status, "text/html; charset=utf-8");
}

Response json(std::string document, int status) {
  return with_type(std::move(document), status, "application/json");
}

Response text(std::string content, int status) {
  return with_type(std::move(content), status, "text/plain; charset=utf-8");
}

Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

Response redirect(std::string location, int status) {
  Response response;
  response.status = status;
  response.headers.add("Location", std::move(location));
  return response;
}

Response file(std::filesystem::path path, std::string type) {
  Response response;
  response.headers.add("Content-Type", std::move(type));
  response.body = std::move(path);
  return response;
}

Response stream(std::string type, Producer producer, std::string_view filename) {
  Response response;
  response.headers.add("Content-Type", std::move(type));
  if (!filename.empty()) {
    response.headers.add("Content-Disposition", "attachment; filename*=UTF-8''" + percent_encode(filename));
  }
  response.body = std::move(producer);
  return response;
}

Response problem(int status, std::string_view message, std::string_view code) {
  base::json::object document;
  document["title"] = status_title(status);
  document["status"] = status;
  if (!message.empty()) document["detail"] = message;
  if (!code.empty()) document["code"] = code;
  return with_type(base::json::serialize(document), status, "application/problem+json")
      .header("Cache-Control", "no-store");
}

Response problem(const Error& error) {
  const int status = error.code == "disk_full" ? 507 : http_status(error.kind);
  auto response = problem(status, error.message, error.code);
  if (status == 503) response.header("Retry-After", "5");
  return response;
}

std::string_view status_title(int status) {
  switch (status) {
    case 400:
      return "Demande incorrecte";
    case 401:
      return "Connexion nécessaire";
    case 403:
      return "Accès refusé";
    case 404:
      return "Introuvable";
    case 405:
      return "Méthode refusée";
    case 408:
      return "Demande trop lente";
    case 409:
      return "Conflit";
    case 412:
      return "Version dépassée";
    case 413:
      return "Envoi trop volumineux";
    case 414:
      return "Adresse trop longue";
    case 415:
      return "Type de contenu refusé";
    case 417:
      return "Attente impossible";
    case 422:
      return "Demande incomplète";
    case 429:
      return "Trop d’envois";
    case 431:
      return "En-têtes trop longs";
    case 500:
      return "Erreur du serveur";
    case 503:
      return "Service momentanément indisponible";
    case 507:
      return "Plus de place sur le serveur";
    default:
      return status >= 400 ? "Erreur" : "Réponse";
  }
}

}  // namespace parvis::net
