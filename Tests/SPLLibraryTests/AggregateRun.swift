import Diagnostics
import EventModel
import QueryPlan
import SPLLibrary
import Testing

/// A field value of a test row.
enum Value: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  case null
  case text(String)
  case number(Double)
  case boolean(Bool)
  case texts([String])

  init(stringLiteral value: String) { self = .text(value) }
  init(arrayLiteral elements: String...) { self = .texts(elements) }
  init(floatLiteral value: Double) { self = .number(value) }
  init(integerLiteral value: Int) { self = .number(Double(value)) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
  init(nilLiteral: ()) { self = .null }

  func cell(in arena: Arena) -> Cell {
    switch self {
    case .null: .null
    case .text(let text): .text(arena.store(text))
    case .number(let number): .number(number)
    case .boolean(let value): .boolean(value)
    case .texts(let texts): arena.cell(texts.map { arena.store($0) })
    }
  }
}

/// A row as an aggregate sees it.
struct Row {
  var value: Value
  var time: Value = .null
  /// A row can be in several groups.
  var groups: [Int32] = [0]
}

/// Runs one aggregate by hand, with batch memory that is gone after each update.
struct AggregateRun {
  let function: any AggregateFunction

  init(_ name: String) throws {
    let source = SourceText(name: "<test>", text: name)
    let type = try #require(AggregateRegistry.aggregate(named: name), "\(name) is registered")
    function = try type.init(
      AggregateCall(name: name, hasArgument: true, span: source.wholeSpan))
  }

  /// The state after one batch of rows, the first of which stands at a place of the stream.
  func accumulator(
    _ rows: ArraySlice<Row>, ordinal: Int, groups: Int, hasArgument: Bool = true
  ) -> any Accumulator {
    let accumulator = function.makeAccumulator()
    accumulator.grow(to: groups)
    update(accumulator, rows, ordinal: ordinal, hasArgument: hasArgument)
    return accumulator
  }

  func update(
    _ accumulator: any Accumulator, _ rows: ArraySlice<Row>, ordinal: Int,
    hasArgument: Bool = true
  ) {
    let arena = Arena()
    var entries: [(row: Int32, group: Int32)] = []
    for (index, row) in rows.enumerated() {
      for group in row.groups { entries.append((Int32(index), group)) }
    }
    let values = Column(rows.map { $0.value.cell(in: arena) }, arenas: [arena])
    let times = Column(rows.map { $0.time.cell(in: arena) }, arenas: [arena])
    accumulator.update(
      AggregateInput(
        values: hasArgument ? values : nil, rows: entries.map { $0.row },
        groups: entries.map { $0.group }, times: function.readsTime ? times : nil,
        ordinal: ordinal))
  }

  static func results(_ accumulator: any Accumulator, groups: Int) -> [[String]?] {
    let arena = Arena()
    return (0..<groups).map { group in
      let cell = accumulator.finish(group: group, in: arena)
      return cell.isNull ? nil : cell.texts(in: arena).map { $0.string }
    }
  }

  static func encoded(_ accumulator: any Accumulator, group: Int) -> [UInt8] {
    var writer = StateWriter()
    accumulator.encode(group: group, into: &writer)
    return writer.bytes
  }
}

/// The result of an aggregate over rows of one group, as displayed texts; nil for null.
func aggregate(_ name: String, _ rows: [Row], hasArgument: Bool = true) throws -> [String]? {
  let run = try AggregateRun(name)
  let accumulator = run.accumulator(rows[...], ordinal: 0, groups: 1, hasArgument: hasArgument)
  return AggregateRun.results(accumulator, groups: 1)[0]
}

func aggregate(_ name: String, of values: [Value]) throws -> [String]? {
  try aggregate(name, values.map { Row(value: $0) })
}
