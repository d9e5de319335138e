#include "grants/matching/pair_groups.hpp"

#include <map>
#include <numeric>
#include <random>
#include <string>

#include "grants/matching/title_alignment.hpp"

namespace parvis::grants {
namespace {

constexpr double same_family = 0.75;  // likeness of two names of one pair

class Families {
 public:
  std::size_t of(const std::string& key) {
    const auto [at, added] = numbers_.emplace(key, parent_.size());
    if (added) parent_.push_back(parent_.size());
    return root(at->second);
  }
  void join(std::size_t a, std::size_t b) { parent_[root(a)] = root(b); }
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }

 private:
  std::map<std::string, std::size_t> numbers_;
  std::vector<std::size_t> parent_;
};

std::size_t family_of(Families& families, const Profile& profile) {
  const std::size_t by_name = families.of("name " + profile.name_letters);
  if (!profile.siren.empty()) families.join(by_name, families.of("siren " + profile.siren));
  return by_name;
}

}  // namespace

PairGroups group_by_association(const std::vector<ProfilePair>& pairs) {
  Families families;
  std::vector<std::size_t> a, b;
  for (const ProfilePair& pair : pairs) {
    a.push_back(family_of(families, pair.a));
    b.push_back(family_of(families, pair.b));
    if (compare_names(pair.a, pair.b).likeness >= same_family) families.join(a.back(), b.back());
  }
  PairGroups groups;
  std::map<std::size_t, std::size_t> numbered;
  const auto number = [&](std::size_t family) {
    return numbered.emplace(families.root(family), numbered.size()).first->second;
  };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    groups.a.push_back(number(a[i]));
    groups.b.push_back(number(b[i]));
  }
  groups.count = numbered.size();
  return groups;
}

std::vector<std::size_t> deal_folds(std::size_t groups, std::size_t folds, std::uint64_t seed) {
  std::vector<std::size_t> order(groups);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937_64 draw(seed);
  for (std::size_t i = groups; i > 1; --i) std::swap(order[i - 1], order[draw() % i]);
  std::vector<std::size_t> fold(groups);
  for (std::size_t i = 0; i < groups; ++i) fold[order[i]] = i % folds;
  return fold;
}

}  // namespace parvis::grants
