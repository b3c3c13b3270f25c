package import EventModel
package import QueryPlan

/// How many rows are left after each part of a search, and which rows came closest: why it gave what
/// it gave.
package struct RowFunnel: Sendable {
  package struct Term: Sendable {
    package let expression: Expression
    /// Events left after this term and those before it.
    package let rows: Int
    /// Events in range that fail this term and no other.
    package let soleFailures: Int
  }

  /// An event that some terms let fall, one row with the fields that the search reads.
  package struct Miss: Sendable {
    /// As it was read.
    package let event: Batch
    /// As the terms saw it: with what rules of source types extract.
    package let row: Batch
    /// The terms that it fails, by their place.
    package let failed: [Int]
  }

  /// A row that a step let fall.
  package struct Dropped: Sendable {
    /// The row as the step got it.
    package let row: Batch
    /// The event that it comes from, as it was read; nil behind aggregates, and for most of very
    /// many.
    package var event: Batch?
    /// The step's conditions that it fails, by their place; none for other steps than filters.
    package let failed: [Int]

    init(row: Batch, failed: [Int]) {
      self.row = row
      self.failed = failed
    }
  }

  package struct Step: Sendable {
    /// The place in the plan's steps.
    package let index: Int
    package let rows: Int
    /// By-fields that had no value in some rows, which therefore belong to no group.
    package let nullGroupFields: [(field: String, rows: Int)]
    /// The conditions of a filter, each with the rows that fail it.
    package let conditions: [(expression: Expression, failures: Int)]
    /// Some rows that the step let fall, those that fail the fewest conditions first.
    package let dropped: [Dropped]
  }

  /// Events read, before any term.
  package let events: Int
  /// Events in the time range, when there is one.
  package let eventsInRange: Int?
  package let terms: [Term]
  /// Events that fail few terms, the closest first.
  package let misses: [Miss]
  package let steps: [Step]
  /// How many of the plan's steps the terms are made of.
  package let leading: Int
  package let report: ScanReport
  /// What else the events would have come to.
  package let trial: FunnelTrial
}

/// Runs a search again over an event that somebody has changed.
package struct FunnelTrial: Sendable {
  /// What became of the event.
  package struct Outcome: Sendable {
    /// Rows of the result.
    package let rows: Int
    /// The rows that the last step with rows left, for what comes after.
    package let lastStep: Int?
  }

  let plan: Plan
  let leading: Int
  let runner: StepRunner
  /// The rows that passed all terms; none when they alone give a result, or are too many.
  let others: [Batch]

  /// Most rows that are run again with each event.
  static let largest = 20_000

  /// What the search gives for the events together with those that passed its terms.
  package func outcome(of events: [Batch]) -> Outcome {
    do {
      var batches = events
      for step in plan.steps.prefix(leading) { batches = try runner.run(step, over: batches) }
      guard batches.contains(where: { $0.rowCount > 0 }) else {
        return Outcome(rows: 0, lastStep: nil)
      }
      batches = others + batches
      var last = leading
      for (index, step) in plan.steps.enumerated().dropFirst(leading) {
        batches = try runner.run(step, over: batches)
        let count = batches.reduce(0) { $0 + $1.rowCount }
        if count == 0 { return Outcome(rows: 0, lastStep: last) }
        last = index
      }
      return Outcome(rows: batches.reduce(0) { $0 + $1.rowCount }, lastStep: last)
    } catch {
      return Outcome(rows: 0, lastStep: nil)
    }
  }
}
