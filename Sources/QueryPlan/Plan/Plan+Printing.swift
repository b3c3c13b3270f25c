import EventModel

extension Plan {
  /// The plan as text: the source, then a line a step.
  package var printed: String {
    ([source.printed] + steps.map { $0.printed }).joined(separator: "\n")
  }
}

extension PlanSource {
  package var printed: String {
    switch self {
    case .rows(let generator): return "rows \(generator.summary)"
    case .events(let scan):
      var lines = ["events"]
      if let predicate = scan.predicate { lines.append("  where \(predicate.printed)") }
      if let earliest = scan.earliest { lines.append("  from \(NumberText.format(earliest))") }
      if let latest = scan.latest { lines.append("  to \(NumberText.format(latest))") }
      lines += scan.printedPrefilter
      lines.append("  fields \(scan.needs)")
      return lines.joined(separator: "\n")
    }
  }
}

extension EventScan {
  /// The literals that are looked for; where they depend on whether the rules of a source type apply,
  /// those for events of no such type.
  package var prefilter: LiteralPrefilter {
    let whole = LiteralPrefilter(predicate)
    if !whole.clauses.isEmpty { return whole }
    let plain = LiteralPrefilter(predicate?.folded(knowing: ["sourcetype": ""]))
    if !plain.clauses.isEmpty { return plain }
    return LiteralPrefilter(predicate?.folded(knowing: ["sourcetype": "", "source": ""]))
  }

  fileprivate var printedPrefilter: [String] {
    guard !prefilter.clauses.isEmpty else { return [] }
    let isPlain = LiteralPrefilter(predicate).clauses.isEmpty
    return ["  prefilter \(prefilter)"]
      + (isPlain ? ["    (not for events whose source type has rules)"] : [])
  }
}

extension PlanStep {
  package var printed: String {
    switch self {
    case .filter(let expression): return "filter \(expression.printed)"
    case .compute(let assignments):
      return "compute "
        + assignments.map { "\($0.target.shown) = \($0.expression.printed)" }
        .joined(separator: ", ")
    case .extract(let extractor): return "extract \(extractor.summary)"
    case .project(let projection): return projection.printed
    case .rename(let rules):
      return "rename " + rules.map { "\($0.from.text) as \($0.to.text)" }.joined(separator: ", ")
    case .fill(let fill):
      let fields = fill.fields?.joined(separator: ", ") ?? "every field with a value"
      return "fill \(fields) with \"\(fill.value)\""
    case .aggregate(let aggregation):
      return "aggregate " + Self.printed(aggregation.measures, aggregation.groups)
    case .window(let window): return "window " + Self.printed(window.measures, window.groups)
    case .sort(let order): return order.printed
    case .limit(let limit): return limit.printed
    case .deduplicate(let deduplication): return deduplication.printed
    case .expand(let field, let limit):
      return "expand \(field)" + (limit > 0 ? " at most \(limit)" : "")
    case .dataset(let transform): return transform.summary
    case .combine(let combiner, let subplan):
      let inner: [String]
      switch subplan.origin {
      case .plan(let plan): inner = plan.printed.split(separator: "\n").map(String.init)
      case .rows(let steps): inner = ["these rows"] + steps.map { $0.printed }
      }
      return ([combiner.summary] + inner.map { "  " + $0 }).joined(separator: "\n")
    }
  }

  private static func printed(_ measures: [Measure], _ groups: [String]) -> String {
    let list = measures.map { $0.printed }.joined(separator: ", ")
    return groups.isEmpty ? list : list + " by " + groups.map { $0.shown }.joined(separator: ", ")
  }
}

extension Measure {
  fileprivate var printed: String {
    let argument: String =
      switch input {
      case .rows: ""
      case .field(let field): "(\(field.shown))"
      case .fields(let pattern): "(\(pattern.text))"
      case .expression(let expression): "(eval(\(expression.printed)))"
      }
    return "\(name)\(argument) as \(output.shown)"
  }
}

extension Projection {
  fileprivate var printed: String {
    let names = patterns.map { $0.text }.joined(separator: ", ")
    switch mode {
    case .keep: return "keep \(names)"
    case .drop: return "drop \(names)"
    case .table: return "table \(names)"
    }
  }
}

extension SortOrder {
  fileprivate var printed: String {
    let list = keys.map { key in
      let comparison = key.comparison == .automatic ? "" : " as \(key.comparison.rawValue)"
      return (key.isDescending ? "-" : "+") + key.field.shown + comparison
    }
    return "sort \(list.joined(separator: ", "))" + (limit.map { " first \($0)" } ?? "")
  }
}

extension RowLimit {
  fileprivate var printed: String {
    let name: String
    switch end {
    case .first: name = "first"
    case .last: name = "last"
    }
    let number = count == .max ? "" : " \(count)"
    return "\(name)\(number)" + (condition.map { " while \($0.printed)" } ?? "")
  }
}

extension Deduplication {
  fileprivate var printed: String {
    let flags = [
      keepsEmpty ? " keeping empty" : "", keepsEvents ? " keeping events" : "",
      isConsecutive ? " consecutive" : "",
    ].joined()
    return "deduplicate \(fields.joined(separator: ", ")) at most \(count)\(flags)"
  }
}

extension String {
  /// The engine's own fields begin with a NUL byte; shown as `#count`.
  fileprivate var shown: String { Batch.isHidden(self) ? "#" + dropFirst() : self }
}
