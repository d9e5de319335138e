#include <algorithm>
#include <array>
#include <cctype>

#include "quality/table_reader/sniff.hpp"

namespace parvis::quality {
namespace {

using namespace std::string_view_literals;

constexpr auto gzip_mark = "\x1F\x8B"sv;
constexpr auto zip_mark = "PK\x03\x04"sv;
constexpr auto empty_zip_mark = "PK\x05\x06"sv;
constexpr auto compound_mark =
    "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;  // OLE: Office 97, and workbooks under a password
constexpr auto biff_mark = "\x09\x08"sv;   // a bare Excel 5 stream
constexpr auto encrypted_stream = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;

constexpr std::array other_marks = {"%PDF-"sv,
                                    "\x89PNG"sv,
                                    "\xFF\xD8\xFF"sv,
                                    "7z\xBC\xAF"sv,
                                    "Rar!"sv,
                                    "\x7F"
                                    "ELF"sv,
                                    "SQLite format 3"sv,
                                    "PAR1"sv};

constexpr std::size_t looked_at = 4096;        // bytes, to tell text from anything else
constexpr std::size_t max_control_share = 10;  // one byte in so many

bool mostly_control(std::string_view head) {
  const auto part = head.substr(0, looked_at);
  const auto odd = std::count_if(part.begin(), part.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != 0 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f';
  });
  return static_cast<std::size_t>(odd) * max_control_share > part.size();
}

std::string decoded_front(std::string_view head, bool whole) {
  const auto guess = guess_encoding(head.substr(0, looked_at), whole && head.size() <= looked_at);
  auto text =
      text_source(memory_source(std::string(head.substr(guess.bom_bytes, looked_at))), guess.encoding);
  return read_head(*text, 4 * looked_at).value_or("");
}

std::string_view after_spaces(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

// `[nom],[date]` is CSV: only what JSON may have after its first bracket counts.
FileType text_type(std::string_view text) {
  const auto front = after_spaces(text);
  if (front.empty()) return FileType::csv;
  const auto next = after_spaces(front.substr(1));
  const char second = next.empty() ? '\0' : next.front();
  if (front.front() == '{' && (second == '"' || second == '}')) return FileType::json_lines;
  if (front.front() == '<' &&
      (std::isalpha(static_cast<unsigned char>(second)) != 0 || second == '?' || second == '!'))
    return FileType::other;  // HTML or XML, whatever its name
  if (front.front() != '[') return FileType::csv;
  if (second == '{' || second == '[' || second == ']') return FileType::json;
  const auto line = front.substr(0, front.find_first_of("\r\n"));
  const auto last = line.find_last_not_of(" \t");
  const bool scalar = second == '"' || second == '-' || (second >= '0' && second <= '9') ||
                      next.starts_with("null") || next.starts_with("true") || next.starts_with("false");
  return scalar && line[last] == ']' ? FileType::json_lines : FileType::csv;
}

}  // namespace

std::string_view file_type_name(FileType type) {
  switch (type) {
    case FileType::empty:
      return "empty";
    case FileType::csv:
      return "csv";
    case FileType::xlsx:
      return "xlsx";
    case FileType::ods:
      return "ods";
    case FileType::json:
      return "json";
    case FileType::json_lines:
      return "jsonl";
    case FileType::old_xls:
    case FileType::locked_workbook:
      return "xls";
    case FileType::gzip:
      return "gzip";
    case FileType::zip:
      return "zip";
    case FileType::other:
      break;
  }
  return "other";
}

FileType sniff_type(std::string_view head, bool whole) {
  if (head.empty()) return FileType::empty;
  if (head.starts_with(gzip_mark)) return FileType::gzip;
  if (head.starts_with(zip_mark) || head.starts_with(empty_zip_mark)) return FileType::zip;
  if (head.starts_with(compound_mark))
    return head.find(encrypted_stream) == std::string_view::npos ? FileType::old_xls
                                                                 : FileType::locked_workbook;
  if (head.starts_with(biff_mark)) return FileType::old_xls;
  for (const auto mark : other_marks)
    if (head.starts_with(mark)) return FileType::other;
  const auto guess = guess_encoding(head.substr(0, looked_at), whole && head.size() <= looked_at);
  if (whole && head.size() == guess.bom_bytes) return FileType::empty;
  const bool wide = guess.encoding != Encoding::utf_8 && !guess.guessed;
  if (!wide && mostly_control(head)) return FileType::other;
  return text_type(decoded_front(head, whole));
}

std::optional<Error> refusal(FileType type) {
  switch (type) {
    case FileType::empty:
      return Error{ErrorKind::invalid, "Ce fichier est vide.", {}, "source-error"};
    case FileType::old_xls:
      return Error{ErrorKind::unsupported,
                   "Enregistrez ce classeur au format .xlsx ou .ods, puis recommencez.",
                   {},
                   "format-error"};
    case FileType::locked_workbook:
      return Error{ErrorKind::unsupported,
                   "Ce classeur est protégé par un mot de passe. Retirez la protection, puis recommencez.",
                   {},
                   "format-error"};
    case FileType::other:
      return Error{ErrorKind::unsupported,
                   "Ce fichier n’est pas un tableau. Formats lus\u00a0: CSV, XLSX, ODS et JSON.",
                   {},
                   "format-error"};
    default:
      return std::nullopt;
  }
}

}  // namespace parvis::quality
