#include "quality/table_reader/zip_archive.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/text.hpp"
#include "quality/table_reader/sniff.hpp"
#include "quality/table_reader/unpack_meter.hpp"

namespace parvis::quality {
namespace {

tl::unexpected<Error> damaged(std::string why) {
  return fail(ErrorKind::invalid,
              "Cette archive est incomplète ou abîmée. Téléchargez le fichier de nouveau.", std::move(why),
              "format-error");
}

tl::unexpected<Error> zip_failure(const zip_error_t& error) {
  const int code = zip_error_code_zip(&error);
  if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD)
    return tl::make_unexpected(refusal(FileType::locked_workbook).value());
  return damaged("zip error " + std::to_string(code));
}

using Handle = std::unique_ptr<zip_t, decltype(&zip_discard)>;

class OpenArchive : public ZipArchive, public std::enable_shared_from_this<OpenArchive> {
 public:
  OpenArchive(Handle handle, std::uint64_t bytes, const ReadLimits& limits)
      : handle_(std::move(handle)), bytes_(bytes), meter_(limits) {
    const auto count = zip_get_num_entries(handle_.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
      const auto index = static_cast<zip_uint64_t>(i);
      const char* name = zip_get_name(handle_.get(), index, ZIP_FL_ENC_GUESS);
      if (name == nullptr) continue;
      entries_.push_back({name, index, std::string_view(name).ends_with('/')});
    }
  }

  [[nodiscard]] const std::vector<Entry>& entries() const override { return entries_; }
  Result<ByteSourcePtr> read(const Entry& entry) override;
  Status take(std::uint64_t unpacked) { return meter_.take(unpacked, bytes_); }

 private:
  Handle handle_;
  std::uint64_t bytes_;
  UnpackMeter meter_;
  std::vector<Entry> entries_;
};

class EntrySource : public ByteSource {
 public:
  EntrySource(std::shared_ptr<OpenArchive> archive, zip_file_t* file)
      : archive_(std::move(archive)), file_(file) {}
  ~EntrySource() override { zip_fclose(file_); }

  Result<std::size_t> read(char* into, std::size_t room) override {
    const auto count = zip_fread(file_, into, room);
    if (count < 0) return zip_failure(*zip_file_get_error(file_));
    const auto read = static_cast<std::size_t>(count);
    PARVIS_CHECK(archive_->take(read));
    return read;
  }

 private:
  std::shared_ptr<OpenArchive> archive_;
  zip_file_t* file_;
};

Result<ByteSourcePtr> OpenArchive::read(const Entry& entry) {
  auto* file = zip_fopen_index(handle_.get(), entry.index, 0);
  if (file == nullptr) return zip_failure(*zip_get_error(handle_.get()));
  return std::make_unique<EntrySource>(shared_from_this(), file);
}

}  // namespace

const ZipArchive::Entry* ZipArchive::find(std::string_view name) const {
  for (const auto& entry : entries())
    if (entry.name == name) return &entry;
  const auto lower = base::lower_ascii(name);
  for (const auto& entry : entries())
    if (base::lower_ascii(entry.name) == lower) return &entry;
  return nullptr;
}

Result<std::shared_ptr<ZipArchive>> ZipArchive::open(int descriptor, const ReadLimits& limits) {
  // Opened anew, so that two readers of one file have each their own place in it.
  const auto path = "/proc/self/fd/" + std::to_string(descriptor);
  const int own = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat facts {};
  if (own < 0 || ::fstat(own, &facts) != 0) return damaged("cannot be opened again");
  int code = 0;
  Handle handle(zip_fdopen(own, 0, &code), &zip_discard);  // takes `own` over when it succeeds
  if (!handle) {
    ::close(own);
    return damaged("zip error " + std::to_string(code));
  }
  if (static_cast<std::uint64_t>(zip_get_num_entries(handle.get(), 0)) > limits.max_archive_entries)
    return tl::make_unexpected(limit_error(
        "Cette archive contient plus de " + std::to_string(limits.max_archive_entries) + " fichiers.",
        "too-many-entries"));
  return std::make_shared<OpenArchive>(std::move(handle), static_cast<std::uint64_t>(facts.st_size), limits);
}

}  // namespace parvis::quality
