import EventModel
import Testing

/// Expected values: RFC 4180, chapter 2.
struct CSVTableTests {
  @Test func rows() {
    #expect(CSVTable("a,b\r\n1,2\r\n").rows == [["a", "b"], ["1", "2"]])
    #expect(CSVTable("a,b\n1,2").rows == [["a", "b"], ["1", "2"]])
    #expect(CSVTable("").rows == [])
    #expect(CSVTable("a,\n\n,b\n").rows == [["a", ""], ["", "b"]])
  }

  @Test func quoted() {
    #expect(CSVTable("\"a,b\",\"c\"\"d\"\n").rows == [["a,b", "c\"d"]])
    #expect(CSVTable("\"line\r\nbreak\",x\n").rows == [["line\r\nbreak", "x"]])
    #expect(CSVTable("\"\"\n").rows == [[""]])
  }

  // Source: lookup tables of security_content such as dynamic_dns_providers_default.csv.
  @Test func leadingBlanks() {
    #expect(CSVTable("a, b\n1,  \n").rows == [["a", " b"], ["1", "  "]])
    let table = CSVTable("a, b\n x y , \"q, r\"\n1,  \n2,\" z\"\n", skipsLeadingBlanks: true)
    #expect(table.rows == [["a", "b"], ["x y ", "q, r"], ["1", ""], ["2", " z"]])
  }

  @Test func byteOrderMark() {
    #expect(CSVTable("\u{FEFF}a\n1\n").rows == [["a"], ["1"]])
  }
}
