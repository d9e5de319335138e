#include "quality/table_reader/test_workbooks.hpp"

#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

#include <cstdlib>
#include <cstring>

namespace parvis::quality {

std::string make_zip(const ArchiveParts& parts) {
  auto* source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(source);
  auto* archive = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
  for (const auto& [name, content] : parts)
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0),
                 ZIP_FL_ENC_UTF_8);
  if (zip_close(archive) != 0) std::abort();
  zip_source_open(source);
  zip_source_seek(source, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

std::string make_xlsx(const std::vector<TestSheet>& sheets, const std::string& styles,
                      const std::string& texts, bool date1904) {
  const std::string relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const auto related = [&](const std::string& id, const std::string& type, const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + relation + type + "\" Target=\"" + target + "\"/>";
  };
  std::string list, relations = related("styles", "styles", "styles.xml") +
                                related("texts", "sharedStrings", "/xl/sharedStrings.xml");
  ArchiveParts parts = {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels",
       "<Relationships>" + related("r", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
      {"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"},
      {"xl/sharedStrings.xml", "<sst>" + texts + "</sst>"}};
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const auto number = std::to_string(i + 1);
    for (const auto& piece : {std::string("<sheet name=\""), sheets[i].name, std::string("\" r:id=\"s"),
                              number, std::string("\" state=\""), sheets[i].state, std::string("\"/>")})
      list += piece;
    relations += related("s" + number, "worksheet", "worksheets/sheet" + number + ".xml");
    parts.emplace_back("xl/worksheets/sheet" + number + ".xml",
                       "<worksheet>" + sheets[i].xml + "</worksheet>");
  }
  parts.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
  parts.emplace_back("xl/workbook.xml", std::string("<workbook><workbookPr date1904=\"") +
                                            (date1904 ? "1" : "0") + "\"/><sheets>" + list +
                                            "</sheets></workbook>");
  return make_zip(parts);
}

std::string make_ods(const std::string& tables, const std::string& styles) {
  return make_zip(
      {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
       {"content.xml", "<office:document-content><office:automatic-styles>" + styles +
                           "</office:automatic-styles><office:body><office:spreadsheet>" + tables +
                           "</office:spreadsheet></office:body></office:document-content>"}});
}

TestFile::TestFile(const std::string& bytes) : descriptor_(::memfd_create("test", MFD_CLOEXEC)) {
  for (std::size_t done = 0; done < bytes.size();) {
    const auto count = ::write(descriptor_, bytes.data() + done, bytes.size() - done);
    if (count <= 0) std::abort();
    done += static_cast<std::size_t>(count);
  }
}

TestFile::~TestFile() {
  ::close(descriptor_);
}

}  // namespace parvis::quality
