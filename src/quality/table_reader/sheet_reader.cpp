#include "quality/table_reader/sheet_reader.hpp"

#include <functional>

#include "quality/table_reader/ods_content.hpp"
#include "quality/table_reader/sniff.hpp"
#include "quality/table_reader/xlsx_rows.hpp"

namespace parvis::quality {
namespace {

constexpr std::string_view ods_mimetype =
    "application/vnd.oasis.opendocument.spreadsheet";  // and its templates
constexpr std::size_t longest_mimetype = 128;
constexpr std::size_t longest_manifest = 4U << 20;

Result<std::string> small_entry(ZipArchive& archive, std::string_view name, std::size_t room) {
  const auto* entry = archive.find(name);
  if (entry == nullptr) return std::string();
  PARVIS_TRY(part, archive.read(*entry));
  return read_head(*part, room);
}

Result<ByteSourcePtr> part_of(ZipArchive& archive, std::string_view name) {
  const auto* entry = archive.find(name);
  if (entry == nullptr)
    return fail(ErrorKind::invalid,
                "Il manque une partie de ce classeur. Enregistrez-le de nouveau, puis recommencez.",
                std::string(name), "format-error");
  return archive.read(*entry);
}

Result<bool> is_ods(ZipArchive& archive) {
  PARVIS_TRY(mimetype, small_entry(archive, "mimetype", longest_mimetype));
  if (!mimetype.starts_with(ods_mimetype)) return false;
  PARVIS_TRY(manifest, small_entry(archive, "META-INF/manifest.xml", longest_manifest));
  if (manifest.find("encryption-data") != std::string::npos)
    return tl::make_unexpected(refusal(FileType::locked_workbook).value());
  return true;
}

Result<std::shared_ptr<const XlsxContext>> xlsx_context(ZipArchive& archive, const XlsxWorkbook& book,
                                                        const ReadLimits& limits) {
  auto context = std::make_shared<XlsxContext>();
  context->date1904 = book.date1904;
  if (!book.styles_part.empty()) {
    PARVIS_TRY(part, part_of(archive, book.styles_part));
    PARVIS_TRY(forms, read_xlsx_styles(std::move(part), limits));
    context->forms = std::move(forms);
  }
  if (!book.texts_part.empty()) {
    PARVIS_TRY(part, part_of(archive, book.texts_part));
    PARVIS_TRY(texts, SharedTexts::read(std::move(part), limits));
    context->texts = std::move(texts);
  }
  return context;
}

// The table of one sheet inside the content of all.
class OdsRows : public RowSource {
 public:
  OdsRows(ByteSourcePtr content, std::size_t sheet, const ReadLimits& limits)
      : content_(std::move(content), limits), to_open_(sheet + 1) {}

  Result<bool> next(TableRow& row) override {
    for (; to_open_ > 0; --to_open_) {
      PARVIS_TRY(opened, content_.open_table());
      if (!opened)
        return fail(ErrorKind::not_found, "Cette feuille n’existe pas dans le classeur.", {}, "format-error");
    }
    return content_.next(row);
  }

  [[nodiscard]] const RowFacts& facts() const override { return content_.facts(); }

 private:
  OdsContent content_;
  std::size_t to_open_;
};

using NextRow = std::function<Result<bool>(TableRow&)>;

Status collect(SheetInfo& sheet, std::size_t first_rows, const NextRow& next) {
  TableRow row;
  while (sheet.first_rows.size() < first_rows) {
    PARVIS_TRY(some, next(row));
    if (!some) break;
    sheet.first_rows.push_back(row);
  }
  return {};
}

Result<WorkbookInfo> describe_ods(ZipArchive& archive, std::size_t first_rows, const ReadLimits& limits) {
  WorkbookInfo info;
  info.ods = true;
  PARVIS_TRY(part, part_of(archive, "content.xml"));
  OdsContent content(std::move(part), limits);
  for (;;) {
    PARVIS_TRY(opened, content.open_table());
    if (!opened) break;
    if (info.sheets.size() >= limits.max_sheets)
      return tl::make_unexpected(limit_error(
          "Ce classeur a plus de " + std::to_string(limits.max_sheets) + " feuilles.", "too-many-sheets"));
    auto& sheet = info.sheets.emplace_back();
    sheet.name = content.table_name();
    sheet.hidden = content.table_hidden();
    PARVIS_CHECK(collect(sheet, first_rows, [&](TableRow& row) { return content.next(row); }));
  }
  if (info.sheets.empty())
    return fail(ErrorKind::invalid, "Ce classeur ne contient aucune feuille.", {}, "format-error");
  return info;
}

Result<WorkbookInfo> describe_xlsx(ZipArchive& archive, std::size_t first_rows, const ReadLimits& limits) {
  PARVIS_TRY(book, read_xlsx_workbook(archive, limits));
  WorkbookInfo info;
  info.date1904 = book.date1904;
  std::shared_ptr<const XlsxContext> context;
  if (first_rows > 0) {
    PARVIS_TRY(read, xlsx_context(archive, book, limits));
    context = std::move(read);
  }
  for (const auto& one : book.sheets) {
    auto& sheet = info.sheets.emplace_back();
    sheet.name = one.name;
    sheet.hidden = one.hidden;
    if (!context) continue;
    PARVIS_TRY(part, part_of(archive, one.part));
    const auto rows = xlsx_rows(std::move(part), context, limits);
    PARVIS_CHECK(collect(sheet, first_rows, [&](TableRow& row) { return rows->next(row); }));
  }
  return info;
}

}  // namespace

Result<WorkbookInfo> describe_workbook(int descriptor, std::size_t first_rows, const ReadLimits& limits) {
  PARVIS_TRY(archive, ZipArchive::open(descriptor, limits));
  PARVIS_TRY(ods, is_ods(*archive));
  return ods ? describe_ods(*archive, first_rows, limits) : describe_xlsx(*archive, first_rows, limits);
}

Result<RowSourcePtr> sheet_rows(int descriptor, std::size_t sheet, const ReadLimits& limits) {
  PARVIS_TRY(archive, ZipArchive::open(descriptor, limits));
  PARVIS_TRY(ods, is_ods(*archive));
  if (ods) {
    PARVIS_TRY(content, part_of(*archive, "content.xml"));
    return std::make_unique<OdsRows>(std::move(content), sheet, limits);
  }
  PARVIS_TRY(book, read_xlsx_workbook(*archive, limits));
  if (sheet >= book.sheets.size())
    return fail(ErrorKind::not_found, "Cette feuille n’existe pas dans le classeur.", {}, "format-error");
  PARVIS_TRY(context, xlsx_context(*archive, book, limits));
  PARVIS_TRY(part, part_of(*archive, book.sheets[sheet].part));
  return xlsx_rows(std::move(part), std::move(context), limits);
}

}  // namespace parvis::quality
