#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Why a text is not JSON.
typedef enum {
  CSJ_OK = 0,
  CSJ_EMPTY,
  CSJ_INVALID_UTF8,
  CSJ_CONTROL_CHARACTER,
  CSJ_UNCLOSED_STRING,
  CSJ_ENDS_EARLY,
  CSJ_UNEXPECTED_TOKEN,
  CSJ_TOO_DEEP,
  CSJ_INVALID_ESCAPE,
  CSJ_INVALID_SCALAR,
  CSJ_TOO_LARGE,
} csj_status;

/// Nesting that no walk goes beyond.
#define CSJ_DEPTH_LIMIT 2000

/// Where the tokens of one text are: brackets, colons, commas, and the first byte of every string
/// and scalar. Borrows the text.
typedef struct csj_document csj_document;

csj_document *csj_document_create(void);
void csj_document_destroy(csj_document *document);

/// Finds the tokens; checks UTF-8, control characters in strings and that strings are closed.
csj_status csj_document_index(csj_document *document, const uint8_t *text, size_t count);
size_t csj_document_token_count(const csj_document *document);

/// Offsets of the tokens; one more follows them, the length of the text.
const uint32_t *csj_document_tokens(const csj_document *document);

/// Where the last failed walk stood in the text.
size_t csj_document_fault(const csj_document *document);
csj_status csj_document_fault_status(const csj_document *document);

/// The token behind the value that starts at `token`; 0 if the value is broken.
uint32_t csj_document_skip(csj_document *document, uint32_t token);

/// As above, for a value that is JSON throughout: brackets, members, numbers and words; escapes in
/// strings are not checked.
uint32_t csj_document_check(csj_document *document, uint32_t token);

bool csj_is_utf8(const uint8_t *text, size_t count);

/// Resolves the escapes of a string's inside; the target has room for `count` bytes.
/// Returns the length, or -1 for an escape that JSON does not have.
ptrdiff_t csj_unescape(const uint8_t *text, size_t count, uint8_t *target);

#define CSJ_NO_HIT UINT32_MAX

/// A value found by a walk.
typedef struct {
  uint32_t slot;
  /// Of the text between the quotes, or of the scalar as it is written.
  uint32_t offset;
  uint32_t length;
  /// The next hit of the same slot, or CSJ_NO_HIT.
  uint32_t next;
  /// How many hits of the slot there are, in the first of them; 0 in the others.
  uint32_t count;
  bool is_escaped;
} csj_hit;

/// Which fields a walk reports, under which slot numbers.
typedef struct csj_fields csj_fields;

/// The fields with the added names.
csj_fields *csj_fields_create_selected(void);
/// Every field; slots are given in order of first sight.
csj_fields *csj_fields_create_all(void);
void csj_fields_destroy(csj_fields *fields);

/// The slot of a name; a selection gains it, up to a size that keeps its tables small, and then
/// answers -1.
int32_t csj_fields_add(csj_fields *fields, const uint8_t *name, size_t count);
/// The slot of a name, or -1 where it is not selected.
int32_t csj_fields_find(csj_fields *fields, const uint8_t *name, size_t count);
size_t csj_fields_count(const csj_fields *fields);
const uint8_t *csj_fields_name(const csj_fields *fields, uint32_t slot, size_t *count);

/// Declares the order in which a well-known kind of document has its top-level keys; called in
/// that order, before any name is added. A document that lacks a mandatory key at its place is not
/// taken to be in that order.
void csj_fields_add_ordered_key(
    csj_fields *fields, const uint8_t *key, size_t count, bool is_mandatory);

/// Reports the fields of the value at `token`. `is_ordered` allows the walk to end behind the last
/// key that a selection needs, as long as the keys come in the declared order.
csj_status csj_fields_walk(
    csj_fields *fields, csj_document *document, uint32_t token, bool is_ordered,
    const csj_hit **hits, size_t *hit_count);

#ifdef __cplusplus
}
#endif
