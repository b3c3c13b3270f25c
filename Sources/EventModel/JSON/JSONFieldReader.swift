import CSimdjson

/// Turns JSON documents into rows of columns, flattened as Splunk does.
///
/// Nested keys join with `.`, an array adds `{}`: `a.b`, `a{}`, `a{}.b`, `a{}{}`. Keys keep their
/// own dots and slashes. A name that comes again makes its field multivalue, in document order;
/// null, empty arrays and empty objects make nothing. Numbers and words are texts as written.
/// Ordering: selected fields in order of selection, others in order of first sight in the batch.
/// Source: Splunk Search Reference, `spath`, and automatic field extraction for JSON.
public final class JSONFieldReader {
  public enum Selection {
    /// These only; subtrees that no name leads into are skipped.
    case names([String])
    case all
    /// Those that a test accepts; each name is tested once.
    case filtered(@Sendable (String) -> Bool)
  }

  /// A top-level key of a kind of document that has its keys in a known order.
  public struct OrderedKey: Sendable {
    public let name: String
    /// Whether every document has it; one without is not taken to be in order.
    public let isMandatory: Bool

    public init(_ name: String, isMandatory: Bool = false) {
      self.name = name
      self.isMandatory = isMandatory
    }
  }

  /// Where the texts of values live.
  public enum Storage {
    /// Copied to the arena of the columns.
    case copied
    /// Left in the document's memory, which the caller keeps alive as long as the columns.
    case borrowed
  }

  private static let largestTree = 20_000

  private var fields: OpaquePointer
  private let selection: Selection
  private let orderedKeys: [OrderedKey]
  private var names: [String] = []
  // All that changes with each value is one struct, so that a document costs one check of access.
  private var values = RowValues()

  /// `orderedKeys`: the top-level keys of a kind of document that always has them in this order,
  /// so that a walk may end behind the last one that is needed.
  public init(_ selection: Selection, orderedKeys: [OrderedKey] = []) {
    self.selection = selection
    self.orderedKeys = orderedKeys
    fields = Self.makeFields(selection, orderedKeys)
    registerNewFields()
  }

  deinit { csj_fields_destroy(fields) }

  private static func makeFields(_ selection: Selection, _ orderedKeys: [OrderedKey])
    -> OpaquePointer
  {
    guard case .names(let names) = selection else { return csj_fields_create_all() }
    let fields: OpaquePointer = csj_fields_create_selected()
    for key in orderedKeys {
      var name = key.name
      name.withUTF8 {
        csj_fields_add_ordered_key(fields, $0.baseAddress, $0.count, key.isMandatory)
      }
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
  public var arena: Arena { values.texts.arena }

  /// Rows begun since the last `takeColumns`.
  public var rowCount: Int { values.rowCount }

  /// Fields that rows begun since the last `takeColumns` have.
  public var fieldCount: Int { values.order.count }

  public func beginRow() { values.rowCount += 1 }

  /// Takes back the row begun last.
  public func abandonRow() { values.abandonRow() }

  /// Adds the fields of the value at a token to the row begun last.
  ///
  /// `isOrdered`: the document is of the kind that `orderedKeys` describe; then what stands behind
  /// the last needed key is neither read nor checked.
  /// Errors: what is wrong with the document; the row then has some of its fields.
  public func read(
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
    if csj_fields_count(fields) > values.columns.count { registerNewFields() }
    try values.add(
      UnsafeBufferPointer(start: hits, count: count), of: document.text, storage: storage)
  }

  /// Adds a value to the row begun last, if the field is wanted; false when it is not.
  ///
  /// `isFirstOnly`: leaves a value that the row has already alone.
  @discardableResult
  public func add(
    _ name: Bytes, _ value: Bytes, storage: Storage = .copied, isFirstOnly: Bool = false
  ) -> Bool {
    let slot = Int(csj_fields_find(fields, name.start, name.count))
    guard slot >= 0 else { return false }
    if slot >= values.columns.count { registerNewFields() }
    guard values.isWanted[slot] else { return false }
    if !isFirstOnly || values.cell(slot: slot).isNull {
      values.add(value, slot: slot, storage: storage)
    }
    return true
  }

  /// The value of a field in the row begun last.
  public func value(_ name: Bytes) -> Cell {
    let slot = Int(csj_fields_find(fields, name.start, name.count))
    guard slot >= 0, slot < values.columns.count else { return .null }
    return values.cell(slot: slot)
  }

  /// The columns of all rows since the last call, those without any value left out unless they
  /// were selected by name.
  public func takeColumns() -> (rowCount: Int, columns: [(name: String, column: Column)]) {
    let isNamed = if case .names = selection { true } else { false }
    let count = values.rowCount
    var result: [(name: String, column: Column)] = []
    for (slot, column) in values.takeColumns(all: isNamed) {
      result.append((names[slot], column))
    }
    if csj_fields_count(fields) > Self.largestTree, !isNamed { forgetFields() }
    return (count, result)
  }

  /// Starts the tree of names anew, so that names made up by the data do not pile up.
  private func forgetFields() {
    csj_fields_destroy(fields)
    fields = Self.makeFields(selection, orderedKeys)
    names = []
    values = RowValues()
  }

  private func registerNewFields() {
    for slot in names.count..<csj_fields_count(fields) {
      var count = 0
      let start = csj_fields_name(fields, UInt32(slot), &count)
      let name = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
      names.append(name)
      values.addColumn(isWanted: accepts(name))
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
