// Which known requests and fundings may be about the same project as a new one: an index of numbers, shared
// pieces and words, kept in memory and filled as rows arrive. It holds 8 bytes a key and no text. Not
// thread-safe while it is being filled; reads may run together.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <unordered_set>
#include <vector>

#include "grants/matching/judgement.hpp"

namespace parvis::grants {

struct AlikeLimits {
  std::size_t found = 50;                 // answers a dossier
  std::size_t weighed = 200;              // candidates compared in full for one dossier
  std::size_t common_word_rows = 2000;    // a word of more rows tells nothing
  std::size_t common_number_rows = 5000;  // rows of one association that are looked at
  double least_p = 0.02;                  // under it a pair of two associations is not an answer
};

class AlikeIndex {
 public:
  using Id = std::uint32_t;
  struct Near {
    Id id = 0;
    float score = 0;  // rarer keys in common weigh more
  };

  // An id given twice is the older row replaced: remove it first.
  void add(Id id, const Profile& profile);
  void remove(Id id) { removed_.insert(id); }
  // Best first, ties by id; `below`: only ids under it.
  [[nodiscard]] std::vector<Near> near(const Profile& profile, const AlikeLimits& limits,
                                       Id below = ~Id{0}) const;
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Entry {
    std::uint32_t key = 0;
    Id id = 0;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };
  struct Shelf {
    std::vector<Entry> sorted, fresh;
  };
  static constexpr std::size_t shelves = 64, fresh_least = 64, fresh_share = 16;

  void put(std::uint32_t key, Id id);
  [[nodiscard]] std::vector<Id> rows_of(std::uint32_t key, std::size_t most, bool& too_many) const;

  std::array<Shelf, shelves> shelves_;
  std::unordered_set<Id> removed_;
  std::size_t rows_ = 0;
};

struct Alike {
  AlikeIndex::Id id = 0;
  Judgement judgement;  // with reasons
};

// Gives the row of an id, or nothing when it is gone.
using LookUp = std::function<std::optional<Request>(AlikeIndex::Id)>;
// True for a row that is not to be shown: the request itself, or a pair that a person has judged different
// and that has not changed since (judged_pairs.hpp).
using Settled = std::function<bool(AlikeIndex::Id, const Request&)>;

// At most limits.found, the likeliest first; the same association's other projects are among them.
[[nodiscard]] std::vector<Alike> find_alike(const Request& request, const AlikeIndex& index,
                                            const LookUp& look_up, const PairRules& rules,
                                            const PairHead& head, const AlikeLimits& limits = {},
                                            const Settled& settled = nullptr);

}  // namespace parvis::grants
