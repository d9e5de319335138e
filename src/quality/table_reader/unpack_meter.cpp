#include "quality/table_reader/unpack_meter.hpp"

#include <string>

#include "quality/table_reader/byte_source.hpp"

namespace parvis::quality {

Status UnpackMeter::take(std::uint64_t unpacked, std::uint64_t packed_total) {
  unpacked_ += unpacked;
  if (unpacked_ > limits_.max_unpacked_bytes)
    return tl::make_unexpected(
        limit_error("Une fois décompressé, ce fichier est trop volumineux.", "too-many-unpacked-bytes"));
  if (unpacked_ > limits_.ratio_free_bytes && unpacked_ / limits_.max_ratio > packed_total)
    return tl::make_unexpected(limit_error(
        "Ce fichier compressé se déploie plus de " + std::to_string(limits_.max_ratio) +
            " fois\u202f: il n’est pas ouvert, par sécurité. Déposez le fichier sans compression.",
        "ratio-too-high"));
  return {};
}

}  // namespace parvis::quality
