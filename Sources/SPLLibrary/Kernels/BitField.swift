import Diagnostics
import EventModel
import QueryPlan

/// The whole numbers that the bitwise functions work on.
///
/// Source: Splunk Search Reference, bitwise functions: arguments from 0 to 2^53 - 1.
enum BitField {
  static let mask: UInt64 = (1 << 53) - 1

  static func truncated(_ bits: UInt64) -> UInt64 { bits & mask }

  /// Nil for anything but a whole number of the range.
  static func value(_ cell: Cell) -> UInt64? { cell.number.flatMap { integer($0) } }

  /// Nil for anything but a whole number of the range.
  static func integer(_ number: Double) -> UInt64? {
    guard let bits = UInt64(exactly: number), bits <= mask else { return nil }
    return bits
  }
}

extension EvaluationContext {
  /// One result of all arguments from left to right; null where one is no bit field.
  func bits(
    _ arguments: [Column], _ combine: (UInt64, UInt64) -> UInt64
  ) throws(Diagnostic) -> Column {
    try rows(of: arguments) { row in
      guard var result = BitField.value(arguments[0][row]) else { return .null }
      for argument in arguments.dropFirst() {
        guard let next = BitField.value(argument[row]) else { return .null }
        result = combine(result, next)
      }
      return .number(Double(result))
    }
  }
}
