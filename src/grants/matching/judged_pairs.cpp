#include "grants/matching/judged_pairs.hpp"

#include <array>

namespace parvis::grants {
namespace {

struct AnswerLine {
  std::string_view name, label;
};
constexpr std::array<AnswerLine, 5> lines = {{{"a_voir", "À voir"},
                                              {"meme_projet", "Même projet"},
                                              {"parties", "Parties d'un même projet"},
                                              {"renouvellement", "Renouvellement"},
                                              {"differents", "Projets différents"}}};

}  // namespace

std::string_view to_text(PairAnswer answer) {
  return lines[static_cast<std::size_t>(answer)].name;
}

std::string_view french_label(PairAnswer answer) {
  return lines[static_cast<std::size_t>(answer)].label;
}

Result<PairAnswer> pair_answer_of(std::string_view text) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].name == text) return static_cast<PairAnswer>(i);
  }
  return fail(ErrorKind::invalid, "Cette réponse n'existe pas : " + std::string(text));
}

AnsweredPair answer_pair(PairAnswer answer, const Request& a, const Request& b) {
  return {answer, fingerprint(a), fingerprint(b)};
}

bool still_answered(const AnsweredPair& answered, const Request& a, const Request& b) {
  if (answered.answer == PairAnswer::unanswered) return false;
  const std::string left = fingerprint(a), right = fingerprint(b);
  return (left == answered.fingerprint_a && right == answered.fingerprint_b) ||
         (left == answered.fingerprint_b && right == answered.fingerprint_a);
}

}  // namespace parvis::grants
