import EventModel
import Testing

@testable import SPLLibrary

/// Source: Splunk Search Reference, mathematical, conversion and statistical functions;
/// SPL_SEMANTICS §1, §5.
@Suite struct FunctionsNumberTests {
  @Test func roundingIsDecimal() throws {
    let harness = FunctionsHarness()
    #expect(try harness.result("round(1.005, 2)") == "1.01")
    #expect(try harness.result("round(22.275, 2)") == "22.28")
    #expect(try harness.result("round(9.995, 2)") == "10.00")
    #expect(try harness.result("round(0.5)") == "1")
    #expect(try harness.result("round(-0.4)") == "0")
    #expect(try harness.result("round(1e20)") == "100000000000000000000")
    #expect(try harness.result(#"round("7.4")"#) == "7")
  }

  /// The quick way by binary arithmetic and the way by digits say the same, halves included.
  @Test func roundingIsDecimalForEveryHalf() throws {
    for thousandths in 0..<3_000 {
      let text = "\(thousandths / 1000).\(String(1000 + thousandths % 1000).dropFirst())5"
      let number = try #require(NumberText.parse(text))
      let expected = Double(thousandths + 1) / 1000
      #expect(DecimalRounding.round(number, places: 3) == expected, "\(text)")
      #expect(NumberText.parse(DecimalRounding.text(-number, places: 3)) == -expected, "\(text)")
    }
  }

  @Test func roundingFillsWithZeros() {
    #expect(DecimalRounding.text(0.004, places: 2) == "0.00")
    #expect(DecimalRounding.text(-0.004, places: 2) == "0.00")
    #expect(DecimalRounding.text(-0.5, places: 0) == "-1")
    #expect(DecimalRounding.text(7, places: 3) == "7.000")
    #expect(DecimalRounding.text(1e15, places: 2) == "1000000000000000.00")
    #expect(DecimalRounding.text(0.05, places: 1) == "0.1")
    #expect(DecimalRounding.text(.infinity, places: 1) == "inf")
  }

  @Test func formatsOfNumbers() throws {
    let harness = FunctionsHarness(row: ["n": ["1000000.1278"], "t": ["text"]])
    #expect(try harness.result(#"tostring(n, "commas")"#) == "1,000,000.13")
    #expect(try harness.result(#"tostring(-1234, "commas")"#) == "-1,234")
    #expect(try harness.result(#"tostring(999, "commas")"#) == "999")
    #expect(try harness.result(#"tostring(round(1234, 1), "commas")"#) == "1,234.00")
    #expect(try harness.result(#"tostring(255, "hex")"#) == "0xFF")
    #expect(try harness.result(#"tostring(9, "binary")"#) == "1001")
    #expect(try harness.result(#"tostring(12304.406, "duration")"#) == "03:25:04.406")
    #expect(try harness.result(#"tostring(90061, "duration")"#) == "1+01:01:01")
    #expect(try harness.result(#"tostring(t, "commas")"#) == nil)
    #expect(try harness.result("tostring(1 == 2)") == "False")
    #expect(try harness.result("tostring(5)") == "5")
  }

  @Test func numbersOfTexts() throws {
    let harness = FunctionsHarness(row: ["blank": [" 32 "], "hex": ["0xff"], "bad": ["seven"]])
    #expect(try harness.result("tonumber(blank)") == nil)
    #expect(try harness.result("tonumber(bad)") == nil)
    #expect(try harness.result("tonumber(hex, 16)") == "255")
    #expect(try harness.result("tonumber(bad, 36)") == "47723135")
    #expect(try harness.result(#"tonumber("-101", 2)"#) == "-5")
    #expect(try harness.result(#"tonumber("1e3")"#) == "1000")
  }

  @Test func extremesOfMixedValues() throws {
    let harness = FunctionsHarness(row: ["m": ["10", "9", "x"], "n": ["10", "9"]])
    #expect(try harness.result("min(m)") == "9")
    #expect(try harness.result("max(m)") == "x")
    #expect(try harness.result("max(n)") == "10")
    #expect(try harness.result(#"max(1, 3, 6, 7, "foo", "zaz")"#) == "zaz")
    #expect(try harness.result("min(missing, 4)") == "4")
  }

  @Test func totalsSkipWhatIsNoNumber() throws {
    let harness = FunctionsHarness(row: ["a": ["somedata"], "b": ["9"]])
    #expect(try harness.result("sum(a, 2, 3)") == "5")
    #expect(try harness.result("sum(5.0, b, c)") == "14")
    #expect(try harness.result("avg(a, 2, 3)") == "2.5")
  }

  @Test func precisionOfWrittenNumbers() throws {
    let harness = FunctionsHarness(row: ["test": ["3.990000000000215"]])
    #expect(try harness.result("atan(0.50)") == "0.46")
    #expect(try harness.result("acos(0)") == "1.5707963267948966")
    #expect(try harness.result("acosh(2)") == "1.3169578969248166")
    #expect(try harness.result("asinh(1)") == "0.881373587019543")
    #expect(try harness.result("cos(-1)") == "0.5403023058681398")
    #expect(try harness.result("tan(135)") == "-0.08871575677006045")
    #expect(try harness.result("sigfig(test * 1.00)") == "3.99")
    #expect(try harness.result("sigfig(test)") == "3.990000000000215")
  }

  @Test func specialNumbers() throws {
    let harness = FunctionsHarness()
    #expect(try harness.result("sqrt(-1)") == "nan")
    #expect(try harness.result("ln(0)") == "-inf")
    #expect(try harness.result("pow(2, 53) - 1") == "9007199254740991")
    #expect(try harness.result("log(100, 10)") == "2")
  }

  @Test func bitsOutOfRangeAreNull() throws {
    let harness = FunctionsHarness()
    #expect(try harness.result("bit_and(-1, 3)") == nil)
    #expect(try harness.result("bit_or(1.5, 3)") == nil)
    #expect(try harness.result("bit_xor(pow(2, 53), 1)") == nil)
    #expect(try harness.result("bit_shift_left(1, 52)") == "4503599627370496")
    #expect(try harness.result("bit_shift_left(3, 52)") == "4503599627370496")
  }

  @Test func randomRepeatsForTheSameSearch() throws {
    var harness = FunctionsHarness()
    harness.copies = 5
    let numbers = try harness.results("random()")
    #expect(Set(numbers).count == 5)
    #expect(try harness.results("random()") == numbers)
  }
}
