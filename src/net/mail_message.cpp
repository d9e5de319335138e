// The wire form of a Mail (RFC 5322, 2045 and 2047); declared in mail.hpp.
#include <algorithm>

#include "base/ids.hpp"
#include "base/text.hpp"
#include "net/mail.hpp"

namespace parvis::net {
namespace {

constexpr std::size_t kMaxLine = 76;       // RFC 2045, quoted-printable
constexpr std::size_t kMaxWordBytes = 15;  // of UTF-8 in one encoded word: 75 characters at most once written
constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string escaped(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return {'=', kHex[byte >> 4U], kHex[byte & 15U]};
}

bool continues_code_point(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// RFC 2047 words, folded one a line, never cut inside a code point.
std::string encoded_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    std::size_t size = std::min(text.size(), kMaxWordBytes);
    while (size < text.size() && continues_code_point(text[size])) --size;
    words += words.empty() ? "=?UTF-8?Q?" : "\r\n =?UTF-8?Q?";
    for (const char c : text.substr(0, size)) {
      const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      words += plain ? std::string(1, c) : c == ' ' ? "_" : escaped(c);
    }
    words += "?=";
    text.remove_prefix(size);
  }
  return words;
}

std::string header_text(std::string_view text) {
  constexpr std::size_t kLongestPlain = 66;  // "Subject: " before it, 78 at most
  return is_ascii(text) && text.size() <= kLongestPlain ? std::string(text) : encoded_words(text);
}

bool is_address(std::string_view address) {
  const auto at = address.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == address.size() || address.size() > 254)
    return false;
  if (address.find('@', at + 1) != std::string_view::npos) return false;
  return is_ascii(address) && address.find_first_of(" <>\"(),:;\\[]") == std::string_view::npos;
}

struct Mailbox {
  std::string name;
  std::string address;
};

Result<Mailbox> read_mailbox(std::string_view text, std::string_view field) {
  Mailbox box;
  const auto open = text.rfind('<');
  if (open == std::string_view::npos) {
    box.address = base::trim(text);
  } else {
    const auto close = text.find('>', open);
    if (close == std::string_view::npos || !base::trim(text.substr(close + 1)).empty()) {
      box.address.clear();
    } else {
      box.address = base::trim(text.substr(open + 1, close - open - 1));
      box.name = base::trim(text.substr(0, open));
      std::erase(box.name, '"');
    }
  }
  if (has_control(text) || !base::valid_utf8(text) || !is_address(box.address)) {
    return fail(ErrorKind::invalid, "L’adresse électronique n’est pas valable.", "mail " + std::string(field),
                "bad_address");
  }
  return box;
}

std::string written(const Mailbox& box) {
  if (box.name.empty()) return box.address;
  const auto name = is_ascii(box.name) ? "\"" + box.name + "\"" : encoded_words(box.name);
  return name + " <" + box.address + ">";
}

void break_before(std::string& out, std::size_t& column, std::size_t width) {
  if (column + width <= kMaxLine - 1) return;  // room is kept for the "=" that ends a broken line
  out += "=\r\n";
  column = 0;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n')) {
      if (c == '\r') ++i;
      out += "\r\n";
      column = 0;
      continue;
    }
    const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
    const bool blank = c == ' ' || c == '\t';
    const bool plain = c > 0x20 && c < 0x7F && c != '=';
    const auto piece = plain || (blank && !ends_line) ? std::string(1, c) : escaped(c);
    break_before(out, column, piece.size());
    out += piece;
    column += piece.size();
  }
  return out;
}

std::string part(std::string_view type, std::string_view content) {
  return "Content-Type: " + std::string(type) +
         "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
         quoted_printable(content) + "\r\n";
}

std::string body_of(const Mail& mail) {
  if (mail.html.empty()) return part("text/plain", mail.text);
  const auto boundary = "parvis-" + base::random_token(12);
  return "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n" +
         part("text/plain", mail.text) + "--" + boundary + "\r\n" + part("text/html", mail.html) + "--" +
         boundary + "--\r\n";
}

}  // namespace

Result<std::string> mail_message(const Mail& mail, const std::string& date, const std::string& message_id) {
  PARVIS_TRY(from, read_mailbox(mail.from, "From"));
  PARVIS_TRY(to, read_mailbox(mail.to, "To"));
  if (has_control(mail.subject) || has_control(mail.in_reply_to) || !base::valid_utf8(mail.subject)) {
    return fail(ErrorKind::invalid, "L’objet du message contient un caractère interdit.", "mail subject",
                "bad_subject");
  }
  if (!base::valid_utf8(mail.text) || !base::valid_utf8(mail.html)) {
    return fail(ErrorKind::invalid, "Le texte du message est mal encodé.", "mail text", "bad_text");
  }
  std::string message = "Date: " + date + "\r\nFrom: " + written(from) + "\r\nTo: " + written(to) + "\r\n";
  if (!mail.reply_to.empty()) {
    PARVIS_TRY(reply, read_mailbox(mail.reply_to, "Reply-To"));
    message += "Reply-To: " + written(reply) + "\r\n";
  }
  message += "Message-ID: " + message_id + "\r\n";
  if (!mail.in_reply_to.empty()) {
    message += "In-Reply-To: " + mail.in_reply_to + "\r\nReferences: " + mail.in_reply_to + "\r\n";
  }
  message +=
      "Subject: " + header_text(mail.subject) + "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  return message + body_of(mail);
}

}  // namespace parvis::net
