#include "document.hpp"

#include <cstring>

namespace {

bool is_digit(uint8_t byte) { return uint8_t(byte - '0') < 10; }

bool is_number(const uint8_t *at, const uint8_t *end) {
  if (at < end && *at == '-') at += 1;
  if (at == end || !is_digit(*at)) return false;
  if (*at == '0') {
    at += 1;
  } else {
    while (at < end && is_digit(*at)) at += 1;
  }
  if (at < end && *at == '.') {
    at += 1;
    if (at == end || !is_digit(*at)) return false;
    while (at < end && is_digit(*at)) at += 1;
  }
  if (at < end && (*at | 0x20) == 'e') {
    at += 1;
    if (at < end && (*at == '+' || *at == '-')) at += 1;
    if (at == end || !is_digit(*at)) return false;
    while (at < end && is_digit(*at)) at += 1;
  }
  return at == end;
}

}  // namespace

bool csj_document::is_scalar(uint32_t token) const {
  const uint8_t *at = text + tokens[token];
  const uint8_t *end = text + end_of_token(token);
  size_t count = size_t(end - at);
  switch (*at) {
  case '"': return count >= 2 && end[-1] == '"';
  case 't': return count == 4 && std::memcmp(at, "true", 4) == 0;
  case 'f': return count == 5 && std::memcmp(at, "false", 5) == 0;
  case 'n': return count == 4 && std::memcmp(at, "null", 4) == 0;
  default: return is_number(at, end);
  }
}

uint32_t csj_document::check(uint32_t token, csj_status &status) {
  // One flag a level: whether it is an object.
  bool is_object[CSJ_DEPTH_LIMIT + 1];
  uint32_t depth = 0;
  uint32_t i = token;
  auto broken = [&](csj_status reason) {
    status = fail(i < token_count ? reason : CSJ_ENDS_EARLY, i);
    return 0u;
  };
  auto byte = [&](uint32_t at) -> uint8_t { return at < token_count ? text[tokens[at]] : 0; };
  while (true) {
    // A value begins at i.
    uint8_t first = byte(i);
    bool is_open = false;
    if (first == '{' || first == '[') {
      if (depth == CSJ_DEPTH_LIMIT) return broken(CSJ_TOO_DEEP);
      is_object[depth] = first == '{';
      depth += 1;
      i += 1;
      is_open = byte(i) != (first == '{' ? '}' : ']');
    } else {
      if (i >= token_count || !is_scalar(i)) return broken(CSJ_INVALID_SCALAR);
      i += 1;
      if (depth == 0) return i;
    }
    // Behind a value, or within brackets that have just been opened.
    while (!is_open) {
      uint8_t next = byte(i);
      if (next == ',') {
        i += 1;
        break;
      }
      if (next != (is_object[depth - 1] ? '}' : ']')) return broken(CSJ_UNEXPECTED_TOKEN);
      depth -= 1;
      i += 1;
      if (depth == 0) return i;
    }
    if (is_object[depth - 1]) {
      if (byte(i) != '"' || !is_scalar(i)) return broken(CSJ_UNEXPECTED_TOKEN);
      if (byte(i + 1) != ':') return broken(CSJ_UNEXPECTED_TOKEN);
      i += 2;
    }
  }
}
