import Diagnostics
import EventModel
package import QueryPlan

/// What a search makes of events that hold less than everything.
///
/// Walks the plan with what is known of each field instead of its values.
package struct PlanReading: Sendable {
  /// One thing that a search lacks.
  package struct Lack: Sendable, Hashable {
    /// What becomes of it, and where in the search.
    package let effect: String
    /// The fields of the event that are not there.
    package let fields: [String]
  }

  /// Why no row comes out.
  package private(set) var lost: Lack?
  /// Why some rows do not come out.
  package private(set) var fewer: [Lack] = []
  /// Why rows come out that should not.
  package private(set) var more: [Lack] = []
  /// What rows lack.
  package private(set) var poorer: [Lack] = []

  private let recording: Recording
  /// Whether no event of the search has a body, so that `fillnull` does not see the columns.
  private let isUniform: Bool
  private var fields: [String: FieldReading] = [:]
  /// The only fields that there are; nil before a command that says so.
  private var known: Set<String>?
  /// Fields that a combination or a transformation may have changed.
  private var blur: FieldReading = .same
  /// What stands for null in every column that some row has a value in.
  private var filler: String?

  package init(
    _ condition: RequestCondition, steps: [PlanStep], outputs: [String], of recording: Recording,
    isUniform: Bool
  ) {
    self.recording = recording
    self.isUniform = isUniform
    for expression in condition.rest where lost == nil { filter(expression) }
    for step in steps where lost == nil { apply(step) }
    guard lost == nil else { return }
    finish(outputs)
  }

  /// Whether it is as if everything were recorded.
  package var isWhole: Bool { lost == nil && fewer.isEmpty && more.isEmpty && poorer.isEmpty }

  func reading(_ field: String) -> FieldReading {
    if let reading = fields[field] { return reading }
    if let known, !known.contains(field) { return .same }
    if known != nil || blur.isAffected { return blur }
    let reading = recording.reading(of: field)
    return filler.map { reading.filled($0) } ?? reading
  }

  private mutating func filter(_ expression: Expression) {
    let truth = reading(of: expression)
    guard truth.isAffected || truth.fails else { return }
    let name = Self.name(of: expression)
    if truth.fails {
      lost = Lack(effect: name + " never holds", fields: truth.sources)
      return
    }
    let lack = Lack(effect: name, fields: truth.sources)
    switch truth.change {
    case .none: break
    case .fewer: fewer.append(lack)
    case .more: more.append(lack)
    case .any:
      if truth.constant == .boolean(true) {
        more.append(lack)
      } else {
        fewer.append(lack)
      }
    }
  }

  /// A long condition is named after its fields.
  private static func name(of expression: Expression) -> String {
    let text = expression.printed
    guard text.count > 90 else { return "`\(text)`" }
    return "the condition on " + expression.needs.names.map { "`\($0)`" }.joined(separator: ", ")
  }

  private mutating func apply(_ step: PlanStep) {
    switch step {
    case .filter(let expression):
      for term in expression.conjuncts where lost == nil { filter(term) }
    case .compute(let assignments):
      for assignment in assignments where assignment.template == nil {
        set(assignment.target, reading(of: assignment.expression))
      }
    case .extract(let extractor): extract(extractor)
    case .project(let projection): project(projection)
    case .rename(let rules): rename(rules)
    case .fill(let fill): self.fill(fill)
    case .aggregate(let aggregation): aggregate(aggregation)
    case .window(let window):
      for measure in window.measures { set(measure.output, reading(of: measure)) }
    case .sort, .limit: break
    case .deduplicate(let deduplication):
      guard !deduplication.keepsEmpty else { break }
      group(deduplication.fields, by: "dedup")
    case .expand: break
    case .dataset(let transform): mix(transform.needs(for: .none))
    case .combine(let combiner, _): mix(combiner.needs(for: .none))
    }
  }

  private mutating func set(_ field: String, _ reading: FieldReading) {
    fields[field] = reading
    known?.insert(field)
  }

  private mutating func extract(_ extractor: any FieldExtractor) {
    for field in extractor.writes ?? [] {
      let sources = extractor.needs(for: FieldNeeds([field])).names.filter { $0 != field }
      let parts = sources.map { reading($0) }
      let isNull = !parts.isEmpty && parts.allSatisfy { $0.isNull }
      var result = FieldReading.combined(parts, constant: isNull ? .null : nil)
      result.mayBeNull = result.isAffected
      set(field, result)
    }
  }

  private mutating func project(_ projection: Projection) {
    switch projection.mode {
    case .drop:
      for pattern in projection.patterns { fields = fields.filter { !pattern.matches($0.key) } }
    case .keep, .table:
      let names = Set(projection.patterns.filter { !$0.hasWildcard }.map { $0.text })
      let kept = fields.filter { field in
        projection.patterns.contains { $0.matches(field.key) }
      }
      var all = kept
      for name in names { all[name] = reading(name) }
      fields = all
      if projection.patterns.allSatisfy({ !$0.hasWildcard }) { known = names }
    }
  }

  private mutating func rename(_ rules: [RenameRule]) {
    for rule in rules where !rule.from.hasWildcard && !rule.to.hasWildcard {
      let moved = reading(rule.from.text)
      fields[rule.from.text] = .absent
      known?.remove(rule.from.text)
      set(rule.to.text, moved)
    }
  }

  private mutating func fill(_ fill: NullFill) {
    if let names = fill.fields {
      for name in names { set(name, reading(name).filled(fill.value)) }
    } else if !isUniform {
      for (name, reading) in fields { fields[name] = reading.filled(fill.value) }
      filler = fill.value
    }
  }

  private mutating func aggregate(_ aggregation: Aggregation) {
    group(aggregation.groups, by: "stats … by")
    guard lost == nil else { return }
    var result: [String: FieldReading] = [:]
    for field in aggregation.groups { result[field] = reading(field) }
    for measure in aggregation.measures { result[measure.output] = reading(of: measure) }
    fields = result
    known = Set(result.keys)
    blur = .same
    filler = nil
  }

  /// Rows without one of the fields are dropped.
  private mutating func group(_ names: [String], by command: String) {
    for name in names {
      let reading = reading(name)
      if reading.isLost {
        lost = Lack(effect: "`\(command) \(name)` drops the row", fields: reading.sources)
        return
      }
      if reading.isNull {
        lost = Lack(effect: "`\(command) \(name)` drops the row", fields: [])
        return
      }
      if reading.isAffected, reading.mayBeNull {
        fewer.append(Lack(effect: "`\(command) \(name)`", fields: reading.sources))
      } else if reading.isAffected {
        poorer.append(Lack(effect: "`\(name)` is told apart less", fields: reading.sources))
      }
    }
  }

  private func reading(of measure: Measure) -> FieldReading {
    let input: FieldReading
    switch measure.input {
    case .rows: return .same
    case .field(let field): input = reading(field)
    case .fields(let pattern): input = reading(pattern.text)
    case .expression(let expression): input = reading(of: expression)
    }
    guard input.isAffected else { return .same }
    let isCount = ["count", "c", "dc", "distinct_count", "estdc"].contains(measure.name)
    let constant: Literal? = input.isNull ? (isCount ? .number(0) : .null) : nil
    return FieldReading(
      constant: constant, change: .any, mayBeNull: !isCount, sources: input.sources)
  }

  private mutating func mix(_ needs: FieldNeeds) {
    let parts = needs.names.map { reading($0) }
    let mixed = FieldReading.combined(parts)
    if mixed.isAffected { blur = mixed }
  }

  private mutating func finish(_ outputs: [String]) {
    var seen: Set<String> = []
    let own = fields.keys.sorted().filter { known?.contains($0) ?? true }
    for name in own + outputs where seen.insert(name).inserted {
      let reading = reading(name)
      guard reading.isAffected else { continue }
      let effect = reading.isNull ? "`\(name)` stays empty" : "`\(name)` tells less"
      poorer.append(Lack(effect: effect, fields: reading.sources))
    }
  }
}
