#include "net/mail.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <mutex>

#include "base/file.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace parvis::net {
namespace {

// RFC 5322 date in UTC; names of days and months are English by the standard, whatever the locale.
std::string mail_date(std::time_t at) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  ::gmtime_r(&at, &parts);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d +0000", kDays[parts.tm_wday],
                parts.tm_mday, kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                parts.tm_sec);
  return text.data();
}

std::string bare_address(const std::string& mailbox) {
  const auto open = mailbox.rfind('<');
  if (open == std::string::npos) return mailbox;
  return mailbox.substr(open + 1, mailbox.find('>', open) - open - 1);
}

Result<std::string> message_of(const Mail& mail) {
  const auto address = bare_address(mail.from);
  const auto at = address.find('@');
  const auto domain = at == std::string::npos ? std::string("localhost") : address.substr(at + 1);
  return mail_message(mail, mail_date(std::time(nullptr)), "<" + base::random_token(18) + "@" + domain + ">");
}

struct Upload {
  const std::string& bytes;
  std::size_t sent = 0;
};

std::size_t give_bytes(char* to, std::size_t size, std::size_t count, void* user) {
  auto& upload = *static_cast<Upload*>(user);
  const auto give = std::min(size * count, upload.bytes.size() - upload.sent);
  upload.bytes.copy(to, give, upload.sent);
  upload.sent += give;
  return give;
}

void start_curl_once() {
  static std::once_flag started;
  std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

}  // namespace

Status FileMailer::send(const Mail& mail) {
  PARVIS_TRY(message, message_of(mail));
  std::error_code failed;
  std::filesystem::create_directories(dir_, failed);
  auto name = base::format_utc(base::SystemClock().now());
  std::replace(name.begin(), name.end(), ':', '-');
  return base::write_file_durably(dir_ / (name + "-" + base::random_token(6) + ".eml"), message);
}

SmtpMailer::SmtpMailer(SmtpSettings settings) : settings_(std::move(settings)) {
  start_curl_once();
}

Status SmtpMailer::send(const Mail& mail) {
  PARVIS_TRY(message, message_of(mail));
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
  const auto from = "<" + bare_address(mail.from) + ">";
  const auto to = "<" + bare_address(mail.to) + ">";
  const std::unique_ptr<curl_slist, void (*)(curl_slist*)> recipients(curl_slist_append(nullptr, to.c_str()),
                                                                      curl_slist_free_all);
  Upload upload{message};
  curl_easy_setopt(curl.get(), CURLOPT_URL, settings_.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, give_bytes);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, settings_.timeout_s);
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  if (!settings_.user.empty()) {
    // A password never travels in clear: TLS or no delivery.
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, settings_.user.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, settings_.password.c_str());
  }
  const auto outcome = curl_easy_perform(curl.get());
  if (outcome == CURLE_OK) return {};
  long answer = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer);
  // 5xx is the server's last word (RFC 5321); everything else may be tried again.
  const bool final = answer >= 500 && answer < 600;
  return fail(final ? ErrorKind::invalid : ErrorKind::unavailable, "Le message n’a pas pu être envoyé.",
              std::string("smtp: ") + curl_easy_strerror(outcome) + ", answer " + std::to_string(answer),
              "mail");
}

}  // namespace parvis::net
