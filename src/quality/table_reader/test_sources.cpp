#include "quality/table_reader/test_sources.hpp"

#include <algorithm>
#include <cstring>

namespace parvis::quality {
namespace {

class RepeatedSource : public ByteSource {
 public:
  RepeatedSource(const std::string& part, std::uint64_t bytes, std::string end)
      : left_(bytes), part_bytes_(part.size()), end_(memory_source(std::move(end))) {
    while (block_.size() < (64U << 10)) block_ += part;
  }

  Result<std::size_t> read(char* into, std::size_t room) override {
    if (left_ == 0) return end_->read(into, room);
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>({room, left_, block_.size() - at_}));
    std::memcpy(into, block_.data() + at_, count);
    at_ = (at_ + count) % part_bytes_;
    left_ -= count;
    return count;
  }

 private:
  std::string block_;
  std::size_t at_ = 0;
  std::uint64_t left_;
  std::size_t part_bytes_;
  ByteSourcePtr end_;
};

class DrippingSource : public ByteSource {
 public:
  DrippingSource(std::string text, std::size_t block)
      : text_(memory_source(std::move(text))), block_(block) {}
  Result<std::size_t> read(char* into, std::size_t room) override {
    return text_->read(into, std::min(room, block_));
  }

 private:
  ByteSourcePtr text_;
  std::size_t block_;
};

}  // namespace

ByteSourcePtr repeated_source(std::string front, const std::string& part, std::uint64_t bytes,
                              std::string end) {
  return joined_source(std::move(front), std::make_unique<RepeatedSource>(part, bytes, std::move(end)));
}

ByteSourcePtr dripping_source(std::string text, std::size_t block) {
  return std::make_unique<DrippingSource>(std::move(text), block);
}

}  // namespace parvis::quality
