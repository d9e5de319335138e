#include "net/body_receiver.hpp"

#include <algorithm>
#include <chrono>

namespace parvis::net {
namespace {

constexpr std::string_view kMultipart = "multipart/form-data";
constexpr std::string_view kUrlencoded = "application/x-www-form-urlencoded";
constexpr std::string_view kUsualTypes[] = {"application/json", kUrlencoded, kMultipart};

Status too_large(std::uint64_t limit_bytes) {
  return fail(ErrorKind::too_large,
              "L’envoi dépasse la taille permise, " + (limit_bytes >= 1'000'000
                                                           ? std::to_string(limit_bytes / 1'000'000) + " Mo."
                                                           : std::to_string(limit_bytes / 1000) + " ko."),
              "body limit", "body_too_large");
}

class PlainBody : public BodyReceiver {
 public:
  PlainBody(std::uint64_t limit, std::uint64_t memory, std::filesystem::path dir)
      : BodyReceiver(limit), memory_bytes_(memory), dir_(std::move(dir)) {}

 protected:
  Status keep(std::string_view bytes) override {
    if (!file_ && body_.size() + bytes.size() <= memory_bytes_) {
      body_.append(bytes);
      return {};
    }
    if (!file_) {
      PARVIS_TRY(file, TempFile::create(dir_));
      file_ = std::make_shared<TempFile>(std::move(file));
      PARVIS_CHECK(file_->write(body_));
      body_ = {};
    }
    return file_->write(bytes);
  }

  Status hand_over(Request& request) override {
    if (!file_) {
      request.body = std::move(body_);
      return {};
    }
    PARVIS_CHECK(file_->close());
    request.body_file = file_->path();
    request.held.push_back(std::move(file_));
    return {};
  }

 private:
  std::uint64_t memory_bytes_;
  std::filesystem::path dir_;
  std::string body_;
  std::shared_ptr<TempFile> file_;
};

class FormBody : public BodyReceiver {
 public:
  FormBody(std::uint64_t limit, std::size_t max_fields) : BodyReceiver(limit), max_fields_(max_fields) {}

 protected:
  Status keep(std::string_view bytes) override {
    body_.append(bytes);
    return {};
  }

  Status hand_over(Request& request) override {
    PARVIS_TRY(form, parse_urlencoded(body_, max_fields_));
    request.form = std::move(form);
    return {};
  }

 private:
  std::size_t max_fields_;
  std::string body_;
};

class MultipartBody : public BodyReceiver {
 public:
  MultipartBody(std::uint64_t limit, std::string_view boundary, UploadLimits limits,
                std::filesystem::path dir)
      : BodyReceiver(limit), receiver_(limits, std::move(dir)), parser_(boundary, receiver_) {}

 protected:
  Status keep(std::string_view bytes) override { return parser_.feed(bytes); }

  Status hand_over(Request& request) override {
    PARVIS_CHECK(parser_.finish());
    receiver_.hand_over(request);
    return {};
  }

 private:
  UploadReceiver receiver_;
  MultipartParser parser_;
};

// Hands on to the handler that reads it meanwhile.
class StreamedBody : public BodyReceiver {
 public:
  StreamedBody(std::uint64_t limit, std::shared_ptr<BodyStream> stream)
      : BodyReceiver(limit), stream_(std::move(stream)) {}

 protected:
  Status keep(std::string_view bytes) override {
    stream_->push(std::string(bytes));
    return {};
  }
  Status hand_over(Request& /*request*/) override { return {}; }

 private:
  std::shared_ptr<BodyStream> stream_;
};

bool accepted(const Route& route, std::string_view type) {
  const auto& types = route.options.accepts;
  if (types.empty())
    return std::find(std::begin(kUsualTypes), std::end(kUsualTypes), type) != std::end(kUsualTypes);
  return std::find(types.begin(), types.end(), type) != types.end();
}

std::uint64_t limit_of(const Route& route, const ServerSettings& settings, std::string_view type) {
  if (route.options.body_limit_bytes > 0) return route.options.body_limit_bytes;
  if (type == kMultipart) return settings.max_upload_bytes;
  return type == kUrlencoded ? settings.max_form_bytes : settings.max_body_bytes;
}

}  // namespace

Status BodyReceiver::take(std::string_view bytes) {
  taken_bytes_ += bytes.size();
  if (taken_bytes_ > limit_bytes_) return too_large(limit_bytes_);
  return keep(bytes);
}

Status BodyReceiver::finish(Request& request) {
  request.body_bytes = taken_bytes_;
  return hand_over(request);
}

Result<std::unique_ptr<BodyReceiver>> make_body_receiver(Request& request, const Route& route,
                                                         const ServerSettings& settings,
                                                         const std::filesystem::path& temp_dir,
                                                         std::optional<std::uint64_t> content_length) {
  using Made = std::unique_ptr<BodyReceiver>;
  const auto type = request.content_type();
  const auto limit = limit_of(route, settings, type);
  if (content_length == 0) return Made(std::make_unique<PlainBody>(0, 0, temp_dir));
  const auto encoding = request.header("Content-Encoding");
  if (!accepted(route, type) || !(encoding.empty() || equal_ignoring_case(encoding, "identity"))) {
    return fail(ErrorKind::unsupported, "Ce type de contenu n’est pas accepté ici.", "media type",
                "media_type");
  }
  if (content_length && *content_length > limit) return tl::make_unexpected(too_large(limit).error());
  if (route.options.stream_body) {
    const std::chrono::duration<double> wait(settings.stream_timeout_s + settings.stream_idle_timeout_s);
    request.body_stream = std::make_shared<BodyStream>(
        settings.stream_room_bytes, std::chrono::duration_cast<std::chrono::milliseconds>(wait));
    request.body_bytes = content_length.value_or(0);
    return Made(std::make_unique<StreamedBody>(limit, request.body_stream));
  }
  if (type == kUrlencoded) return Made(std::make_unique<FormBody>(limit, settings.max_form_fields));
  if (type != kMultipart)
    return Made(std::make_unique<PlainBody>(limit, settings.max_memory_body_bytes, temp_dir));
  PARVIS_TRY(boundary, multipart_boundary(request.header("Content-Type")));
  // A route with a limit of its own takes files up to it.
  const UploadLimits limits{std::max(settings.max_file_bytes, route.options.body_limit_bytes),
                            settings.max_files, settings.max_form_fields, settings.max_field_bytes};
  return Made(std::make_unique<MultipartBody>(limit, boundary, limits, temp_dir));
}

}  // namespace parvis::net
