import Testing

/// Searches with the rows that documentation says they give.
@Suite(.enabled(if: !SemanticCase.all.isEmpty, "needs ../shared/oracle"))
struct SemanticTests {
  /// All cases of high and medium confidence, and hardly one of them with a command that does not
  /// run here.
  @Test func thereAreCasesToRun() {
    let (all, supported) = (SemanticCase.all.count, SemanticCase.supported.count)
    let argued = SemanticCase.all.count { SharedFolder.argued.contains($0.id) }
    print("semantic.jsonl: \(supported) of \(all) cases run, \(argued) are argued about")
    #expect(all > 200)
    #expect(Double(supported - argued) >= 0.97 * Double(all))
  }

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
