import Testing

/// The readers behind the rules see what they must: a rule that finds nothing may be blind.
@Suite struct RuleReaderTests {
  @Test func commentsAndTextsAreTakenOut() {
    let source = ##"""
      let a = "x! // no" // gone!
      /* gone! /* nested */ */ let b = #"raw "quoted"! \#(call("y!")) tail!"#
      let c = "before \(d! + "inner!") after"
      """##
    let code = SwiftCode(source).text
    #expect(!code.contains("gone"))
    #expect(!code.contains("raw"))
    #expect(!code.contains("inner"))
    #expect(code.contains("call("))
    #expect(code.contains("(d! + \"\")"))
    #expect(code.contains("let b ="))
    #expect(code.split(separator: "\n").count == 3)
  }

  @Test func switchesAreRead() throws {
    let code = """
      switch step {
      case .aggregate(let a): run(a)
      case .filter, .sort(_):
        switch other { case .x: 1 default: 2 }
      default: nothing
      }
      switch value {
      case .rows: 1
      case .events: 2
      }
      """
    let statements = SwitchStatement.all(in: code)
    #expect(statements.count == 3)
    #expect(statements[0].caseNames == ["aggregate", "filter", "sort"])
    #expect(statements[0].hasDefault)
    #expect(statements[1].caseNames == ["x"])
    #expect(statements[1].hasDefault)
    #expect(statements[1].line == 4)
    #expect(statements[2].caseNames == ["rows", "events"])
    #expect(!statements[2].hasDefault)
  }
}
