package import EventModel
import Foundation
package import QueryPlan

/// `+ - * / %` on two cells.
///
/// Source: Splunk Search Reference, `eval`: doubles; `+` also joins two texts; null where an
/// operand is null or no number; division by zero is null. `selfjoin`: a text before `+` takes a
/// number behind it as text (`"something"+a`).
package enum Arithmetic {
  package static func apply(
    _ operation: ArithmeticOperator, _ a: Cell, _ b: Cell, in arena: Arena
  ) -> Cell {
    guard let x = a.number, let y = b.number else {
      if a.spellsNaN && (b.number != nil || b.spellsNaN) { return a }
      if b.spellsNaN && a.number != nil { return b }
      return operation == .add ? joined(a, b, in: arena) : .null
    }
    switch operation {
    case .add: return .number(x + y)
    case .subtract: return .number(x - y)
    case .multiply: return .number(x * y)
    case .divide: return y == 0 ? .null : .number(x / y)
    case .remainder: return y == 0 ? .null : .number(fmod(x, y))
    }
  }

  /// Two texts, one of which may read as a number; a computed number joins a text before it, and
  /// no text behind it.
  private static func joined(_ a: Cell, _ b: Cell, in arena: Arena) -> Cell {
    guard case .text(let x) = a else { return .null }
    switch b {
    case .text(let y): return .text(arena.join([x, y]))
    case .number: return b.text(in: arena).map { .text(arena.join([x, $0])) } ?? .null
    case .null, .boolean, .multivalue: return .null
    }
  }
}

extension Cell {
  /// Whether it is the text `NaN`, which is a text and, to arithmetic, a number that stays as it is
  /// spelled.
  ///
  /// Source: Splunk Search Reference, `isnum` (NaN in fields).
  package var spellsNaN: Bool {
    if case .text(let text) = self { text == Bytes("NaN") } else { false }
  }
}

/// `= != < <= > >=` on two cells.
///
/// Two numbers compare as numbers, anything else byte by byte. A multivalue field satisfies a
/// comparison when one of its values does.
package enum Comparison {
  static func truth(
    _ comparison: ComparisonOperator, _ a: Cell, _ b: Cell, in arena: Arena
  ) -> Truth {
    switch (a, b) {
    case (.null, _), (_, .null): return .isUnknown
    case (.boolean(let x), .boolean(let y)):
      return comparison.holds(x == y ? 0 : x ? 1 : -1) ? .isTrue : .isFalse
    case (.multivalue(let values), _):
      return values.contains { truth(comparison, .text($0), b, in: arena) == .isTrue }
        ? .isTrue : .isFalse
    case (_, .multivalue(let values)):
      return values.contains { truth(comparison, a, .text($0), in: arena) == .isTrue }
        ? .isTrue : .isFalse
    case (.text, _), (.number, _), (.boolean, _):
      guard let order = TextOrder.compare(a, b, in: arena) else { return .isUnknown }
      return comparison.holds(order) ? .isTrue : .isFalse
    }
  }
}
