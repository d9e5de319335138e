#include "grants/repair/repair_journal.hpp"

#include <array>
#include <utility>

#include "base/hashing.hpp"
#include "base/json.hpp"

namespace parvis::grants {

namespace {

namespace json = base::json;

const std::string no_hash(64, '0');

// The canonical form of RFC 8785 written straight away: keys come in order, and a log may hold a million
// lines.
class CanonicalLine {
 public:
  explicit CanonicalLine(std::string& out) : out_(out) { out_ += '{'; }
  void text(std::string_view key, std::string_view value) {
    start(key);
    quote(value);
  }
  void number(std::string_view key, std::uint64_t value) {
    start(key);
    out_ += std::to_string(value);
  }
  void texts(std::string_view key, const std::vector<std::string>& values) {
    start(key);
    out_ += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ += ',';
      quote(values[i]);
    }
    out_ += ']';
  }
  void end() { out_ += '}'; }

 private:
  void start(std::string_view key) {
    if (out_.back() != '{') out_ += ',';
    out_ += '"';
    out_ += key;
    out_ += "\":";
  }
  void quote(std::string_view value) {
    constexpr std::string_view digits = "0123456789abcdef";
    out_ += '"';
    for (const char c : value) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\')
        (out_ += '\\') += c;
      else if (c == '\n')
        out_ += "\\n";
      else if (c == '\r')
        out_ += "\\r";
      else if (c == '\t')
        out_ += "\\t";
      else if (c == '\b')
        out_ += "\\b";
      else if (c == '\f')
        out_ += "\\f";
      else if (byte < 0x20)
        ((out_ += "\\u00") += digits[byte >> 4U]) += digits[byte & 15U];
      else
        out_ += c;
    }
    out_ += '"';
  }
  std::string& out_;
};

void append_line(std::string& out, const RepairChange& change, std::string_view prev, std::string_view hash) {
  CanonicalLine line(out);
  if (change.after) line.text("after", *change.after);
  if (change.answers > 0) line.number("answers", change.answers);
  line.text("before", change.before);
  line.text("by", change.by == ChangedBy::rule ? "règle" : "personne");
  if (!change.candidates.empty()) line.texts("candidates", change.candidates);
  if (change.row == 0) line.number("count", change.count);
  line.text("defect", code(change.defect));
  line.text("evidence", change.evidence);
  line.text("field", change.field);
  if (!hash.empty()) line.text("hash", hash);
  line.number("line", change.line);
  line.text("outcome", to_text(change.outcome));
  if (change.position > 0) line.number("position", change.position);
  line.text("prev", prev);
  line.number("row", change.row);
  line.text("rule", change.rule);
  line.number("seq", change.seq);
  line.end();
}

void append_source(std::string& out, const RepairTable& table, std::string_view hash) {
  const SourceReading& reading = table.source().reading;
  CanonicalLine line(out);
  line.number("bytes", reading.bytes);
  line.text("delimiter", reading.delimiter);
  line.text("encoding", reading.encoding);
  line.text("format", reading.format);
  if (!hash.empty()) line.text("hash", hash);
  line.number("header", table.header().first);
  line.number("header_rows", table.header().rows);
  line.text("name", reading.name);
  line.text("prev", no_hash);
  line.text("schema", table.plan().schema_name + "@" + table.plan().schema_version);
  line.text("schema_sha256", table.plan().schema_sha256);
  line.number("seq", 0);
  line.text("sheet", reading.sheet_number > 0 ? std::to_string(reading.sheet_number) : "");
  line.text("source", reading.sha256);
  line.end();
}

tl::unexpected<Error> broken(std::uint64_t seq, std::string_view why) {
  return fail(ErrorKind::invalid, "Journal, ligne " + std::to_string(seq) + "\u00A0: " + std::string(why), {},
              "broken-journal");
}

std::uint64_t unsigned_or(const json::object& object, std::string_view key, std::uint64_t otherwise = 0) {
  const auto value = base::integer_or(object, key, static_cast<std::int64_t>(otherwise));
  return value < 0 ? 0 : static_cast<std::uint64_t>(value);
}

JournalSource source_of(const json::object& line) {
  JournalSource out;
  out.sha256 = base::text_or(line, "source");
  out.schema_sha256 = base::text_or(line, "schema_sha256");
  out.name = base::text_or(line, "name");
  out.encoding = base::text_or(line, "encoding");
  out.delimiter = base::text_or(line, "delimiter");
  out.sheet = base::text_or(line, "sheet");
  out.header_row = unsigned_or(line, "header");
  out.header_rows = unsigned_or(line, "header_rows", 1);
  return out;
}

Result<RepairChange> change_of(const json::object& line) {
  RepairChange out;
  const std::uint64_t seq = unsigned_or(line, "seq");
  const auto defect = defect_coded(base::text_or(line, "defect"));
  const auto outcome = repair_outcome_named(base::text_or(line, "outcome"));
  out.rule = repair_rule_named(base::text_or(line, "rule"));
  if (!defect || !outcome || out.rule.empty()) return broken(seq, "défaut, suite ou règle inconnus.");
  out.seq = seq;
  out.row = unsigned_or(line, "row");
  out.line = unsigned_or(line, "line");
  out.field = base::text_or(line, "field");
  out.defect = *defect;
  out.outcome = *outcome;
  out.by = base::text_or(line, "by") == "personne" ? ChangedBy::person : ChangedBy::rule;
  out.before = base::text_or(line, "before");
  if (line.contains("after")) out.after = base::text_or(line, "after");
  if (const auto* candidates = line.if_contains("candidates");
      candidates != nullptr && candidates->is_array())
    for (const auto& candidate : candidates->get_array())
      if (candidate.is_string()) out.candidates.emplace_back(candidate.get_string());
  out.count = unsigned_or(line, "count", 1);
  out.position = static_cast<std::uint32_t>(unsigned_or(line, "position"));
  out.evidence = base::text_or(line, "evidence");
  out.answers = unsigned_or(line, "answers");
  return out;
}

// The hash inside a line is that of the line without it.
Result<json::object> verified(std::string_view text, std::uint64_t seq, std::string& prev) {
  auto line = base::parse_json_object(text);
  if (!line) return broken(seq, "ce n'est pas du JSON.");
  const std::string hash = base::text_or(*line, "hash");
  line->erase("hash");
  if (unsigned_or(*line, "seq", seq + 1) != seq) return broken(seq, "numéro inattendu.");
  if (base::text_or(*line, "prev") != prev) return broken(seq, "la chaîne est rompue.");
  if (base::sha256_hex(base::canonical_json(*line)) != hash)
    return broken(seq, "l'empreinte ne correspond pas.");
  prev = hash;
  return std::move(*line);
}

}  // namespace

std::string write_journal(const RepairTable& table, const std::vector<RepairChange>& changes) {
  std::string out;
  std::string text;
  append_source(text, table, {});
  std::string prev = base::sha256_hex(text);
  append_source(out, table, prev);
  out += '\n';
  for (const auto& change : changes) {
    text.clear();
    append_line(text, change, prev, {});
    std::string hash = base::sha256_hex(text);
    append_line(out, change, prev, hash);
    out += '\n';
    prev = std::move(hash);
  }
  return out;
}

Result<ReadJournal> read_journal(std::string_view text) {
  ReadJournal out;
  std::string prev = no_hash;
  std::uint64_t seq = 0;
  for (std::size_t at = 0; at < text.size(); ++seq) {
    const auto end = text.find('\n', at);
    if (end == std::string_view::npos) return broken(seq, "la ligne n'est pas terminée.");
    PARVIS_TRY(line, verified(text.substr(at, end - at), seq, prev));
    at = end + 1;
    if (seq == 0) {
      out.source = source_of(line);
      continue;
    }
    PARVIS_TRY(change, change_of(line));
    out.changes.push_back(std::move(change));
  }
  if (seq == 0) return broken(0, "le journal est vide.");
  return out;
}

}  // namespace parvis::grants
