import Diagnostics
import EventModel
import QueryPlan

/// `spath`: sets a field to what stands at a path of a JSON or XML text, or sets every field that
/// the text has.
///
/// A text that is neither leaves the row as it is. Names are those of the reader of JSON events.
/// Source: Splunk Search Reference, `spath`.
struct SpathExtractor: FieldExtractor {
  /// A path and the field that takes what stands there.
  struct Target: Sendable {
    let text: String
    let json: JSONPath?
    let xml: XMLPath?
    let field: String
  }

  let input: String
  /// Nil: all fields of the text.
  let target: Target?

  var summary: String {
    "spath input=\(input)"
      + (target.map { " path=\($0.text)" + ($0.field == $0.text ? "" : " output=\($0.field)") }
        ?? "")
  }

  var writes: [String]? { target.map { [$0.field] } }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    if let target, !wanted.contains(target.field) { return wanted }
    return wanted.union(FieldNeeds([input]))
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let column = batch[input]
    var written = WrittenColumns(batch, in: context)
    guard let target else { return allFields(batch, column, wanted, context) }
    for row in 0..<batch.rowCount {
      let values = column[row].texts(in: context.arena)
        .flatMap { Self.values(at: target, in: $0, context.arena) }
      if !values.isEmpty { written.set(target.field, row: row, to: context.arena.cell(values)) }
    }
    return written.columns
  }

  private func allFields(
    _ batch: Batch, _ column: Column, _ wanted: FieldNeeds, _ context: EvaluationContext
  ) -> [(field: String, column: Column)] {
    let document = JSONDocument()
    let reader = JSONFieldReader(wanted.all ? .all : .filtered { wanted.contains($0) })
    for row in 0..<batch.rowCount {
      reader.beginRow()
      for text in column[row].texts(in: context.arena) {
        if let roots = XMLReader.elements(of: text) {
          for root in roots {
            root.forEachField { name, value in
              let (name, value) = (context.arena.store(name), context.arena.store(value))
              reader.add(name, value)
            }
          }
          continue
        }
        // A text that is no JSON adds nothing; one that breaks off adds what stands before.
        do throws(JSONError) {
          try document.index(text)
          try reader.read(document)
        } catch { continue }
      }
    }
    var written = WrittenColumns(batch, in: context)
    for (field, found) in reader.takeColumns().columns {
      written.keep(found.arenas)
      for row in 0..<batch.rowCount where !found[row].isNull {
        written.set(field, row: row, to: found[row])
      }
    }
    return written.columns
  }

  private static func values(at target: Target, in text: Bytes, _ arena: Arena) -> [Bytes] {
    if let xml = target.xml, let roots = XMLReader.elements(of: text) {
      return xml.values(in: roots).map { arena.store($0) }
    }
    guard let json = target.json, let document = try? JSONValue.parse(text) else { return [] }
    return json.values(in: document).flatMap { $0.cell(in: arena).texts(in: arena) }
  }
}
