import Foundation
import Testing

/// `outputlookup` and `--lookup-output`.
///
/// Source: Splunk Search Reference, `outputlookup`: the rows replace the table, with `append=true`
/// they are added; internal fields are not written.
@Suite struct LookupOutputTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ search: String) throws -> Program.Run {
    try Program.run(["search", search, "--lookup-output", folder.path + "/tables"])
  }

  private func table(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path + "/tables/" + name, encoding: .utf8)
  }

  @Test func refusedWithoutAFolder() throws {
    let run = try Program.run(["search", "| makeresults | eval user=1 | outputlookup seen"])
    #expect(run.status == 2, "\(run.summary)")
    #expect(run.errors.contains("SPL5006"))
    #expect(run.errors.contains("--lookup-output"))
  }

  @Test func replacesAddsAndIsRead() throws {
    let rows = "| makeresults | eval user=\"a,b\", n=1 | table _time user n"
    #expect(try run("\(rows) | outputlookup seen").status == 0)
    #expect(try table("seen.csv") == "user,n\n\"a,b\",1\n")
    let more = "| makeresults | eval user=\"c\", place=\"x\" | fields - _time"
    #expect(try run("\(more) | outputlookup append=true seen").status == 0)
    #expect(try table("seen.csv") == "user,n,place\n\"a,b\",1,\nc,,x\n")
    let read = try run("| inputlookup seen | where user=\"c\" | table user place")
    #expect(read.lines == [#"{"user":"c","place":"x"}"#], "\(read.summary)")
    #expect(try run("\(more) | outputlookup seen.csv").status == 0)
    #expect(try table("seen.csv") == "user,place\nc,x\n")
  }

  @Test func keyTellsWhichRowIsReplaced() throws {
    #expect(
      try run(
        "| makeresults count=2 | streamstats count as id | eval n=1 | table id n "
          + "| outputlookup state"
      ).status == 0)
    #expect(
      try run("| makeresults | eval id=2, n=5 | table id n | outputlookup key_field=id state")
        .status == 0)
    #expect(try table("state.csv") == "id,n\n1,1\n2,5\n")
  }

  @Test func noNameLeavesTheFolder() throws {
    let run = try run("| makeresults | eval a=1 | outputlookup \"../a\"")
    #expect(run.status == 2, "\(run.summary)")
    #expect(run.errors.contains("SPL5006"))
  }
}
