#include "grants/matching/title_alignment.hpp"

#include <algorithm>

#include "grants/matching/word_likeness.hpp"

namespace parvis::grants {
namespace {

constexpr double slipped = 0.9;        // likeness of a word read through slips
constexpr double contained = 0.6;      // what a name held whole in the other counts; the rest is for length
constexpr std::size_t short_rest = 2;  // a rest of two letters is a broken word, not a word

bool one_meaning(const TitleWord& a, const TitleWord& b) {
  return a.text == b.text || (a.meaning.concept_id >= 0 && a.meaning.concept_id == b.meaning.concept_id);
}

// Two known words of two meanings are never a slip of one another.
bool slip(const TitleWord& a, const TitleWord& b) {
  if (a.meaning.concept_id >= 0 && b.meaning.concept_id >= 0) return false;
  return same_but_slips(a.text, b.text);
}

// In names a known word is read through one slip only: «Kadanse» is not «danse».
bool slip_in_name(const TitleWord& a, const TitleWord& b) {
  if (!slip(a, b)) return false;
  const bool one_known = a.meaning.concept_id >= 0 || b.meaning.concept_id >= 0;
  return !one_known || slips_between(a.text, b.text, 1) <= 1;
}

using Alike = bool (*)(const TitleWord&, const TitleWord&);

class Aligner {
 public:
  Aligner(const std::vector<TitleWord>& left, const std::vector<TitleWord>& right)
      : left_(left), right_(right), left_taken_(left.size()), right_taken_(right.size()) {}

  Alignment run(Alike through_slips) {
    pair_up(one_meaning, 1);
    pair_up(through_slips, slipped);
    run_together(left_, right_, left_taken_, right_taken_, false);
    run_together(right_, left_, right_taken_, left_taken_, true);
    finish();
    return std::move(out_);
  }

 private:
  void pair_up(Alike alike, double likeness) {
    for (std::size_t i = 0; i < left_.size(); ++i) {
      for (std::size_t j = 0; j < right_.size() && !left_taken_[i]; ++j) {
        if (right_taken_[j] || !alike(left_[i], right_[j])) continue;
        left_taken_[i] = right_taken_[j] = true;
        out_.matches.push_back({i, j, likeness});
        out_.shared += likeness * std::max(left_[i].weight, right_[j].weight);
      }
    }
  }

  // «saintcyprien» beside «saint», «cyprien».
  void run_together(const std::vector<TitleWord>& one, const std::vector<TitleWord>& two,
                    std::vector<bool>& one_taken, std::vector<bool>& two_taken, bool swapped) {
    for (std::size_t i = 0; i < one.size(); ++i) {
      for (std::size_t j = 0; j + 1 < two.size() && !one_taken[i]; ++j) {
        if (two_taken[j] || two_taken[j + 1]) continue;
        const std::string joined = two[j].text + two[j + 1].text;
        if (joined != one[i].text && !same_but_slips(joined, one[i].text)) continue;
        one_taken[i] = two_taken[j] = two_taken[j + 1] = true;
        out_.matches.push_back(swapped ? Alignment::Match{j, i, slipped} : Alignment::Match{i, j, slipped});
        out_.shared += slipped * std::max(one[i].weight, two[j].weight + two[j + 1].weight);
      }
    }
  }

  static void sum(const std::vector<TitleWord>& words, const std::vector<bool>& taken, double& weight,
                  double& rest, std::vector<std::size_t>& only) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      weight += words[i].weight;
      if (taken[i] || words[i].text.size() <= short_rest) continue;
      rest += words[i].weight;
      only.push_back(i);
    }
  }

  void finish() {
    sum(left_, left_taken_, out_.left_weight, out_.left_rest, out_.left_only);
    sum(right_, right_taken_, out_.right_weight, out_.right_rest, out_.right_only);
  }

  const std::vector<TitleWord>& left_;
  const std::vector<TitleWord>& right_;
  std::vector<bool> left_taken_, right_taken_;
  Alignment out_;
};

}  // namespace

Alignment align(const std::vector<TitleWord>& left, const std::vector<TitleWord>& right) {
  return Aligner(left, right).run(slip);
}

NameComparison compare_names(const Profile& left, const Profile& right) {
  NameComparison names;
  names.words = Aligner(left.name_words, right.name_words).run(slip_in_name);
  const double least = std::min(names.words.left_weight, names.words.right_weight);
  const double most = std::max(names.words.left_weight, names.words.right_weight);
  if (least <= 0) return names;
  const double by_words =
      contained * names.words.shared / least + (1 - contained) * names.words.shared / most;
  names.likeness = std::max(std::min(1.0, by_words), trigram_likeness(left.name_letters, right.name_letters));
  return names;
}

}  // namespace parvis::grants
