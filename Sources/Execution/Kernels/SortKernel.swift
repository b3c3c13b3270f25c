import EventModel
import QueryPlan

/// Puts rows in order.
///
/// Source: Splunk Search Reference, `sort`: numbers numerically, IP addresses by octet, other texts
/// byte by byte; rows without the field come last whatever the direction. Stable.
enum SortKernel {
  /// The rows of the batch in the order of the keys.
  static func order(_ batch: Batch, by keys: [SortOrder.Key]) -> [Int32] {
    let columns = keys.map { Values(batch[$0.field], key: $0) }
    var rows = (0..<batch.rowCount).map { Int32($0) }
    // Ties keep their order: the place itself is the last key.
    rows.sort { a, b in
      for column in columns {
        let order = column.compare(Int(a), Int(b))
        if order != 0 { return order < 0 }
      }
      return a < b
    }
    return rows
  }

  /// What one key compares, worked out once a row.
  private struct Values {
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
}
