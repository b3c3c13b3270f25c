#include "document.hpp"

#include <cstring>

namespace {

// A parser that once read a huge text would keep four bytes for each of its bytes.
constexpr size_t largest_kept_capacity = size_t(8) << 20;
constexpr size_t smallest_capacity = size_t(64) << 10;

csj_status status_of(simdjson::error_code code) {
  switch (code) {
  case simdjson::SUCCESS: return CSJ_OK;
  case simdjson::EMPTY: return CSJ_EMPTY;
  case simdjson::UTF8_ERROR: return CSJ_INVALID_UTF8;
  case simdjson::UNESCAPED_CHARS: return CSJ_CONTROL_CHARACTER;
  case simdjson::UNCLOSED_STRING: return CSJ_UNCLOSED_STRING;
  case simdjson::CAPACITY:
  case simdjson::MEMALLOC: return CSJ_TOO_LARGE;
  default: return CSJ_UNEXPECTED_TOKEN;
  }
}

bool hexadecimal(const uint8_t *text, size_t count, uint32_t &value) {
  if (count < 4) return false;
  value = 0;
  for (int i = 0; i < 4; i += 1) {
    uint8_t byte = text[i];
    uint8_t letter = byte | 0x20;
    if (byte >= '0' && byte <= '9') {
      value = value * 16 + (byte - '0');
    } else if (letter >= 'a' && letter <= 'f') {
      value = value * 16 + (letter - 'a' + 10);
    } else {
      return false;
    }
  }
  return true;
}

size_t encode(uint32_t scalar, uint8_t *target) {
  if (scalar < 0x80) {
    target[0] = uint8_t(scalar);
    return 1;
  }
  if (scalar < 0x800) {
    target[0] = uint8_t(0xC0 | scalar >> 6);
    target[1] = uint8_t(0x80 | (scalar & 0x3F));
    return 2;
  }
  if (scalar < 0x10000) {
    target[0] = uint8_t(0xE0 | scalar >> 12);
    target[1] = uint8_t(0x80 | (scalar >> 6 & 0x3F));
    target[2] = uint8_t(0x80 | (scalar & 0x3F));
    return 3;
  }
  target[0] = uint8_t(0xF0 | scalar >> 18);
  target[1] = uint8_t(0x80 | (scalar >> 12 & 0x3F));
  target[2] = uint8_t(0x80 | (scalar >> 6 & 0x3F));
  target[3] = uint8_t(0x80 | (scalar & 0x3F));
  return 4;
}

}  // namespace

csj_document *csj_document_create(void) { return new csj_document(); }

void csj_document_destroy(csj_document *document) { delete document; }

csj_status csj_document_index(csj_document *document, const uint8_t *text, size_t count) {
  document->token_count = 0;
  document->fault = 0;
  if (count == 0) return CSJ_EMPTY;
  if (count > simdjson::SIMDJSON_MAXSIZE_BYTES) return CSJ_TOO_LARGE;
  size_t capacity = document->parser ? document->parser->capacity() : 0;
  bool is_oversized = capacity > largest_kept_capacity && count <= largest_kept_capacity / 2;
  if (capacity < count || is_oversized) {
    size_t wanted = smallest_capacity;
    while (wanted < count) wanted *= 2;
    if (wanted > simdjson::SIMDJSON_MAXSIZE_BYTES) wanted = simdjson::SIMDJSON_MAXSIZE_BYTES;
    document->parser.reset();
    auto code = simdjson::get_active_implementation()->create_dom_parser_implementation(
        wanted, simdjson::DEFAULT_MAX_DEPTH, document->parser);
    if (code != simdjson::SUCCESS) {
      document->parser.reset();
      return CSJ_TOO_LARGE;
    }
  }
  auto code = document->parser->stage1(text, count, simdjson::stage1_mode::regular);
  if (code != simdjson::SUCCESS) return status_of(code);
  document->text = text;
  document->text_count = count;
  document->token_count = document->parser->n_structural_indexes;
  document->parser->structural_indexes[document->token_count] = uint32_t(count);
  document->tokens = document->parser->structural_indexes.get();
  return CSJ_OK;
}

size_t csj_document_token_count(const csj_document *document) { return document->token_count; }

const uint32_t *csj_document_tokens(const csj_document *document) { return document->tokens; }

size_t csj_document_fault(const csj_document *document) { return document->fault; }

csj_status csj_document_fault_status(const csj_document *document) {
  return document->fault_status;
}

uint32_t csj_document_skip(csj_document *document, uint32_t token) {
  csj_status status = CSJ_OK;
  return document->skip(token, status);
}

uint32_t csj_document_check(csj_document *document, uint32_t token) {
  csj_status status = CSJ_OK;
  return document->check(token, status);
}

bool csj_is_utf8(const uint8_t *text, size_t count) {
  return simdjson::validate_utf8(reinterpret_cast<const char *>(text), count);
}

ptrdiff_t csj_unescape(const uint8_t *text, size_t count, uint8_t *target) {
  size_t read = 0;
  size_t written = 0;
  while (read < count) {
    auto found = static_cast<const uint8_t *>(std::memchr(text + read, '\\', count - read));
    size_t plain = (found ? size_t(found - text) : count) - read;
    std::memcpy(target + written, text + read, plain);
    read += plain;
    written += plain;
    if (read == count) break;
    if (read + 1 == count) return -1;
    uint8_t letter = text[read + 1];
    read += 2;
    switch (letter) {
    case '"':
    case '\\':
    case '/': target[written++] = letter; break;
    case 'b': target[written++] = '\b'; break;
    case 'f': target[written++] = '\f'; break;
    case 'n': target[written++] = '\n'; break;
    case 'r': target[written++] = '\r'; break;
    case 't': target[written++] = '\t'; break;
    case 'u': {
      uint32_t scalar;
      if (!hexadecimal(text + read, count - read, scalar)) return -1;
      read += 4;
      if (scalar >= 0xD800 && scalar < 0xE000) {
        uint32_t low;
        bool is_pair = scalar < 0xDC00 && count - read >= 6 && text[read] == '\\'
            && text[read + 1] == 'u' && hexadecimal(text + read + 2, count - read - 2, low)
            && low >= 0xDC00 && low < 0xE000;
        if (is_pair) {
          scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00);
          read += 6;
        } else {
          // Half a surrogate pair names no character; the encoders that write it mean this one.
          scalar = 0xFFFD;
        }
      }
      written += encode(scalar, target + written);
      break;
    }
    default: return -1;
    }
  }
  return ptrdiff_t(written);
}
