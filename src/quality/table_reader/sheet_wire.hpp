// What the sheet reader's child and its parent say to each other: frames of one tag, one length (u32) and a
// payload, in the machine's byte order, for both are one program on one machine. The parent does not trust
// the child: every length is checked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "quality/table_reader/sheet_reader.hpp"

namespace parvis::quality {

enum class FrameTag : std::uint8_t { request = 'Q', info = 'I', rows = 'R', facts = 'F', error = 'E' };

struct Frame {
  FrameTag tag = FrameTag::error;
  std::string payload;
};

inline constexpr std::size_t max_frame_bytes = 256U << 20;

struct SheetRequest {
  bool describe = false;  // else the rows of `sheet`
  std::uint64_t sheet = 0, first_rows = 0;
  std::uint64_t max_memory_bytes = 0, max_cpu_seconds = 0;  // of the child; 0: no ceiling
  ReadLimits limits;
};

void put_request(std::string& out, const SheetRequest& request);
void put_info(std::string& out, const WorkbookInfo& info);
void put_row(std::string& out, const TableRow& row);
void put_facts(std::string& out, const RowFacts& facts);
void put_error(std::string& out, const Error& error);

// Takes values off the front of a payload. After the first that does not fit, `good` is false and all that
// follows is empty.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool done() const { return bytes_.empty() || !good_; }

  SheetRequest request();
  WorkbookInfo info();
  void row(TableRow& row);
  RowFacts facts();
  Error error();

 private:
  template <class Number>
  Number number();
  std::string text();
  bool flag() { return number<std::uint8_t>() != 0; }
  // How many items follow, each of at least `item_bytes`.
  std::size_t count(std::size_t item_bytes);

  std::string_view bytes_;
  bool good_ = true;
};

// Blocking. Errors: unavailable when the peer is gone.
Status send_frame(int socket, FrameTag tag, std::string_view payload);
// Waits at most `silence_ms` for each part (negative: for ever). Errors: unavailable when the peer is gone,
// silent or does not speak this language.
Result<Frame> receive_frame(int socket, int silence_ms);

}  // namespace parvis::quality
