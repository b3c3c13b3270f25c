import EventModel
import QueryPlan

/// The transactions that rows are put into, one row after the other, newest first.
final class TransactionPool {
  struct Transaction {
    /// Newest first.
    var rows: [Int32]
    var newest: Double
    var oldest: Double
    /// By key field: the numbers of its values; none until a row brings one.
    var values: [[Int32]]
    var isClosed = false
    var isOrphan = false
  }

  private let grouping: TransactionGrouping
  private let rows: Batch
  private let times: Column
  private let keys: [Column]
  private let isFirst: [Bool]?
  private let isLast: [Bool]?
  private var tables: [KeyTable]
  private var open: [Int: Transaction] = [:]
  private var nextNumber = 0
  /// By key field and value: the open transaction that last had it.
  private var holders: [[Int32: Int]]
  /// With `connected=false`, open transactions that lack a key field, in the order of opening.
  private var partial: [Int] = []
  private(set) var finished: [Transaction] = []
  private(set) var isOutOfOrder = false

  init(
    _ grouping: TransactionGrouping, _ rows: Batch, isFirst: [Bool]?, isLast: [Bool]?
  ) {
    self.grouping = grouping
    self.rows = rows
    self.isFirst = isFirst
    self.isLast = isLast
    times = rows["_time"]
    keys = grouping.fields.map { rows[$0] }
    tables = grouping.fields.map { _ in KeyTable() }
    holders = grouping.fields.map { _ in [:] }
  }

  func run() {
    let arena = Arena()
    var before = Double.infinity
    for row in 0..<rows.rowCount {
      let time = times[row].number ?? .nan
      if time > before { isOutOfOrder = true }
      if !time.isNaN { before = time }
      var values: [[Int32]] = []
      for (index, column) in keys.enumerated() {
        values.append(column[row].texts(in: arena).map { tables[index].number(of: $0) })
      }
      place(row, time, values)
    }
    for number in open.keys.sorted() { finish(number, isClosed: false) }
    // Ties keep the order in which transactions were begun.
    finished = finished.enumerated().sorted { a, b in
      a.element.oldest != b.element.oldest
        ? a.element.oldest > b.element.oldest : a.element.rows[0] < b.element.rows[0]
    }.map { $0.element }
  }

  private func place(_ row: Int, _ time: Double, _ values: [[Int32]]) {
    guard keys.isEmpty || values.contains(where: { !$0.isEmpty }) else {
      return putAside(row, time, values)
    }
    let starts = isFirst?[row] ?? false
    let ends = isLast?[row] ?? false
    var target = match(values)
    if let number = target, let transaction = open[number] {
      if isOver(transaction, time) {
        // The limits are met by what was there before this row.
        finish(number, isClosed: true)
        target = nil
      } else if ends {
        // A later part has found no beginning when another end comes.
        finish(number, isClosed: isFirst == nil)
        target = nil
      }
    }
    if target == nil {
      guard isLast == nil || ends else { return putAside(row, time, values) }
      target = begin(row, time, values)
    } else if let number = target {
      join(row, time, values, number)
    }
    guard let number = target, let count = open[number]?.rows.count else { return }
    if starts || count >= grouping.maximumEvents { finish(number, isClosed: true) }
  }

  private func isOver(_ transaction: Transaction, _ time: Double) -> Bool {
    if let span = grouping.maximumSpan, transaction.newest - time > span { return true }
    if let pause = grouping.maximumPause, transaction.oldest - time > pause { return true }
    return false
  }

  /// The open transaction that a row belongs to.
  ///
  /// One that shares a value and contradicts none; with `connected=false` also one that has no
  /// value yet where the row has one.
  private func match(_ values: [[Int32]]) -> Int? {
    guard !keys.isEmpty else { return open.keys.first }
    for (field, numbers) in values.enumerated() {
      for value in numbers {
        if let number = holders[field][value], let transaction = open[number],
          agrees(values, transaction.values)
        {
          return number
        }
      }
    }
    guard !grouping.isConnected else { return nil }
    return partial.last { number in
      open[number].map { agrees(values, $0.values) } ?? false
    }
  }

  private func agrees(_ values: [[Int32]], _ others: [[Int32]]) -> Bool {
    zip(values, others).allSatisfy { own, other in
      own.isEmpty || other.isEmpty || own.contains { other.contains($0) }
    }
  }

  private func begin(_ row: Int, _ time: Double, _ values: [[Int32]]) -> Int {
    let number = nextNumber
    nextNumber += 1
    open[number] = Transaction(
      rows: [Int32(row)], newest: time, oldest: time, values: values)
    for (field, numbers) in values.enumerated() {
      for value in numbers { holders[field][value] = number }
    }
    if !grouping.isConnected, values.contains(where: { $0.isEmpty }) { partial.append(number) }
    return number
  }

  private func join(_ row: Int, _ time: Double, _ values: [[Int32]], _ number: Int) {
    guard var transaction = open.removeValue(forKey: number) else { return }
    transaction.rows.append(Int32(row))
    transaction.newest = max(transaction.newest, time)
    transaction.oldest = min(transaction.oldest, time)
    for (field, numbers) in values.enumerated() {
      for value in numbers where !transaction.values[field].contains(value) {
        transaction.values[field].append(value)
      }
      for value in numbers { holders[field][value] = number }
    }
    open[number] = transaction
  }

  private func finish(_ number: Int, isClosed: Bool) {
    guard var transaction = open.removeValue(forKey: number) else { return }
    for (field, numbers) in transaction.values.enumerated() {
      for value in numbers where holders[field][value] == number {
        holders[field].removeValue(forKey: value)
      }
    }
    if !partial.isEmpty { partial.removeAll { $0 == number } }
    transaction.isClosed = isClosed || (isLast != nil && isFirst == nil)
    // Only a transaction that wants a beginning can be cut short of it.
    guard transaction.isClosed || isFirst == nil || grouping.keepsEvicted else { return }
    finished.append(transaction)
  }

  /// A row that belongs to no transaction.
  private func putAside(_ row: Int, _ time: Double, _ values: [[Int32]]) {
    guard grouping.keepsOrphans else { return }
    finished.append(
      Transaction(
        rows: [Int32(row)], newest: time, oldest: time, values: values, isOrphan: true))
  }
}
