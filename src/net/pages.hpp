// HTML pages made on the server: mustache templates (web/pages), one layout, texts of web/fr.json, hashed
// asset names. The data that each template needs is written in web/pages/README.md. Every value is escaped;
// nothing in a template can switch that off for data of a route. Thread-safe once loaded; set_site may be
// called while other threads render.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"

namespace parvis::net {

struct PageFiles {
  std::filesystem::path templates;  // web/pages
  std::filesystem::path strings;    // web/fr.json
  std::filesystem::path manifest;   // web/dist/manifest.json; absent: pages without style and script
};

class Pages {
 public:
  // Errors: not_found for a missing file; internal for a template that is broken or shows a value unescaped.
  static Result<std::shared_ptr<Pages>> load(const PageFiles& files);
  ~Pages();

  // Identity of the town and legal facts, given to every page as `site`.
  void set_site(base::json::object site);

  // The whole page: `name` in its layout. Errors: not_found when no template has this name.
  Result<std::string> render(std::string_view name, const base::json::object& view) const;

  // The page of an HTTP error; an empty message gives the usual one of that status. Never fails.
  std::string error_page(int status, std::string_view message = {}, std::string_view request_id = {}) const;

  // Served path of a source file ("styles/parvis.css" -> "/assets/parvis-1a2b.css"), empty when not built.
  std::string asset(std::string_view source) const;

  // A text of web/fr.json by dotted key ("errors.404.title"); the key itself when absent.
  std::string text(std::string_view key) const;

 private:
  struct Page {
    std::map<std::string, std::string, std::less<>> head;
    std::string body;
  };
  struct Loaded;

  Pages();

  std::map<std::string, Page, std::less<>> templates_;
  std::map<std::string, std::string, std::less<>> assets_;
  base::json::object strings_;
  std::unique_ptr<Loaded> loaded_;
  mutable std::mutex site_lock_;
  std::shared_ptr<const base::json::object> site_;
};

// French formats for view models.
std::string french_number(double value, int decimals = 0);  // "1 234,5", U+202F between thousands
std::string french_count(long long count, std::string_view one,
                         std::string_view many);  // "1 photo", "2 photos"
std::string french_distance(double metres);       // "à 12 m", "à 1,2 km"
std::string french_ago(long long seconds);        // "à l’instant", "il y a 3 jours"

}  // namespace parvis::net
