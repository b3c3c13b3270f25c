#pragma once

#include <memory>
#include <simdjson.h>

#include "simdjson_shim.h"

/// What a token's first byte does to the nesting.
struct depth_table {
  int8_t change[256] = {};
  constexpr depth_table() {
    change['{'] = change['['] = 1;
    change['}'] = change[']'] = -1;
  }
  constexpr int8_t operator[](uint8_t byte) const { return change[byte]; }
};
inline constexpr depth_table depth_change;

struct csj_document {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  const uint8_t *text = nullptr;
  const uint32_t *tokens = nullptr;
  uint32_t token_count = 0;
  size_t text_count = 0;
  size_t fault = 0;
  csj_status fault_status = CSJ_OK;

  csj_status fail(csj_status status, uint32_t token) {
    fault = tokens[token < token_count ? token : token_count];
    fault_status = status;
    return status;
  }

  /// The end of the value or key at a token: its last byte is the last that is not blank before
  /// the next token.
  size_t end_of_token(uint32_t token) const {
    size_t end = tokens[token + 1];
    while (end > tokens[token] + 1 && text[end - 1] <= ' ') end -= 1;
    return end;
  }

  /// The token behind a value, 0 and `status` where it has no end.
  uint32_t skip(uint32_t token, csj_status &status) {
    int32_t depth = 0;
    for (uint32_t i = token; i < token_count; i += 1) {
      depth += depth_change[text[tokens[i]]];
      if (depth == 0) return i + 1;
      if (uint32_t(depth) > CSJ_DEPTH_LIMIT) {
        status = fail(depth < 0 ? CSJ_UNEXPECTED_TOKEN : CSJ_TOO_DEEP, i);
        return 0;
      }
    }
    status = fail(CSJ_ENDS_EARLY, token_count);
    return 0;
  }

  /// As `skip`, for a value whose grammar holds.
  uint32_t check(uint32_t token, csj_status &status);

private:
  bool is_scalar(uint32_t token) const;
};
