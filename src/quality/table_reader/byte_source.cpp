#include "quality/table_reader/byte_source.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace parvis::quality {
namespace {

class DescriptorSource : public ByteSource {
 public:
  DescriptorSource(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}
  ~DescriptorSource() override {
    if (owned_) ::close(descriptor_);
  }

  Result<std::size_t> read(char* into, std::size_t room) override {
    for (;;) {
      const auto count = ::read(descriptor_, into, room);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR)
        return fail(ErrorKind::unavailable, "La lecture du fichier s’est interrompue.",
                    std::generic_category().message(errno), "source-error");
    }
  }

 private:
  int descriptor_;
  bool owned_;
};

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}

  Result<std::size_t> read(char* into, std::size_t room) override {
    const auto count = std::min(room, bytes_.size() - at_);
    std::memcpy(into, bytes_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

class JoinedSource : public ByteSource {
 public:
  JoinedSource(std::string head, ByteSourcePtr rest) : head_(std::move(head)), rest_(std::move(rest)) {}

  Result<std::size_t> read(char* into, std::size_t room) override {
    if (head_given_) return rest_->read(into, room);
    PARVIS_TRY(count, head_.read(into, room));
    if (count > 0) return count;
    head_given_ = true;
    return rest_->read(into, room);
  }

 private:
  MemorySource head_;
  ByteSourcePtr rest_;
  bool head_given_ = false;
};

class LimitedSource : public ByteSource {
 public:
  LimitedSource(ByteSourcePtr inner, std::uint64_t max_bytes) : inner_(std::move(inner)), left_(max_bytes) {}

  Result<std::size_t> read(char* into, std::size_t room) override {
    if (left_ > 0) {
      PARVIS_TRY(count, inner_->read(into, static_cast<std::size_t>(std::min<std::uint64_t>(room, left_))));
      left_ -= count;
      return count;
    }
    char beyond = 0;
    PARVIS_TRY(more, inner_->read(&beyond, 1));
    if (more > 0)
      return tl::make_unexpected(limit_error("Ce fichier est trop volumineux.", "too-many-bytes"));
    return std::size_t{0};
  }

 private:
  ByteSourcePtr inner_;
  std::uint64_t left_;
};

}  // namespace

Result<ByteSourcePtr> file_source(const std::filesystem::path& path) {
  std::error_code ignored;
  const int descriptor =
      std::filesystem::is_directory(path, ignored) ? -1 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return fail(ErrorKind::not_found,
                "Le fichier «\u00a0" + path.string() + "\u00a0» est introuvable ou illisible.",
                std::generic_category().message(errno), "source-error");
  return std::make_unique<DescriptorSource>(descriptor, true);
}

ByteSourcePtr descriptor_source(int descriptor) {
  return std::make_unique<DescriptorSource>(descriptor, false);
}

ByteSourcePtr memory_source(std::string bytes) {
  return std::make_unique<MemorySource>(std::move(bytes));
}

ByteSourcePtr joined_source(std::string head, ByteSourcePtr rest) {
  return std::make_unique<JoinedSource>(std::move(head), std::move(rest));
}

ByteSourcePtr limited_source(ByteSourcePtr inner, std::uint64_t max_bytes) {
  return std::make_unique<LimitedSource>(std::move(inner), max_bytes);
}

Result<std::string> read_head(ByteSource& source, std::size_t room) {
  std::string head;
  constexpr std::size_t step = 64U << 10;
  while (head.size() < room) {
    const auto had = head.size();
    head.resize(had + std::min(step, room - had));
    PARVIS_TRY(count, source.read(head.data() + had, head.size() - had));
    head.resize(had + count);
    if (count == 0) break;
  }
  return head;
}

Error limit_error(std::string message, std::string code) {
  return {ErrorKind::too_large, std::move(message), {}, std::move(code)};
}

}  // namespace parvis::quality
