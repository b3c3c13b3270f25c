package import Diagnostics
package import EventModel
package import QueryPlan
package import SPLSyntax

/// Rows that are written down: in the search itself or in a file of rows.
package struct LiteralRows: RowGenerator {
  package let summary: String
  /// One dictionary a row would lose the order of fields.
  private let rows: [[(field: String, values: [String])]]

  /// Shape: no values is null, several are a multivalue field.
  package init(summary: String, rows: [[(field: String, values: [String])]]) {
    self.summary = summary
    self.rows = rows
  }

  package init(csv data: Word) throws(Diagnostic) {
    let text = data.text.replacing("\\n", with: "\n")
    let table = CSVTable(text)
    guard let header = table.rows.first else {
      throw Diagnostic(.invalidOptionValue, "`data` needs a line of names", at: data.span)
    }
    let names = header.map { LookupTable.trimmed($0) }
    let rows = table.rows.dropFirst().map { row in
      zip(names, row).map { (field: $0, values: [$1]) }
    }
    self.init(summary: "makeresults format=csv", rows: Array(rows))
  }

  /// A JSON array of objects, or one object.
  package init(json data: Word) throws(Diagnostic) {
    do {
      let parsed = try JSONValue.parse(data.text)
      let objects: [JSONValue]
      if case .array(let list) = parsed { objects = list } else { objects = [parsed] }
      self.init(
        summary: "makeresults format=json", rows: try objects.map { try Self.fields(of: $0) })
    } catch let error as JSONError {
      throw Diagnostic(
        .invalidOptionValue, "`data` is a JSON array of objects", at: data.span,
        label: "\(error)")
    } catch {
      throw Diagnostic(.invalidOptionValue, "`data` is a JSON array of objects", at: data.span)
    }
  }

  package func rows(
    wanted: FieldNeeds, in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let batchSize = 1024
    return stride(from: 0, to: rows.count, by: batchSize).map { start in
      let part = rows[start..<min(start + batchSize, rows.count)]
      var batch = Batch(rowCount: part.count, ordinal: start)
      let arena = Arena()
      var cells: [String: [Cell]] = [:]
      var order: [String] = []
      for (index, row) in part.enumerated() {
        for (field, values) in row {
          if cells[field] == nil {
            cells[field] = [Cell](repeating: .null, count: part.count)
            order.append(field)
          }
          cells[field]?[index] = arena.cell(values.map { arena.store($0) })
        }
      }
      for field in order {
        if let column = cells[field] { batch.set(field, Column(column, arenas: [arena])) }
      }
      return batch
    }
  }
}

extension LiteralRows {
  /// The fields of one row written as a flat JSON object: a text or number is a value, a list
  /// several, null none; an object stays its text.
  ///
  /// Errors: `JSONError` when it is no object.
  package static func fields(of json: String) throws(JSONError) -> [(
    field: String, values: [String]
  )] {
    try fields(of: JSONValue.parse(json))
  }

  private static func fields(
    of value: JSONValue
  ) throws(JSONError) -> [(field: String, values: [String])] {
    guard case .object(let members) = value else {
      throw JSONError("a row is a JSON object")
    }
    return members.map { key, value in
      guard case .array(let list) = value else { return (key, text(value).map { [$0] } ?? []) }
      return (key, list.compactMap { text($0) })
    }
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .null: nil
    case .string(let text): text
    case .number(let text, _): text
    case .bool(let value): value ? "true" : "false"
    case .array, .object: value.compactText
    }
  }
}
