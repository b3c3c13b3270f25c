import Content
import Detections
import Diagnostics
import EventModel
import QueryPlan
import SearchEngine
import Testing

/// Source of the expectations: SPL's own rules: `stats` keeps its groups and results, `table` and
/// `fields` what they name, `rename` moves a name.
struct SearchValidationTests {
  private func codes(
    _ search: String, risk: String = "user", message: String = "By $user$",
    status: String = "production"
  ) -> [String] {
    let text = """
      name: Pod Shell
      id: 11111111-2222-3333-4444-555555555555
      version: 3
      date: '2026-01-02'
      author: A Person
      status: \(status)
      type: Anomaly
      description: Finds a shell.
      search: '\(search)'
      rba:
        message: \(message)
        risk_objects:
        - {field: \(risk), type: user, score: 49}
      tags:
        analytic_story: [Test Story]
      """
    let library = ContentLoader.load([(SourceText(name: "d.yml", text: text), nil)])
    let compiler = SearchCompiler(environment: SearchEnvironment(now: 1_768_478_400, zone: .utc))
    return SearchValidation(compiler: compiler).findings(of: library.detections)
      .map { "\($0.diagnostic.code.rawValue) \($0.diagnostic.severity.rawValue)" }
  }

  private let missing = "CNT2301 error"

  @Test func groupsAndResultsOfStatsAreFields() {
    #expect(codes("verb=create | stats count by user") == [])
    #expect(codes("verb=create | stats count values(u) as user by host") == [])
    #expect(codes("verb=create | stats count by host user.name") == [missing, "CNT2303 warning"])
  }

  @Test func eventsMayHaveAnyField() {
    #expect(codes("verb=create") == [])
    #expect(codes("verb=create | fields - user | eval x=1") == [])
  }

  @Test func renameMovesANameAndEvalAddsOne() {
    #expect(
      codes("verb=create | stats count by user.username | rename user.username as user") == [])
    #expect(codes("verb=create | stats count by user | rename user as who") != [])
    #expect(
      codes("verb=create | stats count by user.name | rename user.* as *, name as user") == [])
    #expect(codes("verb=create | stats count by host | eval user=host") == [])
    #expect(codes("verb=create | table host | rex field=host \"(?<user>.+)\"") == [])
    #expect(codes("verb=create | table host user | fields - user") != [])
  }

  @Test func appendedRowsBringTheirFields() {
    #expect(codes("verb=a | stats count | append [search verb=user | stats count by user]") == [])
  }

  @Test func experimentalOnesAreWarnedAbout() {
    #expect(
      codes("verb=create user=* | stats count by host", message: "x", status: "experimental")
        == ["CNT2301 warning"])
  }

  @Test func brokenSearchIsAnError() {
    #expect(codes("verb=create | stts count by user") == ["SPL3002 warning"])
    #expect(codes("verb=create | where user=") == ["SPL1005 error"])
    #expect(codes("`nothing` | stats count by user") == ["SPL2001 error"])
  }

  /// Source: Kubernetes audit levels; `fillnull`: without a list, fields that some row has.
  @Test func nullTrapsAreWarnedAbout() {
    let schedule = "requestObject.spec.schedule"
    #expect(
      codes("verb=create | fillnull | stats count by user \(schedule)") == ["CNT2306 warning"])
    #expect(
      codes("verb=create | fillnull value=x \(schedule) | stats count by user \(schedule)") == [])
    #expect(codes("verb=create | stats count by user \(schedule)") == ["CNT2307 warning"])
    #expect(codes("verb=create \(schedule)=* | stats count by user \(schedule)") == [])
    #expect(codes("verb=delete | stats count by user objectRef.name") == ["CNT2307 warning"])
  }
}
