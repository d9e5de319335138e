// Reading the chain back, with no database. Each line is checked as text against the one shape a canonical line can have,
// which is several times faster than parsing JSON and stricter: any other spelling of the same values is refused.
#include <openssl/sha.h>

#include <array>
#include <charconv>
#include <string>

#include "base/hashing.hpp"
#include "base/text.hpp"
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
  bool escape(std::size_t& i) const {
    if (i + 1 >= rest_.size()) return false;
    const char kind = rest_[++i];
    if (std::string_view("\"\\bfnrt").find(kind) != std::string_view::npos) return true;
    if (kind != 'u' || i + 4 >= rest_.size() || rest_.substr(i + 1, 2) != "00") return false;
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
  return line.literal(R"({"action":")") && line.string() && line.literal(R"(,"actor":")") && line.string() && line.literal(R"(,"at":")") &&
         line.string() && line.literal(R"(,"object":")") && line.string() && line.literal(R"(,"payload":")") && line.hex64(payload) &&
         line.literal(R"(,"prev":")") && line.hex64(fields.prev) && line.literal(R"(,"seq":)") && line.integer(fields.seq) && line.literal("}") &&
         line.done() && base::valid_utf8(text);
}

std::string hash_of(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return base::hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace

AuditVerdict verify_audit(std::istream& log, const std::vector<AuditCheckpoint>& checkpoints) {
  AuditVerdict verdict;
  std::string prev(64, '0');
  std::string text;
  auto checkpoint = checkpoints.begin();
  const auto bad = [&](std::string why) {
    verdict.bad_seq = verdict.lines + 1;
    verdict.why = std::move(why);
    return verdict;
  };
  while (std::getline(log, text)) {
    Fields fields;
    if (text.size() > max_line_bytes || !read(text, fields)) return bad("la ligne n’a pas la forme canonique");
    if (fields.seq != verdict.lines + 1) return bad("le numéro attendu est " + std::to_string(verdict.lines + 1) + ", pas " + std::to_string(fields.seq));
    if (fields.prev != prev) return bad("l’empreinte de la ligne précédente ne correspond pas");
    if (log.eof()) return bad("la dernière ligne est coupée");
    prev = hash_of(text);
    ++verdict.lines;
    while (checkpoint != checkpoints.end() && checkpoint->seq == verdict.lines) {
      if (checkpoint->hash != prev) {
        verdict.bad_seq = verdict.lines;
        verdict.why = "le point de contrôle signé donne une autre empreinte";
        return verdict;
      }
      ++checkpoint;
    }
  }
  if (checkpoint != checkpoints.end()) return bad("le journal s’arrête avant le point de contrôle " + std::to_string(checkpoint->seq));
  return verdict;
}

}  // namespace parvis::store
