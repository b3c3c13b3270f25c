package import EventModel

/// A set of texts, told by what is in it and what is not; the empty text stands for none.
///
/// Where two patterns meet the set may be thought larger than it is, never smaller.
package struct ValueSet: Sendable, Equatable {
  /// Nil: every text.
  private(set) var allowed: [WildcardPattern]?
  private(set) var excluded: [WildcardPattern]

  package static let any = ValueSet(allowed: nil, excluded: [])

  private init(allowed: [WildcardPattern]?, excluded: [WildcardPattern]) {
    self.allowed = allowed
    self.excluded = excluded
  }

  /// Exactly these texts.
  package init(_ texts: [String]) {
    self.init(allowed: texts.map { Self.exact($0) }, excluded: [])
  }

  /// What matches one of the patterns; a star in them stands for anything.
  package init(matching patterns: [String]) {
    self.init(allowed: patterns.map { Self.pattern($0) }, excluded: [])
  }

  /// All texts but those that match one of the patterns.
  package init(except patterns: [String]) {
    self.init(allowed: nil, excluded: patterns.map { Self.pattern($0) })
  }

  private static func pattern(_ text: String) -> WildcardPattern {
    WildcardPattern(text, isCaseSensitive: false)
  }

  private static func exact(_ text: String) -> WildcardPattern {
    // No value of a policy has a star but the paths, which are given as patterns.
    WildcardPattern(text, isCaseSensitive: false)
  }

  package var isAny: Bool { allowed == nil && excluded.isEmpty }

  /// The texts of the set when they are few and known.
  package var texts: [String]? {
    guard let allowed, allowed.allSatisfy({ !$0.hasWildcard }) else { return nil }
    return allowed.map { $0.text }
  }

  /// What stands for the set's members: texts and patterns; nil for every text.
  package var patterns: [String]? { allowed.map { $0.map { $0.text } } }

  package var exceptions: [String] { excluded.map { $0.text } }

  package var isEmpty: Bool { allowed.map { $0.isEmpty } ?? excluded.contains { $0.text == "*" } }

  package func contains(_ text: String) -> Bool {
    if excluded.contains(where: { $0.matches(text) }) { return false }
    return allowed.map { $0.contains { $0.matches(text) } } ?? true
  }

  package func intersection(_ other: ValueSet) -> ValueSet {
    let all: [WildcardPattern]?
    switch (allowed, other.allowed) {
    case (nil, let list), (let list, nil): all = list
    case (let own?, let others?):
      all = own.flatMap { a in others.compactMap { b in Self.common(a, b) } }
    }
    let out = excluded + other.excluded.filter { !excluded.contains($0) }
    return ValueSet(
      allowed: all.map { list in
        var seen: Set<WildcardPattern> = []
        return list.filter { pattern in
          !out.contains { Self.covers($0, pattern) } && seen.insert(pattern).inserted
        }
      }, excluded: out)
  }

  package func subtracting(_ other: ValueSet) -> ValueSet {
    var result = self
    if let list = other.allowed {
      result = result.intersection(ValueSet(allowed: nil, excluded: list))
    } else {
      result = ValueSet(allowed: [], excluded: [])
    }
    // What the other leaves out stays in.
    guard !other.excluded.isEmpty else { return result }
    let kept = intersection(ValueSet(allowed: other.excluded, excluded: []))
    return result.union(kept)
  }

  package func union(_ other: ValueSet) -> ValueSet {
    if isEmpty { return other }
    if other.isEmpty { return self }
    switch (allowed, other.allowed) {
    case (let own?, let others?):
      let out = excluded.filter { pattern in other.excluded.contains(pattern) }
      return ValueSet(allowed: own + others.filter { !own.contains($0) }, excluded: out)
    case (nil, _), (_, nil):
      let out =
        excluded.filter { !other.contains($0.text) }
        + other.excluded.filter {
          !contains($0.text)
        }
      return ValueSet(allowed: nil, excluded: out)
    }
  }

  private static func common(_ a: WildcardPattern, _ b: WildcardPattern) -> WildcardPattern? {
    if covers(a, b) { return b }
    if covers(b, a) { return a }
    guard a.hasWildcard, b.hasWildcard else { return nil }
    return a.text.count >= b.text.count ? a : b
  }

  /// Whether everything that one pattern matches, another does too.
  private static func covers(_ wide: WildcardPattern, _ narrow: WildcardPattern) -> Bool {
    wide.matches(narrow.text)
  }
}

extension ValueSet: CustomStringConvertible {
  package var description: String {
    let names = (patterns ?? ["*"]).map { $0.isEmpty ? "\"\"" : $0 }.joined(separator: ", ")
    guard !excluded.isEmpty else { return names }
    return names + " but not "
      + excluded.map { $0.text.isEmpty ? "\"\"" : $0.text }.joined(separator: ", ")
  }
}
