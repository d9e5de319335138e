// How every fallible function of Parvis answers: a value, or an Error of a closed kind. What a user, a file
// or a peer can cause is a Result; exceptions are for bugs and lost machines, and are caught once per
// request.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace parvis {

enum class ErrorKind {
  not_found,
  invalid,
  forbidden,
  conflict,
  too_large,
  unsupported,
  unavailable,
  internal
};

struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message;  // French, for the person: what, where, how to mend it
  std::string detail;   // for the log; never shown, never personal data
  std::string code;     // stable machine code such as "outside_territory"; may be empty
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, std::string detail = {},
                                                std::string code = {}) {
  return tl::make_unexpected(Error{kind, std::move(message), std::move(detail), std::move(code)});
}

// Exit code of a command that ends with this kind: 1 refused data, 2 wrong usage, 3 internal.
[[nodiscard]] int exit_code(ErrorKind kind);
// HTTP status of the same kind. One table for both, in result.cpp.
[[nodiscard]] int http_status(ErrorKind kind);

}  // namespace parvis

// Returns the error of `expr` from the enclosing function, or binds its value to `var`.
#define PARVIS_TRY(var, expr)                                                     \
  auto var##_result = (expr);                                                     \
  if (!var##_result) return tl::make_unexpected(std::move(var##_result).error()); \
  auto var = std::move(*var##_result)

// The same for a Status. The counter keeps a check inside a lambda inside a check from hiding the outer one.
#define PARVIS_CHECK(expr) PARVIS_CHECK_NAMED(expr, __COUNTER__)
#define PARVIS_CHECK_NAMED(expr, number) PARVIS_CHECK_AS(expr, number)
#define PARVIS_CHECK_AS(expr, number)                                                     \
  do {                                                                                    \
    auto status_##number = (expr);                                                        \
    if (!status_##number) return tl::make_unexpected(std::move(status_##number).error()); \
  } while (false)
