import Testing

/// Source: Splunk Search Reference, comparison, conditional and informational functions;
/// SPL_SEMANTICS §1, §5.
@Suite struct FunctionsConditionTests {
  @Test func unknownConditionsTakeTheOtherBranch() throws {
    let harness = FunctionsHarness()
    #expect(try harness.result(#"if(missing > 1, "a", "b")"#) == "b")
    #expect(try harness.result(#"if(NOT missing > 1, "a", "b")"#) == "b")
    #expect(try harness.result(#"case(missing = 1, "a", isnull(missing), "b")"#) == "b")
    #expect(try harness.result(#"validate(missing > 1, "a")"#) == nil)
  }

  @Test func choicesKeepTheirType() throws {
    let harness = FunctionsHarness(row: ["m": ["a", "b"]])
    #expect(try harness.values(#"if(1 == 1, m, "x")"#) == ["a", "b"])
    #expect(try harness.result("typeof(if(1 == 1, 5, 6))") == "Number")
    #expect(try harness.result("if(if(1 == 1, true(), false()), 1, 2)") == "1")
    #expect(try harness.values("coalesce(missing, m)") == ["a", "b"])
    #expect(try harness.result("coalesce(null(), 1 == 1)") == "True")
  }

  @Test func severalValuesMatchWhenOneDoes() throws {
    let harness = FunctionsHarness(row: ["ip": ["10.0.0.1", "192.0.2.7"], "x": ["a", "b"]])
    #expect(try harness.result(#"cidrmatch("192.0.2.0/24", ip)"#) == "True")
    #expect(try harness.result(#"match(x, "^b$")"#) == "True")
    #expect(try harness.result(#"like(x, "b")"#) == "True")
    #expect(try harness.result(#"in(x, "c", "b")"#) == "True")
    #expect(try harness.result(#"in(x, "c")"#) == "False")
  }

  @Test func membershipIsAChainOfEqualities() throws {
    let harness = FunctionsHarness(row: ["n": ["400.0"]])
    #expect(try harness.result(#"in(n, "400")"#) == "True")
    #expect(try harness.result(#"in("a", "b", missing)"#) == nil)
    #expect(try harness.result(#"in("a", missing, "a")"#) == "True")
    #expect(try harness.result(#"in("A", "a")"#) == "False")
  }

  @Test func networksFromFields() throws {
    let harness = FunctionsHarness(row: [
      "net": ["192.0.2.0/24"], "bad": ["nonsense"], "ip": ["192.0.2.9"], "host": ["web"],
    ])
    #expect(try harness.result("cidrmatch(net, ip)") == "True")
    #expect(try harness.result("cidrmatch(bad, ip)") == "False")
    #expect(try harness.result("cidrmatch(net, host)") == "False")
    #expect(
      try harness.result(
        #"cidrmatch("2001:0db8:ffff:ffff:ffff:ffff:ffff:ff00/120", "2001:0db8:ffff:ffff:ffff:ffff:ffff:ff99")"#
      ) == "True")
  }

  @Test func typesOfFields() throws {
    let harness = FunctionsHarness(row: ["n": ["12"], "s": ["abc"], "m": ["1", "2"]])
    #expect(try harness.result("typeof(n)") == "Number")
    #expect(try harness.result("typeof(s)") == "String")
    #expect(try harness.result(#"typeof("12")"#) == "String")
    #expect(try harness.result("isint(n)") == "True")
    #expect(try harness.result("isstr(n)") == "False")
    #expect(try harness.result("isstr(tostring(n))") == "True")
    #expect(try harness.result("isnum(m)") == "False")
    #expect(try harness.result("ismv(m)") == "True")
  }
}
