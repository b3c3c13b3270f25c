import EventModel
package import Execution
import QueryPlan
package import SearchEngine

/// Why a search gave no rows, or not those that somebody expected: what fell where, what came
/// closest, and what would have to be different.
package struct WhyNot: Sendable {
  /// Something that does not hold.
  package struct Condition: Sendable, Equatable {
    package let text: String
    /// What the row has instead.
    package let actual: String
  }

  /// A change of an event.
  package struct Advice: Sendable, Equatable {
    package let changes: [EventChange]
    /// Whether the search gives rows with the changed event; it was run to know.
    package let fires: Bool
    /// Where it still ends, when it does not.
    package let end: String?
  }

  /// An event or a row that came close.
  package struct Miss: Sendable, Equatable {
    /// Units: seconds since 1970; nil behind aggregates.
    package let time: Double?
    /// Some fields that tell which one it is.
    package let known: [Field]
    package let fails: [Condition]
    /// How far it is, and where the values come from.
    package let hints: [String]
    package let advice: Advice?

    package struct Field: Sendable, Equatable {
      package let name: String
      package let value: String
    }
  }

  package struct Term: Sendable, Equatable {
    package let text: String
    /// Events that fail it and no other term.
    package let soleFailures: Int
  }

  /// A command that let rows fall.
  package struct Stage: Sendable, Equatable {
    package let label: String
    package let conditions: [(text: String, failures: Int)]
    package let rows: [Miss]

    package static func == (a: Stage, b: Stage) -> Bool {
      a.label == b.label && a.rows == b.rows
        && a.conditions.elementsEqual(b.conditions) { $0 == $1 }
    }
  }

  package let terms: [Term]
  /// Events that fail few of the terms that the search begins with, the closest first.
  package let misses: [Miss]
  /// In the order of the search.
  package let stages: [Stage]

  package init(_ search: CompiledSearch, _ funnel: RowFunnel) {
    let analysis = MissAnalysis(search, funnel)
    terms = funnel.terms.map {
      Term(text: $0.expression.printed, soleFailures: $0.soleFailures)
    }
    misses = funnel.misses.map { analysis.miss($0) }
    stages = funnel.steps.filter { !$0.dropped.isEmpty }.map { analysis.stage($0) }
  }

  /// The fewest changes of one event that would have given rows.
  package var smallestChange: (miss: Miss, changes: [EventChange])? {
    let all = stages.flatMap { $0.rows } + misses
    let working = all.compactMap { miss in
      miss.advice.flatMap { $0.fires ? (miss, $0.changes) : nil }
    }
    return working.min { $0.1.count < $1.1.count }
  }
}
