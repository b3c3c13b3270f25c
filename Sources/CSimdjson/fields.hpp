#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "document.hpp"

/// A place in the tree of field names; no name goes through `no_place`.
using place = uint32_t;
constexpr place no_place = UINT32_MAX;
constexpr uint32_t no_slot = UINT32_MAX;

/// The names that a selection asks for, as a table of bytes: a key with dots in it walks the same
/// way as nested keys do.
class name_trie {
public:
  name_trie() { add_node(); }

  /// False when the table would grow beyond what two bytes a cell can number.
  bool insert(std::string_view name, uint32_t slot);

  place root() const { return 0; }
  place members(place at) const { return at == 0 ? 0 : step(at, '.'); }
  place elements(place at) const {
    place brace = step(at, '{');
    return brace == no_place ? no_place : step(brace, '}');
  }
  /// Sets `is_escaped` and gives up at a backslash.
  place key(place at, const uint8_t *key, size_t count, bool &is_escaped) const {
    for (size_t i = 0; i < count; i += 1) {
      if (key[i] == '\\') {
        is_escaped = true;
        return no_place;
      }
      uint16_t next = nodes[at].next[key[i]];
      if (next == 0) return no_place;
      at = next;
    }
    return at;
  }
  /// A key in which a backslash is nothing but a backslash.
  place unescaped_key(place at, const uint8_t *key, size_t count) const {
    for (size_t i = 0; i < count; i += 1) {
      uint16_t next = nodes[at].next[key[i]];
      if (next == 0) return no_place;
      at = next;
    }
    return at;
  }
  uint32_t slot(place at) const { return nodes[at].slot; }

private:
  struct node {
    uint16_t next[256];
    uint32_t slot;
  };
  std::vector<node> nodes;

  void add_node() {
    nodes.emplace_back();
    std::memset(nodes.back().next, 0, sizeof nodes.back().next);
    nodes.back().slot = no_slot;
  }
  place step(place at, uint8_t byte) const {
    uint16_t next = nodes[at].next[byte];
    return next == 0 ? no_place : next;
  }
};

/// Every name seen so far, as a tree of keys.
class name_tree {
public:
  name_tree();

  place root() const { return 0; }
  place members(place at) const { return at; }
  place elements(place at);
  place unescaped_key(place at, const uint8_t *key, size_t count);
  place key(place at, const uint8_t *key, size_t count, bool &is_escaped) {
    is_escaped = std::memchr(key, '\\', count) != nullptr;
    return is_escaped ? no_place : unescaped_key(at, key, count);
  }
  uint32_t slot(place at);

  uint32_t slot_of_name(std::string_view name);
  const std::string &name(uint32_t slot) const { return names[slot]; }
  size_t slot_count() const { return names.size(); }

private:
  struct node {
    place parent;
    place elements;
    uint32_t slot;
    uint32_t key_start;
    uint32_t key_count;
    bool is_elements;
  };
  std::vector<node> nodes;
  std::string keys;
  std::vector<place> table;
  std::vector<std::string> names;
  std::unordered_map<std::string, uint32_t> slots;

  static uint64_t hash(place parent, const uint8_t *key, size_t count);
  std::string full_name(place at) const;
  void grow();
};

struct csj_fields {
  bool is_all = false;
  name_trie trie;
  name_tree tree;
  std::vector<std::string> selected;
  std::unordered_map<std::string, uint32_t> selected_slots;
  struct ordered_key {
    std::string name;
    bool is_mandatory;
    /// Where the key leads in the trie.
    place at = no_place;
  };
  std::vector<ordered_key> ordered_keys;
  /// The place in `ordered_keys` behind which nothing is needed; all of them when some name does
  /// not begin with an ordered key.
  size_t needed_keys = 0;

  std::vector<csj_hit> hits;
  /// For each slot the first and last hit of this walk, valid where the number is the walk's.
  struct chain {
    uint32_t walk = 0;
    uint32_t first = 0;
    uint32_t last = 0;
  };
  std::vector<chain> chains;
  uint32_t walk_number = 0;

  void report(uint32_t slot, uint32_t offset, uint32_t length, bool is_escaped) {
    if (slot >= chains.size()) chains.resize(size_t(slot) * 2 + 16);
    chain &own = chains[slot];
    uint32_t index = uint32_t(hits.size());
    if (own.walk != walk_number) {
      own = {walk_number, index, index};
      hits.push_back({slot, offset, length, CSJ_NO_HIT, 1, is_escaped});
      return;
    }
    hits[own.last].next = index;
    hits[own.first].count += 1;
    own.last = index;
    hits.push_back({slot, offset, length, CSJ_NO_HIT, 0, is_escaped});
  }
};
