#include "quality/table_reader/xlsx_parts.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "quality/table_reader/xml_pull.hpp"

namespace parvis::quality {
namespace {

using Event = XmlPull::Event;

tl::unexpected<Error> not_a_workbook(const char* why) {
  return fail(
      ErrorKind::invalid,
      "Ce fichier n’est pas un classeur lisible. Enregistrez-le au format .xlsx ou .ods, puis recommencez.",
      why, "format-error");
}

std::uint32_t number_of(std::string_view text, std::uint32_t otherwise = 0) {
  std::uint32_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_true(std::string_view text) {
  return text == "1" || text == "true" || text == "on";
}

// Calls `take` at each start of an element.
template <class Take>
Status each_start(ByteSourcePtr part, const ReadLimits& limits, Take take) {
  XmlPull xml(std::move(part), limits);
  for (;;) {
    PARVIS_TRY(event, xml.next());
    if (event == Event::finish) return {};
    if (event == Event::start) PARVIS_CHECK(take(xml));
  }
}

// "../media/a.xml" seen from "xl/": without dots, from the root of the archive.
std::string resolved(std::string_view folder, std::string_view target) {
  std::string path =
      target.starts_with('/') ? std::string(target.substr(1)) : std::string(folder) + std::string(target);
  for (auto up = path.find("/../"); up != std::string::npos; up = path.find("/../")) {
    const auto before = up == 0 ? std::string::npos : path.rfind('/', up - 1);
    const auto from = before == std::string::npos ? 0 : before + 1;
    path.erase(from, up + 4 - from);
  }
  return path;
}

struct Relation {
  std::string type, target;
};

Result<std::map<std::string, Relation>> relations(ZipArchive& archive, std::string_view folder,
                                                  std::string_view file, const ReadLimits& limits) {
  std::map<std::string, Relation> all;
  const auto* entry = archive.find(std::string(folder) + "_rels/" + std::string(file) + ".rels");
  if (entry == nullptr) return all;
  PARVIS_TRY(part, archive.read(*entry));
  PARVIS_CHECK(each_start(std::move(part), limits, [&](const XmlPull& xml) -> Status {
    if (xml.name() != "Relationship" || xml.raw("TargetMode") == "External") return {};
    if (all.size() > limits.max_archive_entries) return not_a_workbook("too many relationships");
    all[xml.attribute("Id")] = {xml.attribute("Type"), resolved(folder, xml.attribute("Target"))};
    return {};
  }));
  return all;
}

Result<std::string> workbook_part(ZipArchive& archive, const ReadLimits& limits) {
  PARVIS_TRY(roots, relations(archive, "", "", limits));
  for (const auto& [id, one] : roots)
    if (one.type.ends_with("/officeDocument")) return one.target;
  return "xl/workbook.xml";
}

Status add_sheet(XlsxWorkbook& book, const XmlPull& xml, const std::map<std::string, Relation>& parts,
                 const ReadLimits& limits) {
  const auto found = parts.find(xml.attribute("id"));
  if (found == parts.end() || !found->second.type.ends_with("/worksheet")) return {};  // a chart, a dialog
  if (book.sheets.size() >= limits.max_sheets)
    return tl::make_unexpected(limit_error(
        "Ce classeur a plus de " + std::to_string(limits.max_sheets) + " feuilles.", "too-many-sheets"));
  const auto state = xml.raw("state");
  book.sheets.push_back(
      {xml.attribute("name"), state == "hidden" || state == "veryHidden", found->second.target});
  return {};
}

}  // namespace

Result<SharedTexts> SharedTexts::read(ByteSourcePtr part, const ReadLimits& limits) {
  SharedTexts texts;
  XmlPull xml(std::move(part), limits);
  std::string text;
  bool inside = false;
  for (;;) {
    PARVIS_TRY(event, xml.next());
    if (event == Event::finish) break;
    const auto name = xml.name();
    if (event == Event::start && name == "si") {
      text.clear();
      inside = true;
    } else if (event == Event::start && name == "t") {
      PARVIS_CHECK(xml.inner_text(text));
    } else if (event == Event::start && name == "rPh") {
      PARVIS_CHECK(xml.skip());  // how to read it aloud
    } else if (event == Event::end && name == "si" && inside) {
      inside = false;
      unescape_xlsx(text);
      if (texts.block_.size() + text.size() > limits.max_shared_text_bytes)
        return tl::make_unexpected(
            limit_error("Les textes de ce classeur sont trop volumineux.", "too-much-shared-text"));
      texts.block_ += text;
      texts.ends_.push_back(static_cast<std::uint32_t>(texts.block_.size()));
    }
  }
  texts.block_.shrink_to_fit();
  texts.ends_.shrink_to_fit();
  return texts;
}

Result<XlsxWorkbook> read_xlsx_workbook(ZipArchive& archive, const ReadLimits& limits) {
  PARVIS_TRY(path, workbook_part(archive, limits));
  const auto* entry = archive.find(path);
  if (entry == nullptr) return not_a_workbook("no workbook part");
  if (path.ends_with(".bin"))
    return fail(ErrorKind::unsupported,
                "Enregistrez ce classeur .xlsb au format .xlsx ou .ods, puis recommencez.", {},
                "format-error");
  const auto slash = path.rfind('/');
  const auto folder = slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
  PARVIS_TRY(parts, relations(archive, folder, path.substr(folder.size()), limits));
  XlsxWorkbook book;
  for (const auto& [id, one] : parts) {
    if (one.type.ends_with("/styles")) book.styles_part = one.target;
    if (one.type.ends_with("/sharedStrings")) book.texts_part = one.target;
  }
  PARVIS_TRY(part, archive.read(*entry));
  PARVIS_CHECK(each_start(std::move(part), limits, [&](const XmlPull& xml) -> Status {
    if (xml.name() == "workbookPr") book.date1904 = is_true(xml.raw("date1904"));
    if (xml.name() == "sheet") return add_sheet(book, xml, parts, limits);
    return {};
  }));
  if (book.sheets.empty()) return not_a_workbook("no sheet");
  return book;
}

Result<std::vector<NumberForm>> read_xlsx_styles(ByteSourcePtr part, const ReadLimits& limits) {
  constexpr std::size_t max_styles = 1U << 16;  // Excel stops at 65,490
  std::map<std::uint32_t, NumberForm> own;
  std::vector<NumberForm> forms;
  bool in_cell_styles = false;
  PARVIS_CHECK(each_start(std::move(part), limits, [&](const XmlPull& xml) -> Status {
    const auto name = xml.name();
    if (name == "numFmt" && own.size() < max_styles)
      own[number_of(xml.raw("numFmtId"))] = number_form(xml.attribute("formatCode"));
    // the list of xf that cells point to; the one before it, cellStyleXfs, is for named styles
    if (name == "cellXfs") in_cell_styles = true;
    if (name == "cellStyles" || name == "dxfs") in_cell_styles = false;
    if (name != "xf" || !in_cell_styles || forms.size() >= max_styles) return {};
    const auto id = number_of(xml.raw("numFmtId"));
    const auto found = own.find(id);
    forms.push_back(found == own.end() ? builtin_number_form(id) : found->second);
    return {};
  }));
  return forms;
}

void unescape_xlsx(std::string& text) {
  constexpr std::size_t length = 7;  // _xHHHH_
  for (auto at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
    if (at + length > text.size() || text[at + length - 1] != '_') continue;
    std::uint32_t point = 0;
    const auto* digits = text.data() + at + 2;
    const auto [end, code] = std::from_chars(digits, digits + 4, point, 16);
    if (code != std::errc() || end != digits + 4 || (point >= 0xD800 && point < 0xE000)) continue;
    std::string character;
    append_utf8(character, point);
    text.replace(at, length, character);
  }
}

}  // namespace parvis::quality
