import QueryPlan

/// What several searches ask of a row, as terms that must all hold.
struct SharedTerms {
  /// What all of them ask, in the order of the first.
  let common: [Expression]
  /// What else each of them asks.
  let own: [[Expression]]

  init(_ terms: [[Expression]]) {
    let printed = terms.map { $0.map { $0.printed } }
    let shared = Set(printed.first ?? []).filter { text in
      printed.allSatisfy { $0.contains(text) }
    }
    common = (terms.first ?? []).filter { shared.contains($0.printed) }
    own = terms.map { $0.filter { !shared.contains($0.printed) } }
  }

  static func terms(of predicate: Expression?) -> [Expression] {
    guard case .and(let terms)? = predicate else { return [predicate].compactMap { $0 } }
    return terms
  }
}
