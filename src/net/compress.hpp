// gzip and brotli of a text held in memory. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace parvis::net {

[[nodiscard]] std::string gzip(std::string_view text, int level);      // level 1 to 9
[[nodiscard]] std::string brotli(std::string_view text, int quality);  // quality 0 to 11
[[nodiscard]] std::string gunzip(std::string_view bytes,
                                 std::size_t max_bytes);  // empty when broken or longer
// True when an Accept-Encoding value allows `coding` ("gzip", "br"): listed and not with q=0.
[[nodiscard]] bool accepts_coding(std::string_view accept_encoding, std::string_view coding);
// Text types, JSON, SVG…: what gains from being compressed.
[[nodiscard]] bool is_compressible(std::string_view media_type);

}  // namespace parvis::net
