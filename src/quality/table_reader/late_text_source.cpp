#include <algorithm>
#include <cstring>

#include "quality/table_reader/sniff.hpp"

namespace parvis::quality {
namespace {

constexpr std::size_t judged_bytes = 64U << 10;

class LateText : public LateTextSource {
 public:
  explicit LateText(ByteSourcePtr bytes) : bytes_(std::move(bytes)) {}

  Result<std::size_t> read(char* into, std::size_t room) override {
    if (decided_) return decided_->read(into, room);
    PARVIS_TRY(count, bytes_->read(into, room));
    const auto* first =
        std::find_if(into, into + count, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    const auto ascii = static_cast<std::size_t>(first - into);
    if (ascii == count) {
      given_ += count;
      return count;
    }
    given_ += ascii;
    PARVIS_CHECK(decide(std::string(into + ascii, count - ascii)));
    return ascii > 0 ? ascii : decided_->read(into, room);
  }

  [[nodiscard]] std::optional<std::uint64_t> first_bad() const override {
    const auto bad = decided_ ? decided_->first_bad() : std::nullopt;
    return bad ? std::optional(*bad + given_) : std::nullopt;
  }
  [[nodiscard]] std::optional<EncodingGuess> guess() const override { return guess_; }

 private:
  Status decide(std::string block) {
    PARVIS_TRY(more, read_head(*bytes_, judged_bytes));
    const bool whole = more.size() < judged_bytes;
    block += more;
    auto guess = guess_encoding(block, whole);
    if (!guess.guessed) guess.encoding = Encoding::utf_8;  // no mark of another encoding counts in mid-file
    decided_ = text_source(joined_source(std::move(block), std::move(bytes_)), guess.encoding);
    guess_ = std::move(guess);
    return {};
  }

  ByteSourcePtr bytes_;
  TextSourcePtr decided_;
  std::optional<EncodingGuess> guess_;
  std::uint64_t given_ = 0;  // bytes before the first that is not ASCII
};

}  // namespace

std::unique_ptr<LateTextSource> late_text_source(ByteSourcePtr bytes) {
  return std::make_unique<LateText>(std::move(bytes));
}

}  // namespace parvis::quality
