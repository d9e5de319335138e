// E-mails to residents and agents. A Mail is plain UTF-8; the message built from it follows RFC 5322 with
// quoted-printable bodies. An address or subject with a line break is refused: it would inject header fields.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace parvis::net {

struct Mail {
  std::string from;  // "Ville de Bourg <signalements@bourg.example>" or an address alone
  std::string to;    // one recipient, same form
  std::string subject;
  std::string text;
  std::string html = {};         // optional alternative
  std::string reply_to = {};     // optional
  std::string in_reply_to = {};  // optional Message-ID, so that a report's messages form one thread
};

// The message as it goes on the wire: CRLF lines, all ASCII. `date` is RFC 5322 ("Tue, 24 Nov 2026 10:00:00
// +0000").
[[nodiscard]] Result<std::string> mail_message(const Mail& mail, const std::string& date,
                                               const std::string& message_id);

// Thread-safe. An error of kind unavailable may be tried again, one of kind invalid may not.
class Mailer {
 public:
  virtual ~Mailer() = default;
  [[nodiscard]] virtual Status send(const Mail& mail) = 0;
};

// Writes each message as one .eml file, named by time so that a listing is in order. The default, under
// data/mail.
class FileMailer : public Mailer {
 public:
  explicit FileMailer(std::filesystem::path dir) : dir_(std::move(dir)) {}
  [[nodiscard]] Status send(const Mail& mail) override;

 private:
  std::filesystem::path dir_;
};

struct SmtpSettings {
  std::string
      url;  // smtp://host:25, smtp://host:587 (STARTTLS demanded when a user is set) or smtps://host:465
  std::string user = {};
  std::string password = {};
  long timeout_s = 20;
};

class SmtpMailer : public Mailer {
 public:
  explicit SmtpMailer(SmtpSettings settings);
  [[nodiscard]] Status send(const Mail& mail) override;

 private:
  SmtpSettings settings_;
};

}  // namespace parvis::net
