#include "model/image.hpp"

#include <vips/vips.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <mutex>

#include "model/resample.hpp"

namespace parvis::model {
namespace {

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

struct Free {
  void operator()(void* bytes) const { g_free(bytes); }
};

constexpr std::array<double, 3> flat_colour{118, 124, 130};
constexpr int derivative_quality = 82;
constexpr double zoom = 1.3;
constexpr int base_side_pixels = 500;

tl::unexpected<Error> broken() {
  const std::string why = vips_error_buffer();
  vips_error_clear();
  return fail(ErrorKind::unsupported,
              "Cette photo est abîmée et ne peut pas être lue. Reprenez-la ou choisissez-en une autre.", why,
              "photo_broken");
}

template <class F>
Result<Image> made(F&& operation) {
  VipsImage* out = nullptr;
  const int failed = operation(&out);
  Image image(out);
  if (failed != 0 || !image) return broken();
  return image;
}

// Three bands of 8-bit sRGB, whatever came in.
Result<Image> plain_rgb(Image image) {
  if (vips_image_hasalpha(image.get())) {
    const std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> white(
        vips_array_double_newv(1, 255.0), [](VipsArrayDouble* a) { vips_area_unref(VIPS_AREA(a)); });
    PARVIS_TRY(flat, made([&](VipsImage** out) {
                 return vips_flatten(image.get(), out, "background", white.get(), nullptr);
               }));
    image = std::move(flat);
  }
  PARVIS_TRY(coloured, made([&](VipsImage** out) {
               return vips_colourspace(image.get(), out, VIPS_INTERPRETATION_sRGB, nullptr);
             }));
  return made([&](VipsImage** out) { return vips_cast_uchar(coloured.get(), out, nullptr); });
}

Result<Pixels> pixels_of(VipsImage* image) {
  std::size_t length = 0;
  const std::unique_ptr<void, Free> memory(vips_image_write_to_memory(image, &length));
  if (!memory) return broken();
  Pixels pixels{vips_image_get_width(image), vips_image_get_height(image), {}};
  const auto expected = static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height) * 3;
  if (length != expected) return broken();
  const auto* bytes = static_cast<const std::uint8_t*>(memory.get());
  pixels.rgb.assign(bytes, bytes + length);
  return pixels;
}

// libvips takes a pointer that it promises not to write through.
void* buffer_of(Bytes file) {
  return const_cast<std::uint8_t*>(file.data());
}

Result<Image> thumbnail(Bytes file, int side) {
  return made([&](VipsImage** out) {
    return vips_thumbnail_buffer(buffer_of(file), file.size(), out, side, "height", side, "size",
                                 VIPS_SIZE_DOWN, "linear", FALSE, "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr);
  });
}

Result<Image> jpeg(Bytes file, int shrink) {
  return made([&](VipsImage** out) {
    return vips_jpegload_buffer(buffer_of(file), file.size(), out, "shrink", shrink, "fail_on",
                                VIPS_FAIL_ON_TRUNCATED, nullptr);
  });
}

// Upright. JPEG is shrunk by a power of two while it is decoded, and no further: shrinking it again to the
// very side costs more time than the decoding.
Result<Image> shrunk(Bytes file, int least_side) {
  const char* loader = vips_foreign_find_load_buffer(file.data(), file.size());
  if (loader == nullptr) return broken();
  if (std::string_view(loader) != "VipsForeignLoadJpegBuffer") return thumbnail(file, least_side);
  PARVIS_TRY(image, jpeg(file, 1));  // the header alone, so far
  const int side = std::max(vips_image_get_width(image.get()), vips_image_get_height(image.get()));
  int shrink = 1;
  while (shrink < 8 && side / (2 * shrink) >= least_side) shrink *= 2;
  if (shrink > 1) {
    PARVIS_TRY(smaller, jpeg(file, shrink));
    image = std::move(smaller);
  }
  return made([&](VipsImage** out) { return vips_autorot(image.get(), out, nullptr); });
}

void fill(Pixels& pixels, const FaceBox& box) {
  const auto part = [](double at, int side) { return std::clamp(at, 0.0, 1.0) * side; };
  const int x0 = static_cast<int>(std::floor(part(box.x, pixels.width)));
  const int x1 = static_cast<int>(std::ceil(part(box.x + box.w, pixels.width)));
  const int y0 = static_cast<int>(std::floor(part(box.y, pixels.height)));
  const int y1 = static_cast<int>(std::ceil(part(box.y + box.h, pixels.height)));
  for (int y = y0; y < y1; ++y)
    for (int x = x0; x < x1; ++x)
      for (std::size_t c = 0; c < 3; ++c)
        pixels.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.width) +
                    static_cast<std::size_t>(x)) *
                       3 +
                   c] = static_cast<std::uint8_t>(flat_colour[c]);
}

Result<Image> image_of(const Pixels& pixels) {
  Image image(vips_image_new_from_memory(pixels.rgb.data(), pixels.rgb.size(), pixels.width, pixels.height, 3,
                                         VIPS_FORMAT_UCHAR));
  if (!image) return broken();
  // a fresh image has no metadata at all: nothing of the upload can follow
  return made([&](VipsImage** out) {
    return vips_copy(image.get(), out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr);
  });
}

Result<Derived> jpeg_of(VipsImage* image) {
  void* bytes = nullptr;
  std::size_t length = 0;
  if (vips_jpegsave_buffer(image, &bytes, &length, "Q", derivative_quality, "strip", TRUE, "optimize_coding",
                           TRUE, nullptr) != 0)
    return broken();
  const std::unique_ptr<void, Free> owned(bytes);
  return Derived{std::string(static_cast<const char*>(bytes), length), vips_image_get_width(image),
                 vips_image_get_height(image)};
}

}  // namespace

Result<View> view_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, View>, 4> names{{{"squash", View::squash},
                                                                    {"squash_flip", View::squash_flip},
                                                                    {"zoom", View::zoom},
                                                                    {"zoom_flip", View::zoom_flip}}};
  for (const auto& [known, view] : names)
    if (known == name) return view;
  return fail(ErrorKind::invalid, "Le modèle de photos demande une vue inconnue.", std::string(name),
              "model_broken");
}

Status start_images() {
  static std::once_flag once;
  static bool started = false;
  std::call_once(once, [] {
    if (VIPS_INIT("parvis") != 0) return;
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (const char* allowed : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"})
      vips_operation_block_set(allowed, FALSE);
    // broken uploads are answered as errors; the log is not for their details
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_WARNING, [](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
    vips_cache_set_max(0);    // every photo is seen once
    vips_concurrency_set(1);  // the calls themselves run together
    started = true;
  });
  if (started) return {};
  return fail(ErrorKind::internal, "La lecture des photos n'a pas pu démarrer.", "vips_init");
}

Result<Pixels> decode_base(Bytes file) {
  PARVIS_CHECK(start_images());
  PARVIS_TRY(image, shrunk(file, base_side_pixels));
  PARVIS_TRY(rgb, plain_rgb(std::move(image)));
  return pixels_of(rgb.get());
}

Pixels make_view(const Pixels& base, int size, View view) {
  switch (view) {
    case View::zoom: {
      const int whole = static_cast<int>(std::lround(size * zoom)), edge = (whole - size) / 2;
      return resampled(base, whole, whole, {edge, edge, size, size});
    }
    case View::squash_flip:
      return mirrored(make_view(base, size, View::squash));
    case View::zoom_flip:
      return mirrored(make_view(base, size, View::zoom));
    case View::squash:
      break;
  }
  return resampled(base, size, size, {0, 0, size, size});
}

Pixels mirrored(const Pixels& pixels) {
  Pixels out = pixels;
  const auto width = static_cast<std::size_t>(pixels.width);
  for (std::size_t y = 0; y < static_cast<std::size_t>(pixels.height); ++y)
    for (std::size_t x = 0; x < width; ++x)
      std::copy_n(pixels.rgb.data() + (y * width + width - 1 - x) * 3, 3,
                  out.rgb.data() + (y * width + x) * 3);
  return out;
}

Result<Pixels> decode_upright(Bytes file, int max_side, int multiple) {
  PARVIS_CHECK(start_images());
  const int side = max_side > 0 ? max_side : VIPS_MAX_COORD;
  PARVIS_TRY(image, thumbnail(file, side));
  PARVIS_TRY(rgb, plain_rgb(std::move(image)));
  const auto up = [&](int length) { return (length + multiple - 1) / multiple * multiple; };
  const int width = up(vips_image_get_width(rgb.get())), height = up(vips_image_get_height(rgb.get()));
  PARVIS_TRY(pixels, pixels_of(rgb.get()));
  if (width == pixels.width && height == pixels.height) return pixels;
  return stretched(pixels, width, height);
}

Result<Pixels> stretched(const Pixels& pixels, int width, int height) {
  PARVIS_CHECK(start_images());
  PARVIS_TRY(image, image_of(pixels));
  PARVIS_TRY(out, made([&](VipsImage** result) {
               return vips_thumbnail_image(image.get(), result, width, "height", height, "size",
                                           VIPS_SIZE_FORCE, "linear", FALSE, nullptr);
             }));
  return pixels_of(out.get());
}

Result<DerivedPair> derive_photo(Bytes file, const std::vector<FaceBox>& boxes, int max_side,
                                 int thumb_side) {
  PARVIS_CHECK(start_images());
  PARVIS_TRY(image, made([&](VipsImage** out) {
               return vips_thumbnail_buffer(buffer_of(file), file.size(), out, max_side, "height", max_side,
                                            "size", VIPS_SIZE_DOWN, "export_profile", "srgb", "fail_on",
                                            VIPS_FAIL_ON_TRUNCATED, nullptr);
             }));
  PARVIS_TRY(rgb, plain_rgb(std::move(image)));
  PARVIS_TRY(pixels, pixels_of(rgb.get()));
  for (const auto& box : boxes) fill(pixels, box);
  PARVIS_TRY(filled, image_of(pixels));
  PARVIS_TRY(small, made([&](VipsImage** out) {
               return vips_thumbnail_image(filled.get(), out, thumb_side, "height", thumb_side, "size",
                                           VIPS_SIZE_DOWN, nullptr);
             }));
  PARVIS_TRY(shown, jpeg_of(filled.get()));
  PARVIS_TRY(thumb, jpeg_of(small.get()));
  return DerivedPair{std::move(shown), std::move(thumb)};
}

}  // namespace parvis::model
