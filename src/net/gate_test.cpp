#include "net/gate.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parvis::net {
namespace {

struct Case {
  const char* name;
  std::string head;
  int status;
};

void PrintTo(const Case& one, std::ostream* out) {
  *out << one.name;
}

std::string get(const std::string& fields, const std::string& line = "GET / HTTP/1.1") {
  return line + "\r\nHost: bourg.example\r\n" + fields + "\r\n";
}

const Case kCases[] = {
    {"plain", get(""), 0},
    {"several fields", get("Accept: */*\r\nCookie: a=b; c=d\r\nX-Empty:\r\n"), 0},
    {"tab inside a value", get("X-A: b\tc\r\n"), 0},
    {"utf8 in a value", get("X-A: caf\xC3\xA9\r\n"), 0},
    {"one length", get("Content-Length: 12\r\n"), 0},
    {"chunked", get("Transfer-Encoding: chunked\r\n"), 0},
    {"chunked in capitals", get("Transfer-Encoding: Chunked\r\n"), 0},
    {"twelve digits", get("Content-Length: 000000000001\r\n"), 0},
    {"continue", get("Expect: 100-continue\r\n"), 0},
    {"http 1.0", get("", "GET / HTTP/1.0"), 0},
    {"options", get("", "OPTIONS * HTTP/1.1"), 0},

    {"te gzip, chunked", get("Transfer-Encoding: gzip, chunked\r\n"), 400},
    {"te chunked, chunked", get("Transfer-Encoding: chunked, chunked\r\n"), 400},
    {"te twice", get("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
    {"te identity", get("Transfer-Encoding: identity\r\n"), 400},
    {"te empty", get("Transfer-Encoding:\r\n"), 400},
    {"te quoted", get("Transfer-Encoding: \"chunked\"\r\n"), 400},
    {"te with parameter", get("Transfer-Encoding: chunked;a=b\r\n"), 400},
    {"te vertical tab",
     get("Transfer-Encoding: \x0B"
         "chunked\r\n"),
     400},
    {"te with length", get("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n"), 400},
    {"length with te", get("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"), 400},
    {"te on 1.0", get("Transfer-Encoding: chunked\r\n", "POST / HTTP/1.0"), 400},
    {"length twice, equal", get("Content-Length: 4\r\nContent-Length: 4\r\n"), 400},
    {"length twice, other", get("Content-Length: 4\r\ncontent-length: 5\r\n"), 400},
    {"length list", get("Content-Length: 4, 4\r\n"), 400},
    {"length plus", get("Content-Length: +4\r\n"), 400},
    {"length minus", get("Content-Length: -4\r\n"), 400},
    {"length hex", get("Content-Length: 0x4\r\n"), 400},
    {"length empty", get("Content-Length: \r\n"), 400},
    {"length of 13 digits", get("Content-Length: 0000000000001\r\n"), 400},
    {"length inner space", get("Content-Length: 1 2\r\n"), 400},
    {"folded line", get("X-A: b\r\n c\r\n"), 400},
    {"folded by tab", get("X-A: b\r\n\tc\r\n"), 400},
    {"folded te", get("Transfer-Encoding:\r\n chunked\r\n"), 400},
    {"fold before any field", "GET / HTTP/1.1\r\n Host: a\r\nHost: b\r\n\r\n", 400},
    {"bare LF after the line", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400},
    {"bare LF after a field", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400},
    {"all bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400},
    {"bare CR in a value", get("X-A: b\rc\r\n"), 400},
    {"no host", "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n", 400},
    {"no host on 1.0", "GET / HTTP/1.0\r\n\r\n", 400},
    {"two hosts", get("Host: bourg.example\r\n"), 400},
    {"empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
    {"host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
    {"host with a slash", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
    {"host list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
    {"NUL in a value", get(std::string("X-A: b\0c\r\n", 10)), 400},
    {"DEL in a value", get("X-A: b\x7F\r\n"), 400},
    {"escape in a value", get("X-A: b\x1B[2J\r\n"), 400},
    {"space before colon", get("Content-Length : 4\r\n"), 400},
    {"name with a space", get("X A: b\r\n"), 400},
    {"no name", get(": b\r\n"), 400},
    {"no colon", get("X-A\r\n"), 400},
    {"name beyond ascii", get("X-\xC3\xA9: b\r\n"), 400},
    {"blank line first", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"two spaces", get("", "GET  / HTTP/1.1"), 400},
    {"tab as separator", get("", "GET\t/ HTTP/1.1"), 400},
    {"no version", get("", "GET /"), 400},
    {"version 0.9", get("", "GET / HTTP/0.9"), 400},
    {"version 1.2", get("", "GET / HTTP/1.2"), 400},
    {"version 2.0", get("", "PRI * HTTP/2.0"), 400},
    {"small http", get("", "GET / http/1.1"), 400},
    {"trailing space", get("", "GET / HTTP/1.1 "), 400},
    {"absolute target", get("", "GET http://a/ HTTP/1.1"), 400},
    {"authority target", get("", "CONNECT a:443 HTTP/1.1"), 400},
    {"asterisk with GET", get("", "GET * HTTP/1.1"), 400},
    {"fragment", get("", "GET /#a HTTP/1.1"), 400},
    {"raw utf8 target", get("", "GET /\xC3\xA9 HTTP/1.1"), 400},
    {"method beyond token", get("", "GE(T / HTTP/1.1"), 400},
    {"other expectation", get("Expect: tea\r\n"), 417},
};

class GateTable : public testing::TestWithParam<Case> {};

TEST_P(GateTable, Judges) {
  const auto verdict = inspect_head(GetParam().head);
  EXPECT_EQ(verdict.status, GetParam().status) << verdict.reason;
}

INSTANTIATE_TEST_SUITE_P(All, GateTable, testing::ValuesIn(kCases));

TEST(Gate, LimitsAreCountedAtTheLimitAndOneBeyond) {
  const GateLimits limits{.max_target_bytes = 10, .max_header_fields = 2};
  EXPECT_EQ(inspect_head(get("", "GET /123456789 HTTP/1.1"), limits).status, 0);
  EXPECT_EQ(inspect_head(get("", "GET /1234567890 HTTP/1.1"), limits).status, 414);
  EXPECT_EQ(inspect_head(get("A: b\r\n"), limits).status, 0);
  EXPECT_EQ(inspect_head(get("A: b\r\nC: d\r\n"), limits).status, 431);
}

TEST(Gate, FindsTheEndHoweverTheBytesCome) {
  const std::string head = get("A: b\r\n");
  const std::string bytes = head + "body\n";
  std::size_t seen = 0;
  for (std::size_t size = 1; size <= bytes.size(); ++size) {
    const auto end = find_head_end(std::string_view(bytes).substr(0, size), seen);
    if (size < head.size()) {
      ASSERT_EQ(end.state, HeadState::more) << size;
      seen = size;
    } else {
      ASSERT_EQ(end.state, HeadState::complete) << size;
      ASSERT_EQ(end.size, head.size());
    }
  }
}

TEST(Gate, RefusesABareLineFeedAtOnce) {
  EXPECT_EQ(find_head_end("GET / HTTP/1.1\n", 0).state, HeadState::refused);
  EXPECT_EQ(find_head_end("GET / HTTP/1.1\rX", 0).state, HeadState::refused);
  EXPECT_EQ(find_head_end("\x16\x03\x01", 0).state, HeadState::refused);  // a TLS greeting
}

}  // namespace
}  // namespace parvis::net
