import Content
import Diagnostics
import Foundation

/// Writes the fixes of findings into their files.
enum ContentRepair {
  /// How many fixes were made; each is told on standard error.
  static func mend(_ findings: [ContentFinding]) throws -> Int {
    let fixable = findings.filter { $0.fix != nil }
    let byFile = Dictionary(grouping: fixable) {
      $0.diagnostic.span?.root.span.source.name ?? ""
    }
    return try byFile.sorted { $0.key < $1.key }.reduce(0) { count, entry in
      try count + mend(entry.key, entry.value.compactMap { $0.fix })
    }
  }

  private static func mend(_ path: String, _ fixes: [ContentFix]) throws -> Int {
    guard let data = FileManager.default.contents(atPath: path) else { return 0 }
    let (bytes, made) = ContentFix.apply(fixes, to: Array(data))
    do {
      if bytes != Array(data) {
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
      }
    } catch {
      throw Failure.world("cannot write \(path): \(error.localizedDescription)")
    }
    var count = 0
    for fix in made {
      if let name = fix.fileName {
        guard try rename(path, to: name) else { continue }
      }
      StandardError.write("fixed \(path): \(fix.summary)")
      count += 1
    }
    return count
  }

  /// False when another file has the name already, which is told.
  private static func rename(_ path: String, to name: String) throws -> Bool {
    let folder = (path as NSString).deletingLastPathComponent
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
    return true
  }
}
