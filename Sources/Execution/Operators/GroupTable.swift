import EventModel
import QueryPlan

/// Sorts rows into groups by the values of some fields.
///
/// A row with several values in a field belongs to a group for each of them; a row without a value
/// in one of the fields belongs to none.
/// Memory: each value of a field once, and four bytes for each field of each group.
/// Source: Splunk Search Reference, `stats` (BY clause, multivalue fields).
struct GroupTable {
  let fields: [String]
  private let deduplicatesValues: Bool
  /// Whether rows without a value have groups too, until `fillNulls` tells what becomes of them.
  private let keepsNulls: Bool
  /// By field: its values. The code of a value is its number plus one, and 0 is null.
  private let values: [TextSet]
  private var tuples: TupleTable

  init(fields: [String], deduplicatesValues: Bool = false, keepsNulls: Bool = false) {
    self.fields = fields
    self.deduplicatesValues = deduplicatesValues
    self.keepsNulls = keepsNulls
    values = fields.map { _ in TextSet() }
    tuples = TupleTable(width: fields.count)
  }

  /// The fields that had a value in no row.
  var fieldsWithoutValue: [String] {
    zip(fields, values).filter { $0.1.count == 0 }.map { $0.0 }
  }

  /// Without fields there is one group, also when there are no rows.
  var count: Int { fields.isEmpty ? 1 : tuples.count }

  /// Units: bytes, roughly.
  var footprint: Int { values.reduce(tuples.footprint) { $0 + $1.footprint } }

  /// Rows of the batch and the group of each; a row stands once for each of its groups.
  struct Assignment {
    var rows: [Int32] = []
    var groups: [Int32] = []

    init(capacity: Int) {
      rows.reserveCapacity(capacity)
      groups.reserveCapacity(capacity)
    }

    @inline(__always)
    mutating func add(_ row: Int, to group: Int32) {
      rows.append(Int32(row))
      groups.append(group)
    }
  }

  mutating func assign(_ batch: Batch) -> Assignment {
    var result = Assignment(capacity: batch.rowCount)
    guard !fields.isEmpty else {
      for row in 0..<batch.rowCount { result.add(row, to: 0) }
      return result
    }
    if let result = assignCombinations(batch) { return result }
    var codes = GroupCodes(rowCount: batch.rowCount, width: fields.count)
    for (index, field) in fields.enumerated() {
      codes.encode(
        batch[field], at: index, in: values[index], deduplicating: deduplicatesValues)
    }
    let width = fields.count
    codes.withTuples { tuple, row, flags in
      if flags.contains(.hasNull), !keepsNulls { return }
      guard flags.contains(.hasLists) else { return result.add(row, to: tuples.number(of: tuple)) }
      codes.lists.forEachCombination(of: tuple, width: width) {
        result.add(row, to: tuples.number(of: $0))
      }
    }
    return result
  }

  /// Looks each combination of values up once; nil when the columns are no small dictionaries of
  /// single values.
  private mutating func assignCombinations(_ batch: Batch) -> Assignment? {
    let count = batch.rowCount
    var dictionaries: [[Cell]] = []
    var places = [UInt32](repeating: 0, count: count)
    var size = 1
    for field in fields {
      guard case .coded(let cells, let codes) = batch[field].storage, cells.count * size <= count,
        !cells.contains(where: { if case .multivalue = $0 { true } else { false } })
      else { return nil }
      dictionaries.append(cells)
      size *= cells.count
      let factor = UInt32(cells.count)
      places.withUnsafeMutableBufferPointer { places in
        codes.withUnsafeBufferPointer { codes in
          for row in 0..<count { places[row] = places[row] * factor + codes[row] }
        }
      }
    }
    let unknown = Int32.min
    var known = [Int32](repeating: unknown, count: size)
    var isWhole = true
    let groups = [Int32](unsafeUninitializedCapacity: count) { groups, written in
      written = count
      known.withUnsafeMutableBufferPointer { known in
        for row in 0..<count {
          let place = Int(places[row])
          if known[place] == unknown { known[place] = group(place, dictionaries) }
          groups[row] = known[place]
          if known[place] < 0 { isWhole = false }
        }
      }
    }
    var result = Assignment(capacity: 0)
    if isWhole {
      result.rows = (0..<Int32(count)).map { $0 }
      result.groups = groups
    } else {
      for row in 0..<count where groups[row] >= 0 { result.add(row, to: groups[row]) }
    }
    return result
  }

  /// The group of a combination of values, the last field's changing fastest; -1 for none.
  private mutating func group(_ place: Int, _ dictionaries: [[Cell]]) -> Int32 {
    var rest = place
    var tuple = [UInt32](repeating: 0, count: fields.count)
    for field in fields.indices.reversed() {
      let cells = dictionaries[field]
      tuple[field] = GroupCodes.code(of: cells[rest % cells.count], in: values[field])
      rest /= cells.count
    }
    if !keepsNulls, tuple.contains(0) { return -1 }
    return tuple.withUnsafeBufferPointer { tuple in
      tuple.baseAddress.map { tuples.number(of: $0) } ?? -1
    }
  }

  /// Takes in the groups of another table; gives the own number of each of its groups.
  mutating func merge(_ other: GroupTable) -> [Int32] {
    guard !fields.isEmpty else { return [0] }
    let taken = { [values] (field: Int) -> [UInt32] in
      let (own, new) = (values[field], other.values[field])
      return [0] + (0..<new.count).map { UInt32(own.insert(new[$0]) + 1) }
    }
    let codes =
      other.count >= Self.worthThreads
      ? Parallel.map(count: values.count, taken) : values.indices.map(taken)
    return other.renumbered(into: &tuples) { codes[$1][Int($0)] }
  }

  /// Gives rows without a value in a field a value there, if the field is to be filled, and
  /// otherwise no group; nil when no group had to change, else the new number of each, -1 for none.
  mutating func fillNulls(with text: Bytes, _ isFilled: [Bool]) -> [Int32]? {
    guard keepsNulls, !fields.isEmpty else { return nil }
    let hasZeros = tuples.hasZeros
    guard hasZeros.contains(true) else { return nil }
    let old = self
    if isFilled.contains(false) {
      tuples = TupleTable(width: fields.count)
      return [Int32](repeating: -1, count: old.count)
    }
    let isNew = zip(values, hasZeros).allSatisfy { $0.index(of: text) == nil || !$1 }
    let filled = values.map { UInt32($0.insert(text) + 1) }
    if isNew {
      // No two groups become one.
      tuples.replaceZeros(with: filled)
      return nil
    }
    tuples = TupleTable(width: fields.count)
    return old.renumbered(into: &tuples) { $0 == 0 ? filled[$1] : $0 }
  }

  private func renumbered(
    into target: inout TupleTable, _ code: (_ old: UInt32, _ field: Int) -> UInt32
  ) -> [Int32] {
    var numbers: [Int32] = []
    numbers.reserveCapacity(count)
    var tuple = [UInt32](repeating: 0, count: fields.count)
    tuples.withParts { parts in
      for group in 0..<tuples.count {
        for field in tuple.indices {
          tuple[field] = code(parts[group * tuple.count + field], field)
        }
        numbers.append(
          tuple.withUnsafeBufferPointer { tuple in
            tuple.baseAddress.map { target.number(of: $0) } ?? 0
          })
      }
    }
    return numbers
  }

  /// The groups in the order of their values: numbers before other texts, numerically, then byte by
  /// byte.
  func sortedGroups() -> [Int32] {
    guard !fields.isEmpty else { return [0] }
    return GroupOrder(values).sorted(tuples)
  }

  /// The values of each field for the given groups: each value once.
  func columns(of groups: [Int32]) -> [Column] {
    let width = fields.count
    return tuples.withParts { parts in
      let column = { (field: Int) in
        let arena = Arena()
        arena.keep(values[field])
        let codes = groups.map { parts[Int($0) * width + field] }
        let cells = values[field].withTexts { [.null] + $0.map { Cell.text($0) } }
        return Column(coded: cells, codes: codes, arenas: [arena])
      }
      guard groups.count >= Self.worthThreads else { return values.indices.map(column) }
      return Parallel.map(count: values.count, column)
    }
  }

  /// Below so many groups, threads cost more than they save.
  private static let worthThreads = 4096
}
