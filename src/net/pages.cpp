#include "net/pages.hpp"

#include <kainjow/mustache.hpp>
#include <utility>

#include "base/file.hpp"

namespace parvis::net {
namespace {

namespace json = base::json;
using Data = kainjow::mustache::data;
using Template = kainjow::mustache::mustache;

constexpr std::string_view layout_name = "layout";
constexpr std::string_view style_source = "styles/parvis.css";
constexpr std::string_view head_end = "\n---\n";

// Partials come from files only: a value of a route can never be taken for a template.
class PageContext : public kainjow::mustache::context<std::string> {
 public:
  PageContext(const Data* data, const std::map<std::string, Data, std::less<>>* partials)
      : context(data), partials_(partials) {}

  const Data* get_partial(const std::string& name) const override {
    const auto found = partials_->find(name);
    return found == partials_->end() ? nullptr : &found->second;
  }

 private:
  const std::map<std::string, Data, std::less<>>* partials_;
};

Data to_data(const json::object& object);

Data to_data(const json::value& value) {
  switch (value.kind()) {
    case json::kind::object:
      return to_data(value.get_object());
    case json::kind::array: {
      Data list{Data::type::list};
      for (const auto& item : value.get_array()) list.push_back(to_data(item));
      return list;
    }
    case json::kind::string:
      if (value.get_string().empty()) return Data{false};
      return Data{std::string(value.get_string())};
    case json::kind::bool_:
      return Data{value.get_bool()};
    case json::kind::null:
      return Data{false};
    default: {
      const double number = value.to_number<double>();
      return Data{
          french_number(number, number == static_cast<double>(static_cast<long long>(number)) ? 0 : 1)};
    }
  }
}

Data to_data(const json::object& object) {
  Data data{Data::type::object};
  for (const auto& member : object) {
    const std::string key(member.key());
    const auto& value = member.value();
    data.set(key, to_data(value));
    if (value.is_array()) {
      const auto count = value.get_array().size();
      data.set("has_" + key, Data{count > 0});
      data.set(key + "_count", Data{french_number(static_cast<double>(count))});
      data.set(key + "_many", Data{count > 1});
    } else if (value.is_number()) {
      data.set(key + "_many", Data{value.to_number<double>() >= 2});
    }
  }
  return data;
}

// The keys of a template's head, and what follows it.
std::pair<std::map<std::string, std::string, std::less<>>, std::string> split_head(const std::string& text) {
  std::map<std::string, std::string, std::less<>> head;
  const auto end = text.find(head_end);
  if (end == std::string::npos) return {head, text};
  std::size_t at = 0;
  while (at < end) {
    const auto line_end = std::min(text.find('\n', at), end);
    const auto line = text.substr(at, line_end - at);
    const auto colon = line.find(": ");
    if (colon != std::string::npos) head[line.substr(0, colon)] = line.substr(colon + 2);
    at = line_end + 1;
  }
  return {head, text.substr(end + head_end.size())};
}

bool has_unescaped_tag(std::string_view text) {
  return text.find("{{{") != std::string_view::npos || text.find("{{&") != std::string_view::npos ||
         text.find("{{=") != std::string_view::npos;
}

Result<std::map<std::string, std::string, std::less<>>> read_templates(const std::filesystem::path& folder) {
  std::map<std::string, std::string, std::less<>> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".mustache") continue;
    PARVIS_TRY(text, base::read_file(entry.path()));
    const std::string name = entry.path().stem().string();
    if (name != layout_name && has_unescaped_tag(text)) {
      return fail(ErrorKind::internal, "Un modèle de page affiche une valeur sans protection.",
                  entry.path().string());
    }
    found.emplace(name, std::move(text));
  }
  if (error) return fail(ErrorKind::not_found, "Les modèles de pages manquent.", folder.string());
  return found;
}

Result<json::object> read_json(const std::filesystem::path& path) {
  PARVIS_TRY(text, base::read_file(path));
  return base::parse_json_object(text);
}

std::string render_text(const std::string& source, const Data& data,
                        const std::map<std::string, Data, std::less<>>& partials) {
  Template page(source);
  PageContext context(&data, &partials);
  return page.render(context);
}

}  // namespace

struct Pages::Loaded {
  std::map<std::string, Data, std::less<>> partials;
  Data strings{Data::type::object};
};

Pages::Pages() : loaded_(std::make_unique<Loaded>()), site_(std::make_shared<const json::object>()) {}
Pages::~Pages() = default;

Result<std::shared_ptr<Pages>> Pages::load(const PageFiles& files) {
  std::shared_ptr<Pages> pages(new Pages());
  PARVIS_TRY(templates, read_templates(files.templates));
  PARVIS_TRY(partials, read_templates(files.templates / "partials"));
  if (!templates.contains(layout_name)) {
    return fail(ErrorKind::not_found, "Le modèle commun des pages manque.", files.templates.string());
  }
  const auto broken = [](const std::string& name, const std::string& text) -> Status {
    const Template parsed(text);
    if (parsed.is_valid()) return {};
    return fail(ErrorKind::internal, "Un modèle de page est mal écrit.",
                name + ": " + parsed.error_message());
  };
  for (const auto& [name, text] : partials) {
    PARVIS_CHECK(broken(name, text));
    pages->loaded_->partials.emplace(name, Data{text});
  }
  for (const auto& [name, text] : templates) {
    auto [head, body] = split_head(text);
    PARVIS_CHECK(broken(name, body));
    pages->templates_.emplace(name, Page{std::move(head), std::move(body)});
  }
  PARVIS_TRY(strings, read_json(files.strings));
  pages->loaded_->strings = to_data(strings);
  pages->strings_ = std::move(strings);
  if (std::filesystem::exists(files.manifest)) {
    PARVIS_TRY(manifest, read_json(files.manifest));
    for (const auto& member : manifest) {
      pages->assets_.emplace(member.key(), base::text_or(manifest, member.key()));
    }
  }
  return pages;
}

void Pages::set_site(json::object site) {
  auto next = std::make_shared<const json::object>(std::move(site));
  const std::lock_guard lock(site_lock_);
  site_ = std::move(next);
}

std::string Pages::asset(std::string_view source) const {
  const auto found = assets_.find(source);
  return found == assets_.end() ? std::string() : found->second;
}

std::string Pages::text(std::string_view key) const {
  const json::object* group = &strings_;
  std::string_view rest = key;
  while (true) {
    const auto dot = rest.find('.');
    const auto* member = group->if_contains(rest.substr(0, dot));
    if (member == nullptr) return std::string(key);
    if (dot == std::string_view::npos) {
      return member->is_string() ? std::string(member->get_string()) : std::string(key);
    }
    if (!member->is_object()) return std::string(key);
    group = &member->get_object();
    rest.remove_prefix(dot + 1);
  }
}

Result<std::string> Pages::render(std::string_view name, const json::object& view) const {
  const auto found = templates_.find(name);
  if (found == templates_.end() || name == layout_name) {
    return fail(ErrorKind::not_found, "Cette page n’existe pas.", "template " + std::string(name));
  }
  std::shared_ptr<const json::object> site;
  {
    const std::lock_guard lock(site_lock_);
    site = site_;
  }
  const auto& page = found->second;
  Data data = to_data(view);
  data.set("site", to_data(*site));
  data.set("t", loaded_->strings);
  Data assets{Data::type::object};
  assets.set("style", asset(style_source));
  const auto script = page.head.find("script");
  const std::string script_path = script == page.head.end() ? std::string() : asset(script->second);
  assets.set("script", script_path.empty() ? Data{false} : Data{script_path});
  data.set("assets", assets);

  for (const auto& [key, source] : page.head) {
    std::string value = render_text(source, data, loaded_->partials);
    if (key == "nav") {
      data.set("nav_" + value, Data{true});
    } else if (key == "parent") {
      const auto space = value.find(' ');
      data.set("parent_url", value.substr(0, space));
      data.set("parent_label", space == std::string::npos ? std::string() : value.substr(space + 1));
    }
  }
  data.set("content", render_text(page.body, data, loaded_->partials));
  // Rendered with the data of the page, hence already escaped: the layout shows them as they are.
  for (const char* key : {"title", "crumb", "wide"}) {
    const auto source = page.head.find(key);
    data.set(std::string("page_") + key, source == page.head.end()
                                             ? Data{false}
                                             : Data{render_text(source->second, data, loaded_->partials)});
  }
  return render_text(templates_.find(layout_name)->second.body, data, loaded_->partials);
}

std::string Pages::error_page(int status, std::string_view message, std::string_view request_id) const {
  const std::string known = "errors." + std::to_string(status);
  const std::string group = text(known + ".title") == known + ".title" ? "errors.500" : known;
  const auto page =
      render("error", {{"status", std::to_string(status)},
                       {"title", text(group + ".title")},
                       {"message", message.empty() ? text(group + ".message") : std::string(message)},
                       {"advice", text(group + ".advice")},
                       {"request_id", request_id}});
  return page ? *page : text(group + ".title");
}

}  // namespace parvis::net
