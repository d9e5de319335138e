#include "quality/table_schema/table_check.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <span>
#include <thread>

#include "quality/table_reader/text_encoding.hpp"
#include "quality/table_schema/header_match.hpp"
#include "quality/table_schema/key_index.hpp"
#include "quality/table_schema/quick_test.hpp"

namespace parvis::quality {
namespace {

// A piece of the text that starts at a record, and what was found in it.
struct Block {
  std::string text;  // with scan_padding behind `size`
  std::size_t size = 0;
  ScannedBlock index;
  std::uint64_t first_row = 0, first_line = 0, offset = 0;
  std::size_t consumed = 0;                    // bytes of whole records, as received
  std::size_t skipped = 0;                     // records before the data (header and what stands above)
  std::string repaired;                        // the text, when it was not UTF-8; the index is then of this
  std::vector<std::uint32_t> received_starts;  // of the records, when the text was repaired
  std::string undone;                          // cells whose quotes had to be undone
  std::vector<Finding> findings;
  std::vector<KeyEntry> keys;

  void reserve(std::size_t bytes) {
    if (text.size() < bytes + scan_padding) text.resize(bytes + scan_padding);
  }
  [[nodiscard]] std::string_view view() const { return std::string_view(text).substr(0, size); }
};

// windows-1252 for the bytes that UTF-8 cannot read; line ends and separators stay where they are.
std::string repaired_text(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8 + scan_padding);
  for (std::size_t at = 0; at < text.size();) {
    bool cut = false;
    const std::size_t length =
        static_cast<unsigned char>(text[at]) < 0x80 ? 1 : utf8_sequence(text.substr(at), cut);
    if (length > 0) {
      out += text.substr(at, length);
      at += length;
    } else {
      append_utf8(out, decode_byte(Encoding::windows_1252, static_cast<unsigned char>(text[at++])));
    }
  }
  return out;
}

// The cells of one record as views; quotes undone in `undone`, which must have room for the whole block.
class RecordCells {
 public:
  const std::vector<std::string_view>& of(std::string_view text, const ScannedBlock& index,
                                          const ScannedRecord& record, std::string& undone) {
    cells_.resize(record.cells);
    std::uint32_t start = record.start;
    for (std::uint32_t i = 0; i < record.cells; ++i) {
      const std::uint32_t end = index.ends[record.first_cell + i];
      std::string_view raw(text.data() + start, end - start);
      if (!raw.empty() && raw.front() == '"') raw = keep(unquoted(raw, scratch_), raw, undone);
      cells_[i] = raw;
      start = end + 1;
    }
    return cells_;
  }

 private:
  static std::string_view keep(std::string_view cell, std::string_view raw, std::string& undone) {
    const bool inside = cell.data() >= raw.data() && cell.data() <= raw.data() + raw.size();
    if (inside) return cell;
    const std::size_t at = undone.size();
    undone += cell;
    return std::string_view(undone).substr(at);
  }

  std::vector<std::string_view> cells_;
  std::string scratch_;
};

}  // namespace

class TableCheck::Core {
 public:
  Core(std::shared_ptr<const SchemaProgram> program, const TableCheckOptions& options, OnFinding on_finding)
      : program_(std::move(program)), options_(options), on_finding_(std::move(on_finding)) {
    next_line_ = options_.first_line;
    next_offset_ = options_.first_offset;
    for (std::size_t i = 0; i < program_->keys.size(); ++i)
      indexes_.push_back(std::make_unique<KeyIndex>(options_.reread >= 0));
    references_.resize(program_->schema.foreign_keys.size());
  }

  // --- one after the other: scanning ---

  // Scans block.text; false: no whole record in it yet. Header records are taken out.
  bool scan(Block& block, ScanEnd end) {
    scan_csv(block.view(), options_.delimiter, end, block.index, options_.path);
    if (block.index.records.empty()) return false;
    block.first_row = next_row_;
    block.first_line = next_line_;
    block.offset = next_offset_;
    block.skipped = 0;
    block.consumed = block.index.consumed;
    block.repaired.clear();
    next_row_ += block.index.records.size();
    for (const auto& record : block.index.records) next_line_ += record.lines;
    next_offset_ += block.index.consumed;
    if (header_seen_) return true;
    take_header(block);
    return true;
  }

  // --- at the same time, one worker a thread ---

  class Worker {
   public:
    explicit Worker(Core& core) : core_(core) {}

    void check(Block& block) {
      block.findings.clear();
      block.keys.clear();
      block.undone.clear();
      std::string_view text = block.view().substr(0, block.consumed);
      std::size_t bad_record = no_record;
      const std::size_t nul = text.find('\0');
      const std::size_t nul_record = nul == std::string_view::npos ? no_record : record_at(block, nul);
      if (const std::size_t bad = first_invalid_utf8(text, core_.options_.path);
          bad != std::string_view::npos) {
        bad_record = record_at(block, bad);
        block.received_starts.clear();
        for (const auto& record : block.index.records) block.received_starts.push_back(record.start);
        block.repaired = repaired_text(text);
        block.repaired.resize(block.repaired.size() + scan_padding);
        text = std::string_view(block.repaired).substr(0, block.repaired.size() - scan_padding);
        scan_csv(text, core_.options_.delimiter, ScanEnd::whole, block.index, ScanPath::plain);
      }
      if (!core_.map_) return;
      if (!checker_) checker_.emplace(core_.program_, core_.map_, core_.plan_, core_.options_.quick);
      block.undone.reserve(text.size() + scan_padding);
      check_records(block, text, bad_record, nul_record);
    }

    RowChecker* checker() {
      if (!checker_ && core_.map_)
        checker_.emplace(core_.program_, core_.map_, core_.plan_, core_.options_.quick);
      return checker_ ? &*checker_ : nullptr;
    }

   private:
    static constexpr std::size_t no_record = static_cast<std::size_t>(-1);

    static std::size_t record_at(const Block& block, std::size_t offset) {
      std::size_t at = 0;
      while (at + 1 < block.index.records.size() && block.index.records[at + 1].start <= offset) ++at;
      return at;
    }

    void check_records(Block& block, std::string_view text, std::size_t bad_record, std::size_t nul_record) {
      std::uint64_t line = block.first_line;
      std::size_t stray = 0;
      std::size_t unclosed = 0;
      const auto& records = block.index.records;
      for (std::size_t i = 0; i < records.size(); ++i) {
        Finding at;
        at.row = block.first_row + i;
        at.line = line;
        line += records[i].lines;
        if (i == bad_record || i == nul_record) {
          Finding bad = at;
          bad.code = FindingCode::encoding_error;
          if (i == nul_record) bad.name = nul_byte;
          block.findings.push_back(bad);
        }
        odd_quotes(block, block.index.unclosed, unclosed, i, at, FindingCode::unclosed_quote);
        if (i >= block.skipped) {
          const auto& cells = cells_.of(text, block.index, records[i], block.undone);
          const std::size_t keys = block.keys.size();
          checker_->check(cells.data(), cells.size(), at.row, at.line, block.findings, block.keys);
          for (std::size_t k = keys; k < block.keys.size(); ++k)
            block.keys[k].record = static_cast<std::uint32_t>(i);
        }
        odd_quotes(block, block.index.stray, stray, i, at, FindingCode::stray_quote);
      }
    }

    static void odd_quotes(Block& block, const std::vector<ScannedCell>& list, std::size_t& next,
                           std::size_t record, Finding at, FindingCode code) {
      for (; next < list.size() && list[next].record == record; ++next) {
        at.code = code;
        at.field = list[next].cell + 1;
        block.findings.push_back(at);
      }
    }

    Core& core_;
    std::optional<RowChecker> checker_;
    RecordCells cells_;
  };

  // --- one after the other: what comes out ---

  void emit(Block& block, Worker& worker) {
    if (!said_header_) {
      said_header_ = true;
      for (const Finding& finding : header_findings_) out(finding);
    }
    if (block.keys.empty()) {
      for (const Finding& finding : block.findings) out(finding);
      return;
    }
    std::size_t next = 0;
    for (std::size_t k = 0; k < block.keys.size();) {
      const std::uint64_t row = block.keys[k].row;
      for (; next < block.findings.size() && block.findings[next].row < row; ++next)
        out(block.findings[next]);
      of_keys_.clear();
      for (; k < block.keys.size() && block.keys[k].row == row; ++k) put_key(block.keys[k], block, worker);
      if (of_keys_.empty()) continue;
      const std::size_t first = next;
      while (next < block.findings.size() && block.findings[next].row == row) ++next;
      out_of_row({block.findings.data() + first, next - first});
    }
    for (; next < block.findings.size(); ++next) out(block.findings[next]);
  }

  // Puts what the keys of a row have to say among its other findings, in the order of columns.
  void out_of_row(std::span<const Finding> others) {
    of_keys_.insert(of_keys_.begin(), others.begin(), others.end());
    std::stable_sort(of_keys_.begin(), of_keys_.end(),
                     [](const Finding& a, const Finding& b) { return a.field - 1 < b.field - 1; });
    for (const Finding& finding : of_keys_) out(finding);
  }

  void out(const Finding& finding) {
    if (finding.code == FindingCode::encoding_error && finding.row != 0) {
      if (encoding_said_ || !options_.guess_encoding_errors) return;
      encoding_said_ = true;
    }
    ++summary_.by_code[static_cast<std::size_t>(finding.code)];
    if (is_warning(finding.code)) {
      ++summary_.warnings;
    } else {
      ++summary_.errors;
      if (summary_.by_field.size() <= finding.field && finding.field < 20'000)
        summary_.by_field.resize(finding.field + 1);
      if (finding.field < summary_.by_field.size()) ++summary_.by_field[finding.field];
    }
    on_finding_(finding);
  }

  CheckSummary finish() {
    if (!said_header_) {
      said_header_ = true;
      if (!header_seen_) {
        Finding finding;
        finding.code = FindingCode::blank_header;
        header_findings_.push_back(finding);
        summary_.usable = false;
      }
      for (const Finding& finding : header_findings_) out(finding);
    }
    late_foreign_keys();
    const std::uint64_t seen = next_row_ - 1;
    summary_.rows = seen > options_.header_row ? seen - options_.header_row : 0;
    return summary_;
  }

  void take_labels(std::vector<std::string> labels) {
    header_seen_ = true;
    summary_.labels = labels;
    header_ = match_header(*program_, std::move(labels), options_.fields_match);
    header_findings_ = header_->findings;
    for (auto& finding : header_findings_) finding.line = header_line_;
    summary_.usable = header_->usable;
    if (!header_->usable) return;
    map_ = std::make_shared<const ColumnMap>(header_->map);
    plan_ = std::make_shared<const CheckPlan>(plan_checks(*program_, *map_));
    header_findings_.insert(header_findings_.end(), plan_->troubles.begin(), plan_->troubles.end());
    foreign_key_troubles();
  }

  std::shared_ptr<const SchemaProgram> program_;
  TableCheckOptions options_;
  OnFinding on_finding_;
  std::shared_ptr<const ColumnMap> map_;
  std::shared_ptr<const CheckPlan> plan_;
  std::unique_ptr<HeaderMatch> header_;
  std::vector<Finding> header_findings_;
  bool header_seen_ = false, said_header_ = false, encoding_said_ = false;
  std::uint64_t next_row_ = 1, next_line_ = 1, next_offset_ = 0, header_line_ = 1;
  CheckSummary summary_;
  std::vector<std::unique_ptr<KeyIndex>> indexes_;  // by key
  std::vector<std::shared_ptr<KeyIndex>> references_;
  std::vector<KeyEntry> foreign_;  // of keys inside the table, judged at the end

  // For feed and feed_row.
  std::vector<Finding> of_keys_;  // of one row
  Block open_;
  std::size_t look_again_ = 0;  // bytes before an unfinished record is scanned again
  std::optional<Worker> worker_;

  Worker& worker() {
    if (!worker_) worker_.emplace(*this);
    return *worker_;
  }

 private:
  void take_header(Block& block) {
    if (block.first_row + block.index.records.size() <= options_.header_row) {
      block.skipped = block.index.records.size();
      return;
    }
    const auto at = static_cast<std::size_t>(options_.header_row - block.first_row);
    block.skipped = at + 1;
    header_line_ = block.first_line;
    for (std::size_t i = 0; i < at; ++i) header_line_ += block.index.records[i].lines;
    std::string undone;
    undone.reserve(block.size + scan_padding);
    RecordCells cells;
    const bool broken = first_invalid_utf8(block.view()) != std::string_view::npos;
    std::vector<std::string> labels;
    for (const auto cell : cells.of(block.view(), block.index, block.index.records[at], undone))
      labels.push_back(broken ? repaired_text(cell) : std::string(cell));
    take_labels(std::move(labels));
  }

  void foreign_key_troubles() {
    for (std::size_t i = 0; i < program_->schema.foreign_keys.size(); ++i) {
      const ForeignKey& key = program_->schema.foreign_keys[i];
      if (key.resource.empty() || references_[i]) continue;
      Finding finding;
      finding.code =
          options_.skip_foreign_keys ? FindingCode::foreign_keys_skipped : FindingCode::resource_error;
      finding.name = key.resource;
      header_findings_.push_back(finding);
      if (options_.skip_foreign_keys) continue;
      header_findings_ = {finding};  // the peers stop there, and say nothing else
      summary_.usable = false;
      map_.reset();
      return;
    }
  }

  void put_key(const KeyEntry& entry, Block& block, Worker& worker) {
    const KeyProgram& key = program_->keys[entry.key];
    if (key.kind == KeyProgram::Kind::foreign) {
      if (options_.skip_foreign_keys && !references_[key.number] &&
          !program_->schema.foreign_keys[key.number].resource.empty())
        return;
      if (references_[key.number]) {
        if (!references_[key.number]->holds(entry.hash)) of_keys_.push_back(foreign_finding(entry));
      } else {
        foreign_.push_back(entry);
      }
      return;
    }
    std::string mine;
    const auto same = [&](std::uint64_t offset) {
      RowChecker* checker = worker.checker();
      if (checker == nullptr) return true;
      if (mine.empty()) mine = key_in_block(key, block, entry.record, *checker);
      return key_at(key, offset, *checker) == mine;
    };
    const std::uint64_t offset =
        block.offset +
        (block.repaired.empty() ? start_of(block, entry.record) : block.received_starts[entry.record]);
    const std::uint64_t twin = indexes_[entry.key]->put(entry.hash, entry.row, offset, same);
    if (twin == 0 || key.kind == KeyProgram::Kind::referenced) return;
    Finding finding;
    finding.row = entry.row;
    finding.line = entry.line;
    finding.other = twin;
    finding.cause = options_.reread >= 0 ? Cause::twin : Cause::probable_twin;
    finding.code =
        key.kind == KeyProgram::Kind::primary ? FindingCode::primary_key : FindingCode::unique_error;
    if (key.kind == KeyProgram::Kind::unique_field) {
      finding.field = entry.field;
      finding.column = key.fields.front();
      finding.name = program_->schema.fields[finding.column].name;
    }
    of_keys_.push_back(finding);
  }

  // A row that was fed by itself stands nowhere.
  static std::uint64_t start_of(const Block& block, std::uint32_t record) {
    return record < block.index.records.size() ? block.index.records[record].start : 0;
  }

  std::string key_in_block(const KeyProgram& key, const Block& block, std::uint32_t record,
                           RowChecker& checker) {
    std::string undone;
    const std::string_view text = block.repaired.empty() ? block.view() : std::string_view(block.repaired);
    undone.reserve(text.size() + scan_padding);
    RecordCells cells;
    const auto& found = cells.of(text, block.index, block.index.records[record], undone);
    return checker.key_bytes(key, found.data(), found.size());
  }

  // The key of the record at `offset` of the file.
  std::string key_at(const KeyProgram& key, std::uint64_t offset, RowChecker& checker) {
    for (std::size_t room = 8192; room <= options_.max_record_bytes * 2; room *= 8) {
      std::string text(room + scan_padding, '\0');
      const ssize_t got = ::pread(options_.reread, text.data(), room, static_cast<off_t>(offset));
      if (got <= 0) return {};
      ScannedBlock index;
      std::string_view view = std::string_view(text).substr(0, static_cast<std::size_t>(got));
      scan_csv(view, options_.delimiter,
               static_cast<std::size_t>(got) < room ? ScanEnd::whole : ScanEnd::more, index, ScanPath::plain);
      if (index.records.empty()) continue;
      if (first_invalid_utf8(view.substr(0, index.consumed)) != std::string_view::npos) {
        text = repaired_text(view.substr(0, index.consumed));
        text.resize(text.size() + scan_padding);
        view = std::string_view(text).substr(0, text.size() - scan_padding);
        scan_csv(view, options_.delimiter, ScanEnd::whole, index, ScanPath::plain);
      }
      std::string undone;
      undone.reserve(text.size());
      RecordCells cells;
      const auto& found = cells.of(view, index, index.records.front(), undone);
      return checker.key_bytes(key, found.data(), found.size());
    }
    return {};
  }

  [[nodiscard]] Finding foreign_finding(const KeyEntry& entry) const {
    Finding finding;
    finding.row = entry.row;
    finding.line = entry.line;
    finding.code = FindingCode::foreign_key;
    finding.other = program_->keys[entry.key].number;
    return finding;
  }

  // Foreign keys inside the table: the row they point to may come later.
  void late_foreign_keys() {
    for (const KeyEntry& entry : foreign_) {
      const std::uint16_t number = program_->keys[entry.key].number;
      for (std::size_t i = 0; i < program_->keys.size(); ++i) {
        const KeyProgram& key = program_->keys[i];
        if (key.kind == KeyProgram::Kind::referenced && key.number == number &&
            !indexes_[i]->holds(entry.hash))
          out(foreign_finding(entry));
      }
    }
  }
};

TableCheck::TableCheck(std::shared_ptr<const SchemaProgram> program, const TableCheckOptions& options,
                       OnFinding on_finding)
    : core_(std::make_unique<Core>(std::move(program), options, std::move(on_finding))) {}
TableCheck::~TableCheck() = default;

Status TableCheck::feed(std::string_view bytes) {
  Block& block = core_->open_;
  while (!bytes.empty()) {
    // A record larger than a block is looked at again only once it has doubled.
    const std::size_t room = std::max({core_->options_.block_bytes, core_->look_again_, block.size + 1});
    const std::size_t taken = std::min(bytes.size(), room - block.size);
    block.reserve(room);
    std::memcpy(block.text.data() + block.size, bytes.data(), taken);
    block.size += taken;
    bytes.remove_prefix(taken);
    if (block.size >= room) PARVIS_CHECK(flush());
  }
  return {};
}

namespace {

Error too_long(std::size_t limit) {
  return {ErrorKind::too_large,
          "Une ligne du tableau dépasse " + std::to_string(limit >> 20U) +
              "\u00A0Mio\u00A0: ce fichier n’est sans doute pas un tableau CSV.",
          {},
          "record-too-long"};
}

}  // namespace

Status TableCheck::flush() {
  Block& block = core_->open_;
  std::memset(block.text.data() + block.size, 0, std::min(scan_padding, block.text.size() - block.size));
  if (!core_->scan(block, ScanEnd::more)) {
    if (block.size < core_->options_.max_record_bytes) {
      core_->look_again_ = std::min(block.size * 2, core_->options_.max_record_bytes);
      return {};
    }
    if (!core_->scan(block, ScanEnd::unclosed_now))
      return tl::make_unexpected(too_long(core_->options_.max_record_bytes));
  }
  core_->look_again_ = 0;
  core_->worker().check(block);
  core_->emit(block, core_->worker());
  const std::size_t left = block.size - block.consumed;
  std::memmove(block.text.data(), block.text.data() + block.consumed, left);
  block.size = left;
  return {};
}

void TableCheck::feed_row(std::uint64_t row, std::uint64_t line, const std::vector<std::string>& cells) {
  Core& core = *core_;
  core.next_row_ = row + 1;
  if (!core.header_seen_) {
    if (row < core.options_.header_row) return;
    core.header_line_ = line;
    core.take_labels(cells);
    return;
  }
  if (!core.map_) return;
  Block& block = core.open_;
  std::size_t total = scan_padding;
  for (const auto& cell : cells) total += cell.size() + 1;
  block.undone.clear();
  block.undone.reserve(total);
  block.findings.clear();
  block.keys.clear();
  std::vector<std::string_view> views;
  for (const auto& cell : cells) {
    const std::size_t at = block.undone.size();
    block.undone += cell;
    block.undone += '\0';
    views.push_back(std::string_view(block.undone.data() + at, cell.size()));
  }
  core.worker().checker()->check(views.data(), views.size(), row, line, block.findings, block.keys);
  core.emit(block, core.worker());
}

void TableCheck::say(const Finding& finding) {
  core_->out(finding);
}

void TableCheck::add_reference_cells(std::size_t foreign_key, const std::vector<std::string>& cells) {
  auto& set = core_->references_[foreign_key];
  if (!set) set = std::make_shared<KeyIndex>(false);
  const ForeignKey& key = core_->program_->schema.foreign_keys[foreign_key];
  std::string bytes;
  CellValue value;
  for (std::size_t i = 0; i < key.fields.size() && i < cells.size(); ++i) {
    // Read by the field that points here, so that both sides have one form.
    const ColumnProgram& program =
        core_->program_->columns[*core_->program_->schema.field_number(key.fields[i])];
    if (!program.is_missing(cells[i]) && program.reader.read(cells[i], value) == Cause::none)
      append_canonical(bytes, value);
    bytes += key_separator;
  }
  static_cast<void>(set->put(key_hash(bytes), 1, 0, {}));
}

Result<CheckSummary> TableCheck::finish() {
  Block& block = core_->open_;
  if (block.size > 0) {
    block.reserve(block.size);
    std::memset(block.text.data() + block.size, 0, scan_padding);
    if (core_->scan(block, ScanEnd::whole)) {
      core_->worker().check(block);
      core_->emit(block, core_->worker());
    }
    block.size = 0;
  }
  return core_->finish();
}

namespace {

// Takes turns: whoever holds ticket n goes after whoever held n - 1.
class Turns {
 public:
  void wait(std::uint64_t ticket) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return now_ == ticket; });
  }
  void next() {
    {
      const std::scoped_lock lock(mutex_);
      ++now_;
    }
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t now_ = 0;
};

}  // namespace

Result<CheckSummary> TableCheck::check_descriptor(int descriptor, unsigned threads) {
  Core& core = *core_;
  std::mutex reading;
  std::string tail;
  bool ended = false;
  std::uint64_t tickets = 0;
  Turns turns;
  std::optional<Error> trouble;

  // Under `reading`: fills and scans the block; false at the end.
  const auto fill = [&](Block& block) -> Result<bool> {
    if (ended) return false;
    block.size = tail.size();
    block.reserve(std::max(core.options_.block_bytes, tail.size()));
    std::memcpy(block.text.data(), tail.data(), tail.size());
    std::size_t room = std::max(core.options_.block_bytes, tail.size() + 1);
    while (true) {
      block.reserve(room);
      while (block.size < room) {
        const ssize_t got = ::read(descriptor, block.text.data() + block.size, room - block.size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
          return fail(ErrorKind::unavailable, "Lecture impossible.", std::strerror(errno), "source-error");
        if (got == 0) {
          ended = true;
          break;
        }
        block.size += static_cast<std::size_t>(got);
      }
      std::memset(block.text.data() + block.size, 0, scan_padding);
      if (block.size == 0) return false;
      if (core.scan(block, ended ? ScanEnd::whole : ScanEnd::more)) break;
      if (ended) return false;
      if (room >= core.options_.max_record_bytes) {
        if (core.scan(block, ScanEnd::unclosed_now)) break;
        return tl::make_unexpected(too_long(core.options_.max_record_bytes));
      }
      room = std::min(core.options_.max_record_bytes, room * 4);
    }
    tail.assign(block.text, block.consumed, block.size - block.consumed);
    return true;
  };

  const auto work = [&] {
    Block block;
    Core::Worker worker(core);
    while (true) {
      std::uint64_t ticket = 0;
      {
        const std::scoped_lock lock(reading);
        if (trouble) return;
        const auto more = fill(block);
        if (!more) trouble = more.error();
        if (!more || !*more) return;
        ticket = tickets++;
      }
      worker.check(block);
      turns.wait(ticket);
      core.emit(block, worker);
      turns.next();
    }
  };

  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (auto& other : others) other.join();
  if (trouble) return tl::make_unexpected(*trouble);
  return core.finish();
}

}  // namespace parvis::quality
