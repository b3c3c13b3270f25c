package import QueryPlan

/// Every `stats` function there is. A new one is a file in this folder and a line here.
package enum AggregateRegistry {
  package static let all: [any AggregateFunction.Type] = [
    CountAggregate.self
  ]

  private static let byName: [String: any AggregateFunction.Type] = {
    var table: [String: any AggregateFunction.Type] = [:]
    for aggregate in all {
      for name in aggregate.documentation.names { table[name] = aggregate }
    }
    return table
  }()

  /// The aggregate of a name in lower case; a family with a number in its name, such as `perc95`,
  /// is registered under the name without it.
  package static func aggregate(named name: String) -> (any AggregateFunction.Type)? {
    if let exact = byName[name] { return exact }
    let letters = String(name.prefix { $0.isLetter })
    guard letters.count < name.count, Double(name.dropFirst(letters.count)) != nil
    else { return nil }
    return byName[letters]
  }

  package static var names: [String] { byName.keys.sorted() }
}
