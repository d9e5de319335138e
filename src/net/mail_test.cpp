#include "net/mail.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

namespace parvis::net {
namespace {

using testing::HasSubstr;

Mail sample() {
  Mail mail;
  mail.from = "Ville de Bourg <signalements@bourg.example>";
  mail.to = "lea@exemple.example";
  mail.subject = "Votre signalement";
  mail.text = "Bonjour,\n\nNous avons reçu votre signalement n° 12.\n";
  return mail;
}

std::string message(const Mail& mail) {
  return mail_message(mail, "Tue, 24 Nov 2026 10:00:00 +0000", "<1@bourg.example>").value();
}

TEST(MailMessage, IsAsciiLinesEndedByCrlf) {
  auto mail = sample();
  mail.subject =
      "Signalement n° 2026-0412 : déchets place de l’Église, à côté de la fontaine où tout déborde";
  mail.html = "<p>Reçu</p>" + std::string(300, 'x');
  mail.text += "\nFin d’espace \n" + std::string(200, 'y') + "\n.\n";
  const auto wire = message(mail);
  std::istringstream lines(wire);
  for (std::string line; std::getline(lines, line);) {
    ASSERT_FALSE(line.empty());
    EXPECT_EQ(line.back(), '\r');
    EXPECT_LE(line.size(), 79U) << line;
    for (const char c : line) EXPECT_LT(static_cast<unsigned char>(c), 0x7F);
  }
  EXPECT_THAT(wire, HasSubstr("From: \"Ville de Bourg\" <signalements@bourg.example>\r\n"));
  EXPECT_THAT(wire, HasSubstr("Subject: =?UTF-8?Q?Signalement_n=C2=B0?=\r\n =?UTF-8?Q?"));
  EXPECT_THAT(wire, HasSubstr("multipart/alternative"));
  EXPECT_THAT(wire, HasSubstr("re=C3=A7u votre"));
  EXPECT_THAT(wire, HasSubstr("Fin d=E2=80=99espace=20\r\n"));
}

// The value of a header field, unfolded, its encoded words read back (RFC 2047).
std::string header_of(const std::string& wire, const std::string& field) {
  auto start = wire.find("\r\n" + field + ": ");
  if (start == std::string::npos) return {};
  start += field.size() + 4;
  std::string line;
  for (auto end = wire.find("\r\n", start);; end = wire.find("\r\n", start)) {
    line += wire.substr(start, end - start);
    start = end + 2;
    if (start >= wire.size() || wire[start] != ' ') break;
  }
  std::string text;
  while (!line.empty()) {
    if (!line.starts_with("=?UTF-8?Q?")) {
      text += line[0];
      line.erase(0, 1);
      continue;
    }
    const auto end = line.find("?=", 10);
    for (std::size_t i = 10; i < end; ++i) {
      if (line[i] == '=') {
        text += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
        i += 2;
      } else {
        text += line[i] == '_' ? ' ' : line[i];
      }
    }
    line.erase(0, end + 2);
    // blanks between two encoded words belong to the folding
    if (line.starts_with(" =?UTF-8?Q?")) line.erase(0, 1);
  }
  return text;
}

TEST(MailMessage, LongSubjectsFoldWithoutLosingACharacter) {
  for (const std::string unit : {"a", "é", "’", "😀", "mot ", "é à "}) {
    for (int count : {1, 14, 15, 16, 65, 66, 67, 120}) {
      auto mail = sample();
      mail.subject.clear();
      for (int i = 0; i < count; ++i) mail.subject += unit;
      mail.subject += "x";
      const auto wire = message(mail);
      EXPECT_EQ(header_of(wire, "Subject"), mail.subject);
      std::istringstream lines(wire);
      for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 79U) << line;
    }
  }
}

TEST(MailMessage, NamesWithAccentsFoldAndKeepTheirAddress) {
  auto mail = sample();
  const std::string name =
      "Communauté de communes de l’Étang-de-la-Crème-Brûlée et des Deux-Rivières réunies";
  mail.from = name + " <signalements@bourg.example>";
  EXPECT_EQ(header_of(message(mail), "From"), name + " <signalements@bourg.example>");
}

TEST(MailMessage, RefusesWhatWouldInjectAHeader) {
  for (const auto field : {&Mail::from, &Mail::to, &Mail::subject, &Mail::reply_to, &Mail::in_reply_to}) {
    auto mail = sample();
    mail.reply_to = "agent@bourg.example";
    mail.*field += "\r\nBcc: tous@exemple.example";
    const auto outcome = mail_message(mail, "d", "<i@d>");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::invalid);
  }
}

TEST(MailMessage, RefusesBadAddresses) {
  for (const auto* address :
       {"", "lea", "lea@", "@b.example", "a@b@c", "a b@c.example", "a@b.example, c@d.example",
        "L <a@b.example", "L <a@b.example> x", "é@b.example"}) {
    auto mail = sample();
    mail.to = address;
    EXPECT_FALSE(mail_message(mail, "d", "<i@d>")) << address;
  }
}

TEST(FileMailer, WritesOneFileAMessage) {
  const auto dir = std::filesystem::temp_directory_path() / ("parvis-mail-" + std::to_string(::getpid()));
  FileMailer mailer(dir);
  ASSERT_TRUE(mailer.send(sample()));
  ASSERT_TRUE(mailer.send(sample()));
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir)) {
    ++files;
    EXPECT_EQ(entry.path().extension(), ".eml");
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string wire(std::istreambuf_iterator<char>(in), {});
    EXPECT_THAT(wire, HasSubstr("To: lea@exemple.example\r\n"));
    EXPECT_THAT(wire, HasSubstr("Message-ID: <"));
  }
  EXPECT_EQ(files, 2);
  std::filesystem::remove_all(dir);
}

// A mail server of a dozen lines: answers each command, keeps what came.
class FakeSmtp {
 public:
  explicit FakeSmtp(std::string recipient_answer) : recipient_answer_(std::move(recipient_answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(listener_, 1);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~FakeSmtp() { finish(); }

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  std::string finish() {
    if (thread_.joinable()) thread_.join();
    return came_;
  }

 private:
  void say(const std::string& line) { (void)!::write(client_, line.data(), line.size()); }

  void serve() {
    client_ = ::accept(listener_, nullptr, nullptr);
    say("220 test\r\n");
    std::string line;
    bool data = false;
    char c = 0;
    while (::read(client_, &c, 1) == 1) {
      line += c;
      if (c != '\n') continue;
      came_ += line;
      if (data && line == ".\r\n") {
        data = false;
        say("250 kept\r\n");
      } else if (!data && line.starts_with("DATA")) {
        data = true;
        say("354 go\r\n");
      } else if (!data && line.starts_with("RCPT")) {
        say(recipient_answer_);
      } else if (!data) {
        say(line.starts_with("QUIT") ? "221 bye\r\n" : "250 ok\r\n");
      }
      line.clear();
    }
    ::close(client_);
    ::close(listener_);
  }

  std::string recipient_answer_;
  int listener_ = -1;
  int client_ = -1;
  int port_ = 0;
  std::string came_;
  std::thread thread_;
};

TEST(SmtpMailer, HandsTheMessageToTheServer) {
  FakeSmtp server("250 ok\r\n");
  const auto sent = SmtpMailer({.url = server.url()}).send(sample());
  ASSERT_TRUE(sent) << sent.error().detail;
  const auto came = server.finish();
  EXPECT_THAT(came, HasSubstr("MAIL FROM:<signalements@bourg.example>"));
  EXPECT_THAT(came, HasSubstr("RCPT TO:<lea@exemple.example>"));
  EXPECT_THAT(came, HasSubstr("Subject: Votre signalement\r\n"));
}

TEST(SmtpMailer, TellsALastingRefusalFromAPassingOne) {
  FakeSmtp lasting("550 no such person\r\n");
  EXPECT_EQ(SmtpMailer({.url = lasting.url()}).send(sample()).error().kind, ErrorKind::invalid);
  FakeSmtp passing("450 later\r\n");
  EXPECT_EQ(SmtpMailer({.url = passing.url()}).send(sample()).error().kind, ErrorKind::unavailable);
  EXPECT_EQ(SmtpMailer({.url = "smtp://127.0.0.1:1"}).send(sample()).error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace parvis::net
