import EventModel
import QueryPlan

/// What one sort key compares, worked out once a row.
struct SortValues {
  /// The start of a value, such that different heads compare as their values do.
  struct Head {
    let kind: UInt8
    let bits: UInt64
  }

  private enum Value {
    case missing
    case number(Double)
    case address(UInt32)
    case text(Bytes)
  }

  private let values: [Value]
  private let isDescending: Bool
  private let arena = Arena()
  private let column: Column

  init(_ column: Column, key: SortOrder.Key) {
    self.column = column
    isDescending = key.isDescending
    let arena = arena
    values = (0..<column.count).map { row in
      Self.value(column[row], as: key.comparison, in: arena)
    }
  }

  private static func value(
    _ cell: Cell, as comparison: SortOrder.Comparison, in arena: Arena
  ) -> Value {
    if case .number(let number) = cell, !number.isNaN {
      // No text is needed of what is compared as a number anyway.
      switch comparison {
      case .automatic, .number: return .number(number)
      case .address, .text: break
      }
    }
    guard let text = cell.text(in: arena) else { return .missing }
    switch comparison {
    case .automatic:
      if let number = cell.number { return .number(number) }
      return address(text).map { .address($0) } ?? .text(text)
    case .number: return cell.number.map { .number($0) } ?? .missing
    case .address: return address(text).map { .address($0) } ?? .text(text)
    case .text: return .text(text)
    }
  }

  private static func address(_ text: Bytes) -> UInt32? {
    guard text.count >= 7, text.count <= 15 else { return nil }
    var address: UInt32 = 0
    var octet: UInt32 = 0
    var digits = 0
    var dots = 0
    for byte in text.buffer {
      if byte == UInt8(ascii: ".") {
        guard digits > 0 else { return nil }
        address = address << 8 | octet
        octet = 0
        digits = 0
        dots += 1
      } else {
        guard byte &- 0x30 < 10, digits < 3 else { return nil }
        octet = octet * 10 + UInt32(byte &- 0x30)
        guard octet < 256 else { return nil }
        digits += 1
      }
    }
    return dots == 3 && digits > 0 ? address << 8 | octet : nil
  }

  func head(_ row: Int) -> Head {
    let (kind, bits): (UInt8, UInt64) =
      switch values[row] {
      case .missing: (3, 0)
      case .number(let number): (0, Self.bits(number))
      case .address(let address): (1, UInt64(address))
      case .text(let text): (2, Self.bits(text))
      }
    guard isDescending, kind < 3 else { return Head(kind: kind, bits: bits) }
    return Head(kind: 2 - kind, bits: ~bits)
  }

  /// Bits that compare as the number does; both zeros are the same.
  private static func bits(_ number: Double) -> UInt64 {
    let bits = (number == 0 ? 0 : number).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }

  private static func bits(_ text: Bytes) -> UInt64 {
    var bits: UInt64 = 0
    for index in 0..<8 { bits = bits << 8 | (index < text.count ? UInt64(text[index]) : 0) }
    return bits
  }

  func compare(_ a: Int, _ b: Int) -> Int {
    let order: Int
    switch (values[a], values[b]) {
    case (.missing, .missing): return 0
    case (.missing, _): return 1
    case (_, .missing): return -1
    case (.number(let x), .number(let y)): order = x < y ? -1 : x > y ? 1 : 0
    case (.number, _): order = -1
    case (_, .number): order = 1
    case (.address(let x), .address(let y)): order = x < y ? -1 : x > y ? 1 : 0
    case (.address, .text): order = -1
    case (.text, .address): order = 1
    case (.text(let x), .text(let y)): order = TextOrder.compareBytes(x, y)
    }
    return isDescending ? -order : order
  }
}
