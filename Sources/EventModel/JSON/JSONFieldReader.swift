import CSimdjson

/// Turns JSON documents into rows of columns, flattened as Splunk does.
///
/// Nested keys join with `.`, an array adds `{}`: `a.b`, `a{}`, `a{}.b`, `a{}{}`. Keys keep their
/// own dots and slashes. A name that comes again makes its field multivalue, in document order;
/// null, empty arrays and empty objects make nothing. Numbers and words are texts as written.
/// Ordering: selected fields in order of selection, all fields in order of first sight.
/// Source: Splunk Search Reference, `spath`, and automatic field extraction for JSON.
package final class JSONFieldReader {
  package enum Selection {
    /// These only; subtrees that no name leads into are skipped.
    case names([String])
    case all
    /// Those that a test accepts; each name is tested once.
    case filtered(@Sendable (String) -> Bool)
  }

  /// Where the texts of values live.
  package enum Storage {
    /// Copied to the arena of the columns.
    case copied
    /// Left in the document's memory, which the caller keeps alive as long as the columns.
    case borrowed
  }

  private static let largestTree = 20_000

  private var fields: OpaquePointer
  private let selection: Selection
  private let orderedKeys: [String]
  private var columns: [ColumnBuilder] = []
  private var names: [String] = []
  private var isWanted: [Bool] = []
  private var texts: TextStore
  /// Rows begun so far.
  package private(set) var rowCount = 0

  /// `orderedKeys`: the top-level keys of a kind of document that always has them in this order,
  /// so that a walk may end behind the last one that is needed.
  package init(_ selection: Selection, orderedKeys: [String] = []) {
    self.selection = selection
    self.orderedKeys = orderedKeys
    texts = TextStore()
    fields = Self.makeFields(selection, orderedKeys)
    registerNewFields()
  }

  deinit { csj_fields_destroy(fields) }

  private static func makeFields(_ selection: Selection, _ orderedKeys: [String]) -> OpaquePointer {
    guard case .names(let names) = selection else { return csj_fields_create_all() }
    let fields: OpaquePointer = csj_fields_create_selected()
    for key in orderedKeys {
      var key = key
      key.withUTF8 { csj_fields_add_ordered_key(fields, $0.baseAddress, $0.count) }
    }
    for name in names {
      var name = name
      let slot = name.withUTF8 { csj_fields_add(fields, $0.baseAddress, $0.count) }
      guard slot < 0 else { continue }
      // Too many names for the table: read all and keep those.
      csj_fields_destroy(fields)
      return csj_fields_create_all()
    }
    return fields
  }

  /// The arena of the rows begun since the last `takeColumns`.
  package var arena: Arena { texts.arena }

  /// Fields seen so far, whether or not a row of this batch has them.
  package var fieldCount: Int { names.count }

  package func beginRow() { rowCount += 1 }

  /// Takes back the row begun last.
  package func abandonRow() {
    rowCount -= 1
    for index in columns.indices { columns[index].truncate(to: rowCount) }
  }

  /// Adds the fields of the value at a token to the row begun last.
  ///
  /// `isOrdered`: the document is of the kind that `orderedKeys` describe; then what stands behind
  /// the last needed key is neither read nor checked.
  /// Errors: what is wrong with the document; the row then has some of its fields.
  package func read(
    _ document: JSONDocument, at token: Int = 0, isOrdered: Bool = false,
    storage: Storage = .copied
  ) throws(JSONError) {
    var hits: UnsafePointer<csj_hit>?
    var count = 0
    let status = csj_fields_walk(
      fields, document.handle, UInt32(token), isOrdered, &hits, &count)
    guard status == CSJ_OK else {
      throw JSONError(status, offset: csj_document_fault(document.handle))
    }
    guard let hits, count > 0 else { return }
    if csj_fields_count(fields) > columns.count { registerNewFields() }
    let text = document.text
    for index in 0..<count where hits[index].count > 0 && isWanted[Int(hits[index].slot)] {
      let hit = hits[index]
      let value = try texts.value(of: hit, in: text, storage: storage)
      let slot = Int(hit.slot)
      if hit.count == 1 {
        add(.text(value), slot: slot)
        continue
      }
      var values = [value]
      values.reserveCapacity(Int(hit.count))
      var next = hit.next
      while next != CSJ_NO_HIT {
        values.append(try texts.value(of: hits[Int(next)], in: text, storage: storage))
        next = hits[Int(next)].next
      }
      add(arena.cell(values), slot: slot)
    }
  }

  /// Adds a value to the row begun last, if the field is wanted; false when it is not.
  ///
  /// `isFirstOnly`: leaves a value that the row has already alone.
  @discardableResult
  package func add(
    _ name: Bytes, _ value: Bytes, storage: Storage = .copied, isFirstOnly: Bool = false
  ) -> Bool {
    let slot = Int(csj_fields_find(fields, name.start, name.count))
    guard slot >= 0 else { return false }
    if slot >= columns.count { registerNewFields() }
    guard isWanted[slot] else { return false }
    if isFirstOnly, columns[slot].has(row: rowCount - 1) { return true }
    let kept: Bytes
    switch storage {
    case .copied: kept = texts.store(value)
    case .borrowed: kept = value
    }
    add(.text(kept), slot: slot)
    return true
  }

  /// The value of a field in the row begun last.
  package func value(_ name: Bytes) -> Cell {
    let slot = Int(csj_fields_find(fields, name.start, name.count))
    guard slot >= 0, slot < columns.count else { return .null }
    return columns[slot].cell(row: rowCount - 1)
  }

  private func add(_ cell: Cell, slot: Int) {
    let row = rowCount - 1
    guard columns[slot].has(row: row) else {
      columns[slot].set(cell, row: row)
      return
    }
    let arena = texts.arena
    let old = columns[slot].cell(row: row)
    columns[slot].set(arena.cell(old.texts(in: arena) + cell.texts(in: arena)), row: row)
  }

  /// The columns of all rows since the last call, those without any value left out unless they
  /// were selected by name.
  package func takeColumns() -> (rowCount: Int, columns: [(name: String, column: Column)]) {
    let isNamed = if case .names = selection { true } else { false }
    var result: [(name: String, column: Column)] = []
    let arenas = [texts.arena]
    for slot in columns.indices where isWanted[slot] {
      let isEmpty = columns[slot].isEmpty
      if isEmpty, !isNamed { continue }
      let column =
        isEmpty ? Column.nulls(rowCount) : columns[slot].take(count: rowCount, arenas: arenas)
      result.append((names[slot], column))
    }
    let count = rowCount
    rowCount = 0
    texts = TextStore()
    if csj_fields_count(fields) > Self.largestTree, !isNamed { forgetFields() }
    return (count, result)
  }

  /// Starts the tree of names anew, so that names made up by the data do not pile up.
  private func forgetFields() {
    csj_fields_destroy(fields)
    fields = Self.makeFields(selection, orderedKeys)
    columns = []
    names = []
    isWanted = []
  }

  private func registerNewFields() {
    for slot in columns.count..<csj_fields_count(fields) {
      var count = 0
      let start = csj_fields_name(fields, UInt32(slot), &count)
      let name = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
      names.append(name)
      columns.append(ColumnBuilder())
      isWanted.append(accepts(name))
    }
  }

  private func accepts(_ name: String) -> Bool {
    switch selection {
    case .all: true
    case .names(let names): names.contains(name)
    case .filtered(let accept): accept(name)
    }
  }
}
