import Testing

/// Source: Splunk Search Reference, text functions; SPL_SEMANTICS §1, §5, §6, §11.
@Suite struct FunctionsTextTests {
  @Test func substrCountsAsSQLiteDoes() throws {
    let harness = FunctionsHarness()
    #expect(try harness.result(#"substr("héllo", 2, 2)"#) == "él")
    #expect(try harness.result(#"substr("abc", 0, 2)"#) == "a")
    #expect(try harness.result(#"substr("abc", -2, 1)"#) == "b")
    #expect(try harness.result(#"substr("abc", -5, 3)"#) == "a")
    #expect(try harness.result(#"substr("abc", 3, -2)"#) == "ab")
    #expect(try harness.result(#"substr("abc", 9)"#) == "")
    #expect(try harness.result("substr(12345, 2, 2)") == "23")
  }

  @Test func textFunctionsOfSeveralValues() throws {
    let harness = FunctionsHarness(row: ["m": ["A", "b"]])
    #expect(try harness.values("lower(m)") == ["a", "b"])
    #expect(try harness.values("upper(m)") == ["A", "B"])
    #expect(try harness.result("len(m)") == nil)
    #expect(try harness.result("trim(m)") == nil)
    #expect(try harness.result("substr(m, 1)") == nil)
    #expect(try harness.result(#"replace(m, "A", "x")"#) == nil)
  }

  @Test func lettersBeyondASCII() throws {
    let harness = FunctionsHarness()
    #expect(try harness.result(#"lower("ÀÉ")"#) == "àé")
    #expect(try harness.result(#"upper("straße")"#) == "STRASSE")
    #expect(try harness.result(#"len("日本")"#) == "2")
    #expect(try harness.result(#"trim("éabcé", "é")"#) == "abc")
    #expect(try harness.result(#"like("日本", "_本")"#) == "True")
    #expect(try harness.values(#"split("日本", "")"#) == ["日", "本"])
  }

  @Test func likeIsAnchoredAndCaseSensitive() throws {
    let harness = FunctionsHarness(row: ["path": [#"C:\Windows\system32\cmd.exe"#]])
    #expect(try harness.result(#"like(path, "%\\system32\\%")"#) == "True")
    #expect(try harness.result(#"like(path, "%SYSTEM32%")"#) == "False")
    #expect(try harness.result(#"like("aab", "a%ab")"#) == "True")
    #expect(try harness.result(#"like("ab", "a_b")"#) == "False")
    #expect(try harness.result(#"like("", "%")"#) == "True")
  }

  @Test func replaceKnowsGroupsAndTheWholeText() throws {
    let harness = FunctionsHarness(row: ["host": [#"\\WORKSTATION"#], "p": ["k8s-abc-x1y2z"]])
    #expect(try harness.result(#"replace(host, "\\\\", "")"#) == "WORKSTATION")
    #expect(try harness.result(#"replace(p, "-\w{5}$", "")"#) == "k8s-abc")
    #expect(try harness.result(#"replace("aXbX", "(?i)x", "[\0]")"#) == "a[X]b[X]")
    #expect(try harness.result(#"replace(12, "1", "2")"#) == "22")
  }

  @Test func patternsFromFields() throws {
    var harness = FunctionsHarness(row: ["re": ["^a+$"], "s": ["aaa"], "pat": ["a%"]])
    harness.copies = 3
    #expect(try harness.results("match(s, re)") == ["True", "True", "True"])
    #expect(try harness.results("like(s, pat)") == ["True", "True", "True"])
    #expect(try harness.results("match(s, missing)") == [nil, nil, nil])
  }

  @Test func urlCodes() throws {
    let harness = FunctionsHarness()
    #expect(try harness.result(#"urldecode("a%20b%zz%4")"#) == "a b%zz%4")
    #expect(try harness.result(#"urldecode("%C3%A9")"#) == "é")
  }

  @Test func printfAsInC() throws {
    let harness = FunctionsHarness()
    #expect(try harness.result(#"printf("%d,%i,%d", -2, +4, 30)"#) == "-2,4,30")
    #expect(try harness.result(#"printf("%-4d|", 1)"#) == "1   |")
    #expect(try harness.result(#"printf("%+4d", 1)"#) == "  +1")
    #expect(try harness.result(#"printf("% -4d|", 1)"#) == " 1  |")
    #expect(try harness.result(#"printf("%*d", 5, 123)"#) == "  123")
    #expect(try harness.result(#"printf("%*.*e", 9, 2, pi())"#) == " 3.14e+00")
    #expect(
      try harness.result(#"printf("%x %X %#x %o %#o", 255, 255, 255, 8, 8)"#)
        == "ff FF 0xff 10 010")
    #expect(
      try harness.result(#"printf("%05.1f|%.3d|%5s|%-5s|%.2s", 2.25, 7, "ab", "ab", "abc")"#)
        == "002.2|007|   ab|ab   |ab")
    #expect(try harness.result(#"printf("100%%")"#) == "100%")
    #expect(try harness.result(#"printf("%.3A", pi())"#) == "0X1.922P+1")
    #expect(try harness.result(#"printf("%.2e %.2f", 5139, pi())"#) == "5.14e+03 3.14")
    #expect(try harness.result(#"printf("%.2g,%.2g", pi(), 123)"#) == "3.1,1.2e+02")
    #expect(try harness.result(#"printf("%s%z", "foo", "bar")"#) == "foobar")
    #expect(try harness.result(#"printf("%u %x,%X,%p", 99, 10, 10, 10)"#) == "99 a,A,A")
    #expect(try harness.result(#"printf("%04.4f %-6s|", 3.5, "ab")"#) == "3.5000 ab    |")
    #expect(try harness.result(#"printf("[%.0d]", 0)"#) == "[]")
    #expect(try harness.result(#"printf("%d", missing)"#) == nil)
  }
}
