package import EventModel
package import OrderedCollections

/// The fields that a part of a plan reads, so that no others are ever built.
package struct FieldNeeds: Sendable, Equatable {
  /// True when every field is needed.
  package private(set) var all: Bool
  package private(set) var names: OrderedSet<String>
  /// Names with wildcards, such as `object.*`.
  package private(set) var patterns: OrderedSet<WildcardPattern>

  package init(all: Bool = false, _ names: some Sequence<String> = [String]()) {
    self.all = all
    self.names = []
    patterns = []
    for name in names { insert(name) }
  }

  package static let none = FieldNeeds()
  package static let everything = FieldNeeds(all: true)

  /// Adds a name; one with `*` is a pattern.
  package mutating func insert(_ name: String) {
    if name.utf8.contains(UInt8(ascii: "*")) {
      let pattern = WildcardPattern(name)
      if pattern.matchesEverything { all = true } else { patterns.append(pattern) }
    } else {
      names.append(name)
    }
  }

  package mutating func formUnion(_ other: FieldNeeds) {
    all = all || other.all
    names.formUnion(other.names)
    patterns.formUnion(other.patterns)
  }

  package func union(_ other: FieldNeeds) -> FieldNeeds {
    var result = self
    result.formUnion(other)
    return result
  }

  /// Without a name that the part itself writes; patterns and `all` stay.
  package mutating func remove(_ name: String) { names.remove(name) }

  package func contains(_ name: String) -> Bool {
    all || names.contains(name) || patterns.contains { $0.matches(name) }
  }

  package var isEmpty: Bool { !all && names.isEmpty && patterns.isEmpty }
}

extension FieldNeeds: CustomStringConvertible {
  package var description: String {
    if all { return "*" }
    return (Array(names) + patterns.map { $0.text }).joined(separator: ", ")
  }
}
