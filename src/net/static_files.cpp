#include "net/static_files.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/hashing.hpp"
#include "net/compress.hpp"

namespace parvis::net {
namespace {

namespace fs = std::filesystem;

constexpr int kBrotliQuality = 9;  // 11 takes seconds a megabyte at every start
constexpr int kGzipLevel = 9;
constexpr std::size_t kMinHashChars = 8;

bool is_hash_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

// "main.3f9a1c2b.js", "index-BX3k9_aZ.css": before the extension, after a dot or dash, at least eight
// characters with a digit or a capital among them, which no plain word has.
bool carries_hash(std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  const auto stem = name.substr(0, dot);
  for (const char separator : {'.', '-'}) {
    const auto at = stem.rfind(separator);
    if (at == std::string_view::npos) continue;
    const auto hash = stem.substr(at + 1);
    const bool mixed = std::any_of(hash.begin(), hash.end(),
                                   [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
    if (hash.size() >= kMinHashChars && mixed && std::all_of(hash.begin(), hash.end(), is_hash_char))
      return true;
  }
  // A dash may be part of the hash itself: then the last eight characters of the stem follow a dash or dot.
  if (stem.size() <= kMinHashChars) return false;
  const auto tail = stem.substr(stem.size() - kMinHashChars);
  const char before = stem[stem.size() - kMinHashChars - 1];
  return (before == '-' || before == '.') && std::all_of(tail.begin(), tail.end(), is_hash_char) &&
         std::any_of(tail.begin(), tail.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Response::SharedText shared(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

Response::SharedText packed_form(const fs::path& file, std::string_view extension, std::string made,
                                 std::size_t plain) {
  auto sibling = file;
  sibling += extension;
  if (fs::exists(sibling)) {
    if (auto bytes = base::read_file(sibling)) made = std::move(*bytes);
  }
  if (made.empty() || made.size() >= plain) return nullptr;
  return shared(std::move(made));
}

}  // namespace

std::string media_type_of(std::string_view filename) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".geojson", "application/geo+json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".webp", "image/webp"},
      {".avif", "image/avif"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".csv", "text/csv; charset=utf-8"},
      {".xml", "application/xml"},
      {".pdf", "application/pdf"},
      {".wasm", "application/wasm"},
      {".pbf", "application/x-protobuf"},
  };
  for (const auto& [extension, type] : kTypes) {
    if (filename.ends_with(extension)) return std::string(type);
  }
  return "application/octet-stream";
}

Result<StaticFiles> StaticFiles::load(const fs::path& root, std::uint64_t max_total_bytes) {
  std::error_code failed;
  StaticFiles files;
  std::uint64_t total = 0;
  auto at = fs::recursive_directory_iterator(root, failed);
  if (failed)
    return fail(ErrorKind::not_found, "Le dossier des pages est introuvable.", root.string(), "no_pages");
  for (; at != fs::recursive_directory_iterator(); ++at) {
    const auto& path = at->path();
    const auto extension = path.extension();
    // Links are not followed: one could lead out of the folder.
    if (at->is_symlink() || !at->is_regular_file() || extension == ".br" || extension == ".gz" ||
        extension == ".map") {
      continue;
    }
    PARVIS_TRY(bytes, base::read_file(path));
    total += bytes.size();
    if (total > max_total_bytes) {
      return fail(ErrorKind::too_large, "Le dossier des pages est trop volumineux.", root.string(),
                  "pages_too_large");
    }
    File file;
    const auto name = fs::relative(path, root).generic_string();
    file.type = media_type_of(name);
    file.etag = '"' + base::sha256_hex(bytes).substr(0, 20) + '"';
    file.immutable = carries_hash(name);
    if (is_compressible(file.type)) {
      const bool has_brotli = fs::exists(path.string() + ".br");
      const bool has_gzip = fs::exists(path.string() + ".gz");
      file.brotli =
          packed_form(path, ".br", has_brotli ? "" : net::brotli(bytes, kBrotliQuality), bytes.size());
      file.gzip = packed_form(path, ".gz", has_gzip ? "" : net::gzip(bytes, kGzipLevel), bytes.size());
    }
    file.plain = shared(std::move(bytes));
    files.files_.emplace(name, std::move(file));
  }
  return files;
}

Response StaticFiles::serve(const Request& request, std::string_view path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return problem(404, "Ce fichier n’existe pas.", "not_found");
  const auto& file = found->second;
  Response response;
  response.headers.add("Content-Type", file.type);
  response.headers.add("ETag", file.etag);
  response.headers.add("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.body = file.plain;
  if (file.brotli || file.gzip) response.headers.add("Vary", "Accept-Encoding");
  const auto accepted = request.header("Accept-Encoding");
  if (file.brotli && accepts_coding(accepted, "br")) {
    response.body = file.brotli;
    response.headers.add("Content-Encoding", "br");
  } else if (file.gzip && accepts_coding(accepted, "gzip")) {
    response.body = file.gzip;
    response.headers.add("Content-Encoding", "gzip");
  }
  // Each coding is its own representation and needs its own tag (RFC 9110 §8.8.3.3).
  if (response.headers.has("Content-Encoding")) {
    auto tag = file.etag;
    tag.insert(tag.size() - 1, "-" + std::string(response.headers.get("Content-Encoding")));
    response.headers.set("ETag", tag);
  }
  return response;
}

void add_static_routes(Router& router, const std::string& prefix, const StaticFiles& files,
                       const std::string& fallback, RouteOptions options) {
  options.page = true;
  const auto handler = [&files, fallback](Request& request) -> Result<Response> {
    const auto path = request.param("path");
    const auto last = path.substr(path.rfind('/') + 1);
    const bool is_page = !fallback.empty() && !files.has(path) && last.find('.') == std::string::npos;
    return files.serve(request, is_page ? fallback : path);
  };
  if (!fallback.empty()) {
    router.add({"GET", prefix, "Page", "pages", handler, options});
    router.add({"GET", prefix + "/", "Page", "pages", handler, options});
  }
  router.add({"GET", prefix + "/{path...}", "Fichier", "pages", handler, options});
}

}  // namespace parvis::net
