import Diagnostics
import Foundation

/// Every row of a lookup is as wide as its header.
struct LookupRowRule: FileRule {
  let code = DiagnosticCode.lookupRowWidth
  let kinds: Set<ContentKind> = [.lookup]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard case .lookup(let lookup)? = file.item, case .csv(let path) = lookup.kind,
      let data = FileManager.default.contents(atPath: path)
    else { return }
    let bytes = Array(data)
    guard let wrong = Self.firstUneven(bytes) else { return }
    let source = SourceText(name: path, bytes: bytes)
    report.add(
      code, "every row has as many cells as the header: \(wrong.expected)",
      at: Span(source, wrong.range), label: "this has \(wrong.count)",
      help: "quote cells that hold commas; \(wrong.total) of the rows are uneven")
  }

  private struct Uneven {
    let range: Range<Int>
    let count: Int
    let expected: Int
    var total = 1
  }

  private static func firstUneven(_ bytes: [UInt8]) -> Uneven? {
    var found: Uneven?
    var expected: Int?
    var (start, cells, isQuoted) = (0, 1, false)
    func end(_ index: Int) {
      defer { (start, cells) = (index + 1, 1) }
      let isBlank = bytes[start..<index].allSatisfy { $0 == UInt8(ascii: "\r") }
      guard !isBlank else { return }
      guard let wanted = expected else {
        expected = cells
        return
      }
      guard cells != wanted else { return }
      if found == nil {
        found = Uneven(range: start..<index, count: cells, expected: wanted)
      } else {
        found?.total += 1
      }
    }
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: cells += 1
      case UInt8(ascii: "\n") where !isQuoted: end(index)
      default: continue
      }
    }
    if start < bytes.count { end(bytes.count) }
    return found
  }
}
