/// The values of one field in a batch.
///
/// Shape: one cell a row, one cell for all rows, or a dictionary: the different cells, and the
/// place of each row's cell among them. A dictionary may hold cells that no row has.
/// Memory: holds the arenas that its texts live in.
public struct Column: Sendable {
  public enum Storage: Sendable {
    case cells([Cell])
    case constant(Cell, count: Int)
    case coded([Cell], codes: [UInt32])
  }

  public let storage: Storage
  public let arenas: [Arena]

  public init(_ cells: [Cell], arenas: [Arena]) {
    storage = .cells(cells)
    self.arenas = Self.distinct(arenas)
  }

  public init(constant cell: Cell, count: Int, arenas: [Arena]) {
    storage = .constant(cell, count: count)
    self.arenas = Self.distinct(arenas)
  }

  /// Each code is a place in `cells`.
  public init(coded cells: [Cell], codes: [UInt32], arenas: [Arena]) {
    storage = .coded(cells, codes: codes)
    self.arenas = Self.distinct(arenas)
  }

  /// Columns made of several columns have the arenas of all: what is the same would pile up from
  /// command to command.
  private static func distinct(_ arenas: [Arena]) -> [Arena] {
    guard arenas.count > 8 else { return arenas }
    var known: Set<ObjectIdentifier> = []
    return arenas.filter { known.insert(ObjectIdentifier($0)).inserted }
  }

  public static func nulls(_ count: Int) -> Column {
    Column(constant: .null, count: count, arenas: [])
  }

  public var count: Int {
    switch storage {
    case .cells(let cells): cells.count
    case .constant(_, let count): count
    case .coded(_, let codes): codes.count
    }
  }

  @inlinable
  public subscript(row: Int) -> Cell {
    switch storage {
    case .cells(let cells): cells[row]
    case .constant(let cell, _): cell
    case .coded(let cells, let codes): cells[Int(codes[row])]
    }
  }

  /// The one cell that every row has, when that is how the column is stored.
  public var constant: Cell? {
    guard case .constant(let cell, _) = storage else { return nil }
    return cell
  }

  public var isAllNull: Bool {
    switch storage {
    case .cells(let cells): cells.allSatisfy { $0.isNull }
    case .constant(let cell, _): cell.isNull
    case .coded(let cells, let codes):
      cells.allSatisfy { $0.isNull } || codes.allSatisfy { cells[Int($0)].isNull }
    }
  }

  /// Whether some row has no value.
  public var hasNulls: Bool {
    switch storage {
    case .cells(let cells): cells.contains { $0.isNull }
    case .constant(let cell, let count): cell.isNull && count > 0
    case .coded(let cells, let codes):
      cells.contains { $0.isNull } && codes.contains { cells[Int($0)].isNull }
    }
  }

  /// The rows at the given places, in that order.
  public func gathered(_ rows: [Int32]) -> Column {
    switch storage {
    case .cells(let cells): Column(rows.map { cells[Int($0)] }, arenas: arenas)
    case .constant(let cell, _): Column(constant: cell, count: rows.count, arenas: arenas)
    case .coded(let cells, let codes):
      rows.count * 4 < cells.count
        ? Column(rows.map { cells[Int(codes[Int($0)])] }, arenas: arenas)
        : Column(coded: cells, codes: rows.map { codes[Int($0)] }, arenas: arenas)
    }
  }

  /// The first rows.
  public func prefix(_ count: Int) -> Column {
    switch storage {
    case .cells(let cells): Column(Array(cells.prefix(count)), arenas: arenas)
    case .constant(let cell, let all):
      Column(constant: cell, count: min(all, count), arenas: arenas)
    case .coded(let cells, let codes):
      Column(coded: cells, codes: Array(codes.prefix(count)), arenas: arenas)
    }
  }
}
