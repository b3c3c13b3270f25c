import EventModel
import QueryPlan

/// Puts rows in order.
///
/// Source: Splunk Search Reference, `sort`: numbers numerically, IP addresses by octet, other texts
/// byte by byte; rows without the field come last whatever the direction. Stable.
enum SortKernel {
  /// The rows of the batch in the order of the keys.
  static func order(_ batch: Batch, by keys: [SortOrder.Key]) -> [Int32] {
    order(rowCount: batch.rowCount, keys.map { SortValues(batch[$0.field], key: $0) })
  }

  /// The rows of a column, ascending; of equal numbers the text decides.
  static func totalOrder(_ column: Column) -> [Int32] {
    let keys: [SortOrder.Comparison] = [.automatic, .text]
    return order(
      rowCount: column.count,
      keys.map { SortValues(column, key: .init(field: "", isDescending: false, comparison: $0)) })
  }

  /// A row and what nearly always settles its place.
  private struct Item {
    let head: SortValues.Head
    let row: Int32
  }

  private static func order(rowCount: Int, _ columns: [SortValues]) -> [Int32] {
    guard let first = columns.first else { return (0..<rowCount).map { Int32($0) } }
    var items = (0..<rowCount).map { Item(head: first.head($0), row: Int32($0)) }
    items.sort { a, b in
      if a.head.kind != b.head.kind { return a.head.kind < b.head.kind }
      if a.head.bits != b.head.bits { return a.head.bits < b.head.bits }
      for column in columns {
        let order = column.compare(Int(a.row), Int(b.row))
        if order != 0 { return order < 0 }
      }
      // Ties keep their order: the place itself is the last key.
      return a.row < b.row
    }
    return items.map { $0.row }
  }
}
