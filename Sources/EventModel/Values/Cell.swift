/// The value of one field in one row.
///
/// A number is either a text that reads as one or the result of arithmetic; a boolean exists only
/// inside expressions and never in a field.
/// Memory: a plain value; its texts belong to the arena of its column.
public enum Cell: Sendable {
  case null
  case text(Bytes)
  case number(Double)
  case boolean(Bool)
  /// Two or more texts.
  case multivalue(Multivalue)
}

/// Two or more texts in a row, in order.
// Guard for @unchecked Sendable: never written after it was stored in its arena.
public struct Multivalue: @unchecked Sendable, RandomAccessCollection {
  public let start: UnsafePointer<Bytes>
  public let count: Int

  public init(start: UnsafePointer<Bytes>, count: Int) {
    self.start = start
    self.count = count
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }
  public subscript(index: Int) -> Bytes { start[index] }
}

extension Cell {
  @inlinable public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The number that the cell is or reads as; null, several values and other texts are none.
  @inlinable public var number: Double? {
    switch self {
    case .number(let number): number
    case .text(let text): NumberText.parse(text)
    case .null, .boolean, .multivalue: nil
    }
  }

  /// How many values the cell holds.
  public var valueCount: Int {
    switch self {
    case .null: 0
    case .text, .number, .boolean: 1
    case .multivalue(let values): values.count
    }
  }

  /// The displayed text of a single value; of several values, the texts joined by line feeds.
  ///
  /// Shape: booleans read `True` and `False`.
  public func text(in arena: Arena) -> Bytes? {
    switch self {
    case .null: nil
    case .text(let text): text
    case .number(let number): arena.store(NumberText.format(number))
    case .boolean(let value): value ? Bytes("True") : Bytes("False")
    case .multivalue(let values): arena.join(Array(values), separator: Bytes("\n"))
    }
  }

  /// Each value as displayed text, in order.
  public func texts(in arena: Arena) -> [Bytes] {
    switch self {
    case .null: []
    case .text(let text): [text]
    case .number, .boolean: text(in: arena).map { [$0] } ?? []
    case .multivalue(let values): Array(values)
    }
  }

  /// The displayed text as a `String`, for shells and tests.
  public var string: String? {
    switch self {
    case .null: nil
    case .text(let text): text.string
    case .number(let number): NumberText.format(number)
    case .boolean(let value): value ? "True" : "False"
    case .multivalue(let values): values.map { $0.string }.joined(separator: "\n")
    }
  }
}
