import Content
import Diagnostics
import Foundation

/// Writes the fixes of findings into their files.
struct ContentRepair {
  /// How many fixes were made.
  private(set) var count = 0
  /// The new paths of files that got another name, by their old ones in full.
  private var renamed: [String: String] = [:]

  /// Where what was at a path is now.
  func path(_ old: String) -> String { renamed[Self.full(old)] ?? old }

  private static func full(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Each fix that is made is told on standard error.
  mutating func mend(_ findings: [ContentFinding]) throws {
    let fixable = findings.filter { $0.fix != nil }
    let byFile = Dictionary(grouping: fixable) {
      $0.diagnostic.span?.root.span.source.name ?? ""
    }
    for (path, findings) in byFile.sorted(by: { $0.key < $1.key }) {
      try mend(path, findings.compactMap { $0.fix })
    }
  }

  private mutating func mend(_ path: String, _ fixes: [ContentFix]) throws {
    guard let data = FileManager.default.contents(atPath: path) else { return }
    let (bytes, made) = ContentFix.apply(fixes, to: Array(data))
    do {
      if bytes != Array(data) {
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
      }
    } catch {
      throw Failure.world("cannot write \(path): \(error.localizedDescription)")
    }
    for fix in made {
      if let name = fix.fileName {
        guard try rename(path, to: name) else { continue }
      }
      StandardError.write("fixed \(path): \(fix.summary)")
      count += 1
    }
  }

  /// False when another file has the name already, which is told.
  private mutating func rename(_ path: String, to name: String) throws -> Bool {
    let folder = PathText.folder(of: path)
    let target = folder.isEmpty ? name : folder + "/" + name
    guard !FileManager.default.fileExists(atPath: target) else {
      StandardError.write("not renamed \(path): there is a file `\(target)` already")
      return false
    }
    do {
      try FileManager.default.moveItem(atPath: path, toPath: target)
    } catch {
      throw Failure.world("cannot rename \(path): \(error.localizedDescription)")
    }
    renamed[Self.full(path)] = target
    return true
  }
}
