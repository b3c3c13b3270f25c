import Foundation

/// The Swift files of the project, found from where this file lies.
enum SourceTree {
  static let root: String = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static let files: [SourceFile] = {
    let names =
      FileManager.default.enumerator(atPath: root + "/Sources")?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap {
      SourceFile("Sources/" + $0)
    }
  }()

  static func files(in folder: String) -> [SourceFile] {
    files.filter { $0.path.hasPrefix("Sources/" + folder + "/") }
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root + "/" + path)
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: root + "/" + path, encoding: .utf8)
  }

  /// The names of `let order` in the manifest, bottom first.
  static let order: [String] = {
    guard let manifest = try? text("Package.swift"),
      let list = manifest.firstMatch(of: /let order = \[([^\]]*)\]/)?.1
    else { return [] }
    return list.matches(of: /"([^"]+)"/).map { String($0.1) }
  }()
}

struct SourceFile {
  /// From the root of the project.
  let path: String
  let lines: [String]
  /// Without comments and the contents of texts.
  let code: String
  let codeLines: [String]

  init?(_ path: String) {
    guard let text = try? SourceTree.text(path) else { return nil }
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    code = SwiftCode(text).text
    codeLines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  var components: [String] { path.split(separator: "/").map(String.init) }

  var module: String { components[1] }

  /// The identifiers of the code, for a quick look before a pattern is tried.
  var words: Set<Substring> {
    Set(code.split { !($0.isLetter || $0.isNumber || $0 == "_") })
  }

  /// Without the ending.
  var name: String { String((components.last ?? "").dropLast(".swift".count)) }

  var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

  var imports: [String] {
    codeLines.filter { $0.contains("import") }.compactMap { line in
      line.firstMatch(
        of: /^\s*(?:@\w+\s+)*(?:\w+\s+)?import\s+(?:struct\s+|class\s+|func\s+|enum\s+)?(\w+)/
      )
      .map { String($0.1) }
    }
  }

  /// `path:line` of every line of code that has one of the patterns.
  func places(
    of patterns: [Regex<Substring>], where isCandidate: (String) -> Bool
  ) -> [String] {
    codeLines.enumerated().compactMap { index, line in
      guard isCandidate(line), patterns.contains(where: { line.contains($0) }) else { return nil }
      return "\(path):\(index + 1): \(line.trimmingCharacters(in: .whitespaces))"
    }
  }
}
