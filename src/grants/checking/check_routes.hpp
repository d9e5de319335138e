// The table checker over HTTP, open to everyone, limited by sender; no account, nothing kept.
#pragma once

#include <functional>

#include "grants/checking/check_desk.hpp"
#include "net/pages.hpp"
#include "net/router.hpp"

namespace parvis::grants {

// /api/v1/grants/check: a whole body, and a run in blocks.
void add_check_api(net::Router& router, CheckDesk& desk);
// /subventions/verifier: the page, which works without JavaScript.
void add_check_page(net::Router& router, CheckDesk& desk, const net::Pages& pages);

// 413, 415, 422, 429… for what a check refuses.
[[nodiscard]] int check_status(const Error& error);

// Findings of `check` while `bytes` are read, as an answer sent as it is made. `held` lives as long.
struct CheckStreaming {
  CheckRequest request;
  quality::ByteSourcePtr bytes;
  std::vector<std::shared_ptr<const void>> held;
  std::string download;  // file name; empty: not a download
  // True when reading would wait for the sender; then what was found leaves at once.
  std::function<bool()> dry = {};
};
// Reads the head before it answers, so that a file that is no table is refused by status.
Result<net::Response> stream_check(CheckStreaming streaming);

}  // namespace parvis::grants
