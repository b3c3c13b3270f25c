#include "fields.hpp"

bool name_trie::insert(std::string_view name, uint32_t slot) {
  if (nodes.size() + name.size() > 60000) return false;
  place at = 0;
  for (char character : name) {
    uint8_t byte = uint8_t(character);
    if (nodes[at].next[byte] == 0) {
      uint16_t added = uint16_t(nodes.size());
      add_node();
      nodes[at].next[byte] = added;
    }
    at = nodes[at].next[byte];
  }
  if (nodes[at].slot == no_slot) nodes[at].slot = slot;
  return true;
}

name_tree::name_tree() {
  nodes.push_back({no_place, no_place, no_slot, 0, 0, false});
  table.assign(1024, no_place);
}

uint64_t name_tree::hash(place parent, const uint8_t *key, size_t count) {
  uint64_t value = 0x9E3779B97F4A7C15u * (uint64_t(parent) + 1) ^ count;
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    uint64_t word;
    std::memcpy(&word, key + i, 8);
    value = (value ^ word) * 0xFF51AFD7ED558CCDu;
    value ^= value >> 32;
  }
  uint64_t rest = 0;
  std::memcpy(&rest, key + i, count - i);
  value = (value ^ rest) * 0xC4CEB9FE1A85EC53u;
  return value ^ value >> 29;
}

place name_tree::elements(place at) {
  if (nodes[at].elements == no_place) {
    place added = place(nodes.size());
    nodes.push_back({at, no_place, no_slot, 0, 0, true});
    nodes[at].elements = added;
  }
  return nodes[at].elements;
}

place name_tree::unescaped_key(place at, const uint8_t *key, size_t count) {
  size_t mask = table.size() - 1;
  size_t index = hash(at, key, count) & mask;
  while (table[index] != no_place) {
    const node &other = nodes[table[index]];
    if (other.parent == at && other.key_count == count
        && std::memcmp(keys.data() + other.key_start, key, count) == 0) {
      return table[index];
    }
    index = (index + 1) & mask;
  }
  place added = place(nodes.size());
  nodes.push_back({at, no_place, no_slot, uint32_t(keys.size()), uint32_t(count), false});
  keys.append(reinterpret_cast<const char *>(key), count);
  table[index] = added;
  if (nodes.size() * 2 > table.size()) grow();
  return added;
}

void name_tree::grow() {
  std::vector<place> larger(table.size() * 4, no_place);
  size_t mask = larger.size() - 1;
  for (place at : table) {
    if (at == no_place) continue;
    const node &own = nodes[at];
    auto key = reinterpret_cast<const uint8_t *>(keys.data()) + own.key_start;
    size_t index = hash(own.parent, key, own.key_count) & mask;
    while (larger[index] != no_place) index = (index + 1) & mask;
    larger[index] = at;
  }
  table.swap(larger);
}

std::string name_tree::full_name(place at) const {
  std::vector<place> path;
  for (; at != 0; at = nodes[at].parent) path.push_back(at);
  std::string name;
  for (size_t i = path.size(); i > 0; i -= 1) {
    const node &own = nodes[path[i - 1]];
    if (own.is_elements) {
      name += "{}";
      continue;
    }
    if (i < path.size()) name += '.';
    name.append(keys, own.key_start, own.key_count);
  }
  return name;
}

uint32_t name_tree::slot(place at) {
  if (nodes[at].slot == no_slot) nodes[at].slot = slot_of_name(full_name(at));
  return nodes[at].slot;
}

uint32_t name_tree::slot_of_name(std::string_view name) {
  auto [found, isNew] = slots.try_emplace(std::string(name), uint32_t(names.size()));
  if (isNew) names.emplace_back(name);
  return found->second;
}
