import EventFiles
import Execution
import Testing

/// Windows events in XML: values may have line ends, and the time is an attribute.
@Suite struct WindowsEventTests {
  private func event(_ second: Int, _ value: String) -> String {
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
      + "<TimeCreated SystemTime='2026-01-01T00:00:0\(second).500000000Z'/></System>"
      + "<EventData><Data Name='List'>\(value)</Data></EventData></Event>"
  }

  /// However small the pieces that a file is read in.
  @Test(arguments: [1, 7, 64, 300, 1 << 20])
  func eventsOverSeveralLines(chunkSize: Int) throws {
    let events = [event(1, "a\n\t\tb\r\n<Eventual>"), event(2, "c"), event(3, "d\n\ne")]
    let result = try TestScan.run(
      text: events.joined(separator: "\n") + "\n",
      options: TestScan.options(.auto, chunkSize: chunkSize))
    #expect(result.report.problems == [])
    #expect(result.values("_raw") == events.reversed())
    // 2026-01-01T00:00:00Z is 1767225600.
    #expect(result.values("_time") == ["1767225603.5", "1767225602.5", "1767225601.5"])
  }
}
