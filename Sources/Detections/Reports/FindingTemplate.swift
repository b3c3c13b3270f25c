import Content
import EventModel

/// The JSON of a detection's findings with everything that is the same for all already written.
///
/// Shape: what `FindingJSON` writes for the made values, byte by byte.
struct FindingTemplate: Sendable {
  /// Where a text comes from.
  enum Part {
    /// Inside of a JSON string, escaped.
    case text(Bytes)
    /// A field by its number, and the escaped text in place of one without a value.
    case field(Int, missing: Bytes)
  }

  struct ResultField {
    let column: Int
    /// From the quote that ends the value before to the quote that opens this one.
    let start: Bytes
  }

  struct Risk {
    let column: Int
    /// The same field within a search.
    let searchColumn: Int
    /// Its places among `parts`.
    let message: Range<Int>
    /// From behind the message to the contributing search's value.
    let middle: Bytes
    /// From behind the object to the message.
    let beforeMessage: Bytes
  }

  struct Threat {
    let column: Int
    /// Up to the value's quote.
    let start: Bytes
  }

  /// What is to be written of which fields, by their number.
  let columns: [CellColumn]
  /// Up to the time.
  let head: Bytes
  /// For a row without a time of its own.
  let time: Bytes
  let timeColumn: Int
  /// Its places among `parts`.
  let title: Range<Int>?
  let result: [ResultField]
  let risks: [Risk]
  /// Behind the contributing search's value.
  let riskEnd: Bytes
  let threats: [Threat]
  // All in one list, as lists within a list would be counted at each access.
  let parts: [Part]
  /// From behind the threat objects.
  let tail: Bytes
  private let arena: Arena

  init(_ rows: FindingRows) {
    let maker = rows.maker
    let detection = maker.detection
    var columns = ColumnNumbers()
    let arena = Arena()
    let text = { (text: String) in arena.store(text) }
    var parts: [Part] = []
    let places = { (template: MessageTemplate) in
      let start = parts.count
      for part in template.parts {
        switch part {
        case .text(let literal): parts.append(.text(text(Self.inside(literal))))
        case .field(let name):
          let missing = text(Self.inside("(no \(name))"))
          parts.append(.field(columns.number(of: name), missing: missing))
        }
      }
      return start..<parts.count
    }
    head = text(
      "{\"detection\":\(Self.quoted(detection.name)),\"id\":\(Self.quoted(detection.id)),"
        + "\"type\":\(Self.quoted(detection.type.rawValue)),\"time\":\"")
    time = text(FindingJSON.time(maker.times.latest ?? maker.times.now))
    timeColumn = columns.number(of: "_time", as: .time)
    title = maker.title.map { places($0) }
    result = rows.fields.map {
      ResultField(column: columns.number(of: $0), start: text("\"," + Self.quoted($0) + ":\""))
    }
    risks = maker.messages.map { object, template in
      let middle =
        "\",\"risk_object_field\":\(Self.quoted(object.field)),"
        + "\"search_name\":\(Self.quoted(detection.name)),\"contributing_events_search\":\""
        + Self.inside(maker.contributingStart(object.field))
      return Risk(
        column: columns.number(of: object.field),
        searchColumn: columns.number(of: object.field, as: .searchValues),
        message: places(template), middle: text(middle),
        beforeMessage: text(
          "\",\"risk_object_type\":\(Self.quoted(object.type.rawValue)),"
            + "\"risk_score\":\(object.score),\"risk_message\":\""))
    }
    var end = Self.inside(maker.contributingEnd) + "\""
    if let time = maker.times.earliest { end += ",\"info_min_time\":\(NumberText.format(time))" }
    if let time = maker.times.latest { end += ",\"info_max_time\":\(NumberText.format(time))" }
    end += ",\"info_search_time\":\(NumberText.format(maker.times.now))}"
    riskEnd = text(end)
    threats = detection.threatObjects.map { object in
      Threat(
        column: columns.number(of: object.field),
        start: text(
          "{\"field\":\(Self.quoted(object.field)),\"type\":\(Self.quoted(object.type)),\"value\":\""
        )
      )
    }
    let annotations = FindingJSON.annotations(maker.annotations)
    tail = text("],\"annotations\":" + String(decoding: annotations, as: UTF8.self) + "}")
    self.columns = columns.columns
    self.parts = parts
    self.arena = arena
  }

  private static func quoted(_ text: String) -> String { "\"" + inside(text) + "\"" }

  /// The text as the inside of a quoted string.
  private static func inside(_ text: String) -> String {
    var output: [UInt8] = []
    JSONText.append(text, to: &output)
    return String(decoding: output.dropFirst().dropLast(), as: UTF8.self)
  }
}

/// A field, and what is to be written of it.
struct CellColumn: Hashable {
  let name: String
  let form: CellForm
}

/// Gives each field that is read a number.
private struct ColumnNumbers {
  private(set) var columns: [CellColumn] = []

  mutating func number(of name: String, as form: CellForm = .values) -> Int {
    let column = CellColumn(name: name, form: form)
    if let known = columns.firstIndex(of: column) { return known }
    columns.append(column)
    return columns.count - 1
  }
}
