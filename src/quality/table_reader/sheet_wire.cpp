#include "quality/table_reader/sheet_wire.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <type_traits>

namespace parvis::quality {
namespace {

template <class Number>
void put(std::string& out, Number number) {
  static_assert(std::is_trivially_copyable_v<Number>);
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void put_text(std::string& out, std::string_view text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

tl::unexpected<Error> gone(const char* why) {
  return fail(ErrorKind::unavailable,
              "La lecture de ce classeur s’est interrompue. Enregistrez-le au format .csv, puis recommencez.",
              why, "sheet-reader-ended");
}

Status receive(int socket, char* into, std::size_t size, int silence_ms) {
  while (size > 0) {
    pollfd ready{socket, POLLIN, 0};
    const int answer = ::poll(&ready, 1, silence_ms);
    if (answer == 0) return gone("silent");
    const auto count = ::recv(socket, into, size, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return gone("gone");
    into += count;
    size -= static_cast<std::size_t>(count);
  }
  return {};
}

}  // namespace

void put_request(std::string& out, const SheetRequest& request) {
  static_assert(std::is_trivially_copyable_v<SheetRequest>);
  put(out, request);
}

void put_row(std::string& out, const TableRow& row) {
  put(out, row.row);
  put(out, row.line);
  put(out, static_cast<std::uint8_t>(row.hidden));
  put(out, static_cast<std::uint32_t>(row.cells.size()));
  for (const auto& cell : row.cells) {
    put(out, cell.kind);
    put(out, cell.notes);
    put_text(out, cell.text);
  }
}

void put_info(std::string& out, const WorkbookInfo& info) {
  put(out, static_cast<std::uint8_t>(info.ods));
  put(out, static_cast<std::uint8_t>(info.date1904));
  put(out, static_cast<std::uint32_t>(info.sheets.size()));
  for (const auto& sheet : info.sheets) {
    put_text(out, sheet.name);
    put(out, static_cast<std::uint8_t>(sheet.hidden));
    put(out, static_cast<std::uint32_t>(sheet.first_rows.size()));
    for (const auto& row : sheet.first_rows) put_row(out, row);
  }
}

// What a sheet can say: ends of line, encodings and quotes are CSV's.
void put_facts(std::string& out, const RowFacts& facts) {
  for (const auto count : {facts.formulas, facts.errors, facts.hidden_rows, facts.merged}) put(out, count);
  put(out, static_cast<std::uint32_t>(facts.hidden_columns.size()));
  for (const auto column : facts.hidden_columns) put(out, column);
  put(out, static_cast<std::uint32_t>(facts.merged_ranges.size()));
  for (const auto& range : facts.merged_ranges) put(out, range);
}

void put_error(std::string& out, const Error& error) {
  put(out, static_cast<std::uint8_t>(error.kind));
  put_text(out, error.message);
  put_text(out, error.detail);
  put_text(out, error.code);
}

template <class Number>
Number WireReader::number() {
  Number value{};
  if (!good_ || bytes_.size() < sizeof value) {
    good_ = false;
    return value;
  }
  std::memcpy(&value, bytes_.data(), sizeof value);
  bytes_.remove_prefix(sizeof value);
  return value;
}

std::size_t WireReader::count(std::size_t item_bytes) {
  const std::size_t items = number<std::uint32_t>();
  if (items > bytes_.size() / item_bytes) good_ = false;
  return good_ ? items : 0;
}

std::string WireReader::text() {
  const auto size = count(1);
  std::string out(bytes_.substr(0, size));
  bytes_.remove_prefix(size);
  return out;
}

SheetRequest WireReader::request() {
  return number<SheetRequest>();
}

void WireReader::row(TableRow& row) {
  constexpr std::size_t least_cell = 1 + 1 + sizeof(std::uint32_t);
  row.row = number<std::uint64_t>();
  row.line = number<std::uint64_t>();
  row.hidden = flag();
  row.cells.clear();
  row.cells.resize(count(least_cell));
  for (auto& cell : row.cells) {
    const auto kind = number<std::uint8_t>();
    if (kind > static_cast<std::uint8_t>(CellKind::json)) good_ = false;
    cell.kind = good_ ? static_cast<CellKind>(kind) : CellKind::empty;
    cell.notes = number<std::uint8_t>();
    cell.text = text();
  }
}

WorkbookInfo WireReader::info() {
  constexpr std::size_t least_sheet = 9, least_row = 21;
  WorkbookInfo info;
  info.ods = flag();
  info.date1904 = flag();
  info.sheets.resize(count(least_sheet));
  for (auto& sheet : info.sheets) {
    sheet.name = text();
    sheet.hidden = flag();
    sheet.first_rows.resize(count(least_row));
    for (auto& one : sheet.first_rows) row(one);
  }
  return info;
}

RowFacts WireReader::facts() {
  RowFacts facts;
  for (auto* count_of : {&facts.formulas, &facts.errors, &facts.hidden_rows, &facts.merged})
    *count_of = number<std::uint64_t>();
  facts.hidden_columns.resize(count(sizeof(std::uint32_t)));
  for (auto& column : facts.hidden_columns) column = number<std::uint32_t>();
  facts.merged_ranges.resize(count(sizeof(CellRange)));
  for (auto& range : facts.merged_ranges) range = number<CellRange>();
  return facts;
}

Error WireReader::error() {
  Error error;
  const auto kind = number<std::uint8_t>();
  error.kind = kind <= static_cast<std::uint8_t>(ErrorKind::internal) ? static_cast<ErrorKind>(kind)
                                                                      : ErrorKind::internal;
  error.message = text();
  error.detail = text();
  error.code = text();
  return error;
}

Status send_frame(int socket, FrameTag tag, std::string_view payload) {
  std::string bytes;
  bytes.reserve(payload.size() + 5);
  put(bytes, tag);
  put_text(bytes, payload);
  for (std::size_t done = 0; done < bytes.size();) {
    const auto count = ::send(socket, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return gone("gone");
    done += static_cast<std::size_t>(count);
  }
  return {};
}

Result<Frame> receive_frame(int socket, int silence_ms) {
  char head[1 + sizeof(std::uint32_t)];
  PARVIS_CHECK(receive(socket, head, sizeof head, silence_ms));
  std::uint32_t size = 0;
  std::memcpy(&size, head + 1, sizeof size);
  if (size > max_frame_bytes) return gone("frame too long");
  Frame frame;
  frame.tag = static_cast<FrameTag>(head[0]);
  frame.payload.resize(size);
  PARVIS_CHECK(receive(socket, frame.payload.data(), size, silence_ms));
  return frame;
}

}  // namespace parvis::quality
