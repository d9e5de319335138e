#include <zlib.h>

#include <algorithm>
#include <array>

#include "quality/table_reader/byte_source.hpp"
#include "quality/table_reader/unpack_meter.hpp"

namespace parvis::quality {
namespace {

constexpr int gzip_window = 15 + 16;  // zlib: the largest window, gzip framing only

tl::unexpected<Error> damaged(const char* why) {
  return fail(ErrorKind::invalid, "Cette archive .gz est incomplète ou abîmée. Téléchargez-la de nouveau.",
              why == nullptr ? "" : why, "format-error");
}

class GunzipSource : public ByteSource {
 public:
  GunzipSource(ByteSourcePtr packed, const ReadLimits& limits) : packed_(std::move(packed)), meter_(limits) {
    good_ = ::inflateInit2(&stream_, gzip_window) == Z_OK;
  }
  ~GunzipSource() override { ::inflateEnd(&stream_); }

  Result<std::size_t> read(char* into, std::size_t room) override {
    if (!good_) return damaged(stream_.msg);
    if (ended_) return std::size_t{0};
    const auto asked = static_cast<uInt>(std::min<std::size_t>(room, 1U << 30));
    stream_.next_out = reinterpret_cast<Bytef*>(into);
    stream_.avail_out = asked;
    while (stream_.avail_out == asked) {
      PARVIS_TRY(more, step());
      if (!more) break;
    }
    const std::size_t count = asked - stream_.avail_out;
    PARVIS_CHECK(meter_.take(count, packed_bytes_ - stream_.avail_in));
    return count;
  }

 private:
  // One call of inflate; false at the end of the last member.
  Result<bool> step() {
    PARVIS_CHECK(refill());
    if (stream_.avail_in == 0) {
      if (!between_members_) return damaged("cut");
      ended_ = true;
      return false;
    }
    if (between_members_ && !starts_member()) {  // padding after the last member, as gzip itself allows
      ended_ = true;
      return false;
    }
    between_members_ = false;
    const int code = ::inflate(&stream_, Z_NO_FLUSH);
    if (code == Z_STREAM_END) {
      between_members_ = true;
      good_ = ::inflateReset(&stream_) == Z_OK;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      good_ = false;
    }
    if (!good_) return damaged(stream_.msg);
    return true;
  }

  Status refill() {
    if (stream_.avail_in > 0) return {};
    PARVIS_TRY(count, packed_->read(buffer_.data(), buffer_.size()));
    packed_bytes_ += count;
    stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
    stream_.avail_in = static_cast<uInt>(count);
    return {};
  }

  [[nodiscard]] bool starts_member() const { return *stream_.next_in == 0x1F; }

  ByteSourcePtr packed_;
  UnpackMeter meter_;
  z_stream stream_{};
  std::array<char, 64U << 10> buffer_{};
  std::uint64_t packed_bytes_ = 0;
  bool good_ = false, ended_ = false, between_members_ = false;
};

}  // namespace

ByteSourcePtr gunzip_source(ByteSourcePtr packed, const ReadLimits& limits) {
  return std::make_unique<GunzipSource>(std::move(packed), limits);
}

}  // namespace parvis::quality
