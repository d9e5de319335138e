#include "base/text.hpp"

#include <libstemmer.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <memory>
#include <unordered_set>

namespace parvis::base {
namespace {

const utf8proc_uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

std::string mapped(std::string_view text, utf8proc_option_t options) {
  utf8proc_uint8_t* out = nullptr;
  const auto length = utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &out, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, &std::free);
  if (length < 0) return std::string(text);
  return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(length)};
}

utf8proc_option_t options(int flags) {
  return static_cast<utf8proc_option_t>(flags);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// No French word is longer; PostgreSQL refuses terms of more than 2,046 bytes.
constexpr std::size_t max_word_code_points = 40;

// Words too common to tell documents apart; folded.
const std::unordered_set<std::string_view>& stop_words() {
  static const std::unordered_set<std::string_view> words = {
      "a",   "au",  "aux",   "avec", "ce",    "ces",  "cet", "cette", "c",    "d",    "dans", "de",
      "des", "du",  "elle",  "en",   "est",   "et",   "eu",  "il",    "ils",  "je",   "j",    "l",
      "la",  "le",  "les",   "leur", "lui",   "m",    "ma",  "mais",  "me",   "mes",  "mon",  "n",
      "ne",  "nos", "notre", "nous", "on",    "ou",   "par", "pas",   "pour", "qu",   "que",  "qui",
      "s",   "sa",  "se",    "ses",  "son",   "sont", "sur", "t",     "ta",   "te",   "tes",  "ton",
      "tu",  "un",  "une",   "vos",  "votre", "vous", "y",   "ete",   "etre", "fait", "tout", "plus"};
  return words;
}

class Stemmer {
 public:
  Stemmer() : stemmer_(sb_stemmer_new("french", "UTF_8"), &sb_stemmer_delete) {}
  std::string operator()(std::string_view word) {
    const auto* stem = sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                       static_cast<int>(word.size()));
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
  }

 private:
  std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> stemmer_;
};

// Plurals that the stemmer leaves alone: trous, pneus, feux (dangereux and its kind it knows).
void drop_plural(std::string& word) {
  const bool in_s = word.size() > 3 && (word.ends_with("ous") || word.ends_with("eus"));
  const bool in_x = word.size() > 3 && word.size() <= 5 && word.ends_with("eux");
  if (in_s || in_x) word.pop_back();
}

bool letter_or_digit(utf8proc_int32_t point) {
  switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
      return true;
    default:
      return false;
  }
}

// Runs of letters and digits as they are written.
std::vector<std::string_view> raw_words(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t start = std::string_view::npos;
  std::size_t at = 0;
  while (at < text.size()) {
    utf8proc_int32_t point = 0;
    const auto step =
        utf8proc_iterate(bytes_of(text) + at, static_cast<utf8proc_ssize_t>(text.size() - at), &point);
    const std::size_t length = step > 0 ? static_cast<std::size_t>(step) : 1;
    const bool in_word = step > 0 && letter_or_digit(point);
    if (in_word && start == std::string_view::npos) start = at;
    if (!in_word && start != std::string_view::npos) {
      found.push_back(text.substr(start, at - start));
      start = std::string_view::npos;
    }
    at += length;
  }
  if (start != std::string_view::npos) found.push_back(text.substr(start));
  return found;
}

}  // namespace

bool valid_utf8(std::string_view text) {
  if (is_ascii(text)) return true;
  std::size_t at = 0;
  while (at < text.size()) {
    utf8proc_int32_t point = 0;
    const auto step =
        utf8proc_iterate(bytes_of(text) + at, static_cast<utf8proc_ssize_t>(text.size() - at), &point);
    if (step <= 0) return false;
    at += static_cast<std::size_t>(step);
  }
  return true;
}

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return mapped(text, options(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
}

std::string fold(std::string_view text) {
  if (is_ascii(text)) return lower_ascii(text);
  std::string folded =
      mapped(text, options(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK));
  replace_all(folded, "œ", "oe");
  replace_all(folded, "æ", "ae");
  return folded;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> folded;
  for (const auto word : raw_words(text)) folded.push_back(fold(word));
  return folded;
}

std::string stem_fr(std::string_view word) {
  // The stemmer needs accents ("é" tells a participle), so fold only after it.
  std::string lower = mapped(word, options(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
  for (const std::string_view ending : {"ées", "ée", "és", "é"}) {
    if (lower.size() > ending.size() + 2 && lower.ends_with(ending)) {
      lower.replace(lower.size() - ending.size(), ending.size(), "e");
      break;
    }
  }
  drop_plural(lower);
  thread_local Stemmer stemmer;
  return fold(stemmer(lower));
}

std::string search_terms(std::string_view text) {
  std::string terms;
  for (const auto word : raw_words(text)) {
    if (stop_words().contains(fold(word))) continue;
    if (!terms.empty()) terms += ' ';
    terms += stem_fr(first_code_points(word, max_word_code_points));
  }
  return terms;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n\f\v";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  for (std::size_t at = 0;;) {
    const auto next = text.find(separator, at);
    parts.emplace_back(text.substr(at, next == std::string_view::npos ? next : next - at));
    if (next == std::string_view::npos) return parts;
    at = next + 1;
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const auto& part : parts) {
    if (&part != &parts.front()) text += separator;
    text += part;
  }
  return text;
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::string strip_tags(std::string_view text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const bool opens = text[at] == '<' && at + 1 < text.size() &&
                       (std::isalpha(static_cast<unsigned char>(text[at + 1])) != 0 || text[at + 1] == '/' ||
                        text[at + 1] == '!');
    const auto end = opens ? text.find('>', at) : std::string_view::npos;
    if (end != std::string_view::npos) {
      at = end + 1;
    } else {
      kept += text[at++];
    }
  }
  return kept;
}

std::string escape_html(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string first_code_points(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size()) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && count-- == 0) break;
    ++at;
  }
  return std::string(text.substr(0, at));
}

}  // namespace parvis::base
