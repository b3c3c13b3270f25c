import Diagnostics
import EventModel
import QueryPlan

/// Gives events the fields that the rules of their source types say.
///
/// Rules are read when events come that they match. Events of no such source type cost one look
/// at the batch's source type.
struct KnowledgeExtractor: FieldExtractor {
  private let rules: RuleSet
  /// The candidates that events of this search may be of, in order.
  private let chosen: [RuleCandidate]
  private let wanted: FieldNeeds
  private let choices = PreparedValues<String, [CompiledRules]>()

  init(_ rules: RuleSet, chosen: [RuleCandidate], wanted: FieldNeeds = .everything) {
    self.rules = rules
    self.chosen = chosen
    self.wanted = wanted
  }

  var summary: String { "rules of source types" }

  /// Only the events tell.
  var writes: [String]? { nil }

  /// The candidates that may write one of the fields.
  private func writers(of fields: FieldNeeds) -> [RuleCandidate] {
    if fields.all || !fields.patterns.isEmpty { return chosen }
    let defined = rules.defined(fields.names)
    let isOpen = fields.names.contains { !EventFields.isFixed($0) }
    return chosen.filter { !defined[$0.place].isEmpty || isOpen && $0.isOpen }
  }

  private func mayWrite(_ candidate: RuleCandidate, _ fields: FieldNeeds) -> Bool {
    fields.all || !fields.patterns.isEmpty
      || fields.names.contains { field in
        !EventFields.isFixed(field)
          && (candidate.isOpen || rules.places(defining: field).contains(candidate.place))
      }
  }

  func changes(_ fields: FieldNeeds) -> Expression {
    let changing = writers(of: fields).map { $0.condition }
    if changing.isEmpty { return .literal(.boolean(false)) }
    if changing.contains(where: { $0.truth == true }) { return .literal(.boolean(true)) }
    let terms = changing.flatMap { condition in
      if case .or(let terms) = condition { return terms }
      return [condition]
    }
    return terms.count == 1 ? terms[0] : .or(terms)
  }

  func narrowed(to wanted: FieldNeeds) -> (any FieldExtractor)? {
    guard !writers(of: wanted).isEmpty else { return nil }
    // A rule may build on what an earlier one writes, so they are all kept.
    return KnowledgeExtractor(rules, chosen: chosen, wanted: wanted)
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    if wanted.all { return wanted }
    var needs = wanted.union(FieldNeeds(RuleCandidate.conditionFields))
    guard wanted.patterns.isEmpty else { return needsOfAll(needs) }
    let isOpen = wanted.names.contains { !EventFields.isFixed($0) }
    var defined = rules.defined(needs.names)
    for candidate in chosen.reversed()
    where !defined[candidate.place].isEmpty || isOpen && candidate.isOpen {
      do {
        let inputs = try candidate.inputs(for: defined[candidate.place].sorted())
        for input in inputs where !needs.names.contains(input) {
          needs.insert(input)
          for place in rules.places(defining: input) { defined[place].append(input) }
        }
      } catch {
        // It is told again, to the search, when an event needs the rules.
        return .everything
      }
    }
    return needs
  }

  private func needsOfAll(_ wanted: FieldNeeds) -> FieldNeeds {
    var needs = wanted
    do {
      for candidate in chosen.reversed() {
        needs.formUnion(try candidate.compiled(for: needs).inputs)
      }
    } catch {
      return .everything
    }
    return needs
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let (sourcetypes, sources) = (batch["sourcetype"], batch["source"])
    if sourcetypes.constant != nil, sources.constant != nil {
      guard batch.rowCount > 0 else { return [] }
      let rules = try rules(sourcetypes[0], sources[0], context)
      return rules.isEmpty ? [] : try Self.run(rules, on: batch, in: context)
    }
    var rowsByKind: [[Bytes?]: [Int32]] = [:]
    for row in 0..<batch.rowCount {
      let kind = [
        sourcetypes[row].text(in: context.arena), sources[row].text(in: context.arena),
      ]
      rowsByKind[kind, default: []].append(Int32(row))
    }
    var written = WrittenColumns(batch, in: context)
    for rows in rowsByKind.values.sorted(by: { $0[0] < $1[0] }) {
      let first = Int(rows[0])
      let rules = try rules(sourcetypes[first], sources[first], context)
      guard !rules.isEmpty else { continue }
      let part = EvaluationContext(
        rowCount: rows.count, arena: context.arena, environment: context.environment,
        ordinal: context.ordinal)
      for (field, column) in try Self.run(rules, on: batch.gathered(rows), in: part) {
        written.keep(column.arenas)
        for (index, row) in rows.enumerated() {
          written.set(field, row: Int(row), to: column[index])
        }
      }
    }
    return written.columns
  }

  private static func run(
    _ rules: [CompiledRules], on batch: Batch, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    var rows = batch
    var written: [String] = []
    for rule in rules { try rule.apply(to: &rows, written: &written, in: context) }
    return written.map { ($0, rows[$0]) }
  }

  /// The rules for events of a source type and source.
  private func rules(
    _ sourcetype: Cell, _ source: Cell, _ context: EvaluationContext
  ) throws(Diagnostic) -> [CompiledRules] {
    let (sourcetype, source) = (sourcetype.string ?? "", source.string ?? "")
    return try choices.value(sourcetype + "\u{0}" + source) { () throws(Diagnostic) in
      let known = ["sourcetype": sourcetype, "source": source]
      var needs = wanted
      var compiled: [CompiledRules] = []
      for candidate in chosen.reversed()
      where candidate.condition.folded(knowing: known).truth == true
        && mayWrite(candidate, needs)
      {
        let rules = try candidate.compiled(for: needs)
        needs.formUnion(rules.inputs)
        compiled.insert(rules, at: 0)
      }
      return compiled
    }
  }
}
