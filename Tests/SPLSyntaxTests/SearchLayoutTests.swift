import Diagnostics
import SPLSyntax
import Testing

/// Expected layouts follow those of ESCU 5: a command a line, `BY` fields under each other.
struct SearchLayoutTests {
  private func laidOut(_ search: String) throws -> String {
    let text = try SearchLayout.laidOut(SourceText(name: "<search>", text: search).wholeSpan)
    let again = try SearchLayout.laidOut(SourceText(name: "<search>", text: text).wholeSpan)
    #expect(again == text)
    return text
  }

  @Test func commandsStandOnLinesOfTheirOwn() throws {
    #expect(
      try laidOut("`kube_audit`  verb=create|STATS count by  user|`x_filter`")
        == """
        `kube_audit` verb=create
          | stats count BY user
          | `x_filter`
        """)
  }

  @Test func aSearchThatStartsWithAPipeIsNotIndented() throws {
    #expect(
      try laidOut("| makeresults | eval n=1 | where n>0 and not n=2")
        == """
        | makeresults
        | eval n=1
        | where n>0 AND NOT n=2
        """)
  }

  @Test func longCommandsAreWrapped() throws {
    #expect(
      try laidOut(
        """
        index=main | stats count values(user.groups{}) as user_groups by kind objectRef.name \
        objectRef.namespace objectRef.resource requestObject.kind requestObject.spec.schedule \
        responseStatus.code sourceIPs{} stage
        """)
          == """
          index=main
            | stats count values(user.groups{}) AS user_groups
              BY kind objectRef.name objectRef.namespace objectRef.resource requestObject.kind
                 requestObject.spec.schedule responseStatus.code sourceIPs{} stage
          """)
  }

  /// `or` is a word to search for, and an operator of `where`.
  @Test func wordsOfSearchStayAsTheyAre() throws {
    #expect(
      try laidOut("a or b by c as d | search x or y | where a or b")
        == """
        a or b by c as d
          | search x or y
          | where a OR b
        """)
  }

  @Test func fieldsNamedLikeKeywordsStay() throws {
    #expect(
      try laidOut("| stats count as by by by | eval and=1, or = 2 | rename as as by")
        == """
        | stats count AS by BY by
        | eval and=1, or = 2
        | rename as as by
        """)
  }

  @Test func clausesOfOtherCommandsAreRaised() throws {
    #expect(
      try laidOut(
        "| tstats count from datamodel=A.B where x=by by B.user | chart count over a by b "
          + "| lookup t a as b output c as d | lookup t a outputnew c")
          == """
          | tstats count FROM datamodel=A.B WHERE x=by BY B.user
          | chart count OVER a BY b
          | lookup t a AS b OUTPUT c AS d
          | lookup t a OUTPUTNEW c
          """)
  }

  @Test func textsAndMacrosAreKept() throws {
    #expect(
      try laidOut("x=\"a  | b by c\"   `m( \"a | b\",  c )` | eval  'a  b'=\"it's\" | `n`")
        == """
        x="a  | b by c" `m( "a | b",  c )`
          | eval 'a  b'="it's"
          | `n`
        """)
  }

  /// The name of a result is its call as it is written.
  @Test func blanksInCallsOfStatsAreKept() throws {
    #expect(
      try laidOut("| stats  count(eval(a  =  1))  by b")
        == "| stats count(eval(a  =  1)) BY b")
    #expect(
      try laidOut("| rex a  b(?<c>d  e)\n| regex f!=\"g  h\"")
        == "| rex a  b(?<c>d  e)\n| regex f!=\"g  h\"")
  }

  @Test func commentsAreKept() throws {
    #expect(
      try laidOut("```first```\n| makeresults ```why\nso``` | eval a=1```x```\n```y```\n| head")
        == """
        ```first```
        | makeresults ```why
        so```
        | eval a=1 ```x```
          ```y```
        | head
        """)
  }

  @Test func subsearchesAreIndented() throws {
    #expect(
      try laidOut(
        "a [search b|dedup c | fields d] | join type=left user [| inputlookup t] | append [| x | y]"
      )
        == """
        a
            [ search b
                | dedup c
                | fields d ]
          | join type=left user [ | inputlookup t ]
          | append
            [ | x
              | y ]
        """)
  }

  @Test func longConditionsBreakBeforeOperators() throws {
    let term = "Processes.process_name=\"aaaaaaaaaaaaaaaaaaaaaa.exe\""
    #expect(
      try laidOut("| tstats count from datamodel=E.P where (\(term) or \(term) OR \(term)) by a")
        == """
        | tstats count FROM datamodel=E.P
          WHERE (\(term) or
          \(term)
          OR \(term))
          BY a
        """)
  }

  @Test(arguments: ["a \"b", "a | b [c", "a ]", "`m", "a ```b", "| x [| y ] ]"])
  func whatIsNotClosedIsRefused(_ search: String) {
    #expect(throws: Diagnostic.self) { try laidOut(search) }
  }
}
