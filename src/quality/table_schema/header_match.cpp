#include "quality/table_schema/header_match.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"
#include "quality/table_schema/cell_reader.hpp"
#include "quality/table_schema/sentence.hpp"

namespace parvis::quality {
namespace {

constexpr std::size_t max_listed_labels = 20;

class Matcher {
 public:
  Matcher(const SchemaProgram& program, HeaderMatch& out) : schema_(program.schema), out_(out) {
    for (const auto& label : out_.map.labels) labels_.emplace_back(trim_unicode(label));
    for (std::size_t i = 0; i < labels_.size(); ++i) first_.try_emplace(labels_[i], i);
  }

  void by_position() {
    const std::size_t fields = schema_.fields.size();
    for (std::size_t i = labels_.size(); i < fields; ++i)
      say(FindingCode::missing_label, i, schema_.fields[i].name, i);
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      if (i >= fields) {
        say(FindingCode::extra_label, i, labels_[i]);
        out_.map.also_known.push_back(static_cast<std::uint32_t>(i));
        continue;
      }
      map(i, i);
      const std::size_t first = first_of(i);
      if (labels_[i].empty())
        say(FindingCode::blank_label, i, schema_.fields[i].name, i);
      else if (first < i)
        say(FindingCode::duplicate_label, i, labels_[i], i, first + 1);
      else if (base::fold(labels_[i]) != base::fold(schema_.fields[i].name))
        say(FindingCode::incorrect_label, i, schema_.fields[i].name, i);
    }
  }

  void by_name(FieldsMatch match) {
    std::vector<bool> found(schema_.fields.size(), false);
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      if (labels_[i].empty()) {
        say(FindingCode::blank_label, i, {});
        continue;
      }
      if (const std::size_t first = first_of(i); first < i) {
        say(FindingCode::duplicate_label, i, labels_[i], no_column, first + 1);
        continue;
      }
      const auto field = schema_.field_number(labels_[i]);
      if (field) {
        found[*field] = true;
        map(i, *field);
      } else {
        const bool refused = match == FieldsMatch::equal || match == FieldsMatch::superset;
        say(refused ? FindingCode::extra_label : FindingCode::unknown_label, i, labels_[i]);
      }
    }
    if (out_.map.columns.empty()) {
      out_.findings.clear();
      out_.usable = false;
      Finding finding;
      finding.code = FindingCode::unmatched_header;
      list_labels();
      finding.cell = out_.listed;
      out_.findings.push_back(finding);
      return;
    }
    absent_fields(match, found);
  }

 private:
  void list_labels() {
    for (std::size_t i = 0; i < labels_.size() && i < max_listed_labels; ++i) {
      if (i > 0) out_.listed += ", ";
      out_.listed += shortened(labels_[i]);
    }
    if (labels_.size() > max_listed_labels) out_.listed += "…";
  }

  [[nodiscard]] std::size_t first_of(std::size_t i) const { return first_.at(labels_[i]); }

  void map(std::size_t position, std::size_t field) {
    out_.map.columns.push_back({static_cast<std::uint32_t>(position), static_cast<std::uint16_t>(field)});
  }

  void say(FindingCode code, std::size_t position, std::string_view name, std::size_t field = no_column,
           std::uint64_t other = 0) {
    Finding finding;
    finding.code = code;
    finding.field = static_cast<std::uint32_t>(position + 1);
    finding.name = name;
    finding.column = static_cast<std::uint16_t>(field);
    finding.other = other;
    if (position < labels_.size()) finding.cell = labels_[position];
    out_.findings.push_back(finding);
  }

  void absent_fields(FieldsMatch match, const std::vector<bool>& found) {
    const bool all_due = match == FieldsMatch::equal || match == FieldsMatch::subset;
    std::size_t rank = 0;
    for (std::size_t i = 0; i < schema_.fields.size(); ++i) {
      if (found[i]) continue;
      const auto& field = schema_.fields[i];
      const auto& key = schema_.primary_key;
      const bool due =
          all_due || field.constraints.required || std::find(key.begin(), key.end(), field.name) != key.end();
      say(due ? FindingCode::missing_label : FindingCode::missing_optional_label, labels_.size() + rank++,
          field.name, i);
    }
  }

  const TableSchema& schema_;
  HeaderMatch& out_;
  std::vector<std::string_view> labels_;
  std::unordered_map<std::string_view, std::size_t> first_;  // where a label stands first
};

}  // namespace

std::unique_ptr<HeaderMatch> match_header(const SchemaProgram& program, std::vector<std::string> labels,
                                          FieldsMatch match) {
  auto out = std::make_unique<HeaderMatch>();
  out->map.labels = std::move(labels);
  const bool blank = std::all_of(out->map.labels.begin(), out->map.labels.end(),
                                 [](const std::string& label) { return trim_unicode(label).empty(); });
  if (blank) {
    Finding finding;
    finding.code = FindingCode::blank_header;
    out->findings.push_back(finding);
    out->usable = false;
    return out;
  }
  Matcher matcher(program, *out);
  if (match == FieldsMatch::exact)
    matcher.by_position();
  else
    matcher.by_name(match);
  std::sort(out->map.columns.begin(), out->map.columns.end(),
            [](const auto& a, const auto& b) { return a.position < b.position; });
  return out;
}

}  // namespace parvis::quality
