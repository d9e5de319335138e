#include "net/multipart.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace parvis::net {
namespace {

tl::unexpected<Error> malformed(std::string_view detail) {
  return fail(ErrorKind::invalid, "L’envoi est mal formé. Veuillez réessayer.", std::string(detail),
              "multipart_malformed");
}

tl::unexpected<Error> beyond(std::string message, std::string code) {
  std::string detail = "multipart limit " + code;
  return fail(ErrorKind::too_large, std::move(message), std::move(detail), std::move(code));
}

// Reads `key=value` pairs after the first ';' of a header value. A quoted value may escape '"' and '\' only,
// since browsers send other backslashes as they are.
std::optional<std::string> parameter(std::string_view value, std::string_view wanted) {
  auto rest = value.substr(std::min(value.size(), value.find(';')));
  while (!rest.empty()) {
    rest = base::trim(rest.substr(1));
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto key = base::trim(rest.substr(0, equals));
    rest = base::trim(rest.substr(equals + 1));
    std::string text;
    if (rest.starts_with('"')) {
      std::size_t i = 1;
      for (; i < rest.size() && rest[i] != '"'; ++i) {
        const bool escape =
            rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\');
        text += rest[escape ? ++i : i];
      }
      if (i >= rest.size()) return std::nullopt;
      rest = base::trim(rest.substr(i + 1));
    } else {
      const auto end = std::min(rest.size(), rest.find(';'));
      text = base::trim(rest.substr(0, end));
      rest = rest.substr(end);
    }
    if (equal_ignoring_case(key, wanted)) return text;
    if (!rest.empty() && rest.front() != ';') return std::nullopt;
  }
  return std::nullopt;
}

std::string last_component(std::string_view filename) {
  const auto slash = filename.find_last_of("/\\");
  if (slash != std::string_view::npos) filename.remove_prefix(slash + 1);
  std::string name(filename);
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return base::first_code_points(name, 120);
}

}  // namespace

Result<std::string> multipart_boundary(std::string_view content_type) {
  const auto boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70 || boundary->back() == ' ') {
    return malformed("boundary");
  }
  const bool allowed = std::all_of(boundary->begin(), boundary->end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
  });
  if (!allowed) return malformed("boundary byte");
  return *boundary;
}

Result<PartHead> parse_part_head(std::string_view head) {
  if (!base::valid_utf8(head)) return malformed("part head is not UTF-8");
  PartHead part;
  bool named = false;
  while (!head.empty()) {
    const auto eol = head.find("\r\n");
    const auto line = head.substr(0, eol);
    head = eol == std::string_view::npos ? std::string_view{} : head.substr(eol + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return malformed("part field");
    const bool control = std::any_of(line.begin(), line.end(), [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
    });
    if (control) return malformed("part control byte");
    const auto name = line.substr(0, colon);
    const auto value = base::trim(line.substr(colon + 1));
    if (equal_ignoring_case(name, "Content-Disposition")) {
      if (named || !equal_ignoring_case(base::trim(value.substr(0, value.find(';'))), "form-data")) {
        return malformed("part disposition");
      }
      auto field = parameter(value, "name");
      if (!field || field->empty()) return malformed("part name");
      part.name = std::move(*field);
      auto filename = parameter(value, "filename");
      if (filename) part.filename = last_component(*filename);
      named = true;
    } else if (equal_ignoring_case(name, "Content-Type")) {
      part.content_type = base::lower_ascii(base::trim(value.substr(0, value.find(';'))));
    }
  }
  if (!named) return malformed("part without disposition");
  return part;
}

MultipartParser::MultipartParser(std::string_view boundary, PartReceiver& receiver)
    : delimiter_("\r\n--" + std::string(boundary)), receiver_(receiver) {}

Status MultipartParser::feed(std::string_view bytes) {
  if (state_ == State::done) return {};  // an epilogue means nothing
  pending_.append(bytes);
  for (;;) {
    PARVIS_TRY(more, step());
    if (!more) break;
  }
  pending_.erase(0, start_);
  start_ = 0;
  return {};
}

Status MultipartParser::finish() {
  if (state_ == State::done) return {};
  return fail(ErrorKind::invalid, "L’envoi s’est interrompu avant la fin. Veuillez réessayer.",
              "multipart cut", "multipart_cut");
}

Result<bool> MultipartParser::step() {
  switch (state_) {
    case State::opening:
      return read_opening();
    case State::after_boundary:
      return read_after_boundary();
    case State::head:
      return read_head();
    case State::body:
      return read_body();
    case State::done:
      return false;
  }
  return false;
}

Result<bool> MultipartParser::read_opening() {
  const auto opening = std::string_view(delimiter_).substr(2);
  const auto seen = std::string_view(pending_).substr(start_, opening.size());
  if (!opening.starts_with(seen)) return malformed("opening boundary");
  if (seen.size() < opening.size()) return false;
  start_ += opening.size();
  state_ = State::after_boundary;
  return true;
}

Result<bool> MultipartParser::read_after_boundary() {
  const auto seen = std::string_view(pending_).substr(start_, 2);
  if (seen.size() < 2) return false;
  start_ += 2;
  if (seen == "--") {
    state_ = State::done;
    return false;
  }
  if (seen != "\r\n") return malformed("after boundary");
  state_ = State::head;
  return true;
}

Result<bool> MultipartParser::read_head() {
  const auto rest = std::string_view(pending_).substr(start_);
  const auto end = rest.find("\r\n\r\n");
  if (end == std::string_view::npos ? rest.size() > kMaxPartHeadBytes : end > kMaxPartHeadBytes) {
    return malformed("part head too long");
  }
  if (end == std::string_view::npos) return false;
  PARVIS_TRY(head, parse_part_head(rest.substr(0, end)));
  PARVIS_CHECK(receiver_.part_begins(std::move(head)));
  start_ += end + 4;
  state_ = State::body;
  return true;
}

Result<bool> MultipartParser::read_body() {
  const auto rest = std::string_view(pending_).substr(start_);
  const auto end = rest.find(delimiter_);
  if (end != std::string_view::npos) {
    if (end > 0) PARVIS_CHECK(receiver_.part_bytes(rest.substr(0, end)));
    PARVIS_CHECK(receiver_.part_ends());
    start_ += end + delimiter_.size();
    state_ = State::after_boundary;
    return true;
  }
  // The tail may be the start of the delimiter: it waits for the next bytes.
  const auto sure = rest.size() < delimiter_.size() ? 0 : rest.size() - (delimiter_.size() - 1);
  if (sure > 0) PARVIS_CHECK(receiver_.part_bytes(rest.substr(0, sure)));
  start_ += sure;
  return false;
}

Status UploadReceiver::part_begins(PartHead head) {
  head_ = std::move(head);
  value_.clear();
  if (!head_.filename && fields_.pairs().size() == limits_.max_form_fields) {
    return beyond("Le formulaire contient trop de champs.", "too_many_fields");
  }
  return {};
}

Status UploadReceiver::part_bytes(std::string_view bytes) {
  if (!head_.filename) {
    if (value_.size() + bytes.size() > limits_.max_field_bytes) {
      return beyond("Un champ du formulaire est trop long.", "field_too_long");
    }
    value_.append(bytes);
    return {};
  }
  if (!file_) {
    if (files_.size() == limits_.max_files) {
      return beyond("Vous pouvez joindre au plus " + std::to_string(limits_.max_files) + " fichiers.",
                    "too_many_files");
    }
    PARVIS_TRY(file, TempFile::create(dir_));
    file_ = std::make_shared<TempFile>(std::move(file));
  }
  if (file_->size() + bytes.size() > limits_.max_file_bytes) {
    return beyond("Un fichier dépasse " + std::to_string(limits_.max_file_bytes / 1'000'000) + " Mo.",
                  "file_too_large");
  }
  return file_->write(bytes);
}

Status UploadReceiver::part_ends() {
  if (!head_.filename) {
    if (!base::valid_utf8(value_)) return malformed("field is not UTF-8");
    fields_.add(std::move(head_.name), std::move(value_));
    return {};
  }
  // A file input left empty sends an empty name and no byte; a chosen file of 0 bytes keeps its name.
  if (!file_ && head_.filename->empty()) return {};
  PARVIS_CHECK(part_bytes({}));  // opens the file of 0 bytes
  PARVIS_CHECK(file_->close());
  files_.push_back({std::move(head_.name), std::move(*head_.filename), std::move(head_.content_type),
                    file_->path(), file_->size()});
  held_.push_back(std::move(file_));
  file_ = nullptr;
  return {};
}

void UploadReceiver::hand_over(Request& request) {
  for (const auto& [name, value] : fields_.pairs()) request.form.add(name, value);
  request.files = std::move(files_);
  for (auto& file : held_) request.held.push_back(std::move(file));
}

}  // namespace parvis::net
