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

  @Test func byteOrderMark() {
    #expect(CSVTable("\u{FEFF}a\n1\n").rows == [["a"], ["1"]])
  }
}
