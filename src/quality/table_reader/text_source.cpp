#include <algorithm>
#include <cstring>
#include <vector>

#include "quality/table_reader/text_encoding.hpp"

namespace parvis::quality {
namespace {

constexpr std::size_t block_bytes = 64U << 10;
constexpr std::size_t max_kept = 4;  // less than one character and its other surrogate

// Reads blocks, turns them into UTF-8 in `out_`, hands `out_` on.
class Decoder : public TextSource {
 public:
  explicit Decoder(ByteSourcePtr bytes) : bytes_(std::move(bytes)) {}

  Result<std::size_t> read(char* into, std::size_t room) override {
    while (at_ == out_.size() && !ended_) PARVIS_CHECK(fill());
    const auto count = std::min(room, out_.size() - at_);
    std::memcpy(into, out_.data() + at_, count);
    at_ += count;
    return count;
  }

  [[nodiscard]] std::optional<std::uint64_t> first_bad() const override { return first_bad_; }

 protected:
  // Decodes what it can of `in`, answers how much; `last` says that nothing follows: then it takes all.
  virtual std::size_t decode(std::string_view in, bool last) = 0;
  void put(char32_t point) { append_utf8(out_, point); }
  void put(std::string_view text) { out_ += text; }
  void bad() {
    if (!first_bad_) first_bad_ = given_ + out_.size();
  }

 private:
  Status fill() {
    given_ += out_.size();
    out_.clear();
    at_ = 0;
    PARVIS_TRY(count, bytes_->read(in_.data() + kept_, block_bytes));
    ended_ = count == 0;
    const std::string_view in(in_.data(), kept_ + count);
    const auto done = decode(in, ended_);
    kept_ = in.size() - done;
    std::memmove(in_.data(), in_.data() + done, kept_);
    return {};
  }

  ByteSourcePtr bytes_;
  std::vector<char> in_ = std::vector<char>(block_bytes + max_kept);
  std::size_t kept_ = 0;  // bytes of a character that the last block cut
  std::string out_;
  std::size_t at_ = 0;
  std::uint64_t given_ = 0;  // bytes of output before out_
  std::optional<std::uint64_t> first_bad_;
  bool ended_ = false;
};

class Utf8 : public Decoder {
 public:
  using Decoder::Decoder;

 protected:
  std::size_t decode(std::string_view in, bool last) override {
    std::size_t done = 0;
    std::size_t good = 0;  // [done, good) is valid and not yet put out
    while (good < in.size()) {
      if (static_cast<unsigned char>(in[good]) < 0x80) {
        ++good;
        continue;
      }
      bool cut = false;
      const auto length = utf8_sequence(in.substr(good), cut);
      good += length;
      if (length > 0) continue;
      put(in.substr(done, good - done));
      done = good;
      if (cut && !last) return done;
      bad();
      put(decode_byte(Encoding::windows_1252, static_cast<unsigned char>(in[good])));
      done = ++good;
    }
    put(in.substr(done, good - done));
    return good;
  }
};

class EightBit : public Decoder {
 public:
  EightBit(ByteSourcePtr bytes, Encoding encoding) : Decoder(std::move(bytes)), encoding_(encoding) {}

 protected:
  std::size_t decode(std::string_view in, bool /*last*/) override {
    std::size_t done = 0;
    for (std::size_t i = 0; i < in.size(); ++i) {
      const auto byte = static_cast<unsigned char>(in[i]);
      if (byte < 0x80) continue;
      put(in.substr(done, i - done));
      done = i + 1;
      const auto point = decode_byte(encoding_, byte);
      if (point == 0xFFFD) bad();
      put(point);
    }
    put(in.substr(done));
    return in.size();
  }

 private:
  Encoding encoding_;
};

// UTF-16 and UTF-32.
class WideUnits : public Decoder {
 public:
  WideUnits(ByteSourcePtr bytes, Encoding encoding)
      : Decoder(std::move(bytes)),
        width_(encoding == Encoding::utf_16_le || encoding == Encoding::utf_16_be ? 2 : 4),
        big_(encoding == Encoding::utf_16_be || encoding == Encoding::utf_32_be) {}

 protected:
  std::size_t decode(std::string_view in, bool last) override {
    std::size_t i = 0;
    while (i + width_ <= in.size()) {
      const auto unit = unit_at(in, i);
      if (width_ == 2 && unit >= 0xD800 && unit < 0xDC00) {
        if (i + 2 * width_ > in.size() && !last) return i;
        i += surrogate(in, i, unit);
        continue;
      }
      put_point(unit);
      i += width_;
    }
    if (last && i < in.size()) put_point(0xFFFFFFFF);
    return last ? in.size() : i;
  }

 private:
  [[nodiscard]] char32_t unit_at(std::string_view in, std::size_t at) const {
    char32_t unit = 0;
    for (std::size_t k = 0; k < width_; ++k)
      unit = (unit << 8) | static_cast<unsigned char>(in[at + (big_ ? k : width_ - 1 - k)]);
    return unit;
  }

  // A high surrogate at `i`: the bytes that it takes, with its other half if there is one.
  std::size_t surrogate(std::string_view in, std::size_t i, char32_t high) {
    const auto low = i + 2 * width_ <= in.size() ? unit_at(in, i + width_) : 0;
    if (low < 0xDC00 || low > 0xDFFF) {
      put_point(high);
      return width_;
    }
    put(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
    return 2 * width_;
  }

  void put_point(char32_t point) {
    const bool good = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    if (!good) bad();
    put(good ? point : char32_t{0xFFFD});
  }

  std::size_t width_;
  bool big_;
};

}  // namespace

TextSourcePtr text_source(ByteSourcePtr bytes, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf_8:
      return std::make_unique<Utf8>(std::move(bytes));
    case Encoding::utf_16_le:
    case Encoding::utf_16_be:
    case Encoding::utf_32_le:
    case Encoding::utf_32_be:
      return std::make_unique<WideUnits>(std::move(bytes), encoding);
    default:
      return std::make_unique<EightBit>(std::move(bytes), encoding);
  }
}

}  // namespace parvis::quality
