package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct MvcombineCommand: Command {
  package static let documentation = CommandDocumentation(
    "mvcombine", kind: .transforming, syntax: "mvcombine [delim=<text>] <field>",
    summary: "Makes one row of rows that differ in one field only, with all values of that field.",
    examples: [
      #"| makeresults format=csv data="host,n\na,1\nb,1" | mvcombine host"#
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var field: Word?
    while !scanner.isAtEnd {
      if let option = try scanner.option() {
        // It shows where `nomv` follows, which looks for it here.
        guard option.key == "delim" else { throw call.unknownOption(option, among: ["delim"]) }
      } else if field == nil, let word = try scanner.word() {
        field = word
      } else {
        try scanner.expectEnd(call)
        throw scanner.unexpectedArgument("a field")
      }
    }
    guard let field else { throw call.missing("a field") }
    plan.append(.dataset(CombiningValues(field: field.text)))
  }
}

/// Rows alike in all other fields as one.
///
/// Source: Splunk Search Reference, `mvcombine`. Internal fields count as well.
struct CombiningValues: DatasetTransform {
  let field: String

  var summary: String { "combine values of \(field)" }

  /// Any field may tell rows apart.
  func needs(for wanted: FieldNeeds) -> FieldNeeds { .everything }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    guard !batches.isEmpty else { return [] }
    let rows = Batch.concatenated(batches)
    guard rows.has(field) else { return [rows] }
    let own = rows[field]
    let key = RowKey(rows.fields.filter { $0 != field && !Batch.isHidden($0) }, of: rows)
    let arena = Arena()
    var table = KeyTable()
    var first: [Int32] = []
    var values: [[Bytes]] = []
    for row in 0..<rows.rowCount {
      let number = own[row].isNull ? first.count : Int(key.number(of: row, in: &table))
      // A row without the field stands for itself, so it takes a number that no key has.
      if own[row].isNull { _ = key.reserve(row, in: &table) }
      if number == first.count {
        first.append(Int32(row))
        values.append([])
      }
      values[number] += own[row].texts(in: arena)
    }
    var result = rows.gathered(first)
    result.set(field, Column(values.map { arena.cell($0) }, arenas: [arena] + own.arenas))
    return [result]
  }
}

/// The values of some fields in a row as one key: null, one and several values are told apart.
struct RowKey {
  private let columns: [Column]
  private let arena = Arena()

  init(_ fields: some Sequence<String>, of batch: Batch) { columns = fields.map { batch[$0] } }

  func bytes(of row: Int) -> [UInt8] {
    var key: [UInt8] = []
    for column in columns {
      let values = column[row].texts(in: arena)
      withUnsafeBytes(of: UInt32(values.count)) { key.append(contentsOf: $0) }
      for value in values {
        withUnsafeBytes(of: UInt32(value.count)) { key.append(contentsOf: $0) }
        key.append(contentsOf: value.buffer)
      }
    }
    return key
  }

  func number(of row: Int, in table: inout KeyTable) -> Int32 {
    table.number(of: arena.store(bytes(of: row)))
  }

  /// A number of the row's own.
  func reserve(_ row: Int, in table: inout KeyTable) -> Int32 {
    table.number(of: arena.store(Array("row \(row)".utf8)))
  }
}
