import EventModel
import OrderedCollections
import QueryPlan

/// How the fields of a transaction's rows become the fields of one row.
///
/// Source: Splunk Search Reference, `transaction`, rendering options: distinct values in
/// alphabetical order, or with `mvlist` all values in the order of time; the results of its last
/// example have `field_match_sum`, how often rows have a field that they are grouped by, and
/// `linecount`.
struct TransactionRendering: Sendable {
  enum Lists: Sendable, Equatable {
    case none
    case all
    case fields([String])
  }

  static let madeFields = [
    "duration", "eventcount", "closed_txn", "_txn_orphan", "field_match_sum", "linecount",
  ]

  var lists = Lists.none
  var rawIsList = false
  var delimiter: String?
  var nullText = "NULL"

  func rendered(
    _ transactions: [TransactionPool.Transaction], _ rows: Batch, keys: [String]
  ) -> Batch {
    let arena = Arena()
    var result = Batch(rowCount: transactions.count)
    for (field, column) in rows.columns
    where !Batch.isHidden(field) && !Self.madeFields.contains(field) {
      let cells: [Cell]
      switch field {
      case "_time": cells = transactions.map { column[Int($0.oldestRow)] }
      case "_raw": cells = transactions.map { raw($0, column, arena) }
      default:
        let isList = lists == .all || isListed(field)
        cells = transactions.map { transaction in
          isList ? list(transaction, column, arena) : values(transaction, column, arena)
        }
      }
      result.set(field, Column(cells, arenas: [arena] + column.arenas))
    }
    func set(_ field: String, _ number: (TransactionPool.Transaction) -> Double?) {
      result.set(
        field, Column(transactions.map { number($0).map { .number($0) } ?? .null }, arenas: []))
    }
    set("duration") { $0.isOrphan || $0.newest.isNaN ? nil : $0.duration }
    set("eventcount") { $0.isOrphan ? nil : Double($0.rows.count) }
    set("closed_txn") { $0.isOrphan ? nil : $0.isClosed ? 1 : 0 }
    let columns = keys.map { rows[$0] }
    set("field_match_sum") { transaction in
      guard !transaction.isOrphan, !columns.isEmpty else { return nil }
      return Double(
        transaction.rows.reduce(0) { sum, row in
          sum + columns.count { !$0[Int(row)].isNull }
        })
    }
    let texts = rows["_raw"]
    set("linecount") { transaction in
      guard !transaction.isOrphan else { return nil }
      return Double(transaction.rows.reduce(0) { $0 + Self.lines(of: texts[Int($1)], arena) })
    }
    if transactions.contains(where: { $0.isOrphan }) {
      set("_txn_orphan") { $0.isOrphan ? 1 : nil }
    }
    return result
  }

  /// An event without text stands for one line.
  private static func lines(of raw: Cell, _ arena: Arena) -> Int {
    raw.texts(in: arena).reduce(1) { sum, text in
      sum + text.buffer.count { $0 == UInt8(ascii: "\n") }
    }
  }

  private func isListed(_ field: String) -> Bool {
    if case .fields(let fields) = lists { fields.contains(field) } else { false }
  }

  private func raw(
    _ transaction: TransactionPool.Transaction, _ column: Column, _ arena: Arena
  ) -> Cell {
    let texts = transaction.rows.reversed().flatMap { column[Int($0)].texts(in: arena) }
    guard !rawIsList else { return arena.cell(texts) }
    guard !texts.isEmpty else { return .null }
    return .text(arena.join(texts, separator: arena.store(delimiter ?? "\n")))
  }

  private func list(
    _ transaction: TransactionPool.Transaction, _ column: Column, _ arena: Arena
  ) -> Cell {
    let null = arena.store(nullText)
    return arena.cell(
      transaction.rows.reversed().flatMap { row -> [Bytes] in
        let texts = column[Int(row)].texts(in: arena)
        return texts.isEmpty ? [null] : texts
      })
  }

  private func values(
    _ transaction: TransactionPool.Transaction, _ column: Column, _ arena: Arena
  ) -> Cell {
    if transaction.rows.count == 1 {
      let cell = column[Int(transaction.rows[0])]
      guard case .multivalue = cell else { return cell }
    }
    if case .text(let text)? = column.constant { return .text(text) }
    var distinct: Set<Bytes> = []
    for row in transaction.rows { distinct.formUnion(column[Int(row)].texts(in: arena)) }
    return arena.cell(distinct.sorted())
  }
}

extension TransactionPool.Transaction {
  /// Rows come newest first, so the earliest is the last.
  fileprivate var oldestRow: Int32 { rows[rows.count - 1] }

  /// Times are told to the microsecond, and so is what lies between them.
  fileprivate var duration: Double { ((newest - oldest) * 1_000_000).rounded() / 1_000_000 }
}
