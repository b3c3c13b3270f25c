import EventModel
import Testing

@testable import EventFiles

struct TrigramsTests {
  private func end(of literal: String, in text: String) -> Int {
    let arena = Arena()
    return Trigrams(of: arena.store(text)).rarestEnd(of: Array(literal.utf8))
  }

  @Test func aLiteralEndsWhereItsLastThreeBytesAreRarest() {
    let text = String(repeating: "update state date; ", count: 20) + "reader"
    #expect(end(of: "create", in: text) == 5)
    #expect(end(of: "CREATE", in: text) == 5)
  }

  @Test func withoutASampleAllIsSearchedFor() {
    #expect(end(of: "create", in: "") == 6)
    #expect(end(of: "create", in: "ab") == 6)
  }

  @Test func shortLiteralsStayWhole() {
    #expect(end(of: "get", in: "get get get") == 3)
    #expect(end(of: "pods", in: "pods pods") == 4)
  }
}
