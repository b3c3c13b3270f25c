public import OrderedCollections

/// Some rows, column by column.
///
/// Shape: every column has `rowCount` cells; a field that has no column is null in every row.
/// A field whose name starts with a NUL byte is the engine's own and never shown.
/// Ordering: `ordinal` counts batches' first rows in stream order.
public struct Batch: Sendable {
  public private(set) var rowCount: Int
  public private(set) var columns: OrderedDictionary<String, Column>
  /// The place of the first row in the stream, so that ties are broken alike however the stream
  /// was cut.
  public var ordinal: Int

  public init(
    rowCount: Int, columns: OrderedDictionary<String, Column> = [:], ordinal: Int = 0
  ) {
    self.rowCount = rowCount
    self.columns = columns
    self.ordinal = ordinal
  }

  public var fields: OrderedSet<String> { columns.keys }

  public subscript(field: String) -> Column { columns[field] ?? .nulls(rowCount) }

  public func has(_ field: String) -> Bool { columns[field] != nil }

  /// Sets a column; a new field goes behind the others.
  public mutating func set(_ field: String, _ column: Column) {
    precondition(column.count == rowCount, "a column has one cell a row")
    columns[field] = column
  }

  public mutating func remove(_ field: String) { columns.removeValue(forKey: field) }

  /// The same rows with other columns.
  public func with(columns: OrderedDictionary<String, Column>) -> Batch {
    Batch(rowCount: rowCount, columns: columns, ordinal: ordinal)
  }

  /// The rows at the given places, in that order.
  public func gathered(_ rows: [Int32]) -> Batch {
    Batch(
      rowCount: rows.count, columns: columns.mapValues { $0.gathered(rows) }, ordinal: ordinal)
  }

  public func prefix(_ count: Int) -> Batch {
    guard count < rowCount else { return self }
    return Batch(
      rowCount: count, columns: columns.mapValues { $0.prefix(count) }, ordinal: ordinal)
  }

  /// Whether a field is the engine's own.
  public static func isHidden(_ field: String) -> Bool { field.utf8.first == 0 }
}

extension Batch {
  /// One batch of several, with the union of their fields in order of first sight.
  public static func concatenated(_ batches: [Batch]) -> Batch {
    guard batches.count != 1 else { return batches[0] }
    var fields: OrderedSet<String> = []
    for batch in batches { fields.formUnion(batch.fields) }
    let rowCount = batches.reduce(0) { $0 + $1.rowCount }
    var result = Batch(rowCount: rowCount, ordinal: batches.first?.ordinal ?? 0)
    for field in fields {
      var cells: [Cell] = []
      cells.reserveCapacity(rowCount)
      var arenas: [Arena] = []
      var known: Set<ObjectIdentifier> = []
      for batch in batches {
        let column = batch[field]
        switch column.storage {
        case .cells(let own): cells += own
        case .constant(let cell, let count): cells += repeatElement(cell, count: count)
        case .coded(let own, let codes): for code in codes { cells.append(own[Int(code)]) }
        }
        for arena in column.arenas where known.insert(ObjectIdentifier(arena)).inserted {
          arenas.append(arena)
        }
      }
      result.set(field, Column(cells, arenas: arenas))
    }
    return result
  }
}
