// Reading the chain back, with no database. Each line is checked as text against the one shape a canonical
// line can have, which is several times faster than parsing JSON and stricter: any other spelling of the same
// values is refused.
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <stdexcept>
#include <string>

#include "base/hashing.hpp"
#include "base/text.hpp"
#include "store/audit_checkpoint.hpp"
#include "store/audit_log.hpp"

namespace parvis::store {
namespace {

constexpr std::size_t max_line_bytes = 64 * 1024;

class Line {
 public:
  explicit Line(std::string_view text) : rest_(text) {}

  bool literal(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  // A string as RFC 8785 writes it, up to its closing quote.
  bool string() {
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      const auto c = static_cast<unsigned char>(rest_[i]);
      if (c == '"') {
        rest_.remove_prefix(i + 1);
        return true;
      }
      if (c < 0x20) return false;
      if (c == '\\' && !escape(i)) return false;
    }
    return false;
  }

  bool hex64(std::string_view& value) {
    if (rest_.size() < 65 || rest_[64] != '"') return false;
    value = rest_.substr(0, 64);
    for (const char c : value)
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
    rest_.remove_prefix(65);
    return true;
  }

  bool integer(std::int64_t& value) {
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc() || value < 1 || rest_.front() == '0' || rest_.front() == '+') return false;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return true;
  }

  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  // A control character has one spelling only: the short one where there is one, else lower-case \u00xx.
  bool escape(std::size_t& i) const {
    if (i + 1 >= rest_.size()) return false;
    const char kind = rest_[++i];
    if (std::string_view("\"\\bfnrt").find(kind) != std::string_view::npos) return true;
    if (kind != 'u' || i + 4 >= rest_.size() || rest_.substr(i + 1, 2) != "00") return false;
    const char high = rest_[i + 3], low = rest_[i + 4];
    const bool digit = (low >= '0' && low <= '9') || (low >= 'a' && low <= 'f');
    if (!digit || (high != '0' && high != '1')) return false;
    if (high == '0' && std::string_view("89acd").find(low) != std::string_view::npos) return false;
    i += 4;
    return true;
  }
  std::string_view rest_;
};

struct Fields {
  std::string_view prev;
  std::int64_t seq = 0;
};

bool read(std::string_view text, Fields& fields) {
  Line line(text);
  std::string_view payload;
  return line.literal(R"({"action":")") && line.string() && line.literal(R"(,"actor":")") && line.string() &&
         line.literal(R"(,"at":")") && line.string() && line.literal(R"(,"object":")") && line.string() &&
         line.literal(R"(,"payload":")") && line.hex64(payload) && line.literal(R"(,"prev":")") &&
         line.hex64(fields.prev) && line.literal(R"(,"seq":)") && line.integer(fields.seq) &&
         line.literal("}") && line.done() && base::valid_utf8(text);
}

// One context for the whole log: asking OpenSSL for the algorithm again costs more than hashing a line.
class LineHash {
 public:
  LineHash() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      throw std::runtime_error("sha256 unavailable");
  }
  void of(std::string_view text, std::string& hex) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::array<unsigned char, 32> digest{};
    EVP_DigestInit_ex(context_.get(), nullptr, nullptr);
    EVP_DigestUpdate(context_.get(), text.data(), text.size());
    EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
    hex.resize(2 * digest.size());
    for (std::size_t i = 0; i < digest.size(); ++i) {
      hex[2 * i] = digits[digest[i] >> 4];
      hex[2 * i + 1] = digits[digest[i] & 15];
    }
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

constexpr std::string_view checkpoint_start = R"({"at":)";

// What the log says so far, and whether the next line goes on from it.
class Walk {
 public:
  Walk(const std::vector<AuditCheckpoint>& checkpoints, std::string_view trusted_key)
      : next_(checkpoints.begin()), end_(checkpoints.end()), chain_(std::string(trusted_key)) {}

  // Why the line does not hold; empty when it does.
  std::string take(const std::string& text, bool whole) {
    if (text.size() > max_line_bytes) return "la ligne n’a pas la forme canonique";
    if (!whole) return "la dernière ligne est coupée";
    return text.starts_with(checkpoint_start) ? take_checkpoint(text) : take_line(text);
  }

  AuditVerdict verdict;

  [[nodiscard]] std::string end() const {
    if (next_ == end_) return {};
    return "le journal s’arrête avant le point de contrôle " + std::to_string(next_->seq);
  }

 private:
  std::string take_line(const std::string& text) {
    Fields fields;
    verdict.bad_seq = verdict.lines + 1;
    if (!read(text, fields)) return "la ligne n’a pas la forme canonique";
    if (fields.seq != verdict.lines + 1)
      return "le numéro attendu est " + std::to_string(verdict.lines + 1) + ", pas " +
             std::to_string(fields.seq);
    if (fields.prev != prev_) return "l’empreinte de la ligne précédente ne correspond pas";
    hash_.of(text, prev_);
    ++verdict.lines;
    for (; next_ != end_ && next_->seq == verdict.lines; ++next_)
      if (next_->hash != prev_) return "le point de contrôle donne une autre empreinte";
    verdict.bad_seq = 0;
    return {};
  }

  std::string take_checkpoint(const std::string& text) {
    verdict.bad_seq = std::max<std::int64_t>(verdict.lines, 1);
    const auto point = chain_.follow(text);
    if (!point) return point.error().message;
    if (point->seq != verdict.lines)
      return "le point de contrôle " + std::to_string(point->seq) + " n’est pas après la ligne qu’il couvre";
    if (point->hash != prev_) return "le point de contrôle donne une autre empreinte";
    ++verdict.checkpoints;
    verdict.key = point->key;
    verdict.bad_seq = 0;
    return {};
  }

  std::vector<AuditCheckpoint>::const_iterator next_, end_;
  CheckpointChain chain_;
  std::string prev_ = std::string(64, '0');
  LineHash hash_;
};

}  // namespace

AuditVerdict verify_audit(std::istream& log, const std::vector<AuditCheckpoint>& checkpoints,
                          std::string_view trusted_key) {
  Walk walk(checkpoints, trusted_key);
  std::string text;
  while (std::getline(log, text)) {
    walk.verdict.why = walk.take(text, !log.eof());
    if (walk.verdict.why.empty()) continue;
    if (walk.verdict.bad_seq == 0) walk.verdict.bad_seq = walk.verdict.lines + 1;
    return walk.verdict;
  }
  walk.verdict.why = walk.end();
  if (!walk.verdict.why.empty()) walk.verdict.bad_seq = walk.verdict.lines + 1;
  return walk.verdict;
}

}  // namespace parvis::store
