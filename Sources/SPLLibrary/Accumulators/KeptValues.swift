import EventModel
import QueryPlan

/// One value for each group, copied out of its batch.
///
/// Memory: a group's text memory is used again by its next text, so replacing a value in every
/// row allocates nothing.
struct KeptValues {
  private enum Kind: UInt8 {
    case none
    case text
    case number
  }

  private var kinds: [Kind] = []
  private var numbers: [Double] = []
  private var texts: [[UInt8]] = []
  private var textBytes = 0

  mutating func grow(to count: Int) {
    while kinds.count < count {
      kinds.append(.none)
      numbers.append(0)
      texts.append([])
    }
  }

  func isEmpty(_ group: Int) -> Bool { kinds[group] == .none }

  mutating func set(_ group: Int, _ value: StatsValue) {
    switch value {
    case .number(let number):
      kinds[group] = .number
      numbers[group] = number
    case .text(let text):
      kinds[group] = .text
      textBytes += max(0, text.count - texts[group].capacity)
      texts[group].removeAll(keepingCapacity: true)
      texts[group].append(contentsOf: text.buffer)
    }
  }

  mutating func set(_ group: Int, from other: KeptValues, _ index: Int) {
    other.withValue(index) { value in
      if let value { set(group, value) }
    }
  }

  /// Calls with the value, which is only valid during the call.
  func withValue<Result>(_ group: Int, _ body: (StatsValue?) throws -> Result) rethrows -> Result {
    switch kinds[group] {
    case .none: return try body(nil)
    case .number: return try body(.number(numbers[group]))
    case .text:
      return try texts[group].withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return try body(.text(.empty)) }
        return try body(.text(Bytes(start: start, count: buffer.count)))
      }
    }
  }

  func cell(_ group: Int, in arena: Arena) -> Cell {
    switch kinds[group] {
    case .none: .null
    case .number: .number(numbers[group])
    case .text: .text(arena.store(texts[group]))
    }
  }

  func encode(_ group: Int, into writer: inout StateWriter) {
    writer.write(Int(kinds[group].rawValue))
    switch kinds[group] {
    case .none: return
    case .number: writer.write(numbers[group])
    case .text: writer.write(texts[group])
    }
  }

  /// Reads a value and calls with it; nil when the group had none.
  static func decode(
    from reader: inout StateReader, _ body: (StatsValue?) throws -> Void
  ) throws {
    guard let byte = UInt8(exactly: try reader.int()), let kind = Kind(rawValue: byte)
    else { throw StateReader.Malformed() }
    switch kind {
    case .none: try body(nil)
    case .number: try body(.number(try reader.double()))
    case .text:
      let text = try reader.text()
      try text.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return try body(.text(.empty)) }
        try body(.text(Bytes(start: start, count: buffer.count)))
      }
    }
  }

  var footprint: Int {
    kinds.count * (1 + MemoryLayout<Double>.stride + MemoryLayout<[UInt8]>.stride) + textBytes
  }
}
