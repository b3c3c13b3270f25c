package import EventModel

/// `field op value` in a `search`: true when any value of the field satisfies it.
///
/// Source: Splunk Search Reference, `search`: values compare without regard to case, `*` is the
/// only wildcard, a network in CIDR notation matches its addresses. `=` compares texts, so that 1
/// is not 1.0; `<` and its like compare two numbers as numbers.
package struct FieldMatch: Sendable {
  package enum Test: Sendable {
    /// The field has a value at all.
    case exists
    /// Equal but for case.
    case equals(folded: [UInt8])
    case wildcard(WildcardPattern)
    case network(CIDRNetwork)
    case order(ComparisonOperator, text: String, number: Double?)
  }

  package let field: String
  /// As written, for printing.
  package let comparison: ComparisonOperator
  package let value: String
  package let test: Test
  /// True for `!=`: some value must fail the test.
  package let isNegated: Bool

  package init(field: String, comparison: ComparisonOperator, value: String) {
    self.field = field
    self.comparison = comparison
    self.value = value
    isNegated = comparison == .notEqual
    test =
      switch comparison {
      case .equal, .notEqual: Self.equality(value)
      case .less, .lessOrEqual, .greater, .greaterOrEqual:
        .order(comparison, text: value, number: NumberText.parse(value))
      }
  }

  private static func equality(_ value: String) -> Test {
    if value.utf8.contains(UInt8(ascii: "*")) {
      let pattern = WildcardPattern(value, isCaseSensitive: false)
      return pattern.matchesEverything ? .exists : .wildcard(pattern)
    }
    if let network = CIDRNetwork(value) { return .network(network) }
    return .equals(folded: CaseFolding.fold(Array(value.utf8)))
  }

  /// Whether a cell satisfies the term. `NOT` of this is true for a missing field, `!=` is not.
  package func matches(_ cell: Cell, in arena: Arena) -> Bool {
    switch cell {
    case .null: false
    case .text(let text): matches(text)
    case .number, .boolean: cell.text(in: arena).map { matches($0) } ?? false
    case .multivalue(let values): values.contains { matches($0) }
    }
  }

  private func matches(_ text: Bytes) -> Bool { holds(text) != isNegated }

  private func holds(_ text: Bytes) -> Bool {
    switch test {
    case .exists: return true
    case .equals(let folded):
      return folded.withUnsafeBufferPointer { CaseFolding.equals(text, folded: $0) }
    case .wildcard(let pattern): return pattern.matches(text)
    case .network(let network): return network.contains(text)
    case .order(let comparison, let value, let number):
      if let number, let other = NumberText.parse(text) {
        return comparison.holds(other < number ? -1 : other > number ? 1 : 0)
      }
      return comparison.holds(text.string == value ? 0 : text.string < value ? -1 : 1)
    }
  }
}
