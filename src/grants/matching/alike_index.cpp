#include "grants/matching/alike_index.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace parvis::grants {
namespace {

constexpr float number_score = 40;      // a number or a piece in common outweighs any words
constexpr std::size_t key_letters = 6;  // words are told apart by their first letters: endings slip
constexpr std::size_t least_letters = 3;

struct Key {
  std::uint32_t hash = 0;
  bool number = false;
  friend bool operator==(const Key& a, const Key& b) { return a.hash == b.hash; }
};

// FNV-1a, folded by a multiplication so that the top bits spread over the shelves.
std::uint32_t hash_of(char sort, std::string_view text) {
  std::uint32_t hash = 2166136261U;
  const auto take = [&](char c) { hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U; };
  take(sort);
  for (const char c : text) take(c);
  return hash * 2654435769U;
}

void push(std::vector<Key>& keys, char sort, std::string_view text, bool number) {
  const Key key{hash_of(sort, text), number};
  if (!text.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
}

void push_words(std::vector<Key>& keys, char sort, const std::vector<TitleWord>& words) {
  for (const TitleWord& word : words) {
    if (word.text.size() < least_letters) continue;
    if (word.meaning.concept_id >= 0) {
      push(keys, sort, "=" + std::to_string(word.meaning.concept_id), false);
    } else {
      push(keys, sort, std::string_view(word.text).substr(0, key_letters), false);
    }
  }
}

std::vector<Key> keys_of(const Profile& profile) {
  std::vector<Key> keys;
  push(keys, 'S', profile.siren, true);
  push(keys, 'R', profile.rna, true);
  push(keys, 'I', profile.iban_key, true);
  for (const std::string& piece : profile.pieces) push(keys, 'P', piece, true);
  push_words(keys, 'N', profile.name_words);
  push_words(keys, 'T', profile.words);
  return keys;
}

}  // namespace

void AlikeIndex::put(std::uint32_t key, Id id) {
  Shelf& shelf = shelves_[key >> 26U];
  shelf.fresh.push_back({key, id});
  if (shelf.fresh.size() < fresh_least + shelf.sorted.size() / fresh_share) return;
  std::sort(shelf.fresh.begin(), shelf.fresh.end());
  std::vector<Entry> merged;
  merged.reserve(shelf.sorted.size() + shelf.fresh.size());
  std::merge(shelf.sorted.begin(), shelf.sorted.end(), shelf.fresh.begin(), shelf.fresh.end(),
             std::back_inserter(merged));
  shelf.sorted = std::move(merged);
  shelf.fresh = {};
}

void AlikeIndex::add(Id id, const Profile& profile) {
  removed_.erase(id);
  for (const Key& key : keys_of(profile)) put(key.hash, id);
  ++rows_;
}

std::vector<AlikeIndex::Id> AlikeIndex::rows_of(std::uint32_t key, std::size_t most, bool& too_many) const {
  const Shelf& shelf = shelves_[key >> 26U];
  const auto from = std::lower_bound(shelf.sorted.begin(), shelf.sorted.end(), Entry{key, 0});
  const auto to = std::upper_bound(from, shelf.sorted.end(), Entry{key, ~Id{0}});
  std::vector<Id> ids;
  too_many = static_cast<std::size_t>(to - from) > most;
  if (too_many) return ids;
  for (auto at = from; at != to; ++at) ids.push_back(at->id);
  for (const Entry& entry : shelf.fresh) {
    if (entry.key == key) ids.push_back(entry.id);
  }
  return ids;
}

std::vector<AlikeIndex::Near> AlikeIndex::near(const Profile& profile, const AlikeLimits& limits,
                                               Id below) const {
  std::vector<Near> hits;
  for (const Key& key : keys_of(profile)) {
    bool too_many = false;
    const auto ids =
        rows_of(key.hash, key.number ? limits.common_number_rows : limits.common_word_rows, too_many);
    const auto rarity = std::log(1 + static_cast<float>(rows_) / static_cast<float>(ids.size() + 1));
    for (const Id id : ids) {
      if (id < below && !removed_.contains(id))
        hits.push_back({id, rarity + (key.number ? number_score : 0)});
    }
  }
  std::sort(hits.begin(), hits.end(), [](const Near& a, const Near& b) { return a.id < b.id; });
  std::size_t kept = 0;
  for (const Near& hit : hits) {
    if (kept > 0 && hits[kept - 1].id == hit.id) {
      hits[kept - 1].score += hit.score;
    } else {
      hits[kept++] = hit;
    }
  }
  hits.resize(kept);
  const auto better = [](const Near& a, const Near& b) {
    return a.score > b.score || (a.score == b.score && a.id < b.id);
  };
  const std::size_t most = std::min(limits.weighed, hits.size());
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(most), hits.end(), better);
  hits.resize(most);
  return hits;
}

std::size_t AlikeIndex::bytes() const {
  std::size_t entries = 0;
  for (const Shelf& shelf : shelves_) entries += shelf.sorted.capacity() + shelf.fresh.capacity();
  return sizeof(*this) + entries * sizeof(Entry) + removed_.size() * (sizeof(Id) + sizeof(void*) * 2);
}

std::vector<Alike> find_alike(const Request& request, const AlikeIndex& index, const LookUp& look_up,
                              const PairRules& rules, const PairHead& head, const AlikeLimits& limits,
                              const Settled& settled) {
  struct Found {
    AlikeIndex::Id id;
    Request request;
    Profile profile;
    double p;
  };
  const Profile own = profile_of(request, rules);
  std::vector<Found> found;
  for (const AlikeIndex::Near& near : index.near(own, limits)) {
    auto other = look_up(near.id);
    if (!other || (settled && settled(near.id, *other))) continue;
    Profile profile = profile_of(*other, rules);
    const Judgement judgement = judge_briefly({request, own, *other, profile}, head);
    if (judgement.p < limits.least_p && judgement.relation != Relation::sibling) continue;
    found.push_back({near.id, std::move(*other), std::move(profile), judgement.p});
  }
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.p > b.p; });
  if (found.size() > limits.found) found.resize(limits.found);
  std::vector<Alike> out;
  for (const Found& one : found)
    out.push_back({one.id, judge({request, own, one.request, one.profile}, head)});
  return out;
}

}  // namespace parvis::grants
