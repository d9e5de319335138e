#include "quality/table_reader/xml_pull.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace parvis::quality {
namespace {

constexpr std::size_t block_bytes = 64U << 10;
constexpr std::string_view spaces = " \t\r\n";

tl::unexpected<Error> damaged(const char* why) {
  return fail(ErrorKind::invalid,
              "Ce classeur est abîmé et ne peut pas être lu. Enregistrez-le de nouveau, puis recommencez.",
              why, "format-error");
}

std::string_view local(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// `entity` without & and ;.
bool append_entity(std::string& out, std::string_view entity) {
  constexpr std::array<std::pair<std::string_view, char>, 5> named = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [name, c] : named)
    if (entity == name) {
      out += c;
      return true;
    }
  if (!entity.starts_with('#')) return false;
  const bool hex = entity.starts_with("#x") || entity.starts_with("#X");
  const auto digits = entity.substr(hex ? 2 : 1);
  std::uint32_t point = 0;
  const auto [end, code] =
      std::from_chars(digits.data(), digits.data() + digits.size(), point, hex ? 16 : 10);
  const bool good = code == std::errc() && end == digits.data() + digits.size() && point <= 0x10FFFF &&
                    (point < 0xD800 || point > 0xDFFF);
  if (good) append_utf8(out, point);
  return good;
}

Encoding marked_encoding(std::string& head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.erase(0, 3);
  if (!head.starts_with("\xFF\xFE") && !head.starts_with("\xFE\xFF")) return Encoding::utf_8;
  const auto encoding = head.starts_with("\xFF") ? Encoding::utf_16_le : Encoding::utf_16_be;
  head.erase(0, 2);
  return encoding;
}

TextSourcePtr as_text(ByteSourcePtr bytes) {
  auto head = read_head(*bytes, 4).value_or("");  // an error comes again at the first reading
  const auto encoding = marked_encoding(head);
  return text_source(joined_source(std::move(head), std::move(bytes)), encoding);
}

}  // namespace

void append_xml_text(std::string& out, std::string_view raw) {
  constexpr std::size_t longest_entity = 12;
  for (;;) {
    const auto amp = raw.find('&');
    out += raw.substr(0, amp);
    if (amp == std::string_view::npos) return;
    raw.remove_prefix(amp + 1);
    const auto semicolon = raw.substr(0, longest_entity).find(';');
    if (semicolon != std::string_view::npos && append_entity(out, raw.substr(0, semicolon))) {
      raw.remove_prefix(semicolon + 1);
    } else {
      out += '&';
    }
  }
}

XmlPull::XmlPull(ByteSourcePtr bytes, const ReadLimits& limits)
    : bytes_(as_text(std::move(bytes))), max_token_(limits.max_record_bytes), block_(block_bytes) {}

// Drops what was read, keeps the token that starts at at_.
Result<bool> XmlPull::refill() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  if (buffer_.size() > max_token_)
    return tl::make_unexpected(limit_error("Une cellule de ce classeur est trop longue.", "record-too-long"));
  PARVIS_TRY(count, bytes_->read(block_.data(), block_.size()));
  buffer_.append(block_.data(), count);
  ended_ = count == 0;
  return !ended_;
}

// Where `what` starts, counted from at_, sought from at_ + from.
Result<std::size_t> XmlPull::find(std::string_view what, std::size_t from) {
  for (;;) {
    const auto found = buffer_.find(what, at_ + from);
    if (found != std::string::npos) return found - at_;
    if (buffer_.size() - at_ >= from + what.size()) from = buffer_.size() - at_ - what.size() + 1;
    PARVIS_TRY(more, refill());
    if (!more) return damaged("XML cut short");
  }
}

// Where the `>` of the tag at at_ stands; those inside quotes do not count.
Result<std::size_t> XmlPull::tag_end() {
  char quote = '\0';
  for (std::size_t i = 1;; ++i) {
    if (at_ + i >= buffer_.size()) {
      PARVIS_TRY(more, refill());
      if (!more) return damaged("tag cut short");
    }
    const char c = buffer_[at_ + i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i;
    }
  }
}

Result<XmlPull::Event> XmlPull::next() {
  if (end_due_) {
    end_due_ = false;
    return Event::end;
  }
  for (;;) {
    if (at_ >= buffer_.size()) {
      PARVIS_TRY(more, refill());
      if (!more) return Event::finish;
    }
    if (buffer_[at_] == '<') {
      PARVIS_TRY(event, markup());
      if (event != Event::finish) return event;
      continue;  // a comment or an instruction
    }
    std::size_t length = 0;
    for (;;) {
      length = std::min(buffer_.find('<', at_ + length), buffer_.size()) - at_;
      if (at_ + length < buffer_.size()) break;
      PARVIS_TRY(more, refill());
      if (!more) break;
    }
    decoded_.clear();
    append_xml_text(decoded_, std::string_view(buffer_).substr(at_, length));
    at_ += length;
    text_ = decoded_;
    return Event::text;
  }
}

// What starts with `<` at at_; finish stands for something to pass over.
Result<XmlPull::Event> XmlPull::markup() {
  constexpr std::size_t longest_opening = 9;  // <![CDATA[
  while (buffer_.size() - at_ < longest_opening) {
    PARVIS_TRY(more, refill());
    if (!more) break;
  }
  const auto front = std::string_view(buffer_).substr(at_);
  const auto pass = [&](std::string_view closing, std::size_t from) -> Result<Event> {
    PARVIS_TRY(end, find(closing, from));
    at_ += end + closing.size();
    return Event::finish;
  };
  if (front.starts_with("<!--")) return pass("-->", 4);
  if (front.starts_with("<?")) return pass("?>", 2);
  if (front.starts_with("<![CDATA[")) {
    PARVIS_TRY(end, find("]]>", longest_opening));
    decoded_.assign(buffer_, at_ + longest_opening, end - longest_opening);
    at_ += end + 3;
    text_ = decoded_;
    return Event::text;
  }
  if (front.starts_with("<!"))
    return fail(ErrorKind::unsupported,
                "Ce classeur déclare un type de document XML\u202f: il n’est pas lu, par sécurité.",
                "doctype", "format-error");
  PARVIS_TRY(end, tag_end());
  const auto tag = std::string_view(buffer_).substr(at_ + 1, end - 1);
  at_ += end + 1;
  return element(tag);
}

Result<XmlPull::Event> XmlPull::element(std::string_view tag) {
  const bool closing = tag.starts_with('/');
  if (closing) tag.remove_prefix(1);
  const bool closed = tag.ends_with('/');
  if (closed) tag.remove_suffix(1);
  const auto name_end = std::min(tag.find_first_of(spaces), tag.size());
  name_ = local(tag.substr(0, name_end));
  if (name_.empty()) return damaged("tag without a name");
  attributes_.clear();
  if (closing) return Event::end;
  read_attributes(tag.substr(name_end));
  end_due_ = closed;
  return Event::start;
}

void XmlPull::read_attributes(std::string_view tag) {
  for (;;) {
    const auto start = tag.find_first_not_of(spaces);
    const auto equals = tag.find('=', std::min(start, tag.size()));
    if (start == std::string_view::npos || equals == std::string_view::npos) return;
    auto name = tag.substr(start, equals - start);
    name = name.substr(0, std::min(name.find_first_of(spaces), name.size()));
    const auto opening = tag.find_first_not_of(spaces, equals + 1);
    if (opening == std::string_view::npos || (tag[opening] != '"' && tag[opening] != '\'')) return;
    const auto closing = tag.find(tag[opening], opening + 1);
    if (closing == std::string_view::npos) return;
    attributes_.push_back({name, local(name), tag.substr(opening + 1, closing - opening - 1)});
    tag.remove_prefix(closing + 1);
  }
}

const std::string_view* XmlPull::value_of(std::string_view attribute) const {
  for (const auto& one : attributes_)
    if (one.local_name == attribute || one.name == attribute) return &one.value;
  return nullptr;
}

std::string_view XmlPull::raw(std::string_view attribute) const {
  const auto* value = value_of(attribute);
  return value == nullptr ? std::string_view() : *value;
}

std::string XmlPull::attribute(std::string_view attribute) const {
  std::string out;
  append_xml_text(out, raw(attribute));
  return out;
}

bool XmlPull::has(std::string_view attribute) const {
  return value_of(attribute) != nullptr;
}

Status XmlPull::skip() {
  for (std::size_t depth = 1; depth > 0;) {
    PARVIS_TRY(event, next());
    if (event == Event::finish) return damaged("element cut short");
    if (event == Event::start) ++depth;
    if (event == Event::end) --depth;
  }
  return {};
}

Status XmlPull::inner_text(std::string& out) {
  for (std::size_t depth = 1; depth > 0;) {
    PARVIS_TRY(event, next());
    if (event == Event::finish) return damaged("element cut short");
    if (event == Event::text) out += text_;
    if (event == Event::start) ++depth;
    if (event == Event::end) --depth;
    if (out.size() > max_token_)
      return tl::make_unexpected(
          limit_error("Une cellule de ce classeur est trop longue.", "record-too-long"));
  }
  return {};
}

}  // namespace parvis::quality
