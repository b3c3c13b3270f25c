import EventModel
import QueryPlan

/// What a segment's columns tell of a predicate: the rows that may satisfy it.
struct PredicateMask {
  private struct Verdict {
    var mask: RowMask
    /// Whether exactly the rows of the mask satisfy the expression.
    var isExact: Bool
  }

  private let segment: SegmentReader
  private let arena = Arena()

  init(_ segment: SegmentReader) { self.segment = segment }

  /// All rows that may satisfy the predicate, and perhaps others.
  func rows(_ predicate: Expression?) throws -> RowMask {
    let all = RowMask(all: true, count: segment.header.count)
    guard let predicate else { return all }
    return try verdict(predicate)?.mask ?? all
  }

  /// Nil when the columns tell nothing.
  private func verdict(_ expression: Expression) throws -> Verdict? {
    switch expression {
    case .literal(.boolean(let value)):
      return Verdict(mask: RowMask(all: value, count: segment.header.count), isExact: true)
    case .fieldMatch(let match):
      guard let column = try column(match.field) else { return nil }
      let mask = RowMask(column) { match.matches(column.cells[$0], in: arena) }
      return Verdict(mask: mask, isExact: true)
    case .and(let terms): return try conjunction(terms)
    case .or(let terms):
      var result: Verdict?
      for term in terms {
        guard let own = try verdict(term) else { return nil }
        guard var known = result else {
          result = own
          continue
        }
        known.mask.formUnion(own.mask)
        known.isExact = known.isExact && own.isExact
        result = known
      }
      return result
    case .not(let term):
      guard let own = try verdict(term), own.isExact else { return nil }
      return Verdict(mask: own.mask.inverted(), isExact: true)
    case .literal, .field, .negate, .arithmetic, .concatenate, .compare, .xor, .call, .textMatch:
      return nil
    }
  }

  private func conjunction(_ terms: [Expression]) throws -> Verdict? {
    var result: Verdict?
    var isExact = true
    for term in terms {
      guard let own = try verdict(term) else {
        isExact = false
        continue
      }
      isExact = isExact && own.isExact
      if result == nil { result = own } else { result?.mask.formIntersection(own.mask) }
      // What no row satisfies needs no more columns.
      if let known = result, known.mask.isEmpty { return Verdict(mask: known.mask, isExact: true) }
    }
    result?.isExact = isExact
    return result
  }

  private func column(_ field: String) throws -> DictionaryColumn? {
    if EventFields.metadata.contains(field) { return try segment.metadataColumn(field) }
    guard segment.header.layout == HotFields.version, let number = HotFields.numbers[field] else {
      return nil
    }
    return try segment.column(number)
  }

  /// What columns leave open of a predicate, in a segment that has those that this program knows;
  /// nil when they decide all.
  static func undecided(_ predicate: Expression) -> Expression? {
    guard case .and(let terms) = predicate else { return isDecided(predicate) ? nil : predicate }
    let open = terms.compactMap { undecided($0) }
    return open.count > 1 ? .and(open) : open.first
  }

  private static func isDecided(_ expression: Expression) -> Bool {
    switch expression {
    case .literal(.boolean): true
    case .fieldMatch(let match):
      EventFields.metadata.contains(match.field) || HotFields.numbers[match.field] != nil
    case .and(let terms), .or(let terms): terms.allSatisfy { isDecided($0) }
    case .not(let term): isDecided(term)
    case .literal, .field, .negate, .arithmetic, .concatenate, .compare, .xor, .call, .textMatch:
      false
    }
  }
}
