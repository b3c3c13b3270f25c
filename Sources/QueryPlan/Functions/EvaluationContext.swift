package import EventModel

/// What an expression may use besides its row. Time arrives as a parameter, never from a clock.
package struct EvaluationContext: Sendable {
  package let rowCount: Int
  /// Where the texts of results go; lives as long as the batch.
  package let arena: Arena
  package let environment: SearchEnvironment
  /// The stream place of row 0, for `random()`.
  package let ordinal: Int

  package init(
    rowCount: Int, arena: Arena, environment: SearchEnvironment, ordinal: Int = 0
  ) {
    self.rowCount = rowCount
    self.arena = arena
    self.environment = environment
    self.ordinal = ordinal
  }

  /// A column of results, one row at a time.
  @inline(__always)
  package func column(
    keeping inputs: [Column] = [], _ cell: (Int) throws -> Cell
  ) rethrows -> Column {
    var cells: [Cell] = []
    cells.reserveCapacity(rowCount)
    for row in 0..<rowCount { cells.append(try cell(row)) }
    var arenas = [arena]
    for input in inputs { arenas += input.arenas }
    return Column(cells, arenas: arenas)
  }

  package func text(_ string: String) -> Cell { .text(arena.store(string)) }

  package func text(_ bytes: [UInt8]) -> Cell { .text(arena.store(bytes)) }
}

/// The same for every row of a search: its time, zone and time range.
package struct SearchEnvironment: Sendable {
  /// Units: seconds since 1970.
  package let now: Double
  package let zone: TimeZoneRules
  /// The range that the search looks at, when it is bounded.
  package let earliest: Double?
  package let latest: Double?
  /// Units: bytes that all operators of a search may hold together.
  package let memoryBudget: Int
  /// Where the search says what its rows do not.
  package let notices = Notices()

  package init(
    now: Double, zone: TimeZoneRules, earliest: Double? = nil, latest: Double? = nil,
    memoryBudget: Int = 1 << 30
  ) {
    self.now = now
    self.zone = zone
    self.earliest = earliest
    self.latest = latest
    self.memoryBudget = memoryBudget
  }
}
