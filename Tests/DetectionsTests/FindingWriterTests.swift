import Content
import Diagnostics
import EventModel
import Testing

@testable import Detections

/// The writer renders from cells what `FindingJSON` renders from made values.
struct FindingWriterTests {
  private static let content = #"""
    name: Pod "Shell" Ü
    id: 11111111-2222-3333-4444-555555555555
    version: 3
    date: '2026-01-02'
    author: A Person
    status: production
    type: Anomaly
    description: Finds a shell.
    search: index=audit verb=create
    rba:
      message: Shell by "$user$" from $src_ip$ in $nowhere$
      risk_objects:
      - {field: user, type: user, score: 49}
      - {field: missing, type: system, score: 10}
      - {field: count, type: other, score: 7}
      threat_objects:
      - {field: src_ip, type: ip_address}
    tags:
      analytic_story: [Test Story]
      mitre_attack_id: [T1609, T1053.007]
    """#

  private func detection() throws -> Detection {
    let library = ContentLoader.load([(SourceText(name: "d.yml", text: Self.content), nil)])
    return try #require(library.detections.first)
  }

  private func rows(_ batches: [Batch], latest: Double? = nil) throws -> FindingRows {
    FindingRows(
      batches,
      maker: FindingMaker(
        detection: try detection(),
        times: .init(earliest: nil, latest: latest, now: 1_795_501_753.9822793)))
  }

  private func written(_ rows: FindingRows, pieceSize: Int) -> [UInt8] {
    let writer = FindingWriter(rows)
    let output = JSONBuffer()
    for piece in writer.pieces(of: pieceSize) {
      writer.append(piece, to: output, separator: { _, _ in }, terminator: Bytes("\n"))
    }
    return Array(output.contents)
  }

  private func made(_ rows: FindingRows) -> [UInt8] {
    var output: [UInt8] = []
    for finding in rows {
      FindingJSON.append(finding, to: &output)
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }

  @Test func randomRowsAreWrittenAsTheirMadeValues() throws {
    var random = SystemRandom(state: 42)
    for _ in 0..<60 {
      let batches = (0..<Int.random(in: 1...3, using: &random)).map { _ in random.batch() }
      let rows = try rows(batches, latest: Bool.random(using: &random) ? 1_700_000_000 : nil)
      let expected = made(rows)
      #expect(written(rows, pieceSize: 256) == expected)
      #expect(written(rows, pieceSize: 2) == expected)
      #expect(rows.riskEventCount == rows.reduce(0) { $0 + $1.riskEvents.count })
    }
  }

  @Test func noRowsAreNoText() throws {
    #expect(written(try rows([]), pieceSize: 256) == [])
    #expect(written(try rows([Batch(rowCount: 0)]), pieceSize: 256) == [])
  }
}

/// The same rows in every run.
private struct SystemRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 33
  }

  private static let pieces: [[UInt8]] = [
    Array("system:serviceaccount:kube-system".utf8), Array("a".utf8), Array("\"".utf8),
    Array("\\".utf8), Array("\n".utf8), [0x00], [0x7F], [0xC3, 0xBC], [0xFF], [0xF0, 0x9F],
    Array("🐦".utf8), Array("10.0.0.1".utf8), Array("12345678".utf8), [0xCC, 0x81],
  ]

  mutating func text(in arena: Arena) -> Bytes {
    let count = Int.random(in: 0...4, using: &self)
    var bytes: [UInt8] = []
    for _ in 0..<count { bytes += Self.pieces.randomElement(using: &self) ?? [] }
    return arena.store(bytes)
  }

  mutating func cell(in arena: Arena) -> Cell {
    switch Int.random(in: 0..<6, using: &self) {
    case 0: return .null
    case 1: return .number(Double(Int.random(in: -5...5000, using: &self)) / 4)
    case 2:
      let count = Int.random(in: 2...4, using: &self)
      var values: [Bytes] = []
      for _ in 0..<count { values.append(text(in: arena)) }
      return arena.cell(values)
    default: return .text(text(in: arena))
    }
  }

  mutating func batch() -> Batch {
    let arena = Arena()
    let count = Int.random(in: 0...7, using: &self)
    var batch = Batch(rowCount: count)
    for field in ["user", "src_ip", "count", "x\"y", "_time", "\u{0}time"]
    where Bool.random(using: &self) {
      if Bool.random(using: &self) {
        batch.set(field, Column(constant: cell(in: arena), count: count, arenas: [arena]))
        continue
      }
      var cells: [Cell] = []
      for _ in 0..<max(count, 1) { cells.append(cell(in: arena)) }
      if Bool.random(using: &self) {
        var codes: [UInt32] = []
        for _ in 0..<count {
          codes.append(UInt32(Int.random(in: 0..<cells.count, using: &self)))
        }
        batch.set(field, Column(coded: cells, codes: codes, arenas: [arena]))
        continue
      }
      batch.set(field, Column(Array(cells.prefix(count)), arenas: [arena]))
    }
    return batch
  }
}
