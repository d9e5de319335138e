#include "quality/table_reader/table_input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <system_error>

#include "base/text.hpp"
#include "quality/table_reader/zip_archive.hpp"

namespace parvis::quality {
namespace {

constexpr std::size_t copy_block_bytes = 64U << 10;

tl::unexpected<Error> not_a_table(std::string message) {
  return fail(ErrorKind::unsupported, std::move(message), {}, "format-error");
}

// A file on disk without a name, that goes with its last descriptor.
Result<std::shared_ptr<WorkbookFile>> unnamed_file() {
  const auto folder = std::filesystem::temp_directory_path();
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0) return std::make_shared<WorkbookFile>(descriptor);
  auto name = (folder / "parvis-XXXXXX").string();  // file systems without O_TMPFILE
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named < 0)
    return fail(ErrorKind::unavailable, "Le fichier n’a pas pu être posé sur le disque.",
                std::generic_category().message(errno), "disk_full");
  ::unlink(name.c_str());
  return std::make_shared<WorkbookFile>(named);
}

Status write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return fail(ErrorKind::unavailable, "Le fichier n’a pas pu être posé sur le disque.",
                  std::generic_category().message(errno), "disk_full");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Result<std::shared_ptr<WorkbookFile>> spooled(ByteSource& bytes) {
  PARVIS_TRY(file, unnamed_file());
  std::array<char, copy_block_bytes> block{};
  for (;;) {
    PARVIS_TRY(count, bytes.read(block.data(), block.size()));
    if (count == 0) return file;
    PARVIS_CHECK(write_all(file->descriptor(), std::string_view(block.data(), count)));
  }
}

bool named_as_table(std::string_view name) {
  constexpr std::array endings = {".csv",    ".tsv",     ".txt",  ".json", ".jsonl",
                                  ".ndjson", ".geojson", ".xlsx", ".ods"};
  const auto lower = base::lower_ascii(name);
  return std::any_of(endings.begin(), endings.end(),
                     [&](const char* ending) { return lower.ends_with(ending); });
}

// What some systems put beside the files: resource forks, folder settings.
bool of_the_system(std::string_view name) {
  return name.starts_with("__MACOSX/") || name.ends_with(".DS_Store") || name.ends_with("Thumbs.db");
}

// The one table of an archive: its only file, else the only one named as a table (a licence often lies
// beside).
Result<const ZipArchive::Entry*> only_table(const ZipArchive& archive) {
  std::vector<const ZipArchive::Entry*> files, tables;
  for (const auto& entry : archive.entries()) {
    if (entry.folder || of_the_system(entry.name)) continue;
    files.push_back(&entry);
    if (named_as_table(entry.name)) tables.push_back(&entry);
  }
  if (files.size() == 1) return files[0];
  if (tables.size() == 1) return tables[0];
  if (files.empty()) return not_a_table("Cette archive est vide.");
  return not_a_table("Cette archive contient " + std::to_string(files.size()) +
                     " fichiers. Déposez le tableau seul, ou une archive qui ne contient que lui.");
}

bool holds_workbook(const ZipArchive& archive) {
  return archive.find("[Content_Types].xml") != nullptr || archive.find("mimetype") != nullptr;
}

Result<std::size_t> chosen_sheet(const WorkbookInfo& book, const std::optional<std::string>& asked) {
  if (!asked) {
    for (std::size_t i = 0; i < book.sheets.size(); ++i)
      if (!book.sheets[i].hidden) return i;
    return std::size_t{0};
  }
  for (std::size_t i = 0; i < book.sheets.size(); ++i)
    if (book.sheets[i].name == *asked) return i;
  std::size_t number = 0;
  const auto [end, code] = std::from_chars(asked->data(), asked->data() + asked->size(), number);
  if (code == std::errc() && end == asked->data() + asked->size() && number >= 1 &&
      number <= book.sheets.size())
    return number - 1;
  std::string names;
  for (const auto& sheet : book.sheets) names += (names.empty() ? "" : ", ") + sheet.name;
  return not_a_table("La feuille «\u00a0" + *asked +
                     "\u00a0» n’existe pas. Feuilles du classeur\u00a0: " + names + ".");
}

// Opens what it is given step by step: unpacks at most once, then decodes.
class Opening {
 public:
  explicit Opening(const ReadOptions& options) : options_(options) {}

  Result<TableInput> open(ByteSourcePtr bytes, std::shared_ptr<WorkbookFile> file) {
    bytes = limited_source(std::move(bytes), options_.limits.max_bytes);
    PARVIS_TRY(head, read_head(*bytes, sniff_head_bytes));
    const bool whole = head.size() < sniff_head_bytes;
    const auto type = sniff_type(head, whole);
    if (const auto refused = refusal(type)) return tl::make_unexpected(*refused);
    if (type == FileType::zip) return zip(joined_source(std::move(head), std::move(bytes)), std::move(file));
    if (type == FileType::gzip) return gzip(joined_source(std::move(head), std::move(bytes)));
    input_.facts.type = type;
    return text(std::move(head), whole, std::move(bytes));
  }

 private:
  Result<TableInput> gzip(ByteSourcePtr packed) {
    if (!input_.facts.packing.empty())
      return not_a_table("Ce fichier est compressé deux fois. Déposez-le décompressé.");
    input_.facts.packing = "gzip";
    return open(gunzip_source(std::move(packed), options_.limits), nullptr);
  }

  Result<TableInput> zip(ByteSourcePtr bytes, std::shared_ptr<WorkbookFile> file) {
    if (!file) {
      PARVIS_TRY(copy, spooled(*bytes));
      file = std::move(copy);
    }
    struct stat facts {};
    if (::fstat(file->descriptor(), &facts) == 0 &&
        static_cast<std::uint64_t>(facts.st_size) > options_.limits.max_bytes)
      return tl::make_unexpected(limit_error("Ce fichier est trop volumineux.", "too-many-bytes"));
    PARVIS_TRY(archive, ZipArchive::open(file->descriptor(), options_.limits));
    if (holds_workbook(*archive)) return workbook(std::move(file));
    if (!input_.facts.packing.empty())
      return not_a_table("Ce fichier est compressé deux fois. Déposez-le décompressé.");
    PARVIS_TRY(entry, only_table(*archive));
    input_.facts.packing = "zip";
    input_.facts.inner_name = entry->name;
    PARVIS_TRY(content, archive->read(*entry));
    return open(std::move(content), nullptr);
  }

  Result<TableInput> workbook(std::shared_ptr<WorkbookFile> file) {
    PARVIS_TRY(info, describe_workbook_apart(file->descriptor(), options_.first_rows_per_sheet,
                                             options_.limits, options_.sheet_process));
    PARVIS_TRY(sheet, chosen_sheet(info, options_.sheet));
    input_.facts.type = info.ods ? FileType::ods : FileType::xlsx;
    input_.facts.workbook = std::move(info);
    input_.facts.sheet = sheet;
    input_.book = std::move(file);
    return std::move(input_);
  }

  Result<TableInput> text(std::string head, bool whole, ByteSourcePtr rest) {
    auto& facts = input_.facts;
    facts.encoding = guess_encoding(head, whole);
    if (options_.encoding && facts.encoding.encoding != *options_.encoding) {
      facts.encoding = EncodingGuess();
      facts.encoding.encoding = *options_.encoding;
    }
    if (options_.encoding) facts.encoding.evidence = "choisi par la personne";
    if (facts.type == FileType::csv) {
      PARVIS_TRY(front, decoded(head.substr(facts.encoding.bom_bytes), whole));
      facts.dialect = guess_dialect(front, whole, options_.known_header);
      if (options_.delimiter) {
        facts.dialect.dialect.delimiter = *options_.delimiter;
        facts.dialect.evidence = "choisi par la personne";
      }
    }
    if (facts.packing.empty() && facts.encoding.encoding == Encoding::utf_8)
      facts.plain_offset = facts.encoding.bom_bytes + facts.dialect.dialect.skipped_bytes;
    head.erase(0, facts.encoding.bom_bytes + skipped_in_file());
    auto bytes = joined_source(std::move(head), std::move(rest));
    const bool undecided = facts.encoding.ascii && !whole && !options_.encoding;
    input_.text = undecided ? late_text_source(std::move(bytes))
                            : text_source(std::move(bytes), facts.encoding.encoding);
    return std::move(input_);
  }

  Result<std::string> decoded(std::string bytes, bool whole) const {
    if (!whole) bytes.resize(bytes.size() / 4 * 4);  // no unit is cut in two
    const auto source = text_source(memory_source(std::move(bytes)), input_.facts.encoding.encoding);
    return read_head(*source, 4 * sniff_head_bytes);
  }

  // A sep= line is ASCII: in the wider encodings each of its letters takes one unit.
  [[nodiscard]] std::size_t skipped_in_file() const {
    const auto skipped = input_.facts.dialect.dialect.skipped_bytes;
    switch (input_.facts.encoding.encoding) {
      case Encoding::utf_16_le:
      case Encoding::utf_16_be:
        return skipped * 2;
      case Encoding::utf_32_le:
      case Encoding::utf_32_be:
        return skipped * 4;
      default:
        return skipped;
    }
  }

  const ReadOptions& options_;
  TableInput input_;
};

}  // namespace

WorkbookFile::~WorkbookFile() {
  ::close(descriptor_);
}

Result<TableInput> open_input(const std::filesystem::path& path, const ReadOptions& options) {
  if (path == "-") return open_input(descriptor_source(STDIN_FILENO), options);
  PARVIS_TRY(bytes, file_source(path));
  std::shared_ptr<WorkbookFile> file;
  std::error_code ignored;
  if (std::filesystem::is_regular_file(path, ignored)) {  // a named pipe could not be read a second time
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) file = std::make_shared<WorkbookFile>(descriptor);
  }
  return Opening(options).open(std::move(bytes), std::move(file));
}

Result<TableInput> open_input(ByteSourcePtr bytes, const ReadOptions& options) {
  return Opening(options).open(std::move(bytes), nullptr);
}

Result<RowSourcePtr> rows_of(TableInput input, const ReadOptions& options) {
  switch (input.facts.type) {
    case FileType::csv:
      return csv_records(std::move(input.text), input.facts.dialect.dialect, options.limits);
    case FileType::json:
    case FileType::json_lines:
      return json_rows(std::move(input.text), options.limits);
    default:
      // the child holds its own descriptor of the file
      return sheet_rows_apart(input.book->descriptor(), input.facts.sheet, options.limits,
                              options.sheet_process);
  }
}

}  // namespace parvis::quality
