// The XML of workbooks as a stream of events: memory holds one tag or one text. Names come without their
// prefix. Document types are refused, so no entity but the five of XML and numbers is ever read; comments and
// processing instructions are passed over. Matching of tags is counted, not checked by name.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "quality/table_reader/read_limits.hpp"
#include "quality/table_reader/text_encoding.hpp"

namespace parvis::quality {

class XmlPull {
 public:
  enum class Event { start, end, text, finish };

  XmlPull(ByteSourcePtr bytes, const ReadLimits& limits);

  // An empty element gives start, then end. Views of one event hold until the next call.
  // Errors: "format-error"; "record-too-long" past limits.max_record_bytes in one tag or text.
  Result<Event> next();
  [[nodiscard]] std::string_view name() const { return name_; }  // of start and end
  [[nodiscard]] std::string_view text() const { return text_; }  // of text, entities resolved
  // An attribute by its name without prefix, the first that fits, or by its whole name
  // ("calcext:value-type").
  [[nodiscard]] std::string_view raw(std::string_view attribute) const;  // as written; empty when absent
  [[nodiscard]] std::string attribute(std::string_view attribute) const;
  [[nodiscard]] bool has(std::string_view attribute) const;
  // After a start: passes everything up to its end.
  Status skip();
  // After a start: the text inside it, of all its descendants, up to its end.
  Status inner_text(std::string& out);

 private:
  Result<std::size_t> find(std::string_view what, std::size_t from);
  Result<std::size_t> tag_end();
  Result<bool> refill();
  Result<Event> markup();
  Result<Event> element(std::string_view tag);
  void read_attributes(std::string_view tag);
  [[nodiscard]] const std::string_view* value_of(std::string_view attribute) const;

  TextSourcePtr bytes_;
  std::size_t max_token_;
  std::vector<char> block_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false, end_due_ = false;
  std::string_view name_, text_;
  std::string decoded_;
  struct Attribute {
    std::string_view name, local_name, value;
  };
  std::vector<Attribute> attributes_;
};

// Appends `raw` with its entities resolved; unknown ones stay as they are.
void append_xml_text(std::string& out, std::string_view raw);

}  // namespace parvis::quality
