import Foundation
import Testing

/// One line of the program's output, as any JSON reader sees it.
struct ObjectLine {
  let members: [String: Any]

  init(_ line: String) throws {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    members = try #require(object as? [String: Any], "\(line)")
  }

  /// The values of a member: none when absent, one of a text, all of a list.
  subscript(name: String) -> [String] {
    switch members[name] {
    case let text as String: [text]
    case let list as [String]: list
    default: []
    }
  }

  func object(_ name: String) -> [String: Any] { members[name] as? [String: Any] ?? [:] }

  func objects(_ name: String) -> [[String: Any]] { members[name] as? [[String: Any]] ?? [] }

  static func all(_ run: Program.Run) throws -> [ObjectLine] {
    try run.lines.map { try ObjectLine($0) }
  }
}

/// What lies beside the project on some machines.
enum Shared {
  static func path(_ name: String) -> String? {
    let path = URL(filePath: Program.root).deletingLastPathComponent().path + "/shared/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  static func lines(_ name: String) throws -> [String] {
    let file = try #require(path(name))
    return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  static func json(_ name: String) throws -> Any {
    let file = try #require(path(name))
    return try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file)))
  }
}
