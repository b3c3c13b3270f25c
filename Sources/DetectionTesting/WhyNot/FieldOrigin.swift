import EventModel
import QueryPlan

/// Where the value of a field comes from, told by the steps of a plan before it.
enum FieldOrigin {
  /// The event has it, perhaps under another name.
  case event(String)
  /// Something is made of inputs, fields at its place, and so of these fields of the event.
  case derived(how: String, inputs: [String], from: [String])
  /// An aggregate over several rows.
  case measure(Measure)

  /// `field` as it is before the step at `index`.
  init(_ field: String, before index: Int, in steps: [PlanStep]) {
    var name = field
    for place in stride(from: min(index, steps.count) - 1, through: 0, by: -1) {
      switch steps[place] {
      case .rename(let rules):
        for rule in rules.reversed() {
          if !rule.to.hasWildcard, rule.to.text == name {
            name = rule.from.text
          } else if rule.to.hasWildcard, let stars = rule.to.captures(name) {
            name = Self.filled(rule.from.text, stars)
          }
        }
      case .compute(let assignments):
        guard let own = assignments.last(where: { $0.template == nil && $0.target == name })
        else { continue }
        if case .field(let other) = own.expression {
          name = other
          continue
        }
        self = .derived(
          how: "\(name) = \(own.expression.printed)", inputs: Array(own.expression.needs.names),
          from: Self.events(own.expression.needs.names, before: place, in: steps))
        return
      case .extract(let extractor):
        // Rules of source types read the event itself: what they give counts as its own.
        guard let writes = extractor.writes, writes.contains(name) else { continue }
        let needs = extractor.needs(for: FieldNeeds([name])).names.filter { $0 != name }
        self = .derived(
          how: extractor.summary, inputs: Array(needs),
          from: Self.events(needs, before: place, in: steps))
        return
      case .aggregate(let aggregation):
        if aggregation.groups.contains(name) { continue }
        guard let measure = aggregation.measures.first(where: { $0.output == name }) else {
          continue
        }
        self = .measure(measure)
        return
      case .window(let window):
        guard let measure = window.measures.first(where: { $0.output == name }) else { continue }
        self = .measure(measure)
        return
      case .filter, .project, .fill, .sort, .limit, .deduplicate, .expand, .dataset, .combine:
        continue
      }
    }
    self = .event(name)
  }

  /// The fields of the event that the value can be changed by.
  var eventFields: [String] {
    switch self {
    case .event(let name): [name]
    case .derived(_, _, let fields): fields
    case .measure: []
    }
  }

  private static func events(
    _ names: some Sequence<String>, before index: Int, in steps: [PlanStep]
  ) -> [String] {
    var fields: [String] = []
    for name in names {
      for field in FieldOrigin(name, before: index, in: steps).eventFields
      where !fields.contains(field) {
        fields.append(field)
      }
    }
    return fields
  }

  private static func filled(_ pattern: String, _ stars: [String]) -> String {
    var rest = stars[...]
    return pattern.map { $0 == "*" ? rest.popFirst() ?? "" : String($0) }.joined()
  }
}
