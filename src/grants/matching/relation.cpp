#include "grants/matching/relation.hpp"

#include <algorithm>

namespace parvis::grants {
namespace {

constexpr double part_ratio = 0.65;                // a smaller amount under this share of the larger
constexpr std::int64_t round_sum_cents = 100'000;  // 1 000 €

std::optional<int> year_of(const Request& request, const Profile& profile) {
  if (request.year) return request.year;
  if (profile.years.empty()) return std::nullopt;
  return *profile.years.begin();
}

double amount_ratio(const Request& a, const Request& b) {
  if (!a.amount_cents || !b.amount_cents || *a.amount_cents <= 0 || *b.amount_cents <= 0) return 1;
  const auto [least, most] = std::minmax(*a.amount_cents, *b.amount_cents);
  return static_cast<double>(least) / static_cast<double>(most);
}

bool says_parts(const Profile& left, const Profile& right) {
  return left.parts != right.parts;
}

}  // namespace

bool other_year(const ComparedRequests& pair) {
  const auto a = year_of(pair.a, pair.left), b = year_of(pair.b, pair.right);
  if (a && b && *a != *b) return true;
  const std::set<int>&left = pair.left.years, &right = pair.right.years;
  if (left.empty() || right.empty()) return false;
  return std::none_of(left.begin(), left.end(), [&](int year) { return right.contains(year); });
}

bool amounts_complete(const Request& a, const Request& b) {
  if (!a.amount_cents || !b.amount_cents || *a.amount_cents <= 0 || *b.amount_cents <= 0) return false;
  const bool each_round = *a.amount_cents % round_sum_cents == 0 && *b.amount_cents % round_sum_cents == 0;
  const std::int64_t step = each_round ? 10 * round_sum_cents : round_sum_cents;
  return *a.amount_cents != *b.amount_cents && (*a.amount_cents + *b.amount_cents) % step == 0;
}

Relation relation_of(const ComparedRequests& pair, const Comparison& comparison, bool same) {
  if (!same) return same_association(comparison) ? Relation::sibling : Relation::distinct;
  if (other_year(pair)) return Relation::renewal;
  const bool parts = says_parts(pair.left, pair.right) || amount_ratio(pair.a, pair.b) < part_ratio ||
                     amounts_complete(pair.a, pair.b);
  return parts ? Relation::split : Relation::duplicate;
}

}  // namespace parvis::grants
