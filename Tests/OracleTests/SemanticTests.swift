import Testing

/// Searches with the rows that documentation says they give.
@Suite(.enabled(if: !SemanticCase.all.isEmpty, "needs ../shared/oracle"))
struct SemanticTests {
  @Test func thereAreCasesToRun() { #expect(SemanticCase.supported.count > 100) }

  @Test(arguments: SemanticCase.supported.map { $0.id })
  func holds(_ id: String) throws {
    let test = try #require(SemanticCase.supported.first { $0.id == id })
    let failure = test.failure()
    if SharedFolder.argued.contains(id) {
      // An argument for a case that holds is out of date.
      #expect(failure != nil, "\(id) holds: take it out of Documentation/Conformance.md")
      return
    }
    if let failure { Issue.record("\(id): \(test.spl)\n\(failure)") }
  }
}
