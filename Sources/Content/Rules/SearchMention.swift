/// Whether a search speaks of a field.
enum SearchMention {
  /// Source: contentctl: the name occurs somewhere in the text, letter case apart.
  static func has(_ field: String, in search: String) -> Bool {
    search.contains(field) || search.lowercased().contains(field.lowercased())
  }
}
