import Foundation
import Testing

/// Every case of every golden file, in every way of running it.
///
/// `UPDATE_GOLDEN=1` writes what the program gives into the expected blocks: read the difference
/// before you commit it.
struct GoldenTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().path + "/Golden"

  @Test func thereAreGoldenFiles() throws {
    #expect(try GoldenFile.all(below: Self.root).count > 20)
  }

  @Test(arguments: try GoldenFile.all(below: root).map { $0.name })
  func holds(_ name: String) throws {
    let path = Self.root + "/" + name
    let file = try GoldenFile(path: path, root: Self.root)
    var update = GoldenUpdate()
    for (number, test) in file.cases.enumerated() {
      for (place, expectation) in test.expected.enumerated() {
        let block = expectation.block
        var expected = expectation.text
        let variants = variants(of: block)
        if GoldenUpdate.isWanted {
          let actual = GoldenRunner(test: test).actual(block, variants[0])
          if actual != expected { update.replace(test: number, block: place, with: actual) }
          expected = actual
        }
        for variant in variants {
          let actual = GoldenRunner(test: test).actual(block, variant)
          if actual == expected { continue }
          Issue.record(
            """
            \(name):\(test.line): \(test.query)
            \(variant)
            expected:
            \(expected)
            actual:
            \(actual)
            """)
          break
        }
      }
    }
    try update.write(to: path)
  }

  @Test func updatesReplaceOnlyTheirBlocks() {
    var update = GoldenUpdate()
    update.replace(test: 1, block: 0, with: "n\n2")
    let before = "query\n| a\n----\nn\n1\n====\nquery\n| b\n----\nold\n\n---- plan\np\n"
    let after = "query\n| a\n----\nn\n1\n====\nquery\n| b\n----\nn\n2\n\n---- plan\np\n"
    #expect(update.updated(before) == after)
  }

  /// Plans and messages are of the search as it is written, so one way is all there is.
  private func variants(of block: GoldenCase.Block) -> [GoldenRunner.Variant] {
    switch block {
    case .table: GoldenRunner.Variant.all
    case .plan, .split, .error, .warning, .printed: Array(GoldenRunner.Variant.all.prefix(1))
    }
  }
}
