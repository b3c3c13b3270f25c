import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import Testing

@Suite struct BrokenInputTests {
  private let good = #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","verb":"get"}"#

  private func lines(_ report: ScanReport) -> [Int?] { report.problems.map { $0.line } }

  @Test func brokenLinesAreCountedWhateverIsSearched() throws {
    let cut = #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","ver"#
    let text = [good, cut, "", good, "garbage", "{\"a\":\"\u{0}", good].joined(separator: "\n")
      .replacingOccurrences(of: "\u{0}", with: "x")
    for predicate in [nil, TestScan.match("verb", "nothing"), TestScan.match("verb", "get")] {
      for size in [1 << 20, 100, 3] {
        let result = try TestScan.run(
          text: text, predicate, options: TestScan.options(chunkSize: size))
        #expect(result.report.records == 6)
        #expect(result.report.brokenRecords == 3)
        #expect(lines(result.report) == [2, 5, 6])
        #expect(
          result.values("verb").count
            == (predicate?.needs.isEmpty == false
              && "\(String(describing: predicate))".contains("nothing") ? 0 : 3))
      }
    }
  }

  @Test func invalidUTF8IsOneBrokenLine() throws {
    let folder = try TemporaryFolder()
    let bad =
      Array(#"{"kind":"Event","apiVersion":"audit.k8s.io/v1","verb":""#.utf8) + [0xC3, 0x28]
      + Array(#""}"#.utf8)
    let file = try folder.write(
      "a.log", Array((good + "\n").utf8) + bad + Array(("\n" + good).utf8))
    for predicate in [nil, TestScan.match("verb", "nothing")] {
      let result = try TestScan.run([file], predicate)
      #expect(result.report.brokenRecords == 1)
      #expect(lines(result.report) == [2])
      #expect(result.report.problems.first?.reason == "the text is not UTF-8")
    }
  }

  @Test func theFirstTwentyProblemsAreKept() throws {
    let text = (1...100).map { $0 % 2 == 0 ? good : "{\"broken\(#"":"#)" }.joined(separator: "\n")
    for size in [1 << 20, 64] {
      let result = try TestScan.run(text: text, options: TestScan.options(chunkSize: size))
      #expect(result.report.brokenRecords == 50)
      #expect(lines(result.report) == (0..<20).map { $0 * 2 + 1 })
    }
  }

  @Test func deepNestingIsBrokenNotACrash() throws {
    let deep =
      #"{"a":"# + String(repeating: "[", count: 10_000)
      + String(repeating: "]", count: 10_000) + "}"
    let result = try TestScan.run(text: good + "\n" + deep + "\n" + good + "\n")
    #expect(result.report.brokenRecords == 1)
    #expect(result.values("verb") == ["get", "get"])
  }

  @Test func lineEndsMarksAndEmptyFiles() throws {
    #expect(try TestScan.run(text: "").report.records == 0)
    #expect(try TestScan.run(text: "\n\r\n \n").report.records == 0)
    let windows = try TestScan.run(text: "\u{FEFF}" + good + "\r\n" + good + "\r\n\r\n")
    #expect(windows.values("_raw") == [good, good])
    #expect(windows.report.brokenRecords == 0)
    let text = try TestScan.run(text: "\u{FEFF}one\r\ntwo")
    #expect(text.values("_raw") == ["two", "one"])
    let pretty = try TestScan.run(text: "\u{FEFF}{\r\n\"a\":1\r\n}\r\n")
    #expect(pretty.values("a") == ["1"])
  }

  @Test func duplicateKeysMakeAMultivalue() throws {
    let result = try TestScan.run(text: #"{"a":1,"a":2}"#)
    #expect(result.values("a") == ["1|2"])
  }

  @Test func prettyDocumentsRecoverBehindABrokenOne() throws {
    let text = "{\n  \"a\": 1\n}\n{\n  \"a\": [2\n\n{\n  \"a\": 3\n}\n"
    let result = try TestScan.run(text: text)
    #expect(result.values("a") == ["3", "1"])
    #expect(result.report.brokenRecords == 1)
    #expect(lines(result.report) == [4])
  }

  @Test func arraysAndListsThatEndEarlyAreReported() throws {
    let list = "{\n\"kind\":\"EventList\",\n\"apiVersion\":\"audit.k8s.io/v1\",\n\"items\":[\n"
    for text in [
      "[\n\(good),\n\(good)\n", "\(list)\(good),\n\(good)\n", "\(list)\(good),\n\(good)\n]",
    ] {
      let result = try TestScan.run(text: text)
      #expect(result.values("verb") == ["get", "get"])
      #expect(result.report.brokenRecords == 1)
      #expect(
        result.report.problems.map { $0.reason } == [
          "the JSON text ends before its array or list does"
        ])
    }
  }

  @Test func foldersWithBinaries() throws {
    let folder = try TemporaryFolder()
    try folder.write("b/x.bin", [1, 0, 2])
    try folder.write("a.log", good + "\n")
    try folder.write("b/c.log", #"{"verb":"last"}"#)
    let result = try TestScan.run([folder.path, folder.path + "/none"])
    #expect(result.values("verb") == ["last", "get"])
    #expect(
      result.report.unreadableFiles.map { $0.file }
        == [folder.path + "/b/x.bin", folder.path + "/none"])
    #expect(result.report.files == 2)
  }

  @Test func recordsLargerThanPieces() throws {
    let big = #"{"a":""# + String(repeating: "x", count: 300_000) + #"","b":1}"#
    let text = [good, big, good, big, good].joined(separator: "\n")
    for size in [1000, 65_536] {
      let result = try TestScan.run(text: text, options: TestScan.options(chunkSize: size))
      #expect(result.report.records == 5)
      #expect(result.values("b") == ["-", "1", "-", "1", "-"])
    }
  }

  @Test func recordsBeyondTheLimitAreReported() throws {
    let big = #"{"a":""# + String(repeating: "x", count: 300_000) + #"","b":1}"#
    var options = TestScan.options(chunkSize: 1000)
    options.largestRecord = 100_000
    let result = try TestScan.run(
      text: [good, big, good].joined(separator: "\n"), options: options)
    #expect(result.values("verb") == ["get", "get"])
    #expect(result.report.problems.map { $0.reason } == ["the record is larger than 100000 bytes"])
    #expect(lines(result.report) == [2])
  }

  @Test func cancellationEndsTheScan() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.log", good)
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: Cancellation.Cancelled.self) {
      _ = try FileSource(paths: [file], options: TestScan.options()).scan(
        [ScanRequest(scan: EventScan(), consumer: Collector())], cancellation: cancellation)
    }
  }

  @Test func escapedLiteralsAreNotLost() throws {
    let text =
      #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","verb":"\u0063reate"}"# + "\n"
      + #"{"verb":"delete","x":"y"}"# + "\n" + #"{"event":"user=alice verb=create"}"#
    let result = try TestScan.run(
      text: text, TestScan.match("verb", "create"), needs: FieldNeeds(["verb"]))
    #expect(result.values("verb") == ["create", "create"])
  }

  @Test func requestsShareAScan() throws {
    let text = ["get", "create", "delete"].map { #"{"verb":"\#($0)","n":1}"# }
      .joined(separator: "\n")
    let folder = try TemporaryFolder()
    let file = try folder.write("a.log", text)
    let one = Collector()
    let two = Collector()
    let none = Collector()
    _ = try FileSource(paths: [file], options: TestScan.options()).scan(
      [
        ScanRequest(
          scan: EventScan(
            predicate: TestScan.match("verb", "create"), needs: FieldNeeds(["verb"])),
          consumer: one),
        ScanRequest(scan: EventScan(needs: .everything), consumer: two),
        ScanRequest(
          scan: EventScan(predicate: TestScan.match("source", "kubernetes")), consumer: none),
      ], cancellation: Cancellation())
    #expect(one.values("verb") == ["create"])
    #expect(one.ordered.first.map { Array($0.fields) } == ["verb"])
    #expect(two.values("verb") == ["delete", "create", "get"])
    #expect(none.ordered.isEmpty)
  }
}
