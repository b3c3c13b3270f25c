import EventModel

/// Writes one finding after the other by a template.
struct FindingLine {
  private let template: FindingTemplate

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")

  init(_ template: FindingTemplate) { self.template = template }

  func append(_ cells: UnsafePointer<CellText>, to output: inout JSONOutput) {
    output.append(template.head)
    if case .one(let time) = cells[template.timeColumn] {
      output.append(time)
    } else {
      output.append(template.time)
    }
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

  private func appendResult(_ cells: UnsafePointer<CellText>, to output: inout JSONOutput) {
    // A field starts with the quote that ends the value before and a comma: what of it is not
    // needed, as there is no field before, or one of several values.
    var skipped = 2
    for field in template.result {
      let start = field.start.slice(skipped..<field.start.count)
      switch cells[field.column] {
      case .none: continue
      case .one(let text):
        output.append(start)
        output.append(text)
        skipped = 0
      case .several(let texts):
        output.append(start.slice(0..<(start.count - 1)))
        appendArray(texts, to: &output)
        skipped = 1
      }
    }
    if skipped == 0 { output.append(Self.quote) }
  }

  private func appendArray(_ texts: Multivalue, to output: inout JSONOutput) {
    var start = UInt8(ascii: "[")
    for index in 0..<texts.count {
      output.append(start)
      output.append(Self.quote)
      output.append(texts[index])
      output.append(Self.quote)
      start = Self.comma
    }
    output.append(UInt8(ascii: "]"))
  }

  private func appendRisk(_ cells: UnsafePointer<CellText>, to output: inout JSONOutput) {
    var isFirst = true
    for risk in template.risks {
      // Both have the same values.
      let search = cells[risk.searchColumn]
      var place = 0
      cells[risk.column].eachValue { value in
        defer { place += 1 }
        if value.isEmpty { return }
        if !isFirst { output.append(Self.comma) }
        isFirst = false
        output.append(Bytes("{\"risk_object\":\""))
        output.append(value)
        output.append(risk.beforeMessage)
        append(risk.message, cells, to: &output)
        output.append(risk.middle)
        output.append(search[place])
        output.append(template.riskEnd)
      }
    }
  }

  private func appendThreats(_ cells: UnsafePointer<CellText>, to output: inout JSONOutput) {
    var isFirst = true
    for threat in template.threats {
      cells[threat.column].eachValue { value in
        if value.isEmpty { return }
        if !isFirst { output.append(Self.comma) }
        isFirst = false
        output.append(threat.start)
        output.append(value)
        output.append(Bytes("\"}"))
      }
    }
  }

  private func append(
    _ places: Range<Int>, _ cells: UnsafePointer<CellText>, to output: inout JSONOutput
  ) {
    for place in places {
      switch template.parts[place] {
      case .text(let text): output.append(text)
      case .field(let column, let missing):
        var isFirst = true
        cells[column].eachValue { value in
          if !isFirst { output.append(Bytes(", ")) }
          isFirst = false
          output.append(value)
        }
        if isFirst { output.append(missing) }
      }
    }
  }
}
