import Foundation

/// Writes what the program gives into the expected blocks of a golden file, and nothing else.
struct GoldenUpdate {
  static let isWanted = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

  private struct Place: Hashable {
    let test: Int
    let block: Int
  }

  private var replacements: [Place: String] = [:]

  /// Both counted from zero: the case in its file, the block in its case.
  mutating func replace(test: Int, block: Int, with text: String) {
    replacements[Place(test: test, block: block)] = text
  }

  func write(to path: String) throws {
    guard !replacements.isEmpty else { return }
    let old = try String(contentsOfFile: path, encoding: .utf8)
    try updated(old).write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// The text of a golden file with the blocks replaced.
  func updated(_ text: String) -> String {
    var result: [Substring] = []
    var test = 0
    var block = -1
    var skips = false
    /// Blank lines at the end of a block do not belong to it.
    var blanks: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isHeader = line == "----" || line.hasPrefix("---- ")
      if isHeader || line == "====" {
        result += blanks
        blanks = []
        skips = false
      } else if skips {
        if line.isEmpty { blanks.append(line) } else { blanks = [] }
        continue
      }
      result.append(line)
      if line == "====" {
        test += 1
        block = -1
      } else if isHeader {
        block += 1
        guard let replacement = replacements[Place(test: test, block: block)] else { continue }
        skips = true
        result.append(Substring(replacement))
      }
    }
    return (result + blanks).joined(separator: "\n")
  }
}
