import EventModel

/// Three-valued logic: what is neither true nor false is unknown.
enum Truth: UInt8 {
  case isFalse, isTrue, isUnknown

  /// A boolean as it is; null and values are unknown.
  init(_ cell: Cell) {
    switch cell {
    case .boolean(let value): self = value ? .isTrue : .isFalse
    case .null, .text, .number, .multivalue: self = .isUnknown
    }
  }

  var cell: Cell {
    switch self {
    case .isFalse: .boolean(false)
    case .isTrue: .boolean(true)
    case .isUnknown: .null
    }
  }

  var negated: Truth {
    switch self {
    case .isFalse: .isTrue
    case .isTrue: .isFalse
    case .isUnknown: .isUnknown
    }
  }

  func and(_ other: Truth) -> Truth {
    if self == .isFalse || other == .isFalse { return .isFalse }
    return self == .isTrue && other == .isTrue ? .isTrue : .isUnknown
  }

  func or(_ other: Truth) -> Truth {
    if self == .isTrue || other == .isTrue { return .isTrue }
    return self == .isFalse && other == .isFalse ? .isFalse : .isUnknown
  }

  func xor(_ other: Truth) -> Truth {
    if self == .isUnknown || other == .isUnknown { return .isUnknown }
    return self == other ? .isFalse : .isTrue
  }
}
