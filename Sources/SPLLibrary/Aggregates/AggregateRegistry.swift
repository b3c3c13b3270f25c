package import QueryPlan

/// Every `stats` function there is. A new one is a file in this folder and a line here.
package enum AggregateRegistry {
  package static let all: [any AggregateFunction.Type] = [
    CountAggregate.self,
    DistinctCountAggregate.self,
    EstdcAggregate.self,
    EstdcErrorAggregate.self,
    ValuesAggregate.self,
    ListAggregate.self,
    ModeAggregate.self,
    MinAggregate.self,
    MaxAggregate.self,
    RangeAggregate.self,
    SumAggregate.self,
    SumsqAggregate.self,
    AvgAggregate.self,
    SparklineAggregate.self,
    StdevAggregate.self,
    StdevpAggregate.self,
    VarAggregate.self,
    VarpAggregate.self,
    MedianAggregate.self,
    PercAggregate.self,
    UpperpercAggregate.self,
    ExactpercAggregate.self,
    FirstAggregate.self,
    LastAggregate.self,
    EarliestAggregate.self,
    EarliestTimeAggregate.self,
    LatestAggregate.self,
    LatestTimeAggregate.self,
    RateAggregate.self,
    PerTimeAggregate.self,
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
    guard let family = byName[letters], family is any NumberedAggregate.Type else { return nil }
    return family
  }

  package static var names: [String] { byName.keys.sorted() }
}
