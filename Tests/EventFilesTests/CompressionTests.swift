import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import Testing

@Suite struct CompressionTests {
  // Source: `gzip` and `zstd`, each run on `{"a":1}\n{"a":2}\n` and on `{"a":3}\n`, put together.
  private static let gzip =
    "H4sIAAAAAAACA6tWSlSyMqzlqgbRRrVcAGbAWhkQAAAAH4sIAAAAAAACA6tWSlSyMq7lAgAod2x3CAAAAA=="
  private static let zstd =
    "KLUv/QRYgQAAeyJhIjoxfQp7ImEiOjJ9Cu7trPIotS/9BFhBAAB7ImEiOjN9ChNbt88="

  private func bytes(_ base64: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: base64)))
  }

  private func scan(_ bytes: [UInt8], chunkSize: Int = 1 << 20) throws -> ScanResult {
    let folder = try TemporaryFolder()
    // The name does not tell.
    let file = try folder.write("a.log", bytes)
    return try TestScan.run([file], options: TestScan.options(chunkSize: chunkSize))
  }

  @Test(arguments: [gzip, zstd]) func severalMembers(packed: String) throws {
    for size in [1 << 20, 8, 1] {
      let result = try scan(try bytes(packed), chunkSize: size)
      #expect(result.values("a") == ["3", "2", "1"])
      #expect(result.report.problems == [])
      #expect(result.report.records == 3)
    }
  }

  @Test(arguments: [gzip, zstd]) func filesAreHandedOutUnpacked(packed: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.log", try bytes(packed))
    let files = PlainFiles([folder.path])
    #expect(files.paths == [file])
    var text: [UInt8] = []
    try PlainFiles.read(file) { text += $0 }
    #expect(String(decoding: text, as: UTF8.self) == "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n")
    _ = try folder.write("a.log", Array(try bytes(packed).dropLast(6)))
    #expect(throws: PlainFiles.Fault.self) { try PlainFiles.read(file) { _ in } }
  }

  @Test(arguments: [gzip, zstd]) func dataUpToAFaultIsUsed(packed: String) throws {
    let whole = try bytes(packed)
    let cut = try scan(Array(whole.dropLast(6)))
    #expect(cut.values("a").suffix(2) == ["2", "1"])
    #expect(cut.report.brokenRecords == 1)
    #expect(cut.report.problems.first?.reason.hasSuffix("data ends early") == true)
    let line = try #require(cut.report.problems.first?.line)
    #expect(line == 3 || line == 4)
  }

  @Test func wrongChecksum() throws {
    var wrong = try bytes(Self.gzip)
    wrong[28] ^= 0xFF
    let result = try scan(wrong)
    #expect(result.values("a") == ["2", "1"])
    #expect(result.report.brokenRecords == 1)
    #expect(result.report.problems.first?.reason.hasPrefix("the gzip data is broken") == true)
  }

  @Test func whatStandsBehindGzipData() throws {
    let padded = try scan(try bytes(Self.gzip) + [0, 0, 0])
    #expect(padded.values("a") == ["3", "2", "1"])
    #expect(padded.report.problems == [])
    let other = try scan(try bytes(Self.gzip) + Array("x".utf8))
    #expect(other.values("a") == ["3", "2", "1"])
    #expect(
      other.report.problems.map { $0.reason }
        == ["something that is not gzip data stands behind it"])
  }

  @Test func archivesWithoutAnyDataAreUnreadable() throws {
    let result = try scan([0x1F, 0x8B, 8, 0])
    #expect(result.report.unreadableFiles.count == 1)
    #expect(result.report.files == 0)
    #expect(result.report.problems == [])
  }

  @Test func filesComeLastFirst() throws {
    let folder = try TemporaryFolder()
    try folder.write("1.log", #"{"a":"old"}"# + "\n" + #"{"a":"old2"}"#)
    try folder.write("2.gz", try bytes(Self.gzip))
    try folder.write("3/x.json", "[\n{\"a\":\"x\"},\n{\"a\":\"y\"}\n]")
    for size in [1 << 20, 4] {
      for workers in [1, 3] {
        let result = try TestScan.run(
          [folder.path], options: TestScan.options(chunkSize: size, workers: workers))
        #expect(result.values("a") == ["y", "x", "3", "2", "1", "old2", "old"])
      }
    }
  }

  @Test func progressEndsAtItsTotal() throws {
    let folder = try TemporaryFolder()
    try folder.write("1.log", #"{"a":1}"#)
    try folder.write("2.gz", try bytes(Self.gzip))
    let source = FileSource(paths: [folder.path], options: TestScan.options())
    _ = try source.scan(
      [ScanRequest(scan: EventScan(), consumer: Collector())], cancellation: Cancellation())
    #expect(source.progress == ScanProgress(bytesDone: 68, bytesTotal: 68, records: 4))
  }
}
