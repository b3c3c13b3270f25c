import EventModel
import Foundation

/// What lies beside the project on some machines: `../shared`.
enum SharedFolder {
  static let root: String = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// A path below `../shared`; nil where it is absent.
  static func path(_ name: String) -> String? {
    let path = URL(filePath: root).deletingLastPathComponent().path + "/shared/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// The objects of a file with one a line; none where the file is absent.
  static func lines(_ name: String) -> [JSONValue] {
    guard let path = path(name), let text = try? String(contentsOfFile: path, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").compactMap { try? JSONValue.parse(String($0)) }
  }

  /// Ids that `Documentation/Conformance.md` argues about, between backquotes.
  static let argued: Set<String> = {
    let path = root + "/Documentation/Conformance.md"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return Set(text.matches(of: /`([^`\n]+)`/).map { String($0.1) })
  }()
}

extension JSONValue {
  var text: String? {
    switch self {
    case .string(let text): text
    case .number(let text, _): text
    case .bool(let value): value ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  var number: Double? {
    switch self {
    case .number(_, let value): value
    case .string, .bool, .null, .array, .object: nil
    }
  }

  var isTrue: Bool {
    if case .bool(true) = self { return true }
    return false
  }

  var list: [JSONValue]? {
    if case .array(let list) = self { return list }
    return nil
  }

  var members: [(key: String, value: JSONValue)]? {
    if case .object(let members) = self { return members }
    return nil
  }

  /// None of null, one of a scalar, all of a list: the values of a field.
  var values: [String] { list?.compactMap { $0.text } ?? text.map { [$0] } ?? [] }
}
