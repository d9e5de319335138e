// A zip archive under limits: a workbook, or a table someone packed. Entries are read as streams, one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "quality/table_reader/byte_source.hpp"

namespace parvis::quality {

class ZipArchive {
 public:
  struct Entry {
    std::string name;
    std::uint64_t index = 0;
    bool folder = false;
  };

  // `descriptor` is a seekable file; the archive opens it anew. Errors: "format-error", "too-many-entries".
  static Result<std::shared_ptr<ZipArchive>> open(int descriptor, const ReadLimits& limits);

  [[nodiscard]] virtual const std::vector<Entry>& entries() const = 0;
  // By name, then by name in any case; null when there is none.
  [[nodiscard]] const Entry* find(std::string_view name) const;
  // The content, which keeps the archive open. All entries together are held to max_unpacked_bytes and to
  // max_ratio times the archive. Errors: "format-error" (damaged, password, unknown method).
  virtual Result<ByteSourcePtr> read(const Entry& entry) = 0;

  ZipArchive() = default;
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;
  virtual ~ZipArchive() = default;
};

}  // namespace parvis::quality
