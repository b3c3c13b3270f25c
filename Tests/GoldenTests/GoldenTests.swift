import Foundation
import Testing

/// Every case of every golden file, in every way of running it.
///
/// `UPDATE_GOLDEN=1` rewrites the expected blocks; read the difference before you commit it.
struct GoldenTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().path + "/Golden"

  @Test func thereAreGoldenFiles() throws {
    #expect(try GoldenFile.all(below: Self.root).count > 20)
  }

  @Test(arguments: try GoldenFile.all(below: root).map { $0.name })
  func holds(_ name: String) throws {
    let file = try GoldenFile(path: Self.root + "/" + name, root: Self.root)
    for test in file.cases {
      for (block, expected) in test.expected {
        for variant in variants(of: block) {
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
  }

  /// Plans and messages are of the search as it is written, so one way is all there is.
  private func variants(of block: GoldenCase.Block) -> [GoldenRunner.Variant] {
    switch block {
    case .table: GoldenRunner.Variant.all
    case .plan, .split, .error, .printed: Array(GoldenRunner.Variant.all.prefix(1))
    }
  }
}
