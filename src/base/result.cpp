#include "base/result.hpp"

namespace parvis {
namespace {

struct Outcome {
  int exit;
  int http;
};

Outcome outcome(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found:
      return {1, 404};
    case ErrorKind::invalid:
      return {1, 400};
    case ErrorKind::forbidden:
      return {1, 403};
    case ErrorKind::conflict:
      return {1, 409};
    case ErrorKind::too_large:
      return {1, 413};
    case ErrorKind::unsupported:
      return {1, 415};
    case ErrorKind::unavailable:
      return {3, 503};
    case ErrorKind::internal:
      return {3, 500};
  }
  return {3, 500};
}

}  // namespace

int exit_code(ErrorKind kind) {
  return outcome(kind).exit;
}
int http_status(ErrorKind kind) {
  return outcome(kind).http;
}

}  // namespace parvis
