#include "quality/table_reader/json_scanner.hpp"

#include <cctype>

namespace parvis::quality {
namespace {

bool space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool of_word(char c) {
  return c >= 'a' && c <= 'z';
}

// -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
bool is_number(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const auto from = i;
    while (i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0) ++i;
    return i - from;
  };
  const auto at = [&](char c) { return i < text.size() && text[i] == c; };
  if (at('-')) ++i;
  const bool zero = at('0');
  const auto whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (at('.')) {
    ++i;
    if (digits() == 0) return false;
  }
  if (at('e') || at('E')) {
    ++i;
    if (at('+') || at('-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

}  // namespace

tl::unexpected<Error> JsonScanner::error(std::string_view expected) const {
  return fail(ErrorKind::invalid,
              "JSON mal formé, ligne " + std::to_string(line_) + "\u00a0: " + std::string(expected) + ".", {},
              "format-error");
}

Result<char> JsonScanner::look() {
  if (at_ < end_) return buffer_[at_];
  if (ended_) return '\0';
  at_ = end_ = 0;
  PARVIS_TRY(count, text_->read(buffer_.data(), buffer_.size()));
  end_ = count;
  ended_ = count == 0;
  return ended_ ? '\0' : buffer_[0];
}

void JsonScanner::pass() {
  const char c = buffer_[at_++];
  ++passed_;
  if (c == '\n' ? !after_cr_ : c == '\r') ++line_;
  after_cr_ = c == '\r';
}

Status JsonScanner::row_fits() {
  if (passed_ - row_start_ <= limits_.max_record_bytes) return {};
  return tl::make_unexpected(limit_error("Un élément du JSON, vers la ligne " + std::to_string(line_) +
                                             ", dépasse " + std::to_string(limits_.max_record_bytes >> 20) +
                                             "\u00a0Mio.",
                                         "record-too-long"));
}

Result<char> JsonScanner::peek() {
  for (;;) {
    PARVIS_TRY(c, look());
    if (!space(c)) return c;
    pass();
  }
}

Status JsonScanner::take(char wanted, std::string_view expected) {
  PARVIS_TRY(taken, take_if(wanted));
  if (!taken) return error(expected);
  return {};
}

Result<bool> JsonScanner::take_if(char wanted) {
  PARVIS_TRY(c, peek());
  if (c != wanted) return false;
  pass();
  return true;
}

Status JsonScanner::string(std::string& out) {
  PARVIS_CHECK(take('"', "un texte entre guillemets est attendu"));
  for (;;) {
    PARVIS_TRY(c, look());
    if (c == '"') {
      pass();
      return row_fits();
    }
    if (static_cast<unsigned char>(c) < 0x20) return error("un texte n’est pas fermé");
    pass();
    if (c == '\\') {
      PARVIS_CHECK(escape(out));
    } else {
      out += c;
    }
    PARVIS_CHECK(row_fits());
  }
}

Status JsonScanner::escape(std::string& out) {
  PARVIS_TRY(c, look());
  constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
  if (const auto at = letters.find(c); c != '\0' && at != std::string_view::npos) {
    pass();
    out += meanings[at];
    return {};
  }
  if (c != 'u') return error("un caractère suit «\u00a0\\\u00a0» à tort");
  pass();
  PARVIS_TRY(high, four_digits());
  if (high < 0xD800 || high > 0xDFFF) {
    append_utf8(out, high);
    return {};
  }
  for (const char wanted : {'\\', 'u'}) {
    PARVIS_TRY(next, look());
    if (high > 0xDBFF || next != wanted) return error("une moitié de caractère est seule");
    pass();
  }
  PARVIS_TRY(low, four_digits());
  if (low < 0xDC00 || low > 0xDFFF) return error("une moitié de caractère est seule");
  append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
  return {};
}

Result<char32_t> JsonScanner::four_digits() {
  char32_t point = 0;
  for (int i = 0; i < 4; ++i) {
    PARVIS_TRY(c, look());
    if (std::isxdigit(static_cast<unsigned char>(c)) == 0)
      return error("quatre chiffres hexadécimaux sont attendus");
    pass();
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    point = point * 16 + static_cast<char32_t>(digit);
  }
  return point;
}

Status JsonScanner::number(std::string& out) {
  const auto from = out.size();
  for (;;) {
    PARVIS_TRY(c, look());
    if (c == '\0' || std::string_view("+-.eE0123456789").find(c) == std::string_view::npos) break;
    out += c;
    pass();
    PARVIS_CHECK(row_fits());
  }
  if (out.size() == from) return error("une valeur est attendue");
  if (!is_number(std::string_view(out).substr(from))) return error("un nombre est mal écrit");
  return {};
}

Status JsonScanner::word(std::string& out) {
  const auto from = out.size();
  for (;;) {
    PARVIS_TRY(c, look());
    if (!of_word(c) || out.size() - from > 5) break;
    out += c;
    pass();
  }
  const auto found = std::string_view(out).substr(from);
  if (found != "true" && found != "false" && found != "null") return error("une valeur est attendue");
  return {};
}

Status JsonScanner::value(TableCell& cell) {
  cell.text.clear();
  cell.notes = 0;
  PARVIS_TRY(c, peek());
  switch (c) {
    case '"':
      cell.kind = CellKind::text;
      return string(cell.text);
    case '{':
    case '[':
      cell.kind = CellKind::json;
      return nested(cell.text, 1);
    case 't':
    case 'f':
    case 'n':
      cell.kind = c == 'n' ? CellKind::empty : CellKind::boolean;
      PARVIS_CHECK(word(cell.text));
      if (c == 'n') cell.text.clear();
      return row_fits();
    default:
      cell.kind = CellKind::number;
      return number(cell.text);
  }
}

// Copies an object or array without the spaces between its tokens.
Status JsonScanner::nested(std::string& out, std::size_t depth) {
  if (depth > limits_.max_json_depth)
    return tl::make_unexpected(limit_error("Le JSON est trop profond, ligne " + std::to_string(line_) +
                                               "\u00a0: " + std::to_string(limits_.max_json_depth) +
                                               " niveaux au plus.",
                                           "too-deep"));
  PARVIS_TRY(open, peek());
  const char close = open == '{' ? '}' : ']';
  out += open;
  pass();
  PARVIS_TRY(none, take_if(close));
  while (!none) {
    if (open == '{') {
      PARVIS_CHECK(raw_string(out));
      PARVIS_CHECK(take(':', "«\u00a0:\u00a0» est attendu après une clé"));
      out += ':';
    }
    PARVIS_CHECK(nested_value(out, depth + 1));
    PARVIS_TRY(ends, take_if(close));
    if (ends) break;
    PARVIS_CHECK(take(',', "une virgule est attendue"));
    out += ',';
  }
  out += close;
  return row_fits();
}

Status JsonScanner::nested_value(std::string& out, std::size_t depth) {
  PARVIS_TRY(c, peek());
  if (c == '"') return raw_string(out);
  if (c == '{' || c == '[') return nested(out, depth);
  return of_word(c) ? word(out) : number(out);
}

// A string with its quotes, escaped again by the least rule.
Status JsonScanner::raw_string(std::string& out) {
  std::string text;
  PARVIS_CHECK(string(text));
  out += '"';
  for (const char c : text) {
    const auto at = std::string_view("\"\\\b\f\n\r\t").find(c);
    if (at != std::string_view::npos) {
      out += '\\';
      out += "\"\\bfnrt"[at];
    } else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr std::string_view digits = "0123456789abcdef";
      out += "\\u00";
      out += digits[static_cast<unsigned char>(c) >> 4];
      out += digits[static_cast<unsigned char>(c) & 15];
    } else {
      out += c;
    }
  }
  out += '"';
  return {};
}

}  // namespace parvis::quality
