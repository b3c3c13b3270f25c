import Foundation

/// A file of cases: `Tests/GoldenTests/README.md` describes the format.
struct GoldenFile {
  let path: String
  let name: String
  let cases: [GoldenCase]

  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  init(path: String, root: String) throws {
    self.path = path
    name = String(path.dropFirst(root.count + 1))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var cases: [GoldenCase] = []
    var line = 1
    for part in text.split(separator: "\n====\n", omittingEmptySubsequences: false) {
      cases.append(try GoldenCase(String(part), file: name, firstLine: line))
      line += part.count { $0 == "\n" } + 2
    }
    self.cases = cases
  }

  /// All golden files below a folder, sorted by name.
  static func all(below root: String) throws -> [GoldenFile] {
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".spltest") }.sorted()
      .map { try GoldenFile(path: root + "/" + $0, root: root) }
  }
}

/// One search and what it must give.
struct GoldenCase {
  enum Input {
    case none
    /// Rows handed to the first pipe.
    case rows([String])
    /// Events that a source finds, oldest first as in a log.
    case events([String])
  }

  enum Block: String {
    case table, plan, split, error, warning, printed
  }

  let file: String
  let line: Int
  let source: String
  var input = Input.none
  var now = 1_767_225_600.0
  var timezone = "UTC"
  var query = ""
  var lookups: [(name: String, csv: String)] = []
  var macros: [(name: String, definition: String)] = []
  /// Declared files, as their folder and YAML text.
  var knowledge: [(kind: String, text: String)] = []
  var expected: [(block: Block, text: String)] = []

  init(_ text: String, file: String, firstLine: Int) throws {
    self.file = file
    line = firstLine
    var source = ""
    var section = ""
    var lines: [String] = []
    var sections: [(name: String, lines: [String])] = []
    for raw in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if raw.hasPrefix("# source:") {
        source = raw.dropFirst(9).trimmingCharacters(in: .whitespaces)
        continue
      }
      if raw.hasPrefix("# ") && section.isEmpty { continue }
      // Behind the first block everything is expected text, whatever it looks like.
      let isExpected = section == "table" || Block(rawValue: section) != nil
      if let name = Self.sectionName(raw), !isExpected || raw.hasPrefix("----") {
        sections.append((section, lines))
        section = name
        lines = []
      } else {
        lines.append(raw)
      }
    }
    sections.append((section, lines))
    self.source = source
    guard !source.isEmpty else {
      throw GoldenFile.Malformed(
        description: "\(file):\(firstLine): say where the truth comes from: `# source: …`")
    }
    for (name, lines) in sections where !name.isEmpty { try take(name, lines) }
    guard !query.isEmpty, !expected.isEmpty else {
      throw GoldenFile.Malformed(description: "\(file):\(firstLine): needs a query and a block")
    }
  }

  private static func sectionName(_ line: String) -> String? {
    if line == "----" { return "table" }
    if line.hasPrefix("---- ") { return String(line.dropFirst(5)) }
    let first = line.prefix { $0 != " " }
    return ["rows", "events", "query", "now", "timezone", "lookup", "macro", "knowledge"]
      .contains(first)
      && (line == first || ["now", "timezone", "lookup", "macro", "knowledge"].contains(first))
      ? line : nil
  }

  private mutating func take(_ name: String, _ lines: [String]) throws {
    let text = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
    let words = name.split(separator: " ", maxSplits: 1).map(String.init)
    switch words[0] {
    case "rows": input = .rows(lines.filter { !$0.isEmpty })
    case "events": input = .events(lines.filter { !$0.isEmpty })
    case "query": query = text
    case "now": now = Double(words.last ?? "") ?? now
    case "timezone": timezone = words.last ?? timezone
    case "lookup": lookups.append((words.last ?? "", text))
    case "knowledge": knowledge.append((words.last ?? "", lines.joined(separator: "\n")))
    case "macro": macros.append((words.last ?? "", text))
    default:
      guard let block = Block(rawValue: words[0]) else {
        throw GoldenFile.Malformed(description: "\(file):\(line): unknown block `\(name)`")
      }
      expected.append((block, text))
    }
  }
}
