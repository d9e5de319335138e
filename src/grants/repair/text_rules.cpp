#include "grants/repair/text_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "grants/reading/cell_text.hpp"

namespace parvis::grants {

namespace {

constexpr std::array<std::string_view, 6> no_number_words{"non",  "oui", "non concerne",
                                                          "sans", "0",   "pas de rae"};

CellFinding mended(Defect defect, std::string after) {
  CellFinding out;
  out.defect = defect;
  out.outcome = RepairOutcome::repaired;
  out.after = std::move(after);
  out.rule = "read-text";
  return out;
}

// Line ends, with the blanks around them, become one space.
std::string on_one_line(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find_first_of("\r\n", at);
    out += text.substr(at, end == std::string_view::npos ? end : end - at);
    if (end == std::string_view::npos) break;
    while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
    at = std::min(text.find_first_not_of(" \t\r\n", end), text.size());
    if (!out.empty() && at < text.size()) out += ' ';
  }
  return out;
}

std::string_view without_mark(std::string_view text) {
  const bool marked = text.size() > 1 && text[0] == '\'' && text[1] != '\'' && text.back() != '\'';
  const bool formula_like = marked && std::string_view("=+-@").find(text[1]) != std::string_view::npos;
  // A name such as 's-Gravenhage starts with an apostrophe of its own; a spreadsheet's mark stands before a
  // digit or a sign.
  return marked && (is_ascii_digit(text[1]) || formula_like) ? text.substr(1) : text;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::array<std::string_view, 4> blanks{" ", "\t", "\u00A0", "\u202F"};
  for (bool again = true; again;) {
    again = false;
    for (const auto blank : blanks) {
      if (text.starts_with(blank))
        text.remove_prefix(blank.size());
      else if (text.ends_with(blank))
        text.remove_suffix(blank.size());
      else
        continue;
      again = true;
    }
  }
  return text;
}

}  // namespace

bool text_surely_fine(std::string_view text) {
  if (text.front() == ' ' || text.back() == ' ' || text.front() == '\'' || text.front() == '#') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20) return false;
    // Of two-byte letters, those of French but «Ã», «Â» and «Å», which mojibake begins with.
    if (byte < 0x80) continue;
    if (byte != 0xC3 || i + 1 >= text.size()) return false;
    const auto next = static_cast<unsigned char>(text[++i]);
    if (next < 0x80 || next > 0xBF || next == 0x82 || next == 0x83 || next == 0x85) return false;
  }
  return true;
}

std::vector<CellFinding> text_findings(std::string_view text) {
  if (text_surely_fine(text)) return {};
  std::vector<CellFinding> out;
  if (is_spreadsheet_error(text)) {
    out.push_back({Defect::spreadsheet_error,
                   RepairOutcome::refused,
                   {},
                   {},
                   "read-text",
                   std::string(sentence(Cause::spreadsheet_error))});
    return out;
  }
  std::string current(text);
  std::optional<Defect> first;
  const auto change = [&](Defect defect, std::string next) {
    if (next == current) return;
    if (!first) first = defect;
    current = std::move(next);
  };
  if (auto undone = undo_mojibake(current)) change(Defect::mojibake, std::move(*undone));
  change(Defect::inner_newline, on_one_line(current));
  change(Defect::outer_spaces, std::string(trimmed(current)));
  change(Defect::text_mark, std::string(without_mark(current)));
  if (base::valid_utf8(current)) change(Defect::composition, base::nfc(current));
  if (first) out.push_back(mended(*first, current));
  if (has_lost_character(current))
    out.push_back({Defect::lost_character,
                   RepairOutcome::flagged,
                   {},
                   {},
                   "read-text",
                   "Un caractère de ce texte a été perdu."});
  return out;
}

std::vector<CellFinding> rae_findings(std::string_view text) {
  const std::string folded = folded_text(text);
  const bool nothing = says_nothing(folded) || std::find(no_number_words.begin(), no_number_words.end(),
                                                         folded) != no_number_words.end();
  if (!nothing) return text_findings(text);
  CellFinding out = mended(Defect::rae_wrong, "");
  out.rule = "read-rae";
  out.evidence =
      "«\u00A0" + std::string(text) + "\u00A0» n'est pas un numéro du registre\u00A0: la cellule est vidée.";
  return {out};
}

std::vector<CellFinding> list_findings(const FieldPlan& field, std::string_view text) {
  if (std::find(field.allowed.begin(), field.allowed.end(), text) != field.allowed.end()) return {};
  const auto undone = undo_mojibake(text);
  const std::string folded = folded_text(undone ? std::string_view(*undone) : text);
  std::vector<std::string> same;
  for (const auto& value : field.allowed)
    if (folded_text(value) == folded) same.push_back(value);
  CellFinding out;
  out.rule = "read-list";
  out.defect = same.empty() ? Defect::not_listed : Defect::letter_case;
  if (same.size() == 1) {
    out = mended(Defect::letter_case, same.front());
    out.rule = "read-list";
  } else if (same.size() > 1) {
    out.outcome = RepairOutcome::suggest;
    out.candidates = std::move(same);
  } else {
    out.outcome = RepairOutcome::refused;
    out.evidence = std::string(sentence(Cause::not_listed));
  }
  return {out};
}

}  // namespace parvis::grants
