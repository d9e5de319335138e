#include "quality/table_schema/pattern_program.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include "base/unicode.hpp"

namespace parvis::quality {

bool CharacterSet::contains(char32_t point) const {
  const auto in_ranges = [this](char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](const auto& range) { return c >= range.first && c <= range.second; });
  };
  bool inside = in_ranges(point);
  if (!inside && fold_case) {
    const char32_t lower = base::lower_case(point);
    inside = in_ranges(lower) || (lower >= U'a' && lower <= U'z' && in_ranges(lower - 32));
  }
  inside = inside || (digit && base::is_decimal_digit(point)) || (word && base::is_word_character(point)) ||
           (space && base::is_white_space(point)) || (not_digit && !base::is_decimal_digit(point)) ||
           (not_word && !base::is_word_character(point)) || (not_space && !base::is_white_space(point));
  return inside != complement;
}

namespace {

constexpr std::uint32_t unlimited = ~0U;
constexpr std::uint32_t max_repeat = 10'000;
constexpr int max_nesting = 200;

struct Node;
using NodePtr = std::unique_ptr<Node>;

struct Node {
  enum class Kind : std::uint8_t { set, sequence, choice, repeat, group, assertion, back_reference, look };
  Kind kind = Kind::sequence;
  CharacterSet set;
  std::vector<NodePtr> children;
  std::uint32_t least = 0, most = 0;  // repeat
  bool lazy = false;                  // repeat
  std::uint32_t number = 0;           // group (0: not capturing), back-reference, look kind
  PatternOp assertion = PatternOp::start;
};

NodePtr make(Node::Kind kind) {
  auto node = std::make_unique<Node>();
  node->kind = kind;
  return node;
}

struct Trouble {
  std::string what;
  std::size_t at;
};

class PatternReader {
 public:
  explicit PatternReader(std::string_view text) : text_(text) {}

  NodePtr read() {
    NodePtr whole = choice(0);
    if (at_ < text_.size()) throw Trouble{"parenthèse fermante sans ouvrante", at_};
    return whole;
  }
  [[nodiscard]] std::uint32_t groups() const { return groups_; }

 private:
  [[nodiscard]] bool more() const { return at_ < text_.size(); }
  [[nodiscard]] char peek() const { return more() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (!more() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  char32_t next() { return base::next_code_point(text_, at_); }

  NodePtr choice(int depth) {
    if (depth > max_nesting) throw Trouble{"trop de parenthèses emboîtées", at_};
    auto first = sequence(depth);
    if (peek() != '|' || !more()) return first;
    auto node = make(Node::Kind::choice);
    node->children.push_back(std::move(first));
    while (take('|')) node->children.push_back(sequence(depth));
    return node;
  }

  NodePtr sequence(int depth) {
    auto node = make(Node::Kind::sequence);
    while (more() && peek() != '|' && peek() != ')') {
      auto piece = atom(depth);
      if (!piece) continue;
      node->children.push_back(repeats(std::move(piece)));
    }
    return node;
  }

  NodePtr repeats(NodePtr piece) {
    while (more()) {
      std::uint32_t least = 0;
      std::uint32_t most = unlimited;
      if (take('*')) {
      } else if (take('+')) {
        least = 1;
      } else if (take('?')) {
        most = 1;
      } else if (!braces(least, most)) {
        return piece;
      }
      if (piece->kind == Node::Kind::assertion) throw Trouble{"rien à répéter", at_};
      auto node = make(Node::Kind::repeat);
      node->least = least;
      node->most = most;
      node->lazy = take('?');
      node->children.push_back(std::move(piece));
      piece = std::move(node);
      if (peek() == '*' || peek() == '+') throw Trouble{"répétition d’une répétition", at_};
    }
    return piece;
  }

  // {m}, {m,}, {,n}, {m,n}; anything else is the text of a brace.
  bool braces(std::uint32_t& least, std::uint32_t& most) {
    if (peek() != '{') return false;
    std::size_t at = at_ + 1;
    const auto number = [&]() -> std::optional<std::uint32_t> {
      std::uint32_t value = 0;
      const std::size_t from = at;
      for (; at < text_.size() && text_[at] >= '0' && text_[at] <= '9'; ++at)
        value =
            std::min<std::uint32_t>(max_repeat + 1, value * 10 + static_cast<std::uint32_t>(text_[at] - '0'));
      return at > from ? std::optional(value) : std::nullopt;
    };
    const auto low = number();
    auto high = low;
    bool comma = false;
    if (at < text_.size() && text_[at] == ',') {
      comma = true;
      ++at;
      high = number();
    }
    if (at >= text_.size() || text_[at] != '}' || (!low && !comma)) return false;
    least = low.value_or(0);
    most = high.value_or(unlimited);
    if (least > max_repeat || (most != unlimited && most > max_repeat))
      throw Trouble{"répétition trop longue", at_};
    if (most < least) throw Trouble{"répétition à bornes inversées", at_};
    at_ = at + 1;
    return true;
  }

  NodePtr literal(char32_t point) {
    auto node = make(Node::Kind::set);
    node->set.ranges.emplace_back(point, point);
    node->set.fold_case = fold_case_;
    return node;
  }

  NodePtr assertion(PatternOp op) {
    auto node = make(Node::Kind::assertion);
    node->assertion = op;
    return node;
  }

  NodePtr atom(int depth) {
    if (take('(')) return group(depth);
    if (take('[')) return bracket();
    if (take('.')) {
      auto node = make(Node::Kind::set);
      if (!dot_all_) node->set.ranges.emplace_back(U'\n', U'\n');
      node->set.complement = true;
      return node;
    }
    if (take('^')) return assertion(PatternOp::start);
    if (take('$')) return assertion(PatternOp::end);
    if (take('\\')) return escape();
    if (peek() == '*' || peek() == '+' || peek() == '?') throw Trouble{"rien à répéter", at_};
    return literal(next());
  }

  NodePtr group(int depth) {
    auto node = make(Node::Kind::group);
    if (take('?')) {
      if (take("P<")) {
        const std::size_t end = text_.find('>', at_);
        if (end == std::string_view::npos || end == at_) throw Trouble{"nom de groupe attendu", at_};
        node->number = ++groups_;
        names_[std::string(text_.substr(at_, end - at_))] = node->number;
        at_ = end + 1;
      } else if (take("P=")) {
        return named_reference();
      } else if (!take(':') && !look(node)) {
        return flags(depth);
      }
    } else {
      node->number = ++groups_;
    }
    node->children.push_back(choice(depth + 1));
    if (!take(')')) throw Trouble{"parenthèse jamais fermée", at_};
    return node;
  }

  NodePtr named_reference() {
    const std::size_t end = text_.find(')', at_);
    const auto known =
        end == std::string_view::npos ? names_.end() : names_.find(std::string(text_.substr(at_, end - at_)));
    if (known == names_.end()) throw Trouble{"groupe inconnu", at_};
    at_ = end + 1;
    auto node = make(Node::Kind::back_reference);
    node->number = known->second;
    return node;
  }

  bool look(NodePtr& node) {
    std::uint32_t kind = 0;
    if (take("<=")) {
      kind = look_behind;
    } else if (take("<!")) {
      kind = look_behind | look_negative;
    } else if (take("!")) {
      kind = look_negative;
    } else if (!take("=")) {
      return false;
    }
    node->kind = Node::Kind::look;
    node->number = kind;
    return true;
  }

  // (?i), (?s), (?i:…). Others have no meaning for one cell and are refused.
  NodePtr flags(int depth) {
    const bool fold_before = fold_case_;
    const bool dot_before = dot_all_;
    for (; more() && peek() != ')' && peek() != ':'; ++at_) {
      if (peek() == 'i')
        fold_case_ = true;
      else if (peek() == 's')
        dot_all_ = true;
      else if (peek() != 'u')
        throw Trouble{"option de groupe inconnue", at_};
    }
    if (take(')')) return nullptr;
    if (!take(':')) throw Trouble{"parenthèse jamais fermée", at_};
    auto node = make(Node::Kind::group);
    node->children.push_back(choice(depth + 1));
    if (!take(')')) throw Trouble{"parenthèse jamais fermée", at_};
    fold_case_ = fold_before;
    dot_all_ = dot_before;
    return node;
  }

  static bool class_escape(char c, CharacterSet& set) {
    switch (c) {
      case 'd':
        set.digit = true;
        return true;
      case 'D':
        set.not_digit = true;
        return true;
      case 'w':
        set.word = true;
        return true;
      case 'W':
        set.not_word = true;
        return true;
      case 's':
        set.space = true;
        return true;
      case 'S':
        set.not_space = true;
        return true;
      default:
        return false;
    }
  }

  char32_t hexadecimal(std::size_t digits) {
    char32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i, ++at_) {
      const char c = peek();
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) throw Trouble{"code de caractère incomplet", at_};
      value = value * 16 + static_cast<char32_t>(digit);
    }
    return value;
  }

  // The character that an escape names, `at_` behind its letter.
  char32_t escaped_character(char c) {
    switch (c) {
      case 'n':
        return U'\n';
      case 'r':
        return U'\r';
      case 't':
        return U'\t';
      case 'f':
        return U'\f';
      case 'v':
        return U'\v';
      case 'a':
        return U'\a';
      case 'x':
        return hexadecimal(2);
      case 'u':
        return hexadecimal(4);
      case 'U':
        return hexadecimal(8);
      case '0':
        return U'\0';
      default:
        break;
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) throw Trouble{"échappement inconnu", at_};
    --at_;
    return next();
  }

  NodePtr escape() {
    if (!more()) throw Trouble{"barre oblique inverse en fin d’expression", at_};
    const char c = text_[at_++];
    auto node = make(Node::Kind::set);
    if (class_escape(c, node->set)) return node;
    if (c == 'A') return assertion(PatternOp::start);
    if (c == 'Z') return assertion(PatternOp::text_end);
    if (c == 'b') return assertion(PatternOp::word_edge);
    if (c == 'B') return assertion(PatternOp::no_word_edge);
    if (c >= '1' && c <= '9') {
      std::uint32_t number = static_cast<std::uint32_t>(c - '0');
      if (peek() >= '0' && peek() <= '9')
        number = number * 10 + static_cast<std::uint32_t>(text_[at_++] - '0');
      if (number > groups_) throw Trouble{"renvoi à un groupe qui n’existe pas", at_};
      auto reference = make(Node::Kind::back_reference);
      reference->number = number;
      return reference;
    }
    return literal(escaped_character(c));
  }

  NodePtr bracket() {
    auto node = make(Node::Kind::set);
    CharacterSet& set = node->set;
    set.fold_case = fold_case_;
    set.complement = take('^');
    for (bool first = true;; first = false) {
      if (!more()) throw Trouble{"crochet jamais fermé", at_};
      if (!first && take(']')) return node;
      bool is_class = false;
      const char32_t low = bracket_character(set, is_class);
      if (is_class) continue;
      char32_t high = low;
      if (peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
        ++at_;
        high = bracket_character(set, is_class);
        if (is_class || high < low) throw Trouble{"intervalle de caractères inversé", at_};
      }
      set.ranges.emplace_back(low, high);
    }
  }

  char32_t bracket_character(CharacterSet& set, bool& is_class) {
    if (!take('\\')) return next();
    if (!more()) throw Trouble{"crochet jamais fermé", at_};
    const char c = text_[at_++];
    is_class = class_escape(c, set);
    if (is_class) return 0;
    return c == 'b' ? U'\b' : escaped_character(c);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t groups_ = 0;
  std::map<std::string, std::uint32_t> names_;
  bool fold_case_ = false;
  bool dot_all_ = false;
};

class ProgramWriter {
 public:
  explicit ProgramWriter(PatternProgram& program) : program_(program) {}

  void write(const Node& node) {
    switch (node.kind) {
      case Node::Kind::set:
        add(PatternOp::set, set_number(node.set));
        break;
      case Node::Kind::sequence:
        for (const auto& child : node.children) write(*child);
        break;
      case Node::Kind::choice:
        write_choice(node);
        break;
      case Node::Kind::repeat:
        write_repeat(node);
        break;
      case Node::Kind::group:
        write_group(node);
        break;
      case Node::Kind::assertion:
        program_.needs_backtracking |=
            node.assertion == PatternOp::word_edge || node.assertion == PatternOp::no_word_edge;
        add(node.assertion);
        break;
      case Node::Kind::back_reference:
        program_.needs_backtracking = true;
        add(PatternOp::back_reference, node.number);
        break;
      case Node::Kind::look:
        write_look(node);
        break;
    }
  }

  std::uint32_t add(PatternOp op, std::uint32_t x = 0, std::uint32_t y = 0) {
    if (program_.steps.size() >= max_pattern_steps) throw Trouble{"expression trop grande", 0};
    program_.steps.push_back({op, x, y});
    return static_cast<std::uint32_t>(program_.steps.size() - 1);
  }

 private:
  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(program_.steps.size()); }

  std::uint32_t set_number(const CharacterSet& set) {
    const auto known = std::find(program_.sets.begin(), program_.sets.end(), set);
    if (known != program_.sets.end()) return static_cast<std::uint32_t>(known - program_.sets.begin());
    program_.sets.push_back(set);
    return static_cast<std::uint32_t>(program_.sets.size() - 1);
  }

  void write_choice(const Node& node) {
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (i + 1 == node.children.size()) {
        write(*node.children[i]);
        break;
      }
      const std::uint32_t split = add(PatternOp::split);
      program_.steps[split].x = here();
      write(*node.children[i]);
      ends.push_back(add(PatternOp::jump));
      program_.steps[split].y = here();
    }
    for (const std::uint32_t end : ends) program_.steps[end].x = here();
  }

  void aim(std::uint32_t split, bool lazy, std::uint32_t body, std::uint32_t behind) {
    program_.steps[split].x = lazy ? behind : body;
    program_.steps[split].y = lazy ? body : behind;
  }

  void write_repeat(const Node& node) {
    const Node& body = *node.children[0];
    for (std::uint32_t i = 0; i < node.least; ++i) write(body);
    if (node.most == unlimited) {
      const std::uint32_t split = add(PatternOp::split);
      const std::uint32_t slot = program_.marks++;
      add(PatternOp::mark, slot);
      write(body);
      add(PatternOp::progress, slot);
      add(PatternOp::jump, split);
      aim(split, node.lazy, split + 1, here());
      return;
    }
    std::vector<std::uint32_t> splits;
    for (std::uint32_t i = node.least; i < node.most; ++i) {
      splits.push_back(add(PatternOp::split));
      write(body);
    }
    for (const std::uint32_t split : splits) aim(split, node.lazy, split + 1, here());
  }

  void write_group(const Node& node) {
    if (node.number != 0) add(PatternOp::save, node.number * 2);
    write(*node.children[0]);
    if (node.number != 0) add(PatternOp::save, node.number * 2 + 1);
  }

  void write_look(const Node& node) {
    program_.needs_backtracking = true;
    const std::uint32_t look = add(PatternOp::look, node.number);
    write(*node.children[0]);
    add(PatternOp::accept);
    program_.steps[look].y = here();
  }

  PatternProgram& program_;
};

}  // namespace

Result<PatternProgram> compile_pattern(std::string_view pattern) {
  if (pattern.size() > max_pattern_bytes)
    return fail(ErrorKind::invalid, "Expression de plus de 64 Kio.", {}, "schema-error");
  const std::string whole = "^" + std::string(pattern) + "$";
  try {
    PatternReader reader(whole);
    const NodePtr tree = reader.read();
    PatternProgram program;
    program.groups = reader.groups() + 1;
    ProgramWriter writer(program);
    writer.write(*tree);
    writer.add(PatternOp::accept);
    return program;
  } catch (const Trouble& trouble) {
    return fail(ErrorKind::invalid,
                "Expression régulière illisible (" + trouble.what + ", caractère " +
                    std::to_string(trouble.at) + ").",
                {}, "schema-error");
  }
}

}  // namespace parvis::quality
