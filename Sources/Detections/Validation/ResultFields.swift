import EventModel
package import QueryPlan

/// The fields that the rows of a plan can have.
package struct ResultFields: Sendable {
  /// False once a step has fixed the fields: `stats`, `table`, `fields`.
  package private(set) var isOpen: Bool
  private(set) var names: Set<String>
  private var patterns: [WildcardPattern] = []

  private init(isOpen: Bool, names: Set<String> = []) {
    self.isOpen = isOpen
    self.names = names
  }

  package init(of plan: Plan) {
    self.init(isOpen: true)
    for step in plan.steps { pass(step) }
  }

  /// Whether rows may have the field; only false is certain.
  package func mayHave(_ field: String) -> Bool {
    isOpen || names.contains(field) || patterns.contains { $0.matches(field) }
  }

  /// The fields that are known by name, in alphabetical order.
  package var known: [String] { names.sorted() }

  private mutating func add(_ name: String) {
    if name.contains("*") { patterns.append(WildcardPattern(name)) } else { names.insert(name) }
  }

  private mutating func pass(_ step: PlanStep) {
    switch step {
    case .filter, .sort, .limit, .deduplicate, .expand: return
    case .compute(let assignments):
      for assignment in assignments {
        if assignment.template == nil { names.insert(assignment.target) } else { isOpen = true }
      }
    case .extract(let extractor):
      guard let writes = extractor.writes else {
        isOpen = true
        return
      }
      for name in writes { add(name) }
    case .project(let projection): pass(projection)
    case .rename(let rules): for rule in rules { pass(rule) }
    case .fill(let fill): for name in fill.fields ?? [] { names.insert(name) }
    case .aggregate(let aggregation):
      let old = self
      self = ResultFields(isOpen: false, names: Set(aggregation.groups))
      for measure in aggregation.measures { add(measure, from: old) }
    case .window(let window):
      let old = self
      for measure in window.measures { add(measure, from: old) }
    case .dataset: isOpen = true
    case .combine(_, let subplan):
      switch subplan.origin {
      case .plan(let plan): merge(ResultFields(of: plan))
      case .rows(let steps):
        var other = self
        for step in steps { other.pass(step) }
        merge(other)
      }
    }
  }

  private mutating func merge(_ other: ResultFields) {
    isOpen = isOpen || other.isOpen
    names.formUnion(other.names)
    patterns += other.patterns
  }

  private mutating func add(_ measure: Measure, from old: ResultFields) {
    guard case .fields(let pattern) = measure.input else {
      names.insert(measure.output)
      return
    }
    add(measure.output)
    for name in old.names where pattern.matches(name) { names.insert(measure.output(for: name)) }
  }

  private mutating func pass(_ projection: Projection) {
    switch projection.mode {
    case .table, .keep:
      var kept = ResultFields(isOpen: false)
      for pattern in projection.patterns {
        if !pattern.hasWildcard {
          // What `fields` names and no row has does not come to be.
          if mayHave(pattern.text) || isTable(projection) { kept.names.insert(pattern.text) }
        } else if isOpen || !patterns.isEmpty {
          kept.patterns.append(pattern)
        } else {
          kept.names.formUnion(names.filter { pattern.matches($0) })
        }
      }
      if !isTable(projection) {
        if isOpen { kept.names.formUnion(["_time", "_raw", "_indextime"]) }
        kept.names.formUnion(names.filter { $0.hasPrefix("_") })
      }
      self = kept
    case .drop:
      guard !isOpen, patterns.isEmpty else { return }
      names = names.filter { name in !projection.patterns.contains { $0.matches(name) } }
    }
  }

  private func isTable(_ projection: Projection) -> Bool {
    switch projection.mode {
    case .table: true
    case .keep, .drop: false
    }
  }

  private mutating func pass(_ rule: RenameRule) {
    if rule.from.hasWildcard {
      for name in names {
        guard let captures = rule.from.captures(name) else { continue }
        names.remove(name)
        names.insert(Self.filled(rule.to.text, captures))
      }
      if !patterns.isEmpty { patterns.append(rule.to) }
    } else if mayHave(rule.from.text) {
      names.remove(rule.from.text)
      names.insert(rule.to.text)
    }
  }

  private static func filled(_ pattern: String, _ captures: [String]) -> String {
    var rest = captures[...]
    return pattern.reduce(into: "") { name, character in
      if character == "*", let capture = rest.popFirst() {
        name += capture
      } else {
        name.append(character)
      }
    }
  }
}
