import Foundation

/// The inputs of one target that once failed, and hand-written ones: `Tests/Corpus/<target>/`.
package struct CorpusFolder: Sendable {
  private let path: String

  /// `root`: the folder of the project.
  package init(root: String, target: FuzzTargetName) {
    path = root + "/Tests/Corpus/" + target.rawValue
  }

  /// All inputs in the order of their names.
  package var inputs: [(name: String, bytes: [UInt8])] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().compactMap { name in
      guard let data = FileManager.default.contents(atPath: path + "/" + name) else { return nil }
      return (name, Array(data))
    }
  }

  /// Keeps an input under a name that its bytes decide.
  ///
  /// Errors: what the world does to the file.
  func add(_ input: [UInt8], as kind: String) throws -> String {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let file = path + "/\(kind)-" + String(Self.hash(input), radix: 16)
    try Data(input).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// FNV-1a over 64 bits.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
