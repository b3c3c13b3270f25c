import Diagnostics
import Testing

/// What functions refuse, and where they point.
/// Source: Splunk Search Reference, the page of each function; SPL_SEMANTICS §5.
@Suite struct FunctionsDiagnosticsTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let text: String
    let code: DiagnosticCode
    let at: String
    var testDescription: String { text }
  }

  static let refusals = [
    Refusal(text: #"tonumber("seven")"#, code: .invalidArgument, at: #""seven""#),
    Refusal(text: #"tonumber("8", 8)"#, code: .invalidArgument, at: #""8""#),
    Refusal(text: #"tonumber("1", 37)"#, code: .invalidArgument, at: "37"),
    Refusal(text: #"tostring("5", "binary")"#, code: .invalidArgument, at: #""5""#),
    Refusal(text: #"tostring(5, "roman")"#, code: .invalidArgument, at: #""roman""#),
    Refusal(text: #"sum(1, 2, "3")"#, code: .invalidArgument, at: #""3""#),
    Refusal(text: #"sum("somedata", 2)"#, code: .invalidArgument, at: #""somedata""#),
    Refusal(text: #"avg("somedata", 2)"#, code: .invalidArgument, at: #""somedata""#),
    Refusal(text: "round(1234.5, -2)", code: .invalidArgument, at: "-2"),
    Refusal(text: "len(1 == 1)", code: .booleanValue, at: "1 == 1"),
    Refusal(text: #"mvjoin(true(), ",")"#, code: .booleanValue, at: "true()"),
    Refusal(text: #"if("a", 1, 2)"#, code: .booleanExpected, at: #""a""#),
    Refusal(text: #"case(1 == 1, 2, len("a"), 3)"#, code: .booleanExpected, at: #"len("a")"#),
    Refusal(text: "case(1 == 1, 2, 3)", code: .argumentCount, at: "case(1 == 1, 2, 3)"),
    Refusal(text: #"match(x, "a(b")"#, code: .invalidRegex, at: #""a(b""#),
    Refusal(text: #"replace(x, "[", "")"#, code: .invalidRegex, at: #""[""#),
    Refusal(text: #"cidrmatch("10.0.0.0", x)"#, code: .invalidCIDR, at: #""10.0.0.0""#),
    Refusal(text: #"relative_time(1, "yesterday")"#, code: .invalidTime, at: #""yesterday""#),
    Refusal(text: "mvfilter(a == b)", code: .invalidArgument, at: "a == b"),
    Refusal(text: "mvfilter(1 == 1)", code: .invalidArgument, at: "1 == 1"),
    Refusal(text: #"mvrange(1, 5, "soon")"#, code: .invalidArgument, at: #""soon""#),
    Refusal(text: "mvrange(1, 1e9)", code: .invalidValue, at: "mvrange(1, 1e9)"),
    Refusal(text: #"printf("%y", 1)"#, code: .invalidArgument, at: #""%y""#),
    Refusal(text: #"printf("%d %d", 1)"#, code: .invalidArgument, at: #""%d %d""#),
    Refusal(text: #"abs("five")"#, code: .invalidArgument, at: #""five""#),
    Refusal(text: #"x - "five""#, code: .invalidArgument, at: #""five""#),
    Refusal(text: "sigfig(price * amount)", code: .unsupportedSyntax, at: "price * amount"),
    Refusal(text: #"spath(x, "a{-}")"#, code: .invalidArgument, at: #""a{-}""#),
    Refusal(text: #"cluster("a")"#, code: .unsupportedSyntax, at: "cluster"),
    Refusal(
      text: #"lookup("port.csv", json_object("port", 1), json_array("service"))"#,
      code: .unknownLookup, at: #""port.csv""#),
    Refusal(
      text: #"lookup("ports.csv", json_object("prot", 1), json_array("service"))"#,
      code: .missingLookupField, at: #"json_object("prot", 1)"#),
    Refusal(
      text: #"lookup("ports.csv", json_object("port", 1), "service")"#,
      code: .invalidArgument, at: #""service""#),
  ]

  @Test(arguments: refusals)
  func refuses(refusal: Refusal) {
    let found = FunctionsHarness().refusal(refusal.text)
    #expect(found?.code == refusal.code)
    #expect(found?.at == refusal.at)
  }

  @Test func runawayExpressionsAreToldApartFromNoMatch() {
    let harness = FunctionsHarness(row: ["x": [String(repeating: "a", count: 40) + "b"]])
    let found = harness.refusal(#"match(x, "^(a+)+$(?<!x)\1")"#)
    #expect(found?.code == .regexLimit)
  }
}
