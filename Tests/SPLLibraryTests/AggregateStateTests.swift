import EventModel
import QueryPlan
import SPLLibrary
import Testing

/// State bytes from elsewhere are read with suspicion.
struct AggregateStateTests {
  static let rows: [Row] = [
    Row(value: "a", time: 1), Row(value: "12", time: 2), Row(value: 3.5, time: 3),
    Row(value: ["b", "7", "12"], time: 4),
  ]

  @Test(arguments: AggregateMergeTests.names.filter { $0 != "estdc_error" })
  func cutShortThrows(_ name: String) throws {
    let run = try AggregateRun(name)
    let bytes = AggregateRun.encoded(
      run.accumulator(Self.rows[...], ordinal: 0, groups: 1), group: 0)
    for count in 0..<bytes.count {
      let target = run.function.makeAccumulator()
      target.grow(to: 1)
      var reader = StateReader(Array(bytes.prefix(count)))
      #expect(throws: StateReader.Malformed.self, "\(count) of \(bytes.count) bytes") {
        try target.decode(group: 0, from: &reader)
      }
    }
  }

  @Test(arguments: AggregateMergeTests.names)
  func changedBytesNeverCrash(_ name: String) throws {
    let run = try AggregateRun(name)
    let bytes = AggregateRun.encoded(
      run.accumulator(Self.rows[...], ordinal: 0, groups: 1), group: 0)
    for position in bytes.indices {
      for byte in [0x00, 0x01, 0x7F, 0x80, 0xFF] as [UInt8] {
        var changed = bytes
        changed[position] = byte
        let target = run.accumulator(Self.rows[...], ordinal: 0, groups: 1)
        var reader = StateReader(changed)
        try? target.decode(group: 0, from: &reader)
        _ = AggregateRun.results(target, groups: 1)
        _ = AggregateRun.encoded(target, group: 0)
      }
    }
  }

  @Test(arguments: ["count", "sum", "values", "list", "median", "rate"])
  func negativeCountsThrow(_ name: String) throws {
    let target = try AggregateRun(name).function.makeAccumulator()
    target.grow(to: 1)
    var writer = StateWriter()
    for _ in 0..<4 { writer.write(-1) }
    var reader = StateReader(writer.bytes)
    #expect(throws: StateReader.Malformed.self) { try target.decode(group: 0, from: &reader) }
  }

  @Test(arguments: AggregateMergeTests.names)
  func footprintCoversWhatIsKept(_ name: String) throws {
    let run = try AggregateRun(name)
    let accumulator = run.accumulator([], ordinal: 0, groups: 10)
    #expect(accumulator.footprint >= 0)
    if ["values", "list", "median"].contains(name) {
      let before = accumulator.footprint
      let rows = (0..<90).map { Row(value: .text(String(repeating: "1", count: 100 + $0))) }
      run.update(accumulator, rows[...], ordinal: 0)
      #expect(accumulator.footprint >= before + 90 * 8)
    }
  }
}
