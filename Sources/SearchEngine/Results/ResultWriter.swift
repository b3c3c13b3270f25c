package import EventModel

/// Writes result rows in one of the formats, batch by batch.
///
/// Shape: in JSON every scalar is its displayed text as a string, a multivalue field an array of
/// strings, a null field absent; fields in result order.
package struct ResultWriter {
  private let format: ResultFormat
  private let fields: [String]
  private var isFirst = true
  private let arena = Arena()

  /// For rows of the given batches, whose fields are all known.
  package init(format: ResultFormat, batches: [Batch]) {
    self.format = format
    fields = ResultTable.fields(of: batches)
  }

  /// What comes before the rows.
  package func header() -> [UInt8] {
    switch format {
    case .json: Array("[".utf8)
    case .csv: fields.isEmpty ? [] : Self.csvLine(fields)
    case .table, .ndjson, .raw: []
    }
  }

  package mutating func rows(_ batch: Batch) -> [UInt8] {
    var output: [UInt8] = []
    let columns = fields.map { batch[$0] }
    for row in 0..<batch.rowCount {
      switch format {
      case .ndjson:
        appendObject(columns, row, to: &output)
        output.append(UInt8(ascii: "\n"))
      case .json:
        output += Array((isFirst ? "\n" : ",\n").utf8)
        appendObject(columns, row, to: &output)
        isFirst = false
      case .csv:
        output += Self.csvLine(
          columns.map { $0[row].texts(in: arena).map { $0.string }.joined(separator: "\n") })
      case .raw:
        if let text = batch["_raw"][row].text(in: arena) {
          output.append(contentsOf: text.buffer)
          output.append(UInt8(ascii: "\n"))
        }
      case .table: break
      }
    }
    return output
  }

  /// What comes behind the rows.
  package func footer() -> [UInt8] {
    guard case .json = format else { return [] }
    return Array((isFirst ? "]\n" : "\n]\n").utf8)
  }

  private func appendObject(_ columns: [Column], _ row: Int, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    var isFirst = true
    for (field, column) in zip(fields, columns) {
      let cell = column[row]
      if cell.isNull { continue }
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      JSONText.append(field, to: &output)
      output.append(UInt8(ascii: ":"))
      if case .multivalue(let values) = cell {
        output.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
          if index > 0 { output.append(UInt8(ascii: ",")) }
          JSONText.append(value, to: &output)
        }
        output.append(UInt8(ascii: "]"))
      } else if let text = cell.text(in: arena) {
        JSONText.append(text, to: &output)
      }
    }
    output.append(UInt8(ascii: "}"))
  }

  private static func csvLine(_ cells: [String]) -> [UInt8] {
    let line = cells.map { cell in
      let needsQuotes = cell.utf8.contains { ",\"\r\n".utf8.contains($0) }
      return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }.joined(separator: ",")
    return Array((line + "\n").utf8)
  }
}
