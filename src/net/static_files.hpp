// Files of web/dist, read once at start and kept in memory with their brotli and gzip forms. A name that
// carries a content hash ("main.3f9a1c2b.js", "app-BX3k9_aZ.css") is served as immutable for a year, any
// other is revalidated by ETag. A path can only name a file found at start, so none can climb out of the
// folder. Thread-safe.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/http.hpp"
#include "net/router.hpp"

namespace parvis::net {

class StaticFiles {
 public:
  // Siblings "x.br" and "x.gz" are used when present and made in memory when not.
  [[nodiscard]] static Result<StaticFiles> load(const std::filesystem::path& root,
                                                std::uint64_t max_total_bytes = 200'000'000);

  // `path` is relative to the root: "assets/main.3f9a1c2b.js". 404 when there is no such file.
  [[nodiscard]] Response serve(const Request& request, std::string_view path) const;
  [[nodiscard]] bool has(std::string_view path) const { return files_.contains(path); }
  [[nodiscard]] std::size_t size() const { return files_.size(); }

 private:
  struct File {
    Response::SharedText plain;
    Response::SharedText brotli;  // null when it would not be smaller
    Response::SharedText gzip;
    std::string type;
    std::string etag;
    bool immutable = false;
  };
  std::map<std::string, File, std::less<>> files_;
};

// GET {prefix}/{path...} from `files`, which must outlive the router. With `fallback` ("index.html"), an
// unknown path without a dot gets that file, as the pages of a single-page desk need; `options` says who may
// see it.
void add_static_routes(Router& router, const std::string& prefix, const StaticFiles& files,
                       const std::string& fallback = {}, RouteOptions options = {});

[[nodiscard]] std::string media_type_of(std::string_view filename);

}  // namespace parvis::net
