import EventModel
import QueryPlan
import SPLLibrary
import Testing

/// Whatever the cut, the merged state gives what one pass gives.
struct AggregateMergeTests {
  static let names = AggregateRegistry.all.map { type in
    let name = type.documentation.names[0]
    return name.hasSuffix("perc") ? name + "90" : name
  }

  static let groups = 4

  @Test(arguments: names, 0..<12)
  func partsGiveTheWhole(_ name: String, _ seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let rows = Self.rows(&random)
    let run = try AggregateRun(name)
    let whole = run.accumulator(rows[...], ordinal: 0, groups: Self.groups)
    let expected = AggregateRun.results(whole, groups: Self.groups)

    let parts = Self.cuts(rows.count, &random).map { range in
      run.accumulator(rows[range], ordinal: range.lowerBound, groups: Self.groups)
    }
    Self.expectSame(Self.merged(run, parts, &random), expected, "merged in order")
    Self.expectSame(
      Self.merged(run, parts.shuffled(using: &random), &random), expected, "merged in any order")
    Self.expectSame(
      try Self.merged(run, parts.map { try Self.copied(run, $0) }, &random), expected,
      "encoded and decoded")
    let decoded = run.function.makeAccumulator()
    decoded.grow(to: Self.groups)
    for part in parts { try Self.decode(part, into: decoded) }
    Self.expectSame(
      AggregateRun.results(decoded, groups: Self.groups), expected, "decoded into one state")
  }

  @Test(arguments: names, 0..<4)
  func batchesGiveTheWhole(_ name: String, _ seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) &+ 1000)
    let rows = Self.rows(&random)
    let run = try AggregateRun(name)
    let whole = run.accumulator(rows[...], ordinal: 0, groups: Self.groups)
    let batched = run.function.makeAccumulator()
    batched.grow(to: Self.groups)
    for range in Self.cuts(rows.count, &random) {
      run.update(batched, rows[range], ordinal: range.lowerBound)
    }
    // Same additions in the same order: not even the last digit may differ.
    let results = AggregateRun.results(batched, groups: Self.groups)
    #expect(results == AggregateRun.results(whole, groups: Self.groups))
  }

  @Test(arguments: ["sum", "avg", "sumsq", "stdev", "varp"])
  func integersAddUpExactly(_ name: String) throws {
    var random = SplitMix(seed: 7)
    let rows = (0..<400).map { _ in
      Row(value: .number(Double(Int.random(in: -9999...9999, using: &random))))
    }
    let run = try AggregateRun(name)
    let whole = run.accumulator(rows[...], ordinal: 0, groups: 1)
    let target = run.function.makeAccumulator()
    target.grow(to: 1)
    for range in Self.cuts(rows.count, &random) {
      target.merge(
        run.accumulator(rows[range], ordinal: range.lowerBound, groups: 1), into: [0])
    }
    let results = AggregateRun.results(target, groups: 1)
    #expect(results == AggregateRun.results(whole, groups: 1))
  }

  // MARK: - Parts

  static func rows(_ random: inout SplitMix) -> [Row] {
    (0..<Int.random(in: 0...300, using: &random)).map { _ in
      let count = [1, 1, 1, 0, 2].randomElement(using: &random) ?? 1
      // The last group stays empty.
      let groups = (0..<Int32(Self.groups - 1)).shuffled(using: &random).prefix(count)
      return Row(
        value: value(&random),
        time: Bool.random(using: &random)
          ? .number(Double(Int.random(in: 0...20, using: &random)))
          : .text("\(Int.random(in: 0...20, using: &random)).25"),
        groups: Array(groups))
    }
  }

  static func value(_ random: inout SplitMix) -> Value {
    let texts = ["", "a", "b", "kube", "kubernetes", "1", "1.0", "01", "7.25", "-3", "é", "10"]
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &random))
    case 2, 3: return .number(Double(Int.random(in: -5...5, using: &random)))
    case 4: return .number(Double.random(in: -100...100, using: &random))
    case 5:
      return .texts((0..<3).map { _ in texts.randomElement(using: &random) ?? "" })
    default: return .text(texts.randomElement(using: &random) ?? "")
    }
  }

  static func cuts(_ count: Int, _ random: inout SplitMix) -> [Range<Int>] {
    var bounds = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      Int.random(in: 0...count, using: &random)
    }
    bounds.append(contentsOf: [0, count])
    bounds.sort()
    return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
  }

  /// Parts merged into a state that has the groups at other places.
  static func merged(
    _ run: AggregateRun, _ parts: [any Accumulator], _ random: inout SplitMix
  ) -> [[String]?] {
    let places = (0..<Int32(groups)).shuffled(using: &random)
    let target = run.function.makeAccumulator()
    target.grow(to: groups)
    for part in parts { target.merge(part, into: places) }
    let results = AggregateRun.results(target, groups: groups)
    return places.map { results[Int($0)] }
  }

  static func decode(_ part: any Accumulator, into target: any Accumulator) throws {
    for group in 0..<groups {
      var reader = StateReader(AggregateRun.encoded(part, group: group))
      try target.decode(group: group, from: &reader)
      #expect(throws: StateReader.Malformed.self, "all bytes are read") { _ = try reader.int() }
    }
  }

  static func copied(_ run: AggregateRun, _ part: any Accumulator) throws -> any Accumulator {
    let copy = run.function.makeAccumulator()
    copy.grow(to: groups)
    try decode(part, into: copy)
    return copy
  }

  static func expectSame(_ results: [[String]?], _ expected: [[String]?], _ how: Comment) {
    let isSame = zip(results, expected).allSatisfy { a, b in
      if a == b { return true }
      guard let a, let b, a.count == 1, b.count == 1, let x = Double(a[0]), let y = Double(b[0])
      else { return false }
      return abs(x - y) <= 1e-12 * max(1, abs(x), abs(y))
    }
    #expect(isSame, "\(how): \(results) instead of \(expected)")
  }
}

/// A small generator of repeatable random numbers.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
