import QueryPlan

/// Which indexes a search reads that does not name all it means.
///
/// Without a term on `index`, all but internal ones, whose names begin with `_`, and those that
/// Needletail writes itself; internal ones only by a term that begins with `_`.
/// Source: Splunk Search Manual, indexes searched by default; `index=*` does not match internal
/// indexes.
struct IndexScope {
  /// What detections write: not read by a search for events that happens to match them.
  static let ownIndexes: Set<String> = ["risk", "notable"]

  private let namesIndex: Bool
  private let namesInternal: Bool

  init(_ predicate: Expression?) {
    let values = predicate.map { Self.indexValues($0) } ?? []
    namesIndex = !values.isEmpty
    namesInternal = values.contains { $0.hasPrefix("_") }
  }

  func includes(_ index: String) -> Bool {
    if index.hasPrefix("_") { return namesInternal }
    return namesIndex || !Self.ownIndexes.contains(index)
  }

  private static func indexValues(_ expression: Expression) -> [String] {
    switch expression {
    case .fieldMatch(let match): match.field == "index" ? [match.value] : []
    case .compare(_, .field("index"), .literal(.text(let value))),
      .compare(_, .literal(.text(let value)), .field("index")):
      [value]
    case .literal, .field, .negate, .not, .arithmetic, .concatenate, .compare, .and, .or, .xor,
      .call, .textMatch:
      expression.children.flatMap { indexValues($0) }
    }
  }
}
