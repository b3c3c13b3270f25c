#include "fields.hpp"

namespace {

bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

/// `-? int frac? exp?`, as RFC 8259 has it.
bool is_number(const uint8_t *text, size_t count) {
  size_t i = 0;
  if (i < count && text[i] == '-') i += 1;
  if (i == count || !is_digit(text[i])) return false;
  if (text[i] == '0' && i + 1 < count && is_digit(text[i + 1])) return false;
  while (i < count && is_digit(text[i])) i += 1;
  if (i < count && text[i] == '.') {
    i += 1;
    if (i == count || !is_digit(text[i])) return false;
    while (i < count && is_digit(text[i])) i += 1;
  }
  if (i < count && (text[i] | 0x20) == 'e') {
    i += 1;
    if (i < count && (text[i] == '-' || text[i] == '+')) i += 1;
    if (i == count || !is_digit(text[i])) return false;
    while (i < count && is_digit(text[i])) i += 1;
  }
  return i == count;
}

/// Follows the declared order of the top-level keys.
struct key_order {
  const csj_fields &fields;
  bool holds;
  size_t next = 0;

  /// Whether everything that is needed stood before this key; else where it leads, if it is known.
  bool is_past_needs(const uint8_t *key, size_t count, const csj_fields::ordered_key *&known) {
    const auto &keys = fields.ordered_keys;
    for (size_t i = next; i < keys.size(); i += 1) {
      const std::string &name = keys[i].name;
      if (name.size() == count && name[0] == char(key[0])
          && std::memcmp(name.data(), key, count) == 0) {
        next = i + 1;
        known = &keys[i];
        return i >= fields.needed_keys;
      }
      if (keys[i].is_mandatory) break;
    }
    holds = false;
    return false;
  }

  bool is_complete() const { return holds && next >= fields.needed_keys; }
};

struct frame {
  place at;
  bool is_array;
};

template <class Names>
struct walk {
  csj_fields &fields;
  Names &names;
  csj_document &document;
  key_order order;
  std::string unescaped;

  csj_status report(place at, uint32_t token) {
    uint32_t start = document.tokens[token];
    uint32_t end = uint32_t(document.end_of_token(token));
    const uint8_t *text = document.text;
    switch (text[start]) {
    case '"': {
      if (end < start + 2 || text[end - 1] != '"') {
        return document.fail(CSJ_UNEXPECTED_TOKEN, token + 1);
      }
      uint32_t count = end - start - 2;
      bool is_escaped = std::memchr(text + start + 1, '\\', count) != nullptr;
      add(at, start + 1, count, is_escaped);
      return CSJ_OK;
    }
    case 'n':
      if (end - start == 4 && std::memcmp(text + start, "null", 4) == 0) return CSJ_OK;
      return document.fail(CSJ_INVALID_SCALAR, token);
    case 't':
      if (end - start != 4 || std::memcmp(text + start, "true", 4) != 0) {
        return document.fail(CSJ_INVALID_SCALAR, token);
      }
      break;
    case 'f':
      if (end - start != 5 || std::memcmp(text + start, "false", 5) != 0) {
        return document.fail(CSJ_INVALID_SCALAR, token);
      }
      break;
    default:
      if (!is_number(text + start, end - start)) {
        return document.fail(CSJ_INVALID_SCALAR, token);
      }
    }
    add(at, start, end - start, false);
    return CSJ_OK;
  }

  void add(place at, uint32_t offset, uint32_t count, bool is_escaped) {
    if (at == names.root()) return;
    uint32_t slot = names.slot(at);
    if (slot != no_slot) fields.report(slot, offset, count, is_escaped);
  }

  csj_status key(place at, uint32_t token, place &result) {
    const uint8_t *text = document.text;
    uint32_t start = document.tokens[token] + 1;
    size_t end = document.end_of_token(token);
    if (end < size_t(start) + 1 || text[end - 1] != '"') {
      return document.fail(CSJ_UNEXPECTED_TOKEN, token + 1);
    }
    size_t count = end - 1 - start;
    bool is_escaped = false;
    result = names.key(at, text + start, count, is_escaped);
    if (!is_escaped) return CSJ_OK;
    unescaped.resize(count);
    auto target = reinterpret_cast<uint8_t *>(unescaped.data());
    ptrdiff_t written = csj_unescape(text + start, count, target);
    if (written < 0) return document.fail(CSJ_INVALID_ESCAPE, token);
    result = names.unescaped_key(at, target, size_t(written));
    return CSJ_OK;
  }

  csj_status run(uint32_t token) {
    const uint8_t *text = document.text;
    const uint32_t *tokens = document.tokens;
    const uint32_t end = document.token_count;
    frame stack[CSJ_DEPTH_LIMIT];
    uint32_t depth = 0;
    place at = names.root();
    csj_status status = CSJ_OK;
    if (token >= end) return document.fail(CSJ_ENDS_EARLY, token);

    while (true) {
      // A value whose name is `at`.
      uint8_t byte = text[tokens[token]];
      bool is_closed = false;
      bool is_first_key = false;
      if (byte == '{' || byte == '[') {
        bool is_array = byte == '[';
        place inside = is_array ? names.elements(at) : names.members(at);
        if (inside == no_place) {
          token = document.skip(token, status);
          if (token == 0) return status;
        } else {
          if (depth == CSJ_DEPTH_LIMIT) return document.fail(CSJ_TOO_DEEP, token);
          stack[depth] = {inside, is_array};
          depth += 1;
          token += 1;
          if (token >= end) return document.fail(CSJ_ENDS_EARLY, token);
          is_closed = text[tokens[token]] == (is_array ? ']' : '}');
          if (!is_closed && is_array) {
            at = inside;
            continue;
          }
          is_first_key = !is_closed;
        }
      } else {
        if (byte == '}' || byte == ']' || byte == ',' || byte == ':') {
          return document.fail(CSJ_UNEXPECTED_TOKEN, token);
        }
        status = report(at, token);
        if (status != CSJ_OK) return status;
        token += 1;
      }
      // Behind a value, at the first key of an object, or at a closing bracket.
      while (true) {
        if (is_closed) {
          depth -= 1;
          token += 1;
          is_closed = false;
        }
        if (depth == 0) return CSJ_OK;
        if (token >= end) return document.fail(CSJ_ENDS_EARLY, token);
        frame top = stack[depth - 1];
        if (!is_first_key) {
          uint8_t next = text[tokens[token]];
          if (next == (top.is_array ? ']' : '}')) {
            is_closed = true;
            continue;
          }
          if (next != ',') return document.fail(CSJ_UNEXPECTED_TOKEN, token);
          token += 1;
          if (depth == 1 && order.is_complete()) return CSJ_OK;
        }
        is_first_key = false;
        if (token >= end) return document.fail(CSJ_ENDS_EARLY, token);
        if (top.is_array) {
          at = top.at;
          break;
        }
        if (text[tokens[token]] != '"') return document.fail(CSJ_UNEXPECTED_TOKEN, token);
        if (token + 2 >= end) return document.fail(CSJ_ENDS_EARLY, end);
        if (text[tokens[token + 1]] != ':') return document.fail(CSJ_UNEXPECTED_TOKEN, token + 1);
        const csj_fields::ordered_key *known = nullptr;
        if (depth == 1 && order.holds) {
          uint32_t start = tokens[token] + 1;
          size_t stop = document.end_of_token(token) - 1;
          if (order.is_past_needs(text + start, stop - start, known)) return CSJ_OK;
        }
        if (known != nullptr) {
          at = known->at;
        } else {
          status = key(top.at, token, at);
          if (status != CSJ_OK) return status;
        }
        token += 2;
        if (at != no_place) break;
        uint8_t value = text[tokens[token]];
        if (value == ',' || value == ':' || value == '}' || value == ']') {
          return document.fail(CSJ_UNEXPECTED_TOKEN, token);
        }
        token = document.skip(token, status);
        if (token == 0) return status;
      }
    }
  }
};

}  // namespace

csj_status csj_fields_walk(
    csj_fields *fields, csj_document *document, uint32_t token, bool is_ordered,
    const csj_hit **hits, size_t *hit_count) {
  fields->hits.clear();
  fields->walk_number += 1;
  if (fields->walk_number == 0) {
    fields->chains.clear();
    fields->walk_number = 1;
  }
  bool may_end_early = is_ordered && !fields->is_all
      && fields->needed_keys < fields->ordered_keys.size();
  key_order order{*fields, may_end_early};
  csj_status status;
  if (fields->is_all) {
    walk<name_tree> run{*fields, fields->tree, *document, order, {}};
    status = run.run(token);
  } else {
    walk<name_trie> run{*fields, fields->trie, *document, order, {}};
    status = run.run(token);
  }
  *hits = fields->hits.data();
  *hit_count = fields->hits.size();
  return status;
}

csj_fields *csj_fields_create_selected(void) { return new csj_fields(); }

csj_fields *csj_fields_create_all(void) {
  auto fields = new csj_fields();
  fields->is_all = true;
  return fields;
}

void csj_fields_destroy(csj_fields *fields) { delete fields; }

int32_t csj_fields_add(csj_fields *fields, const uint8_t *name, size_t count) {
  std::string_view text(reinterpret_cast<const char *>(name), count);
  if (fields->is_all) return int32_t(fields->tree.slot_of_name(text));
  auto found = fields->selected_slots.find(std::string(text));
  if (found != fields->selected_slots.end()) return int32_t(found->second);
  uint32_t slot = uint32_t(fields->selected.size());
  if (!fields->trie.insert(text, slot)) return -1;
  fields->selected.emplace_back(text);
  fields->selected_slots.emplace(text, slot);
  std::string_view first = text.substr(0, text.find_first_of(".{"));
  const auto &keys = fields->ordered_keys;
  size_t rank = 0;
  while (rank < keys.size() && keys[rank].name != first) rank += 1;
  if (rank + 1 > fields->needed_keys) fields->needed_keys = rank + 1;
  for (auto &key : fields->ordered_keys) {
    auto bytes = reinterpret_cast<const uint8_t *>(key.name.data());
    key.at = fields->trie.unescaped_key(fields->trie.root(), bytes, key.name.size());
  }
  return int32_t(slot);
}

int32_t csj_fields_find(csj_fields *fields, const uint8_t *name, size_t count) {
  std::string_view text(reinterpret_cast<const char *>(name), count);
  if (fields->is_all) return int32_t(fields->tree.slot_of_name(text));
  auto found = fields->selected_slots.find(std::string(text));
  return found == fields->selected_slots.end() ? -1 : int32_t(found->second);
}

size_t csj_fields_count(const csj_fields *fields) {
  return fields->is_all ? fields->tree.slot_count() : fields->selected.size();
}

const uint8_t *csj_fields_name(const csj_fields *fields, uint32_t slot, size_t *count) {
  const std::string &name = fields->is_all ? fields->tree.name(slot) : fields->selected[slot];
  *count = name.size();
  return reinterpret_cast<const uint8_t *>(name.data());
}

void csj_fields_add_ordered_key(
    csj_fields *fields, const uint8_t *key, size_t count, bool is_mandatory) {
  fields->ordered_keys.push_back(
      {std::string(reinterpret_cast<const char *>(key), count), is_mandatory, no_place});
}
