import Diagnostics
import Server
import Testing

@Suite struct BodyTests {
  /// `printf hello | gzip -n`, twice.
  private static let hello: [UInt8] = [
    0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0, 0x86, 0xA6,
    0x10, 0x36, 0x05, 0, 0, 0,
  ]

  private func unpack(_ bytes: [UInt8], limit: Int, piece: Int) throws(BodyFault) -> String {
    let inflater = try Inflater(limit: limit)
    var target: [UInt8] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + piece)
      var fault: BodyFault?
      Array(bytes[start..<end]).withUnsafeBytes { part in
        do throws(BodyFault) { try inflater.unpack(part, into: &target) } catch { fault = error }
      }
      if let fault { throw fault }
      start = end
    }
    try inflater.finish()
    return String(decoding: target, as: UTF8.self)
  }

  @Test(arguments: [1, 3, 1000]) func gzipComesInPieces(_ piece: Int) throws {
    #expect(try unpack(Self.hello + Self.hello, limit: 100, piece: piece) == "hellohello")
  }

  @Test func gzipHasALimit() {
    #expect(throws: BodyFault.tooLarge(limit: 4)) {
      try unpack(Self.hello, limit: 4, piece: 100)
    }
    #expect(throws: Never.self) { try unpack(Self.hello, limit: 5, piece: 100) }
  }

  @Test func brokenGzipIsRefused() {
    #expect(throws: BodyFault.self) { try unpack(Array("hello".utf8), limit: 100, piece: 100) }
    #expect(throws: BodyFault.self) {
      try unpack(Array(Self.hello.dropLast(3)), limit: 100, piece: 100)
    }
    #expect(throws: BodyFault.self) {
      try unpack(Self.hello + Array("x".utf8), limit: 100, piece: 100)
    }
  }

  @Test func aBudgetIsGivenBackWithItsShare() {
    let budget = ByteBudget(limit: 10)
    var share: BudgetShare? = BudgetShare(budget)
    #expect(share?.take(8) == true)
    #expect(share?.take(3) == false)
    #expect(budget.inUse == 8)
    share = nil
    #expect(budget.inUse == 0)
  }

  @Test func targetsAreRead() {
    let head = RequestHead(method: "GET", target: "/a/b?x=1&y=a%20b+c&x=2&flag&z=%zz")
    #expect(head.path == "/a/b")
    #expect(head.query["x"] == "1")
    #expect(head.query["y"] == "a b c")
    #expect(head.query["flag"] == "")
    #expect(head.query["z"] == "%zz")
    #expect(RequestHead(method: "GET", target: "http://host:1/a?b").path == "/a")
  }

  @Test func secretsAreNotShown() {
    let token = HECToken(name: "agent", value: Secret("s3cret"))
    var shown = ""
    dump(token, to: &shown)
    #expect(!"\(token) \(String(reflecting: token)) \(shown)".contains("s3cret"))
  }

  /// Source: Prometheus' text format.
  @Test func metricsAreText() {
    var page = MetricsPage()
    page.add("a_total", .counter, help: "Some.", labels: [("x", "q\"\\")], 3)
    page.add("a_total", .counter, help: "Some.", labels: [("x", "r")], 0.5)
    #expect(
      page.text == """
        # HELP a_total Some.
        # TYPE a_total counter
        a_total{x="q\\"\\\\"} 3
        a_total{x="r"} 0.5

        """)
  }
}
