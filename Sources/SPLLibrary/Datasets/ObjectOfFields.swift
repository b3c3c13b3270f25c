import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// `tojson`: the fields of each row as a JSON object.
///
/// A value that its type does not allow is left out.
/// Source: Splunk Search Reference, `tojson`: `none` keeps numbers and makes texts of the rest,
/// `auto` also knows true, false, null and JSON; several values make an array.
struct ObjectOfFields: DatasetTransform {
  enum Datatype: String, Sendable {
    case auto, bool, json, none, num, str
  }

  /// In the order written; nil is the default type. Empty: all fields.
  var fields: [(pattern: WildcardPattern, type: Datatype?)] = []
  var defaultType = Datatype.none
  var fillsNull = false
  var hasInternal = false
  var target = "_raw"

  var summary: String { "tojson \(target)" }
  var needsOrder: Bool { false }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { .everything }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var names: OrderedSet<String> = []
    for batch in batches { names.formUnion(batch.fields) }
    let typed = names.compactMap { name in type(of: name).map { (name: name, type: $0) } }
    return batches.map { batch in
      let arena = Arena()
      let columns = typed.map { batch[$0.name] }
      let cells = (0..<batch.rowCount).map { row -> Cell in
        var members: [(key: String, value: JSONValue)] = []
        for (index, field) in typed.enumerated() {
          let cell = columns[index][row]
          if cell.isNull {
            if fillsNull { members.append((field.name, .null)) }
          } else if let value = Self.json(cell, as: field.type, arena) {
            members.append((field.name, value))
          } else if fillsNull {
            members.append((field.name, .null))
          }
        }
        return .text(arena.store(JSONValue.object(members).compactText))
      }
      var result = batch
      result.set(target, Column(cells, arenas: [arena]))
      return result
    }
  }

  /// Nil for a field that is not part of the object.
  private func type(of field: String) -> Datatype? {
    guard !Batch.isHidden(field) else { return nil }
    if fields.isEmpty { return field.hasPrefix("_") && !hasInternal ? nil : defaultType }
    let found = fields.first { $0.pattern.coversField(field) || $0.pattern.text == field }
    return found.map { $0.type ?? defaultType }
  }

  private static func json(_ cell: Cell, as type: Datatype, _ arena: Arena) -> JSONValue? {
    let values = cell.texts(in: arena).compactMap { value($0, as: type) }
    if case .multivalue = cell { return .array(values) }
    return values.first
  }

  private static func value(_ text: Bytes, as type: Datatype) -> JSONValue? {
    let number = NumberText.parse(text).map {
      JSONValue.number(text: NumberText.format($0), value: $0)
    }
    switch type {
    case .str: return .string(text.string)
    case .none: return number ?? .string(text.string)
    case .num: return number
    case .json: return try? JSONValue.parse(text)
    case .bool:
      switch text.string.lowercased() {
      case "true", "t", "yes": return .bool(true)
      case "false", "f", "no": return .bool(false)
      default: return NumberText.parse(text).map { .bool($0 != 0) }
      }
    case .auto:
      if let number { return number }
      switch text.string {
      case "true": return .bool(true)
      case "false": return .bool(false)
      case "null": return .null
      default:
        guard let first = text.buffer.first,
          first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
          let parsed = try? JSONValue.parse(text)
        else { return .string(text.string) }
        return parsed
      }
    }
  }
}
