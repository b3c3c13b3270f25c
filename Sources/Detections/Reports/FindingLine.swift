import EventModel
import SearchEngine

/// Writes one finding after the other by a template.
struct FindingLine {
  private let template: FindingTemplate
  /// The time printed last, as many rows have the same.
  private var lastTime: (epoch: Double, text: [UInt8])?

  private static let comma = UInt8(ascii: ",")

  init(_ template: FindingTemplate) { self.template = template }

  mutating func append(_ cells: UnsafePointer<Cell>, to output: inout JSONOutput) {
    output.append(template.head)
    appendTime(cells[template.timeColumn], to: &output)
    if let title = template.title {
      output.append(Bytes("\",\"title\":\""))
      append(title, cells, to: &output)
    }
    output.append(Bytes("\",\"result\":{"))
    appendResult(cells, to: &output)
    output.append(Bytes("},\"risk\":["))
    appendRisk(cells, to: &output)
    output.append(Bytes("],\"threat_objects\":["))
    appendThreats(cells, to: &output)
    output.append(template.tail)
  }

  private mutating func appendTime(_ cell: Cell, to output: inout JSONOutput) {
    guard let epoch = Self.time(cell) else { return output.append(template.time) }
    if lastTime?.epoch != epoch { lastTime = (epoch, Array(FindingJSON.time(epoch).utf8)) }
    for byte in lastTime?.text ?? [] { output.append(byte) }
  }

  private static func time(_ cell: Cell) -> Double? {
    switch cell {
    case .null, .boolean: nil
    case .number(let number): number
    case .text(let text): Double(text.string)
    case .multivalue(let values): Double(values[0].string)
    }
  }

  private func appendResult(_ cells: UnsafePointer<Cell>, to output: inout JSONOutput) {
    // The first has no comma before it.
    var skipped = 1
    for field in template.result {
      let cell = cells[field.column]
      if cell.isNull { continue }
      let start = field.start.slice(skipped..<field.start.count)
      skipped = 0
      guard case .multivalue(let values) = cell else {
        output.append(start)
        Self.forEachValue(cell) { Self.appendInside($0, to: &output) }
        output.append(UInt8(ascii: "\""))
        continue
      }
      output.append(start.slice(0..<(start.count - 1)))
      output.append(UInt8(ascii: "["))
      for index in 0..<values.count {
        if index > 0 { output.append(Self.comma) }
        output.appendString(values[index])
      }
      output.append(UInt8(ascii: "]"))
    }
  }

  private func appendRisk(_ cells: UnsafePointer<Cell>, to output: inout JSONOutput) {
    var isFirst = true
    for risk in template.risks {
      Self.forEachValue(cells[risk.column]) { value in
        if value.isEmpty { return }
        if !isFirst { output.append(Self.comma) }
        isFirst = false
        output.append(Bytes("{\"risk_object\":\""))
        Self.appendInside(value, to: &output)
        output.append(risk.beforeMessage)
        append(risk.message, cells, to: &output)
        output.append(risk.middle)
        Self.appendQuotedInside(value, to: &output)
        output.append(template.riskEnd)
      }
    }
  }

  private func appendThreats(_ cells: UnsafePointer<Cell>, to output: inout JSONOutput) {
    var isFirst = true
    for threat in template.threats {
      Self.forEachValue(cells[threat.column]) { value in
        if value.isEmpty { return }
        if !isFirst { output.append(Self.comma) }
        isFirst = false
        output.append(threat.start)
        output.append(UInt8(ascii: "\""))
        Self.appendInside(value, to: &output)
        output.append(Bytes("\"}"))
      }
    }
  }

  private func append(
    _ places: Range<Int>, _ cells: UnsafePointer<Cell>, to output: inout JSONOutput
  ) {
    for place in places {
      switch template.parts[place] {
      case .text(let text): output.append(text)
      case .field(let column, let missing):
        var isFirst = true
        Self.forEachValue(cells[column]) { value in
          if !isFirst { output.append(Bytes(", ")) }
          isFirst = false
          Self.appendInside(value, to: &output)
        }
        if isFirst { output.append(missing) }
      }
    }
  }

  /// A value of a field.
  private enum Value {
    case text(Bytes)
    case number(Double)

    var isEmpty: Bool {
      switch self {
      case .text(let text): text.isEmpty
      case .number: false
      }
    }
  }

  @inline(__always)
  private static func forEachValue(_ cell: Cell, _ body: (Value) -> Void) {
    switch cell {
    case .null: return
    case .text(let text): body(.text(text))
    case .number(let number): body(.number(number))
    case .boolean(let value): body(.text(value ? Bytes("True") : Bytes("False")))
    case .multivalue(let values):
      for index in 0..<values.count { body(.text(values[index])) }
    }
  }

  @inline(__always)
  private static func appendInside(_ value: Value, to output: inout JSONOutput) {
    switch value {
    case .text(let text): output.appendInside(text)
    case .number(let number): output.appendInside(number)
    }
  }

  /// A value within a quoted string of SPL, within a quoted string of JSON.
  private static func appendQuotedInside(_ value: Value, to output: inout JSONOutput) {
    guard case .text(let text) = value else { return Self.appendInside(value, to: &output) }
    if output.appendPlain(text) { return }
    var quoted = FindingMaker.quoted(text.string)
    quoted.withUTF8 { buffer in
      guard let start = buffer.baseAddress else { return }
      output.appendInside(Bytes(start: start, count: buffer.count))
    }
  }
}
