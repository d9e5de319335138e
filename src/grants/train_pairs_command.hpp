// `parvis grants train-pairs PAIRS.jsonl [--judged FILE] [--out DIR] [--folds N] [--seed N] [--rules FILE]`:
// trains the matcher's head, says how good it is on associations and noise that it never saw, and writes it
// where --out says. With --judged, a local head is trained on both and written only when it is better than
// the present one on judged pairs that it never saw.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parvis::grants {

// 0 done · 1 the local head is not better, or the pairs are refused · 2 wrong use · 5 internal.
int train_pairs_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace parvis::grants
