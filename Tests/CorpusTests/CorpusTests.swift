import Foundation
import Fuzzing
import Testing

/// Inputs that once ended the program, hung it or broke a rule, and hand-written nasty ones.
struct CorpusTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  @Test(arguments: FuzzTargetName.allCases)
  func everyInputStands(name: FuzzTargetName) throws {
    let target = try name.makeTarget()
    let inputs = CorpusFolder(root: Self.root, target: name).inputs
    #expect(!inputs.isEmpty)
    for input in inputs {
      #expect(throws: Never.self, "\(name.rawValue)/\(input.name)") { try target.run(input.bytes) }
    }
  }
}
