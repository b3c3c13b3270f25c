import Testing

/// What the aggregates give for the examples and rules of the Search Reference.
struct AggregateResultTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let values: @Sendable () -> [Value]
    let expected: [String]?
    /// Where the truth comes from.
    let source: String

    init(
      _ name: String, _ values: @autoclosure @escaping @Sendable () -> [Value],
      _ expected: String?..., source: String
    ) {
      self.name = name
      self.values = values
      let texts = expected.compactMap { $0 }
      self.expected = texts.isEmpty ? nil : texts
      self.source = source
    }

    var testDescription: String { "\(name): \(source)" }
  }

  static let temperatures: [Value] = ["65", "42", "40", "31", "47", "53", "64"]
  static let tenToOne: [Value] = ["10", "9", "8", "7", "6", "5", "4", "3", "2", "1"]
  static let visitors: [Value] = [0, 212, 579, 1068, 1692, 2301, 2793, 3306, 3673, 4010]
  static let firstQuarter: [Value] = ["1200", "1400", "1650"]
  static let mixed: [Value] = ["1", "c", "a", "2", "100", "b", "4", "9"]
  static let versions: [Value] = ["1", "1.0", "01"]
  static let nothing: [Value] = [nil, nil]
  static let words: [Value] = ["ssh", "http"]

  static let documented: [Case] = [
    Case(
      "avg", Array(repeating: 3.99, count: 100), "3.9900000000000055",
      source: "docs mathematical functions, significant figures; oracle doc-avg-fp-01"),
    Case(
      "mean", Array(repeating: "3.99", count: 10_000), "3.990000000000215",
      source: "oracle doc-avg-fp-02"),
    Case("mean", temperatures, "48.857142857142854", source: "docs sumsq"),
    Case("sumsq", temperatures, "17664", source: "docs sumsq"),
    Case("stdev", temperatures, "12.615183595289349", source: "docs sumsq"),
    Case("stdev", ["0"], "0", source: "docs mean, magnitude type MbLg"),
    Case("var", ["0"], "0", source: "docs mean, magnitude type MbLg"),
    Case("sum", firstQuarter, "4250", source: "docs range; oracle doc-chart-range-01"),
    Case("min", firstQuarter, "1200", source: "docs range"),
    Case("max", firstQuarter, "1650", source: "docs range"),
    Case("range", firstQuarter, "450", source: "docs range"),
    Case("min", mixed, "1", source: "docs max, collation; oracle doc-max-mixed-01"),
    Case("max", mixed, "c", source: "docs max, collation; oracle doc-max-mixed-01"),
    Case("min", ["2.8", "0.0", "1"], "0.0", source: "docs max, table: 0.0 keeps its text"),
    Case("max", ["2.8", "0.0", "1"], "2.8", source: "docs max, table"),
    Case("max", ["b", "a", "B"], "b", source: "docs max: upper case before lower case"),
    Case("min", ["b", "a", "B"], "B", source: "docs max: upper case before lower case"),
    Case("max", ["9", "10", "100", "70"], "100", source: "docs: values as numbers if possible"),
    Case(
      "median", ["37", "58", "8", "34", "13", "74", "38"], "37",
      source: "docs median; oracle doc-median-01"),
    Case("perc50", tenToOne, "5.5", source: "docs perc; oracle doc-perc-01"),
    Case("perc95", tenToOne, "9.55", source: "docs perc"),
    Case("p50", visitors, "1996.5", source: "docs perc, extended example"),
    Case("perc95", visitors, "3858.35", source: "docs perc, extended example"),
    Case("upperperc95", visitors, "3858.35", source: "docs upperperc: as perc to 1000 values"),
    Case("exactperc95", visitors, "3858.35", source: "docs perc: as perc to 1000 values"),
    Case("mode", ["32", "45", "29", "45", "37"], "45", source: "docs mode"),
    Case(
      "mode", ["Garcia", "Mayer", "Garcia", "Zhang", "Garcia"], "Garcia",
      source: "docs mode; oracle doc-mode-02"),
    Case("dc", ["1", "1.0", "1", "x"], "3", source: "oracle doc-dc-01"),
    Case("estdc", ["1", "1.0", "1", "x"], "3", source: "oracle doc-dc-01"),
    Case(
      "distinct_count", ["1", "1.0", "01"], "3", source: "docs statistical functions, overview"),
    Case("estdc_error", ["1", "2"], "0", source: "docs estdc_error: exact below 1000"),
    Case(
      "values", ["100", "1", "101", "10", "1000", "1"], "1", "10", "100", "1000", "101",
      source: "facts §6: lexicographical"),
    Case("list", ["b", "a", "b"], "b", "a", "b", source: "docs list: order of events"),
    Case("first", ["b", nil, "a"], "b", source: "docs first"),
    Case("last", [19, 18, 17, 16, 15], "15", source: "oracle doc-last-02"),
    Case("count", ["a", nil, "b"], "2", source: "docs count: rows that have the field"),
    Case("count", [true, false, true], "2", source: "docs count(eval()); oracle counteval-02"),
    Case("count", [false], "0", source: "facts §7: 0 stays 0"),
    Case("sum", [true, false, true], "2", source: "docs timechart per_hour(eval(method=\"GET\"))"),
  ]

  static let derived: [Case] = [
    Case("stdevp", ["2", "4", "4", "4", "5", "5", "7", "9"], "2", source: "arithmetic"),
    Case("varp", ["2", "4", "4", "4", "5", "5", "7", "9"], "4", source: "arithmetic"),
    Case("var", ["1", "2", "3", "4"], "1.6666666666666667", source: "arithmetic"),
    Case("perc0", tenToOne, "1", source: "(n-1)·p"),
    Case("perc100", tenToOne, "10", source: "(n-1)·p"),
    Case("perc99.5", ["0", "200"], "199", source: "(n-1)·p"),
    Case("sum", ["1", "x", "2", "", " 3"], "3", source: "docs: non-numeric values are ignored"),
    Case("avg", ["1", "x", "2"], "1.5", source: "docs: non-numeric values are ignored"),
    Case("range", ["x", "3", "-1"], "4", source: "docs range: values must be numeric"),
    Case("count", [["a", "b"], "c"], "3", source: "each value of a multivalue field counts"),
    Case("sum", [["1", "2"], "3"], "6", source: "each value of a multivalue field counts"),
    Case("max", [["1", "20"], "3"], "20", source: "each value of a multivalue field counts"),
    Case("dc", [["a", "b"], "a"], "2", source: "each value of a multivalue field counts"),
    Case("values", [["b", "a"], "c"], "a", "b", "c", source: "each value counts"),
    Case("list", [["b", "a"], "b"], "b", "a", "b", source: "each value counts"),
    Case("first", [["b", "a"], "c"], "b", source: "the first value of the first row"),
    Case("last", ["c", ["b", "a"]], "a", source: "the last value of the last row"),
    Case("values", [""], "", source: "facts §1: an empty string is a value"),
    Case("count", ["", nil], "1", source: "facts §1: an empty string is a value"),
    Case("max", versions, "1", source: "equal numbers: the plainest text"),
    Case("min", ["1.0", 1], "1", source: "equal numbers: the plainest text"),
    Case("max", [1.5, "1.50"], "1.5", source: "equal numbers: the plainest text"),
    Case("max", [.number(.nan), 1], "1", source: "not a number is no extreme"),
    Case("mode", ["a", "b"], "b", source: "as top limit=1: the last of equals"),
    Case("dc", [10, "10"], "1", source: "numbers count as their displayed text"),
    Case("count", nothing, "0", source: "count of nothing"),
    Case("dc", nothing, "0", source: "dc of nothing"),
    Case("sum", nothing, nil, source: "no value, no result"),
    Case("avg", nothing, nil, source: "no value, no result"),
    Case("avg", words, nil, source: "no number, no result"),
    Case("stdev", words, nil, source: "no number, no result"),
    Case("range", words, nil, source: "no number, no result"),
    Case("median", words, nil, source: "no number, no result"),
    Case("min", nothing, nil, source: "no value, no result"),
    Case("max", nothing, nil, source: "no value, no result"),
    Case("mode", nothing, nil, source: "no value, no result"),
    Case("values", nothing, nil, source: "no value, no result"),
    Case("list", nothing, nil, source: "no value, no result"),
    Case("first", nothing, nil, source: "no value, no result"),
    Case("latest", nothing, nil, source: "no value, no result"),
    Case("rate", nothing, nil, source: "no value, no result"),
  ]

  @Test(arguments: documented) func givesTheDocumentedResult(_ example: Case) throws {
    #expect(try aggregate(example.name, of: example.values()) == example.expected)
  }

  @Test(arguments: derived) func givesTheDerivedResult(_ example: Case) throws {
    #expect(try aggregate(example.name, of: example.values()) == example.expected)
  }

  @Test func countWithoutArgumentCountsRows() throws {
    let rows: [Row] = [Row(value: nil), Row(value: "a"), Row(value: ["a", "b"])]
    #expect(try aggregate("count", rows, hasArgument: false) == ["3"])
    #expect(try aggregate("c", rows, hasArgument: false) == ["3"])
  }

  // Source: oracle doc-list-01.
  @Test func listKeepsTheFirstHundred() throws {
    let values = (1...1000).map { Value.number(Double($0)) }
    #expect(try aggregate("list", of: values) == (1...100).map { String($0) })
  }

  // Source: facts §6, `values` has no default cap.
  @Test func valuesHasNoLimit() throws {
    let values = (1000..<3000).map { Value.text(String($0)) }
    #expect(try aggregate("values", of: values + values) == (1000..<3000).map { String($0) })
    #expect(try aggregate("estdc", of: values + values) == ["2000"])
  }
}
