#include "grants/matching/match_all.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>

namespace parvis::grants {
namespace {

constexpr std::size_t kept_words = 10;
constexpr std::size_t block = 1024;

// The words of a title as numbers, sorted: enough to see that two titles have nothing in common.
struct WordNumbers {
  std::array<std::uint32_t, kept_words> numbers{};
  std::uint8_t count = 0;
};

WordNumbers numbers_of(const Profile& profile) {
  WordNumbers out;
  for (const TitleWord& word : profile.words) {
    if (out.count == kept_words) break;
    std::uint32_t hash = 2166136261U;
    const auto take = [&](std::uint32_t c) { hash = (hash ^ c) * 16777619U; };
    if (word.meaning.concept_id >= 0) {
      take(static_cast<std::uint32_t>(word.meaning.concept_id) + 256);
    } else {
      for (const char c : std::string_view(word.text).substr(0, 4)) take(static_cast<unsigned char>(c));
    }
    std::size_t at = out.count++;
    for (; at > 0 && out.numbers[at - 1] > hash; --at) out.numbers[at] = out.numbers[at - 1];
    out.numbers[at] = hash;
  }
  return out;
}

double shared_words(const WordNumbers& a, const WordNumbers& b) {
  const std::size_t least = std::min(a.count, b.count);
  if (least == 0) return 1;
  std::size_t shared = 0;
  for (std::size_t i = 0, j = 0; i < a.count && j < b.count;) {
    if (a.numbers[i] == b.numbers[j]) {
      ++shared, ++i, ++j;
    } else if (a.numbers[i] < b.numbers[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return static_cast<double>(shared) / static_cast<double>(least);
}

struct Task {
  const std::vector<Request>& requests;
  const PairRules& rules;
  const PairHead& head;
  const MatchAllSettings& settings;
  AlikeIndex index;
  std::vector<WordNumbers> words;
};

struct Found {
  std::vector<MatchedPair> pairs;
  std::size_t candidates = 0, compared = 0;
};

void match_one(const Task& task, std::size_t i, Found& found) {
  const Request& own = task.requests[i];
  const Profile left = profile_of(own, task.rules);
  for (const AlikeIndex::Near& near :
       task.index.near(left, task.settings.limits, static_cast<AlikeIndex::Id>(i))) {
    ++found.candidates;
    if (shared_words(task.words[i], task.words[near.id]) < task.settings.least_shared_words) continue;
    ++found.compared;
    const Request& other = task.requests[near.id];
    const Profile right = profile_of(other, task.rules);
    Judgement judgement = judge_briefly({own, left, other, right}, task.head);
    if (judgement.same) found.pairs.push_back({near.id, i, std::move(judgement)});
  }
}

}  // namespace

MatchAllCounts match_all(const std::vector<Request>& requests, const PairRules& rules, const PairHead& head,
                         const std::function<void(const MatchedPair&)>& take,
                         const MatchAllSettings& settings) {
  Task task{requests, rules, head, settings, {}, {}};
  task.words.reserve(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const Profile profile = profile_of(requests[i], rules);
    task.index.add(static_cast<AlikeIndex::Id>(i), profile);
    task.words.push_back(numbers_of(profile));
  }
  MatchAllCounts counts;
  std::atomic<std::size_t> next{0};
  std::mutex giving;
  const auto work = [&] {
    for (std::size_t from = next.fetch_add(block); from < requests.size(); from = next.fetch_add(block)) {
      Found found;
      for (std::size_t i = from; i < std::min(from + block, requests.size()); ++i) match_one(task, i, found);
      const std::scoped_lock lock(giving);
      counts.candidates += found.candidates, counts.compared += found.compared;
      counts.given += found.pairs.size();
      for (const MatchedPair& pair : found.pairs) take(pair);
    }
  };
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < settings.threads; ++i) threads.emplace_back(work);
  work();
  threads.clear();
  return counts;
}

}  // namespace parvis::grants
